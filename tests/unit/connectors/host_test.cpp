#include "connectors/host/host.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "connectors/store/sqlite_store.hpp"
#include "tests/support/sample_content.hpp"
#include "tests/unit/connectors/scratch_folder.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

std::shared_ptr<const Catalog> sample() {
    static const Compiled compiled = compile(sample_content());
    REQUIRE(compiled.catalog != nullptr);
    return compiled.catalog;
}

// Throws at the commits whose numbers are told, before or after the real one; counts how often a
// conversation is read.
class FailingStore final : public Store {
  public:
    FailingStore(std::unique_ptr<Store> real,
                 std::set<int> before,
                 std::set<int> after,
                 std::atomic<int>& loads)
        : real_(std::move(real)),
          before_(std::move(before)),
          after_(std::move(after)),
          loads_(loads) {}

    Commit commit(const TurnRecord& turn) override {
        const int number = ++commits_;
        if (before_.contains(number)) {
            throw StoreError("planned, before");
        }
        Commit commit = real_->commit(turn);
        if (after_.contains(number)) {
            throw StoreError("planned, after");
        }
        return commit;
    }

    std::optional<Conversation> load(const ConversationId& id) override {
        ++loads_;
        return real_->load(id);
    }

    std::optional<Whereabouts> find(std::string_view hash) override { return real_->find(hash); }

    std::vector<StoredLine> lines_after(const ConversationId& id,
                                        std::int64_t after,
                                        int limit) override {
        return real_->lines_after(id, after, limit);
    }

    int forget_before(TimePoint before) override { return real_->forget_before(before); }

    std::vector<OutboxEvent> events_after(std::int64_t position, int limit) override {
        return real_->events_after(position, limit);
    }

    std::int64_t last_position() override { return real_->last_position(); }

    std::int64_t acknowledged(std::string_view name) override { return real_->acknowledged(name); }

    void acknowledge(std::string_view name, std::int64_t position) override {
        real_->acknowledge(name, position);
    }

    std::vector<OutboxEvent> unfiled(int limit) override { return real_->unfiled(limit); }

    void mark_filed(std::int64_t position) override { real_->mark_filed(position); }

    SmsStore& sms() override { return real_->sms(); }

    void check_writable() override { real_->check_writable(); }

  private:
    std::unique_ptr<Store> real_;
    std::set<int> before_;
    std::set<int> after_;
    std::atomic<int>& loads_;
    int commits_ = 0;
};

Inbound greeting() {
    Inbound opened;
    opened.content = Opened{};
    return opened;
}

// A host on a store of its own; time stands still and ids are counted.
struct Desk {
    explicit Desk(std::set<int> before = {}, std::set<int> after = {}, Host::Limits limits = {})
        : storage(std::make_unique<FailingStore>(std::make_unique<SqliteStore>(folder.path / "db"),
                                                 std::move(before),
                                                 std::move(after),
                                                 loads)),
          host(loop.get_executor(),
               storage,
               sample(),
               Sources{[] { return TimePoint(); },
                       [this] { return fmt::format("019a0000-0000-7000-8000-{:012x}", ++ids); }},
               limits) {}

    ~Desk() { storage.stop(); }

    void run() {
        loop.restart();
        loop.run();
    }

    ConversationId open() {
        Outcome outcome;
        ConversationId id =
            host.open(Session(), "hash", greeting(), [&outcome](const Outcome& o) { outcome = o; });
        run();
        last = outcome;
        return id;
    }

    Outcome say(const ConversationId& conversation,
                const std::string& text,
                const std::string& id) {
        host.submit(conversation, Inbound{Utterance{text}, {id}, {}, {}}, [this](const Outcome& o) {
            last = o;
        });
        run();
        return last;
    }

    ScratchFolder folder;
    std::atomic<int> loads{0};
    boost::asio::io_context loop{1};
    Storage storage;
    int ids = 0;
    Host host;
    Outcome last;
};

}  // namespace

