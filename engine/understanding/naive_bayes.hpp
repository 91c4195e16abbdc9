#pragma once
// Multinomial naive Bayes: how much likelier a feature is in the examples of a class than in those of
// an average class. It learns what a class has, where the support vectors learn what sets it apart from
// the others; their sum is right more often than either (Wang and Manning, 2012).
// Tested by tests/unit/understanding.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/understanding/features.hpp"

namespace guichet::understanding {

class NaiveBayes {
  public:
    // `smoothing` is added to every count. Counter-examples teach nothing here: they say what a class
    // is not.
    NaiveBayes(std::span<const LabelledVector> examples,
               std::size_t classes,
               std::size_t features,
               double smoothing);

    // Fills in the weights of one feature, a class each: logarithms of its likelihood over the mean of
    // these logarithms. They add up to 0.
    void weigh(std::uint32_t feature, std::span<float> weights) const;

    // How much of an example's score for its own class it owes to having been learned itself.
    float learned_from(const LabelledVector& example) const;

  private:
    std::size_t classes_;
    double smoothing_;
    std::vector<float> counts_;   // a row a feature, a column a class: in how many examples
    std::vector<double> totals_;  // by class, smoothed
    std::vector<double> logs_;    // of the totals
};

}  // namespace guichet::understanding
