#include "engine/understanding/linear_model.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "engine/understanding/naive_bayes.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {
namespace {

// A fixed pseudo-random order (linear congruential, Knuth's constants).
class Order {
  public:
    void shuffle(std::vector<std::uint32_t>& sequence) {
        for (std::size_t i = sequence.size(); i > 1; --i) {
            std::swap(sequence[i - 1], sequence[below(i)]);
        }
    }

  private:
    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state_ >> 33) % limit);
    }

    std::uint64_t state_ = 42;
};

using Flags = std::int32_t __attribute__((vector_size(sizeof(Lanes))));

bool any(Flags flags) {
    return (flags[0] | flags[1] | flags[2] | flags[3]) != 0;
}

// `from` and the product of `weights` with `vector`.
Lanes sum(Lanes from, std::span<const Lanes> weights, std::span<const PackedTerm> vector) {
    // Two sums in turn, so that an addition need not wait for the one before.
    Lanes even{};
    Lanes odd{};
    PackedTerm::for_each(vector, [&](std::uint32_t index, float units) {
        even += weights[index] * units;
        std::swap(even, odd);
    });
    return from + (even + odd) * PackedTerm::unit;
}

// The problems of some classes: for each, min over a >= 0 of a'Qa/2 + sum a²/(4C) - sum a (Hsieh et
// al., 2008). Each lane is computed as if it were alone. Its memory serves for one block after
// another.
class ClassBlock {
  public:
    ClassBlock(std::span<const LabelledVector> examples,
               std::size_t features,
               const LearningTuning& tuning)
        : tuning_(&tuning),
          examples_(examples),
          slack_(static_cast<float>(1 / (2 * tuning.cost))),
          bias_square_(static_cast<float>(tuning.bias * tuning.bias)),
          alphas_(examples.size()),
          weights_(features) {}

    // Learns `taken` classes from `first` on: from their own examples and a sample of the others,
    // which is most of the way; then also from those outside the sample that are nearest to the
    // classes.
    void learn(std::size_t first, std::size_t taken) {
        first_ = first;
        taken_ = taken;
        taken_lanes_ = Lanes{};
        for (std::size_t lane = 0; lane < taken; ++lane) {
            taken_lanes_[lane] = 1;
        }
        std::ranges::fill(alphas_, Lanes{});
        std::ranges::fill(weights_, Lanes{});
        bias_ = Lanes{};
        const auto is_in_sample = [this](std::size_t i) {
            return is_own(i) || i % tuning_->sample == 0;
        };
        std::vector<std::uint32_t> carrying;
        for (std::uint32_t i = 0; i < examples_.size(); ++i) {
            if (is_in_sample(i)) {
                carrying.push_back(i);
            }
        }
        Order order;
        settle(carrying, order, tuning_->sample_rounds);
        std::vector<Steep> others;
        for (std::uint32_t i = 0; i < examples_.size(); ++i) {
            if (is_in_sample(i) || examples_[i].counter) {
                continue;
            }
            if (const Lanes slope = gradient(i); may_carry(i, slope)) {
                others.push_back({steepness(slope), i});
            }
        }
        for (const Steep& one : steepest(others)) {
            carrying.push_back(one.example);
        }
        settle(carrying, order, tuning_->rounds);
    }

    // Unlearns one part of the examples, and settles the rest.
    void forget(std::size_t part) {
        std::vector<std::uint32_t> own;
        std::vector<std::uint32_t> carrying;
        for (std::uint32_t i = 0; i < examples_.size(); ++i) {
            const bool carries = any(alphas_[i] != 0);
            if (i % tuning_->folds == part && !examples_[i].counter) {
                if (carries) {
                    add(i, -alphas_[i] * sign_of(i));
                    alphas_[i] = Lanes{};
                }
            } else if (is_own(i)) {
                own.push_back(i);
                carrying.push_back(i);
            } else if (carries) {
                carrying.push_back(i);
            }
        }
        Order order;
        settle(own, order, tuning_->own_rounds);
        settle(carrying, order, tuning_->unlearning_rounds);
    }

    void add(std::span<const Lanes> weights) {
        std::ranges::transform(weights_, weights, weights_.begin(), std::plus{});
    }

