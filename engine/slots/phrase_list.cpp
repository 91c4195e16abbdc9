#include "engine/slots/phrase_list.hpp"

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

std::size_t phrase_length(std::span<const std::string> words,
                          std::size_t index,
                          std::string_view phrase) {
    std::size_t count = 0;
    for (std::size_t start = 0; start <= phrase.size(); ++count) {
        const std::size_t end = std::min(phrase.find(' ', start), phrase.size());
        if (index + count >= words.size() ||
            words[index + count] != phrase.substr(start, end - start)) {
            return 0;
        }
        start = end + 1;
    }
    return count;
}

}  // namespace guichet::slots
