#include "engine/understanding/naive_bayes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {

NaiveBayes::NaiveBayes(std::span<const LabelledVector> examples,
                       std::size_t classes,
                       std::size_t features,
                       double smoothing)
    : examples_(examples),
      by_class_(classes),
      smoothing_(static_cast<float>(smoothing)),
      totals_(classes, static_cast<float>(smoothing * static_cast<double>(features))),
      mean_(features) {
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
        if (!examples[i].counter) {
            by_class_[examples[i].label].push_back(i);
            totals_[examples[i].label] += static_cast<float>(examples[i].terms.size());
        }
    }
    const float never = std::log(smoothing_);
    float nothing = 0;  // the mean for a feature that no class has
    for (const float total : totals_) {
        nothing += (never - std::log(total)) / static_cast<float>(classes);
    }
    std::array<std::vector<float>, parts> shares;  // in the mean, of a part of the classes
    for_each_part(classes, [&](std::size_t part, std::size_t begin, std::size_t end) {
        std::vector<float>& share = shares[part];
        share.resize(features);
        std::vector<float> counts(features);
        for (std::size_t label = begin; label < end; ++label) {
            count(label, counts);
            for (const std::uint32_t i : by_class_[label]) {
                for (const PackedTerm term : examples_[i].terms) {
                    float& times = counts[term.index()];
                    if (times > 0) {
                        share[term.index()] +=
                            (std::log(times + smoothing_) - never) / static_cast<float>(classes);
                        times = 0;
                    }
                }
            }
        }
    });
    std::ranges::fill(mean_, nothing);
    for (const std::vector<float>& share : shares) {
        std::ranges::transform(mean_, share, mean_.begin(), std::plus{});
    }
}

void NaiveBayes::count(std::size_t label, std::span<float> counts) const {
    for (const std::uint32_t i : by_class_[label]) {
        for (const PackedTerm term : examples_[i].terms) {
            counts[term.index()] += 1;
        }
    }
}

void NaiveBayes::learn(std::size_t label, std::span<float> weights, std::span<float> owed) const {
    std::ranges::fill(weights, 0.0F);
    count(label, weights);
    const float total = totals_[label];
    for (const std::uint32_t i : by_class_[label]) {
        const std::span<const PackedTerm> terms = examples_[i].terms;
        const float without = std::log(total / (total - static_cast<float>(terms.size())));
        float sum = 0;
        for (const PackedTerm term : terms) {
            const float times = weights[term.index()] + smoothing_;
            sum += term.value() * (std::log(times / (times - 1)) - without);
        }
        owed[i] = sum;
    }
    const float never = std::log(smoothing_);
    const float whole = std::log(total);
    for (std::size_t feature = 0; feature < weights.size(); ++feature) {
        const float times = weights[feature];
        weights[feature] =
            (times > 0 ? std::log(times + smoothing_) : never) - whole - mean_[feature];
    }
}

}  // namespace guichet::understanding
