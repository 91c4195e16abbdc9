// The cues of the real content, on messages of their own: tests/utterances/reperes.txt.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/support/real_content.hpp"

using namespace guichet;

namespace {

struct Example {
    Cue cue;
    bool has;
    std::string text;
};

std::vector<Example> examples() {
    std::ifstream file("tests/utterances/reperes.txt");
    REQUIRE(file);
    std::vector<Example> all;
    Cue cue = Cue::question;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('[')) {
            const auto key = std::ranges::find(cue_keys(), line.substr(1, line.size() - 2));
            REQUIRE(key != cue_keys().end());
            cue = static_cast<Cue>(key - cue_keys().begin());
        } else if (!line.starts_with('#')) {
            REQUIRE(line.size() > 2);
            all.push_back({cue, line.front() == '+', line.substr(2)});
        }
    }
    return all;
}

std::string describe(const Cues& cues) {
    std::string out;
    for (const FoundCue& one : cues.found) {
        out += fmt::format(" {} « {} »", cue_keys()[static_cast<std::size_t>(one.cue)], one.phrase);
    }
    return out;
}

}  // namespace

TEST_CASE("every cue is found where it is and nowhere else") {
    const CueRules& rules = tests::real_content().cues;
    for (const Example& example : examples()) {
        const Cues cues = rules.read(example.text);
        INFO(cue_keys()[static_cast<std::size_t>(example.cue)],
             ": ",
             example.text,
             " gives",
             describe(cues));
        CHECK(cues.has(example.cue) == example.has);
    }
}

TEST_CASE("every cue has examples for and against") {
    std::map<Cue, std::pair<int, int>> counts;
    for (const Example& example : examples()) {
        ++(example.has ? counts[example.cue].first : counts[example.cue].second);
    }
    CHECK(counts.size() == cue_keys().size());
    for (const auto& [cue, count] : counts) {
        INFO(cue_keys()[static_cast<std::size_t>(cue)]);
        CHECK(count.first >= 25);
        CHECK(count.second >= 15);
    }
}

TEST_CASE("a certain death is grief, and what decided is told") {
    const CueRules& rules = tests::real_content().cues;
    const Cues cues = rules.read("Bonjour, mon mari est DÉCÉDÉ en mai.");
    REQUIRE(cues.has(Cue::death_certain));
    CHECK(cues.has(Cue::grief));
    CHECK(cues.find(Cue::death_certain)->words == "mon mari est decede");
    CHECK_FALSE(cues.alone(Cue::death_certain));
    CHECK(rules.read("Merci !").alone(Cue::thanks));
    CHECK_FALSE(rules.read("Merci, combien je dois ?").alone(Cue::thanks));
}

TEST_CASE("any text is read") {
    const CueRules& rules = tests::real_content().cues;
    for (const std::string& text : {std::string(),
                                    std::string(" ?!."),
                                    std::string("\xff\xfe"),
                                    std::string(5000, 'a'),
                                    std::string("¿…… ??")}) {
        CHECK_NOTHROW(rules.read(text));
    }
}
