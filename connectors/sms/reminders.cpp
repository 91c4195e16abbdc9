#include "connectors/sms/reminders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <optional>

#include "connectors/sms/inbox.hpp"
#include "engine/content/phrases.hpp"
#include "engine/content/sms_texts.hpp"
#include "engine/slots/slot_type.hpp"

namespace guichet {

namespace {

namespace json = boost::json;
using Record = std::map<std::string, std::string>;

constexpr std::size_t max_errors = 50;

// One record after the other; quotes may hold separators and line ends.
class CsvReader {
  public:
    explicit CsvReader(std::string_view text) : rest_(text) {
        if (rest_.starts_with("\xEF\xBB\xBF")) {
            rest_.remove_prefix(3);
        }
        const auto end = rest_.find('\n');
        separator_ = rest_.substr(0, end).find(';') == std::string_view::npos ? ',' : ';';
    }

    bool done() const { return rest_.empty(); }

    std::vector<std::string> record() {
        std::vector<std::string> cells(1);
        bool quoted = false;
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (quoted && c == '"' && rest_.starts_with('"')) {
                cells.back() += '"';
                rest_.remove_prefix(1);
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == separator_) {
                cells.emplace_back();
            } else if (!quoted && c == '\n') {
                break;
            } else if (quoted || c != '\r') {
                cells.back() += c;
            }
        }
        return cells;
    }

  private:
    std::string_view rest_;
    char separator_ = ',';
};

class Collector {
  public:
    Collector(const Catalog& catalog, TimePoint now)
        : catalog_(catalog), today_(std::chrono::floor<std::chrono::days>(now)) {}

    // `where` names the record in messages.
    void add(const Record& record, const std::string& where) {
        Reminder reminder;
        const auto number = sms_number(value(record, "numero"));
        if (!number || !number->starts_with('+')) {
            complain(where, "numero", "un numéro de téléphone est attendu");
        } else {
            reminder.number = *number;
        }
        for (const auto& [name, raw] : record) {
            if (!raw.empty() && !is_own(name)) {
                add_known(reminder, name, raw, where);
            }
        }
        add_message(record, reminder.number, where);
        file_.reminders.push_back(std::move(reminder));
    }

    void check_columns(const std::vector<std::string>& names, const std::string& where) {
        if (std::ranges::find(names, "numero") == names.end()) {
            complain(where, "numero", "colonne absente");
        }
        for (const std::string& name : names) {
            if (!is_own(name) && !is_field(name) && !catalog_.questions.contains(name)) {
                complain(where, name, "ni champ retenu, ni question partagée");
            }
        }
    }

    void complain(const std::string& where, std::string_view name, std::string_view why) {
        if (file_.errors.size() < max_errors) {
            file_.errors.push_back(fmt::format("{}, {} : {}", where, name, why));
        }
    }

    ReminderFile take() { return std::move(file_); }

  private:
    static bool is_own(std::string_view name) {
        return name == "numero" || name == "envoyer" || name == "reference-lettre" ||
               name == "date-lettre";
    }

    static std::string value(const Record& record, const std::string& name) {
        const auto found = record.find(name);
        return found == record.end() ? std::string() : found->second;
    }

    bool is_field(const std::string& name) const {
        const auto slot = catalog_.slots.find(name);
        return slot != catalog_.slots.end() && slot->second.remembered;
    }

    void add_known(Reminder& reminder,
                   const std::string& name,
                   const std::string& raw,
                   const std::string& where) {
        if (is_field(name)) {
            const slots::Parsed parsed = slots::parse(
                catalog_.vocabulary, catalog_.slots.at(SlotId(name)).type, raw, today_);
            if (parsed.reading != slots::Reading::filled || !parsed.whole) {
                complain(where, name, "valeur refusée");
            }
            reminder.known[SlotId(name)] = parsed.value;
            return;
        }
        const auto question = catalog_.questions.find(name);
        if (question == catalog_.questions.end()) {
            complain(where, name, "ni champ retenu, ni question partagée");
            return;
        }
        const auto& options = question->second.options;
        if (std::ranges::find(options, OptionId(raw), &Option::id) == options.end()) {
            complain(where, name, "réponse inconnue");
        }
        reminder.known[SlotId(name)] = raw;
    }

    void add_message(const Record& record, const std::string& number, const std::string& where) {
        const std::string send = value(record, "envoyer");
        if (send != "oui") {
            if (!send.empty() && send != "non") {
                complain(where, "envoyer", "« oui » ou « non » est attendu");
            }
            return;
        }
        const std::string reference = value(record, "reference-lettre");
        const std::string date = value(record, "date-lettre");
        const slots::Parsed parsed =
            slots::parse(catalog_.vocabulary, slots::SlotType::date_passee, date, today_);
        if (reference.empty()) {
            complain(where, "reference-lettre", "obligatoire pour envoyer un message");
        }
        if (parsed.reading != slots::Reading::filled || !parsed.whole) {
            complain(
                where, "date-lettre", "une date passée est obligatoire pour envoyer un message");
        }
        std::string text = sms_wording(catalog_.phrase("relance-sms").front());
        text = fill_variables(std::move(text), {{"reference", reference}, {"date", date}});
        file_.to_send.push_back({number, text::for_sms(text, catalog_.sms.accents)});
    }

    const Catalog& catalog_;
    std::chrono::year_month_day today_;
    ReminderFile file_;
};

}  // namespace

ReminderFile read_reminders_csv(std::string_view text, const Catalog& catalog, TimePoint now) {
    Collector file(catalog, now);
    CsvReader csv(text);
    const std::vector<std::string> names = csv.record();
    file.check_columns(names, "ligne 1");
    for (int line = 2; !csv.done(); ++line) {
        const std::vector<std::string> cells = csv.record();
        const std::string where = fmt::format("enregistrement {}", line);
        if (cells.size() == 1 && cells.front().empty()) {
            continue;
        }
        if (cells.size() != names.size()) {
            file.complain(
                where, "colonnes", fmt::format("{} au lieu de {}", cells.size(), names.size()));
            continue;
        }
        Record record;
        for (std::size_t i = 0; i < names.size(); ++i) {
            record[names[i]] = cells[i];
        }
        file.add(record, where);
    }
    return file.take();
}

ReminderFile read_reminders_json(std::string_view text, const Catalog& catalog, TimePoint now) {
    Collector file(catalog, now);
    boost::system::error_code error;
    const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !value.is_array()) {
        file.complain("corps", "JSON", "une liste d'objets est attendue");
        return file.take();
    }
    int position = 0;
    for (const json::value& item : value.as_array()) {
        const std::string where = fmt::format("élément {}", ++position);
        Record record;
        bool good = item.is_object();
        if (good) {
            for (const auto& [name, field] : item.as_object()) {
                good = good && field.is_string();
                record[std::string(name)] = field.is_string() ? std::string(field.as_string()) : "";
            }
        }
        if (!good) {
            file.complain(where, "JSON", "un objet de textes est attendu");
            continue;
        }
        file.add(record, where);
    }
    return file.take();
}

}  // namespace guichet
