#pragma once
// The embedded store: one SQLite file in WAL mode, each commit flushed to the disk.
#include <filesystem>

#include "connectors/store/sqlite.hpp"
#include "connectors/store/sqlite_sms.hpp"
#include "connectors/store/store.hpp"

namespace guichet {

class SqliteStore final : public Store {
  public:
    // Opens or creates the file, readable by its owner alone. Throws StoreError, also when the file
    // was written by a later version of the program.
    explicit SqliteStore(const std::filesystem::path& file);

    std::optional<Conversation> load(const ConversationId& conversation) override;
    std::optional<Whereabouts> find(std::string_view token_hash) override;
    Commit commit(const TurnRecord& turn) override;
    std::vector<StoredLine> lines_after(const ConversationId& conversation,
                                        std::int64_t after,
                                        int limit) override;
    int forget_before(TimePoint before) override;
    std::vector<OutboxEvent> events_after(std::int64_t position, int limit) override;
    std::int64_t last_position() override;
    std::int64_t acknowledged(std::string_view consumer) override;
    void acknowledge(std::string_view consumer, std::int64_t position) override;
    std::vector<OutboxEvent> unfiled(int limit) override;
    void mark_filed(std::int64_t position) override;

    SmsStore& sms() override { return *sms_; }

    void check_writable() override;

  private:
    std::optional<std::vector<StoredLine>> answer_to(const TurnRecord& turn);
    bool advance(const TurnRecord& turn);
    void write_lines(const TurnRecord& turn);
    void write_sms(const TurnRecord& turn);

    // Declared first: the statements below need it open until they are gone.
    sqlite::Database database_;

    struct Statements {
        explicit Statements(const sqlite::Database& database);
        sqlite::Statement load, find, create, update, erase, forget;
        sqlite::Statement claim, claimed, add_line, lines_between, lines_after;
        sqlite::Statement add_event, events_after, last_position, unfiled, mark_filed;
        sqlite::Statement acknowledged, acknowledge;
    };

    std::optional<Statements> sql_;  // made once the schema is there
    std::optional<SqliteSms> sms_;
};

}  // namespace guichet
