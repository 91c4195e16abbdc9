#pragma once
// French typography for a screen that wraps its lines. Tested by tests/unit/text.
#include <string>
#include <string_view>

namespace guichet::text {

// The text as French prints it. No line begins by a mark or a unit that is set apart: a single
// space before ? ! ; : » % € and after « becomes a no-break one (U+202F before ? ! ;, else U+00A0).
// The straight apostrophe of a word (l'acte) becomes the curved one, U+2019. UTF-8.
std::string with_french_typography(std::string_view utf8);

}  // namespace guichet::text
