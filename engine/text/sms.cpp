#include "engine/text/sms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "engine/text/utf8.hpp"

namespace guichet::text {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr unsigned char escape = 0x1B;

// TS 23.038, 6.2.1; the index is the septet. The escape has no character of its own.
constexpr std::array<char32_t, 128> basic = {
    U'@',  U'£',        U'$', U'¥', U'è', U'é', U'ù', U'ì', U'ò', U'Ç', U'\n', U'Ø', U'ø',
    U'\r', U'Å',        U'å', U'Δ', U'_', U'Φ', U'Γ', U'Λ', U'Ω', U'Π', U'Ψ',  U'Σ', U'Θ',
    U'Ξ',  replacement, U'Æ', U'æ', U'ß', U'É', U' ', U'!', U'"', U'#', U'¤',  U'%', U'&',
    U'\'', U'(',        U')', U'*', U'+', U',', U'-', U'.', U'/', U'0', U'1',  U'2', U'3',
    U'4',  U'5',        U'6', U'7', U'8', U'9', U':', U';', U'<', U'=', U'>',  U'?', U'¡',
    U'A',  U'B',        U'C', U'D', U'E', U'F', U'G', U'H', U'I', U'J', U'K',  U'L', U'M',
    U'N',  U'O',        U'P', U'Q', U'R', U'S', U'T', U'U', U'V', U'W', U'X',  U'Y', U'Z',
    U'Ä',  U'Ö',        U'Ñ', U'Ü', U'§', U'¿', U'a', U'b', U'c', U'd', U'e',  U'f', U'g',
    U'h',  U'i',        U'j', U'k', U'l', U'm', U'n', U'o', U'p', U'q', U'r',  U's', U't',
    U'u',  U'v',        U'w', U'x', U'y', U'z', U'ä', U'ö', U'ñ', U'ü', U'à'};

// TS 23.038, 6.2.1.1: what follows the escape.
constexpr std::array<std::pair<unsigned char, char32_t>, 10> extension = {{
    {0x0A, U'\f'},
    {0x14, U'^'},
    {0x28, U'{'},
    {0x29, U'}'},
    {0x2F, U'\\'},
    {0x3C, U'['},
    {0x3D, U'~'},
    {0x3E, U']'},
    {0x40, U'|'},
    {0x65, U'€'},
}};

// Correct French either way.
constexpr std::array<std::pair<char32_t, std::string_view>, 24> always_plain = {{
    {U'’', "'"},      {U'‘', "'"},      {U'ʼ', "'"},      {U'“', "\""}, {U'”', "\""}, {U'«', "\""},
    {U'»', "\""},     {U'…', "..."},    {U'–', "-"},      {U'—', "-"},  {U'‑', "-"},  {U'−', "-"},
    {U'\u00A0', " "}, {U'\u202F', " "}, {U'\u2009', " "}, {U'\t', " "}, {U'œ', "oe"}, {U'Œ', "OE"},
    {U'°', "o"},      {U'À', "A"},      {U'È', "E"},      {U'Ù', "U"},  {U'•', "-"},  {U'×', "x"},
}};

constexpr std::array<std::pair<char32_t, std::string_view>, 19> plain_if_simplified = {{
    {U'ê', "e"}, {U'ë', "e"}, {U'â', "a"}, {U'î', "i"}, {U'ï', "i"}, {U'ô', "o"}, {U'û', "u"},
    {U'ÿ', "y"}, {U'ç', "c"}, {U'Â', "A"}, {U'Ê', "E"}, {U'Ë', "E"}, {U'Î', "I"}, {U'Ï', "I"},
    {U'Ô', "O"}, {U'Û', "U"}, {U'Ÿ', "Y"}, {U'á', "a"}, {U'í', "i"},
}};

template <std::size_t Count>
const std::string_view* plain_of(
    const std::array<std::pair<char32_t, std::string_view>, Count>& table, char32_t point) {
    const auto found =
        std::ranges::find(table, point, [](const auto& entry) { return entry.first; });
    return found == table.end() ? nullptr : &found->second;
}

char32_t next(std::string_view utf8, std::size_t& at) {
    const std::int32_t point = next_point(utf8, at);
    return point < 0 ? replacement : static_cast<char32_t>(point);
}

void append(std::string& out, char32_t point) {
    append_point(out, static_cast<std::int32_t>(point));
}

// Septets of a character, one or two; empty when the alphabet lacks it.
std::string septets_of(char32_t point) {
    if (point == replacement) {
        return {};
    }
    if (point < basic.size() && basic[point] == point) {  // most of ASCII is at its own place
        return {static_cast<char>(point)};
    }
    if (const auto at = std::ranges::find(basic, point); at != basic.end()) {
        return {static_cast<char>(at - basic.begin())};
    }
    const auto extended =
        std::ranges::find(extension, point, [](const auto& entry) { return entry.second; });
    if (extended != extension.end()) {
        return {static_cast<char>(escape), static_cast<char>(extended->first)};
    }
    return {};
}

std::string units_of(char32_t point) {
    std::string bytes;
    const auto unit = [&bytes](char32_t value) {
        bytes += static_cast<char>(value >> 8U);
        bytes += static_cast<char>(value & 0xFFU);
    };
    if (point > 0xFFFF) {
        unit(0xD800U + ((point - 0x10000U) >> 10U));
        unit(0xDC00U + ((point - 0x10000U) & 0x3FFU));
    } else {
        unit(point);
    }
    return bytes;
}

template <std::size_t Count>
std::string replaced(std::string_view utf8,
                     const std::array<std::pair<char32_t, std::string_view>, Count>& table) {
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = next(utf8, at);
        if (const std::string_view* plain = plain_of(table, point)) {
            out += *plain;
        } else {
            append(out, point);
        }
    }
    return out;
}

