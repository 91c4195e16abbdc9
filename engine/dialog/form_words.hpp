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

}  // namespace guichet
