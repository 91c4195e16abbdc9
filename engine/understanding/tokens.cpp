#include "engine/understanding/tokens.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "engine/text/normalize.hpp"
#include "engine/text/utf8.hpp"
#include "engine/understanding/french.hpp"

namespace guichet::understanding {
namespace {

bool ends_sentence(std::string_view text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const bool mark = std::string_view(".!?;").find(text[i]) != std::string_view::npos;
        if (mark && (i + 1 == to || text[i + 1] == ' ' || text[i + 1] == text[i])) {
            return true;
        }
    }
    return false;
}

// The "t" of "a-t-il" and of "a t il" is there for the ear only.
bool is_euphonic(std::string_view text, std::span<const text::WordSpan> spans, std::size_t at) {
    constexpr std::string_view pronouns[] = {"il", "elle", "on", "ils", "elles"};
    const auto word = [&](std::size_t i) {
        return text.substr(spans[i].begin, spans[i].end - spans[i].begin);
    };
    return at > 0 && at + 1 < spans.size() && word(at) == "t" &&
           std::ranges::find(pronouns, word(at + 1)) != std::end(pronouns);
}

}  // namespace

std::vector<Token> tokens_of(std::string_view lower, std::vector<std::size_t>* sentence_ends) {
    const std::vector<text::WordSpan> spans = text::word_spans(lower);
    std::vector<Token> tokens;
    tokens.reserve(spans.size());
    std::size_t before = 0;  // end of the previous word
    for (std::size_t at = 0; at < spans.size(); ++at) {
        const text::WordSpan& span = spans[at];
        if (sentence_ends != nullptr && !tokens.empty() &&
            ends_sentence(lower, before, span.begin)) {
            sentence_ends->push_back(tokens.size());
        }
        before = span.end;
        if (is_euphonic(lower, spans, at)) {
            continue;
        }
        const std::string_view typed = lower.substr(span.begin, span.end - span.begin);
        Token token;
        if (text::is_ascii(typed)) {
            token.word = typed;
        } else {
            token.accented = typed;
            token.word = text::strip_accents(typed);
        }
        token.elided = span.elided;
        if (span.elided) {
            if (const std::string_view full = full_form_of_elision(token.word); !full.empty()) {
                token.word = full;
                token.accented.clear();
            }
        }
        tokens.push_back(std::move(token));
    }
    if (sentence_ends != nullptr) {
        sentence_ends->push_back(tokens.size());
    }
    return tokens;
}

std::vector<std::string> words_of(std::string_view written) {
    std::vector<std::string> words;
    for (Token& token : tokens_of(text::fold_case(written))) {
        words.push_back(std::move(token.word));
    }
    return words;
}

std::string letters_of(std::string_view lower) {
    return text::letters(text::strip_accents(lower));
}

std::string letters_of(std::span<const Token> tokens) {
    constexpr std::size_t most = 8;  // of a word, mostly
    std::string letters;
    letters.reserve(most * tokens.size());
    for (const Token& token : tokens) {
        std::string_view word = token.word;
        if (token.elided && word == full_form_of_elision(word.substr(0, word.size() - 1))) {
            word.remove_suffix(1);
        }
        letters += word;
    }
    std::erase(letters, '\'');
    return letters;
}

}  // namespace guichet::understanding
