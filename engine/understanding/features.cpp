#include "engine/understanding/features.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <string_view>

#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {
namespace {

// FNV-1a over a kind and its parts, mixed so that low bits are usable; never 0.
class Hash {
  public:
    explicit Hash(char kind) { add(kind); }

    Hash& add(char c) {
        state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        return *this;
    }

    Hash& add(std::string_view text) {
        for (const char c : text) {
            add(c);
        }
        return add('\x1F');
    }

    std::uint64_t value() const {
        std::uint64_t mixed = state_ ^ (state_ >> 31);
        mixed *= 0x9E3779B97F4A7C15ULL;
        mixed ^= mixed >> 29;
        return mixed == 0 ? 1 : mixed;
    }

  private:
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

class Collector {
  public:
    Collector(std::vector<Occurrence>& out, std::vector<std::string>* names)
        : out_(out), names_(names) {}

    void word(char kind, float weight, std::string_view a, std::string_view b = {}, Block block = Block::words,
              std::size_t least_documents = 1) {
        if (weight <= 0) {
            return;
        }
        Hash hash(kind);
        hash.add(a);
        if (!b.empty()) {
            hash.add(b);
        }
        out_.push_back({hash.value(), weight, block, static_cast<std::uint8_t>(least_documents)});
        if (names_ != nullptr) {
            std::string name(a);
            switch (kind) {
                case 'l':
                    name = "[" + name + "]";
                    break;
                case 'g':
                    name = "=" + name;
                    break;
                default:
                    break;
            }
            if (!b.empty()) {
                name += " + ";
                name += b;
            }
            names_->push_back(std::move(name));
        }
    }

    void gram(std::string_view text, std::string_view word, std::size_t least_documents) {
        Hash hash('c');
        hash.add(text);
        out_.push_back({hash.value(), 1, Block::grams, static_cast<std::uint8_t>(least_documents)});
        if (names_ != nullptr) {
            names_->push_back("~" + std::string(word) + "~");
        }
    }

  private:
    std::vector<Occurrence>& out_;
    std::vector<std::string>* names_;
};

void collect_grams(const Token& token, const FeatureTuning& tuning, Collector& collect) {
    const bool masked = token.stem.find('#') != std::string::npos;
    const std::string padded = ' ' + (masked ? token.stem : token.word) + ' ';
    for (std::size_t at = 0; at + tuning.gram <= padded.size(); ++at) {
        collect.gram(std::string_view(padded).substr(at, tuning.gram), token.word, tuning.least_grams);
    }
}

std::size_t slot(Block block) {
    return static_cast<std::size_t>(block);
}

double square(float x) {
    return static_cast<double>(x) * static_cast<double>(x);
}

std::string_view canon(const Token& token) {
    return !token.group.empty() ? token.group : !token.family.empty() ? token.family : std::string_view(token.stem);
}

}  // namespace

std::vector<Occurrence> occurrences(std::span<const Token> tokens,
                                    const FeatureTuning& tuning,
                                    std::vector<std::string>* names) {
    std::vector<Occurrence> out;
    out.reserve(tokens.size() * 10);
    Collector collect(out, names);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        collect.word('w', 1, token.stem);
        if (!token.family.empty()) {
            collect.word('l', tuning.family, token.family);
        }
        if (!token.group.empty()) {
            collect.word('g', 1, token.group, {}, Block::concepts);
        }
        if (!token.accented.empty()) {
            collect.word('a', tuning.accent, token.accented);
        }
        if (i + 1 < tokens.size()) {
            collect.word('b', tuning.bigram, token.stem, tokens[i + 1].stem, Block::words, tuning.least_pairs);
            if (!token.group.empty() || !tokens[i + 1].group.empty()) {
                collect.word('h', tuning.group_bigram, canon(token), canon(tokens[i + 1]), Block::concepts, tuning.least_pairs);
            }
        }
        collect_grams(token, tuning, collect);
    }
    return out;
}

