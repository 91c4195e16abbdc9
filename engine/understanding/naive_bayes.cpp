#include "engine/understanding/naive_bayes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace guichet::understanding {

NaiveBayes::NaiveBayes(std::span<const LabelledVector> examples,
                       std::size_t classes,
                       std::size_t features,
                       double smoothing)
    : smoothing_(smoothing),
      counts_(features * classes),
      totals_(classes, smoothing * static_cast<double>(features)),
      mean_(features) {
    constexpr std::uint16_t most = std::numeric_limits<std::uint16_t>::max();
    std::uint16_t highest = 0;
    for (const LabelledVector& example : examples) {
        if (example.counter) {
            continue;
        }
        for (const Term& term : example.terms) {
            std::uint16_t& count = counts_[example.label * features + term.index];
            count = count < most ? static_cast<std::uint16_t>(count + 1) : most;
            highest = std::max(highest, count);
        }
        totals_[example.label] += static_cast<double>(example.terms.size());
    }
    for (std::size_t count = 0; count <= highest; ++count) {
        log_of_count_.push_back(static_cast<float>(std::log(static_cast<double>(count) + smoothing)));
    }
    for (const double total : totals_) {
        log_of_total_.push_back(static_cast<float>(std::log(total)));
    }
    for (std::size_t label = 0; label < classes; ++label) {
        for (std::size_t feature = 0; feature < features; ++feature) {
            mean_[feature] += (log_of_count_[count(feature, label)] - log_of_total_[label]) / static_cast<float>(classes);
        }
    }
}

float NaiveBayes::learned_from(const LabelledVector& example) const {
    const double total = totals_[example.label];
    const double without = total - static_cast<double>(example.terms.size());
    double sum = 0;
    for (const Term& term : example.terms) {
        const double smoothed = static_cast<double>(count(term.index, example.label)) + smoothing_;
        sum += static_cast<double>(term.value) * (std::log(smoothed / (smoothed - 1)) - std::log(total / without));
    }
    return static_cast<float>(sum);
}

}  // namespace guichet::understanding
