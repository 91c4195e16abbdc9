#include "engine/understanding/features.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
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

    void word(char kind, float weight, std::string_view a, std::string_view b = {}, Block block = Block::words) {
        if (weight <= 0) {
            return;
        }
        Hash hash(kind);
        hash.add(a);
        if (!b.empty()) {
            hash.add(b);
        }
        out_.push_back({hash.value(), weight, block});
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

    void gram(std::string_view text, std::string_view word) {
        Hash hash('c');
        hash.add(text);
        out_.push_back({hash.value(), 1, Block::grams});
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
    for (std::size_t length = tuning.shortest_gram; length <= tuning.longest_gram; ++length) {
        for (std::size_t at = 0; at + length <= padded.size(); ++at) {
            collect.gram(std::string_view(padded).substr(at, length), token.word);
        }
        if (padded.size() <= length) {
            break;
        }
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
    out.reserve(tokens.size() * 24);
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
            collect.word('b', tuning.bigram, token.stem, tokens[i + 1].stem);
            if (!token.group.empty() || !tokens[i + 1].group.empty()) {
                collect.word('h', tuning.group_bigram, canon(token), canon(tokens[i + 1]), Block::concepts);
            }
        }
        collect_grams(token, tuning, collect);
    }
    return out;
}

FeatureSpace::FeatureSpace(std::span<const Analysis> examples, const FeatureTuning& tuning)
    : tuning_(tuning) {
    struct Seen {
        std::uint64_t hash = 0;
        Block block = Block::words;
        std::size_t documents = 1;
    };

    std::vector<std::vector<Seen>> by_example(examples.size());
    for_each_below(examples.size(), [&](std::size_t i) {
        std::vector<Seen>& one = by_example[i];
        for (const Occurrence& occurrence : occurrences(examples[i].tokens, tuning)) {
            one.push_back({occurrence.hash, occurrence.block});
        }
        std::ranges::sort(one, {}, &Seen::hash);
        const auto again = std::ranges::unique(one, {}, &Seen::hash);
        one.erase(again.begin(), again.end());
    });
    // Counted in parts by the hash, side by side.
    std::array<std::vector<Seen>, 4> parts;
    for_each_below(parts.size(), [&](std::size_t number) {
        std::vector<Seen>& part = parts[number];
        for (const std::vector<Seen>& one : by_example) {
            std::ranges::copy_if(one, std::back_inserter(part), [&](const Seen& seen) {
                return seen.hash % parts.size() == number;
            });
        }
        std::ranges::sort(part, {}, &Seen::hash);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < part.size();) {
            std::size_t end = i;
            while (end < part.size() && part[end].hash == part[i].hash) {
                ++end;
            }
            if (part[i].block != Block::grams || end - i >= tuning.least_documents) {
                part[kept++] = {part[i].hash, part[i].block, end - i};
            }
            i = end;
        }
        part.resize(kept);
    });
    std::vector<Seen> all;
    for (const std::vector<Seen>& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    // The commonest first: what most examples touch lies together in memory.
    std::ranges::sort(all, [](const Seen& a, const Seen& b) {
        return a.documents != b.documents ? a.documents > b.documents : a.hash < b.hash;
    });
    const double documents = static_cast<double>(examples.size());
    for (const Seen& seen : all) {
        idf_.push_back(static_cast<float>(
            1 + std::log((1 + documents) / (1 + static_cast<double>(seen.documents)))));
    }
    rarest_idf_ = static_cast<float>(1 + std::log((1 + documents) / 2));
    table_.resize(std::bit_ceil(2 * all.size() + 1));
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::size_t at = all[i].hash & (table_.size() - 1);
        while (table_[at].hash != 0) {
            at = (at + 1) & (table_.size() - 1);
        }
        table_[at] = {all[i].hash, static_cast<std::uint32_t>(i)};
    }
}

std::uint32_t FeatureSpace::find(std::uint64_t hash) const {
    if (table_.empty()) {
        return 0;
    }
    std::size_t at = hash & (table_.size() - 1);
    while (table_[at].hash != 0) {
        if (table_[at].hash == hash) {
            return table_[at].index;
        }
        at = (at + 1) & (table_.size() - 1);
    }
    return static_cast<std::uint32_t>(idf_.size());
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
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < known.size();) {
        std::size_t end = i;
        while (end < known.size() && known[end].index == known[i].index) {
            ++end;
        }
        const float value = known[i].weight * idf_[known[i].index] *
                            (1 + std::log(static_cast<float>(end - i)));
        out.indices.push_back(known[i].index);
        out.values.push_back(value);
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
    for (std::size_t i = 0; i < out.values.size(); ++i) {
        out.values[i] *= scale[slot(blocks[i])];
    }
    return out;
}

}  // namespace guichet::understanding
