#pragma once
// Turns words into a sparse vector: TF-IDF of stems, stem pairs and character n-grams.
// Tested by tests/unit/understanding.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/understanding/analysis.hpp"
#include "engine/understanding/tuning.hpp"

namespace guichet::understanding {

// A text as the model sees it: features by increasing index.
struct SparseVector {
    std::vector<std::uint32_t> indices;
    std::vector<float> values;
};

// One example to learn from; the vector is the caller's.
struct LabelledVector {
    const SparseVector* vector = nullptr;
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
};

// The occurrences in `tokens`, in order of appearance. With `names`, also their readable names.
std::vector<Occurrence> occurrences(std::span<const Token> tokens,
                                    const FeatureTuning& tuning,
                                    std::vector<std::string>* names = nullptr);

// The features seen in the examples, with their inverse document frequencies.
class FeatureSpace {
  public:
    FeatureSpace() = default;

    // Learns the features of the examples.
    FeatureSpace(std::span<const Analysis> examples, const FeatureTuning& tuning);

    std::size_t size() const { return idf_.size(); }

    SparseVector vectorize(std::span<const Token> tokens) const;

    // Index of a feature, or `size()`.
    std::uint32_t find(std::uint64_t hash) const;

    float idf(std::uint32_t index) const { return idf_[index]; }

    const FeatureTuning& tuning() const { return tuning_; }

  private:
    struct Slot {
        std::uint64_t hash = 0;  // 0 is free
        std::uint32_t index = 0;
    };

    FeatureTuning tuning_;
    std::vector<Slot> table_;  // open addressing, a power of two
    std::vector<float> idf_;
    float rarest_idf_ = 0;
};

}  // namespace guichet::understanding
