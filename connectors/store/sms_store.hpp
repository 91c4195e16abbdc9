#pragma once
// What the SMS channel keeps: the messages to send and what became of them, the parts of long
// messages on their way in, who said STOP, and what the sender of reminders told us. Same rules as
// store.hpp. Telephone numbers are E.164 ("+33612345678") or short codes.
// Tested by tests/unit/connectors.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/store/conversation_id.hpp"
#include "engine/dialog/message.hpp"

namespace guichet {

// One SMS as the transport takes it: a segment of bytes, or a whole text.
struct SmsDraft {
    enum class Coding { text, gsm7, ucs2 };
    std::string to;
    std::string from;  // one of our numbers
    std::string body;  // UTF-8 for a text, else the bytes of the segment
    Coding coding = Coding::text;
    bool has_header = false;  // the body begins with a user data header
    TimePoint not_before{};
    ConversationId conversation;  // empty: for the back office, or a reminder
};

struct OutgoingSms {
    std::int64_t position = 0;
    SmsDraft draft;
};

enum class SmsState {
    waiting,
    sending,  // handed to the carrier, no answer yet
    sent,     // accepted by the carrier
    unknown,  // the carrier's answer was lost: only a receipt can tell, it is never sent again
    delivered,
    failed,
    cancelled,  // not sent: the person said STOP first
};

// A message received that its carrier may deliver again, for it may not have had our answer.
struct ReceivedSms {
    std::string id;
    std::string fingerprint;
};

// One part of a long message.
struct SmsPart {
    std::string from;
    std::string to;
    unsigned reference = 0;
    unsigned total = 0;
    unsigned number = 0;
    std::string bytes;
    int data_coding = 0;
    TimePoint at{};
};

// What the sender of reminders says of one addressee.
struct Reminder {
    std::string number;
    std::map<SlotId, std::string> known;  // see Message::known
};

struct OptOut {
    std::string number;
    std::string line;  // our number
    TimePoint at{};
};

class SmsStore {
  public:
    virtual ~SmsStore() = default;

    // The next messages due, in order; they are `sending` from now on.
    virtual std::vector<OutgoingSms> take(int limit, TimePoint now) = 0;
    virtual void settle(std::int64_t position, SmsState state, std::string_view carrier_id) = 0;
    // Waiting again, not to be taken before that time; cancelled when the person has said STOP
    // since it was written.
    virtual void put_back(std::int64_t position, TimePoint not_before) = 0;
    // Those a dead process left `sending` are `unknown`. Returns how many.
    virtual int recover() = 0;
    // The message a receipt speaks of: by carrier id, else by our reference (its position modulo
    // 65,536), else the only unknown one to that number.
    virtual std::optional<std::int64_t> find_sent(const std::vector<std::string>& carrier_ids,
                                                  std::optional<std::uint16_t> reference,
                                                  std::string_view number) = 0;
    virtual std::map<SmsState, std::int64_t> counts() = 0;

    virtual bool opted_out(std::string_view number, std::string_view line) = 0;
    virtual void set_opted_out(std::string_view number,
                               std::string_view line,
                               bool out,
                               TimePoint at) = 0;
    virtual std::vector<OptOut> opt_outs() = 0;

    // Keeps a part. When it completes its message, all parts in order; nullopt while some are
    // missing. A part kept already changes nothing.
    virtual std::optional<std::vector<SmsPart>> add_part(const SmsPart& part) = 0;
    // The parts of messages still incomplete whose last part came before then; they are forgotten.
    virtual std::vector<std::vector<SmsPart>> take_overdue_parts(TimePoint before) = 0;
    virtual void forget_parts(TimePoint before) = 0;

    virtual std::vector<ReceivedSms> in_doubt() = 0;
    virtual void no_more_doubt(const std::vector<std::string>& ids) = 0;
    virtual void forget_doubt(TimePoint before) = 0;

    // All or none. `drafts` are the messages we start ourselves; those to somebody who said STOP
    // are left out.
    virtual void save_reminders(const std::vector<Reminder>& reminders,
                                const std::vector<SmsDraft>& drafts,
                                TimePoint at) = 0;
    virtual std::map<SlotId, std::string> known(std::string_view number) = 0;
};

}  // namespace guichet
