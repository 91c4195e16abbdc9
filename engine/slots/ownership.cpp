#include "engine/slots/ownership.hpp"

#include <algorithm>

namespace guichet::slots {
namespace {

constexpr std::size_t reach = 10;       // tokens between a relative and what is theirs
constexpr std::size_t short_reach = 4;  // tokens between a negation and what it denies

// "n'est plus le mien", "ne marche plus", "pas le bon".
bool denies_after(Tokens tail) {
    for (std::size_t i = 0; i < std::min(tail.size(), reach); ++i) {
        if (tail[i].is("pas") && i + 1 < tail.size() &&
            tail[i + 1].is_any(
                {"le", "la", "mon", "ma", "a", "bon", "bonne", "valable", "celui"}) &&
            !stands_at(tail, i + 1, {"le", "matin"}) && !stands_at(tail, i + 1, {"le", "soir"})) {
            return true;
        }
        if (tail[i].is("plus") && near_before(tail, i, short_reach, {"n", "ne", "est", "marche"})) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool is_another(const Token& token) {
    return token.is_any(
        {"pere",      "mere",        "papa",       "maman",       "mari",       "femme",
         "epoux",     "conjoint",    "conjointe",  "compagnon",   "compagne",   "fils",
         "fille",     "frere",       "soeur",      "oncle",       "tante",      "parents",
         "ami",       "amie",        "defunt",     "defunte",     "enfant",     "voisin",
         "voisine",   "collegue",    "conseiller", "conseillere", "copain",     "copine",
         "cousin",    "cousine",     "neveu",      "niece",       "ex",         "patron",
         "patronne",  "employeur",   "avocat",     "avocate",     "huissier",   "notaire",
         "tuteur",    "tutrice",     "curateur",   "curatrice",   "assistante", "banquier",
         "locataire", "colocataire", "coloc",      "fiston",      "gendre",     "mamie",
         "papi",      "papy",        "tata",       "tonton",      "belle-mere"});
}

bool names_another(Tokens tokens) {
    return std::ranges::any_of(tokens, is_another);
}

bool is_of_another(Tokens tokens, std::size_t index) {
    const std::size_t count = std::min(index, reach);
    return names_another(tokens.subspan(index - count, count));
}

bool is_denied(Tokens tokens, const Stretch& value) {
    return near_before(tokens,
                       value.first,
                       short_reach,
                       {"pas", "plus", "jamais", "ancien", "ancienne", "vieux"}) ||
           denies_after(tokens.subspan(value.last));
}

}  // namespace guichet::slots
