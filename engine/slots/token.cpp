#include "engine/slots/token.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "engine/text/normalize.hpp"
#include "engine/text/utf8.hpp"

namespace guichet::slots {
namespace {

constexpr int most_signs_between = 3;

bool is_mark(UChar32 point) {
    return (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

Token::Kind kind_of(UChar32 point) {
    if (u_isdigit(point) != 0) {
        return Token::Kind::number;
    }
    return u_isalpha(point) != 0 ? Token::Kind::word : Token::Kind::sign;
}

// Whether `point` goes on the token `kind`; a sign is alone but for its marks.
bool continues(Token::Kind kind, UChar32 point) {
    if (is_mark(point)) {
        return true;
    }
    return kind != Token::Kind::sign && kind_of(point) == kind;
}

std::string ascii_digits(std::string_view digits) {
    std::string out;
    for (std::size_t at = 0; at < digits.size();) {
        if (const int value = u_charDigitValue(text::next_point(digits, at)); value >= 0) {
            out += static_cast<char>('0' + value);
        }
    }
    return out;
}

// The digit that a run of look-alike letters stands for, or an empty text.
std::string look_alike(const Token& token) {
    std::string digits;
    for (const char letter : token.raw) {
        if (letter == 'o' || letter == 'O') {
            digits += '0';
        } else if (letter == 'l' || letter == 'I') {
            digits += '1';
        } else {
            return {};
        }
    }
    return digits;
}

}  // namespace

bool Token::is_any(std::initializer_list<std::string_view> texts) const {
    return std::ranges::find(texts, folded) != texts.end();
}

Line read_line(std::string_view raw) {
    Line line;
    line.text = text::clean(raw);
    const std::string_view text = line.text;
    bool spaced = false;
    for (std::size_t at = 0; at < text.size();) {
        Token token;
        token.begin = at;
        const UChar32 first = text::next_point(text, at);
        if (first == ' ') {
            spaced = true;
            continue;
        }
        token.kind = kind_of(first);
        for (std::size_t next = at; next < text.size(); at = next) {
            if (!continues(token.kind, text::next_point(text, next))) {
                break;
            }
        }
        token.end = at;
        token.raw = std::string(text.substr(token.begin, token.end - token.begin));
        token.folded = token.is_number() ? ascii_digits(token.raw) : text::fold(token.raw);
        token.spaced = spaced;
        spaced = false;
        line.tokens.push_back(std::move(token));
    }
    return line;
}

std::vector<Token> with_letter_digits(Tokens tokens) {
    std::vector<Token> out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token token = tokens[i];
        const bool after_digit =
            i > 0 && glued(tokens, i) && !out.empty() && out.back().is_number();
        const bool before_digit =
            i + 1 < tokens.size() && glued(tokens, i + 1) && tokens[i + 1].is_number();
        if (token.is_word() && (after_digit || before_digit)) {
            if (const std::string digits = look_alike(token); !digits.empty()) {
                token.kind = Token::Kind::number;
                token.folded = digits;
            }
        }
        if (token.is_number() && !token.spaced && !out.empty() && out.back().is_number()) {
            out.back().folded += token.folded;
            out.back().raw += token.raw;
            out.back().end = token.end;
        } else {
            out.push_back(std::move(token));
        }
    }
    return out;
}

bool stands_at(Tokens tokens, std::size_t index, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        for (int signs = 0; signs < most_signs_between && index < tokens.size() &&
                            tokens[index].is_sign() && !tokens[index].is("?");
             ++signs) {
            ++index;
        }
        if (index >= tokens.size() || !tokens[index].is(word)) {
            return false;
        }
        ++index;
    }
    return true;
}

bool near_before(Tokens tokens,
                 std::size_t index,
                 std::size_t reach,
                 std::initializer_list<std::string_view> words) {
    const std::size_t count = std::min(index, reach);
    return std::ranges::any_of(tokens.subspan(index - count, count),
                               [&](const Token& token) { return token.is_any(words); });
}

}  // namespace guichet::slots
