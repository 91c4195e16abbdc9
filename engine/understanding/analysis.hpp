#pragma once
// Reads an utterance: from bytes to words with their stems, the same way for what the model learns
// and for what it is asked. Tested by tests/unit/understanding.
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/understanding/matcher.hpp"
#include "engine/understanding/phrase_table.hpp"
#include "engine/understanding/repair.hpp"
#include "engine/understanding/spellings.hpp"
#include "engine/understanding/string_map.hpp"
#include "engine/understanding/tokens.hpp"

namespace guichet::understanding {

// A change made to what was typed, for the explanation.
struct Change {
    enum class Kind { abbreviation, courtesy, repair } kind;
    std::string from;
    std::string to;
};

struct Analysis {
    // The letters by which an example is known whatever its signs and spaces: as typed; then of the
    // words with ever more of the greetings and links in front and of the courtesies behind away;
    // of the words that are left.
    std::vector<std::string> keys;
    std::vector<Token> tokens;
    std::vector<std::size_t>
        sentence_ends;  // indices in `tokens`, increasing; the last is its size
    std::vector<Change> changes;
};

// What the content knows of a word that its examples use.
struct KnownWord {
    // "mavez" is "m'avez": an elision without its apostrophe before a word that the content uses
    // far more.
    struct Glued {
        std::string_view elided;  // in full
        std::string_view word;
        const KnownWord* known = nullptr;  // of `word`
    };

    std::string stem;
    std::string_view family;                         // name of the irregular family, or empty
    std::size_t uses = 0;                            // in the examples
    const PhraseTable::Phrases* synonyms = nullptr;  // that start with its stem
    std::optional<Glued> glued;
};

class Analyzer {
  public:
    explicit Analyzer(const Lexicon& lexicon);

    Analysis read(std::string_view raw) const;

    // The two halves of `read`, between which the words of examples are learned. The first needs
    // none: it puts abbreviations in full and takes courtesies away.
    Analysis spell_out(std::string_view raw) const;
    void complete(Analysis& analysis) const;

    // Teaches the words that the content uses, counted after the first half of reading its
    // examples, and says in the spellings what is known of each. Until then no word is repaired.
    void learn_words(std::span<Spellings> spellings);

  private:
    // Null if the content does not use the word.
    const KnownWord* known(std::string_view word) const;

    void add_synonyms(const WordGroup& group);

    struct Stretch {  // of words
        std::size_t at = 0;
        std::size_t count = 0;
    };

    // How many greetings open a message.
    std::size_t greetings(std::span<const Token> tokens) const;
    std::vector<Stretch> courtesies_in(const std::vector<Token>& tokens) const;
    std::vector<std::string> keys_of(std::string_view lower,
                                     const std::vector<Token>& tokens,
                                     std::vector<Stretch> places) const;
    void expand_abbreviations(Analysis& analysis) const;
    void drop_greeting(Analysis& analysis) const;
    void drop_courtesies(Analysis& analysis, std::vector<Stretch> places) const;
    void unglue(Analysis& analysis) const;
    void repair(Analysis& analysis) const;
    void agree(Analysis& analysis) const;
    std::optional<KnownWord::Glued> glued(std::string_view word, std::size_t uses) const;
    std::string_view family_of(std::string_view word) const;
    void stem(Analysis& analysis) const;
    void group(Analysis& analysis) const;

    PhraseTable abbreviations_;
    PhraseTable courtesies_;
    PhraseTable synonyms_;
    StringMap<std::string> families_;  // form -> name
    std::set<std::string, std::less<>> greetings_;
    std::set<std::string, std::less<>> links_;
    StringMap<std::string> groups_of_families_;
    StringMap<KnownWord> known_;
    Speller speller_;
};

}  // namespace guichet::understanding
