#pragma once
// Long numbers as people cut them: "552 100 554", "06.12.34.56.78", "zéro six, douze…".
// Tested by tests/unit/slots.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {

struct DigitRun {
    Stretch stretch;
    std::string digits;
    bool plus = false;        // a '+' stands before it
    bool signed_cut = false;  // something other than spaces cuts it
};

// The longest runs of number tokens with only `signs` between them. A "(0)" is passed over, being
// no part of an international number.
std::vector<DigitRun> digit_runs(Tokens tokens, std::initializer_list<std::string_view> signs);

// Numbers in a row, one at least in words ("zéro six douze…", "06 douze 34…").
struct SpelledDigits {
    Stretch stretch;
    std::vector<std::string> readings;  // each way to read all of it as the digits asked for
};

// Every such row; `readings` are of `count` digits, and none where it makes no such number. A word
// with a hyphen is never cut, unless hyphens are all that stands between the words.
std::vector<SpelledDigits> spelled_digits(Tokens tokens, std::size_t count);

// The only reading of the only row, or an empty text; `stretch` is where it stands.
std::string only_spelled(Tokens tokens, std::size_t count, Stretch& stretch);

}  // namespace guichet::slots
