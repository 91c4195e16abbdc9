#pragma once
// The words of a text as the understanding handles them. Tested by tests/unit/understanding.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::understanding {

struct KnownWord;

// One word of an utterance, folded except for `accented`.
struct Token {
    std::string word;                  // after abbreviations, elisions and repair
    std::string accented;              // lower case, as typed; empty when nothing was accented
    std::string stem;                  // of `word`; a digit is '#'
    std::string_view family;           // name of the irregular family, or empty
    std::string_view group;            // what stands for its synonyms, or empty
    bool elided = false;               // an apostrophe follows
    const KnownWord* known = nullptr;  // the Analyzer's; null if the content does not use the word
};

// The words of a text from `fold_case`, and where its sentences end if asked: indices in the words,
// increasing; the last is their number.
std::vector<Token> tokens_of(std::string_view lower,
                             std::vector<std::size_t>* sentence_ends = nullptr);

// The words of any text, folded.
std::vector<std::string> words_of(std::string_view written);

// The letters and digits of a text from `fold_case`, without accents.
std::string letters_of(std::string_view lower);

// The same of words: "l'ai" and "lai" have the same letters.
std::string letters_of(std::span<const Token> tokens);

}  // namespace guichet::understanding
