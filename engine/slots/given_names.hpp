#pragma once
// First names borne in France, to tell the first name from the family name in "marie dupont".
// The list need not be complete: it only decides where a full name is cut.
#include <string_view>

namespace guichet::slots {

// `folded` is one word; a compound ("jean-francois") is known when its parts are.
bool is_given_name(std::string_view folded);

}  // namespace guichet::slots
