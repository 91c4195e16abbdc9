#include "engine/text/french_spacing.hpp"

#include <array>

namespace guichet::text {

namespace {

constexpr std::string_view no_break = "\u00a0";
constexpr std::string_view narrow_no_break = "\u202f";

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

}  // namespace

std::string with_french_spacing(std::string_view utf8) {
    std::string spaced;
    spaced.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (utf8[at] == ' ') {
            spaced += space_between(utf8.substr(0, at), utf8.substr(at + 1));
        } else {
            spaced += utf8[at];
        }
    }
    return spaced;
}

}  // namespace guichet::text
