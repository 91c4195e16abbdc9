#include "engine/understanding/naive_bayes.hpp"

#include <cmath>

namespace guichet::understanding {

NaiveBayes::NaiveBayes(std::span<const LabelledVector> examples,
                       std::size_t classes,
                       std::size_t features,
                       double smoothing)
    : classes_(classes),
      smoothing_(smoothing),
      counts_(features * classes),
      totals_(classes, smoothing * static_cast<double>(features)) {
    for (const LabelledVector& example : examples) {
        if (example.counter) {
            continue;
        }
        for (const std::uint32_t feature : example.vector->indices) {
            counts_[feature * classes + example.label] += 1;
        }
        totals_[example.label] += static_cast<double>(example.vector->indices.size());
    }
    for (const double total : totals_) {
        logs_.push_back(std::log(total));
    }
}

void NaiveBayes::weigh(std::uint32_t feature, std::span<float> weights) const {
    const double never = std::log(smoothing_);
    double sum = 0;
    for (std::size_t label = 0; label < classes_; ++label) {
        const double count = static_cast<double>(counts_[feature * classes_ + label]);
        const double likelihood = (count > 0 ? std::log(count + smoothing_) : never) - logs_[label];
        weights[label] = static_cast<float>(likelihood);
        sum += likelihood;
    }
    for (float& weight : weights) {
        weight -= static_cast<float>(sum / static_cast<double>(classes_));
    }
}

float NaiveBayes::learned_from(const LabelledVector& example) const {
    const SparseVector& x = *example.vector;
    const double total = totals_[example.label];
    const double without = total - static_cast<double>(x.indices.size());
    double sum = 0;
    for (std::size_t k = 0; k < x.indices.size(); ++k) {
        const double count = static_cast<double>(counts_[x.indices[k] * classes_ + example.label]) + smoothing_;
        sum += static_cast<double>(x.values[k]) * (std::log(count / (count - 1)) - std::log(total / without));
    }
    return static_cast<float>(sum);
}

}  // namespace guichet::understanding
