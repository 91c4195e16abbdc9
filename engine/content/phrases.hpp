#pragma once
// The sentences the code says of itself: which ones the content must hold, and the variables each
// may use. A sentence that is not listed here cannot be said, one that is listed must be written,
// and one that is written must be listed. The refusals of fields ("refus-<code>") come in addition.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace guichet {

using Variables = std::map<std::string, std::string, std::less<>>;

// `text` with each {name} replaced by its value.
std::string fill_variables(std::string text, const Variables& variables);

struct PhraseSpec {
    std::string_view id;
    std::array<std::string_view, 2> variables;  // written {name} in the text; empty: no more
};

// What the assistant says, on every channel: dialogs/communs/textes.yaml.
inline constexpr auto phrase_specs = std::to_array<PhraseSpec>({
    {"accueil", {}},
    {"accueil-court", {}},
    {"notice-donnees", {}},
    {"recapitulatif", {"titre"}},
    {"ligne-recapitulatif", {"libelle", "valeur"}},
    {"recapitulatif-question", {}},
    {"quel-champ", {}},
    {"champ-corrige", {"libelle", "valeur"}},
    {"deja-connu", {"champs"}},
    {"connu-du-message", {"champs"}},
    {"valeur-connue", {}},
    {"sms-suite", {}},
    {"sms-recapitulatif", {"champs"}},
    {"qui-nous-sommes", {}},
    {"relance-sms", {"date", "reference"}},
    {"demande-enregistree", {"reference", "titre"}},
    {"demande-pieces", {"pieces", "reference"}},
    {"question-non-comprise", {}},
    {"champ-non-compris", {"exemple"}},
    {"recit", {}},
    {"confirmation-non-comprise", {}},
    {"non-compris", {}},
    {"clarifier", {}},
    {"clarifier-un", {"titre"}},
    {"clarifier-aucun", {}},
    {"reprise-apres-digression", {"titre"}},
    {"brouillon-garde", {"titre"}},
    {"brouillon-repris", {"titre"}},
    {"rien-a-reprendre", {}},
    {"abandonner-question", {"titre"}},
    {"abandonner-tout-question", {"titres"}},
    {"abandonne", {"titre"}},
    {"rien-a-annuler", {}},
    {"recommencer-question", {}},
    {"recommence", {}},
    {"continue", {}},
    {"avec-plaisir", {}},
    {"reste-a-dire", {"reste"}},
    {"deja-note", {"champs"}},
    {"note-d-avance", {"champs"}},
    {"champ-note", {"libelle", "valeur"}},
    {"retour-debut", {}},
    {"rien-a-repeter", {}},
    {"question-passee", {}},
    {"message-trop-long", {"max"}},
    {"champ-inconnu", {"libelle"}},
    {"question-inconnue", {}},
    {"donnee-sensible", {}},
    {"demande-non-envoyee", {"titre"}},
    {"menu-sections", {}},
    {"menu-sujets", {"section"}},
    {"session-reprise", {"titre"}},
    {"question-suivante", {"titre"}},
    {"question-pour-apres", {"titre"}},
    {"donnees-effacees", {}},
    {"donnee-sensible-niee", {}},
    {"effacer-question", {}},
    {"effacement-comment", {}},
    {"abandon-comment", {}},
    {"stop-comment", {}},
    {"deja-donne", {}},
    {"offre-refusee", {}},
    {"quel-choix", {}},
    {"erreur-sujet", {}},
    {"erreur-sujet-remplace", {}},
    {"prenez-votre-temps", {}},
    {"champ-refuse", {"libelle"}},
    {"champ-obligatoire", {"libelle"}},
    {"champ-facultatif", {"libelle"}},
    {"valeur-douteuse", {"libelle", "valeur"}},
    {"partie-non-lue", {"texte"}},
    {"question-sans-reponse", {}},
    {"recapitulatif-confirmer", {}},
    {"envoi-statut", {"reference", "titre"}},
    {"envoi-delai", {"reference", "titre"}},
    {"envoi-pieces", {"reference", "titre"}},
    {"envoi-annulation", {"reference", "titre"}},
    {"envoi-rectifier", {"reference", "titre"}},
    {"emotion-colere", {}},
    {"emotion-peur", {}},
    {"emotion-honte", {}},
    {"emotion-deuil", {}},
    {"emotion-epuisement", {}},
    {"autre-demande", {}},
    {"autre-dossier", {}},
    {"sentiment-suite", {}},
    {"option-envoyer", {}},
    {"option-modifier", {}},
    {"option-annuler", {}},
    {"option-oui", {}},
    {"option-non", {}},
    {"option-aucun", {}},
    {"option-menu", {}},
    {"option-conseiller", {}},
    {"option-plus-tard", {}},
    {"option-passer", {}},
});

