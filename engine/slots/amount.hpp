#pragma once
// Amounts of money found in a line. ICU's NumberFormat reads one locale's signs at a time, while
// people mix French, English and Swiss ones: the signs are told apart here. Tested by
// tests/unit/slots.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {

struct WrittenAmount {
    Stretch stretch;
    std::int64_t cents = 0;
    bool currency = false;     // "€", "euros" stands with it
    bool negative = false;     // "-50", "moins 50"
    bool foreign = false;      // "$50", "50 francs"
    bool ambiguous = false;    // "1,234": thousands or decimals; cut out of a longer number
    bool unsure = false;       // "1.234", "50 c": most likely this
    bool counts_else = false;  // "3 fois", "14 h", "50 %"
};

// The tokens amounts are read from: spelled numbers and look-alike letters made digits.
std::vector<Token> amount_tokens(Tokens tokens);

std::vector<WrittenAmount> written_amounts(Tokens tokens);

// "1234.56".
std::string euros(std::int64_t cents);

}  // namespace guichet::slots
