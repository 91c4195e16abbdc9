#pragma once
// Fixed phrases looked for in the words of a message. Tested by tests/unit/slots.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/token.hpp"

namespace guichet::slots {

// The words of a line: its word and number tokens, folded; signs are dropped, and a letter typed
// three times or more ("ouiii") counts once.
std::vector<std::string> plain_words(Tokens tokens);

// How many words of `words` from `index` on spell `phrase` (words separated by one space); 0 if
// they do not.
std::size_t phrase_length(std::span<const std::string> words,
                          std::size_t index,
                          std::string_view phrase);

}  // namespace guichet::slots
