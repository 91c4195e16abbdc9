#pragma once
// What binds a person, read by rules over words and their places before any statistics: opting out
// and in, who we are, erasing and cancelling. The rules are content
// (dialogs/communs/premieres-paroles.yaml); this is what they compile to and how they are applied.
// Pure and total: any bytes give a reading. Tested by tests/unit/content.
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace guichet {

enum class FirstKind { none, opt_out, opt_in, erase, cancel, who_we_are };

// How it was said. Only what is asked binds; a refusal and a question are answered with
// information.
enum class Mood { asked, negated, question };

// What a message says first.
struct FirstThing {
    FirstKind kind = FirstKind::none;
    Mood mood = Mood::asked;
    std::string words;        // those the rule names, folded; never what stands around them
    int line = 0;             // of the rule, in the content file
    bool everything = false;  // meant of all that is open, not of what speaks alone

    bool asks(FirstKind what) const { return kind == what && mood == Mood::asked; }
};

// A word of the rules, by its number in the vocabulary; 0 is every other word.
using WordId = std::uint32_t;
using Phrase = std::vector<WordId>;

// Words and phrases, none of them empty. Most words of a message begin none, which costs a look at
// one bit.
class WordList {
  public:
    // Whether it was not there yet.
    bool add(Phrase phrase);
    void add(const WordList& other);

    bool begins_with(WordId word) const { return word < begins_.size() && begins_[word]; }

    // Those that begin with this word, which must be one that begins some.
    const std::set<Phrase>& from(WordId word) const { return phrases_.at(word); }

  private:
    std::vector<bool> begins_;  // by word
    std::map<WordId, std::set<Phrase>> phrases_;
};

// One element of a pattern. Elements match one after the other, from the beginning of a clause to
// the end of one.
struct WordElement {
    enum class Kind {
        words,           // one of `list`
        number,          // digits
        name,            // up to three words written with a capital, none of them in `list`
        capitalised,     // one of `list`, written with a capital
        any,             // any word
        pause,           // a comma or the like, between two clauses
        sentence_edge,   // here a sentence begins or ends
        message_begins,  // nothing before
        message_ends,    // nothing after
        in_question,     // this sentence ends in a question mark
        hyphen,          // nothing but a hyphen parts the two words
    };
    Kind kind = Kind::words;
    WordList list;
    bool optional = false;
    bool repeated = false;
};

using WordPattern = std::vector<WordElement>;

struct FirstRule {
    enum class Where : std::uint8_t { anywhere, sms, web };
    WordPattern pattern;
    FirstKind kind = FirstKind::none;  // none: this clause says nothing of the sort
    Mood mood = Mood::asked;
    Where where = Where::anywhere;
    int line = 0;
    bool everything = false;
};

struct FirstThings {
    std::map<std::string, WordId, std::less<>> vocabulary;  // words as `first_words` gives them
    std::vector<FirstRule> rules;  // for each clause the first that matches decides
    WordList around;               // greetings, politeness, insults: dropped at the ends of clauses
    WordList abbreviations;        // a dot after one of them ends no sentence
    std::vector<WordPattern> names;  // clauses not to be read, tried before `around` is dropped
};

// The words of a text as the rules compare them: folded, doubled letters made one ("stoop" is
// "stop"), digits that stand for letters read as these ("st0p"), spaced letters joined ("S T O P").
std::vector<std::string> first_words(std::string_view text);

// `sms` tells the channel.
FirstThing read_first_thing(const FirstThings& content, std::string_view text, bool sms);

}  // namespace guichet
