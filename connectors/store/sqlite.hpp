#pragma once
// The SQLite C interface with owners and exceptions. One connection, one thread.
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace guichet::sqlite {

class Database {
  public:
    // Opens or creates the file. Throws StoreError, as every function here does on failure.
    explicit Database(const std::filesystem::path& file);

    void execute(const char* sql);
    int changes() const;

    sqlite3* handle() const { return handle_.get(); }

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };

    std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement. Use: `reset()`, `bind` each parameter in order, then `step()` until false.
class Statement {
  public:
    Statement(const Database& database, std::string_view sql);

    Statement& reset();
    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind_null();
    // True when there is a row to read.
    bool step();
    // Runs to the end: for statements that return no rows.
    void run();

    std::int64_t integer(int column) const;
    std::string text(int column) const;

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
    };

    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    int next_parameter_ = 1;
};

// Takes the write lock at once; rolls back unless committed.
class Transaction {
  public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    void commit();

  private:
    Database& database_;
    bool open_ = true;
};

}  // namespace guichet::sqlite