// "« À »" is written "À": straight quotes stand close.
std::string without_quote_spaces(std::string_view utf8) {
    constexpr std::u32string_view spaces = U" \u00A0\u202F\u2009";
    std::u32string kept;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = next(utf8, at);
        const bool is_space = spaces.find(point) != std::u32string_view::npos;
        if (is_space && !kept.empty() && kept.back() == U'«') {
            continue;
        }
        while (point == U'»' && !kept.empty() &&
               spaces.find(kept.back()) != std::u32string_view::npos) {
            kept.pop_back();
        }
        kept += point;
    }
    std::string out;
    for (const char32_t point : kept) {
        append(out, point);
    }
    return out;
}

constexpr std::size_t limit_alone(SmsCoding coding) {
    return coding == SmsCoding::gsm7 ? 160 : 70;
}

constexpr std::size_t limit_joined(SmsCoding coding) {
    return coding == SmsCoding::gsm7 ? 153 : 67;
}

constexpr std::size_t bytes_of_unit(SmsCoding coding) {
    return coding == SmsCoding::gsm7 ? 1 : 2;
}

}  // namespace

std::string for_sms(std::string_view utf8, SmsAccents accents) {
    std::string plain = replaced(without_quote_spaces(utf8), always_plain);
    if (accents == SmsAccents::simplify && !to_gsm7(plain)) {
        std::string simplified = replaced(plain, plain_if_simplified);
        if (to_gsm7(simplified)) {
            return simplified;
        }
    }
    return plain;
}

SmsSize sms_size(std::string_view utf8) {
    SmsSize size;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = next(utf8, at);
        std::string character;
        append(character, point);
        if (septets_of(point).empty() &&
            std::ranges::find(size.forcing, character) == size.forcing.end()) {
            size.forcing.push_back(std::move(character));
        }
    }
    const SmsParts parts = sms_parts(utf8);
    size.coding = parts.coding;
    for (const std::string& part : parts.parts) {
        size.units += part.size() / bytes_of_unit(parts.coding);
    }
    size.segments = size.units == 0 ? 0 : parts.parts.size();
    return size;
}

std::optional<std::string> to_gsm7(std::string_view utf8) {
    std::string septets;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::string sign = septets_of(next(utf8, at));
        if (sign.empty()) {
            return std::nullopt;
        }
        septets += sign;
    }
    return septets;
}

std::string from_gsm7(std::string_view septets) {
    std::string out;
    for (std::size_t at = 0; at < septets.size(); ++at) {
        const auto septet = static_cast<unsigned char>(septets[at]);
        if (septet > 127) {
            append(out, replacement);
        } else if (septet != escape) {
            append(out, basic[septet]);
        } else if (++at < septets.size()) {
            const auto next_septet = static_cast<unsigned char>(septets[at]);
            const auto found = std::ranges::find(
                extension, next_septet, [](const auto& entry) { return entry.first; });
            append(out, found == extension.end() ? U' ' : found->second);
        }
    }
    return out;
}

std::string to_ucs2(std::string_view utf8) {
    std::string bytes;
    for (std::size_t at = 0; at < utf8.size();) {
        bytes += units_of(next(utf8, at));
    }
    return bytes;
}

std::string from_ucs2(std::string_view bytes) {
    std::string out;
    const auto unit = [bytes](std::size_t at) {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[at]) << 8U |
                                     static_cast<unsigned char>(bytes[at + 1]));
    };
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        char32_t point = unit(at);
        if (point >= 0xD800 && point <= 0xDBFF && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 &&
            unit(at + 2) <= 0xDFFF) {
            point = 0x10000U + ((point - 0xD800U) << 10U) + (unit(at + 2) - 0xDC00U);
            at += 2;
        } else if (point >= 0xD800 && point <= 0xDFFF) {
            point = replacement;
        }
        append(out, point);
    }
    if (at < bytes.size()) {
        append(out, replacement);
    }
    return out;
}

SmsParts sms_parts(std::string_view utf8) {
    return sms_parts(utf8, to_gsm7(utf8) ? SmsCoding::gsm7 : SmsCoding::ucs2);
}

SmsParts sms_parts(std::string_view utf8, SmsCoding coding) {
    SmsParts result;
    result.coding = coding;
    std::vector<std::string> signs;
    std::size_t total = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = next(utf8, at);
        signs.push_back(result.coding == SmsCoding::gsm7 ? septets_of(point) : units_of(point));
        total += signs.back().size();
    }
    const bool alone = total <= limit_alone(result.coding) * bytes_of_unit(result.coding);
    const std::size_t limit = (alone ? limit_alone(result.coding) : limit_joined(result.coding)) *
                              bytes_of_unit(result.coding);
    result.parts.emplace_back();
    for (const std::string& sign : signs) {
        if (result.parts.back().size() + sign.size() > limit) {
            result.parts.emplace_back();
        }
        result.parts.back() += sign;
    }
    return result;
}

}  // namespace guichet::text
