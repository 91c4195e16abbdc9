#include "engine/understanding/linear_model.hpp"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace guichet::understanding;

namespace {

// Two classes that a feature each tells apart, and one feature of each example alone.
struct Data {
    std::vector<SparseVector> vectors;
    std::vector<LabelledVector> examples;

    explicit Data(std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            vectors.push_back({{i % 2, 0.8F}, {2 + i, 0.6F}});
        }
        for (std::uint32_t i = 0; i < count; ++i) {
            examples.push_back({vectors[i], i % 2, i == 3});
        }
    }

    std::size_t features() const { return vectors.size() + 2; }
};

}  // namespace

TEST_CASE("few examples are all tried once by a model that has not seen them, counter-examples never") {
    const Data data(41);
    std::vector<HeldOut> held_out;
    const LinearModel model(data.examples, 2, data.features(), {}, held_out);
    std::set<std::size_t> tried;
    for (const HeldOut& one : held_out) {
        CHECK(tried.insert(one.example).second);
        const std::size_t own = data.examples[one.example].label;
        CHECK(one.margins[own] > one.margins[1 - own]);
        std::vector<float> seen(2);
        model.margins(data.vectors[one.example], 0, seen);
        CHECK(one.margins[own] < seen[own]);
    }
    CHECK(tried.size() == data.examples.size() - 1);
    CHECK_FALSE(tried.contains(3));
}

TEST_CASE("of many examples, only so many parts are tried as give enough trials") {
    const Data data(100);
    LearningTuning tuning;
    tuning.folds = 10;
    tuning.trials = 15;
    std::vector<HeldOut> held_out;
    const LinearModel model(data.examples, 2, data.features(), tuning, held_out);
    CHECK(held_out.size() >= 15);
    CHECK(held_out.size() <= 20);
}
