// The sending half of the SMS channel: what turns say, what reminders ask for, and what became of
// it.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "connectors/sms/compact_ticket.hpp"
#include "connectors/sms/sms_channel.hpp"
#include "engine/text/sms.hpp"

namespace guichet {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t max_early_receipts = 1000;

}  // namespace

void SmsChannel::cut(std::vector<SmsDraft>& drafts,
                     const std::string& text,
                     const std::string& to,
                     const std::string& from,
                     const ConversationId& conversation,
                     TimePoint not_before) {
    for (SmsDraft& draft : transport_->cut(text, reference_)) {
        draft.to = to;
        draft.from = from;
        draft.conversation = conversation;
        draft.not_before = not_before;
        drafts.push_back(std::move(draft));
    }
    ++reference_;
}

std::vector<SmsDraft> SmsChannel::compose(const Turn& turn, const ConversationId& conversation) {
    std::vector<SmsDraft> drafts;
    const Session& session = turn.session;
    if (session.channel == Channel::sms && !turn.replies.empty()) {
        cut(drafts, sms_message(turn.replies), session.address, session.line, conversation);
    }
    if (turn.ticket && !settings_.desk.empty()) {
        const std::string text =
            text::for_sms(compact_ticket(*turn.ticket), text::SmsAccents::simplify);
        cut(drafts, text, settings_.desk, settings_.line, {});
    }
    return drafts;
}

void SmsChannel::wake() {
    pump_again_ = true;
    if (!pumping_ && transport_ && !stopping_) {
        pumping_ = true;
        beside("sending", pump());
    }
}

asio::awaitable<void> SmsChannel::pump() {
    try {
        co_await send_waiting();
    } catch (const std::exception& error) {
        spdlog::error("sms: sending: {}", error.what());
    }
    pumping_ = false;
}

asio::awaitable<void> SmsChannel::send_waiting() {
    while (pump_again_ && !stopping_) {
        pump_again_ = false;
        const int room = transport_->room();
        if (room == 0) {
            break;  // the transport wakes us
        }
        auto take = [room, now = host_.now()](Store& store) { return store.sms().take(room, now); };
        std::vector<OutgoingSms> messages = co_await storage_.run(take);
        pump_again_ = pump_again_ || !messages.empty();
        for (OutgoingSms& sms : messages) {
            transport_->send(sms, [this, sms](const SendResult& result) {
                beside("settling", settle(sms, result));
            });
        }
    }
}

asio::awaitable<void> SmsChannel::settle(OutgoingSms sms, SendResult result) {
    SmsState state = SmsState::unknown;
    switch (result.kind) {
        case SendResult::Kind::accepted:
            state = SmsState::sent;
            break;
        case SendResult::Kind::refused:
        case SendResult::Kind::opted_out:
            spdlog::error("sms: message {} was refused: {}", sms.position, result.why);
            state = SmsState::failed;
            break;
        case SendResult::Kind::unknown:
            spdlog::warn("sms: the answer to message {} was lost", sms.position);
            break;
        case SendResult::Kind::later:
            break;
    }
    const TimePoint now = host_.now();
    const auto early = std::ranges::find_if(early_receipts_, [&result](const Receipt& receipt) {
        return !result.carrier_id.empty() &&
               std::ranges::find(receipt.ids, result.carrier_id) != receipt.ids.end();
    });
    if (early != early_receipts_.end()) {
        state = early->state == Delivery::delivered ? SmsState::delivered : SmsState::failed;
        early_receipts_.erase(early);
    }
    auto write = [&sms, &result, state, now](Store& store) {
        if (result.kind == SendResult::Kind::later) {
            store.sms().put_back(sms.position, now + result.pause);
        } else {
            store.sms().settle(sms.position, state, result.carrier_id);
        }
        if (result.kind == SendResult::Kind::opted_out) {
            store.sms().set_opted_out(sms.draft.to, sms.draft.from, true, now);
        }
        return true;
    };
    co_await storage_.run(write);
    if (result.kind == SendResult::Kind::later && !stopping_) {
        asio::steady_timer timer(loop_, result.pause);
        co_await timer.async_wait(as_result);
        wake();
    }
}

void SmsChannel::receipt(const Receipt& receipt) {
    if (receipt.state != Delivery::on_its_way) {
        beside("receipt", note(receipt));
    }
}

asio::awaitable<void> SmsChannel::note(Receipt receipt) {
    const std::string number = sms_number(receipt.address).value_or("");
    auto write = [&receipt, number](Store& store) {
        const auto position = store.sms().find_sent(receipt.ids, receipt.reference, number);
        if (position) {
            const bool there = receipt.state == Delivery::delivered;
            store.sms().settle(*position, there ? SmsState::delivered : SmsState::failed, {});
        }
        return position.has_value();
    };
    const bool found = co_await storage_.run(write);
    if (!found) {
        early_receipts_.push_back(std::move(receipt));
        if (early_receipts_.size() > max_early_receipts) {
            early_receipts_.pop_front();
        }
    }
}

void SmsChannel::delivery(std::int64_t position, SmsState state) {
    store("delivery", [position, state](SmsStore& sms) { sms.settle(position, state, {}); });
}

void SmsChannel::opted_out(const std::string& number, const std::string& line) {
    const TimePoint now = host_.now();
    store("opt-out",
          [number, line, now](SmsStore& sms) { sms.set_opted_out(number, line, true, now); });
}

asio::awaitable<SmsChannel::Loaded> SmsChannel::load(ReminderFile file) {
    const TimePoint now = host_.now();
    const TimePoint leaves = next_allowed(now, settings_.quiet);
    Loaded loaded;
    loaded.kept = file.reminders.size();
    auto stopped_of = [&file, this](Store& store) {
        std::vector<std::string> stopped;
        for (const ReminderToSend& message : file.to_send) {
            if (store.sms().opted_out(message.number, settings_.line)) {
                stopped.push_back(message.number);
            }
        }
        return stopped;
    };
    const std::vector<std::string> stopped = co_await storage_.run(stopped_of);
    std::vector<SmsDraft> drafts;
    for (const ReminderToSend& message : file.to_send) {
        if (std::ranges::find(stopped, message.number) == stopped.end()) {
            cut(drafts, message.text, message.number, settings_.line, {}, leaves);
            ++loaded.to_send;
        } else {
            ++loaded.stopped;
        }
    }
    auto save = [&file, &drafts, now](Store& store) {
        store.sms().save_reminders(file.reminders, drafts, now);
        return true;
    };
    co_await storage_.run(save);
    wake();
    co_return loaded;
}

}  // namespace guichet