    std::span<const Lanes> weights() const { return weights_; }

    Lanes bias() const { return bias_; }

  private:
    struct Steep {
        float slope;
        std::uint32_t example;
    };

    // The slope of the class where it is least.
    float steepness(Lanes slope) const {
        float least = slope[0];
        for (std::size_t lane = 1; lane < taken_; ++lane) {
            least = std::min(least, slope[lane]);
        }
        return least;
    }

    // As many as `tuning.others`, in order of appearance; more only if they are equal.
    std::span<const Steep> steepest(std::vector<Steep>& others) const {
        if (others.size() > tuning_->others) {
            std::vector<Steep> sorted = others;
            const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(tuning_->others) - 1;
            std::ranges::nth_element(sorted, last, {}, &Steep::slope);
            std::erase_if(others,
                          [limit = last->slope](const Steep& one) { return one.slope > limit; });
        }
        return others;
    }

    bool is_own(std::size_t i) const { return examples_[i].label - first_ < lanes; }

    // Rounds over `sequence`, which loses what carries nothing.
    void settle(std::vector<std::uint32_t>& sequence, Order& order, int rounds) {
        for (int round = 0; round < rounds; ++round) {
            order.shuffle(sequence);
            std::size_t kept = 0;
            for (std::size_t at = 0; at < sequence.size(); ++at) {
                fetch_ahead(sequence, at);
                const std::uint32_t i = sequence[at];
                if (visit(i)) {
                    sequence[kept++] = i;
                }
            }
            sequence.resize(kept);
        }
    }

    // Examples come in no order of memory: without this, most of the time would go into waiting for
    // them.
    void fetch_ahead(std::span<const std::uint32_t> sequence, std::size_t at) const {
        constexpr std::size_t steps = 2;
        constexpr std::size_t cache_line = 64;
        if (at + 2 * steps < sequence.size()) {
            __builtin_prefetch(&examples_[sequence[at + 2 * steps]]);
            const std::span<const std::byte> terms =
                std::as_bytes(examples_[sequence[at + steps]].terms);
            for (std::size_t byte = 0; byte < terms.size(); byte += cache_line) {
                __builtin_prefetch(&terms[byte]);
            }
        }
    }

    // Moves one example's share in each class to where it is best. Returns whether it may still
    // carry one.
    bool visit(std::size_t i) {
        const Lanes slope = gradient(i);
        const Lanes moved = alphas_[i] - slope / (1 + bias_square_ + slack_);
        const Lanes after = moved > 0 ? moved : Lanes{};
        const Lanes step = (after - alphas_[i]) * sign_of(i);
        if (any(step != 0)) {
            alphas_[i] = after;
            add(i, step);
        }
        return may_carry(i, slope);
    }

    bool may_carry(std::size_t i, Lanes slope) const {
        return any((alphas_[i] > 0) | ((slope < tuning_->nearly_carries) & (taking_part(i) != 0)));
    }

    // Where the example's shares should go, and how steeply: down where it is above 0.
    Lanes gradient(std::size_t i) const {
        return (sign_of(i) * sum(bias_, weights_, examples_[i].terms) - 1 + slack_ * alphas_[i]) *
               taking_part(i);
    }

    // 1 for its own class, -1 for the others; a counter-example is against its own.
    Lanes sign_of(std::size_t i) const {
        Lanes sign = all(-1);
        if (const std::size_t own = examples_[i].label - first_;
            own < lanes && !examples_[i].counter) {
            sign[own] = 1;
        }
        return sign;
    }

    // A counter-example speaks of its own class alone; a lane without a class learns nothing.
    Lanes taking_part(std::size_t i) const {
        if (!examples_[i].counter) {
            return taken_lanes_;
        }
        Lanes part{};
        if (const std::size_t own = examples_[i].label - first_; own < lanes) {
            part[own] = 1;
        }
        return part;
    }

    // `step` more of example `i` in the weights.
    void add(std::size_t i, Lanes step) {
        const Lanes unit = step * PackedTerm::unit;
        PackedTerm::for_each(examples_[i].terms, [&](std::uint32_t index, float units) {
            weights_[index] += unit * units;
        });
        bias_ += step * bias_square_;
    }

