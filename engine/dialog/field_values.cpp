#include "engine/dialog/field_values.hpp"

#include <algorithm>
#include <array>

#include "engine/dialog/naming.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

using slots::Plausibility;
using slots::SlotType;

bool is_date(SlotType type) {
    return type == SlotType::date_naissance || type == SlotType::date_passee ||
           type == SlotType::date_future || type == SlotType::date;
}

bool is_contact(SlotType type) {
    return type == SlotType::telephone || type == SlotType::email;
}

bool holds_data(const Catalog& catalog, std::string_view text) {
    return text.find_first_of("0123456789@") != std::string_view::npos ||
           std::ranges::any_of(parts_of(std::string(text)), [&](const std::string& part) {
               return slots::is_known_creditor(catalog.vocabulary,
                                               value_after(part, words_of(part), 0).text);
           });
}

std::optional<FieldValue> value_for(const Catalog& catalog,
                                    const FormField& field,
                                    std::string_view text,
                                    std::chrono::year_month_day today) {
    const SlotType type = catalog.slots.at(field.slot).type;
    const slots::Parsed parsed = slots::parse(catalog.vocabulary, type, text, today);
    if (parsed.reading != slots::Reading::filled || !parsed.sure) {
        return std::nullopt;
    }
    const bool name = slots::is_open(type) && type != SlotType::texte;
    if (name && (!parsed.whole || slots::judge_name(catalog.vocabulary, type, text).plausibility !=
                                      Plausibility::plausible)) {
        return std::nullopt;
    }
    return FieldValue{&field, parsed.value, std::string(text)};
}

std::optional<FieldValue> creditor_in(const Catalog& catalog,
                                      const std::vector<const FormField*>& fields,
                                      std::string_view text,
                                      std::chrono::year_month_day today) {
    static constexpr auto joints = std::to_array<std::string_view>({"pour", "pr", "chez", "avec"});
    const std::vector<Word> words = words_of(text);
    std::string_view name = value_after(text, words, 0).text;
    const std::vector<Word> said = words_of(name);
    if (said.size() > 1 && std::ranges::find(joints, said.front().folded) != joints.end()) {
        name.remove_prefix(said[1].begin);
    }
    if (!slots::is_known_creditor(catalog.vocabulary, name)) {
        return std::nullopt;
    }
    const auto field = std::ranges::find_if(fields, [&](const FormField* each) {
        const Slot& slot = catalog.slots.at(each->slot);
        return slot.type == SlotType::denomination && slot.of_case;
    });
    return field == fields.end() ? std::nullopt : value_for(catalog, **field, name, today);
}

// "Lefranc Aurélie", where the holder of a case names themselves as a person: two words, one of
// them a given name, and the form asks the first name of the same person.
bool is_persons_name(const Catalog& catalog,
                     const std::vector<const FormField*>& fields,
                     const FieldValue& family) {
    const Slot& slot = catalog.slots.at(family.field->slot);
    const auto words = text::words(text::fold(family.value));
    constexpr std::size_t name_and_first = 2;
    const auto given = std::ranges::count_if(
        words, [&](const std::string& word) { return catalog.vocabulary.is_given_name(word); });
    const auto person = catalog.persons.find(family.field->person);
    const bool holder = person != catalog.persons.end() && person->second.remembered;
    return slot.type == SlotType::denomination && slot.personal && !slot.of_case && holder &&
           words.size() == name_and_first && given == 1 &&
           std::ranges::any_of(fields, [&](const FormField* other) {
               return catalog.slots.at(other->slot).type == SlotType::prenom &&
                      other->person == family.field->person;
           });
}

