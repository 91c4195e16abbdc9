#pragma once
// What kind of utterance a message is, whatever its intent: a question, a consent, a feeling; and
// the word whose meaning it asks. Phrases of intents/reperes.yaml and of the glossary are looked
// for in its words. Tested by tests/unit/understanding (the search) and
// tests/properties/cues_test.cpp (the content).
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/understanding/string_map.hpp"

namespace guichet {

enum class Cue : std::uint8_t {
    question,
    request,  // something is asked for: "je voudrais", "envoyez-moi"
    consent,  // the thing offered is wanted
    refusal,  // it is not
    waiting,  // the person is looking for something and comes back
    filler,   // nothing but words that carry nothing
    anger,    // feelings, none of them a danger by itself
    fear,
    shame,
    grief,          // a death is mentioned
    death_certain,  // and is a fact about somebody close; always with `grief`
    exhaustion,
    wrong_topic,  // we answered something else
    correction,   // what was said before is put right
    insult,
    thanks,
    apology,
    already,         // it was done or said before
    after_sending,   // asks what became of what was sent
    sent_papers,     // asks what to send for it, and where
    sent_when,       // asks when it is dealt with
    nothing_at_all,  // "rien", where something is to be chosen
    other_case,      // speaks of another case than the one before
    insisting,       // what was said before is right
    not_wanted,      // a subject is refused: "je ne veux pas faire de réclamation"
    progress,        // asks how many questions are left
    checking,        // asks whether what was said is noted
    skipping,        // goes on without answering
    this_number,     // the telephone number that the person writes from
    whose,           // asks of whom a field speaks: "le mien ou le sien ?"
    instead,         // the same with another answer: "et chez MCS ?"
};

// The key of a cue in intents/reperes.yaml; the cues in the order of the enumeration.
std::span<const std::string_view> cue_keys();

// A message that asks what a word of the glossary means, and nothing else.
struct FoundTerm {
    std::size_t term = 0;  // as it was added
    bool plainly = false;  // "c'est quoi"; otherwise the word with a question mark alone
};

// One cue of a message, and what decided.
struct FoundCue {
    Cue cue = Cue::question;
    std::string_view phrase;  // as the editor wrote it; the rules'. "?" and "*" are signs
    std::string words;        // of the message, folded
    bool alone = false;       // the message says nothing else, fillers and courtesies apart
};

// The cues of a message, one of a kind, in the order of the enumeration.
struct Cues {
    std::vector<FoundCue> found;
    std::optional<FoundTerm> term;

    bool has(Cue cue) const { return find(cue) != nullptr; }

    // Null if the message does not have it.
    const FoundCue* find(Cue cue) const;

    // Whether the message is that and nothing else.
    bool alone(Cue cue) const {
        const FoundCue* cue_found = find(cue);
        return cue_found != nullptr && cue_found->alone;
    }
};

// Where a phrase must stand to count.
enum class CuePlace : std::uint8_t {
    anywhere,
    start,      // of a sentence, after openings
    end,        // of a sentence
    alone,      // with others of the same cue it is the whole message
    exception,  // what it overlaps does not count
};

enum class PhraseProblem {
    none,
    no_word,        // nothing to look for
    unknown_group,  // "{x}" is no group
    several_words,  // one of the variants is not one word
    open_start,     // begins with words that may be missing
};

// The phrases of all cues, compiled. Words are compared folded, without "ne", by their sound from
// four letters on ("envoyer" is "envoyez"), abbreviations and elisions in full; a word said twice
// in a row counts once. In a phrase "a|b" is either word, "(a)" may be missing, "…" is up to three
// words, "{x}" is any word of a group and "{nombre}" any with a digit, and a "?" at the end wants a
// sentence that ends in one.
class CueRules {
  public:
    // The first three come before the phrases that use them.
    void add_abbreviation(std::string_view abbreviation, std::string_view meaning);
    // Spellings of one word, which is then no other's by its sound: "peux", "peu".
    void add_same(std::span<const std::string> words);
    void add_group(std::string name, std::vector<std::string> words);
    // A phrase that may stand anywhere and says nothing: "s'il vous plait".
    PhraseProblem add_courtesy(std::string_view phrase);
    // A phrase that may stand before a `start`: "oui".
    PhraseProblem add_opening(std::string_view phrase);
    PhraseProblem add(Cue cue, CuePlace place, std::string_view phrase);
    // A way to ask what a word means, around it: "c'est quoi".
    PhraseProblem add_definition(std::string_view phrase);
    // A spelling of a word of the glossary, which the caller numbers from 0.
    PhraseProblem add_term(std::size_t term, std::string_view phrase);

