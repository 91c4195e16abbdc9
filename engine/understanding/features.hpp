#pragma once
// Turns words into a sparse vector: TF-IDF of stems, stem pairs, concepts and character n-grams.
// Tested by tests/unit/understanding.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/understanding/analysis.hpp"
#include "engine/understanding/tuning.hpp"

namespace guichet::understanding {

// One feature of a text.
struct Term {
    std::uint32_t index = 0;
    float value = 0;
};

// A text as the model sees it, by increasing index.
using SparseVector = std::vector<Term>;

// One example to learn from; its terms are the caller's.
struct LabelledVector {
    std::span<const Term> terms;
    std::size_t label = 0;
    bool counter = false;  // not of class `label`; says nothing of the other classes
};

// Features are normalised within their block, so that none drowns the others.
enum class Block : std::uint8_t { words, grams, concepts };
inline constexpr std::size_t block_count = 3;

// One occurrence of a feature in a text.
struct Occurrence {
    std::uint64_t hash = 0;
    float weight = 1;  // inside its block
    Block block = Block::words;
    std::uint8_t least_documents = 1;  // seen in fewer examples, it is no feature
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

    // The number of `hash` (never 0), a new one if it is not there.
    std::uint32_t add(std::uint64_t hash);

    // The number of `hash`, or how many there are.
    std::uint32_t find(std::uint64_t hash) const;

  private:
    struct Slot {
        std::uint64_t hash = 0;  // 0 is free
        std::uint32_t index = 0;
    };

    std::size_t place_of(std::uint64_t hash) const;

    std::vector<Slot> slots_;  // a power of two, at most two thirds of them taken
    std::uint32_t size_ = 0;
};

// The features seen in the examples, with their inverse document frequencies.
class FeatureSpace {
  public:
    FeatureSpace() = default;

    // Learns the features of the examples, each of which `read` is asked for once, and fills in
    // their `vectors`.
    FeatureSpace(std::size_t examples,
                 const std::function<Analysis(std::size_t)>& read,
                 const FeatureTuning& tuning,
                 std::vector<SparseVector>& vectors);

    std::size_t size() const { return idf_.size(); }

    SparseVector vectorize(std::span<const Token> tokens) const;

    // Index of a feature, or `size()`.
    std::uint32_t find(std::uint64_t hash) const { return table_.find(hash); }

    const FeatureTuning& tuning() const { return tuning_; }

  private:
    // An occurrence whose feature has been looked up.
    struct Found {
        std::uint32_t index = 0;  // `size()` when it is no feature
        float weight = 1;
        Block block = Block::words;
    };

    // The vector of a text; `words_apart` are its words that neither belong to a group nor to grammar.
    SparseVector weighed(std::vector<Found> found, std::size_t words_apart) const;

    FeatureTuning tuning_;
    HashTable table_;
    std::vector<float> idf_;
    float rarest_idf_ = 0;
};

}  // namespace guichet::understanding
