#include "engine/slots/numeral.hpp"

#include <unicode/rbnf.h>

#include <algorithm>
#include <bit>
#include <map>
#include <string>

#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t longest_words =
    5;  // "quatre-vingt-dix-sept" written with its hyphens as spaces, and "et"
constexpr std::size_t fuzzy_length = 6;  // shorter words are too close to ordinary ones

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string out;
    for (const std::string& word : words) {
        out += out.empty() ? "" : between;
        out += word;
    }
    return out;
}

void add_spellings(std::map<std::string, int>& table, const std::string& spelled, int value) {
    std::vector<std::string> words = text::words(text::fold(spelled));
    table.emplace(joined(words, " "), value);
    table.emplace(joined(words, ""), value);
    if (std::erase(words, "et") > 0) {
        table.emplace(joined(words, " "), value);
    }
}

// The words of 0 to 99 as France, Belgium and Switzerland write them, from ICU. ICU's own reading
// of them wants every hyphen in its place, which nobody types: hence this table.
std::map<std::string, int> make_small_numbers() {
    std::map<std::string, int> table{{"quatre vingt", 80}, {"quatrevingt", 80}, {"octante", 80}};
    for (const char* locale : {"fr_FR", "fr_BE", "fr_CH"}) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(locale), status);
        for (int value = 0; value < 100 && U_SUCCESS(status); ++value) {
            icu::UnicodeString written;
            std::string spelled;
            format.format(static_cast<std::int32_t>(value), written).toUTF8String(spelled);
            add_spellings(table, spelled, value);
        }
    }
    return table;
}

const std::map<std::string, int>& small_numbers() {
    static const std::map<std::string, int> table = make_small_numbers();
    return table;
}

// A bit for each letter of a folded word.
std::uint32_t letters_of(std::string_view word) {
    std::uint32_t letters = 0;
    for (const char c : word) {
        letters |= c >= 'a' && c <= 'z' ? std::uint32_t{1} << (c - 'a') : 0;
    }
    return letters;
}

// A number's word that is long enough to be known with one slip in it.
struct LongWord {
    std::string spelled;
    std::uint32_t letters;
};

std::vector<LongWord> make_long_words() {
    std::vector<LongWord> words;
    for (const auto& [spelled, value] : small_numbers()) {
        if (spelled.size() >= fuzzy_length && spelled.find(' ') == std::string::npos) {
            words.push_back({spelled, letters_of(spelled)});
        }
    }
    return words;
}

// `word` with one slip repaired when it is near a number's word ("cinquente").
std::string repaired(const std::string& word) {
    static const std::vector<LongWord> long_words = make_long_words();
    if (word.size() < fuzzy_length || small_numbers().contains(word)) {
        return word;
    }
    const std::uint32_t letters = letters_of(word);
    for (const LongWord& known : long_words) {
        // One slip changes two letters at most: nearly every word is done with here.
        if (std::popcount(letters ^ known.letters) <= 2 &&
            text::edit_distance(word, known.spelled, 1) <= 1) {
            return known.spelled;
        }
    }
    return word;
}

// The index after a hyphen that joins two words, or `index` itself.
std::size_t past_hyphen(Tokens tokens, std::size_t index) {
    const bool hyphen =
        index + 1 < tokens.size() && tokens[index].is("-") && tokens[index + 1].is_word();
    return hyphen ? index + 1 : index;
}

bool word_at(Tokens tokens, std::size_t index, std::initializer_list<std::string_view> words) {
    return index < tokens.size() && tokens[index].is_any(words);
}

std::optional<Numeral> below_hundred(Tokens tokens, std::size_t index) {
    const std::vector<Numeral> readings = small_numerals_at(tokens, index);
    return readings.empty() ? std::nullopt : std::optional(readings.front());
}

