#pragma once
// Reads an utterance: from bytes to words with their stems, the same way for what the model learns
// and for what it is asked. Tested by tests/unit/understanding.
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/understanding/french.hpp"
#include "engine/understanding/matcher.hpp"
#include "engine/understanding/repair.hpp"
#include "engine/understanding/string_map.hpp"

namespace guichet::understanding {

// One word of an utterance, folded except for `accented`.
struct Token {
    std::string word;         // after abbreviations, elisions and repair
    std::string accented;     // lower case, as typed; empty when nothing was accented
    std::string stem;         // of `word`; a digit is '#'
    std::string_view family;  // name of the irregular family, or empty
    std::string_view group;   // what stands for its synonyms, or empty
    bool elided = false;      // an apostrophe follows
    bool known = true;        // the content uses this word
};

// A change made to what was typed, for the explanation.
struct Change {
    enum class Kind { abbreviation, courtesy, repair } kind;
    std::string from;
    std::string to;
};

struct Analysis {
    std::string key;  // the letters as typed, by which an example is known whatever its spaces and signs
    std::vector<Token> tokens;
    std::vector<std::size_t>
        sentence_ends;  // indices in `tokens`, increasing; the last is its size
    std::vector<Change> changes;
};

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

class Analyzer {
  public:
    explicit Analyzer(const Lexicon& lexicon);

    // Teaches the words that the content uses. Until then no word is repaired.
    void learn_words(std::span<const std::string_view> examples);

    Analysis read(std::string_view raw) const;

    // `read` in two halves: what any French text takes (words, abbreviations, courtesies), then, once,
    // what depends on the words that the content uses (repairs, stems, synonyms).
    Analysis tokenize(std::string_view raw) const;
    void interpret(Analysis& analysis) const;

    bool knows(std::string_view word) const { return known_.contains(word); }

  private:
    void add_synonyms(std::string_view meaning, const std::vector<std::string>& members);

    struct Word {
        std::string stem;
        std::size_t count = 0;  // in the examples
    };

    void expand_abbreviations(Analysis& analysis) const;
    void drop_greeting(Analysis& analysis) const;
    void drop_courtesies(Analysis& analysis) const;
    void unglue(Analysis& analysis) const;
    void repair(Analysis& analysis) const;
    void agree(Analysis& analysis) const;
    void complete(Analysis& analysis) const;
    void group(Analysis& analysis) const;

    PhraseTable abbreviations_;
    PhraseTable courtesies_;
    PhraseTable synonyms_;
    StringMap<std::string_view> families_;
    StringMap<std::string_view> groups_of_families_;
    StringMap<Word> known_;
    Speller speller_;
};

}  // namespace guichet::understanding
