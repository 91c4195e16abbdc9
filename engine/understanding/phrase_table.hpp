#pragma once
// Phrases to be found among the words of a text. Tested by tests/unit/understanding.
#include <cstddef>
#include <string>
#include <string_view>
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

    // Longest first.
    using Phrases = std::vector<Phrase>;

    // The first meaning given to a phrase stays.
    void add(Phrase phrase);

    // The phrases that start with a word, or null.
    const Phrases* starting_with(std::string_view word) const;

    // The longest phrase that starts at `tokens[at]`, or null. `part` is what is compared.
    const Phrase* find(const std::vector<Token>& tokens,
                       std::size_t at,
                       const std::string Token::*part) const;

    // The same among `phrases` that start with that word.
    static const Phrase* find_among(const Phrases* phrases,
                                    const std::vector<Token>& tokens,
                                    std::size_t at,
                                    const std::string Token::*part);

  private:
    StringMap<Phrases> by_first_word_;
};

}  // namespace guichet::understanding
