// What people may write that the content has never seen: the bars below must hold after every
// change of the content or of the matcher. `guichet evaluate tests/utterances/web.jsonl` says what
// is confused.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <string>

#include "tests/support/real_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using tests::real_content;

namespace {

struct Measured {
    double in_scope = 0;
    double first = 0;
    double wrong = 0;  // another intent, answered without asking
    double out_of_scope = 0;
    double answered = 0;  // of those out of scope
};

Measured measure(const std::string& file) {
    Measured measured;
    std::ifstream lines("tests/utterances/" + file);
    for (std::string line; std::getline(lines, line);) {
        const boost::json::value one = boost::json::parse(line);
        const std::string intent(one.at("intent").as_string());
        const MatchResult found =
            real_content().matcher.match(std::string_view(one.at("text").as_string()));
        const bool right = found.candidates.front().intent == intent;
        const bool answered = found.decision == Decision::match;
        if (intent == "hors-sujet") {
            measured.out_of_scope += 1;
            measured.answered += answered ? 1 : 0;
        } else {
            measured.in_scope += 1;
            measured.first += right ? 1 : 0;
            measured.wrong += answered && !right ? 1 : 0;
        }
    }
    return measured;
}

}  // namespace

TEST_CASE("understanding: utterances that are never learned from") {
    struct Bar {
        const char* file;
        double first;
        double wrong;
    };

    for (const Bar& bar : {Bar{"web.jsonl", 0.95, 0.02},
                           Bar{"telephone.jsonl", 0.93, 0.03},
                           Bar{"difficiles.jsonl", 0.95, 0.02},
                           Bar{"personnes.jsonl", 0.92, 0.03}}) {
        CAPTURE(bar.file);
        const Measured found = measure(bar.file);
        REQUIRE(found.in_scope > 200);
        CHECK(found.first / found.in_scope >= bar.first);
        CHECK(found.wrong / found.in_scope <= bar.wrong);
        CHECK(found.answered / found.out_of_scope <= 0.05);
    }
}

TEST_CASE(
    "understanding: a clarification also names what is less likely, and it is often the one "
    "meant") {
    std::ifstream lines("tests/utterances/web.jsonl");
    int less_likely = 0;
    for (std::string line; std::getline(lines, line);) {
        const boost::json::value one = boost::json::parse(line);
        tests::Talk talk(real_content());
        talk.say(std::string(one.at("text").as_string()));
        if (talk.last.asks != "clarifier") {
            continue;
        }
        const auto candidates =
            real_content().matcher.match(std::string_view(one.at("text").as_string())).candidates;
        // Against the likeliest that could be offered.
        double best = 0;
        for (const Candidate& candidate : candidates) {
            best = talk.offered(candidate.intent) ? std::max(best, candidate.score) : best;
        }
        less_likely += std::ranges::any_of(candidates, [&](const Candidate& candidate) {
            return candidate.score < 0.4 * best && talk.offered(candidate.intent);
        });
    }
    CHECK(less_likely > 0);
}
