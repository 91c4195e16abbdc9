#pragma once
// The words of many examples between the two halves of reading them: all examples wait together,
// and each is a list of places in memory. Tested by tests/unit/understanding.
#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "engine/understanding/string_map.hpp"
#include "engine/understanding/tokens.hpp"

namespace guichet::understanding {

// What the first half fills in of a Token and the second needs.
struct Spelling {
    std::string word;
    std::string accented;
    const KnownWord* known = nullptr;  // once the words have been learned
    std::size_t uses = 0;
};

// An example in few bytes. The Spellings own them.
using SpelledOut = std::vector<const Spelling*>;

class Spellings {
  public:
    // Counts the words of an example.
    SpelledOut add(std::span<const Token> tokens);

    // All, in order of appearance; they stay where they are.
    std::deque<Spelling>& all() { return all_; }

  private:
    std::deque<Spelling> all_;
    StringMap<Spelling*> by_letters_;  // of `word` and `accented`
};

std::vector<Token> tokens_of(const SpelledOut& example);

}  // namespace guichet::understanding
