#include "engine/understanding/features.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string_view>
#include <utility>

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
            if (kind == 'g') {
                name = "=" + name;
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

struct Seen {
    std::uint64_t hash = 0;
    std::uint32_t documents = 0;
    std::uint32_t last = 0;  // the example that counted last, from 1
    std::uint8_t least_documents = 1;
};

// In how many examples each feature is seen.
class Counts {
  public:
    void add(std::span<const Occurrence> example) {
        ++examples_;
        for (const Occurrence& one : example) {
            Seen& feature = of(one.hash, one.least_documents);
            feature.documents += feature.last == examples_ ? 0 : 1;
            feature.last = examples_;
        }
    }

    void add(const Counts& other) {
        for (const Seen& feature : other.seen_) {
            of(feature.hash, feature.least_documents).documents += feature.documents;
        }
    }

    std::vector<Seen> seen() && { return std::move(seen_); }

  private:
    Seen& of(std::uint64_t hash, std::uint8_t least_documents) {
        const std::uint32_t index = table_.add(hash);
        if (index == seen_.size()) {
            seen_.push_back({hash, 0, 0, least_documents});
        }
        return seen_[index];
    }

    HashTable table_;
    std::vector<Seen> seen_;
    std::uint32_t examples_ = 0;
};

}  // namespace

HashTable::HashTable(std::size_t expected) : slots_(std::bit_ceil(2 * expected + 2)) {}

std::uint32_t HashTable::add(std::uint64_t hash) {
    if (2 * (size_ + 1) > slots_.size()) {
        std::vector<Slot> wider(2 * slots_.size());
        wider.swap(slots_);
        for (const Slot& slot : wider) {
            if (slot.hash != 0) {
                slots_[place_of(slot.hash)] = slot;
            }
        }
    }
    Slot& slot = slots_[place_of(hash)];
    if (slot.hash == 0) {
        slot = {hash, size_++};
    }
    return slot.index;
}

std::uint32_t HashTable::find(std::uint64_t hash) const {
    const Slot& slot = slots_[place_of(hash)];
    return slot.hash == 0 ? size_ : slot.index;
}

std::size_t HashTable::place_of(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) {
        at = (at + 1) & (slots_.size() - 1);
    }
    return at;
}

std::vector<Occurrence> occurrences(std::span<const Token> tokens,
                                    const FeatureTuning& tuning,
                                    std::vector<std::string>* names) {
    std::vector<Occurrence> out;
    out.reserve(tokens.size() * 10);
    Collector collect(out, names);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        collect.word('w', 1, token.stem);
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

FeatureSpace::FeatureSpace(std::size_t examples, const std::function<Analysis(std::size_t)>& read, const FeatureTuning& tuning)
    : tuning_(tuning) {
    // Counted in parts, side by side.
    constexpr std::size_t parts = 4;
    std::array<Counts, parts> counts;
    for_each_below(parts, [&](std::size_t part) {
        for (std::size_t i = examples * part / parts; i < examples * (part + 1) / parts; ++i) {
            counts[part].add(occurrences(read(i).tokens, tuning));
        }
    });
    for (std::size_t part = 1; part < parts; ++part) {
        counts.front().add(counts[part]);
    }
    // The commonest first: what most examples touch lies together in memory.
    std::vector<Seen> seen = std::move(counts.front()).seen();
    std::erase_if(seen, [](const Seen& feature) { return feature.documents < feature.least_documents; });
    std::ranges::sort(seen, [](const Seen& a, const Seen& b) {
        return a.documents != b.documents ? a.documents > b.documents : a.hash < b.hash;
    });
    const double documents = static_cast<double>(examples);
    rarest_idf_ = static_cast<float>(1 + std::log((1 + documents) / 2));
    table_ = HashTable(seen.size());
    for (const Seen& feature : seen) {
        table_.add(feature.hash);
        idf_.push_back(static_cast<float>(1 + std::log((1 + documents) / (1 + static_cast<double>(feature.documents)))));
    }
}

SparseVector FeatureSpace::vectorize(std::span<const Token> tokens) const {
    struct Known {
        std::uint32_t index;
        float weight;
        Block block;
    };
    std::vector<Known> known;
    std::array<double, block_count> squares{};
    const float unknown = tuning_.unknown * rarest_idf_;
    for (const Occurrence& occurrence : occurrences(tokens, tuning_)) {
        const std::uint32_t index = find(occurrence.hash);
        if (index < idf_.size()) {
            known.push_back({index, occurrence.weight, occurrence.block});
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
