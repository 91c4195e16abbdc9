#pragma once
// What the chat window says of the gestures it offers: reading on, giving an answer anew, giving a
// date in three boxes.
#include "engine/content/phrases.hpp"

namespace guichet {

// `gestes` of dialogs/communs/web.yaml.
inline constexpr auto gesture_specs = std::to_array<PhraseSpec>({
    {"lire-la-suite", {}},
    {"corriger-reponse", {"texte"}},
    {"jour", {}},
    {"mois", {}},
    {"annee", {}},
    {"date-incomplete", {}},
    {"ecrire-autrement", {}},
});

}  // namespace guichet
