#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <sstream>

#include "engine/slots/choice.hpp"
#include "engine/slots/slot_type.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace {

using Day = std::chrono::year_month_day;

struct SlotOptions {
    std::string name;
    std::string today;
};

boost::json::object valid(const std::string& value) {
    return {{"valid", true}, {"value", value}};
}

boost::json::object invalid(const std::string& why) {
    return {{"valid", false}, {"why", why}};
}

boost::json::object read_choice(const Question& question, const std::string& line) {
    std::vector<slots::ChoiceOption> options;
    for (const Option& option : question.options) {
        options.push_back({option.id, option.label, option.says});
    }
    const slots::Choice choice = slots::parse_choice(options, line);
    if (choice.index) {
        return valid(question.options[*choice.index].id);
    }
    return invalid(slots::means_unknown(line) ? "ne sait pas" : "illisible");
}

// The refusal as it is said to the person, without its variables.
std::string refusal_text(const Catalog& catalog, const std::string& code) {
    const auto phrase = catalog.phrases.find("refus-" + code);
    return phrase == catalog.phrases.end() ? code : fmt::format("{} : {}", code, phrase->second.front().web);
}

boost::json::object read_value(const Catalog& catalog, slots::SlotType type, const std::string& line, Day today) {
    const slots::Parsed parsed = slots::parse(type, line, today);
    if (parsed.reading == slots::Reading::filled) {
        return valid(parsed.value);
    }
    if (slots::means_unknown(line)) {
        return invalid("ne sait pas");
    }
    return invalid(refusal_text(catalog, parsed.refusal));
}

// A field of the content, a type (`oui-non`, `montant`), or a shared question (`choix-entite`).
void read_lines(Shell& shell, const SlotOptions& options, Day today) {
    const auto catalog = load_or_complain(shell);
    if (catalog == nullptr) {
        return;
    }
    constexpr std::string_view choice_prefix = "choix-";
    const auto question = options.name.starts_with(choice_prefix)
                              ? catalog->questions.find(options.name.substr(choice_prefix.size()))
                              : catalog->questions.end();
    const auto field = catalog->slots.find(options.name);
    const auto type = field != catalog->slots.end() ? field->second.type : slots::type_named(options.name);
    if (!type && question == catalog->questions.end()) {
        std::cerr << "guichet: no field, type or shared question is named " << options.name << '\n';
        shell.status = 2;
        return;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto record = question != catalog->questions.end() ? read_choice(question->second, line)
                                                                 : read_value(*catalog, *type, line, today);
        std::cout << boost::json::serialize(record) << std::endl;
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
    read_lines(shell, options, today);
}

}  // namespace

void add_slot(CLI::App& app, Shell& shell) {
    CLI::App* command = app.add_subcommand("slot", "read each line of the standard input as the answer to a field");
    const auto options = std::make_shared<SlotOptions>();
    command->add_option("name", options->name, "a field, a type, or choix-<shared question>")->required();
    command->add_option("--today", options->today, "the day of the conversation, YYYY-MM-DD");
    command->callback([&shell, options] { slot(shell, *options); });
}

}  // namespace guichet::tools
