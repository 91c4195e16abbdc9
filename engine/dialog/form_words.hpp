#pragma once
// What a message says to a form: values for its fields, fields it names, corrections.
#include <chrono>

#include "engine/dialog/reading.hpp"

namespace guichet {

// Fills `value`, `plausibility`, `values`, `unread` and `correction` of a reading whose words, cues
// and match are known. The table must stand at a form.
void read_form(const Catalog& catalog,
               const Session& session,
               const Table& table,
               std::chrono::year_month_day today,
               Reading& reading);

// "C'est EDF": a creditor whom everyone knows, for the field among `fields` that asks for the one
// of the case; nothing when there is no such field.
std::optional<FieldValue> creditor_in(const Catalog& catalog,
                                      const std::vector<const FormField*>& fields,
                                      std::string_view text,
                                      std::chrono::year_month_day today);

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

}  // namespace guichet
