#pragma once
// How well a matcher does on utterances whose intent is known.
#include <boost/json/object.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/understanding/matcher.hpp"
#include "tools/guichet/labelled_text.hpp"

namespace guichet::tools {

struct Judged {
    LabelledText expected;
    MatchResult found;
};

// Counts over in-scope utterances unless it says otherwise.
struct Tally {
    std::size_t in_scope = 0;
    std::size_t first = 0;     // the right intent is the first candidate
    std::size_t in_three = 0;  // it is among the first three
    std::size_t matched = 0;   // answered without asking
    std::size_t wrongly_matched = 0;
    std::size_t clarified = 0;
    std::size_t well_clarified = 0;  // the right intent is among the choices
    std::size_t out_of_scope = 0;
    std::size_t answered_out_of_scope = 0;  // matched to an intent that is in scope
};

// A text that was taken for another intent's, and the examples of that intent that are most like
// it.
struct Confused {
    struct Attraction {
        std::string text;
        Source source;
    };

    std::string text;
    std::vector<Attraction> attractions;
};

struct Confusion {
    std::string expected;
    std::string found;
    std::vector<Confused> texts;
};

// One tenth of the confidence scale: what was promised, what came true.
struct Reliability {
    std::size_t count = 0;
    double promised = 0;  // sum of the scores
    std::size_t kept = 0;
};

struct Evaluation {
    Tally all;
    std::map<std::string, Tally> by_style;
    double macro_f1 = 0;
    std::vector<Confusion> confusions;  // most frequent first
    std::vector<Reliability> reliability;
};

// `background` names the intents that are out of scope.
Evaluation evaluate(const std::vector<Judged>& judged, const std::set<std::string>& background);

// Names the examples that attract each confused text.
void find_attractions(Evaluation& evaluation, const Catalog& catalog);

// The report an editor reads, in French; `most_confusions` bounds its longest part.
std::string to_text(const Evaluation& evaluation, std::size_t most_confusions);
boost::json::object to_json(const Evaluation& evaluation);

}  // namespace guichet::tools
