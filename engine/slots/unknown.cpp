// "Je ne sais pas" and its like.
#include <algorithm>
#include <array>

#include "engine/slots/leftover.hpp"
#include "engine/slots/phrase_list.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {
namespace {

constexpr std::array unknown_phrases = std::to_array<std::string_view>({
    "ne sais pas",
    "sais pas",
    "sait pas",
    "c pas",
    "ne sais plus",
    "sais plus",
    "jsais pas",
    "jsais plus",
    "chais pas",
    "che pas",
    "chépas",
    "chepa",
    "chai pas",
    "aucune idee",
    "pas idee",
    "moindre idee",
    "pas d idee",
    "jsp",
    "nsp",
    "idk",
    "jspas",
    "jspa",
    "jsé pas",
    "jse pas",
    "ne sait pas",
    "sé pas",
    "se pas",
    "n ai pas",
    "ai pas",
    "l ai pas",
    "lai pas",
    "jlai pas",
    "jai pas",
    "ai plus",
    "n ai plus",
    "l ai plus",
    "lai plus",
    "jai plus",
    "jlai plus",
    "ai perdu",
    "ai perdue",
    "ai perdus",
    "ai perdues",
    "jai perdu",
    "lai perdu",
    "lai perdue",
    "jlai perdu",
    "jlai perdue",
    "perdu",
    "perdue",
    "egare",
    "egaree",
    "ai egare",
    "connais pas",
    "connais plus",
    "connait pas",
    "souviens pas",
    "souviens plus",
    "rappelle pas",
    "rappelle plus",
    "rapelle plus",
    "rapelle pas",
    "oublie",
    "oubliee",
    "ai oublie",
    "pas sous la main",
    "pas sous les yeux",
    "pas sur moi",
    "pas avec moi",
    "trouve pas",
    "trouve plus",
    "retrouve pas",
    "retrouve plus",
    "introuvable",
    "inconnu",
    "inconnue",
    "inconnus",
    "ignore",
    "j ignore",
    "pas connu",
    "pas connue",
    "aucun",
    "aucune",
    "n en ai pas",
    "en ai pas",
    "en ai aucune",
    "n en sais rien",
    "en sais rien",
    "pas note",
    "dispose pas",
    "pas dispo",
    "pas disponible",
    "possede pas",
    "pas en ma possession",
    "sans",
    "je n ai rien",
    "n ai rien",
    "ai rien",
    "mystere",
    "comprends pas",
    "en ai plus",
    "n en ai plus",
    "n ai aucune",
    "n ai aucun",
    "ai aucune",
    "ai aucun",
    "les ai pas",
    "les ai plus",
    "pas de",
    "ai ni",
    "n ai ni",
    "vois pas",
    "vois plus",
    "jen ai pas",
    "pas la",
    "pas le",
    "dechire",
    "jete",
    "ai jete",
    "ai jetee",
    "l ai jete",
    "l ai jetee",
    "pas certain",
    "pas certaine",
    "pas sur",
    "pas sure",
});

// Words that may stand around: the fields, and the person's own excuses.
constexpr std::array around = std::to_array<std::string_view>({
    "reference",   "ref",          "references",
    "numero",      "num",          "dossier",
    "date",        "nom",          "prenom",
    "creancier",   "telephone",    "tel",
    "mail",        "email",        "courrier",
    "courriers",   "lettre",       "papier",
    "papiers",     "document",     "documents",
    "cheque",      "recommande",   "exactement",
    "exacte",      "exact",        "precise",
    "precisement", "tout",         "encore",
    "plus",        "pas",          "ne",
    "ou",          "qui",          "quoi",
    "lequel",      "laquelle",     "quand",
    "combien",     "comment",      "mettre",
    "quel",        "quelle",       "elle",
    "trouve",      "se",           "vraiment",
    "franchement", "helas",        "malheureusement",
    "coeur",       "par",          "tete",
    "rcs",         "siren",        "siret",
    "montant",     "naissance",    "adresse",
    "mais",        "peur",         "jamais",
    "des",         "ni",           "sous",
    "main",        "aucun",        "aucune",
    "cette",       "information",  "info",
    "coordonnees", "gestionnaire", "gestionnaires",
    "ses",         "entite",       "societe",
    "mention",     "quelle",       "celui",
    "celle",       "lors",         "maintenant",
    "moment",      "instant",      "actuellement",
    "idee",        "moindre",      "question",
    "reponse",     "totalement",   "completement",
    "desormais",   "deja",         "mien",
    "jour",        "mois",         "annee",
    "banque",      "ordre",        "facture",
    "mes",         "nos",          "savoir",
    "beaucoup",    "trop",         "bon",
    "bonne",       "meme",         "desolee",
    "avoir",       "peux",         "dire",
    "nom",         "rien",         "eu",
    "sinistre",    "debit",        "lien",
    "sms",         "message",      "jeune",
    "fille",       "de",           "yeux",
    "m",           "autre",
});

bool may_stand_around(const std::string& word) {
    return is_filler_word(word) || std::ranges::find(around, word) != around.end();
}

const PhraseList& phrases() {
    static const PhraseList list = [] {
        PhraseList phrases;
        phrases.add(unknown_phrases);
        return phrases;
    }();
    return list;
}

}  // namespace

bool means_unknown(std::string_view text) {
    const Line line = read_line(text);
    const std::vector<std::string> words = plain_words(line.tokens);
    bool unknown = false;
    for (std::size_t i = 0; i < words.size();) {
        const std::size_t longest = phrases().longest_at(words, i).length;
        if (longest == 0 && !may_stand_around(words[i])) {
            return false;
        }
        unknown = unknown || longest > 0;
        i += std::max<std::size_t>(longest, 1);
    }
    return unknown;
}

}  // namespace guichet::slots
