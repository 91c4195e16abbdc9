#include "connectors/store/sqlite_sms.hpp"

#include <boost/algorithm/hex.hpp>
#include <iterator>

namespace guichet {

namespace {

std::int64_t to_seconds(TimePoint at) {
    return at.time_since_epoch().count();
}

TimePoint from_seconds(std::int64_t seconds) {
    return TimePoint(std::chrono::seconds(seconds));
}

std::int64_t number_of(auto value) {
    return static_cast<std::int64_t>(value);
}

std::string to_hex(std::string_view bytes) {
    std::string hex;
    boost::algorithm::hex_lower(bytes.begin(), bytes.end(), std::back_inserter(hex));
    return hex;
}

std::string from_hex(std::string_view hex) {
    std::string bytes;
    boost::algorithm::unhex(hex.begin(), hex.end(), std::back_inserter(bytes));
    return bytes;
}

SmsPart read_part(const sqlite::Statement& row) {
    return {row.text(0),
            row.text(1),
            static_cast<unsigned>(row.integer(2)),
            static_cast<unsigned>(row.integer(3)),
            static_cast<unsigned>(row.integer(4)),
            from_hex(row.text(5)),
            static_cast<int>(row.integer(6)),
            from_seconds(row.integer(7))};
}

// The first column of the first row.
std::optional<std::int64_t> only_integer(sqlite::Statement& statement) {
    std::optional<std::int64_t> value;
    if (statement.step()) {
        value = statement.integer(0);
    }
    statement.reset();
    return value;
}

}  // namespace

SqliteSms::Statements::Statements(const sqlite::Database& db)
    : add(db,
          "INSERT INTO sms_out (conversation, number, line, body, coding, has_header, state, "
          "not_before, created_at) "
          "VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)"),
      due(db,
          "SELECT position, number, line, body, coding, has_header, conversation FROM sms_out "
          "WHERE state = 0 AND not_before <= ? ORDER BY position LIMIT ?"),
      set_state(
          db,
          "UPDATE sms_out SET state = ?, carrier_id = CASE ? WHEN '' THEN carrier_id ELSE ? END "
          "WHERE position = ?"),
      put_back(db,
               "UPDATE sms_out SET not_before = ?, state = CASE WHEN EXISTS (SELECT 1 FROM "
               "sms_opt_out AS o WHERE o.number = sms_out.number AND o.line = sms_out.line AND "
               "(sms_out.conversation = '' OR o.at > sms_out.created_at)) THEN 6 ELSE 0 END "
               "WHERE position = ?"),
      recover(db, "UPDATE sms_out SET state = 3 WHERE state = 1"),
      by_carrier_id(
          db, "SELECT position FROM sms_out WHERE carrier_id = ? AND carrier_id <> '' LIMIT 1"),
      by_reference(db,
                   "SELECT position FROM sms_out WHERE number = ? AND state IN (1, 2, 3) AND "
                   "position % 65536 = ? "
                   "ORDER BY position DESC LIMIT 1"),
      unknown_to(
          db,
          "SELECT max(position) FROM sms_out WHERE number = ? AND state = 3 HAVING count(*) = 1"),
      counts(db, "SELECT state, count(*) FROM sms_out GROUP BY state"),
      cancel(db, "UPDATE sms_out SET state = 6 WHERE number = ? AND line = ? AND state = 0"),
      opted_out(db, "SELECT 1 FROM sms_opt_out WHERE number = ? AND line = ?"),
      opt_out(db,
              "INSERT INTO sms_opt_out (number, line, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
      opt_in(db, "DELETE FROM sms_opt_out WHERE number = ? AND line = ?"),
      opt_outs(db, "SELECT number, line, at FROM sms_opt_out ORDER BY at, number, line"),
      part_like(db,
                "SELECT bytes FROM sms_part WHERE number = ? AND line = ? AND reference = ? AND "
                "total = ? AND part = ?"),
      parts_like(db,
                 "SELECT number, line, reference, total, part, bytes, data_coding, received_at "
                 "FROM sms_part "
                 "WHERE number = ? AND line = ? AND reference = ? AND total = ? ORDER BY part"),
      add_part(db,
               "INSERT INTO sms_part (number, line, reference, total, part, bytes, data_coding, "
               "received_at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      drop_parts(
          db, "DELETE FROM sms_part WHERE number = ? AND line = ? AND reference = ? AND total = ?"),
      overdue(
          db,
          "SELECT number, line, reference, total, min(part), '', 0, max(received_at) FROM sms_part "
          "GROUP BY number, line, reference, total HAVING max(received_at) < ? AND count(*) < "
          "total"),
      forget_parts(db, "DELETE FROM sms_part WHERE received_at < ?"),
      doubt(db,
            "INSERT INTO sms_doubt (id, fingerprint, received_at) VALUES (?, ?, ?) ON CONFLICT DO "
            "NOTHING"),
      in_doubt(db, "SELECT id, fingerprint FROM sms_doubt ORDER BY received_at, id"),
      no_doubt(db, "DELETE FROM sms_doubt WHERE id = ?"),
      forget_doubt(db, "DELETE FROM sms_doubt WHERE received_at < ?"),
      set_known(db, "INSERT INTO sms_known (number, name, value, loaded_at) VALUES (?, ?, ?, ?)"),
      known(db, "SELECT name, value FROM sms_known WHERE number = ?"),
      forget_known(db, "DELETE FROM sms_known WHERE number = ?"),
      erase(db, "DELETE FROM sms_out WHERE conversation = ? AND state <> 0"),
      forget_sent(db, "DELETE FROM sms_out WHERE created_at < ? AND state NOT IN (0, 1)"),
      forget_old_known(db, "DELETE FROM sms_known WHERE loaded_at < ?") {}

void SqliteSms::add(const SmsDraft& draft, TimePoint at) {
    sql_.add.reset()
        .bind(draft.conversation.text())
        .bind(draft.to)
        .bind(draft.from)
        .bind(draft.coding == SmsDraft::Coding::text ? draft.body : to_hex(draft.body))
        .bind(number_of(draft.coding))
        .bind(number_of(draft.has_header))
        .bind(to_seconds(draft.not_before))
        .bind(to_seconds(at))
        .run();
}

std::vector<OutgoingSms> SqliteSms::take(int limit, TimePoint now) {
    sqlite::Transaction transaction(database_);
    std::vector<OutgoingSms> taken;
    auto& row = sql_.due.reset().bind(to_seconds(now)).bind(std::int64_t{limit});
    while (row.step()) {
        OutgoingSms sms;
        sms.position = row.integer(0);
        sms.draft.to = row.text(1);
        sms.draft.from = row.text(2);
        sms.draft.coding = static_cast<SmsDraft::Coding>(row.integer(4));
        sms.draft.body =
            sms.draft.coding == SmsDraft::Coding::text ? row.text(3) : from_hex(row.text(3));
        sms.draft.has_header = row.integer(5) != 0;
        sms.draft.conversation = ConversationId(row.text(6));
        taken.push_back(std::move(sms));
    }
    row.reset();
    for (const OutgoingSms& sms : taken) {
        sql_.set_state.reset()
            .bind(number_of(SmsState::sending))
            .bind("")
            .bind("")
            .bind(sms.position)
            .run();
    }
    transaction.commit();
    return taken;
}

void SqliteSms::settle(std::int64_t position, SmsState state, std::string_view carrier_id) {
    sql_.set_state.reset()
        .bind(number_of(state))
        .bind(carrier_id)
        .bind(carrier_id)
        .bind(position)
        .run();
}

void SqliteSms::put_back(std::int64_t position, TimePoint not_before) {
    sql_.put_back.reset().bind(to_seconds(not_before)).bind(position).run();
}

int SqliteSms::recover() {
    sql_.recover.reset().run();
    return database_.changes();
}

std::optional<std::int64_t> SqliteSms::find_sent(const std::vector<std::string>& carrier_ids,
                                                 std::optional<std::uint16_t> reference,
                                                 std::string_view number) {
    for (const std::string& id : carrier_ids) {
        if (const auto position = only_integer(sql_.by_carrier_id.reset().bind(id))) {
            return position;
        }
    }
    if (reference) {
        if (const auto position =
                only_integer(sql_.by_reference.reset().bind(number).bind(number_of(*reference)))) {
            return position;
        }
    }
    return only_integer(sql_.unknown_to.reset().bind(number));
}

std::map<SmsState, std::int64_t> SqliteSms::counts() {
    std::map<SmsState, std::int64_t> counts;
    auto& row = sql_.counts.reset();
    while (row.step()) {
        counts[static_cast<SmsState>(row.integer(0))] = row.integer(1);
    }
    return counts;
}

bool SqliteSms::opted_out(std::string_view number, std::string_view line) {
    return only_integer(sql_.opted_out.reset().bind(number).bind(line)).has_value();
}

void SqliteSms::set_opted_out(std::string_view number,
                              std::string_view line,
                              bool out,
                              TimePoint at) {
    sqlite::Transaction transaction(database_);
    record_opt_out(number, line, out, at);
    transaction.commit();
}

// What waits for somebody who said STOP is not sent any more.
void SqliteSms::record_opt_out(std::string_view number,
                               std::string_view line,
                               bool out,
                               TimePoint at) {
    if (!out) {
        sql_.opt_in.reset().bind(number).bind(line).run();
        return;
    }
    sql_.opt_out.reset().bind(number).bind(line).bind(to_seconds(at)).run();
    sql_.cancel.reset().bind(number).bind(line).run();
}

std::vector<OptOut> SqliteSms::opt_outs() {
    std::vector<OptOut> all;
    auto& row = sql_.opt_outs.reset();
    while (row.step()) {
        all.push_back({row.text(0), row.text(1), from_seconds(row.integer(2))});
    }
    return all;
}

std::vector<SmsPart> SqliteSms::parts_like(const SmsPart& part) {
    std::vector<SmsPart> parts;
    auto& row = sql_.parts_like.reset()
                    .bind(part.from)
                    .bind(part.to)
                    .bind(number_of(part.reference))
                    .bind(number_of(part.total));
    while (row.step()) {
        parts.push_back(read_part(row));
    }
    return parts;
}

std::optional<std::vector<SmsPart>> SqliteSms::add_part(const SmsPart& part) {
    sqlite::Transaction transaction(database_);
    const std::string bytes = to_hex(part.bytes);
    auto& row = sql_.part_like.reset()
                    .bind(part.from)
                    .bind(part.to)
                    .bind(number_of(part.reference))
                    .bind(number_of(part.total))
                    .bind(number_of(part.number));
    const bool there = row.step();
    const bool same = there && row.text(0) == bytes;
    row.reset();
    if (there && !same) {
        // References are few and come round: this is another message.
        sql_.drop_parts.reset()
            .bind(part.from)
            .bind(part.to)
            .bind(number_of(part.reference))
            .bind(number_of(part.total))
            .run();
    }
    if (!same) {
        sql_.add_part.reset()
            .bind(part.from)
            .bind(part.to)
            .bind(number_of(part.reference))
            .bind(number_of(part.total))
            .bind(number_of(part.number))
            .bind(bytes)
            .bind(number_of(part.data_coding))
            .bind(to_seconds(part.at))
            .run();
    }
    std::vector<SmsPart> parts = parts_like(part);
    transaction.commit();
    if (parts.size() < part.total) {
        return std::nullopt;
    }
    return parts;
}

std::vector<std::vector<SmsPart>> SqliteSms::take_overdue_parts(TimePoint before) {
    sqlite::Transaction transaction(database_);
    std::vector<SmsPart> keys;
    auto& row = sql_.overdue.reset().bind(to_seconds(before));
    while (row.step()) {
        keys.push_back(read_part(row));
    }
    row.reset();
    std::vector<std::vector<SmsPart>> overdue;
    for (const SmsPart& key : keys) {
        overdue.push_back(parts_like(key));
        sql_.drop_parts.reset()
            .bind(key.from)
            .bind(key.to)
            .bind(number_of(key.reference))
            .bind(number_of(key.total))
            .run();
    }
    transaction.commit();
    return overdue;
}

void SqliteSms::forget_parts(TimePoint before) {
    sql_.forget_parts.reset().bind(to_seconds(before)).run();
}

void SqliteSms::doubt(const ReceivedSms& received, TimePoint at) {
    sql_.doubt.reset().bind(received.id).bind(received.fingerprint).bind(to_seconds(at)).run();
}

std::vector<ReceivedSms> SqliteSms::in_doubt() {
    std::vector<ReceivedSms> all;
    auto& row = sql_.in_doubt.reset();
    while (row.step()) {
        all.push_back({row.text(0), row.text(1)});
    }
    return all;
}

void SqliteSms::no_more_doubt(const std::vector<std::string>& ids) {
    sqlite::Transaction transaction(database_);
    for (const std::string& id : ids) {
        sql_.no_doubt.reset().bind(id).run();
    }
    transaction.commit();
}

void SqliteSms::forget_doubt(TimePoint before) {
    sql_.forget_doubt.reset().bind(to_seconds(before)).run();
}

void SqliteSms::save_reminders(const std::vector<Reminder>& reminders,
                               const std::vector<SmsDraft>& drafts,
                               TimePoint at) {
    sqlite::Transaction transaction(database_);
    for (const Reminder& reminder : reminders) {
        forget_known(reminder.number);
        for (const auto& [name, value] : reminder.known) {
            sql_.set_known.reset()
                .bind(reminder.number)
                .bind(name.text())
                .bind(value)
                .bind(to_seconds(at))
                .run();
        }
    }
    for (const SmsDraft& draft : drafts) {
        if (!opted_out(draft.to, draft.from)) {
            add(draft, at);
        }
    }
    transaction.commit();
}

std::map<SlotId, std::string> SqliteSms::known(std::string_view number) {
    std::map<SlotId, std::string> known;
    auto& row = sql_.known.reset().bind(number);
    while (row.step()) {
        known.emplace(SlotId(row.text(0)), row.text(1));
    }
    return known;
}

void SqliteSms::forget_known(std::string_view number) {
    sql_.forget_known.reset().bind(number).run();
}

void SqliteSms::erase(const ConversationId& conversation, std::string_view number) {
    sql_.erase.reset().bind(conversation.text()).run();
    forget_known(number);
}

void SqliteSms::forget_before(TimePoint before) {
    sql_.forget_sent.reset().bind(to_seconds(before)).run();
    sql_.forget_old_known.reset().bind(to_seconds(before)).run();
}

}  // namespace guichet
