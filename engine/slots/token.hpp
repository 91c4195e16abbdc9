#pragma once
// The tokens that every reader of this folder works on: words, numbers and signs of a cleaned text,
// each as typed and folded. Offsets point into `Line::text`, so that what was read can be quoted or
// hidden. Tested by tests/unit/slots.
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::slots {

struct Token {
    enum class Kind { word, number, sign };
    Kind kind = Kind::sign;
    std::string raw;        // as typed, NFC
    std::string folded;     // lower case without accents; ASCII digits, quotes and hyphens
    std::size_t begin = 0;  // bytes of Line::text
    std::size_t end = 0;
    bool spaced = false;   // white space stands before it
    bool spelled = false;  // a number that was written in words

    bool is_word() const { return kind == Kind::word; }

    bool is_number() const { return kind == Kind::number; }

    bool is_sign() const { return kind == Kind::sign; }

    bool is(std::string_view text) const { return folded == text; }

    bool is_any(std::initializer_list<std::string_view> texts) const;
};

using Tokens = std::span<const Token>;

// `text::clean(raw)` cut into letters, digits and single signs.
struct Line {
    std::string text;
    std::vector<Token> tokens;
};

Line read_line(std::string_view raw);

// True when the token stands directly against the one before it ("12" and "h" in "12h").
inline bool glued(Tokens tokens, std::size_t index) {
    return index > 0 && index < tokens.size() && !tokens[index].spaced;
}

// The same tokens with the letter O, l or I read as 0 or 1 where it touches digits ("O6", "2O24").
std::vector<Token> with_letter_digits(Tokens tokens);

// True when `words` stand at `index`, up to three signs before each ignored.
bool stands_at(Tokens tokens, std::size_t index, std::initializer_list<std::string_view> words);

// True when one of `words` is among the `reach` tokens before `index`.
bool near_before(Tokens tokens,
                 std::size_t index,
                 std::size_t reach,
                 std::initializer_list<std::string_view> words);

}  // namespace guichet::slots
