#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/text/normalize.hpp"
#include "engine/understanding/model.hpp"

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

// What each feature of the text adds to the margin of one intent, strongest first.
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

}  // namespace

std::size_t Matcher::Model::index_of(std::string_view id) const {
    const auto found = std::ranges::find(intents, id, &Intent::id);
    return static_cast<std::size_t>(found - intents.begin());
}

Explanation Matcher::explain(std::string_view utterance) const {
    Explanation out;
    if (model_ == nullptr) {
        out.result.reason = "vide";
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

}  // namespace guichet
