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

// The digits of a number said in words, one by one or in pairs, when all of it makes `count`
// digits. Empty when it cannot. `stretch` is what was read.
struct SpelledDigits {
    Stretch stretch;
    std::string digits;
};

SpelledDigits spelled_digits(Tokens tokens, std::size_t count);

}  // namespace guichet::slots
