#include "connectors/store/sqlite_store.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <string>

#include "connectors/store/session_json.hpp"
#include "embedded/schema_sql.hpp"

namespace guichet {

namespace {

// Raised, with a migration, when schema.sql changes in a way that `IF NOT EXISTS` does not cover.
constexpr std::int64_t schema_version = 1;

// A turn waits this long for another process that reads or saves the file.
constexpr const char* settings =
    "PRAGMA busy_timeout = 5000;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;";

std::int64_t to_seconds(TimePoint at) {
    return at.time_since_epoch().count();
}

TimePoint from_seconds(std::int64_t seconds) {
    return TimePoint(std::chrono::seconds(seconds));
}

std::int64_t stored_version(sqlite::Database& database) {
    sqlite::Statement statement(database, "PRAGMA user_version");
    statement.step();
    return statement.integer(0);
}

void create_schema(sqlite::Database& database) {
    if (stored_version(database) > schema_version) {
        throw StoreError("the database was written by a later version of guichet");
    }
    const std::string sql(embedded::schema_sql);
    const std::string version = fmt::format("PRAGMA user_version = {}", schema_version);
    sqlite::Transaction transaction(database);
    database.execute(sql.c_str());
    database.execute(version.c_str());
    transaction.commit();
}

StoredLine read_line(const sqlite::Statement& row) {
    return {row.integer(0),
            row.integer(1) != 0,
            row.text(2),
            from_seconds(row.integer(3)),
            row.text(4)};
}

std::vector<StoredLine> read_lines(sqlite::Statement& statement) {
    std::vector<StoredLine> lines;
    while (statement.step()) {
        lines.push_back(read_line(statement));
    }
    return lines;
}

std::vector<OutboxEvent> read_events(sqlite::Statement& statement) {
    std::vector<OutboxEvent> events;
    while (statement.step()) {
        events.push_back({statement.integer(0),
                          statement.text(1),
                          from_seconds(statement.integer(2)),
                          statement.text(3)});
    }
    return events;
}

}  // namespace

SqliteStore::Statements::Statements(const sqlite::Database& db)
    : load(db, "SELECT id, version, last_seq, state FROM conversation WHERE id = ?"),
      find(db, "SELECT id, last_seq, updated_at FROM conversation WHERE token_hash = ?"),
      create(db,
             "INSERT INTO conversation (token_hash, version, last_seq, state, updated_at, id) "
             "VALUES (?, ?, ?, ?, ?, ?)"),
      update(db,
             "UPDATE conversation SET version = ?, last_seq = max(last_seq, ?), state = ?, "
             "updated_at = ? WHERE id = ? AND version = ?"),
      erase(db, "DELETE FROM conversation WHERE id = ? AND version = ?"),
      forget(db,
             "DELETE FROM conversation WHERE id IN "
             "(SELECT id FROM conversation WHERE updated_at < ? LIMIT 500)"),
      claim(db,
            "INSERT INTO claimed (conversation, message_id, first_seq, last_seq) "
            "VALUES (?, ?, ?, ?)"),
      claimed(db,
              "SELECT first_seq, last_seq FROM claimed WHERE conversation = ? AND message_id = ?"),
      add_line(db,
               "INSERT INTO line (conversation, seq, from_person, message_id, said_at, body) "
               "VALUES (?, ?, ?, ?, ?, ?)"),
      lines_between(db,
                    "SELECT seq, from_person, message_id, said_at, body FROM line "
                    "WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq"),
      lines_after(db,
                  "SELECT seq, from_person, message_id, said_at, body FROM line "
                  "WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?"),
      add_event(db, "INSERT INTO outbox (id, created_at, payload) VALUES (?, ?, ?)"),
      events_after(db,
                   "SELECT position, id, created_at, payload FROM outbox "
                   "WHERE position > ? ORDER BY position LIMIT ?"),
      last_position(db, "SELECT coalesce(max(position), 0) FROM outbox"),
      unfiled(db,
              "SELECT position, id, created_at, payload FROM outbox "
              "WHERE filed = 0 ORDER BY position LIMIT ?"),
      mark_filed(db, "UPDATE outbox SET filed = 1 WHERE filed = 0 AND position <= ?"),
      acknowledged(db, "SELECT position FROM consumer WHERE name = ?"),
      acknowledge(db,
                  "INSERT INTO consumer (name, position) VALUES (?, ?) "
                  "ON CONFLICT (name) DO UPDATE SET position = max(position, excluded.position)") {}

SqliteStore::SqliteStore(const std::filesystem::path& file) : database_(file) {
    // The journal and the shared memory inherit these rights.
    ::chmod(file.c_str(), S_IRUSR | S_IWUSR);
    database_.execute(settings);
    create_schema(database_);
    sql_.emplace(database_);
    sms_.emplace(database_);
}

std::optional<Conversation> SqliteStore::load(const ConversationId& conversation) {
    auto& row = sql_->load.reset().bind(conversation.text());
    if (!row.step()) {
        return std::nullopt;
    }
    Conversation found{ConversationId(row.text(0)), row.integer(1), row.integer(2), {}};
    const std::string state = row.text(3);
    row.reset();
    found.session = session_from_json(state);
    return found;
}

std::optional<Whereabouts> SqliteStore::find(std::string_view token_hash) {
    auto& row = sql_->find.reset().bind(token_hash);
    if (!row.step()) {
        return std::nullopt;
    }
    Whereabouts found{ConversationId(row.text(0)), row.integer(1), from_seconds(row.integer(2))};
    row.reset();
    return found;
}

Commit SqliteStore::commit(const TurnRecord& turn) {
    sqlite::Transaction transaction(database_);
    if (auto lines = answer_to(turn)) {
        return {Commit::Kind::seen, std::move(*lines)};
    }
    if (!advance(turn)) {
        return {Commit::Kind::stale, {}};
    }
    if (!turn.erase) {
        write_lines(turn);
    }
    if (turn.ticket) {
        sql_->add_event.reset()
            .bind(turn.ticket->id)
            .bind(to_seconds(turn.at))
            .bind(turn.ticket->payload)
            .run();
    }
    write_sms(turn);
    transaction.commit();
    if (turn.erase) {
        // What was erased must not stay readable in the journal.
        database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return {Commit::Kind::done, turn.lines};
}

std::optional<std::vector<StoredLine>> SqliteStore::answer_to(const TurnRecord& turn) {
    for (const auto& id : turn.message_ids) {
        auto& row = sql_->claimed.reset().bind(turn.conversation.text()).bind(id);
        if (row.step()) {
            const std::int64_t first = row.integer(0);
            const std::int64_t last = row.integer(1);
            row.reset();
            return read_lines(
                sql_->lines_between.reset().bind(turn.conversation.text()).bind(first).bind(last));
        }
    }
    return std::nullopt;
}

// Moves the conversation to its next version, or deletes it; false when it is at another version.
bool SqliteStore::advance(const TurnRecord& turn) {
    if (turn.erase) {
        sql_->erase.reset().bind(turn.conversation.text()).bind(turn.version).run();
        return database_.changes() == 1;
    }
    const std::int64_t last_seq = turn.lines.empty() ? 0 : turn.lines.back().seq;
    const std::string state = session_to_json(turn.session);
    auto& statement = turn.version == 0 ? sql_->create : sql_->update;
    statement.reset();
    if (turn.version == 0) {
        turn.token_hash.empty() ? statement.bind_null() : statement.bind(turn.token_hash);
    }
    statement.bind(turn.version + 1)
        .bind(last_seq)
        .bind(state)
        .bind(to_seconds(turn.at))
        .bind(turn.conversation.text());
    if (turn.version != 0) {
        statement.bind(turn.version);
    }
    statement.run();
    return database_.changes() == 1;
}

void SqliteStore::write_lines(const TurnRecord& turn) {
    for (const auto& line : turn.lines) {
        sql_->add_line.reset()
            .bind(turn.conversation.text())
            .bind(line.seq)
            .bind(static_cast<std::int64_t>(line.from_person))
            .bind(line.message_id)
            .bind(to_seconds(line.at))
            .bind(line.body)
            .run();
    }
    const std::int64_t first = turn.lines.empty() ? 1 : turn.lines.front().seq;
    const std::int64_t last = turn.lines.empty() ? 0 : turn.lines.back().seq;
    for (const auto& id : turn.message_ids) {
        sql_->claim.reset().bind(turn.conversation.text()).bind(id).bind(first).bind(last).run();
    }
}

void SqliteStore::write_sms(const TurnRecord& turn) {
    const Session& session = turn.session;
    if (turn.erase) {
        sms_->erase(turn.conversation, session.address);
    }
    if (turn.stranger) {
        sms_->forget_known(session.address);
    }
    // STOP cancels what waits, and not its own confirmation.
    if (turn.opted_out) {
        sms_->record_opt_out(session.address, session.line, *turn.opted_out, turn.at);
    }
    for (const ReceivedSms& received : turn.received) {
        sms_->doubt(received, turn.at);
    }
    for (const SmsDraft& draft : turn.sms) {
        sms_->add(draft, turn.at);
    }
}

std::vector<StoredLine> SqliteStore::lines_after(const ConversationId& conversation,
                                                 std::int64_t after,
                                                 int limit) {
    return read_lines(sql_->lines_after.reset()
                          .bind(conversation.text())
                          .bind(after)
                          .bind(static_cast<std::int64_t>(limit)));
}

int SqliteStore::forget_before(TimePoint before) {
    int forgotten = 0;
    int batch = 0;
    do {
        sql_->forget.reset().bind(to_seconds(before)).run();
        batch = database_.changes();
        forgotten += batch;
    } while (batch > 0);
    sms_->forget_before(before);
    return forgotten;
}

std::vector<OutboxEvent> SqliteStore::events_after(std::int64_t position, int limit) {
    return read_events(
        sql_->events_after.reset().bind(position).bind(static_cast<std::int64_t>(limit)));
}

std::int64_t SqliteStore::last_position() {
    auto& row = sql_->last_position.reset();
    const std::int64_t position = row.step() ? row.integer(0) : 0;
    row.reset();
    return position;
}

std::int64_t SqliteStore::acknowledged(std::string_view consumer) {
    auto& row = sql_->acknowledged.reset().bind(consumer);
    const std::int64_t position = row.step() ? row.integer(0) : 0;
    row.reset();
    return position;
}

void SqliteStore::acknowledge(std::string_view consumer, std::int64_t position) {
    sql_->acknowledge.reset().bind(consumer).bind(position).run();
}

std::vector<OutboxEvent> SqliteStore::unfiled(int limit) {
    return read_events(sql_->unfiled.reset().bind(static_cast<std::int64_t>(limit)));
}

void SqliteStore::mark_filed(std::int64_t position) {
    sql_->mark_filed.reset().bind(position).run();
}

void SqliteStore::check_writable() {
    sqlite::Transaction transaction(database_);
    transaction.commit();
}

}  // namespace guichet
