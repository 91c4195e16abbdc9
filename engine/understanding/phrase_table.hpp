#pragma once
// Phrases to be found among the words of a text. Tested by tests/unit/understanding.
#include <cstddef>
#include <string>
#include <vector>

#include "engine/understanding/string_map.hpp"
#include "engine/understanding/tokens.hpp"

namespace guichet::understanding {

// Finds phrases, the longest at each place.
class PhraseTable {
  public:
    struct Phrase {
        std::vector<std::string> words;
        std::string meaning;
        std::vector<Token> tokens;  // of the meaning, where it replaces the phrase
    };

    // The first meaning given to a phrase stays.
    void add(Phrase phrase);

    // The longest phrase that starts at `tokens[at]`, or null. `part` is what is compared.
    const Phrase* find(const std::vector<Token>& tokens,
                       std::size_t at,
                       const std::string Token::*part) const;

  private:
    StringMap<std::vector<Phrase>> by_first_word_;  // longest first
};

}  // namespace guichet::understanding
