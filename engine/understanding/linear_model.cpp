#include "engine/understanding/linear_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace guichet::understanding {
namespace {

// A fixed pseudo-random order (linear congruential, Knuth's constants).
class Order {
  public:
    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state_ >> 33) % limit);
    }

  private:
    std::uint64_t state_ = 42;
};

// One class's problem: min over a >= 0 of a'Qa/2 + sum a²/(4C) - sum a (Hsieh et al., 2008).
class Problem {
  public:
    Problem(std::span<const LabelledVector> examples,
            std::size_t label,
            std::size_t features,
            const LearningTuning& tuning)
        : tuning_(tuning), label_(label), weights_(features) {
        for (const LabelledVector& example : examples) {
            if (!example.counter || example.label == label) {
                examples_.push_back(&example);
            }
        }
        alphas_.resize(examples_.size());
    }

    void solve() {
        std::vector<std::size_t> active(examples_.size());
        for (std::size_t i = 0; i < active.size(); ++i) {
            active[i] = i;
        }
        Order order;
        double widest = std::numeric_limits<double>::infinity();
        for (int round = 0; round < tuning_.most_rounds; ++round) {
            double worst = 0;
            double best = 0;
            for (std::size_t i = active.size(); i > 1; --i) {
                std::swap(active[i - 1], active[order.below(i)]);
            }
            for (std::size_t at = 0; at < active.size();) {
                const double gradient = gradient_of(active[at]);
                double projected = gradient;
                if (alphas_[active[at]] == 0) {
                    if (gradient > widest) {
                        active[at] = active.back();
                        active.pop_back();
                        continue;
                    }
                    projected = std::min(gradient, 0.0);
                }
                worst = std::max(worst, projected);
                best = std::min(best, projected);
                if (std::abs(projected) > 1e-12) {
                    move(active[at], gradient);
                }
                ++at;
            }
            if (worst - best < tuning_.tolerance) {
                break;
            }
            widest = worst <= 0 ? std::numeric_limits<double>::infinity() : worst;
        }
    }

    const std::vector<float>& weights() const { return weights_; }

    double bias() const { return bias_; }

  private:
    bool positive(std::size_t i) const {
        return !examples_[i]->counter && examples_[i]->label == label_;
    }

    double slack(std::size_t i) const {
        const double cost = tuning_.cost * (positive(i) ? tuning_.positive_cost : 1);
        return 1 / (2 * cost);
    }

    double gradient_of(std::size_t i) const {
        const SparseVector& x = *examples_[i]->vector;
        float sum = 0;
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            sum += weights_[x.indices[k]] * x.values[k];
        }
        const double margin = static_cast<double>(sum) + bias_;
        return (positive(i) ? margin : -margin) - 1 + slack(i) * alphas_[i];
    }

    void move(std::size_t i, double gradient) {
        const SparseVector& x = *examples_[i]->vector;
        const double before = alphas_[i];
        const double bias_part = tuning_.bias * tuning_.bias;
        alphas_[i] = std::max(before - gradient / (1 + bias_part + slack(i)), 0.0);
        const double step = (alphas_[i] - before) * (positive(i) ? 1 : -1);
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            weights_[x.indices[k]] += static_cast<float>(step) * x.values[k];
        }
        bias_ += step * bias_part;
    }

    const LearningTuning& tuning_;
    std::size_t label_;
    std::vector<const LabelledVector*> examples_;
    std::vector<double> alphas_;
    std::vector<float> weights_;
    double bias_ = 0;
};

}  // namespace

LinearModel::LinearModel(std::span<const LabelledVector> examples,
                         std::size_t classes,
                         std::size_t features,
                         const LearningTuning& tuning)
    : weights_(classes * features), bias_(classes) {
    for (std::size_t label = 0; label < classes; ++label) {
        Problem problem(examples, label, features, tuning);
        problem.solve();
        for (std::size_t feature = 0; feature < features; ++feature) {
            weights_[feature * classes + label] = problem.weights()[feature];
        }
        bias_[label] = static_cast<float>(problem.bias());
    }
}

std::vector<float> LinearModel::margins(const SparseVector& vector) const {
    std::vector<float> out = bias_;
    const std::size_t classes = out.size();
    for (std::size_t k = 0; k < vector.indices.size(); ++k) {
        const float* row = weights_.data() + vector.indices[k] * classes;
        const float value = vector.values[k];
        for (std::size_t c = 0; c < classes; ++c) {
            out[c] += value * row[c];
        }
    }
    return out;
}

}  // namespace guichet::understanding
