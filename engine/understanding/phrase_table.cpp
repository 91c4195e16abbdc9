#include "engine/understanding/phrase_table.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

namespace guichet::understanding {

void PhraseTable::add(Phrase phrase) {
    if (phrase.words.empty()) {
        return;
    }
    auto& phrases = by_first_word_[phrase.words.front()];
    if (std::ranges::find(phrases, phrase.words, &Phrase::words) == phrases.end()) {
        phrases.push_back(std::move(phrase));
        std::ranges::stable_sort(phrases, std::ranges::greater{}, [](const Phrase& one) { return one.words.size(); });
    }
}

const PhraseTable::Phrase* PhraseTable::find(const std::vector<Token>& tokens,
                                             std::size_t at,
                                             const std::string Token::*part) const {
    const auto found = by_first_word_.find(std::string_view(tokens[at].*part));
    if (found == by_first_word_.end()) {
        return nullptr;
    }
    const std::span<const Token> rest = std::span(tokens).subspan(at);
    const auto stands = [rest, part](const Phrase& phrase) {
        return phrase.words.size() <= rest.size() &&
               std::ranges::equal(phrase.words, rest.first(phrase.words.size()), {}, {}, part);
    };
    const auto phrase = std::ranges::find_if(found->second, stands);
    return phrase == found->second.end() ? nullptr : &*phrase;
}

}  // namespace guichet::understanding
