#include "engine/dialog/field_values.hpp"

#include <algorithm>

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
    const std::vector<Word> words = words_of(text);
    const std::string_view name = value_after(text, words, 0).text;
    if (!slots::is_known_creditor(catalog.vocabulary, name)) {
        return std::nullopt;
    }
    const auto field = std::ranges::find_if(fields, [&](const FormField* each) {
        const Slot& slot = catalog.slots.at(each->slot);
        return slot.type == SlotType::denomination && slot.of_case;
    });
    return field == fields.end() ? std::nullopt : value_for(catalog, **field, name, today);
}

std::optional<FieldValue> first_name_beside(const Catalog& catalog,
                                            const std::vector<const FormField*>& fields,
                                            const AnswersHeld& answers,
                                            const FieldValue& family,
                                            std::chrono::year_month_day today) {
    if (catalog.slots.at(family.field->slot).type != SlotType::nom) {
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
