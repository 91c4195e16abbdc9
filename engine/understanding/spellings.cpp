#include "engine/understanding/spellings.hpp"

#include <utility>

namespace guichet::understanding {

SpelledOut Spellings::add(std::span<const Token> tokens) {
    constexpr char in_no_word = '\n';
    SpelledOut example;
    example.reserve(tokens.size());
    std::string letters;
    for (const Token& token : tokens) {
        letters = token.word;
        letters += in_no_word;
        letters += token.accented;
        const auto [place, is_new] = by_letters_.try_emplace(letters);
        if (is_new) {
            place->second = &all_.emplace_back(Spelling{token.word, token.accented, nullptr, 0});
        }
        ++place->second->uses;
        example.push_back(place->second);
    }
    return example;
}

std::vector<Token> tokens_of(const SpelledOut& example) {
    std::vector<Token> tokens;
    tokens.reserve(example.size());
    for (const Spelling* spelling : example) {
        Token token;
        token.word = spelling->word;
        token.accented = spelling->accented;
        token.known = spelling->known;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace guichet::understanding
