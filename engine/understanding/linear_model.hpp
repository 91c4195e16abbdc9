#pragma once
// A linear support vector machine a class (one against the rest, squared hinge loss), trained by
// dual coordinate descent in a fixed order, and a little naive Bayes: the same examples give the
// same weights. Tested by tests/unit/understanding.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/understanding/features.hpp"
#include "engine/understanding/lanes.hpp"
#include "engine/understanding/tuning.hpp"

namespace guichet::understanding {

// What a model makes of an example that it has not seen.
struct HeldOut {
    std::size_t example = 0;
    std::vector<float> margins;  // by class
};

class LinearModel {
  public:
    LinearModel() = default;

    // Trains on `examples`, the classes side by side on the processor's cores. `held_out` receives
    // the margins of some examples by a model that has not seen them: of `tuning.folds` parts of
    // the examples, as many as hold `tuning.trials` are taken away again in turn. Counter-examples
    // never are; of naive Bayes, each example is left out alone.
    LinearModel(std::span<const LabelledVector> examples,
                std::size_t classes,
                std::size_t features,
                const LearningTuning& tuning,
                std::vector<HeldOut>& held_out);

    // How many margins are computed at a time at most: a multiple of `lanes`.
    static constexpr std::size_t at_a_time = 64;

    // Fills in the margins of `at_a_time` classes or less, from `first` on, which is a multiple of
    // `at_a_time`: above 0 says yes. 1 is the margin asked of the examples.
    void margins(const SparseVector& vector, std::size_t first, std::span<float> out) const;

    float weight(std::uint32_t feature, std::size_t label) const {
        return widen(row(feature)[label / lanes])[label % lanes];
    }

  private:
    // A row of weights a feature, a column for `lanes` classes. Rows stand together by the
    // thousand: one piece of memory for all would be new, pieces are what learning had in use
    // before.
    static constexpr std::size_t rows_together = 4096;

    HalfLanes* row(std::size_t feature) const {
        return rows_[feature / rows_together].get() + feature % rows_together * bias_.size();
    }

    std::vector<std::unique_ptr<HalfLanes[]>> rows_;
    std::vector<Lanes> bias_;
};

}  // namespace guichet::understanding
