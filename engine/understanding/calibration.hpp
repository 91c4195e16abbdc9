#pragma once
// From margins to decisions: how likely the first candidate is right, and what that is worth.
// Fitted by cross-validation on the content's own examples. Tested by tests/unit/understanding.
#include <array>
#include <cstddef>
#include <span>

#include "engine/understanding/matcher.hpp"
#include "engine/understanding/tuning.hpp"

namespace guichet::understanding {

// What the confidence in the first candidate rests on.
struct Grounds {
    double margin = 0;       // of the first candidate
    double lead = 0;         // over the second
    double known_share = 0;  // of the words, how many the content knows, 0..1
};

// A held-out example: what a model that had not seen it made of it.
struct Trial {
    Grounds grounds;
    std::array<std::size_t, 3> best{};  // first three candidates
    std::size_t label = 0;              // what it is
    bool out_of_scope = false;          // it belongs to a background intent
    bool first_is_background = false;
};

class Calibration {
  public:
    Calibration() = default;

    // Fits the confidence and chooses the thresholds that cost least on the trials.
    Calibration(std::span<const Trial> trials, const Prices& prices);

    // The probability that the first candidate is right.
    double confidence(const Grounds& grounds) const;

    // Whether that is enough for an answer, a question, or neither.
    Decision decide(double confidence) const;

    double match_from() const { return match_from_; }

    double clarify_from() const { return clarify_from_; }

  private:
    std::array<double, 4> weights_{-1, 1, 1, 1};
    double match_from_ = 0.75;
    double clarify_from_ = 0.4;
};

}  // namespace guichet::understanding
