#pragma once
// The SMS channel: messages that arrive become turns of the conversation between that person's
// number and ours, and what a turn says leaves again, once. Runs on the loop thread.
// Tested by tests/unit/connectors and tests/system.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "connectors/host/host.hpp"
#include "connectors/sms/inbox.hpp"
#include "connectors/sms/quiet_hours.hpp"
#include "connectors/sms/reminders.hpp"
#include "connectors/sms/segment.hpp"
#include "connectors/sms/transport.hpp"

namespace guichet {

struct SmsChannelSettings {
    std::string line;  // our number, for messages we start
    DefaultAlphabet alphabet = DefaultAlphabet::gsm7;
    std::string desk;  // the back office's telephone number; empty: it has none
    std::chrono::milliseconds pause{1500};  // messages that follow each other within it are one
    std::chrono::seconds parts{1800};       // to wait for the missing parts of a long message
    // Two machines that answer each other are parted: so many messages in ten minutes, or the same
    // words so many times in a row, and the number is not answered for an hour.
    int loop_messages = 40;
    int loop_repeats = 4;
    QuietHours quiet;
};

class SmsChannel final : public SmsInbox {
  public:
    // `host` and `storage` must outlive it.
    SmsChannel(boost::asio::any_io_executor loop,
               Host& host,
               Storage& storage,
               SmsChannelSettings settings);
    ~SmsChannel() override;

    // Begins; messages of a dead process whose answer never came are from now on unknown.
    void start(std::unique_ptr<SmsTransport> transport);
    void stop();
    bool idle() const;

    void receive(InboundSms sms, Kept kept) override;
    void receive_part(SmsPart part, Kept kept) override;
    void receipt(const Receipt& receipt) override;
    void no_more_doubt(std::vector<std::string> ids) override;
    void wake() override;

    // The carrier told what became of the message at that position.
    void delivery(std::int64_t position, SmsState state);
    // A carrier that keeps the list of STOP itself says so.
    void opted_out(const std::string& number, const std::string& line);

    // Keeps what the sender of reminders tells, and sends what it asks to be sent. Throws
    // StoreError. Gives how many will be sent, and how many will not for the person said STOP.
    struct Loaded {
        std::size_t kept = 0;
        std::size_t to_send = 0;
        std::size_t stopped = 0;
    };

    boost::asio::awaitable<Loaded> load(ReminderFile file);

    // To be called now and then: late parts, forgotten loops.
    void sweep();

  private:
    struct Waiting {
        InboundSms sms;
        bool first = false;  // STOP, START, CONTACT or distress: nothing stands before it
        std::string id;      // that its turn claims
        std::vector<Kept> kept;
    };

    // One person's messages to one of our numbers, taken in order.
    struct Mailbox {
        std::deque<Waiting> waiting;
        std::vector<Waiting> current;  // being answered
        boost::asio::steady_timer pause;

        bool has_first() const;
    };

    // What somebody sent of late.
    struct Guard {
        std::chrono::steady_clock::time_point since;
        std::chrono::steady_clock::time_point broken_until{};
        int messages = 0;
        std::string last;
        int repeats = 0;
    };

    // What the store says of a number before its turn.
    struct Addressee {
        std::optional<Whereabouts> conversation;
        std::map<SlotId, std::string> known;
        bool opted_out = false;
    };

    boost::asio::awaitable<void> drain(std::string key);
    boost::asio::awaitable<bool> answer(const std::vector<Waiting>& batch);
    boost::asio::awaitable<Outcome> take_turn(const std::vector<Waiting>& batch);
    boost::asio::awaitable<void> gather(Mailbox& mailbox);
    static std::vector<Waiting> next_batch(Mailbox& mailbox);
    Waiting waiting_of(InboundSms sms) const;
    bool comes_first(const std::string& text) const;
    bool is_loop(const std::string& key, const InboundSms& sms);
    std::vector<SmsDraft> compose(const Turn& turn, const ConversationId& conversation);
    void cut(std::vector<SmsDraft>& drafts,
             const std::string& text,
             const std::string& to,
             const std::string& from,
             const ConversationId& conversation,
             TimePoint not_before = {});
    boost::asio::awaitable<void> complete(SmsPart part, Kept kept);
    void receive_parts(const std::vector<SmsPart>& parts, Kept kept);
    boost::asio::awaitable<void> pump();
    boost::asio::awaitable<void> send_waiting();
    boost::asio::awaitable<void> settle(OutgoingSms sms, SendResult result);
    boost::asio::awaitable<void> note(Receipt receipt);
    boost::asio::awaitable<void> take_overdue();
    // Runs `work` beside; a failure is logged under that name.
    void beside(const char* name, boost::asio::awaitable<void> work);
    template <class Work>
    void store(const char* name, Work work);

    boost::asio::any_io_executor loop_;
    Host& host_;
    Storage& storage_;
    SmsChannelSettings settings_;
    std::unique_ptr<SmsTransport> transport_;
    std::unordered_map<std::string, Mailbox> mailboxes_;
    std::unordered_map<std::string, Guard> guards_;
    std::deque<Receipt> early_receipts_;  // of messages whose acceptance is still on its way
    std::uint8_t reference_ = 0;          // of the next text of several segments
    bool pumping_ = false;
    bool pump_again_ = false;
    bool stopping_ = false;
    int beside_ = 0;
};

template <class Work>
void SmsChannel::store(const char* name, Work work) {
    const auto perform = [](SmsChannel& self, Work task) -> boost::asio::awaitable<void> {
        auto write = [&task](Store& store) {
            task(store.sms());
            return true;
        };
        co_await self.storage_.run(write);
    };
    beside(name, perform(*this, std::move(work)));
}

}  // namespace guichet
