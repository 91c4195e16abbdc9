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
        return {Decision::fallback, {}, false, "vide"};
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

}  // namespace guichet
