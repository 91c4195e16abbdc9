#include "connectors/host/host.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/detached.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "connectors/host/turn_json.hpp"
#include "connectors/host/uuid.hpp"
#include "engine/dialog/step.hpp"

namespace guichet {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// The person's words as the transcript keeps them: card and bank numbers masked, an option by its
// label. Null for a turn nobody spoke in.
const Line* words_of(const Turn& turn, const Inbound& inbound, TimePoint at) {
    if (std::holds_alternative<Opened>(inbound.content)) {
        return nullptr;
    }
    const auto& transcript = turn.session.transcript;
    const auto found = std::find_if(transcript.rbegin(), transcript.rend(), [at](const Line& line) {
        return line.from_person && line.at == at;
    });
    return found == transcript.rend() ? nullptr : &*found;
}

// The kept turn names its ticket only: the whole of it, transcript included, is in the outbox.
std::string turn_body(const Turn& turn) {
    json::object body = turn_to_json(turn);
    if (turn.ticket) {
        body["ticket"] = {{"id", turn.ticket->id}, {"reference", turn.ticket->reference}};
    }
    return json::serialize(body);
}

std::vector<StoredLine> lines_of(const Turn& turn,
                                 const Inbound& inbound,
                                 std::int64_t last_seq,
                                 TimePoint at) {
    const std::string id = inbound.ids.empty() ? std::string() : inbound.ids.front();
    std::vector<StoredLine> lines;
    if (const Line* words = words_of(turn, inbound, at)) {
        const json::object body{{"text", words->text}};
        lines.push_back({++last_seq, true, id, at, json::serialize(body)});
    }
    lines.push_back({++last_seq, false, id, at, turn_body(turn)});
    return lines;
}

TurnRecord record_of(const Conversation& from,
                     const Turn& turn,
                     const Inbound& inbound,
                     TimePoint at) {
    TurnRecord record;
    record.conversation = from.id;
    record.version = from.version;
    record.session = turn.session;
    record.at = at;
    record.message_ids = inbound.ids;
    record.lines = lines_of(turn, inbound, from.last_seq, at);
    record.erase = turn.erase;
    record.received = inbound.received;
    record.stranger = turn.session.stranger && !from.session.stranger;
    if (turn.session.channel == Channel::sms && turn.session.stopped != from.session.stopped) {
        record.opted_out = turn.session.stopped;
    }
    if (turn.ticket) {
        record.ticket =
            OutboxTicket{turn.ticket->id, json::serialize(ticket_to_json(*turn.ticket))};
    }
    return record;
}

// A listener's failure is its own: the lane goes on.
void answer(const Host::Done& done, const Outcome& outcome) {
    try {
        done(outcome);
    } catch (const std::exception& error) {
        spdlog::error("an answer was not passed on: {}", error.what());
    }
}

}  // namespace

