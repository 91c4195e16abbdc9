#include "engine/content/phrases.hpp"

#include <array>

namespace guichet {

std::span<const PhraseSpec> phrase_specs() {
    static const std::array specs = {
        PhraseSpec{"accueil", {}},
        PhraseSpec{"accueil-court", {}},
        PhraseSpec{"notice-donnees", {}},
        PhraseSpec{"recapitulatif", {"titre"}},
        PhraseSpec{"ligne-recapitulatif", {"label", "valeur"}},
        PhraseSpec{"recapitulatif-question", {}},
        PhraseSpec{"quel-champ", {}},
        PhraseSpec{"champ-corrige", {"label", "valeur"}},
        PhraseSpec{"deja-connu", {"champs"}},
        PhraseSpec{"connu-du-message", {"champs"}},
        PhraseSpec{"valeur-connue", {}},
        PhraseSpec{"sms-suite", {}},
        PhraseSpec{"sms-recap", {"champs"}},
        PhraseSpec{"relance-sms", {"date", "reference"}},
        PhraseSpec{"ticket-enregistre", {"reference", "titre"}},
        PhraseSpec{"ticket-pieces", {"pieces", "reference"}},
        PhraseSpec{"question-non-comprise", {}},
        PhraseSpec{"champ-non-compris", {"exemple"}},
        PhraseSpec{"confirmation-non-comprise", {}},
        PhraseSpec{"non-compris", {}},
        PhraseSpec{"clarifier", {}},
        PhraseSpec{"clarifier-un", {"titre"}},
        PhraseSpec{"clarifier-aucun", {}},
        PhraseSpec{"reprise-apres-digression", {"titre"}},
        PhraseSpec{"brouillon-garde", {"titre"}},
        PhraseSpec{"brouillon-repris", {"titre"}},
        PhraseSpec{"rien-a-reprendre", {}},
        PhraseSpec{"abandonner-question", {"titre"}},
        PhraseSpec{"abandonne", {"titre"}},
        PhraseSpec{"rien-a-annuler", {}},
        PhraseSpec{"recommencer-question", {}},
        PhraseSpec{"recommence", {}},
        PhraseSpec{"continue", {}},
        PhraseSpec{"retour-debut", {}},
        PhraseSpec{"rien-a-repeter", {}},
        PhraseSpec{"question-passee", {}},
        PhraseSpec{"message-trop-long", {"max"}},
        PhraseSpec{"champ-inconnu", {"label"}},
        PhraseSpec{"question-inconnue", {}},
        PhraseSpec{"donnee-sensible", {}},
        PhraseSpec{"demande-non-envoyee", {"titre"}},
        PhraseSpec{"menu-sections", {}},
        PhraseSpec{"menu-sujets", {"section"}},
        PhraseSpec{"session-reprise", {"titre"}},
        PhraseSpec{"question-suivante", {"titre"}},
        PhraseSpec{"donnees-effacees", {}},
        PhraseSpec{"donnee-sensible-niee", {}},
        PhraseSpec{"effacer-question", {}},
        PhraseSpec{"effacement-comment", {}},
        PhraseSpec{"abandon-comment", {}},
        PhraseSpec{"stop-comment", {}},
        PhraseSpec{"deja-donne", {}},
        PhraseSpec{"offre-refusee", {}},
        PhraseSpec{"quel-choix", {}},
        PhraseSpec{"erreur-sujet", {}},
        PhraseSpec{"erreur-sujet-remplace", {}},
        PhraseSpec{"prenez-votre-temps", {}},
        PhraseSpec{"champ-refuse", {"label"}},
        PhraseSpec{"valeur-douteuse", {"label", "valeur"}},
        PhraseSpec{"partie-non-lue", {"texte"}},
        PhraseSpec{"question-sans-reponse", {}},
        PhraseSpec{"recapitulatif-confirmer", {}},
        PhraseSpec{"envoi-statut", {"reference", "titre"}},
        PhraseSpec{"envoi-delai", {"reference", "titre"}},
        PhraseSpec{"envoi-pieces", {"reference", "titre"}},
        PhraseSpec{"envoi-annulation", {"reference", "titre"}},
        PhraseSpec{"envoi-rectifier", {"reference", "titre"}},
        PhraseSpec{"emotion-colere", {}},
        PhraseSpec{"emotion-peur", {}},
        PhraseSpec{"emotion-honte", {}},
        PhraseSpec{"emotion-deuil", {}},
        PhraseSpec{"emotion-epuisement", {}},
        PhraseSpec{"autre-demande", {}},
        PhraseSpec{"autre-dossier", {}},
        PhraseSpec{"sentiment-suite", {}},
        PhraseSpec{"option-envoyer", {}},
        PhraseSpec{"option-modifier", {}},
        PhraseSpec{"option-annuler", {}},
        PhraseSpec{"option-oui", {}},
        PhraseSpec{"option-non", {}},
        PhraseSpec{"option-aucun", {}},
        PhraseSpec{"option-menu", {}},
        PhraseSpec{"option-conseiller", {}},
        PhraseSpec{"option-plus-tard", {}},
    };
    return specs;
}

std::string fill_variables(std::string text, const Variables& variables) {
    for (const auto& [name, value] : variables) {
        const std::string hole = "{" + name + "}";
        for (auto at = text.find(hole); at != std::string::npos;
             at = text.find(hole, at + value.size())) {
            text.replace(at, hole.size(), value);
        }
    }
    return text;
}

}  // namespace guichet
