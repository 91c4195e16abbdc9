#pragma once
// Fixed phrases looked for in the words of a message. Tested by tests/unit/slots.
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/slots/token.hpp"

namespace guichet::slots {

// The words of a line: its word and number tokens, folded; signs are dropped, and a letter typed
// three times or more ("ouiii") counts once.
std::vector<std::string> plain_words(Tokens tokens);

// Phrases of folded words, each of a group that its reader numbers.
class PhraseList {
  public:
    // False when there is no word, or the same words are in the list already.
    bool add(std::vector<std::string> words, std::size_t group = 0);

    struct Found {
        std::size_t length = 0;  // in words; 0: `words` begin with no phrase
        std::size_t group = 0;
    };

    // The longest phrase that `words` begin with.
    Found longest(std::span<const std::string> words) const;

  private:
    struct Phrase {
        std::vector<std::string> words;
        std::size_t group;
    };

    std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;
};

}  // namespace guichet::slots
