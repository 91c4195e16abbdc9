#pragma once
// What holds of written French whatever the content: elisions, words of grammar, how a word sounds,
// its stem. Words are folded (see engine/text/normalize.hpp).
// Tested by tests/unit/understanding.
#include <string>
#include <string_view>

struct sb_stemmer;

namespace guichet::understanding {

// "j" -> "je", "qu" -> "que": the word an elided one stands for, or an empty view.
std::string_view full_form_of_elision(std::string_view elided);

// Words too frequent to be evidence by themselves: articles, pronouns, auxiliaries, prepositions.
bool is_function_word(std::string_view word);

// The participle that an infinitive in -er stands for after an auxiliary ("j'ai envoyer" is
// "j'ai envoye"), or an empty view when the word is no such infinitive.
std::string_view participle_of(std::string_view word);

// Forms of avoir and etre, after which an infinitive is a misspelt participle.
bool is_auxiliary(std::string_view word);

// Words that may stand between an auxiliary and its participle: "deja", "pas", "tout".
bool is_adverb_inside_verb(std::string_view word);

// A rough key of how a word sounds, equal for common misspellings: "paiment" and "paiement",
// "regler" and "reglez", "koi" and "quoi". A word with a digit is its own key.
std::string sound_of(std::string_view word);

// Snowball's French stemmer. Not to be shared between threads.
class Stemmer {
  public:
    Stemmer();
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;
    ~Stemmer();

    // The stem of a lower-case word, with or without its accents. A stem that is a word of grammar
    // by accident ends in a hyphen: "tuer" and "tué" give "tu-", which is not the "tu" of "tu
    // peux".
    std::string stem(std::string_view word) const;

  private:
    sb_stemmer* stemmer_;
};

}  // namespace guichet::understanding
