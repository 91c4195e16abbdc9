#pragma once
// The forms of a text that the rest of the engine reads. Every function takes and returns UTF-8,
// never throws, and is total: any bytes give a result (bad UTF-8 becomes U+FFFD and then a space).
// Tested by tests/unit/text.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::text {

// The longest message that is read, in code points; what follows is cut off by `clean`.
// A web message is refused earlier by the channel; ten SMS parts hold 1,530 characters.
inline constexpr std::size_t max_code_points = 2000;

// What a person typed, made safe to keep and to show: valid UTF-8, NFC, no control characters (a
// line break becomes a space), runs of white space made one, at most 8 combining marks in a row and
// `max_code_points` in all. The cap comes before normalisation because NFKC is quadratic on marks.
std::string clean(std::string_view raw);

// `clean`, then NFKC, lower case, accents removed, typographic quotes and apostrophes made ASCII,
// `œ` made `oe`. Punctuation and digits stay. "Réglé à l’ÉTÉ" gives "regle a l'ete".
std::string fold(std::string_view raw);

// `clean`, then NFKC, lower case and ASCII quotes and apostrophes, with the accents kept:
// "Réglé à l’ÉTÉ" gives "réglé à l'été". `fold` is `strip_accents` of it.
std::string fold_case(std::string_view raw);

// The accents of a text from `fold_case` removed, `œ` made `oe`.
std::string strip_accents(std::string_view lower);

// Its letters and digits alone.
std::string letters(std::string_view folded);

// The words of a folded text (or of one from `fold_case`): letters and digits, elisions split off
// ("j'ai" gives "j", "ai"; "aujourd'hui" and "quelqu'un" stay whole), punctuation dropped.
std::vector<std::string> words(std::string_view folded);

// Where a word stands in its text: bytes [begin, end), and whether an apostrophe follows at once.
struct WordSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool elided = false;
};

// The places of what `words` gives.
std::vector<WordSpan> word_spans(std::string_view folded);

// Damerau-Levenshtein distance in bytes of folded text (adjacent swaps count one), or `limit + 1`
// as soon as it is known to exceed `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace guichet::text
