#include "connectors/sms/pdu.hpp"

#include <algorithm>

namespace guichet::smpp {

namespace {

class Writer {
  public:
    void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }

    void half(std::size_t value) {
        byte(static_cast<std::uint8_t>(value >> 8U));
        byte(static_cast<std::uint8_t>(value));
    }

    void word(std::uint32_t value) {
        half(value >> 16U);
        half(value & 0xFFFFU);
    }

    // A C-Octet String of `limit` bytes at most, its NUL included.
    void text(std::string_view value, std::size_t limit) {
        value = value.substr(0, std::min(value.find('\0'), limit - 1));
        bytes_ += value;
        byte(0);
    }

    void octets(std::string_view value) { bytes_ += value; }

    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

// Reads forward; after the first failure everything is empty and `good` is false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    bool good() const { return good_; }

    bool empty() const { return rest_.empty(); }

    std::uint8_t byte() {
        const std::string_view one = octets(1);
        return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one.front());
    }

    std::uint16_t half() {
        const unsigned high = byte();
        return static_cast<std::uint16_t>(high << 8U | byte());
    }

    std::uint32_t word() {
        const std::uint32_t high = half();
        return high << 16U | half();
    }

    std::string text(std::size_t limit) {
        const auto end = rest_.find('\0');
        if (!good_ || end == std::string_view::npos || end >= limit) {
            fail();
            return {};
        }
        std::string value(rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
        return value;
    }

    std::string_view octets(std::size_t count) {
        if (!good_ || count > rest_.size()) {
            fail();
            return {};
        }
        const std::string_view value = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return value;
    }

  private:
    void fail() {
        good_ = false;
        rest_ = {};
    }

    std::string_view rest_;
    bool good_ = true;
};

void write(Writer& out, const Bare&) {
    (void)out;
}

void write(Writer& out, const BindTransceiver& bind) {
    out.text(bind.system_id, 16);
    out.text(bind.password, 9);
    out.text(bind.system_type, 13);
    out.byte(bind.interface_version);
    out.byte(bind.address_ton);
    out.byte(bind.address_npi);
    out.text(bind.address_range, 41);
}

void write(Writer& out, const BindResponse& response) {
    out.text(response.system_id, 16);
}

void write(Writer& out, const MessageResponse& response) {
    out.text(response.message_id, 65);
}

void write(Writer& out, const Address& address) {
    out.byte(address.ton);
    out.byte(address.npi);
    out.text(address.digits, 21);
}

void write(Writer& out, const ShortMessage& message) {
    out.text(message.service_type, 6);
    write(out, message.source);
    write(out, message.destination);
    out.byte(message.esm_class);
    out.byte(message.protocol_id);
    out.byte(message.priority);
    out.text(message.schedule_time, 17);
    out.text(message.validity_period, 17);
    out.byte(message.registered_delivery);
    out.byte(message.replace_if_present);
    out.byte(message.data_coding);
    out.byte(message.default_message);
    const std::string_view text = std::string_view(message.text).substr(0, 254);
    out.byte(static_cast<std::uint8_t>(text.size()));
    out.octets(text);
    for (const Parameter& parameter : message.parameters) {
        const std::string_view value = std::string_view(parameter.value).substr(0, 0xFFFF);
        out.half(parameter.tag);
        out.half(value.size());
        out.octets(value);
    }
}

BindTransceiver read_bind(Reader& in) {
    BindTransceiver bind;
    bind.system_id = in.text(16);
    bind.password = in.text(9);
    bind.system_type = in.text(13);
    bind.interface_version = in.byte();
    bind.address_ton = in.byte();
    bind.address_npi = in.byte();
    bind.address_range = in.text(41);
    return bind;
}

Address read_address(Reader& in) {
    Address address;
    address.ton = in.byte();
    address.npi = in.byte();
    address.digits = in.text(21);
    return address;
}

ShortMessage read_message(Reader& in) {
    ShortMessage message;
    message.service_type = in.text(6);
    message.source = read_address(in);
    message.destination = read_address(in);
    message.esm_class = in.byte();
    message.protocol_id = in.byte();
    message.priority = in.byte();
    message.schedule_time = in.text(17);
    message.validity_period = in.text(17);
    message.registered_delivery = in.byte();
    message.replace_if_present = in.byte();
    message.data_coding = in.byte();
    message.default_message = in.byte();
    const std::size_t length = in.byte();
    message.text = in.octets(length);
    while (in.good() && !in.empty()) {
        Parameter parameter;
        parameter.tag = in.half();
        const std::size_t size = in.half();
        parameter.value = in.octets(size);
        message.parameters.push_back(std::move(parameter));
    }
    return message;
}

// A response may come without its body when it refuses; some peers also forget the final NUL.
std::string read_response_id(Reader& in, std::size_t limit) {
    return in.empty() ? std::string() : in.text(limit);
}

}  // namespace

const std::string* ShortMessage::parameter(std::uint16_t tag) const {
    const auto found = std::ranges::find(parameters, tag, &Parameter::tag);
    return found == parameters.end() ? nullptr : &found->value;
}

std::string_view ShortMessage::payload() const {
    const std::string* payload = parameter(tag_message_payload);
    return text.empty() && payload != nullptr ? std::string_view(*payload) : std::string_view(text);
}

std::string encode(const Pdu& pdu) {
    Writer body;
    std::visit([&body](const auto& value) { write(body, value); }, pdu.body);
    const std::string bytes = body.take();
    Writer out;
    out.word(static_cast<std::uint32_t>(header_bytes + bytes.size()));
    out.word(static_cast<std::uint32_t>(pdu.command));
    out.word(pdu.status);
    out.word(pdu.sequence);
    out.octets(bytes);
    return out.take();
}

std::optional<Header> decode_header(std::string_view bytes) {
    Reader in(bytes);
    Header header;
    header.length = in.word();
    header.command = static_cast<Command>(in.word());
    header.status = in.word();
    header.sequence = in.word();
    if (!in.good() || header.length < header_bytes || header.length > max_pdu_bytes) {
        return std::nullopt;
    }
    return header;
}

std::optional<Pdu> decode(std::string_view bytes) {
    const std::optional<Header> header = decode_header(bytes);
    if (!header || header->length != bytes.size()) {
        return std::nullopt;
    }
    Pdu pdu{header->command, header->status, header->sequence, Bare()};
    Reader in(bytes.substr(header_bytes));
    switch (header->command) {
        case Command::bind_transceiver:
            pdu.body = read_bind(in);
            break;
        case Command::bind_transceiver_resp:
            pdu.body = BindResponse{read_response_id(in, 16)};
            break;
        case Command::submit_sm:
        case Command::deliver_sm:
            pdu.body = read_message(in);
            break;
        case Command::submit_sm_resp:
        case Command::deliver_sm_resp:
            pdu.body = MessageResponse{read_response_id(in, 65)};
            break;
        case Command::generic_nack:
        case Command::unbind:
        case Command::unbind_resp:
        case Command::enquire_link:
        case Command::enquire_link_resp:
            break;
    }
    if (!in.good()) {
        return std::nullopt;
    }
    return pdu;
}

Command response_to(Command request) {
    return static_cast<Command>(static_cast<std::uint32_t>(request) | 0x80000000U);
}

}  // namespace guichet::smpp
