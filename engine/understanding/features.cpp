#include "engine/understanding/features.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string_view>
#include <utility>

#include "engine/understanding/french.hpp"
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
            } else if (kind == 's') {
                name = "au début : " + name;
            } else if (kind == 'e') {
                name = "à la fin : " + name;
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

std::size_t words_apart(std::span<const Token> tokens) {
    return static_cast<std::size_t>(std::ranges::count_if(
        tokens, [](const Token& token) { return token.group.empty() && !is_function_word(token.word); }));
}

struct Seen {
    Occurrence feature;
    std::uint32_t documents = 0;
    std::uint32_t last = 0;  // the example that counted last, from 1
};

// The features of some examples, in the order they come: in how many examples each is, and which each
// example has, by number.
class Counts {
  public:
    // With room for so many examples of some lines.
    explicit Counts(std::size_t examples) : table_(new_features * examples) {
        seen_.reserve(new_features * examples);
        numbers_.reserve(features * examples);
    }

    void add(std::span<const Occurrence> example, std::size_t words_apart) {
        for (const Occurrence& one : example) {
            const std::uint32_t number = number_of(one);
            Seen& feature = seen_[number];
            if (feature.last != ends_.size() + 1) {
                feature.last = static_cast<std::uint32_t>(ends_.size() + 1);
                ++feature.documents;
            }
            numbers_.push_back(number);
        }
        ends_.push_back(numbers_.size());
        words_apart_.push_back(words_apart);
    }

    // Adds the features of `other`, and returns which number each has here.
    std::vector<std::uint32_t> add(const Counts& other) {
        std::vector<std::uint32_t> here;
        here.reserve(other.seen_.size());
        for (const Seen& one : other.seen_) {
            here.push_back(number_of(one.feature));
            seen_[here.back()].documents += one.documents;
        }
        return here;
    }

    const std::vector<Seen>& seen() const { return seen_; }

    // What an example has, with repeats, in order of appearance.
    std::span<const std::uint32_t> numbers(std::size_t example) const {
        const std::size_t begin = example == 0 ? 0 : ends_[example - 1];
        return std::span(numbers_).subspan(begin, ends_[example] - begin);
    }

    std::size_t words_apart(std::size_t example) const { return words_apart_[example]; }

  private:
    static constexpr std::size_t features = 96;      // of an example
    static constexpr std::size_t new_features = 10;  // and those that no example had before

    std::uint32_t number_of(const Occurrence& one) {
        const std::uint32_t number = table_.add(one.hash);
        if (number == seen_.size()) {
            seen_.push_back({one, 0, 0});
        }
        return number;
    }

    HashTable table_;
    std::vector<Seen> seen_;
    std::vector<std::uint32_t> numbers_;
    std::vector<std::size_t> ends_;  // in `numbers_`, by example
    std::vector<std::size_t> words_apart_;
};

}  // namespace

HashTable::HashTable(std::size_t expected) : slots_(std::bit_ceil(expected + expected / 2 + 2)) {}

std::uint32_t HashTable::add(std::uint64_t hash) {
    if (3 * (size_ + 1) > 2 * slots_.size()) {
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
    if (!tokens.empty()) {
        collect.word('s', tuning.edge, tokens.front().stem, {}, Block::words, tuning.least_pairs);
        collect.word('e', tuning.edge, tokens.back().stem, {}, Block::words, tuning.least_pairs);
    }
    return out;
}

FeatureSpace::FeatureSpace(std::size_t examples,
                           const std::function<Analysis(std::size_t)>& read,
                           const FeatureTuning& tuning,
                           std::vector<SparseVector>& vectors)
    : tuning_(tuning) {
    std::vector<Counts> counts(parts, Counts(0));
    for_each_part(examples, [&](std::size_t part, std::size_t begin, std::size_t end) {
        counts[part] = Counts(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            const Analysis analysis = read(i);
            counts[part].add(occurrences(analysis.tokens, tuning), words_apart(analysis.tokens));
        }
    });
    Counts all(0);
    std::array<std::vector<std::uint32_t>, parts> number_in_all;
    for (std::size_t part = 0; part < parts; ++part) {
        number_in_all[part] = all.add(counts[part]);
    }
    // The commonest first: what most examples touch lies together in memory.
    std::vector<std::uint32_t> kept;
    for (std::uint32_t number = 0; number < all.seen().size(); ++number) {
        if (all.seen()[number].documents >= all.seen()[number].feature.least_documents) {
            kept.push_back(number);
        }
    }
    std::ranges::sort(kept, [&](std::uint32_t a, std::uint32_t b) {
        const Seen& one = all.seen()[a];
        const Seen& other = all.seen()[b];
        return one.documents != other.documents ? one.documents > other.documents : one.feature.hash < other.feature.hash;
    });
    const double documents = static_cast<double>(examples);
    rarest_idf_ = static_cast<float>(1 + std::log((1 + documents) / 2));
    table_ = HashTable(kept.size());
    std::vector<std::uint32_t> index(all.seen().size(), static_cast<std::uint32_t>(kept.size()));
    for (const std::uint32_t number : kept) {
        const Seen& seen = all.seen()[number];
        index[number] = table_.add(seen.feature.hash);
        idf_.push_back(static_cast<float>(1 + std::log((1 + documents) / (1 + static_cast<double>(seen.documents)))));
    }
    vectors.resize(examples);
    for_each_part(examples, [&](std::size_t part, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            std::vector<Found> found;
            for (const std::uint32_t number : counts[part].numbers(i - begin)) {
                const Occurrence& feature = counts[part].seen()[number].feature;
                found.push_back({index[number_in_all[part][number]], feature.weight, feature.block});
            }
            vectors[i] = weighed(std::move(found), counts[part].words_apart(i - begin));
        }
    });
}

SparseVector FeatureSpace::vectorize(std::span<const Token> tokens) const {
    std::vector<Found> found;
    for (const Occurrence& occurrence : occurrences(tokens, tuning_)) {
        found.push_back({find(occurrence.hash), occurrence.weight, occurrence.block});
    }
    return weighed(std::move(found), words_apart(tokens));
}

SparseVector FeatureSpace::weighed(std::vector<Found> found, std::size_t words_apart) const {
    std::array<double, block_count> squares{};
    std::ranges::sort(found, {}, &Found::index);
    SparseVector out;
    out.reserve(found.size());
    std::vector<Block> blocks;
    blocks.reserve(found.size());
    std::size_t at = 0;
    while (at < found.size() && found[at].index < size()) {
        std::size_t end = at;
        while (end < found.size() && found[end].index == found[at].index) {
            ++end;
        }
        const float repeated = end - at == 1 ? 1 : 1 + std::log(static_cast<float>(end - at));
        const float value = found[at].weight * idf_[found[at].index] * repeated;
        out.push_back({found[at].index, value});
        blocks.push_back(found[at].block);
        squares[slot(found[at].block)] += square(value);
        at = end;
    }
    for (const Found& unknown : std::span(found).subspan(at)) {
        squares[slot(unknown.block)] += square(tuning_.unknown * rarest_idf_ * unknown.weight);
    }
    squares[slot(Block::concepts)] += static_cast<double>(words_apart) * square(tuning_.no_group * rarest_idf_);
    const std::array<float, block_count> share{tuning_.words, tuning_.grams, tuning_.concepts};
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
