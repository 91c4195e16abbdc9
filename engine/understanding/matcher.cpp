#include "engine/understanding/matcher.hpp"

#include "engine/understanding/model.hpp"

namespace guichet {

Matcher::Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Matcher Matcher::train(const std::vector<IntentSource>& sources, const Lexicon& lexicon) {
    Matcher matcher;
    matcher.model_ = std::make_unique<const Model>(sources, lexicon, understanding::Tuning());
    return matcher;
}

MatchResult Matcher::match(std::string_view utterance) const {
    if (model_ == nullptr) {
        return {Decision::fallback, {}, false, MatchReason::nothing_learned, ""};
    }
    return model_->match(model_->analyzer.read(utterance));
}

std::string_view decision_name(Decision decision) {
    switch (decision) {
        case Decision::match:
            return "match";
        case Decision::clarify:
            return "clarify";
        case Decision::fallback:
            break;
    }
    return "fallback";
}

std::string reason_in_french(const MatchResult& result) {
    switch (result.reason) {
        case MatchReason::none:
            break;
        case MatchReason::nothing_learned:
            return "vide";
        case MatchReason::exact:
            return "exact";
        case MatchReason::rule:
            return "règle : " + result.rule;
        case MatchReason::floor:
            return "plancher";
        case MatchReason::background:
            return "hors périmètre";
        case MatchReason::model:
            return "modèle";
    }
    return "";
}

}  // namespace guichet