// What the chat window and the server behind it say beside the assistant, and the page around them:
// `fenetre` and `page` of dialogs/communs/web.yaml.
inline constexpr auto window_specs = std::to_array<PhraseSpec>({
    {"titre", {}},
    {"ouvrir", {}},
    {"fermer", {}},
    {"conversation", {}},
    {"options", {}},
    {"revenir", {}},
    {"recommencer", {}},
    {"joindre", {}},
    {"telecharger", {}},
    {"nouvelle", {}},
    {"vous", {}},
    {"assistant", {}},
    {"votre-message", {}},
    {"votre-reponse", {"rang", "total"}},
    {"envoyer", {}},
    {"envoi", {}},
    {"non-lus", {"nombre"}},
    {"aller-aux-reponses", {"nombre"}},
    {"reponses-proposees", {"nombre"}},
    {"reponses-a", {"texte"}},
    {"modifier", {}},
    {"modifier-ligne", {"libelle"}},
    {"reference", {}},
    {"copier", {}},
    {"copiee", {}},
    {"imprimer", {}},
    {"satisfaction", {}},
    {"satisfaction-oui", {}},
    {"satisfaction-non", {}},
    {"satisfaction-merci", {}},
    {"connexion-perdue", {}},
    {"message-illisible", {}},
    {"message-trop-long", {"max"}},
    {"message-vide", {}},
    {"trop-de-messages", {}},
    {"pas-ouverte", {}},
    {"page-ancienne", {}},
    {"terminee", {}},
    {"non-enregistre", {}},
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
    {"lire-la-suite", {}},
    {"corriger-reponse", {"texte"}},
    {"jour", {}},
    {"mois", {}},
    {"annee", {}},
    {"date-incomplete", {}},
    {"ecrire-autrement", {}},
});
inline constexpr auto page_specs = std::to_array<PhraseSpec>({
    {"titre", {}},
    {"marque", {}},
    {"navigation", {}},
    {"accroche", {}},
    {"presentation", {"ouvrir"}},
    {"payer", {}},
    {"payer-texte", {}},
    {"informer", {}},
    {"informer-texte", {}},
    {"comprendre", {}},
    {"comprendre-texte", {}},
    {"sans-javascript", {}},
});

// The id of one of the assistant's phrases, checked when the code is compiled.
class PhraseId {
  public:
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the id it names.
    consteval PhraseId(const char* id) : id_(id) {
        if (std::ranges::find(phrase_specs, id_, &PhraseSpec::id) == phrase_specs.end()) {
            throw "phrase_specs lists no such phrase";
        }
    }

    // Why a field refuses a value; `code` is one of slots::refusals(), and outlives the id.
    static constexpr PhraseId refusal(std::string_view code) {
        PhraseId id;
        id.prefix_ = "refus-";
        id.id_ = code;
        return id;
    }

    // Its key in textes.yaml.
    std::string key() const { return std::string(prefix_).append(id_); }

    bool operator==(const PhraseId&) const = default;

  private:
    constexpr PhraseId() = default;

    std::string_view prefix_;
    std::string_view id_;
};

}  // namespace guichet