    // The cues of any text, which the message channels have cut to its longest.
    Cues read(std::string_view text) const;

  private:
    using WordId = std::uint32_t;  // 0 is a word of no phrase

    struct Element {
        enum class Kind : std::uint8_t { word, optional, gap };
        Kind kind = Kind::word;
        std::uint64_t mask = 0;  // of the words, to tell most others apart at once
        std::vector<WordId> words;

        bool takes(WordId word) const;
    };

    struct Phrase {
        enum class Kind : std::uint8_t { meaning, courtesy, opening };
        Kind kind = Kind::meaning;
        std::size_t meaning = 0;  // a cue, the definition or a term
        CuePlace place = CuePlace::anywhere;
        bool asks = false;  // its sentence ends in a question mark
        std::string text = {};
        std::vector<Element> elements = {};
    };

    struct Start {                       // of a phrase: most are done with at their second word
        std::uint32_t phrase = 0;        // index of `phrases_`
        std::uint64_t next = all_words;  // of the words that may follow, as in an element's mask

        bool goes_on(WordId word) const { return (next >> (word % 64) & 1U) != 0; }
    };

    static constexpr std::uint64_t all_words = ~std::uint64_t{0};

    struct Word {
        WordId id = 0;
        std::uint32_t begin = 0;  // bytes of the folded text
        std::uint32_t end = 0;
        std::uint32_t sentence = 0;
        bool empty = false;    // a filler or a courtesy
        bool opening = false;  // may stand before a start
    };

    struct Line {  // a text being read
        std::string folded;
        std::vector<Word> words;
        std::vector<bool> asked;  // of each sentence, whether it ends in a question mark
    };

    struct Hit {  // a phrase found in words [begin, end)
        const Phrase* phrase = nullptr;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    WordId intern(std::string_view word);
    WordId id_of(std::string_view word) const;
    std::vector<std::string> words_of(std::string_view written) const;
    PhraseProblem add_variants(Phrase& phrase, std::string_view written, Element::Kind kind);
    PhraseProblem add_chunk(Phrase& phrase, std::string_view chunk);
    PhraseProblem add_phrase(Phrase phrase, std::string_view written);

    Line line_of(std::string_view text) const;
    void add_words(Line& line, std::string_view typed, bool elided, Word word) const;
    static std::optional<std::size_t> end_of_match(std::span<const Element> elements,
                                                   const std::vector<Word>& words,
                                                   std::size_t at);
    std::vector<Hit> hits_in(const Line& line) const;
    static void mark_empty(Line& line, const std::vector<Hit>& hits);
    static bool stands(const Hit& hit, const Line& line, const std::vector<Hit>& hits);
    static bool covers(std::initializer_list<std::size_t> meanings,
                       const Line& line,
                       const std::vector<Hit>& hits);
    static std::optional<FoundTerm> term_in(const Line& line, const std::vector<Hit>& hits);

    understanding::StringMap<std::vector<std::string>> abbreviations_;
    understanding::StringMap<std::vector<std::string>> groups_;
    understanding::StringMap<WordId> ids_;        // by spelling
    understanding::StringMap<WordId> ids_heard_;  // by sound
    WordId last_id_ = 0;
    std::vector<Phrase> phrases_;
    std::vector<std::vector<Start>> by_first_word_;
};

}  // namespace guichet
