#pragma once
// What the sender of reminders tells us of the people it writes to, as CSV or JSON: so that a reply
// need not give again what we know, and so that a reminder can be sent from here.
// Tested by tests/unit/connectors.
#include <string>
#include <string_view>
#include <vector>

#include "connectors/store/sms_store.hpp"
#include "engine/content/catalog.hpp"

namespace guichet {

struct ReminderToSend {
    std::string number;
    std::string text;
};

struct ReminderFile {
    std::vector<Reminder> reminders;
    std::vector<ReminderToSend> to_send;
    std::vector<std::string>
        errors;  // "ligne 3, numero : …", in French; then nothing is to be kept
};

// CSV (RFC 4180, separated by commas or semicolons) whose first line names the columns: `numero`,
// `envoyer` (oui, non), `reference-lettre`, `date-lettre`, and remembered fields or shared
// questions by their ids. A reminder to send must have the letter's reference and date (R124-4
// CPCE).
ReminderFile read_reminders_csv(std::string_view text, const Catalog& catalog, TimePoint now);

// The same as a JSON array of objects.
ReminderFile read_reminders_json(std::string_view text, const Catalog& catalog, TimePoint now);

}  // namespace guichet
