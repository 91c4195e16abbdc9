#include "engine/text/normalize.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/text/utf8.hpp"

namespace guichet::text {
namespace {

constexpr int max_marks_in_a_row = 8;
constexpr UChar32 replacement = 0xFFFD;

bool is_mark(UChar32 point) {
    return (U_GET_GC_MASK(point) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

// What a code point of a raw text stands for: itself, a space, or nothing (a negative value).
UChar32 safe_point(UChar32 point) {
    if (point < 0 || point == replacement || U_IS_UNICODE_NONCHAR(point)) {
        return ' ';
    }
    if (point < 0x80) {
        return point <= 0x20 || point == 0x7F ? ' ' : point;
    }
    if (u_isUWhiteSpace(point)) {
        return ' ';
    }
    switch (u_charType(point)) {
        case U_CONTROL_CHAR:
        case U_SURROGATE:
            return ' ';
        case U_FORMAT_CHAR:  // bidirectional overrides, zero-width signs, soft hyphens
            return -1;
        default:
            return point;
    }
}

// ASCII without controls, whose spaces stand alone between words: what was cleaned once is cleaned
// again for each word that is folded.
bool is_clean_ascii(std::string_view raw) {
    if (raw.size() > max_code_points || raw.ends_with(' ')) {
        return false;
    }
    char before = ' ';
    for (const char c : raw) {
        if (c < ' ' || c == 0x7F || (c == ' ' && before == ' ')) {
            return false;
        }
        before = c;
    }
    return true;
}

// Valid UTF-8 of safe code points, with the caps applied and white space collapsed and trimmed.
std::string safe_points(std::string_view raw) {
    std::string out;
    out.reserve(std::min(raw.size(), max_code_points * 4));
    std::size_t count = 0;
    int marks = 0;
    bool space_due = false;
    for (std::size_t i = 0; i < raw.size() && count < max_code_points;) {
        const UChar32 point = safe_point(next_point(raw, i));
        if (point < 0) {
            continue;
        }
        if (point == ' ') {
            space_due = !out.empty();
            continue;
        }
        marks = point >= 0x300 && is_mark(point) ? marks + 1 : 0;
        if (marks > max_marks_in_a_row) {
            continue;
        }
        if (space_due) {
            out += ' ';
            space_due = false;
            if (++count == max_code_points) {
                out.pop_back();
                break;
            }
        }
        if (point < 0x80) {
            out += static_cast<char>(point);
        } else {
            append_point(out, point);
        }
        ++count;
    }
    return out;
}

// The ASCII spelling of signs that NFKC leaves alone, or an empty view.
std::string_view plain_sign(UChar32 point) {
    switch (point) {
        case 0x2018:
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2032:
        case 0x02BC:
        case 0x02B9:
            return "'";
        case 0x00AB:
        case 0x00BB:
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
            return "\"";
        case 0x2039:
            return "<";
        case 0x203A:
            return ">";
        case 0x2010:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
            return "-";
        case 0x2044:
            return "/";
        default:
            return {};
    }
}

// The ASCII spelling of letters that are no accented form of another, or an empty view.
std::string_view plain_letter(UChar32 point) {
    switch (point) {
        case 0x0153:
            return "oe";
        case 0x00E6:
            return "ae";
        case 0x00F8:
            return "o";
        case 0x0142:
            return "l";
        case 0x0111:
            return "d";
        default:
            return {};
    }
}

struct Normalizers {
    const icu::Normalizer2* nfc;
    const icu::Normalizer2* nfkc_casefold;
    const icu::Normalizer2* nfd;
};

// ICU owns these instances for the life of the process; they are absent only if its data is.
const Normalizers& normalizers() {
    static const Normalizers all = [] {
        UErrorCode status = U_ZERO_ERROR;
        return Normalizers{icu::Normalizer2::getNFCInstance(status),
                           icu::Normalizer2::getNFKCCasefoldInstance(status),
                           icu::Normalizer2::getNFDInstance(status)};
    }();
    return all;
}

// The text as it is where ICU cannot help.
std::string normalized(const icu::Normalizer2* form, std::string_view text) {
    if (form == nullptr) {
        return std::string(text);
    }
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    form->normalizeUTF8(0,
                        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                        sink,
                        nullptr,
                        status);
    return U_SUCCESS(status) ? out : std::string(text);
}

std::string lower_ascii(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

// Appends `point` unless it would be a leading or a second space.
void append_spaced(std::string& out, UChar32 point) {
    if (point != ' ' || (!out.empty() && out.back() != ' ')) {
        append_point(out, point);
    }
}

std::string folded_by_icu(std::string_view cleaned) {
    // NFKC would make an acute accent a space and a mark.
    constexpr std::string_view acute = "´";
    std::string straight(cleaned);
    for (std::size_t at = straight.find(acute); at != std::string::npos;
         at = straight.find(acute, at)) {
        straight.replace(at, acute.size(), 1, '\'');
    }
    const std::string text = normalized(normalizers().nfkc_casefold, straight);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const UChar32 point = next_point(text, i);
        if (const std::string_view plain = plain_sign(point); !plain.empty()) {
            out += plain;
        } else {
            append_spaced(out, point);
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

std::string stripped_by_icu(std::string_view lower) {
    const std::string text = normalized(normalizers().nfd, lower);
    std::string out;
    out.reserve(lower.size());
    for (std::size_t i = 0; i < text.size();) {
        const UChar32 point = next_point(text, i);
        if (const std::string_view plain = plain_letter(point); !plain.empty()) {
            out += plain;
        } else if (point < 0x300 || !is_mark(point)) {
            append_spaced(out, point);
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

// What becomes of letters of Western Europe and of typographic signs. None of them is a mark, so
// they do not act on each other: a text of nothing else, which is nearly every text, is read point
// by point, several times faster than ICU reads it whole.
class PointTable {
  public:
    explicit PointTable(std::string (*by_icu)(std::string_view)) {
        for (std::size_t i = 0; i < std::size(becomes_); ++i) {
            const auto index = static_cast<UChar32>(i);
            std::string between = "x";  // at either end a space would be lost
            append_point(between, index < letters_end ? index : index - letters_end + signs_begin);
            between += 'x';
            between = by_icu(between);
            becomes_[i] = between.substr(1, between.size() - 2);
            if (index != ' ' && becomes_[i].find(' ') != std::string::npos) {
                becomes_[i].clear();
            }
        }
    }

    // Nothing if a point is in neither range, or becomes several words.
    std::optional<std::string> read(std::string_view text) const {
        std::string out;
        out.reserve(text.size());
        for (std::size_t i = 0; i < text.size();) {
            const UChar32 point = next_point(text, i);
            const bool is_sign = point >= signs_begin && point < signs_end;
            if (point < 0 || (point >= letters_end && !is_sign)) {
                return std::nullopt;
            }
            const std::string& becomes = becomes_[static_cast<std::size_t>(
                is_sign ? point - signs_begin + letters_end : point)];
            if (becomes.empty()) {
                return std::nullopt;
            }
            if (becomes.size() == 1) {
                out += becomes.front();
            } else {
                out += becomes;
            }
        }
        return out;
    }

  private:
    static constexpr UChar32 letters_end = 0x180;
    static constexpr UChar32 signs_begin = 0x2000;
    static constexpr UChar32 signs_end = 0x20D0;

    std::array<std::string, letters_end + signs_end - signs_begin>
        becomes_;  // empty if ICU has to say
};

bool is_letter_or_digit(UChar32 point) {
    if (point >= 0x80) {
        return u_isalnum(point) != 0;
    }
    return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') ||
           (point >= 'A' && point <= 'Z');
}

// Words in which an apostrophe is a letter, not an elision.
bool keeps_its_apostrophe(std::string_view before, std::string_view after) {
    return (before == "aujourd" && after.starts_with("hui")) ||
           (before == "quelqu" && after.starts_with("un")) ||
           (before == "presqu" && after.starts_with("il")) ||
           (before == "prud" && after.starts_with("hom"));
}

}  // namespace

std::string clean(std::string_view raw) {
    if (is_clean_ascii(raw)) {
        return std::string(raw);
    }
    std::string out = safe_points(raw);
    if (is_ascii(out) || normalizers().nfc == nullptr) {
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece bytes(out.data(), static_cast<std::int32_t>(out.size()));
    if (normalizers().nfc->isNormalizedUTF8(bytes, status) || U_FAILURE(status)) {
        return out;
    }
    return safe_points(normalized(normalizers().nfc, out));  // a few signs grow under NFC
}

std::string fold_case(std::string_view raw) {
    if (is_clean_ascii(raw)) {
        return lower_ascii(std::string(raw));
    }
    std::string cleaned = clean(raw);
    if (is_ascii(cleaned)) {
        return lower_ascii(std::move(cleaned));
    }
    static const PointTable table(folded_by_icu);
    std::optional<std::string> out = table.read(cleaned);
    return out ? *std::move(out) : folded_by_icu(cleaned);
}

std::string strip_accents(std::string_view lower) {
    if (is_ascii(lower)) {
        return std::string(lower);
    }
    static const PointTable table(stripped_by_icu);
    std::optional<std::string> out = table.read(lower);
    return out ? *std::move(out) : stripped_by_icu(lower);
}

std::string fold(std::string_view raw) {
    return strip_accents(fold_case(raw));
}

std::string letters(std::string_view folded) {
    std::string out;
    out.reserve(folded.size());
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t start = i;
        if (is_letter_or_digit(next_point(folded, i))) {
            out.append(folded, start, i - start);
        }
    }
    return out;
}

std::vector<WordSpan> word_spans(std::string_view folded) {
    std::vector<WordSpan> out;
    std::size_t word = 0;  // where the current word starts
    const auto close = [&](std::size_t end, std::size_t next, bool elided) {
        if (end > word) {
            out.push_back({word, end, elided});
        }
        word = next;
    };
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t start = i;
        const UChar32 point = next_point(folded, i);
        if (is_letter_or_digit(point)) {
            continue;
        }
        const std::string_view before = folded.substr(word, start - word);
        if (point != '\'' || !keeps_its_apostrophe(before, folded.substr(i))) {
            close(start, i, point == '\'');
        }
    }
    close(folded.size(), folded.size(), false);
    return out;
}

std::vector<std::string> words(std::string_view folded) {
    std::vector<std::string> out;
    for (const WordSpan& span : word_spans(folded)) {
        out.emplace_back(folded.substr(span.begin, span.end - span.begin));
    }
    return out;
}

}  // namespace guichet::text
