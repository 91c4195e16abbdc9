#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <optional>
#include <sstream>

#include "engine/content/phrases.hpp"
#include "engine/slots/choice.hpp"
#include "engine/slots/slot_type.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace {

using Day = std::chrono::year_month_day;

struct SlotOptions {
    std::string name;
    std::string text;  // read in place of the standard input, and shown to a person
    std::string today;
};

struct Answer {
    std::optional<std::string> value;
    bool whole = false;   // nothing meaningful was left over
    std::string refusal;  // a code, "ne sait pas" or "illisible"; empty with a value
    std::string said;     // the refusal as the person is told it
};

Answer read_choice(const Question& question, const std::string& line) {
    std::vector<slots::ChoiceOption> options;
    for (const Option& option : question.options) {
        options.push_back({option.id, option.label, option.says});
    }
    const slots::Choice choice = slots::parse_choice(options, line);
    if (choice.index) {
        return {question.options[*choice.index].id, choice.whole, {}, {}};
    }
    return {{}, false, slots::means_unknown(line) ? "ne sait pas" : "illisible", {}};
}

Answer read_value(const Catalog& catalog,
                  slots::SlotType type,
                  const std::string& example,
                  const std::string& line,
                  Day today) {
    const slots::Parsed parsed = slots::parse(type, line, today);
    if (parsed.reading == slots::Reading::filled) {
        return {parsed.value, parsed.whole, {}, {}};
    }
    if (slots::means_unknown(line)) {
        return {{}, false, "ne sait pas", {}};
    }
    const auto phrase = catalog.phrases.find("refus-" + parsed.refusal);
    const bool told = phrase != catalog.phrases.end();
    return {
        {},
        false,
        parsed.refusal,
        told ? fill_variables(phrase->second.front().web, {{"exemple", example}}) : std::string()};
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

// A field of the content, a type (`oui-non`, `montant`), or a shared question (`choix-entite`).
void read_answers(Shell& shell, const SlotOptions& options, Day today) {
    const auto catalog = load_or_complain(shell);
    if (catalog == nullptr) {
        return;
    }
    constexpr std::string_view choice_prefix = "choix-";
    const auto question = options.name.starts_with(choice_prefix)
                              ? catalog->questions.find(options.name.substr(choice_prefix.size()))
                              : catalog->questions.end();
    const auto field = catalog->slots.find(options.name);
    const auto type =
        field != catalog->slots.end() ? field->second.type : slots::type_named(options.name);
    if (!type && question == catalog->questions.end()) {
        std::cerr << "guichet: no field, type or shared question is named " << options.name << '\n';
        shell.status = 2;
        return;
    }
    // A type asked for by its name has the example of the first field of it.
    const auto of_type = std::ranges::find_if(
        catalog->slots, [&type](const auto& entry) { return type && entry.second.type == *type; });
    const std::string example = field != catalog->slots.end()     ? field->second.example
                                : of_type != catalog->slots.end() ? of_type->second.example
                                                                  : std::string();
    const auto read = [&](const std::string& line) {
        return question != catalog->questions.end()
                   ? read_choice(question->second, line)
                   : read_value(*catalog, *type, example, line, today);
    };
    if (!options.text.empty()) {
        print_for_person(read(options.text));
        return;
    }
    for (std::string line; std::getline(std::cin, line);) {
        print_record(read(line));
    }
}

void slot(Shell& shell, const SlotOptions& options) {
    Day today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    if (!options.today.empty()) {
        const slots::Parsed parsed = slots::parse(slots::SlotType::date, options.today, today);
        int year = 0;
        unsigned month = 0, day = 0;
        char dash = 0;
        std::istringstream iso(parsed.value);
        iso >> year >> dash >> month >> dash >> day;
        today = std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
        if (!iso || !today.ok()) {
            std::cerr << "guichet: --today expects a date such as 2026-03-02\n";
            shell.status = 2;
            return;
        }
    }
    read_answers(shell, options, today);
}

}  // namespace

void add_slot(CLI::App& app, Shell& shell) {
    CLI::App* command = app.add_subcommand(
        "slot", "read a text, or each line of the standard input, as the answer to a field");
    const auto options = std::make_shared<SlotOptions>();
    command->add_option("name", options->name, "a field, a type, or choix-<shared question>")
        ->required();
    command->add_option(
        "text", options->text, "the answer; without it, one JSON line for each line of the input");
    command->add_option(
        "--today,--date", options->today, "the day of the conversation, YYYY-MM-DD");
    command->callback([&shell, options] { slot(shell, *options); });
}

}  // namespace guichet::tools
