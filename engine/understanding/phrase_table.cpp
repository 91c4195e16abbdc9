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
        std::ranges::stable_sort(
            phrases, std::ranges::greater{}, [](const Phrase& one) { return one.words.size(); });
    }
}

const PhraseTable::Phrases* PhraseTable::starting_with(std::string_view word) const {
    const auto found = by_first_word_.find(word);
    return found == by_first_word_.end() ? nullptr : &found->second;
}

const PhraseTable::Phrase* PhraseTable::find(const std::vector<Token>& tokens,
                                             std::size_t at,
                                             const std::string Token::*part) const {
    return find_among(starting_with(tokens[at].*part), tokens, at, part);
}

const PhraseTable::Phrase* PhraseTable::find_among(const Phrases* phrases,
                                                   const std::vector<Token>& tokens,
                                                   std::size_t at,
                                                   const std::string Token::*part) {
    if (phrases == nullptr) {
        return nullptr;
    }
    const std::span<const Token> rest = std::span(tokens).subspan(at);
    const auto stands = [rest, part](const Phrase& phrase) {
        return phrase.words.size() <= rest.size() &&
               std::ranges::equal(phrase.words, rest.first(phrase.words.size()), {}, {}, part);
    };
    const auto phrase = std::ranges::find_if(*phrases, stands);
    return phrase == phrases->end() ? nullptr : &*phrase;
}

}  // namespace guichet::understanding
