#pragma once
// What a message puts right of what a form holds: "en fait mon prénom c'est Nadège", "non, Dupont",
// "Durand et non Dupont".
#include <chrono>
#include <string_view>

#include "engine/dialog/reading.hpp"

namespace guichet {

// A correction is a short sentence, in bytes; a longer one tells something else.
constexpr std::size_t max_correction_bytes = 120;

// "Laissez le mail que je vous ai donné": nothing is put right.
bool keeps_what_is_held(std::string_view words);

// Fills `correction`, and `values` with what else is put right, of a reading whose values are read.
// `answers` is what the form holds, `said` the message without its introduction. The table must
// stand at a form.
void read_correction(const Catalog& catalog,
                     const Table& table,
                     const AnswersHeld& answers,
                     const slots::Brought& said,
                     std::chrono::year_month_day today,
                     Reading& reading);

}  // namespace guichet
