#include "engine/understanding/features.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "engine/understanding/parallel.hpp"
#include "tests/support/shipped_lexicon.hpp"

using namespace guichet;
using namespace guichet::understanding;

TEST_CASE("a hash table numbers hashes in the order they come, however many") {
    HashTable table;
    CHECK(table.find(7) == 0);
    // Multiples of a power of two share their low bits: every one collides at first.
    for (std::uint64_t i = 1; i <= 5000; ++i) {
        CHECK(table.add(i << 20) == i - 1);
    }
    for (std::uint64_t i = 1; i <= 5000; ++i) {
        REQUIRE(table.find(i << 20) == i - 1);
        REQUIRE(table.add(i << 20) == i - 1);
    }
    CHECK(table.find(3) == 5000);
}

TEST_CASE("each number below is called once, each part covers its share, on any number of cores") {
    std::vector<std::atomic<int>> calls(1000);
    for_each_below(calls.size(), [&](std::size_t number, std::size_t worker) {
        ++calls[number];
        CHECK(worker < workers());
    });
    for_each_part(calls.size(), [&](std::size_t part, std::size_t begin, std::size_t end) {
        CHECK(part < parts);
        for (std::size_t i = begin; i < end; ++i) {
            ++calls[i];
        }
    });
    for (const std::atomic<int>& count : calls) {
        CHECK(count == 2);
    }
    for_each_below(0, [](std::size_t) { FAIL("nothing is below 0"); });
}

TEST_CASE(
    "the vectors of the examples are those of the same texts read later, and not longer than 1") {
    const std::vector<std::string> texts = {"mon chèque est refusé",
                                            "un chèque, un chèque !",
                                            "je déménage demain",
                                            "la nouvelle adresse",
                                            "une adresse refusée",
                                            "xyz"};
    Analyzer analyzer{tests::shipped_lexicon().lexicon};
    std::vector<SpelledOut> spelled_out;
    std::array<Spellings, 1> spellings;
    for (const std::string& text : texts) {
        spelled_out.push_back(spellings.front().add(analyzer.spell_out(text).tokens));
    }
    analyzer.learn_words(spellings);
    const auto read = [&](std::size_t i) {
        Analysis analysis;
        analysis.tokens = tokens_of(spelled_out[i]);
        analyzer.complete(analysis);
        return analysis;
    };
    std::vector<PackedVector> vectors;
    const FeatureSpace space(texts.size(), read, {}, vectors);
    REQUIRE(vectors.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CAPTURE(texts[i]);
        const SparseVector again = space.vectorize(analyzer.read(texts[i]).tokens);
        REQUIRE(again.size() == vectors[i].size());
        double square = 0;
        for (std::size_t k = 0; k < again.size(); ++k) {
            CHECK(again[k].index == vectors[i][k].index());
            CHECK(std::abs(again[k].value - vectors[i][k].value()) <= PackedTerm::unit / 2);
            CHECK((k == 0 || again[k].index > again[k - 1].index));
            square += static_cast<double>(again[k].value) * static_cast<double>(again[k].value);
        }
        CHECK(square <= 1.0001);
        CHECK(square > 0.05);
    }
}

TEST_CASE("the first and the last word are features by their place") {
    const auto names_of = [](std::string_view text) {
        std::vector<std::string> names;
        occurrences(Analyzer{tests::shipped_lexicon().lexicon}.read(text).tokens, {}, &names);
        return names;
    };
    const auto has = [](const std::vector<std::string>& names, const std::string& name) {
        return std::ranges::find(names, name) != names.end();
    };
    const std::vector<std::string> names = names_of("carte bancaire perdu");
    CHECK(has(names, "au début : cart"));
    CHECK(has(names, "à la fin : perdu"));
    CHECK_FALSE(has(names, "à la fin : cart"));
    CHECK(names_of("").empty());
}

TEST_CASE("a packed term keeps its index, and its value to half a unit; none is lost") {
    for (const std::uint32_t index :
         {0U, 1U, 79'416U, static_cast<std::uint32_t>(PackedTerm::indices - 1)}) {
        for (const float value : {0.0004F, 0.05F, 0.3333F, 0.577F, 0.9997F}) {
            const PackedTerm term({index, value});
            CHECK(term.index() == index);
            CHECK(std::abs(term.value() - value) <= PackedTerm::unit / 2);
        }
    }
    CHECK(PackedTerm({7, 1e-9F}).value() == PackedTerm::unit);
    CHECK(PackedTerm({7, 1}).value() == 1 - PackedTerm::unit);
}

TEST_CASE(
    "a spelled-out example has its words again, as they are and as they were typed; each spelling "
    "is counted") {
    const Analyzer analyzer{tests::shipped_lexicon().lexicon};
    Spellings spellings;
    for (const std::string_view text : {"",
                                        "j'ai réglé",
                                        "svp l'échéancier n°2, d'où vient-il ?",
                                        "aujourd'hui où ça, là ou là ?"}) {
        CAPTURE(text);
        const std::vector<Token> before = analyzer.spell_out(text).tokens;
        const std::vector<Token> after = tokens_of(spellings.add(before));
        REQUIRE(after.size() == before.size());
        for (std::size_t i = 0; i < after.size(); ++i) {
            CHECK(after[i].word == before[i].word);
            CHECK(after[i].accented == before[i].accented);
        }
    }
    const auto uses_of = [&](std::string_view word, std::string_view accented) {
        const auto place = std::ranges::find_if(spellings.all(), [&](const Spelling& one) {
            return one.word == word && one.accented == accented;
        });
        return place == spellings.all().end() ? 0 : place->uses;
    };
    CHECK(uses_of("la", "là") == 2);
    CHECK(uses_of("ou", "où") == 2);
    CHECK(uses_of("ou", "") == 1);
}