std::optional<Numeral> below_thousand(Tokens tokens, std::size_t index) {
    std::optional<Numeral> head = below_hundred(tokens, index);
    std::size_t at = head ? past_hyphen(tokens, head->end) : index;
    const bool counted = head && head->value > 0;
    if (!word_at(tokens, at, {"cent", "cents"}) || (head && !counted)) {
        return head;
    }
    Numeral hundreds{(counted ? head->value : 1) * 100, at + 1};
    const auto rest = below_hundred(tokens, past_hyphen(tokens, hundreds.end));
    if (rest && rest->value > 0) {
        hundreds.value += rest->value;
        hundreds.end = rest->end;
    }
    return hundreds;
}

// What `number` counts: "deux" before "mille"; `number` absent means one, as in "mille".
std::optional<Numeral> times(Tokens tokens, std::optional<Numeral> number, std::size_t index) {
    struct Power {
        std::initializer_list<std::string_view> words;
        std::int64_t value;
    };

    const Power powers[] = {{{"mille", "mil", "milles"}, 1'000},
                            {{"million", "millions"}, 1'000'000},
                            {{"milliard", "milliards"}, 1'000'000'000}};
    const std::size_t at = number ? past_hyphen(tokens, number->end) : index;
    for (const Power& power : powers) {
        if (word_at(tokens, at, power.words)) {
            return Numeral{(number ? number->value : 1) * power.value, at + 1};
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<Numeral> small_numerals_at(Tokens tokens, std::size_t index) {
    std::vector<Numeral> readings;
    std::string key;
    for (std::size_t count = 0; count < longest_words && index < tokens.size(); ++count) {
        if (!tokens[index].is_word()) {
            break;
        }
        key += (key.empty() ? "" : " ") + repaired(tokens[index].folded);
        ++index;
        const auto found = small_numbers().lower_bound(key);
        if (found == small_numbers().end() || !found->first.starts_with(key)) {
            break;
        }
        if (found->first == key) {
            readings.push_back({found->second, index});
        }
        index = past_hyphen(tokens, index);
    }
    std::ranges::reverse(readings);
    return readings;
}

std::optional<Numeral> numeral_at(Tokens tokens, std::size_t index) {
    std::optional<Numeral> total;
    std::int64_t limit = 1'000'000'000'000;  // each power must be smaller than the one before
    for (std::size_t at = index;;) {
        const std::optional<Numeral> part = below_thousand(tokens, at);
        const std::optional<Numeral> multiple = times(tokens, part, at);
        const std::optional<Numeral>& read = multiple ? multiple : part;
        if (!read || read->value >= limit || (total && read->value == 0)) {
            return total;
        }
        total = Numeral{(total ? total->value : 0) + read->value, read->end};
        if (!multiple) {
            return total;
        }
        limit = multiple->value >= 1'000'000 ? 1'000'000 : 1'000;
        at = past_hyphen(tokens, read->end);
    }
}

std::vector<Token> with_numerals(Tokens tokens) {
    std::vector<Token> out;
    for (std::size_t i = 0; i < tokens.size();) {
        const std::optional<Numeral> number = numeral_at(tokens, i);
        if (!number || (number->end == i + 1 && tokens[i].is_any({"un", "une"}))) {
            out.push_back(tokens[i++]);
            continue;
        }
        Token token = tokens[i];
        token.kind = Token::Kind::number;
        token.spelled = true;
        token.folded = std::to_string(number->value);
        token.end = tokens[number->end - 1].end;
        for (std::size_t word = i + 1; word < number->end; ++word) {
            token.raw += (tokens[word].spaced ? " " : "") + tokens[word].raw;
        }
        i = number->end;
        const bool after_zero = !out.empty() && out.back().spelled && out.back().is("0");
        if (after_zero && number->value > 0 && number->value < 10) {
            out.back().folded += token.folded;
            out.back().raw += " " + token.raw;
            out.back().end = token.end;
        } else {
            out.push_back(std::move(token));
        }
    }
    return out;
}

}  // namespace guichet::slots
