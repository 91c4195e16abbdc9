#pragma once
// What is said beside an answer and is none: a feeling, thanks, an apology, a filler, a wait, "je
// l'ai déjà dit". Pure; the phrases are the cues of intents/reperes.yaml.
#include <string>
#include <string_view>

#include "engine/understanding/cues.hpp"

namespace guichet {

// "Durand, je l'ai déjà dit !" gives "Durand". Words that are all asides stay as they are.
std::string without_asides(const CueRules& rules, const std::string& words);

// "Durand en fait", "Durand, pardon" give "Durand": neither asides nor marks of a correction at the
// end.
std::string without_mark_at_end(const CueRules& rules, std::string_view words);

}  // namespace guichet
