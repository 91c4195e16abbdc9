#include "engine/understanding/linear_model.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/understanding/parallel.hpp"

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

using Flags = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t))));

bool any(Flags flags) {
    std::int32_t found = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        found |= flags[lane];
    }
    return found != 0;
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
        widest_ = all(std::numeric_limits<float>::infinity());
        for (int round = 0; round < tuning_->most_rounds; ++round) {
            Lanes worst{};
            Lanes best{};
            for (std::size_t i = sequence.size(); i > 1; --i) {
                std::swap(sequence[i - 1], sequence[order.below(i)]);
            }
            std::size_t kept = 0;
            for (std::size_t at = 0; at < sequence.size(); ++at) {
                if (at + 1 < sequence.size()) {
                    prefetch(sequence[at + 1]);
                }
                if (visit(sequence[at], worst, best)) {
                    sequence[kept++] = sequence[at];
                }
            }
            sequence.resize(kept);
            widest_ = worst > 0 ? worst : all(std::numeric_limits<float>::infinity());
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

    // By example and by feature, a lane a class.
    std::span<const Lanes> alphas() const { return alphas_; }

    std::span<const Lanes> weights() const { return weights_; }

    float bias(std::size_t lane) const { return bias_[lane]; }

  private:
    // The rows of rare features lie far apart: their fetches overlap with the work on the example before.
    void prefetch(std::size_t i) const {
        for (const std::uint32_t index : examples_[i].vector->indices) {
            __builtin_prefetch(&weights_[index], 1);
        }
    }

    // Whether the example may still carry a class: one that is right by more than the worst step of the
    // last round everywhere is left out from now on.
    bool visit(std::size_t i, Lanes& worst, Lanes& best) {
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
        const bool carries = any(((alphas != 0) | (gradient <= widest_)) & (taking_part != 0));
        const Lanes after = larger(alphas - gradient / (1 + bias_square_ + slack_), Lanes{});
        const Lanes step = (after - alphas) * sign;
        alphas = after;
        if (!any(step != 0)) {
            return carries;
        }
        for (std::size_t k = 0; k < x.indices.size(); ++k) {
            weights_[x.indices[k]] += step * x.values[k];
        }
        bias_ += step * bias_square_;
        return carries;
    }

    const LearningTuning* tuning_;
    std::span<const LabelledVector> examples_;
    std::size_t first_;
    float slack_;
    float bias_square_;
    std::vector<Lanes> alphas_;   // by example
    std::vector<Lanes> weights_;  // by feature
    Lanes bias_{};
    Lanes live_{};    // 1 until the class has settled, then 0
    Lanes widest_{};  // the worst step of the last round
};

// One class taken out of its block, to be taught without a part of the examples.
class Problem {
  public:
    Problem(std::span<const LabelledVector> examples, std::size_t label, std::vector<float> alphas,
            std::vector<float> weights, float bias, const LearningTuning& tuning)
        : tuning_(&tuning),
          examples_(examples),
          label_(label),
          alphas_(std::move(alphas)),
          weights_(std::move(weights)),
          bias_(bias) {}

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

// A row a lane.
std::array<std::vector<float>, lanes> turned(std::span<const Lanes> columns) {
    std::array<std::vector<float>, lanes> rows;
    for (std::vector<float>& row : rows) {
        row.resize(columns.size());
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            rows[lane][i] = columns[i][lane];
        }
    }
    return rows;
}

// Adds to each class what `weights`, a row a feature, make of `vector`.
void add_product(const SparseVector& vector, std::span<const float> weights, std::span<float> margins) {
    const std::size_t classes = margins.size();
    for (std::size_t k = 0; k < vector.indices.size(); ++k) {
        const float* row = weights.data() + vector.indices[k] * classes;
        const float value = vector.values[k];
        for (std::size_t c = 0; c < classes; ++c) {
            margins[c] += value * row[c];
        }
    }
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
        const std::size_t taken = std::min(lanes, classes - first);
        for (std::size_t feature = 0; feature < features; ++feature) {
            for (std::size_t lane = 0; lane < taken; ++lane) {
                weights_[feature * classes + first + lane] = block.weights()[feature][lane];
            }
        }
        for (std::size_t lane = 0; lane < taken; ++lane) {
            bias_[first + lane] = block.bias(lane);
        }
        if (held_out == nullptr) {
            return;
        }
        std::array<std::vector<float>, lanes> alphas = turned(block.alphas());
        std::array<std::vector<float>, lanes> weights = turned(block.weights());
        for (std::size_t lane = 0; lane < taken; ++lane) {
            const std::size_t label = first + lane;
            const Problem whole(examples, label, std::move(alphas[lane]), std::move(weights[lane]), block.bias(lane), tuning);
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
    const std::size_t width = classes();
    std::vector<float> all(weights_.size());
    for (std::size_t feature = 0; feature * width < weights_.size(); ++feature) {
        const std::span<float> row = std::span(all).subspan(feature * width, width);
        bayes.weigh(static_cast<std::uint32_t>(feature), row);
        for (std::size_t label = 0; label < width; ++label) {
            row[label] *= share;
            weights_[feature * width + label] += row[label];
        }
    }
    if (held_out == nullptr) {
        return;
    }
    for_each_below(examples.size(), [&](std::size_t i) {
        if (examples[i].counter) {
            return;
        }
        float* const margins = held_out->data() + i * width;
        add_product(*examples[i].vector, all, std::span(margins, width));
        margins[examples[i].label] -= share * bayes.learned_from(examples[i]);
    });
}

std::vector<float> LinearModel::margins(const SparseVector& vector) const {
    std::vector<float> out = bias_;
    add_product(vector, weights_, out);
    return out;
}

}  // namespace guichet::understanding
