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
    bool impossible = false;            // a part is zero, or the date is cut out of a longer number
    int nearest = 0;                    // -1 for "12 mars dernier", 1 for "12 mars prochain"
    std::optional<int> years_from_now;  // -1 for "12 mars de l'année dernière"
};

// The tokens a date is read from: spelled numbers and look-alike letters made digits.
std::vector<Token> date_tokens(Tokens tokens);

// Every date written in `tokens` (as `date_tokens` made them), possible or not, in order.
std::vector<WrittenDate> written_dates(const Vocabulary& vocabulary, Tokens tokens);

// True when the number before `next` is one of something else: "14 h", "50 euros", "3 fois".
bool counts_something(Tokens tokens, std::size_t next);

// The number or the name of a month at `index`, and its end.
struct Part {
    int value = 0;
    std::size_t end = 0;
    bool two_digits = false;
};

std::optional<Part> day_at(Tokens tokens, std::size_t index);
std::optional<Part> month_name_at(const Vocabulary& vocabulary, Tokens tokens, std::size_t index);

struct RelativeDate {
    Stretch stretch;
    std::chrono::sys_days day;
    bool sure = true;  // false: people mean two days by it ("vendredi prochain", "dans 8 jours")
};

// A precise day told from today ("avant-hier", "il y a 3 jours", "lundi dernier"). What may be past
// or to come ("lundi", "le 5") is the last one when `direction` is -1, the next one when 1, none
// when 0.
std::optional<RelativeDate> relative_date(const Vocabulary& vocabulary,
                                          Tokens tokens,
                                          std::chrono::sys_days today,
                                          int direction);

// True when the text speaks of a time without giving a day ("la semaine dernière", "en mars").
bool is_vague(const Vocabulary& vocabulary, Tokens tokens);

}  // namespace guichet::slots
