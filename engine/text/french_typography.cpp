#include "engine/text/french_typography.hpp"

#include <array>

namespace guichet::text {

namespace {

constexpr std::string_view no_break = "\u00a0";
constexpr std::string_view narrow_no_break = "\u202f";
constexpr std::string_view apostrophe = "\u2019";

struct Apart {
    std::string_view mark;
    std::string_view space;
};

constexpr auto set_apart = std::to_array<Apart>({
    {"?", narrow_no_break},
    {"!", narrow_no_break},
    {";", narrow_no_break},
    {":", no_break},
    {"»", no_break},
    {"%", no_break},
    {"€", no_break},
});

// What a space becomes between these two.
std::string_view space_between(std::string_view before, std::string_view after) {
    if (before.ends_with("«")) {
        return no_break;
    }
    for (const auto& [mark, space] : set_apart) {
        if (after.starts_with(mark)) {
            return space;
        }
    }
    return " ";
}

bool ends_in_a_word(std::string_view before) {
    const auto byte = static_cast<unsigned char>(before.empty() ? ' ' : before.back());
    return byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

}  // namespace

std::string with_french_typography(std::string_view utf8) {
    std::string set;
    set.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (utf8[at] == ' ') {
            set += space_between(utf8.substr(0, at), utf8.substr(at + 1));
        } else if (utf8[at] == '\'' && ends_in_a_word(utf8.substr(0, at))) {
            set += apostrophe;
        } else {
            set += utf8[at];
        }
    }
    return set;
}

}  // namespace guichet::text
