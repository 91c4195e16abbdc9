#include "connectors/store/sqlite.hpp"

#include <fmt/format.h>

#include "connectors/store/store.hpp"

namespace guichet::sqlite {

namespace {

// SQLite's messages name tables and constraints, never values.
[[noreturn]] void fail(sqlite3* handle, std::string_view doing) {
    throw StoreError(fmt::format(
        "database: {}: {}", doing, handle == nullptr ? "out of memory" : sqlite3_errmsg(handle)));
}

void check(int status, sqlite3_stmt* statement, std::string_view doing) {
    if (status != SQLITE_OK) {
        fail(sqlite3_db_handle(statement), doing);
    }
}

}  // namespace

Database::Database(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int status = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (status != SQLITE_OK) {
        fail(handle, "open");
    }
}

void Database::execute(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(handle_.get(), "execute");
    }
}

int Database::changes() const {
    return sqlite3_changes(handle_.get());
}

Statement::Statement(const Database& database, std::string_view sql) {
    sqlite3_stmt* handle = nullptr;
    const int status = sqlite3_prepare_v3(database.handle(),
                                          sql.data(),
                                          static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT,
                                          &handle,
                                          nullptr);
    handle_.reset(handle);
    if (status != SQLITE_OK) {
        fail(database.handle(), "prepare");
    }
}

Statement& Statement::reset() {
    // The status repeats the failure of the last step, which was reported then.
    sqlite3_reset(handle_.get());
    next_parameter_ = 1;
    return *this;
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(handle_.get(), next_parameter_++, value), handle_.get(), "bind");
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    // SQLite reads a null pointer as NULL; an empty view may have one.
    const char* data = text.data() == nullptr ? "" : text.data();
    const int status = sqlite3_bind_text64(
        handle_.get(), next_parameter_++, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    check(status, handle_.get(), "bind");
    return *this;
}

Statement& Statement::bind_null() {
    check(sqlite3_bind_null(handle_.get(), next_parameter_++), handle_.get(), "bind");
    return *this;
}

bool Statement::step() {
    const int status = sqlite3_step(handle_.get());
    if (status == SQLITE_ROW) {
        return true;
    }
    // A statement left open would hold a read lock.
    sqlite3_reset(handle_.get());
    if (status != SQLITE_DONE) {
        fail(sqlite3_db_handle(handle_.get()), "step");
    }
    return false;
}

void Statement::run() {
    while (step()) {
    }
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
}

std::string Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return data == nullptr ? std::string() : std::string(data, size);
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (open_) {
        sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace guichet::sqlite
