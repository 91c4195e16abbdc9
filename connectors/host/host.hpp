#pragma once
// One turn at a time. The host keeps a lane for each conversation that has something to say, takes
// its messages in order, and answers each only when its turn is on the disk: persist, then speak.
// Everything here runs on the loop thread. Tested by tests/unit/connectors and tests/system.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "connectors/host/storage.hpp"
#include "engine/content/catalog.hpp"
#include "engine/dialog/message.hpp"
#include "engine/dialog/turn.hpp"

namespace guichet {

// What a channel received. `ids` are the sender's, one for each message read as this one; the same
// id again in the same conversation gives the same lines again.
struct Inbound {
    std::variant<Utterance, OptionChoice, Opened> content;
    std::vector<std::string> ids;
    std::map<SlotId, std::string> known;  // see Message::known
    std::vector<ReceivedSms> received;    // kept with the turn, see TurnRecord
};

struct Outcome {
    enum class Kind {
        answered,
        again,    // the message had been answered before: the same lines
        unknown,  // no such conversation (expired or erased)
        busy,     // too many messages are waiting in this conversation
        failed,   // nothing was kept: the sender may try again
    };
    Kind kind = Kind::failed;
    std::vector<StoredLine> lines;
    bool erased = false;  // the conversation no longer exists; `lines` are its last words
};

// Time and identifiers come from here, so that tests can tell what they will be.
struct Sources {
    std::function<TimePoint()> now;
    std::function<std::string()> new_id;
};

// The system's clock and UUIDv7.
Sources system_sources();

class Host {
  public:
    struct Limits {
        std::size_t cached = 10'000;  // conversations kept in memory between turns
        std::size_t waiting = 32;     // messages waiting in one conversation
    };

    using Done = std::function<void(const Outcome&)>;

    // `storage` must outlive the host.
    Host(boost::asio::any_io_executor loop,
         Storage& storage,
         std::shared_ptr<const Catalog> catalog,
         Sources sources,
         Limits limits);

    // Puts the message in its lane; `done` is called once, from the loop, in the order of the lane
    // and before the lane's next turn begins.
    void submit(const ConversationId& conversation, Inbound inbound, Done done);

    // Begins a conversation with this message (Opened for a greeting) and returns its id.
    // `token_hash` is how the channel finds it again; empty when it never does.
    ConversationId open(const Session& fresh,
                        const std::string& token_hash,
                        Inbound first,
                        Done done);

    // The lines that `open` would keep, now; nothing is kept.
    std::vector<StoredLine> preview(const Session& fresh, const Inbound& first) const;

    // The next turns are made from this content.
    void replace_catalog(std::shared_ptr<const Catalog> catalog) { catalog_ = std::move(catalog); }

    // Called after each commit that holds a ticket.
    void on_ticket(std::function<void()> listener) { on_ticket_ = std::move(listener); }

    // Makes the SMS that a turn sends: its replies on that channel, and its ticket where the back
    // office reads telephones. They are committed with the turn; `woken` is called once they are.
    using ComposeSms =
        std::function<std::vector<SmsDraft>(const Turn& turn, const ConversationId& conversation)>;

    void on_sms(ComposeSms compose, std::function<void()> woken) {
        compose_sms_ = std::move(compose);
        on_sms_ = std::move(woken);
    }

    // True when no turn is under way or waiting.
    bool idle() const { return lanes_.size() == idle_.size(); }

    const Catalog& catalog() const { return *catalog_; }

    TimePoint now() const { return sources_.now(); }

  private:
    struct Waiting {
        Inbound inbound;
        Done done;
    };

    struct Lane {
        ConversationId conversation;
        std::string token_hash;  // for a conversation not yet stored
        std::optional<Conversation> record;
        std::deque<Waiting> waiting;
        bool running = false;
        std::list<ConversationId>::iterator idle;  // its place in idle_, unless running
    };

    Lane& lane_of(const ConversationId& conversation);
    void start(Lane& lane);
    void rest(Lane& lane);
    boost::asio::awaitable<void> drain(Lane& lane);
    boost::asio::awaitable<Outcome> take_turn(Lane& lane, const Inbound& inbound);
    boost::asio::awaitable<Outcome> try_turn(Lane& lane, const Inbound& inbound);
    boost::asio::awaitable<void> load(Lane& lane);
    Turn make_turn(const Conversation& from, const Inbound& inbound, TimePoint at) const;
    Outcome settle(Lane& lane, TurnRecord turn, Commit commit);

    boost::asio::any_io_executor loop_;
    Storage& storage_;
    std::shared_ptr<const Catalog> catalog_;
    Sources sources_;
    Limits limits_;
    std::function<void()> on_ticket_;
    ComposeSms compose_sms_;
    std::function<void()> on_sms_;
    std::unordered_map<ConversationId, Lane> lanes_;
    std::list<ConversationId> idle_;  // lanes without work, the longest idle first
};

}  // namespace guichet
