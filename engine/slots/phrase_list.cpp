#include "engine/slots/phrase_list.hpp"

#include <algorithm>
#include <utility>

namespace guichet::slots {
namespace {

std::string without_repeats(std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        std::size_t end = i;
        while (end < word.size() && word[end] == word[i]) {
            ++end;
        }
        out.append(end - i >= 3 ? 1 : end - i, word[i]);
        i = end;
    }
    return out;
}

}  // namespace

std::vector<std::string> plain_words(Tokens tokens) {
    std::vector<std::string> words;
    for (const Token& token : tokens) {
        if (token.is_word()) {
            words.push_back(without_repeats(token.folded));
        } else if (token.is_number()) {
            words.push_back(token.folded);
        }
    }
    return words;
}

bool PhraseList::add(std::vector<std::string> words, std::size_t group) {
    if (words.empty()) {
        return false;
    }
    auto& same_start = by_first_word_[words.front()];
    if (std::ranges::find(same_start, words, &Phrase::words) != same_start.end()) {
        return false;
    }
    same_start.push_back({std::move(words), group});
    return true;
}

PhraseList::Found PhraseList::longest(std::span<const std::string> words) const {
    Found longest;
    const auto phrases = words.empty() ? by_first_word_.end() : by_first_word_.find(words.front());
    if (phrases == by_first_word_.end()) {
        return longest;
    }
    for (const Phrase& phrase : phrases->second) {
        const std::size_t length = phrase.words.size();
        if (length > longest.length && length <= words.size() &&
            std::ranges::equal(phrase.words, words.first(length))) {
            longest = {length, phrase.group};
        }
    }
    return longest;
}

}  // namespace guichet::slots
