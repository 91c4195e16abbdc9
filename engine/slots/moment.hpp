#pragma once
// When somebody may be called: "demain matin", "après 18h", "lundi entre midi et 14h".
// Tested by tests/unit/slots.
#include <optional>
#include <string>
#include <string_view>

#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

// The longest stretch of a text that says a moment of a day or a week, as it was written. It stops
// at a comma. Its words are the editors' (intents/lexique/dates.yaml), hours and weekdays; at least
// one must say a moment by itself.
std::optional<std::string> find_moment(const Vocabulary& vocabulary, std::string_view text);

}  // namespace guichet::slots
