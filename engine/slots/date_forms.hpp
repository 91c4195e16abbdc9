#pragma once
// The written forms of a calendar date, found anywhere in a line. Tested by tests/unit/slots.
#include <chrono>
#include <optional>
#include <vector>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"
#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

// A date as written. `year` is below 100 when only two digits were given (`short_year`).
struct WrittenDate {
    Stretch stretch;
    unsigned day = 0;    // 0: not given
    unsigned month = 0;  // 0: not given
    std::optional<int> year;
    bool short_year = false;
    bool impossible = false;  // a part is zero, or the date is cut out of a longer number
    int nearest = 0;          // -1 for "12 mars dernier", 1 for "12 mars prochain"
};

// The tokens a date is read from: spelled numbers and look-alike letters made digits.
std::vector<Token> date_tokens(Tokens tokens);

// Every date written in `tokens` (as `date_tokens` made them), possible or not, in order.
std::vector<WrittenDate> written_dates(const Vocabulary& vocabulary, Tokens tokens);

struct RelativeDate {
    Stretch stretch;
    std::chrono::sys_days day;
};

// A precise day told from today ("avant-hier", "il y a 3 jours", "lundi dernier"). A bare weekday
// ("lundi") is the last one when `direction` is -1, the next one when 1, none when 0.
std::optional<RelativeDate> relative_date(const Vocabulary& vocabulary,
                                          Tokens tokens,
                                          std::chrono::sys_days today,
                                          int direction);

// True when the text speaks of a time without giving a day ("la semaine dernière", "en mars").
bool is_vague(const Vocabulary& vocabulary, Tokens tokens);

}  // namespace guichet::slots
