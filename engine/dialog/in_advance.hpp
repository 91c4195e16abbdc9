#pragma once
// Internal to engine/dialog: a question that a sentence answers without being asked.
#include <string_view>

#include "engine/content/catalog.hpp"

namespace guichet {

// The option with a phrase of `d-avance` in these words, the longest phrase; null: none. In a
// phrase "a|b" is either word, and "(a)" may be missing.
const Option* option_said(const Ask& ask, std::string_view said);

}  // namespace guichet
