#include "engine/understanding/rules.hpp"

#include <algorithm>
#include <span>

namespace guichet::understanding {

CompiledRule::CompiledRule(const Rule& rule, const Analyzer& analyzer) : text_(rule.text) {
    for (const std::vector<std::string>& word : rule.words) {
        std::vector<Alternative> alternatives;
        for (const std::string& written : word) {
            Alternative stems;
            for (Token& token : analyzer.read(written).tokens) {
                stems.push_back(std::move(token.stem));
            }
            if (!stems.empty()) {
                alternatives.push_back(std::move(stems));
            }
        }
        words_.push_back(std::move(alternatives));
    }
}

bool CompiledRule::holds(const Analysis& analysis) const {
    const auto holds_in = [this](std::span<const Token> sentence) {
        const auto stands = [sentence](const std::string& stem) {
            return std::ranges::any_of(sentence,
                                       [&](const Token& token) { return token.stem == stem; });
        };
        return std::ranges::all_of(words_, [&](const std::vector<Alternative>& word) {
            return std::ranges::any_of(word, [&](const Alternative& alternative) {
                return std::ranges::all_of(alternative, stands);
            });
        });
    };
    std::size_t begin = 0;
    for (const std::size_t end : analysis.sentence_ends) {
        if (holds_in(std::span(analysis.tokens).subspan(begin, end - begin))) {
            return !words_.empty();
        }
        begin = end;
    }
    return false;
}

}  // namespace guichet::understanding
