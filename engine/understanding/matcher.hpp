#pragma once
// Finds the intent of an utterance, and can say why. Trained when the content is compiled,
// deterministic (same sources, same weights, byte for byte), immutable afterwards and so shareable
// between threads. Tested by tests/unit/understanding.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guichet {

// An author's rule: the words that must all stand in one sentence, each with its alternatives
// ("chèque impayé|rejeté" gives {{"chèque"}, {"impayé", "rejeté"}}). Compared as stems.
struct Rule {
    std::vector<std::vector<std::string>> words;
    std::string text;  // as the author wrote it, for the explanation
};

// What an intent is learned from.
struct IntentSource {
    std::string id;
    std::string title;  // of its button: typed, it means the same; not learned from. May be empty
    std::vector<std::string> examples;
    std::vector<std::string> counter_examples;  // close sentences that are NOT this intent
    std::vector<Rule> asserts;                  // any one that holds makes it a match
    std::vector<Rule> vetoes;                   // any one that holds forbids it
    bool background = false;                    // out of scope: its match is a fallback
};

// Words under one name.
struct WordGroup {
    std::string name;  // what explanations show
    std::vector<std::string> words;
};

// How people write, as editors list it: read before anything else. Of what is listed twice, the
// first stays.
struct Lexicon {
    std::vector<std::pair<std::string, std::string>> abbreviations;  // "pk" -> "pourquoi"
    std::vector<WordGroup> families;      // the forms of irregular verbs, pronouns and articles
    std::vector<WordGroup> synonyms;      // words and phrases near in meaning
    std::vector<std::string> greetings;   // "bonjour": dropped in front of a need
    std::vector<std::string> links;       // "et", "mais": no part of an example in front of it
    std::vector<std::string> courtesies;  // "merci d'avance": dropped
};

enum class Decision { match, clarify, fallback };

// Which stage decided.
enum class MatchReason {
    none,             // nothing was asked of the matcher
    nothing_learned,  // it knows no intent
    exact,            // an example, word for word
    rule,             // an author's rule: MatchResult::rule
    floor,            // too little of the text is known to answer it
    background,       // what lies outside the FAQ comes first
    model,            // the weighted model
};

// One word or feature that counted, for or against.
struct Evidence {
    std::string feature;  // readable: "cheque", "cheque + impaye", "=impaye" (synonyms), "~cheque~"
                          // (pieces)
    double weight = 0;
};

struct Candidate {
    std::string intent;
    double score = 0;  // calibrated probability, 0..1
};

struct MatchResult {
    Decision decision = Decision::fallback;
    std::vector<Candidate> candidates;  // best first, at least three when there are three intents
    bool out_of_scope =
        false;  // surely: a background intent comes first, and nothing else is meant
    MatchReason reason = MatchReason::none;
    std::string rule;  // the text of the rule that decided; empty: none did
};

// What `guichet explain` shows, step by step.
struct Explanation {
    MatchResult result;
    std::vector<std::pair<std::string, std::string>> steps;  // (stage, text after it)
    std::vector<std::pair<std::string, std::vector<Evidence>>>
        evidence;  // per candidate, strongest first
};

class Matcher {
  public:
    // Learns from the sources, on all the processor's cores.
    static Matcher train(const std::vector<IntentSource>& sources, const Lexicon& lexicon);

    Matcher();  // knows nothing: every text is a fallback
    Matcher(Matcher&&) noexcept;
    Matcher& operator=(Matcher&&) noexcept;
    ~Matcher();

    MatchResult match(std::string_view utterance) const;
    Explanation explain(std::string_view utterance) const;

    // For each utterance, the numbers of the `most` examples that are most like it in the eyes of
    // the model, the most alike first. For reports: it reads all the examples.
    std::vector<std::vector<std::size_t>> closest(std::span<const std::string> utterances,
                                                  std::span<const std::string> examples,
                                                  std::size_t most) const;

  private:
    struct Model;
    std::unique_ptr<const Model> model_;
};

// The name of a decision in JSON and YAML: "match", "clarify", "fallback".
std::string_view decision_name(Decision decision);

// The reason in French, with the rule that decided: "exact", "règle : …", "modèle"…; "" for none.
std::string reason_in_french(const MatchResult& result);

}  // namespace guichet
