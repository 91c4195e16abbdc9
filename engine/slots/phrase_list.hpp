#pragma once
// Fixed phrases looked for in the words of a message. Tested by tests/unit/slots.
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/slots/token.hpp"

namespace guichet::slots {

// The words of a line: its word and number tokens, folded; signs are dropped, and a letter typed
// three times or more ("ouiii") counts once.
std::vector<std::string> plain_words(Tokens tokens);

// Phrases by their first word, each of a group that its reader numbers. The phrases (folded words
// separated by one space) must outlive the list.
class PhraseList {
  public:
    void add(std::span<const std::string_view> phrases, std::size_t group = 0);

    struct Found {
        std::size_t length = 0;  // in words; 0: no phrase stands there
        std::size_t group = 0;
    };

    // The longest phrase that stands at `index` of `words`; of equals, the first added.
    Found longest_at(std::span<const std::string> words, std::size_t index) const;

  private:
    struct Phrase {
        std::vector<std::string_view> words;
        std::size_t group;
    };

    std::unordered_map<std::string_view, std::vector<Phrase>> by_first_word_;
};

}  // namespace guichet::slots