FeatureSpace::FeatureSpace(std::span<const Analysis> examples, const FeatureTuning& tuning, std::vector<SparseVector>& vectors)
    : tuning_(tuning) {
    std::vector<std::vector<Occurrence>> found(examples.size());
    for_each_below(examples.size(), [&](std::size_t i) { found[i] = occurrences(examples[i].tokens, tuning); });

    struct Seen {
        std::uint64_t hash = 0;
        std::uint32_t documents = 0;
        std::uint32_t last = 0;  // the example that counted last, from 1
        std::uint8_t least_documents = 1;
    };

    // Numbered as they come, for now.
    std::vector<Seen> seen;
    std::vector<std::vector<std::uint32_t>> indices(examples.size());
    table_.resize(1U << 12U);
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
        indices[i].reserve(found[i].size());
        for (const Occurrence& occurrence : found[i]) {
            if (2 * seen.size() >= table_.size()) {
                std::vector<Slot> wider(2 * table_.size());
                for (const Slot& slot : table_) {
                    wider[place_of(slot.hash, wider)] = slot;
                }
                table_ = std::move(wider);
            }
            Slot& slot = table_[place_of(occurrence.hash, table_)];
            if (slot.hash == 0) {
                slot = {occurrence.hash, static_cast<std::uint32_t>(seen.size())};
                seen.push_back({occurrence.hash, 0, 0, occurrence.least_documents});
            }
            Seen& feature = seen[slot.index];
            feature.documents += feature.last == i + 1 ? 0 : 1;
            feature.last = i + 1;
            indices[i].push_back(slot.index);
        }
    }
    // The commonest first: what most examples touch lies together in memory.
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < seen.size(); ++i) {
        if (seen[i].documents >= seen[i].least_documents) {
            order.push_back(i);
        }
    }
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::uint32_t i) { return seen[i].documents; });
    const double documents = static_cast<double>(examples.size());
    rarest_idf_ = static_cast<float>(1 + std::log((1 + documents) / 2));
    std::vector<std::uint32_t> index_of(seen.size(), static_cast<std::uint32_t>(order.size()));
    table_.assign(std::bit_ceil(2 * order.size() + 1), {});
    for (const std::uint32_t old : order) {
        index_of[old] = static_cast<std::uint32_t>(idf_.size());
        table_[place_of(seen[old].hash, table_)] = {seen[old].hash, index_of[old]};
        idf_.push_back(static_cast<float>(1 + std::log((1 + documents) / (1 + static_cast<double>(seen[old].documents)))));
    }
    vectors.resize(examples.size());
    for_each_below(examples.size(), [&](std::size_t i) {
        std::ranges::transform(indices[i], indices[i].begin(), [&](std::uint32_t old) { return index_of[old]; });
        vectors[i] = weigh(examples[i].tokens, found[i], indices[i]);
    });
}

std::size_t FeatureSpace::place_of(std::uint64_t hash, std::span<const Slot> table) {
    std::size_t at = hash & (table.size() - 1);
    while (table[at].hash != 0 && table[at].hash != hash) {
        at = (at + 1) & (table.size() - 1);
    }
    return at;
}

std::uint32_t FeatureSpace::find(std::uint64_t hash) const {
    const Slot slot = table_.empty() ? Slot{} : table_[place_of(hash, table_)];
    return slot.hash == 0 ? static_cast<std::uint32_t>(idf_.size()) : slot.index;
}

SparseVector FeatureSpace::vectorize(std::span<const Token> tokens) const {
    const std::vector<Occurrence> found = occurrences(tokens, tuning_);
    std::vector<std::uint32_t> indices(found.size());
    std::ranges::transform(found, indices.begin(), [this](const Occurrence& one) { return find(one.hash); });
    return weigh(tokens, found, indices);
}

SparseVector FeatureSpace::weigh(std::span<const Token> tokens,
                                 std::span<const Occurrence> occurrences,
                                 std::span<const std::uint32_t> indices) const {
    struct Known {
        std::uint32_t index;
        float weight;
        Block block;
    };
    std::vector<Known> known;
    known.reserve(indices.size());
    std::array<double, block_count> squares{};
    const float unknown = tuning_.unknown * rarest_idf_;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const Occurrence& occurrence = occurrences[i];
        if (indices[i] < idf_.size()) {
            known.push_back({indices[i], occurrence.weight, occurrence.block});
        } else {
            squares[slot(occurrence.block)] += square(unknown * occurrence.weight);
        }
    }
    for (const Token& token : tokens) {
        if (token.group.empty() && !is_function_word(token.word)) {
            squares[slot(Block::concepts)] += square(tuning_.no_group * rarest_idf_);
        }
    }
    std::ranges::sort(known, {}, &Known::index);
    SparseVector out;
    out.reserve(known.size());
    std::vector<Block> blocks;
    blocks.reserve(known.size());
    for (std::size_t i = 0; i < known.size();) {
        std::size_t end = i;
        while (end < known.size() && known[end].index == known[i].index) {
            ++end;
        }
        const float repeated = end - i == 1 ? 1 : 1 + std::log(static_cast<float>(end - i));
        const float value = known[i].weight * idf_[known[i].index] * repeated;
        out.push_back({known[i].index, value});
        blocks.push_back(known[i].block);
        squares[slot(known[i].block)] += square(value);
        i = end;
    }
    const std::array<float, block_count> share{tuning_.word, tuning_.chars, tuning_.group};
    std::array<float, block_count> scale{};
    const double total = std::sqrt(square(share[0]) + square(share[1]) + square(share[2]));
    for (std::size_t block = 0; block < block_count; ++block) {
        if (squares[block] > 0) {
            scale[block] = static_cast<float>(static_cast<double>(share[block]) / total /
                                              std::sqrt(squares[block]));
        }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].value *= scale[slot(blocks[i])];
    }
    return out;
}

}  // namespace guichet::understanding
