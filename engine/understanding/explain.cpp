#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/text/normalize.hpp"
#include "engine/understanding/model.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet {
namespace {

using namespace understanding;

constexpr std::size_t candidates_explained = 3;
constexpr std::size_t evidence_shown = 12;

std::string joined(const std::vector<Token>& tokens, std::string Token::*part) {
    std::string out;
    for (const Token& token : tokens) {
        out += out.empty() ? "" : " ";
        out += token.*part;
    }
    return out;
}

std::string joined(const std::vector<Change>& changes, Change::Kind kind) {
    std::string out;
    for (const Change& change : changes) {
        if (change.kind == kind) {
            out += out.empty() ? "" : ", ";
            out += change.to.empty() ? change.from : change.from + " → " + change.to;
        }
    }
    return out.empty() ? "aucune" : out;
}

// What each feature of the whole text adds to the margin of one intent, strongest first. (The
// margin of a long story is half that of its best sentence.)
std::vector<Evidence> evidence_of(const FeatureSpace& space,
                                  const LinearModel& linear,
                                  const std::vector<Token>& tokens,
                                  std::size_t intent) {
    std::vector<std::string> names;
    const std::vector<Occurrence> all = occurrences(tokens, space.tuning(), &names);
    const SparseVector vector = space.vectorize(tokens);
    std::map<std::uint32_t, std::size_t> repeats;
    for (const Occurrence& one : all) {
        ++repeats[space.find(one.hash)];
    }
    std::map<std::string, double> sums;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::uint32_t index = space.find(all[i].hash);
        const auto place = std::ranges::lower_bound(vector, index, {}, &Term::index);
        if (index < space.size() && place != vector.end() && place->index == index) {
            sums[names[i]] += static_cast<double>(place->value * linear.weight(index, intent)) /
                              static_cast<double>(repeats[index]);
        }
    }
    std::vector<Evidence> out;
    for (auto& [name, weight] : sums) {
        out.push_back({name, weight});
    }
    std::ranges::stable_sort(out, [](const Evidence& a, const Evidence& b) {
        return std::abs(a.weight) > std::abs(b.weight);
    });
    out.resize(std::min(out.size(), evidence_shown));
    return out;
}

// Of vectors of length 1 or less: the cosine of what both texts have.
float product(const SparseVector& a, const SparseVector& b) {
    float sum = 0;
    for (auto one = a.begin(), other = b.begin(); one != a.end() && other != b.end();) {
        if (one->index == other->index) {
            sum += one++->value * other++->value;
        } else if (one->index < other->index) {
            ++one;
        } else {
            ++other;
        }
    }
    return sum;
}

}  // namespace

std::size_t Matcher::Model::index_of(std::string_view id) const {
    const auto found = std::ranges::find(intents, id, &Intent::id);
    return static_cast<std::size_t>(found - intents.begin());
}

Explanation Matcher::explain(std::string_view utterance) const {
    Explanation out;
    if (model_ == nullptr) {
        out.result.reason = MatchReason::nothing_learned;
        return out;
    }
    const Analysis analysis = model_->analyzer.read(utterance);
    out.result = model_->match(analysis);
    out.steps = {
        {"texte reçu", text::clean(utterance)},
        {"sans accents", text::fold(utterance)},
        {"abréviations", joined(analysis.changes, Change::Kind::abbreviation)},
        {"politesses écartées", joined(analysis.changes, Change::Kind::courtesy)},
        {"réparations", joined(analysis.changes, Change::Kind::repair)},
        {"mots", joined(analysis.tokens, &Token::word)},
        {"racines", joined(analysis.tokens, &Token::stem)},
        {"phrases", fmt::format("{}", analysis.sentence_ends.size())},
        {"seuils",
         fmt::format("réponse à partir de {:.2f}, question à partir de {:.2f}",
                     model_->calibration.match_from(),
                     model_->calibration.clarify_from())},
    };
    for (std::size_t i = 0; i < std::min(candidates_explained, out.result.candidates.size()); ++i) {
        const std::string& id = out.result.candidates[i].intent;
        out.evidence.emplace_back(
            id, evidence_of(model_->space, model_->linear, analysis.tokens, model_->index_of(id)));
    }
    return out;
}

std::vector<std::vector<std::size_t>> Matcher::closest(std::span<const std::string> utterances,
                                                       std::span<const std::string> examples,
                                                       std::size_t most) const {
    std::vector<std::vector<std::size_t>> out(utterances.size());
    if (model_ == nullptr) {
        return out;
    }
    const auto vector_of = [&](const std::string& text) {
        return model_->space.vectorize(model_->analyzer.read(text).tokens);
    };
    std::vector<SparseVector> vectors(examples.size());
    for_each_below(examples.size(), [&](std::size_t i) { vectors[i] = vector_of(examples[i]); });
    for_each_below(utterances.size(), [&](std::size_t u) {
        const SparseVector utterance = vector_of(utterances[u]);
        std::vector<std::pair<float, std::size_t>> likeness;
        for (std::size_t i = 0; i < vectors.size(); ++i) {
            likeness.emplace_back(-product(utterance, vectors[i]), i);
        }
        std::ranges::sort(likeness);
        for (std::size_t place = 0; place < std::min(most, likeness.size()); ++place) {
            out[u].push_back(likeness[place].second);
        }
    });
    return out;
}

}  // namespace guichet
