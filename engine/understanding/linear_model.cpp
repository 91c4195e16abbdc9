#include "engine/understanding/linear_model.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
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

// The classes that are learned side by side: their weights of one feature fill a cache line. Vectors of
// GCC and Clang compute lane by lane and round like single floats, so every machine learns the same.
constexpr std::size_t lanes = 16;
using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

Lanes all(float value) {
    return value - Lanes{};
}

Lanes larger(Lanes a, Lanes b) {
    return a > b ? a : b;
}

Lanes smaller(Lanes a, Lanes b) {
    return a < b ? a : b;
}

// The problems of some classes: for each, min over a >= 0 of a'Qa/2 + sum a²/(4C) - sum a (Hsieh et
// al., 2008). Each lane is computed as if it were alone.
class ClassBlock {
  public:
    ClassBlock(std::span<const LabelledVector> examples, std::size_t first, std::size_t features, const LearningTuning& tuning)
        : tuning_(&tuning),
          examples_(examples),
          first_(first),
          slack_(static_cast<float>(1 / (2 * tuning.cost))),
          bias_square_(static_cast<float>(tuning.bias * tuning.bias)),
          alphas_(examples.size()),
          weights_(features) {}

    void solve() {
        Order order;
        std::vector<std::size_t> sequence(examples_.size());
        std::iota(sequence.begin(), sequence.end(), std::size_t{0});
        live_ = all(1);
        for (int round = 0; round < tuning_->most_rounds; ++round) {
            Lanes worst{};
            Lanes best{};
            for (std::size_t i = sequence.size(); i > 1; --i) {
                std::swap(sequence[i - 1], sequence[order.below(i)]);
            }
            for (std::size_t at = 0; at < sequence.size(); ++at) {
                if (at + 1 < sequence.size()) {
                    prefetch(sequence[at + 1]);
                }
                visit(sequence[at], worst, best);
            }
            float running = 0;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                live_[lane] = worst[lane] - best[lane] < static_cast<float>(tuning_->tolerance) ? 0.0F : live_[lane];
                running += live_[lane];
            }
            if (running == 0) {
                break;
            }
        }
    }

    float alpha(std::size_t example, std::size_t lane) const { return alphas_[example][lane]; }

    float weight(std::size_t feature, std::size_t lane) const { return weights_[feature][lane]; }

    float bias(std::size_t lane) const { return bias_[lane]; }

  private:
    // The rows of rare features lie far apart: their fetches overlap with the work on the example before.
    void prefetch(std::size_t i) const {
        for (const std::uint32_t index : examples_[i].vector->indices) {
            __builtin_prefetch(&weights_[index], 1);
        }
    }

    void visit(std::size_t i, Lanes& worst, Lanes& best) {
        const LabelledVector& example = examples_[i];
        const SparseVector& x = *example.vector;
        Lanes at = bias_;
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            at += weights_[x.indices[k]] * x.values[k];
        }
        // A counter-example speaks of its own class alone.
        const std::size_t own = example.label - first_;
        Lanes sign = all(-1);
        Lanes taking_part = example.counter ? Lanes{} : live_;
        if (own < lanes) {
            sign[own] = example.counter ? -1.0F : 1.0F;
            taking_part[own] = live_[own];
        }
        Lanes& alphas = alphas_[i];
        const Lanes gradient = (sign * at - 1 + slack_ * alphas) * taking_part;
        const Lanes projected = alphas == 0 ? smaller(gradient, Lanes{}) : gradient;
        worst = larger(worst, projected);
        best = smaller(best, projected);
        const Lanes after = larger(alphas - gradient / (1 + bias_square_ + slack_), Lanes{});
        const Lanes step = (after - alphas) * sign;
        alphas = after;
        if (!moves(step)) {
            return;
        }
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            weights_[x.indices[k]] += step * x.values[k];
        }
        bias_ += step * bias_square_;
    }

    static bool moves(const Lanes& step) {
        bool moved = false;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            moved = moved || step[lane] != 0;
        }
        return moved;
    }

    const LearningTuning* tuning_;
    std::span<const LabelledVector> examples_;
    std::size_t first_;
    float slack_;
    float bias_square_;
    std::vector<Lanes> alphas_;   // by example
    std::vector<Lanes> weights_;  // by feature
    Lanes bias_{};
    Lanes live_{};  // 1 until the class has settled, then 0
};

// One class taken out of its block, to be taught without a part of the examples.
class Problem {
  public:
    Problem(std::span<const LabelledVector> examples, std::size_t label, const ClassBlock& block, std::size_t lane,
            std::size_t features, const LearningTuning& tuning)
        : tuning_(&tuning), examples_(examples), label_(label), alphas_(examples.size()), weights_(features), bias_(block.bias(lane)) {
        for (std::size_t i = 0; i < alphas_.size(); ++i) {
            alphas_[i] = block.alpha(i, lane);
        }
        for (std::size_t feature = 0; feature < features; ++feature) {
            weights_[feature] = block.weight(feature, lane);
        }
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
        settle(std::move(active));
    }

