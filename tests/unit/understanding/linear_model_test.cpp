#include "engine/understanding/linear_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <vector>

using namespace guichet::understanding;

namespace {

PackedVector packed(const SparseVector& vector) {
    return {vector.begin(), vector.end()};
}

SparseVector unpacked(const PackedVector& vector) {
    SparseVector out;
    for (const PackedTerm term : vector) {
        out.push_back({term.index(), term.value()});
    }
    return out;
}

// Two classes that a feature each tells apart, and one feature of each example alone.
struct Data {
    std::vector<PackedVector> vectors;
    std::vector<LabelledVector> examples;

    explicit Data(std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            vectors.push_back(packed({{i % 2, 0.8F}, {2 + i, 0.6F}}));
        }
        for (std::uint32_t i = 0; i < count; ++i) {
            examples.push_back({vectors[i], i % 2, i == 3});
        }
    }

    std::size_t features() const { return vectors.size() + 2; }
};

}  // namespace

TEST_CASE(
    "few examples are all tried once by a model that has not seen them, counter-examples never") {
    const Data data(41);
    std::vector<HeldOut> held_out;
    const LinearModel model(data.examples, 2, data.features(), {}, held_out);
    std::set<std::size_t> tried;
    for (const HeldOut& one : held_out) {
        CHECK(tried.insert(one.example).second);
        const std::size_t own = data.examples[one.example].label;
        CHECK(one.margins[own] > one.margins[1 - own]);
        std::vector<float> seen(2);
        model.margins(unpacked(data.vectors[one.example]), 0, seen);
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

// Classes are learned four side by side. Those of the second block have the feature of the first
// class, and one more; those of the third have nothing in common with it.
TEST_CASE("of the examples outside the sample, those nearest to a class are learned from") {
    constexpr std::uint32_t count = 60;
    std::vector<PackedVector> vectors;
    for (std::uint32_t i = 0; i < count; ++i) {
        const SparseVector own = {{i % 4, 0.8F}, {6 + i, 0.6F}};
        const SparseVector near = {{0, 0.6F}, {4, 0.6F}, {6 + i, 0.5F}};
        const SparseVector far = {{5, 0.8F}, {6 + i, 0.6F}};
        vectors.push_back(packed(i < 20 ? own : i < 40 ? near : far));
    }
    std::vector<LabelledVector> examples;
    for (std::uint32_t i = 0; i < count; ++i) {
        examples.push_back({vectors[i], 4 * (i / 20) + i % 4, false});
    }
    LearningTuning tuning;
    tuning.sample = 2 * count;  // none but the first
    tuning.bayes = 0;
    std::vector<HeldOut> held_out;
    const auto margin_of_near = [&](std::size_t others) {
        tuning.others = others;
        std::vector<float> margin(1);
        LinearModel(examples, 12, count + 6, tuning, held_out)
            .margins(unpacked(vectors[20]), 0, margin);
        return margin.front();
    };
    CHECK(margin_of_near(count) < 0);
    CHECK(margin_of_near(count / 3) < 0);
    CHECK(margin_of_near(1) ==
          margin_of_near(count / 3));  // they are equally near: none is left out
}

// The last of eleven blocks has one class and three free lanes, in memory that other blocks have
// used.
TEST_CASE("what a class learns depends neither on who stands beside it nor on the turn of events") {
    constexpr std::uint32_t classes = 41;
    constexpr std::uint32_t count = 10 * classes;
    std::vector<PackedVector> vectors;
    for (std::uint32_t i = 0; i < count; ++i) {
        vectors.push_back(packed(
            {{i % classes, 0.5F}, {classes + i * i % 7, 0.6F}, {classes + 7 + i * i % 31, 0.6F}}));
    }
    LearningTuning tuning;
    tuning.sample = 2 * count;  // none but the first
    tuning.others = 20;
    const auto margins_of_last = [&](std::size_t turned) {
        std::vector<LabelledVector> examples;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::size_t label = i % classes;
            examples.push_back({vectors[i],
                                label + 1 == classes ? label : (label + turned) % (classes - 1),
                                false});
        }
        std::vector<HeldOut> held_out;
        const LinearModel model(examples, classes, classes + 38, tuning, held_out);
        std::vector<float> margins;
        for (const PackedVector& vector : vectors) {
            std::vector<float> all(classes);
            model.margins(unpacked(vector), 0, all);
            margins.push_back(all.back());
        }
        return margins;
    };
    const std::vector<float> margins = margins_of_last(0);
    for (const std::size_t turned : {0U, 1U, 2U, 17U}) {
        const std::vector<float> again = margins_of_last(turned);
        for (std::size_t i = 0; i < count; ++i) {
            REQUIRE(again[i] == doctest::Approx(margins[i]).epsilon(0.01));
        }
    }
}

TEST_CASE("half of a float is the nearest number of eight bits") {
    const Lanes values = {0, 1, -2.5F, 0.1F};
    const Lanes back = widen(narrow(values));
    for (std::size_t lane = 0; lane < 3; ++lane) {
        CHECK(back[lane] == values[lane]);
    }
    CHECK(back[3] == 0.10009765625F);  // 205 / 2048
    const Lanes between =
        widen(narrow(Lanes{257, 259, -257, 1e30F}));  // from 256 on, eight bits count by two
    CHECK(between[0] == 256);
    CHECK(between[1] == 260);
    CHECK(between[2] == -256);
    CHECK(between[3] == doctest::Approx(1e30F).epsilon(0.005));
}

TEST_CASE("every one of many classes and of many features has its own weight") {
    constexpr std::uint32_t classes = 70;  // more than are computed at a time
    constexpr std::uint32_t apart = 100;   // features between one that is used and the next
    std::vector<PackedVector> vectors;
    std::vector<LabelledVector> examples;
    for (std::uint32_t i = 0; i < 3 * classes; ++i) {
        vectors.push_back(packed({{apart * (i % classes), 0.9F}}));
    }
    for (std::uint32_t i = 0; i < 3 * classes; ++i) {
        examples.push_back({vectors[i], i % classes, false});
    }
    std::vector<HeldOut> held_out;
    const LinearModel model(examples, classes, apart * classes, {}, held_out);
    for (std::uint32_t label = 0; label < classes; ++label) {
        std::vector<float> margins(classes);
        const std::span<float> all(margins);
        model.margins(unpacked(vectors[label]), 0, all.first(LinearModel::at_a_time));
        model.margins(
            unpacked(vectors[label]), LinearModel::at_a_time, all.subspan(LinearModel::at_a_time));
        CHECK(std::ranges::max_element(margins) - margins.begin() == label);
        CHECK(model.weight(apart * label, label) > 1);
        CHECK(model.weight(apart * label, (label + 1) % classes) < 0);
    }
}
