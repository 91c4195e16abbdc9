#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>

#include "engine/content/phrases.hpp"
#include "engine/slots/choice.hpp"
#include "engine/slots/slot_type.hpp"
#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"

namespace guichet::tools {

namespace {

using Day = std::chrono::year_month_day;

struct Answer {
    std::optional<std::string> value;
    bool whole = false;   // nothing meaningful was left over
    std::string refusal;  // a code, "ne sait pas" or "illisible"; empty with a value
    std::string said;     // the refusal as the person is told it
};

Answer read_choice(const Catalog& catalog, const Question& question, const std::string& line) {
    std::vector<slots::ChoiceOption> options;
    options.reserve(question.options.size());
    for (const Option& option : question.options) {
        options.push_back({option.id.text(), option.label, option.says});
    }
    const slots::Choice choice = slots::parse_choice(catalog.vocabulary, options, line);
    if (choice.index) {
        return {question.options[*choice.index].id.text(), choice.whole, {}, {}};
    }
    return {{},
            false,
            slots::means_unknown(catalog.vocabulary, line) ? "ne sait pas" : "illisible",
            {}};
}

Answer read_value(const Catalog& catalog,
                  slots::SlotType type,
                  const std::string& example,
                  const std::string& line,
                  Day today) {
    const slots::Parsed parsed = slots::parse(catalog.vocabulary, type, line, today);
    if (parsed.reading == slots::Reading::filled) {
        return {parsed.value, parsed.whole, {}, {}};
    }
    if (slots::means_unknown(catalog.vocabulary, line)) {
        return {{}, false, "ne sait pas", {}};
    }
    const Text& phrase = catalog.phrase(PhraseId::refusal(parsed.refusal)).front();
    return {{}, false, parsed.refusal, fill_variables(phrase.web, {{"exemple", example}})};
}

void print_record(const Answer& answer) {
    boost::json::object record{{"valid", answer.value.has_value()}};
    if (answer.value) {
        record["value"] = *answer.value;
    } else {
        record["why"] = answer.said.empty() ? answer.refusal
                                            : fmt::format("{} : {}", answer.refusal, answer.said);
    }
    std::cout << boost::json::serialize(record) << std::endl;
}

void print_for_person(const Answer& answer) {
    if (answer.value) {
        fmt::print("valeur : {}\nreste : {}\n",
                   *answer.value,
                   answer.whole ? "rien" : "le message dit aussi autre chose");
    } else {
        fmt::print("refus : {}\n", answer.refusal);
        if (!answer.said.empty()) {
            fmt::print("réponse : {}\n", answer.said);
        }
    }
}

Day day_of(const std::string& iso_date) {
    const Day now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    if (iso_date.empty()) {
        return now;
    }
    const slots::Parsed parsed = slots::parse({}, slots::SlotType::date, iso_date, now);
    int year = 0;
    unsigned month = 0, day = 0;
    char dash = 0;
    std::istringstream iso(parsed.value);
    iso >> year >> dash >> month >> dash >> day;
    const Day today{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!iso || !today.ok()) {
        throw std::runtime_error("--today expects a date such as 2026-03-02");
    }
    return today;
}

using Read = std::function<Answer(const std::string& line)>;

// How answers to that name are read: a field of the content, a type (`oui-non`, `montant`), or a
// shared question (`choix-entite`). The catalog must outlive it.
Read reader_of(const Catalog& catalog, const std::string& name, Day today) {
    constexpr std::string_view choice_prefix = "choix-";
    if (name.starts_with(choice_prefix)) {
        const auto question = catalog.questions.find(name.substr(choice_prefix.size()));
        if (question != catalog.questions.end()) {
            return [&catalog, &shared = question->second](const std::string& line) {
                return read_choice(catalog, shared, line);
            };
        }
    }
    auto field = catalog.slots.find(name);
    const auto type = field != catalog.slots.end() ? field->second.type : slots::type_named(name);
    if (!type) {
        throw std::runtime_error("no field, type or shared question is named " + name);
    }
    if (field == catalog.slots.end()) {
        // A type asked for by its name has the example of the first field of it.
        field = std::ranges::find_if(
            catalog.slots, [&type](const auto& entry) { return entry.second.type == *type; });
    }
    const std::string example =
        field != catalog.slots.end() ? field->second.example : std::string();
    return [&catalog, type = *type, example, today](const std::string& line) {
        return read_value(catalog, type, example, line, today);
    };
}

}  // namespace

int slot(const Folder& content, const SlotOptions& options) {
    const Day today = day_of(options.today);
    const auto catalog = load(content);
    const Read read = reader_of(*catalog, options.name, today);
    if (!options.text.empty()) {
        print_for_person(read(options.text));
        return well;
    }
    for (std::string line; std::getline(std::cin, line);) {
        print_record(read(line));
    }
    return well;
}

}  // namespace guichet::tools
