// The words that announce, bring or deny sensitive data.
#include <algorithm>

#include "engine/slots/phrase_list.hpp"
#include "engine/slots/sensitive_finders.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t reach_before = 8;
constexpr std::size_t reach_after = 7;

Announced announced_by(const Token& token) {
    if (token.is_any({"reference",  "references", "ref",         "refs",    "dossier",  "doss",
                      "dossiers",   "recommande", "recommandee", "lrar",    "suivi",    "colis",
                      "cheque",     "cheques",    "chq",         "siret",   "siren",    "rcs",
                      "tel",        "telephone",  "portable",    "client",  "contrat",  "facture",
                      "commande",   "creance",    "courrier",    "lettre",  "identite", "sejour",
                      "passeport",  "fidelite",   "cadeau",      "affaire", "mandat",   "rum",
                      "transaction"})) {
        return Announced::something_else;
    }
    if (token.is_any({"vitale", "secu", "securite", "sociale", "ssn", "nir", "insee"})) {
        return Announced::social_security;
    }
    if (token.is_any({"iban", "rib", "bban", "compte"})) {
        return Announced::account;
    }
    return token.is_any({"carte", "cartes", "cb", "visa", "mastercard", "maestro", "amex"})
               ? Announced::card
               : Announced::nothing;
}

// "pas ma carte", "aucune carte".
bool is_denied(Tokens tokens, std::size_t index) {
    std::size_t i = index;
    while (i > 0 && index - i < 3 &&
           tokens[i - 1].is_any({"ma", "mon", "la", "le", "un", "une", "de", "numero"})) {
        --i;
    }
    return i > 0 && tokens[i - 1].is_any({"pas", "ni", "aucun", "aucune"});
}

bool ends_clause(Tokens tokens, std::size_t index) {
    return tokens[index].is_any({"?", "!", ";"}) ||
           (tokens[index].is(".") && index + 1 < tokens.size() && tokens[index + 1].spaced &&
            (index == 0 || tokens[index - 1].folded.size() > 3));
}

bool is_between(const Token& token) {
    return token.is_sign() ? !token.is_any({"?", "!", ";"})
                           : token.is_any({"c",
                                           "cest",
                                           "est",
                                           "le",
                                           "la",
                                           "l",
                                           "ma",
                                           "mon",
                                           "de",
                                           "du",
                                           "d",
                                           "numero",
                                           "num",
                                           "n",
                                           "no",
                                           "pour"});
}

bool is_given(std::string_view word) {
    return word == "donne" || word == "donner" || word == "ecrit" || word == "mis" ||
           word == "tape" || word == "saisi" || word == "communique" || word == "envoye" ||
           word == "transmis" || word == "indique";
}

bool is_sensitive_thing(std::string_view word) {
    return word == "carte" || word == "cb" || word == "iban" || word == "rib" || word == "numero" ||
           word == "numeros" || word == "passe" || word == "mdp" || word == "bancaire" ||
           word == "bancaires" || word == "secu" || word == "code" || word == "donnee" ||
           word == "donnees" || word == "cryptogramme" || word == "coordonnees";
}

bool is_other_thing(std::string_view word) {
    return word == "reference" || word == "ref" || word == "dossier" || word == "telephone" ||
           word == "tel" || word == "siret" || word == "siren" || word == "client" ||
           word == "contrat" || word == "recommande" || word == "cheque" || word == "facture";
}

bool is_no(std::string_view word) {
    return word == "pas" || word == "aucun" || word == "aucune" || word == "rien" ||
           word == "jamais" || word == "ni";
}

bool is_article(std::string_view word) {
    return word == "ma" || word == "mon" || word == "la" || word == "le" || word == "un" ||
           word == "une" || word == "de" || word == "du" || word == "numero" || word == "mot" ||
           word == "mes" || word == "des" || word == "d" || word == "l";
}

using Words = std::span<const std::string>;

bool holds(Words words, bool (*is)(std::string_view)) {
    return std::ranges::any_of(words, is);
}

// "c'est pas une carte", "ce n'est pas mon numéro de carte", and nothing said of it after.
bool says_is_not(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool denied = words[i] == "pas" && i > 0 &&
                            (words[i - 1] == "est" || words[i - 1] == "c" ||
                             words[i - 1] == "cest" || is_other_thing(words[i - 1]));
        std::size_t at = i + 1;
        while (denied && at < words.size() && is_article(words[at])) {
            ++at;
        }
        if (denied && at > i + 1 && at < words.size() && is_sensitive_thing(words[at]) &&
            std::ranges::none_of(words.subspan(at), [](const std::string& word) {
                return word == "qui" || word == "que" || word == "mais";
            })) {
            return true;
        }
        if (denied && at == words.size() && words[at - 1] == "numero") {
            return true;
        }
    }
    return false;
}

// "je n'ai donné aucun numéro", "j'ai rien mis de bancaire".
bool says_gave_none(Words words) {
    const bool mine = std::ranges::any_of(words, [](const std::string& word) {
        return word == "ai" || word == "jai" || word == "jamais";
    });
    const bool received =
        words.size() > 2 && words[0] == "vous" && words[1] == "m" && words[2] == "avez";
    return mine && !received && holds(words, is_no) && holds(words, is_given) &&
           holds(words, is_sensitive_thing);
}

}  // namespace

Announced announced(Tokens tokens, Stretch number) {
    for (std::size_t i = number.first; i > 0 && number.first - i < reach_before; --i) {
        const Token& token = tokens[i - 1];
        if (token.is_number() || ends_clause(tokens, i - 1)) {
            break;
        }
        const Announced what = announced_by(token);
        if (what != Announced::nothing && !is_denied(tokens, i - 1)) {
            return what;
        }
    }
    const std::size_t end = std::min(tokens.size(), number.last + reach_after);
    for (std::size_t i = number.last; i < end; ++i) {
        const Announced what = announced_by(tokens[i]);
        if (what != Announced::nothing || !is_between(tokens[i])) {
            return what;
        }
    }
    return Announced::nothing;
}

bool brings_sensitive(const Token& token) {
    return token.is_any({"carte",    "cartes",   "cb",          "bancaire",     "bleue",
                         "visa",     "numero",   "num",         "numeros",      "iban",
                         "rib",      "bic",      "compte",      "mastercard",   "cvv",
                         "cvc",      "ccv",      "crypto",      "cryptogramme", "mot",
                         "passe",    "mdp",      "password",    "secu",         "securite",
                         "sociale",  "social",   "vitale",      "exp",          "expire",
                         "date",     "validite", "expiration",  "valable",      "code",
                         "secret",   "pin",      "dos",         "chiffres",     "trois",
                         "derniers", "nir",      "ss",          "fin",          "prenez",
                         "tenez",    "mes",      "coordonnees", "bancaires",    "confidentiel",
                         "maestro",  "amex",     "credit",      "paiement",     "visuel"});
}

bool denies_sensitive(std::string_view text) {
    const std::vector<std::string> words = plain_words(read_line(text).tokens);
    return says_is_not(words) || says_gave_none(words);
}

}  // namespace guichet::slots