std::optional<FieldValue> first_name_beside(const Catalog& catalog,
                                            const std::vector<const FormField*>& fields,
                                            const AnswersHeld& answers,
                                            const FieldValue& family,
                                            std::chrono::year_month_day today) {
    const Slot& slot = catalog.slots.at(family.field->slot);
    if (slot.type != SlotType::nom && !is_persons_name(catalog, fields, family)) {
        return std::nullopt;
    }
    const std::string surname =
        slots::parse(catalog.vocabulary, SlotType::nom, family.raw, today).value;
    std::string given = slots::parse(catalog.vocabulary, SlotType::prenom, family.raw, today).value;
    // "Paul Martin" also reads as two first names: the family name is not one of them here.
    if (given.ends_with(" " + surname)) {
        given.resize(given.size() - surname.size() - 1);
    } else if (given.starts_with(surname + " ")) {
        given.erase(0, surname.size() + 1);
    }
    if (surname.empty() || given.empty() || surname.find(given) != std::string::npos ||
        given.find(surname) != std::string::npos) {
        return std::nullopt;
    }
    const auto field = std::ranges::find_if(fields, [&](const FormField* other) {
        return catalog.slots.at(other->slot).type == SlotType::prenom &&
               answers.field(*other) == nullptr;
    });
    return field == fields.end() ? std::nullopt
                                 : std::optional(FieldValue{*field, given, family.raw});
}

std::optional<FieldValue> first_names_in_full(const Catalog& catalog,
                                              const std::vector<const FormField*>& fields,
                                              const AnswersHeld& answers,
                                              const FieldValue& first,
                                              std::chrono::year_month_day today) {
    constexpr std::size_t most_words = 3;
    // "Jean-Baptiste" is two words, and one name.
    std::vector<Word> words = words_of(first.raw);
    const auto again = std::ranges::unique(words, {}, &Word::begin);
    words.erase(again.begin(), again.end());
    const auto family = std::ranges::find_if(fields, [&](const FormField* other) {
        return catalog.slots.at(other->slot).type == SlotType::nom &&
               other->person == first.field->person && answers.field(*other) != nullptr;
    });
    const bool may = catalog.slots.at(first.field->slot).type == SlotType::prenom &&
                     words.size() > 1 && words.size() <= most_words && family != fields.end();
    if (!may) {
        return std::nullopt;
    }
    const auto held = text::words(text::fold(answers.field(**family)->value));
    std::string full;
    for (const Word& word : words) {
        const auto one = value_for(
            catalog, *first.field, first.raw.substr(word.begin, word.end - word.begin), today);
        if (!one || std::ranges::find(held, word.folded) != held.end()) {
            return std::nullopt;
        }
        full += (full.empty() ? "" : " ") + one->value;
    }
    return full == first.value ? std::nullopt
                               : std::optional(FieldValue{first.field, full, first.raw});
}

namespace {

// "24 et non 14" of a 30 November: another date is spoken of.
bool denies_what_is_not_in(const std::string& date, std::string_view text) {
    const std::vector<std::string> words = text::words(text::fold(text));
    for (std::size_t at = 1; at < words.size(); ++at) {
        const bool denied = words[at - 1] == "non" || words[at - 1] == "pas";
        const bool figure = words[at].find_first_not_of("0123456789") == std::string::npos;
        const std::string part = words[at].size() == 1 ? "0" + words[at] : words[at];
        if (denied && figure && !date.starts_with(part + "-") && !date.ends_with("-" + part)) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::optional<FieldValue> changed_date(const Catalog& catalog,
                                       const FormField& field,
                                       const std::string& old,
                                       std::string_view text,
                                       std::chrono::year_month_day today) {
    constexpr std::size_t whole_date = 10;  // YYYY-MM-DD
    if (!is_date(catalog.slots.at(field.slot).type) || old.size() != whole_date) {
        return std::nullopt;
    }
    const auto value = [&](const std::string& written) {
        return value_for(catalog, field, written, today);
    };
    if (denies_what_is_not_in(old, text)) {
        return std::nullopt;
    }
    const std::string year = old.substr(0, 4);
    if (auto same_year = value(std::string(text) + " " + year)) {
        return same_year;
    }
    std::string number;
    for (const std::string& word : text::words(text::fold(text))) {
        const bool digits = word.find_first_not_of("0123456789") == std::string::npos;
        if (digits && !number.empty()) {
            return std::nullopt;
        }
        number += digits ? word : "";
    }
    const std::string month = old.substr(5, 2);
    if (number.size() == year.size()) {
        return value(old.substr(8, 2) + "/" + month + "/" + number);
    }
    return number.empty() || number.size() > 2 ? std::nullopt
                                               : value(number + "/" + month + "/" + year);
}

}  // namespace guichet
