#pragma once
// The SMS side of the embedded store, on the connection of SqliteStore.
#include "connectors/store/sms_store.hpp"
#include "connectors/store/sqlite.hpp"

namespace guichet {

class SqliteSms final : public SmsStore {
  public:
    // `database` must outlive it and hold the schema. Throws StoreError, as every function here.
    explicit SqliteSms(sqlite::Database& database) : database_(database), sql_(database) {}

    std::vector<OutgoingSms> take(int limit, TimePoint now) override;
    void settle(std::int64_t position, SmsState state, std::string_view carrier_id) override;
    void put_back(std::int64_t position, TimePoint not_before) override;
    int recover() override;
    std::optional<std::int64_t> find_sent(const std::vector<std::string>& carrier_ids,
                                          std::optional<std::uint16_t> reference,
                                          std::string_view number) override;
    std::map<SmsState, std::int64_t> counts() override;
    bool opted_out(std::string_view number, std::string_view line) override;
    void set_opted_out(std::string_view number,
                       std::string_view line,
                       bool out,
                       TimePoint at) override;
    std::vector<OptOut> opt_outs() override;
    std::optional<std::vector<SmsPart>> add_part(const SmsPart& part) override;
    std::vector<std::vector<SmsPart>> take_overdue_parts(TimePoint before) override;
    void forget_parts(TimePoint before) override;
    std::vector<ReceivedSms> in_doubt() override;
    void no_more_doubt(const std::vector<std::string>& ids) override;
    void forget_doubt(TimePoint before) override;
    void save_reminders(const std::vector<Reminder>& reminders,
                        const std::vector<SmsDraft>& drafts,
                        TimePoint at) override;
    std::map<SlotId, std::string> known(std::string_view number) override;

    // Within a transaction of the caller:
    void add(const SmsDraft& draft, TimePoint at);
    void doubt(const ReceivedSms& received, TimePoint at);
    void record_opt_out(std::string_view number, std::string_view line, bool out, TimePoint at);
    // Messages already sent in that conversation, and what we were told of that number.
    void erase(const ConversationId& conversation, std::string_view number);
    void forget_known(std::string_view number);
    void forget_before(TimePoint before);

  private:
    std::vector<SmsPart> parts_like(const SmsPart& part);

    sqlite::Database& database_;

    struct Statements {
        explicit Statements(const sqlite::Database& database);
        sqlite::Statement add, due, set_state, put_back, recover;
        sqlite::Statement by_carrier_id, by_reference, unknown_to, counts, cancel;
        sqlite::Statement opted_out, opt_out, opt_in, opt_outs;
        sqlite::Statement part_like, parts_like, add_part, drop_parts, overdue, forget_parts;
        sqlite::Statement doubt, in_doubt, no_doubt, forget_doubt;
        sqlite::Statement set_known, known, forget_known;
        sqlite::Statement erase, forget_sent, forget_old_known;
    };

    Statements sql_;
};

}  // namespace guichet
