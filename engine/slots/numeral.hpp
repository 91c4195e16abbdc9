#pragma once
// Numbers written in French words ("mille neuf cent quatre-vingt-cinq", "septante").
// Tested by tests/unit/slots.
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/slots/token.hpp"

namespace guichet::slots {

struct Numeral {
    std::int64_t value = 0;
    std::size_t end = 0;  // index of the first token that is not part of it
};

// The number below 100 in words at `index`, the longest reading first.
std::vector<Numeral> small_numerals_at(Tokens tokens, std::size_t index);

// The longest number in words at `index`, below 10^12.
std::optional<Numeral> numeral_at(Tokens tokens, std::size_t index);

// The same tokens with each number in words replaced by one number token (`spelled`). A lone "un"
// stays a word, being an article more often than a number; "zéro trois" becomes "03".
std::vector<Token> with_numerals(Tokens tokens);

}  // namespace guichet::slots
