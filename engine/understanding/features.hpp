#pragma once
// Turns words into a sparse vector: TF-IDF of stems, stem pairs, concepts and character n-grams.
// Tested by tests/unit/understanding.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/understanding/analysis.hpp"
#include "engine/understanding/lanes.hpp"
#include "engine/understanding/tuning.hpp"

namespace guichet::understanding {

// One feature of a text.
struct Term {
    std::uint32_t index = 0;
    float value = 0;
};

// A text as the model sees it, by increasing index.
using SparseVector = std::vector<Term>;

// A term of an example, in half the memory: learning goes over all of them again and again, and
// waits for memory more than it computes.
class PackedTerm {
  public:
    // A value is so many units; from 1 on, so that no term is lost.
    static constexpr float unit = 1.0F / 4096;

    // How many indices it can tell apart.
    static constexpr std::size_t indices = std::size_t{1} << 20;

    explicit PackedTerm(Term term);

    std::uint32_t index() const { return bits_ >> unit_bits; }

    // The value in units.
    float units() const {
        return static_cast<float>(static_cast<std::int32_t>(bits_ & most_units));
    }

    float value() const { return unit * units(); }

    // Calls `visit(index, units)` for each term; their units are unpacked several at a time.
    template <typename Visit>
    static void for_each(std::span<const PackedTerm> terms, Visit visit) {
        static_assert(lanes == 4);
        std::size_t k = 0;
        for (; k + lanes <= terms.size(); k += lanes) {
            std::int32_t bits __attribute__((vector_size(sizeof(Lanes))));
            std::memcpy(&bits, &terms[k], sizeof(bits));
            const Lanes units =
                __builtin_convertvector(bits & static_cast<std::int32_t>(most_units), Lanes);
            visit(terms[k].index(), units[0]);
            visit(terms[k + 1].index(), units[1]);
            visit(terms[k + 2].index(), units[2]);
            visit(terms[k + 3].index(), units[3]);
        }
        for (; k < terms.size(); ++k) {
            visit(terms[k].index(), terms[k].units());
        }
    }

  private:
    static constexpr int unit_bits = 12;
    static constexpr std::uint32_t most_units = (1U << unit_bits) - 1;

    std::uint32_t bits_;
};

using PackedVector = std::vector<PackedTerm>;

// One example to learn from; its terms are the caller's.
struct LabelledVector {
    std::span<const PackedTerm> terms;
    std::size_t label = 0;
    bool counter = false;  // not of class `label`; says nothing of the other classes
};

// Features are normalised within their block, so that none drowns the others.
enum class Block : std::uint8_t { words, grams, concepts };
inline constexpr std::size_t block_count = 3;

// What features of one kind have in common.
struct FeatureKind {
    float weight = 1;  // inside its block
    Block block = Block::words;
    std::uint8_t least_documents = 1;  // seen in fewer examples, it is no feature
};

// One occurrence of a feature in a text.
struct Occurrence {
    std::uint64_t hash = 0;
    FeatureKind kind;
};

// The occurrences in `tokens`, in order of appearance. With `names`, also their readable names.
std::vector<Occurrence> occurrences(std::span<const Token> tokens,
                                    const FeatureTuning& tuning,
                                    std::vector<std::string>* names = nullptr);

// Numbers hashes from 0 on, in the order they come. Open addressing.
class HashTable {
  public:
    HashTable() : HashTable(0) {}

    // With room for so many.
    explicit HashTable(std::size_t expected);

    // The number of `hash`, a new one if it is not there.
    std::uint32_t add(std::uint64_t hash);

    // The number of `hash`, or how many there are.
    std::uint32_t find(std::uint64_t hash) const;

    // By number.
    std::span<const std::uint64_t> hashes() const { return hashes_; }

  private:
    static constexpr std::uint32_t free = UINT32_MAX;

    // Where the number of `hash` is or belongs.
    std::size_t place_of(std::uint64_t hash) const;

    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint32_t> slots_;  // numbers; a power of two of them, at most two thirds taken
};

// The features seen in the examples, with their inverse document frequencies.
class FeatureSpace {
  public:
    FeatureSpace() = default;

    // Learns the features of the examples, each of which `read` is asked for once, and fills in
    // their `vectors`. Of more features than a PackedTerm has indices for, the rarest are none.
    FeatureSpace(std::size_t examples,
                 const std::function<Analysis(std::size_t)>& read,
                 const FeatureTuning& tuning,
                 std::vector<PackedVector>& vectors);

    std::size_t size() const { return features_.size(); }

    SparseVector vectorize(std::span<const Token> tokens) const;

    // Index of a feature, or `size()`.
    std::uint32_t find(std::uint64_t hash) const { return table_.find(hash); }

    const FeatureTuning& tuning() const { return tuning_; }

  private:
    struct Feature {
        float value = 0;  // of one occurrence: its weight by its inverse document frequency
        Block block = Block::words;
    };

    using Squares = std::array<double, block_count>;

    // Adds an occurrence to what a text has: to its features, or to the squares of its blocks'
    // lengths if it is none (`index` is `size()`).
    void take(FeatureKind kind,
              std::uint32_t index,
              std::vector<std::uint32_t>& features,
              Squares& squares) const;

    // The vector of a text: of its features, with repeats, and of what else counts in its length.
    // `words_apart` are its words that neither belong to a group nor to grammar.
    SparseVector weighed(std::vector<std::uint32_t> features,
                         Squares squares,
                         std::size_t words_apart) const;

    FeatureTuning tuning_;
    HashTable table_;
    std::vector<Feature> features_;
    float rarest_idf_ = 0;
};

}  // namespace guichet::understanding
