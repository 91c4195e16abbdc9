#pragma once
// A text as the value of a field, where no more than the field and the text is known.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/dialog/reading.hpp"

namespace guichet {

// A day, whatever it is the day of.
bool is_date(slots::SlotType type);

// Where a person is reached: a telephone number or an e-mail address.
bool is_contact(slots::SlotType type);

// "C'est EDF": a creditor whom everyone knows, for the field among `fields` that asks for the one
// of the case; nothing when there is no such field.
std::optional<FieldValue> creditor_in(const Catalog& catalog,
                                      const std::vector<const FormField*>& fields,
                                      std::string_view text,
                                      std::chrono::year_month_day today);

// Figures, an address, or a creditor whom everyone knows: not to be passed over in silence.
bool holds_data(const Catalog& catalog, std::string_view text);

// A text as a value of a field: well formed and, for an open type, like one.
std::optional<FieldValue> value_for(const Catalog& catalog,
                                    const FormField& field,
                                    std::string_view text,
                                    std::chrono::year_month_day today);

// "Marie Dupont" at the family name says the first name, too: its value, or nothing. `fields` are
// those of the form, `answers` what they hold.
std::optional<FieldValue> first_name_beside(const Catalog& catalog,
                                            const std::vector<const FormField*>& fields,
                                            const AnswersHeld& answers,
                                            const FieldValue& family,
                                            std::chrono::year_month_day today);

// "Mamadou Lamine" at a first name whose family name is held as another one: all its words, which
// are otherwise read as a first name and a family name; or nothing.
std::optional<FieldValue> first_names_in_full(const Catalog& catalog,
                                              const std::vector<const FormField*>& fields,
                                              const AnswersHeld& answers,
                                              const FieldValue& first,
                                              std::chrono::year_month_day today);

// "1986", "le 13" said of a date that is held as `old`: what is not said stays as it was. Nothing
// when the field holds no whole date or the text is none.
std::optional<FieldValue> changed_date(const Catalog& catalog,
                                       const FormField& field,
                                       const std::string& old,
                                       std::string_view text,
                                       std::chrono::year_month_day today);

}  // namespace guichet
