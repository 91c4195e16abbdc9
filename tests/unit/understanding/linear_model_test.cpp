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

// The second class shares a feature with the first, the third none. Classes are learned four side by side: these are apart.
TEST_CASE("of the examples outside the sample, those nearest to a class are learned from") {
    constexpr std::uint32_t count = 60;
    std::vector<SparseVector> vectors;
    std::vector<LabelledVector> examples;
    for (std::uint32_t i = 0; i < count; ++i) {
        const SparseVector own = {{0, 0.8F}, {3 + i, 0.6F}};
        const SparseVector near = {{0, 0.6F}, {1, 0.6F}, {3 + i, 0.5F}};
        const SparseVector far = {{2, 0.8F}, {3 + i, 0.6F}};
        vectors.push_back(i % 3 == 0 ? own : i % 3 == 1 ? near : far);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        examples.push_back({vectors[i], 4 * (i % 3), false});
    }
    LearningTuning tuning;
    tuning.sample = 2 * count;  // none but the first
    tuning.bayes = 0;
    std::vector<HeldOut> held_out;
    const auto margin_of_near = [&](std::size_t others) {
        tuning.others = others;
        std::vector<float> margin(1);
        LinearModel(examples, 12, count + 3, tuning, held_out).margins(vectors[1], 0, margin);
        return margin.front();
    };
    CHECK(margin_of_near(count) < 0);
    CHECK(margin_of_near(count / 3) < 0);
    CHECK(margin_of_near(1) == margin_of_near(count / 3));  // they are equally near: none is left out
}
