#pragma once
// What the server keeps: conversations, what was said in them, and the tickets to deliver. One turn
// is one transaction. Implementations are used from one thread at a time and throw StoreError when
// the medium fails; nothing is then changed. Tested by tests/unit/connectors.
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/store/conversation_id.hpp"
#include "connectors/store/sms_store.hpp"
#include "engine/dialog/session.hpp"

namespace guichet {

struct StoreError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A conversation as it was last committed. `version` counts its turns: 0 is one not yet stored.
struct Conversation {
    ConversationId id;
    std::int64_t version = 0;
    std::int64_t last_seq = 0;
    Session session;
};

// One line of a conversation. Sequence numbers start at 1 and have no holes.
struct StoredLine {
    std::int64_t seq = 0;
    bool from_person = false;
    std::string message_id;  // the sender's id of the message this line is or answers; may be empty
    TimePoint at{};
    std::string body;  // JSON: {"text"} of the person, turn_to_json of a turn
    bool operator==(const StoredLine&) const = default;
};

struct OutboxTicket {
    std::string id;
    std::string payload;  // ticket_to_json
};

// All that one turn changes.
struct TurnRecord {
    ConversationId conversation;
    std::int64_t version = 0;  // the version the turn was made from; 0 creates the conversation
    std::string token_hash;    // for creation; empty when the channel has no token
    Session session;
    TimePoint at{};
    std::vector<std::string> message_ids;
    std::vector<StoredLine> lines;
    std::optional<OutboxTicket> ticket;
    // The SMS channel's part, see sms_store.hpp.
    std::vector<SmsDraft> sms;
    std::vector<ReceivedSms> received;
    std::optional<bool> opted_out;  // STOP or START was said in this turn
    bool stranger = false;          // what we were told of this number is of somebody else
    bool erase = false;  // forget the conversation and all its lines; `ticket` still goes out
};

struct Commit {
    enum class Kind {
        done,
        seen,   // a message id was taken before: `lines` answered it, nothing was changed
        stale,  // the conversation is not at that version any more, nothing was changed
    };
    Kind kind = Kind::done;
    std::vector<StoredLine> lines;
};

// Where a conversation stands, without its content.
struct Whereabouts {
    ConversationId conversation;
    std::int64_t last_seq = 0;
    TimePoint updated_at{};
};

struct OutboxEvent {
    std::int64_t position = 0;
    std::string id;
    TimePoint created_at{};
    std::string payload;
};

class Store {
  public:
    virtual ~Store() = default;

    virtual std::optional<Conversation> load(const ConversationId& conversation) = 0;
    virtual std::optional<Whereabouts> find(std::string_view token_hash) = 0;
    virtual Commit commit(const TurnRecord& turn) = 0;
    // Lines with a greater sequence number than `after`, in order, `limit` at most.
    virtual std::vector<StoredLine> lines_after(const ConversationId& conversation,
                                                std::int64_t after,
                                                int limit) = 0;
    // Deletes the conversations untouched since `before`; returns how many.
    virtual int forget_before(TimePoint before) = 0;

    virtual std::vector<OutboxEvent> events_after(std::int64_t position, int limit) = 0;
    virtual std::int64_t last_position() = 0;
    virtual std::int64_t acknowledged(std::string_view consumer) = 0;
    // Never moves a consumer backwards.
    virtual void acknowledge(std::string_view consumer, std::int64_t position) = 0;
    // Tickets not yet written to the ticket file, in order.
    virtual std::vector<OutboxEvent> unfiled(int limit) = 0;
    // Marks those up to `position` as written.
    virtual void mark_filed(std::int64_t position) = 0;

    virtual SmsStore& sms() = 0;

    // Throws StoreError unless a write would be accepted.
    virtual void check_writable() = 0;
};

}  // namespace guichet
