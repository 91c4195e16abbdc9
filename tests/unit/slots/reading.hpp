#pragma once
// Tables of what `parse` makes of a text: a line a case. An outcome is the canonical value, or the
// refusal with a mark in front.
#include <doctest/doctest.h>

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/slots/slot_type.hpp"
#include "tests/support/shipped_lexicon.hpp"

namespace guichet::tests {

// A Monday: every table is read as of this day.
inline constexpr std::chrono::year_month_day monday{
    std::chrono::year{2026}, std::chrono::March, std::chrono::day{2}};

// The words that every table is read by.
inline const slots::Vocabulary& vocabulary() {
    return shipped_lexicon().vocabulary;
}

struct Reading {
    std::string_view text;
    std::string_view outcome;
};

// "1985-03-12" filled and nothing left over, "1985-03-12 …" filled out of a longer message,
// "1985-03-12 ~" filled and to be confirmed, "!date-future" meant but refused, "?" nothing of the
// type.
inline std::string outcome(slots::SlotType type, std::string_view text) {
    const slots::Parsed parsed = slots::parse(vocabulary(), type, text, monday);
    switch (parsed.reading) {
        case slots::Reading::filled:
            return parsed.value + (parsed.whole ? "" : " …") + (parsed.sure ? "" : " ~");
        case slots::Reading::invalid:
            return "!" + parsed.refusal;
        case slots::Reading::not_understood:
            return "?";
    }
    return {};
}

inline void check_readings(slots::SlotType type, std::initializer_list<Reading> table) {
    for (const Reading& reading : table) {
        CAPTURE(reading.text);
        CHECK(outcome(type, reading.text) == reading.outcome);
        // A canonical value reads as itself.
        const slots::Parsed parsed = slots::parse(vocabulary(), type, reading.text, monday);
        if (type != slots::SlotType::oui_non && parsed.reading == slots::Reading::filled) {
            CHECK(slots::parse(vocabulary(), type, parsed.value, monday).value == parsed.value);
        }
    }
}

}  // namespace guichet::tests
