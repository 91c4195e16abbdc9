#pragma once
// French typography for a screen that wraps its lines. Tested by tests/unit/text.
#include <string>
#include <string_view>

namespace guichet::text {

// The text with no line to begin by a mark or a unit that French sets apart: a single space before
// ? ! ; : » % € and after « becomes a no-break one (U+202F before ? ! ;, else U+00A0). UTF-8.
std::string with_french_spacing(std::string_view utf8);

}  // namespace guichet::text