    const LearningTuning* tuning_;
    std::span<const LabelledVector> examples_;
    std::size_t first_ = 0;
    std::size_t taken_ = 0;
    Lanes taken_lanes_{};
    float slack_;
    float bias_square_;
    std::vector<Lanes> alphas_;   // by example
    std::vector<Lanes> weights_;  // by feature
    Lanes bias_{};
};

}  // namespace

LinearModel::LinearModel(std::span<const LabelledVector> examples,
                         std::size_t classes,
                         std::size_t features,
                         const LearningTuning& tuning,
                         std::vector<HeldOut>& held_out)
    : bias_((classes + lanes - 1) / lanes) {
    for (std::size_t feature = 0; feature < features; feature += rows_together) {
        rows_.push_back(std::make_unique_for_overwrite<HalfLanes[]>(rows_together * bias_.size()));
    }
    std::vector<HeldOut> tried;  // part by part
    for (std::size_t part = 0; part < tuning.folds && tried.size() < tuning.trials; ++part) {
        for (std::size_t i = part; i < examples.size(); i += tuning.folds) {
            if (!examples[i].counter) {
                tried.push_back({i, std::vector<float>(classes)});
            }
        }
    }
    const NaiveBayes bayes(examples, classes, features, tuning.bayes_smoothing);

    struct Room {
        ClassBlock whole;
        ClassBlock partial;  // without a part of the examples
        std::vector<Lanes> bayes;
        std::vector<float> bayes_of_one;

        Room(std::span<const LabelledVector> examples,
             std::size_t features,
             const LearningTuning& tuning)
            : whole(examples, features, tuning),
              partial(examples, features, tuning),
              bayes(features),
              bayes_of_one(features) {}
    };

    std::vector<std::optional<Room>> rooms(workers());
    std::vector<float> owed(examples.size());  // to naive Bayes, by example
    for_each_below(bias_.size(), [&](std::size_t block, std::size_t worker) {
        if (!rooms[worker]) {
            rooms[worker].emplace(examples, features, tuning);
        }
        Room& room = *rooms[worker];
        const std::size_t first = block * lanes;
        const std::size_t taken = std::min(lanes, classes - first);
        for (std::size_t lane = 0; lane < taken; ++lane) {
            bayes.learn(first + lane, room.bayes_of_one, owed);
            for (std::size_t feature = 0; feature < features; ++feature) {
                room.bayes[feature][lane] = tuning.bayes * room.bayes_of_one[feature];
            }
        }
        room.whole.learn(first, taken);
        for (std::size_t feature = 0; feature < features; ++feature) {
            row(feature)[block] = narrow(room.whole.weights()[feature] + room.bayes[feature]);
        }
        bias_[block] = room.whole.bias();
        std::size_t forgotten = tuning.folds;
        for (HeldOut& one : tried) {
            if (const std::size_t part = one.example % tuning.folds; part != forgotten) {
                room.partial = room.whole;
                room.partial.forget(part);
                room.partial.add(room.bayes);
                forgotten = part;
            }
            const LabelledVector& example = examples[one.example];
            const Lanes margins = sum(room.partial.bias(), room.partial.weights(), example.terms);
            for (std::size_t lane = 0; lane < taken; ++lane) {
                one.margins[first + lane] = margins[lane];
            }
            if (example.label - first < taken) {
                one.margins[example.label] -= tuning.bayes * owed[one.example];
            }
        }
    });
    held_out = std::move(tried);
}

void LinearModel::margins(const SparseVector& vector,
                          std::size_t first,
                          std::span<float> out) const {
    const std::size_t begin = first / lanes;
    const std::size_t blocks = (out.size() + lanes - 1) / lanes;
    std::array<Lanes, at_a_time / lanes> sums;
    std::copy_n(bias_.begin() + static_cast<std::ptrdiff_t>(begin), blocks, sums.begin());
    for (const Term& term : vector) {
        const HalfLanes* weights = row(term.index) + begin;
        for (std::size_t block = 0; block < blocks; ++block) {
            sums[block] += term.value * widen(weights[block]);
        }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = sums[i / lanes][i % lanes];
    }
}

}  // namespace guichet::understanding