    bool is_held_out(std::size_t i, std::size_t part) const {
        return !examples_[i].counter && i % tuning_->folds == part;
    }

    float margin(std::size_t i) const {
        const SparseVector& x = *examples_[i].vector;
        float sum = bias_;
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            sum += weights_[x.indices[k]] * x.values[k];
        }
        return sum;
    }

  private:
    bool positive(std::size_t i) const { return !examples_[i].counter && examples_[i].label == label_; }

    // Goes over the examples until their turn is done; those that clearly carry nothing are left out.
    void settle(std::vector<std::size_t> active) {
        Order order;
        float widest = std::numeric_limits<float>::infinity();
        for (int round = 0; round < tuning_->unlearning_rounds; ++round) {
            float worst = 0;
            for (std::size_t i = active.size(); i > 1; --i) {
                std::swap(active[i - 1], active[order.below(i)]);
            }
            for (std::size_t at = 0; at < active.size();) {
                const float gradient = gradient_of(active[at]);
                if (alphas_[active[at]] == 0 && gradient > widest) {
                    active[at] = active.back();
                    active.pop_back();
                    continue;
                }
                worst = std::max(worst, alphas_[active[at]] == 0 ? 0 : gradient);
                move(active[at], gradient);
                ++at;
            }
            widest = worst <= 0 ? std::numeric_limits<float>::infinity() : worst;
        }
    }

    float gradient_of(std::size_t i) const {
        const float at = margin(i);
        return (positive(i) ? at : -at) - 1 + slack() * alphas_[i];
    }

    void move(std::size_t i, float gradient) {
        const float before = alphas_[i];
        alphas_[i] = std::max(before - gradient / (1 + bias_square() + slack()), 0.0F);
        if (alphas_[i] != before) {
            add(i, alphas_[i] - before);
        }
    }

    float slack() const { return static_cast<float>(1 / (2 * tuning_->cost)); }

    float bias_square() const { return static_cast<float>(tuning_->bias * tuning_->bias); }

    // `amount` more of example `i` in the weights.
    void add(std::size_t i, float amount) {
        const SparseVector& x = *examples_[i].vector;
        const float step = positive(i) ? amount : -amount;
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            weights_[x.indices[k]] += step * x.values[k];
        }
        bias_ += step * bias_square();
    }

    const LearningTuning* tuning_;
    std::span<const LabelledVector> examples_;
    std::size_t label_;
    std::vector<float> alphas_;
    std::vector<float> weights_;
    float bias_;
};

// Calls `work` once for each number below `count`, on every core. A class depends on no other, so the
// result does not depend on the number of cores.
void for_each_below(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
        for (std::size_t number = next++; number < count; number = next++) {
            work(number);
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
    for_each_below((classes + lanes - 1) / lanes, [&](std::size_t number) {
        const std::size_t first = number * lanes;
        ClassBlock block(examples, first, features, tuning);
        block.solve();
        for (std::size_t label = first; label < std::min(first + lanes, classes); ++label) {
            const std::size_t lane = label - first;
            for (std::size_t feature = 0; feature < features; ++feature) {
                weights_[feature * classes + label] = block.weight(feature, lane);
            }
            bias_[label] = block.bias(lane);
            if (held_out == nullptr) {
                continue;
            }
            const Problem whole(examples, label, block, lane, features, tuning);
            for (std::size_t part = 0; part < tuning.folds; ++part) {
                Problem partial = whole;
                partial.forget(part);
                for (std::size_t i = 0; i < examples.size(); ++i) {
                    if (partial.is_held_out(i, part)) {
                        (*held_out)[i * classes + label] = partial.margin(i);
                    }
                }
            }
        }
    });
    add(NaiveBayes(examples, classes, features, tuning.bayes_smoothing), tuning.bayes, examples, held_out);
}

void LinearModel::add(const NaiveBayes& bayes, float share, std::span<const LabelledVector> examples, std::vector<float>* held_out) {
    std::vector<float> all(weights_.size());
    for (std::size_t feature = 0; feature * classes() < weights_.size(); ++feature) {
        const std::span<float> row = std::span(all).subspan(feature * classes(), classes());
        bayes.weigh(static_cast<std::uint32_t>(feature), row);
        for (std::size_t label = 0; label < classes(); ++label) {
            row[label] *= share;
            weights_[feature * classes() + label] += row[label];
        }
    }
    if (held_out == nullptr) {
        return;
    }
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (examples[i].counter) {
            continue;
        }
        const SparseVector& x = *examples[i].vector;
        const std::span<float> margins = std::span(*held_out).subspan(i * classes(), classes());
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            for (std::size_t label = 0; label < classes(); ++label) {
                margins[label] += x.values[k] * all[x.indices[k] * classes() + label];
            }
        }
        margins[examples[i].label] -= share * bayes.learned_from(examples[i]);
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