Sources system_sources() {
    return {
        [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
        new_uuid7};
}

Host::Host(asio::any_io_executor loop,
           Storage& storage,
           std::shared_ptr<const Catalog> catalog,
           Sources sources,
           Limits limits)
    : loop_(std::move(loop)),
      storage_(storage),
      catalog_(std::move(catalog)),
      sources_(std::move(sources)),
      limits_(limits) {}

void Host::submit(const ConversationId& conversation, Inbound inbound, Done done) {
    Lane& lane = lane_of(conversation);
    if (lane.waiting.size() >= limits_.waiting) {
        Outcome refused;
        refused.kind = Outcome::Kind::busy;
        done(refused);
        return;
    }
    lane.waiting.push_back({std::move(inbound), std::move(done)});
    start(lane);
}

ConversationId Host::open(const Session& fresh,
                          const std::string& token_hash,
                          Inbound first,
                          Done done) {
    ConversationId id(sources_.new_id());
    Lane& lane = lane_of(id);
    lane.token_hash = token_hash;
    lane.record = Conversation{id, 0, 0, fresh};
    submit(id, std::move(first), std::move(done));
    return id;
}

std::vector<StoredLine> Host::preview(const Session& fresh, const Inbound& first) const {
    const TimePoint at = sources_.now();
    return lines_of(make_turn(Conversation{{}, 0, 0, fresh}, first, at), first, 0, at);
}

Host::Lane& Host::lane_of(const ConversationId& conversation) {
    const auto [entry, created] = lanes_.try_emplace(conversation);
    Lane& lane = entry->second;
    if (created) {
        lane.conversation = conversation;
        lane.idle = idle_.insert(idle_.end(), conversation);
    }
    return lane;
}

void Host::start(Lane& lane) {
    if (lane.running) {
        return;
    }
    lane.running = true;
    idle_.erase(lane.idle);
    asio::co_spawn(loop_, drain(lane), asio::detached);
}

void Host::rest(Lane& lane) {
    lane.running = false;
    lane.idle = idle_.insert(idle_.end(), lane.conversation);
    while (idle_.size() > limits_.cached) {
        lanes_.erase(idle_.front());
        idle_.pop_front();
    }
}

// A lane stays where it is while it runs: the map never moves its values, and only lanes at rest
// are removed.
asio::awaitable<void> Host::drain(Lane& lane) {
    while (!lane.waiting.empty()) {
        Waiting next = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        Outcome outcome;
        try {
            outcome = co_await take_turn(lane, next.inbound);
        } catch (const std::exception& error) {
            spdlog::error("turn failed in conversation {}: {}", lane.conversation, error.what());
            outcome = Outcome();
        }
        if (outcome.kind == Outcome::Kind::failed || outcome.erased) {
            lane.record.reset();
        }
        answer(next.done, outcome);
    }
    rest(lane);
}

asio::awaitable<Outcome> Host::take_turn(Lane& lane, const Inbound& inbound) {
    // Another process (the command line, another node) may have moved the conversation on since it
    // was read: read it again and start over, once.
    Outcome outcome = co_await try_turn(lane, inbound);
    if (outcome.kind == Outcome::Kind::failed) {
        lane.record.reset();
        outcome = co_await try_turn(lane, inbound);
    }
    co_return outcome;
}

asio::awaitable<Outcome> Host::try_turn(Lane& lane, const Inbound& inbound) {
    if (!lane.record) {
        co_await load(lane);
    }
    Outcome outcome;
    if (!lane.record) {
        outcome.kind = Outcome::Kind::unknown;
        co_return outcome;
    }
    const TimePoint at = sources_.now();
    const Turn turn = make_turn(*lane.record, inbound, at);
    TurnRecord record = record_of(*lane.record, turn, inbound, at);
    record.token_hash = lane.token_hash;
    if (compose_sms_) {
        record.sms = compose_sms_(turn, record.conversation);
    }
    auto write = [&record](Store& store) { return store.commit(record); };
    Commit commit = co_await storage_.run(write);
    outcome = settle(lane, std::move(record), std::move(commit));
    co_return outcome;
}

asio::awaitable<void> Host::load(Lane& lane) {
    auto read = [id = lane.conversation](Store& store) { return store.load(id); };
    lane.record = co_await storage_.run(read);
}

// The turn holds the catalog it was made from only while it is made.
Turn Host::make_turn(const Conversation& from, const Inbound& inbound, TimePoint at) const {
    Message message;
    message.content = inbound.content;
    message.ticket_id = sources_.new_id();
    message.ids = inbound.ids;
    message.known = inbound.known;
    return step(*catalog_, from.session, message, at);
}

Outcome Host::settle(Lane& lane, TurnRecord turn, Commit commit) {
    Outcome outcome;
    if (commit.kind == Commit::Kind::stale) {
        return outcome;
    }
    outcome.lines = std::move(commit.lines);
    if (commit.kind == Commit::Kind::seen) {
        outcome.kind = Outcome::Kind::again;
        return outcome;
    }
    outcome.kind = Outcome::Kind::answered;
    outcome.erased = turn.erase;
    lane.record->version = turn.version + 1;
    lane.record->last_seq = outcome.lines.back().seq;
    lane.record->session = std::move(turn.session);
    if (!turn.sms.empty() && on_sms_) {
        on_sms_();
    }
    if (turn.ticket && on_ticket_) {
        on_ticket_();
    }
    return outcome;
}

}  // namespace guichet
