#pragma once
// The reader of each concept, as `parse` calls them: a cleaned line in, what was read out.
// `Parsed::whole` is already settled. Tested by tests/unit/slots.
#include <chrono>
#include <string>
#include <string_view>

#include "engine/slots/slot_type.hpp"
#include "engine/slots/token.hpp"
#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

Parsed read_date(const Vocabulary& vocabulary,
                 SlotType type,
                 const Line& line,
                 std::chrono::year_month_day today);
Parsed read_telephone(const Line& line);
Parsed read_email(const Line& line);
Parsed read_contact(const Line& line);
Parsed read_amount(const Vocabulary& vocabulary, const Line& line);
Parsed read_reference(const Vocabulary& vocabulary, const Line& line);
Parsed read_rcs(const Line& line);
Parsed read_cheque_number(const Line& line);
Parsed read_registered_letter(const Line& line);
Parsed read_family_name(const Vocabulary& vocabulary, const Line& line);
Parsed read_given_name(const Vocabulary& vocabulary, const Line& line);
Parsed read_organisation(const Vocabulary& vocabulary, const Line& line);
Parsed read_free_text(const Line& line);
Parsed read_yes_no(const Vocabulary& vocabulary, const Line& line);

// The three outcomes.
Parsed filled(std::string value, bool whole, bool sure = true);
Parsed invalid(std::string_view refusal);
Parsed not_understood();

// Digits that are no value of the type: invalid when nothing else was said.
Parsed unreadable(bool whole);

}  // namespace guichet::slots
