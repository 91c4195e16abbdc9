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

    // The logarithm of a feature's likelihood in a class over the mean of these logarithms.
    float weight(std::size_t feature, std::size_t label) const {
        return log_of_count_[count(feature, label)] - log_of_total_[label] - mean_[feature];
    }

    // How much of an example's score for its own class it owes to having been learned itself.
    float learned_from(const LabelledVector& example) const;

  private:
    std::uint16_t count(std::size_t feature, std::size_t label) const {
        return counts_[label * mean_.size() + feature];
    }

    double smoothing_;
    std::vector<std::uint16_t> counts_;  // a row a class, a column a feature: in how many examples
    std::vector<double> totals_;         // by class, smoothed
    std::vector<float> log_of_count_;    // smoothed
    std::vector<float> log_of_total_;    // by class
    std::vector<float> mean_;            // by feature, over the classes
};

}  // namespace guichet::understanding
