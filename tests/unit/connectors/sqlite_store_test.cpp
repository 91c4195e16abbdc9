#include "connectors/store/sqlite_store.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "connectors/desk/ticket_file.hpp"
#include "tests/unit/connectors/scratch_folder.hpp"

using namespace guichet;
using guichet::tests::ScratchFolder;

namespace {

TimePoint at(int seconds) {
    return TimePoint(std::chrono::seconds(seconds));
}

// A turn of conversation "c" made from `version`, with one line each way.
TurnRecord turn(std::int64_t version, const std::string& message_id) {
    TurnRecord record;
    record.conversation = "c";
    record.version = version;
    record.token_hash = "hash";
    record.session.misses = static_cast<int>(version);
    record.at = at(100 + static_cast<int>(version));
    record.message_ids = {message_id};
    const std::int64_t seq = 2 * version;
    record.lines = {{seq + 1, true, message_id, record.at, "{\"text\":\"a\"}"},
                    {seq + 2, false, message_id, record.at, "{}"}};
    return record;
}

std::string payload(const std::string& id) {
    return "{\"id\":\"" + id + "\",\"reference\":\"r\"}";
}

TurnRecord with_ticket(TurnRecord record, const std::string& id) {
    record.ticket = OutboxTicket{id, payload(id)};
    return record;
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("sqlite_store: a conversation is there after the file is opened again") {
    const ScratchFolder folder;
    {
        SqliteStore store(folder.path / "db");
        CHECK_FALSE(store.load("c"));
        CHECK(store.commit(turn(0, "m1")).kind == Commit::Kind::done);
        CHECK(store.commit(turn(1, "m2")).kind == Commit::Kind::done);
    }
    SqliteStore store(folder.path / "db");
    const auto found = store.load("c");
    REQUIRE(found);
    CHECK(found->version == 2);
    CHECK(found->last_seq == 4);
    CHECK(found->session.misses == 1);
    CHECK(store.find("hash")->conversation == "c");
    CHECK(store.find("hash")->last_seq == 4);
    CHECK_FALSE(store.find("other"));
    CHECK(store.lines_after("c", 1, 2).size() == 2);
    CHECK(store.lines_after("c", 1, 2).front() == turn(0, "m1").lines.back());
}

TEST_CASE("sqlite_store: a message id seen before gives its lines and changes nothing") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "db");
    store.commit(turn(0, "m1"));
    store.commit(turn(1, "m2"));
    const Commit again = store.commit(with_ticket(turn(2, "m1"), "t"));
    CHECK(again.kind == Commit::Kind::seen);
    CHECK(again.lines == turn(0, "m1").lines);
    CHECK(store.load("c")->version == 2);
    CHECK(store.last_position() == 0);
}

TEST_CASE("sqlite_store: a turn made from another version is stale and changes nothing") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "db");
    CHECK(store.commit(turn(5, "m")).kind == Commit::Kind::stale);
    store.commit(turn(0, "m1"));
    store.commit(turn(1, "m2"));
    CHECK(store.commit(with_ticket(turn(1, "m3"), "t")).kind == Commit::Kind::stale);
    CHECK(store.last_position() == 0);
    CHECK(store.lines_after("c", 0, 100).size() == 4);
    CHECK_THROWS_AS(store.commit(turn(0, "m4")), StoreError);
}

TEST_CASE("sqlite_store: erasing forgets all but the tickets") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "db");
    TurnRecord secret = with_ticket(turn(0, "m1"), "t1");
    secret.lines[0].body = "{\"text\":\"grenouille\"}";
    store.commit(secret);
    TurnRecord erase = with_ticket(turn(1, "m2"), "t2");
    erase.erase = true;
    CHECK(store.commit(erase).kind == Commit::Kind::done);
    CHECK_FALSE(store.load("c"));
    CHECK_FALSE(store.find("hash"));
    CHECK(store.lines_after("c", 0, 100).empty());
    CHECK(store.events_after(0, 10).size() == 2);
    for (const char* file : {"db", "db-wal"}) {
        CHECK(read(folder.path / file).find("grenouille") == std::string::npos);
    }
}

TEST_CASE("sqlite_store: old conversations are forgotten") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "db");
    store.commit(turn(0, "m1"));
    CHECK(store.forget_before(at(100)) == 0);
    CHECK(store.forget_before(at(101)) == 1);
    CHECK_FALSE(store.load("c"));
}

TEST_CASE("sqlite_store: events keep their order and consumers never go back") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "db");
    store.commit(with_ticket(turn(0, "m1"), "t1"));
    store.commit(with_ticket(turn(1, "m2"), "t2"));
    const auto events = store.events_after(0, 10);
    REQUIRE(events.size() == 2);
    CHECK(events[0].id == "t1");
    CHECK(events[1].payload == payload("t2"));
    CHECK(events[0].position < events[1].position);
    CHECK(store.events_after(events[0].position, 10).size() == 1);
    CHECK(store.last_position() == events[1].position);
    CHECK(store.acknowledged("a") == 0);
    store.acknowledge("a", 2);
    store.acknowledge("a", 1);
    CHECK(store.acknowledged("a") == 2);
    CHECK(store.acknowledged("b") == 0);
    store.check_writable();
}

TEST_CASE("ticket_file: each ticket is written once, whatever the crash") {
    const ScratchFolder folder;
    const auto path = folder.path / "tickets.jsonl";
    SqliteStore store(folder.path / "db");
    for (int i = 0; i < 3; ++i) {
        store.commit(with_ticket(turn(i, "m" + std::to_string(i)), "t" + std::to_string(i)));
    }
    const std::string whole = payload("t0") + '\n' + payload("t1") + '\n' + payload("t2") + '\n';

    // Every prefix of the file is what a crash may leave; none of it is marked as written.
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        CAPTURE(size);
        const ScratchFolder other;
        std::filesystem::copy_file(folder.path / "db", other.path / "db");
        std::filesystem::copy_file(folder.path / "db-wal", other.path / "db-wal");
        std::ofstream(other.path / "tickets.jsonl", std::ios::binary) << whole.substr(0, size);
        SqliteStore crashed(other.path / "db");
        TicketFile(other.path / "tickets.jsonl").file_pending(crashed);
        CHECK(read(other.path / "tickets.jsonl") == whole);
        CHECK(crashed.unfiled(10).empty());
    }

    TicketFile file(path);
    file.file_pending(store);
    file.file_pending(store);
    CHECK(read(path) == whole);
    store.commit(with_ticket(turn(3, "m3"), "t3"));
    file.file_pending(store);
    CHECK(read(path) == whole + payload("t3") + '\n');
}

TEST_CASE("ticket_file: a file that cannot be written keeps the tickets waiting") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "db");
    store.commit(with_ticket(turn(0, "m1"), "t1"));
    TicketFile file(folder.path / "absent" / "tickets.jsonl");
    CHECK_THROWS(file.file_pending(store));
    CHECK(store.unfiled(10).size() == 1);
    std::filesystem::create_directory(folder.path / "absent");
    file.file_pending(store);
    CHECK(store.unfiled(10).empty());
}
