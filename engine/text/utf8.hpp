#pragma once
// One code point at a time, in and out of UTF-8.
// Tested by tests/unit/text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace guichet::text {

bool is_ascii(std::string_view text);

// The code point that starts at `at` (which must be inside `bytes`), and moves `at` past it.
// A badly formed sequence gives a negative value and moves `at` by at least one byte.
std::int32_t next_point(std::string_view bytes, std::size_t& at);

// Appends a code point, which must be a Unicode scalar value.
void append_point(std::string& out, std::int32_t point);

}  // namespace guichet::text
