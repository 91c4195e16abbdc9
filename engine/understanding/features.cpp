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

// FNV-1a over a kind and its parts, mixed so that low bits are usable.
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
        return mixed;
    }

  private:
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

class Collector {
  public:
    Collector(std::vector<Occurrence>& out, std::vector<std::string>* names)
        : out_(out), names_(names) {}

    void word(char kind,
              float weight,
              std::string_view a,
              std::string_view b = {},
              Block block = Block::words,
              std::size_t least_documents = 1) {
        if (weight <= 0) {
            return;
        }
        Hash hash(kind);
        hash.add(a);
        if (!b.empty()) {
            hash.add(b);
        }
        out_.push_back({hash.value(), {weight, block, static_cast<std::uint8_t>(least_documents)}});
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
        out_.push_back(
            {hash.value(), {1, Block::grams, static_cast<std::uint8_t>(least_documents)}});
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
        collect.gram(
            std::string_view(padded).substr(at, tuning.gram), token.word, tuning.least_grams);
    }
}

std::size_t slot(Block block) {
    return static_cast<std::size_t>(block);
}

double square(float x) {
    return static_cast<double>(x) * static_cast<double>(x);
}

std::string_view canon(const Token& token) {
    return !token.group.empty()    ? token.group
           : !token.family.empty() ? token.family
                                   : std::string_view(token.stem);
}

std::size_t words_apart(std::span<const Token> tokens) {
    return static_cast<std::size_t>(std::ranges::count_if(tokens, [](const Token& token) {
        return token.group.empty() && !is_function_word(token.word);
    }));
}

struct Seen {
    FeatureKind kind;
    std::uint32_t documents = 0;
    std::uint32_t last = 0;  // the example that counted last, from 1
};

// The features of some examples, in the order they come: in how many examples each is, and which
// each example has, by number.
class Counts {
  public:
    Counts() = default;

    // With room for so many examples of some lines.
    explicit Counts(std::size_t examples) : table_(new_features * examples) {
        seen_.reserve(new_features * examples);
        numbers_.reserve(features * examples);
    }

