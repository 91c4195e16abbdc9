#include "engine/understanding/linear_model.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>

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
        : tuning_(&tuning), examples_(examples), label_(label), alphas_(examples.size()), weights_(features) {}

    void solve() {
        std::vector<std::size_t> active;
        for (std::size_t i = 0; i < examples_.size(); ++i) {
            if (!examples_[i].counter || examples_[i].label == label_) {
                active.push_back(i);
            }
        }
        descend(std::move(active), tuning_->most_rounds);
    }

    // Unlearns the examples of one part, then settles those that carry the model and the class's own.
    void forget(std::size_t part) {
        std::vector<std::size_t> active;
        for (std::size_t i = 0; i < examples_.size(); ++i) {
            if (is_held_out(i, part)) {
                add(i, -alphas_[i]);
                alphas_[i] = 0;
            } else if (alphas_[i] > 0 || positive(i)) {
                active.push_back(i);
            }
        }
        descend(std::move(active), tuning_->unlearning_rounds);
    }

    bool is_held_out(std::size_t i, std::size_t part) const {
        return !examples_[i].counter && i % tuning_->folds == part;
    }

    double margin(std::size_t i) const {
        const SparseVector& x = *examples_[i].vector;
        float sum = 0;
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            sum += weights_[x.indices[k]] * x.values[k];
        }
        return static_cast<double>(sum) + bias_;
    }

    const std::vector<float>& weights() const { return weights_; }

    double bias() const { return bias_; }

  private:
    void descend(std::vector<std::size_t> active, int most_rounds) {
        Order order;
        double widest = std::numeric_limits<double>::infinity();
        for (int round = 0; round < most_rounds; ++round) {
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
            if (worst - best < tuning_->tolerance) {
                break;
            }
            widest = worst <= 0 ? std::numeric_limits<double>::infinity() : worst;
        }
    }

    bool positive(std::size_t i) const { return !examples_[i].counter && examples_[i].label == label_; }

    double slack() const { return 1 / (2 * tuning_->cost); }

    double gradient_of(std::size_t i) const {
        const double at = margin(i);
        return (positive(i) ? at : -at) - 1 + slack() * alphas_[i];
    }

    void move(std::size_t i, double gradient) {
        const double before = alphas_[i];
        alphas_[i] = std::max(before - gradient / (1 + tuning_->bias * tuning_->bias + slack()), 0.0);
        add(i, alphas_[i] - before);
    }

    // `amount` more of example `i` in the weights.
    void add(std::size_t i, double amount) {
        const SparseVector& x = *examples_[i].vector;
        const double step = amount * (positive(i) ? 1 : -1);
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            weights_[x.indices[k]] += static_cast<float>(step) * x.values[k];
        }
        bias_ += step * tuning_->bias * tuning_->bias;
    }

    const LearningTuning* tuning_;
    std::span<const LabelledVector> examples_;
    std::size_t label_;
    std::vector<double> alphas_;
    std::vector<float> weights_;
    double bias_ = 0;
};

// Calls `work` once for each class, on every core. A class depends on no other, so the result does
// not depend on the number of cores.
void for_each_class(std::size_t classes, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
        for (std::size_t label = next++; label < classes; label = next++) {
            work(label);
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) {
        others.emplace_back(worker);
    }
    worker();
}

}  // namespace

LinearModel::LinearModel(std::span<const LabelledVector> examples,
                         std::size_t classes,
                         std::size_t features,
                         const LearningTuning& tuning,
                         std::vector<float>* held_out)
    : weights_(classes * features), bias_(classes) {
    if (held_out != nullptr) {
        held_out->assign(examples.size() * classes, 0);
    }
    for_each_class(classes, [&](std::size_t label) {
        Problem whole(examples, label, features, tuning);
        whole.solve();
        for (std::size_t feature = 0; feature < features; ++feature) {
            if (whole.weights()[feature] != 0) {
                weights_[feature * classes + label] = whole.weights()[feature];
            }
        }
        bias_[label] = static_cast<float>(whole.bias());
        for (std::size_t part = 0; held_out != nullptr && part < tuning.folds; ++part) {
            Problem partial = whole;
            partial.forget(part);
            for (std::size_t i = 0; i < examples.size(); ++i) {
                if (partial.is_held_out(i, part)) {
                    (*held_out)[i * classes + label] = static_cast<float>(partial.margin(i));
                }
            }
        }
    });
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
