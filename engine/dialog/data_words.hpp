#pragma once
// What a message says of the person and the case where no field is open: values for fields to come.
#include <chrono>
#include <string_view>

#include "engine/dialog/reading.hpp"

namespace guichet {

// Fills `data` and `only_data` of a reading whose words, cues and sure values are known. Of the
// dialog on the table any field may be meant; else those that may be answered in advance. Returns
// the other words.
std::string read_data(const Catalog& catalog,
                      const Table& table,
                      std::chrono::year_month_day today,
                      Reading& reading);

// Words that only bring a value: they build a sentence, or name a field ("elle est née le").
bool only_brings(const Catalog& catalog, std::string_view text);

}  // namespace guichet