    void add(std::span<const Occurrence> example, std::size_t words_apart) {
        for (const Occurrence& one : example) {
            const std::uint32_t number = number_of(one.hash, one.kind);
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
        for (std::size_t number = 0; number < other.seen_.size(); ++number) {
            here.push_back(number_of(other.hashes()[number], other.seen_[number].kind));
            seen_[here.back()].documents += other.seen_[number].documents;
        }
        return here;
    }

    // What has been seen, by number, and its hashes.
    const std::vector<Seen>& seen() const { return seen_; }

    std::span<const std::uint64_t> hashes() const { return table_.hashes(); }

    // What an example has, with repeats, in order of appearance.
    std::span<const std::uint32_t> numbers(std::size_t example) const {
        const std::size_t begin = example == 0 ? 0 : ends_[example - 1];
        return std::span(numbers_).subspan(begin, ends_[example] - begin);
    }

    std::size_t words_apart(std::size_t example) const { return words_apart_[example]; }

  private:
    static constexpr std::size_t features = 96;      // of an example
    static constexpr std::size_t new_features = 10;  // and those that no example had before

    std::uint32_t number_of(std::uint64_t hash, FeatureKind kind) {
        const std::uint32_t number = table_.add(hash);
        if (number == seen_.size()) {
            seen_.push_back({kind, 0, 0});
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

PackedTerm::PackedTerm(Term term)
    : bits_((term.index << unit_bits) |
            std::clamp(static_cast<std::uint32_t>(term.value / unit + 0.5F), 1U, most_units)) {}

HashTable::HashTable(std::size_t expected)
    : slots_(std::bit_ceil(expected + expected / 2 + 2), free) {
    hashes_.reserve(expected);
}

std::uint32_t HashTable::add(std::uint64_t hash) {
    if (3 * (hashes_.size() + 1) > 2 * slots_.size()) {
        slots_.assign(2 * slots_.size(), free);
        for (std::uint32_t number = 0; number < hashes_.size(); ++number) {
            slots_[place_of(hashes_[number])] = number;
        }
    }
    std::uint32_t& number = slots_[place_of(hash)];
    if (number == free) {
        number = static_cast<std::uint32_t>(hashes_.size());
        hashes_.push_back(hash);
    }
    return number;
}

std::uint32_t HashTable::find(std::uint64_t hash) const {
    const std::uint32_t number = slots_[place_of(hash)];
    return number == free ? static_cast<std::uint32_t>(hashes_.size()) : number;
}

std::size_t HashTable::place_of(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != free && hashes_[slots_[at]] != hash) {
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
            collect.word('b',
                         tuning.bigram,
                         token.stem,
                         tokens[i + 1].stem,
                         Block::words,
                         tuning.least_pairs);
            if (!token.group.empty() || !tokens[i + 1].group.empty()) {
                collect.word('h',
                             tuning.group_bigram,
                             canon(token),
                             canon(tokens[i + 1]),
                             Block::concepts,
                             tuning.least_pairs);
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
                           std::vector<PackedVector>& vectors)
    : tuning_(tuning) {
    std::vector<Counts> counts(parts);
    for_each_part(examples, [&](std::size_t part, std::size_t begin, std::size_t end) {
        counts[part] = Counts(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            const Analysis analysis = read(i);
            counts[part].add(occurrences(analysis.tokens, tuning), words_apart(analysis.tokens));
        }
    });
    Counts all;
    std::array<std::vector<std::uint32_t>, parts> number_in_all;
    for (std::size_t part = 0; part < parts; ++part) {
        number_in_all[part] = all.add(counts[part]);
    }
    // The commonest first: what most examples touch lies together in memory.
    std::vector<std::uint32_t> kept;
    for (std::uint32_t number = 0; number < all.seen().size(); ++number) {
        if (all.seen()[number].documents >= all.seen()[number].kind.least_documents) {
            kept.push_back(number);
        }
    }
    std::ranges::sort(kept, [&](std::uint32_t a, std::uint32_t b) {
        const std::uint32_t one = all.seen()[a].documents;
        const std::uint32_t other = all.seen()[b].documents;
        return one != other ? one > other : all.hashes()[a] < all.hashes()[b];
    });
    if (kept.size() > PackedTerm::indices) {
        kept.resize(PackedTerm::indices);
    }
    const double documents = static_cast<double>(examples);
    rarest_idf_ = static_cast<float>(1 + std::log((1 + documents) / 2));
    table_ = HashTable(kept.size());
    std::vector<std::uint32_t> index(all.seen().size(), static_cast<std::uint32_t>(kept.size()));
    for (const std::uint32_t number : kept) {
        const Seen& seen = all.seen()[number];
        index[number] = table_.add(all.hashes()[number]);
        const auto idf = static_cast<float>(
            1 + std::log((1 + documents) / (1 + static_cast<double>(seen.documents))));
        features_.push_back({seen.kind.weight * idf, seen.kind.block});
    }
    vectors.resize(examples);
    for_each_part(examples, [&](std::size_t part, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            std::vector<std::uint32_t> features;
            features.reserve(counts[part].numbers(i - begin).size());
            Squares squares{};
            for (const std::uint32_t number : counts[part].numbers(i - begin)) {
                take(counts[part].seen()[number].kind,
                     index[number_in_all[part][number]],
                     features,
                     squares);
            }
            const SparseVector vector =
                weighed(std::move(features), squares, counts[part].words_apart(i - begin));
            vectors[i] = PackedVector(vector.begin(), vector.end());
        }
        counts[part] = Counts();
    });
}

SparseVector FeatureSpace::vectorize(std::span<const Token> tokens) const {
    const std::vector<Occurrence> all = occurrences(tokens, tuning_);
    std::vector<std::uint32_t> features;
    features.reserve(all.size());
    Squares squares{};
    for (const Occurrence& occurrence : all) {
        take(occurrence.kind, find(occurrence.hash), features, squares);
    }
    return weighed(std::move(features), squares, words_apart(tokens));
}

void FeatureSpace::take(FeatureKind kind,
                        std::uint32_t index,
                        std::vector<std::uint32_t>& features,
                        Squares& squares) const {
    if (index < size()) {
        features.push_back(index);
    } else {
        squares[slot(kind.block)] += square(tuning_.unknown * rarest_idf_ * kind.weight);
    }
}

SparseVector FeatureSpace::weighed(std::vector<std::uint32_t> features,
                                   Squares squares,
                                   std::size_t words_apart) const {
    std::ranges::sort(features);
    SparseVector out;
    out.reserve(features.size());
    for (std::size_t at = 0; at < features.size();) {
        std::size_t end = at + 1;
        while (end < features.size() && features[end] == features[at]) {
            ++end;
        }
        const Feature& feature = features_[features[at]];
        const float repeated = end - at == 1 ? 1 : 1 + std::log(static_cast<float>(end - at));
        out.push_back({features[at], feature.value * repeated});
        squares[slot(feature.block)] += square(out.back().value);
        at = end;
    }
    squares[slot(Block::concepts)] +=
        static_cast<double>(words_apart) * square(tuning_.no_group * rarest_idf_);
    const std::array<float, block_count> share{tuning_.words, tuning_.grams, tuning_.concepts};
    std::array<float, block_count> scale{};
    const double total = std::sqrt(square(share[0]) + square(share[1]) + square(share[2]));
    for (std::size_t block = 0; block < block_count; ++block) {
        if (squares[block] > 0) {
            scale[block] = static_cast<float>(static_cast<double>(share[block]) / total /
                                              std::sqrt(squares[block]));
        }
    }
    for (Term& term : out) {
        term.value *= scale[slot(features_[term.index].block)];
    }
    return out;
}

}  // namespace guichet::understanding
