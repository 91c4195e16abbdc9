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

std::vector<std::string_view> split(std::string_view phrase) {
    std::vector<std::string_view> words;
    for (std::size_t start = 0; start <= phrase.size();) {
        const std::size_t end = std::min(phrase.find(' ', start), phrase.size());
        words.push_back(phrase.substr(start, end - start));
        start = end + 1;
    }
    return words;
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

void PhraseList::add(std::span<const std::string_view> phrases, std::size_t group) {
    for (const std::string_view phrase : phrases) {
        std::vector<std::string_view> words = split(phrase);
        auto& same_start = by_first_word_[words.front()];
        same_start.push_back({std::move(words), group});
    }
}

PhraseList::Found PhraseList::longest_at(std::span<const std::string> words,
                                         std::size_t index) const {
    Found longest;
    const auto phrases = by_first_word_.find(words[index]);
    if (phrases == by_first_word_.end()) {
        return longest;
    }
    const auto rest = words.subspan(index);
    for (const Phrase& phrase : phrases->second) {
        const std::size_t length = phrase.words.size();
        if (length > longest.length && length <= rest.size() &&
            std::ranges::equal(phrase.words, rest.first(length))) {
            longest = {length, phrase.group};
        }
    }
    return longest;
}

}  // namespace guichet::slots
