#pragma once
// Multinomial naive Bayes: how much likelier a feature is in the examples of a class than in those
// of an average class. It learns what a class has, where the support vectors learn what sets it
// apart from the others; their sum is right more often than either (Wang and Manning, 2012). Tested
// by tests/unit/understanding.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/understanding/features.hpp"

namespace guichet::understanding {

class NaiveBayes {
  public:
    // `smoothing` is added to every count. Counter-examples teach nothing here: they say what a
    // class is not. The examples must outlive it.
    NaiveBayes(std::span<const LabelledVector> examples,
               std::size_t classes,
               std::size_t features,
               double smoothing);

    // Fills in, by feature, the logarithm of its likelihood in a class over the mean of these
    // logarithms; and, for the examples of the class, how much of its own score each owes to having
    // been learned itself (`owed`, by example).
    void learn(std::size_t label, std::span<float> weights, std::span<float> owed) const;

  private:
    // In how many examples of a class each feature is; `counts` is all zeros.
    void count(std::size_t label, std::span<float> counts) const;

    std::span<const LabelledVector> examples_;
    std::vector<std::vector<std::uint32_t>> by_class_;
    float smoothing_;
    std::vector<float> totals_;  // by class, smoothed
    std::vector<float> mean_;    // by feature, over the classes
};

}  // namespace guichet::understanding
