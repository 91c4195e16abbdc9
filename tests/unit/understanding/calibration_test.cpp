#include "engine/understanding/calibration.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace guichet::understanding;

namespace {

// Trials whose first candidate is right the more often, the higher its margin.
std::vector<Trial> trials_of(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Trial> trials;
    trials.reserve(2000);
    for (int i = 0; i < 2000; ++i) {
        const double margin = static_cast<double>(random() % 2000) / 1000 - 0.5;
        const bool right = static_cast<double>(random() % 1000) / 1000 < margin + 0.3;
        Trial trial;
        trial.grounds = {margin, margin, 1};
        trial.best = {right ? 0UL : 1UL, right ? 1UL : 0UL, 2UL};
        trials.push_back(trial);
    }
    return trials;
}

}  // namespace

TEST_CASE("confidence follows the margin, and a dearer wrong answer asks for more of it") {
    const std::vector<Trial> trials = trials_of(1);
    const Calibration calibration(trials, {});
    CHECK(calibration.confidence({0.9, 0.9, 1}) > calibration.confidence({0.2, 0.2, 1}));
    CHECK(calibration.clarify_from() < calibration.match_from());
    Prices dearer;
    dearer.wrong_answer *= 3;
    CHECK(Calibration(trials, dearer).match_from() > calibration.match_from());
}

TEST_CASE("the threshold for an answer does not hang on which trials there happened to be") {
    std::vector<double> thresholds;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        thresholds.push_back(Calibration(trials_of(seed), {}).match_from());
    }
    const auto [least, most] = std::ranges::minmax(thresholds);
    CHECK(most - least <= 0.05);
}

TEST_CASE("a fit whose full steps would overshoot finds what it seeks") {
    const Grounds usual{0.5, 1, 0.2};
    const Grounds odd[] = {{50, 5, 1}, {-20, 5, 0.2}};
    std::vector<Trial> trials(50, Trial{});
    for (Trial& trial : trials) {
        trial.grounds = usual;
        trial.best = {0, 1, 2};
    }
    for (const Grounds& grounds : odd) {
        trials.push_back(trials.front());
        trials.back().grounds = grounds;
    }
    // All are right.
    const Calibration calibration(trials, {});
    CHECK(calibration.confidence(usual) > 0.9);
    CHECK(calibration.confidence(odd[0]) > 0.9);
    CHECK(calibration.confidence(odd[1]) > 0.9);
}
