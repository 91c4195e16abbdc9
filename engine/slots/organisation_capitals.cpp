#include <algorithm>
#include <array>

#include "engine/slots/capitals.hpp"
#include "engine/slots/organisation.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::array small_words = {
    "a"sv,
    "au"sv,
    "aux"sv,
    "d"sv,
    "de"sv,
    "des"sv,
    "du"sv,
    "en"sv,
    "et"sv,
    "l"sv,
    "la"sv,
    "le"sv,
    "les"sv,
    "par"sv,
    "pour"sv,
    "s"sv,
    "sous"sv,
    "sur"sv,
};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

bool has_vowel(std::string_view folded) {
    return folded.find_first_of("aeiouy") != std::string_view::npos;
}

bool is_one_letter(const Token& token) {
    return std::ranges::count_if(token.folded, [](char byte) { return (byte & 0xC0) != 0x80; }) ==
           1;
}

// All in capitals; single letters and known initials tell nothing.
bool is_shouted(const Vocabulary& vocabulary, Tokens tokens) {
    bool any = false;
    for (const Token& token : tokens) {
        const bool initials = is_all_capitals(vocabulary.initials(token.folded));
        if (token.is_word() && !is_one_letter(token) && !initials) {
            const bool caseless =
                token.raw == upper_case(token.raw) && token.raw == lower_case(token.raw);
            if (!caseless && !is_all_capitals(token.raw)) {
                return false;
            }
            any = any || token.raw != capitalised(token.raw);
        }
    }
    return any;
}

// In a text all in capitals, initials cannot be told from words by their case.
std::string quiet_word(const Token& token, bool first) {
    const bool short_name = token.folded.size() <= 3;
    if (holds(small_words, token.folded)) {
        return first ? capitalised(token.raw) : lower_case(token.raw);
    }
    return short_name || !has_vowel(token.folded) ? upper_case(token.raw) : capitalised(token.raw);
}

bool is_lone_letter(Tokens tokens, std::size_t i) {
    const bool beside_sign = (i + 1 < tokens.size() && tokens[i + 1].is_any({"&", ".", "+"})) ||
                             (i > 0 && tokens[i - 1].is_any({"&", "."})) ||
                             (glued(tokens, i) && tokens[i - 1].is_number());
    return tokens[i].folded.size() == 1 && beside_sign;
}

std::string word_of(const Vocabulary& vocabulary, Tokens tokens, std::size_t i, bool all_capitals) {
    const Token& token = tokens[i];
    if (const std::string_view known = vocabulary.initials(token.folded); !known.empty()) {
        return std::string(known);
    }
    if (is_lone_letter(tokens, i)) {
        return upper_case(token.raw);
    }
    const bool first = i == 0;
    if (all_capitals) {
        return quiet_word(token, first);
    }
    if (token.raw != lower_case(token.raw)) {
        return token.raw;
    }
    return holds(small_words, token.folded) && !first ? token.raw : capitalised(token.raw);
}

}  // namespace

std::string organisation_capitals(const Vocabulary& vocabulary, Tokens tokens) {
    const bool all_capitals = is_shouted(vocabulary, tokens);
    std::string out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        out += i > 0 && tokens[i].spaced ? " " : "";
        out += tokens[i].is_word()     ? word_of(vocabulary, tokens, i, all_capitals)
               : tokens[i].is("'")     ? "'"
               : tokens[i].is_number() ? tokens[i].folded
                                       : tokens[i].raw;
    }
    return text::clean(out);
}

bool creditor_is_brought(Tokens tokens, std::size_t index) {
    for (std::size_t i = index; i-- > 0 && index - i <= 2;) {
        if (tokens[i].is_any({"creancier",
                              "chez",
                              "facture",
                              "factures",
                              "credit",
                              "dette",
                              "envers",
                              "contrat"})) {
            return true;
        }
    }
    return false;
}

std::optional<Stretch> known_creditor_at(const Vocabulary& vocabulary,
                                         Tokens tokens,
                                         std::size_t index) {
    for (const std::vector<std::string>& name : vocabulary.creditors_at(tokens[index].folded)) {
        std::size_t at = index;
        for (const std::string& word : name) {
            while (at > index && at < tokens.size() && tokens[at].is_any({"'", "-"})) {
                ++at;
            }
            if (at >= tokens.size() || !tokens[at].is(word)) {
                at = index;
                break;
            }
            ++at;
        }
        if (at > index) {
            return Stretch{index, at};
        }
    }
    return std::nullopt;
}

}  // namespace guichet::slots
