#pragma once
// What stands around a date in its message: a bound, an estimate, another day, or another word of
// time that leaves it unsure which day is meant. Tested by tests/unit/slots.
#include <optional>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"
#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

enum class Surroundings {
    clear,    // nothing else speaks of time
    unsure,   // something does: the day is to be said back
    bounded,  // "vers le 12", "avant le 12", "la semaine du 12": no precise day
    several,  // "le 12 ou le 13 mars", "12 mars 1985 ou 1986"
    denied,   // "pas le 12"
};

// Of the date read from the tokens of `date`, those of `others` being read elsewhere. A `full`
// date, with its year, is sure whatever is said of time farther off.
Surroundings surroundings(const Vocabulary& vocabulary,
                          Tokens tokens,
                          const Stretch& date,
                          bool full,
                          std::span<const Stretch> others);

// "le lendemain du" 12, "deux jours avant" hier: the days to add to the date that starts at
// `first`, and where that was said.
struct Shift {
    std::size_t first = 0;
    int days = 0;
};

std::optional<Shift> shift_before(Tokens tokens, std::size_t first);

// The index after a clock time at `index` ("à 14 h 30", "vers 20h"), or `index`.
std::size_t past_clock(Tokens tokens, std::size_t index);

// A weekday's name, or one cut short right before a day ("mar 12").
std::optional<unsigned> weekday_before(const Vocabulary& vocabulary,
                                       Tokens tokens,
                                       std::size_t first);

}  // namespace guichet::slots
