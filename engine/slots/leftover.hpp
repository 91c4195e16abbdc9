#pragma once
// What remains of a message once a value was read: politeness, or something to answer.
// Tested by tests/unit/slots.
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "engine/slots/token.hpp"

namespace guichet::slots {

// Tokens [first, last) of a message.
struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;
};

// A word that says nothing by itself in any answer ("c'est", "le", "merci", "svp").
bool is_filler(const Token& token);
bool is_filler_word(std::string_view folded);

// True when no token outside `used` means anything: all are signs, fillers or among `own_words`,
// the words that go with the type ("née", "numéro"). A question mark always means something.
bool nothing_left(Tokens tokens,
                  std::span<const Stretch> used,
                  std::initializer_list<std::string_view> own_words);
bool nothing_left(Tokens tokens,
                  std::initializer_list<Stretch> used,
                  std::initializer_list<std::string_view> own_words);

// The tokens that are no number: what was said besides the digits.
std::vector<Token> without_numbers(Tokens tokens);

// A word by which one value is taken back for another: "pas", "non", "pardon", "je voulais dire".
bool says_correction(Tokens tokens);

// True when `between` two values takes the first back for the second, and says nothing else.
bool corrects(Tokens between);

// True when `between` a denied value and the next one leaves the next one undenied: "pas 80 mais
// 50"; not "pas 80 ou 50".
bool replaces_denied(Tokens between);

// A question mark or an asking word, so that an open type is not filled with a question.
bool asks_something(Tokens tokens);

}  // namespace guichet::slots
