#include "engine/slots/capitals.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/locid.h>
#include <unicode/stringoptions.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "engine/text/normalize.hpp"
#include "engine/text/utf8.hpp"

namespace guichet::slots {
namespace {

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string narrow(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// A letter as it begins a word, without looking for where words begin.
std::string title_case(std::string_view letter) {
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToTitle(
        "fr",
        U_TITLECASE_WHOLE_STRING,
        nullptr,
        icu::StringPiece(letter.data(), static_cast<std::int32_t>(letter.size())),
        sink,
        nullptr,
        status);
    return U_SUCCESS(status) ? out : std::string(letter);
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
    for (const std::string_view each : words) {
        if (word == each) {
            return true;
        }
    }
    return false;
}

// One piece between hyphens: "d'artagnan", "o'brien", "mcdonald", "la".
std::string capitalised_piece(std::string_view piece, bool inside) {
    const std::string folded = text::fold(piece);
    if (inside &&
        is_any(folded, {"de", "du", "des", "la", "le", "les", "en", "sur", "sous", "et", "d"})) {
        return lower_case(piece);
    }
    if (const std::size_t quote = piece.find('\''); quote != std::string_view::npos) {
        const std::string_view before = piece.substr(0, quote);
        const std::string_view after = piece.substr(quote + 1);
        const bool small = text::fold(before) == "d" || (inside && text::fold(before) == "l");
        return (small ? lower_case(before) : capitalised(before)) + "'" +
               (after.empty() ? "" : capitalised(after));
    }
    if (folded.size() > 4 && folded.starts_with("mc") && !is_mixed_case(piece)) {
        return "Mc" + capitalised(piece.substr(2));
    }
    return capitalised(piece);
}

std::string capitalised_word(std::string_view word) {
    std::string out;
    for (std::size_t start = 0; start <= word.size();) {
        const std::size_t end = std::min(word.find('-', start), word.size());
        out += start > 0 ? "-" : "";
        out += capitalised_piece(word.substr(start, end - start), start > 0 && end < word.size());
        start = end + 1;
    }
    return out;
}

}  // namespace

std::string lower_case(std::string_view word) {
    return narrow(wide(word).toLower(icu::Locale::getFrench()));
}

std::string upper_case(std::string_view word) {
    return narrow(wide(word).toUpper(icu::Locale::getFrench()));
}

bool is_all_capitals(std::string_view word) {
    bool letter = false;
    for (std::size_t at = 0; at < word.size();) {
        const UChar32 point = text::next_point(word, at);
        if (u_islower(point) != 0) {
            return false;
        }
        letter = letter || u_isupper(point) != 0;
    }
    return letter;
}

bool is_mixed_case(std::string_view word) {
    bool small = false;
    bool capital_inside = false;
    for (std::size_t at = 0; at < word.size();) {
        const bool first = at == 0;
        const UChar32 point = text::next_point(word, at);
        small = small || u_islower(point) != 0;
        capital_inside = capital_inside || (!first && u_isupper(point) != 0);
    }
    return small && capital_inside;
}

std::string capitalised(std::string_view word) {
    if (word.empty() || is_mixed_case(word)) {
        return std::string(word);
    }
    std::size_t first = 0;
    text::next_point(word, first);
    // Title case: "ß" begins a word as "Ss".
    return title_case(word.substr(0, first)) + lower_case(word.substr(first));
}

std::string person_capitals(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string folded = text::fold(words[i]);
        const bool last = i + 1 == words.size();
        const bool after_van = i > 0 && is_any(text::fold(words[i - 1]), {"van", "von"});
        const bool small =
            !last && (is_any(folded, {"de", "du", "des", "von", "dit", "et", "y", "e"}) ||
                      (after_van && is_any(folded, {"der", "den", "de", "het"})));
        out += out.empty() ? "" : " ";
        out += small ? lower_case(words[i]) : capitalised_word(words[i]);
    }
    return text::clean(out);
}

}  // namespace guichet::slots
