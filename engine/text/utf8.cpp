#include "engine/text/utf8.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace guichet::text {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// ICU's macros mix signed and unsigned bytes by design.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

std::int32_t next_point(std::string_view bytes, std::size_t& at) {
    UChar32 point = 0;
    U8_NEXT(bytes.data(), at, bytes.size(), point);
    return point;
}

void append_point(std::string& out, std::int32_t point) {
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, point);
    out.append(bytes.data(), length);
}

#pragma GCC diagnostic pop

}  // namespace guichet::text
