#pragma once
// What the chat window says: `fenetre` of dialogs/communs/web.yaml.
#include <algorithm>
#include <array>

#include "engine/content/phrases.hpp"

namespace guichet {

// The window's own: its menu, the state of its connection, the box one writes in, the request sent.
inline constexpr auto window_own_specs = std::to_array<PhraseSpec>({
    {"securite", {}},
    {"imprimer-conversation", {}},
    {"nouvelle-question", {}},
    {"nouvelle-oui", {}},
    {"nouvelle-non", {}},
    {"etat-connexion", {}},
    {"etat-connecte", {}},
    {"etat-interrompu", {}},
    {"injoignable", {}},
    {"reessayer", {}},
    {"aujourdhui", {}},
    {"hier", {}},
    {"caracteres-restants", {"nombre"}},
    {"caracteres-en-trop", {"nombre"}},
    {"envoi-tarde", {}},
    {"non-envoye", {}},
    {"rendu", {}},
    {"nouveaux-messages", {}},
    {"recapitulatif", {}},
    {"demande-envoyee", {}},
    {"non-copiee", {}},
});

inline constexpr auto all_window_specs = [] {
    std::array<PhraseSpec, window_specs.size() + window_own_specs.size()> all{};
    std::ranges::copy(window_own_specs, std::ranges::copy(window_specs, all.begin()).out);
    return all;
}();

}  // namespace guichet
