#include "connectors/sms/smpp_transport.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "connectors/host/uuid.hpp"

namespace guichet {

using smpp::Status;

namespace {

constexpr std::uint8_t final_receipt = 1;
constexpr std::uint8_t ton_international = 1;
constexpr std::uint8_t ton_alphanumeric = 5;
constexpr std::uint8_t npi_isdn = 1;
constexpr std::chrono::seconds busy_pause{5};

std::string fingerprint_of(const smpp::ShortMessage& message) {
    return sha256_hex(fmt::format("{}\n{}\n{}\n{}\n",
                                  message.source.digits,
                                  message.destination.digits,
                                  message.esm_class,
                                  message.data_coding) +
                      std::string(message.payload()));
}

SendResult result_of(const SmppLink::Submitted& submitted, std::chrono::seconds throttle) {
    SendResult result;
    if (submitted.kind == SmppLink::Submitted::Kind::lost) {
        return result;
    }
    result.carrier_id = submitted.message_id;
    result.why = fmt::format("status {:#x}", submitted.status);
    switch (static_cast<Status>(submitted.status)) {
        case Status::ok:
            result.kind = SendResult::Kind::accepted;
            break;
        case Status::throttled:
            result.kind = SendResult::Kind::later;
            result.pause = throttle;
            break;
        case Status::queue_full:
        case Status::system_error:
        case Status::temporary_application_error:
            result.kind = SendResult::Kind::later;
            result.pause = busy_pause;
            break;
        default:
            result.kind = SendResult::Kind::refused;
    }
    return result;
}

bool is_number(const std::string& address) {
    return address.find_first_not_of("+0123456789") == std::string::npos;
}

smpp::Address address_of(const std::string& number) {
    if (number.starts_with('+')) {
        return {ton_international, npi_isdn, number.substr(1)};
    }
    return {is_number(number) ? std::uint8_t{0} : ton_alphanumeric, 0, number};
}

}  // namespace

SmppTransport::SmppTransport(boost::asio::any_io_executor loop,
                             SmppTransportSettings settings,
                             SmsInbox& inbox,
                             const std::vector<ReceivedSms>& in_doubt)
    : settings_(std::move(settings)),
      inbox_(inbox),
      link_(std::move(loop),
            settings_.link,
            {[this](const smpp::ShortMessage& message, const SmppLink::Answer& answer) {
                 delivered(message, answer);
             },
             [this](std::uint64_t responses) { confirmed(responses); },
             [this] {
                 spdlog::info("sms: bound");
                 inbox_.wake();
             },
             [this] { unbound(); },
             [this] { inbox_.wake(); }}) {
    for (const ReceivedSms& message : in_doubt) {
        in_doubt_.emplace(message.fingerprint, message.id);
    }
}

smpp::Address SmppTransport::source(const std::string& line) const {
    smpp::Address address = address_of(line);
    address.ton = settings_.source_ton.value_or(address.ton);
    address.npi = settings_.source_npi.value_or(address.npi);
    return address;
}

void SmppTransport::send(const OutgoingSms& sms, std::function<void(const SendResult&)> done) {
    smpp::ShortMessage message;
    message.source = source(sms.draft.from);
    message.destination = address_of(sms.draft.to);
    message.esm_class = sms.draft.has_header ? smpp::esm_has_header : std::uint8_t{0};
    message.registered_delivery = final_receipt;
    message.data_coding =
        sms.draft.coding == SmsDraft::Coding::ucs2 ? std::uint8_t{8} : std::uint8_t{0};
    message.text = sms.draft.body;
    const auto reference = static_cast<std::uint16_t>(sms.position);
    message.parameters.push_back(
        {smpp::tag_user_message_reference,
         {static_cast<char>(reference >> 8U), static_cast<char>(reference & 0xFFU)}});
    link_.submit(
        std::move(message),
        [done = std::move(done), throttle = settings_.link.throttle](
            const SmppLink::Submitted& submitted) { done(result_of(submitted, throttle)); });
}

std::vector<SmsDraft> SmppTransport::cut(const std::string& utf8, std::uint8_t reference) const {
    std::vector<SmsDraft> drafts;
    for (Segment& segment : segments_of(utf8, reference, settings_.alphabet)) {
        SmsDraft draft;
        draft.body = std::move(segment.bytes);
        draft.coding = segment.data_coding == 8 ? SmsDraft::Coding::ucs2 : SmsDraft::Coding::gsm7;
        draft.has_header = segment.has_header;
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

void SmppTransport::delivered(const smpp::ShortMessage& message, const SmppLink::Answer& answer) {
    const auto type = message.esm_class & smpp::esm_type_mask;
    if (type == smpp::esm_receipt) {
        if (const auto receipt = read_receipt(message)) {
            inbox_.receipt(*receipt);
        } else {
            spdlog::warn("sms: a receipt that cannot be read");
        }
        answer(Status::ok);
        return;
    }
    if (type != 0) {
        answer(Status::ok);  // acknowledgements of other stations: nothing to say to anyone
        return;
    }
    const Part part = part_of(message);
    if (part.total == 1) {
        received(message, part, answer);
        return;
    }
    const auto from = sms_number(message.source.digits);
    const auto to = sms_number(message.destination.digits);
    if (!from || !to) {
        answer(Status::ok);
        return;
    }
    SmsPart kept{
        *from, *to, part.reference, part.total, part.number, part.bytes, part.data_coding, {}};
    inbox_.receive_part(std::move(kept), [answer](bool safe) {
        answer(safe ? Status::ok : Status::temporary_application_error);
    });
}

void SmppTransport::received(const smpp::ShortMessage& message,
                             const Part& part,
                             const SmppLink::Answer& answer) {
    const auto from = sms_number(message.source.digits);
    const auto to = sms_number(message.destination.digits);
    if (!from || !to) {
        spdlog::warn("sms: a message from a sender that cannot be answered");
        answer(Status::ok);
        return;
    }
    const auto text = text_of(part.bytes, part.data_coding, settings_.alphabet);
    if (!text) {
        spdlog::info("sms: a message of data coding {:#x}, taken as no text", part.data_coding);
    }
    InboundSms sms;
    sms.fingerprint = fingerprint_of(message);
    sms.id = id_of(sms.fingerprint);
    sms.from = *from;
    sms.to = *to;
    sms.text = text.value_or("");
    const ReceivedSms remembered{sms.id, sms.fingerprint};
    inbox_.receive(std::move(sms), [this, remembered, answer](bool kept) {
        const std::uint64_t number =
            answer(kept ? Status::ok : Status::temporary_application_error);
        if (!kept) {
            return;
        }
        if (number == 0) {
            in_doubt_.emplace(remembered.fingerprint, remembered.id);
        } else {
            unconfirmed_.push_back({number, remembered});
        }
    });
}

// Within a bind, the same words twice are two messages; after a new bind, they are those whose
// answer was lost.
std::string SmppTransport::id_of(const std::string& fingerprint) {
    const auto known = in_doubt_.find(fingerprint);
    if (known == in_doubt_.end()) {
        return "smpp-" + new_uuid7();
    }
    std::string id = std::move(known->second);
    in_doubt_.erase(known);
    return id;
}

void SmppTransport::confirmed(std::uint64_t responses) {
    std::vector<std::string> ids;
    while (!unconfirmed_.empty() && unconfirmed_.front().number <= responses) {
        ids.push_back(std::move(unconfirmed_.front().message.id));
        unconfirmed_.pop_front();
    }
    if (!ids.empty()) {
        inbox_.no_more_doubt(std::move(ids));
    }
}

void SmppTransport::unbound() {
    spdlog::info("sms: unbound");
    for (Responded& responded : unconfirmed_) {
        in_doubt_.emplace(std::move(responded.message.fingerprint),
                          std::move(responded.message.id));
    }
    unconfirmed_.clear();
}

}  // namespace guichet