TEST_CASE("host: answers in order, each with the next sequence numbers") {
    Desk desk;
    const ConversationId id = desk.open();
    CHECK(desk.last.kind == Outcome::Kind::answered);
    std::vector<std::string> order;
    for (int i = 0; i < 20; ++i) {
        const std::string message = std::to_string(i);
        desk.host.submit(
            id, Inbound{Utterance{"bonjour"}, {message}, {}, {}}, [&order](const Outcome& o) {
                REQUIRE(o.kind == Outcome::Kind::answered);
                order.push_back(o.lines.front().message_id);
                CHECK(o.lines.front().from_person);
                CHECK(o.lines.back().seq == static_cast<std::int64_t>(1 + 2 * order.size()));
            });
    }
    CHECK_FALSE(desk.host.idle());
    desk.run();
    CHECK(desk.host.idle());
    REQUIRE(order.size() == 20);
    CHECK(order.front() == "0");
    CHECK(order.back() == "19");
}

TEST_CASE("host: the same message twice gives the same lines") {
    Desk desk;
    const ConversationId id = desk.open();
    const Outcome first = desk.say(id, "bonjour", "m");
    desk.say(id, "encore", "n");
    const Outcome again = desk.say(id, "bonjour", "m");
    CHECK(again.kind == Outcome::Kind::again);
    CHECK(again.lines == first.lines);
}

TEST_CASE("host: an unknown conversation, and too many messages at once") {
    Host::Limits limits;
    limits.waiting = 2;
    Desk desk({}, {}, limits);
    CHECK(desk.say("absent", "bonjour", "m").kind == Outcome::Kind::unknown);
    const ConversationId id = desk.open();
    int busy = 0;
    for (int i = 0; i < 10; ++i) {
        desk.host.submit(
            id, Inbound{Utterance{"a"}, {std::to_string(i)}, {}, {}}, [&busy](const Outcome& o) {
                busy += o.kind == Outcome::Kind::busy ? 1 : 0;
            });
    }
    desk.run();
    CHECK(busy >= 7);
}

TEST_CASE("host: conversations beyond the cache are read again, the others are not") {
    Host::Limits limits;
    limits.cached = 2;
    Desk desk({}, {}, limits);
    std::vector<ConversationId> conversations;
    for (int i = 0; i < 5; ++i) {
        const ConversationId id = desk.host.open(
            Session(), "hash" + std::to_string(i), greeting(), [](const Outcome&) {});
        conversations.push_back(id);
        desk.run();
    }
    CHECK(desk.loads == 0);
    for (const auto& id : conversations) {
        CHECK(desk.say(id, "bonjour", "m").kind == Outcome::Kind::answered);
        CHECK(desk.last.lines.back().seq == 3);
    }
    // Each pushes out the next that is to speak: none was there any more.
    CHECK(desk.loads == 5);
    desk.say(conversations.back(), "bonjour", "n");
    CHECK(desk.loads == 5);
}

TEST_CASE("host: a commit that fails is as if nothing was said, and the same message works later") {
    for (int number = 2; number <= 4; ++number) {
        for (const bool after : {false, true}) {
            CAPTURE(number);
            CAPTURE(after);
            const std::set<int> failing{number};
            Desk desk(after ? std::set<int>() : failing, after ? failing : std::set<int>());
            const ConversationId id = desk.open();
            std::int64_t expected = 1;
            for (int message = 2; message <= 5; ++message) {
                const std::string name = std::to_string(message);
                Outcome outcome = desk.say(id, "bonjour", name);
                if (message == number) {
                    CHECK(outcome.kind == Outcome::Kind::failed);
                    outcome = desk.say(id, "bonjour", name);
                }
                // A commit may be done although its answer was lost.
                const bool was_done = message == number && after;
                CHECK(outcome.kind == (was_done ? Outcome::Kind::again : Outcome::Kind::answered));
                expected += 2;
                CHECK(outcome.lines.back().seq == expected);
            }
        }
    }
}
