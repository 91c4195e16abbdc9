#include <doctest/doctest.h>

#include <string_view>

#include "engine/slots/slot_type.hpp"
#include "tests/unit/slots/reading.hpp"

using guichet::slots::means_unknown;

TEST_CASE("the person does not know or does not have it") {
    for (const std::string_view text : {"je ne sais pas",
                                        "Je ne sais pas.",
                                        "je sais pas",
                                        "jsais pas",
                                        "j'sais pas",
                                        "chais pas",
                                        "jsp",
                                        "sais plus",
                                        "je ne sais plus trop",
                                        "aucune idée",
                                        "pas la moindre idée",
                                        "j'en sais rien",
                                        "je n'en sais rien",
                                        "je ne l'ai pas",
                                        "je l'ai pas",
                                        "jlai pas",
                                        "je l'ai plus",
                                        "j'ai pas la référence",
                                        "je n'ai pas le numéro de dossier",
                                        "je ne l'ai pas sous les yeux",
                                        "pas sous la main",
                                        "je l'ai perdue",
                                        "j'ai perdu le courrier",
                                        "je ne m'en souviens plus",
                                        "je ne me rappelle plus",
                                        "j'ai oublié",
                                        "je ne la connais pas",
                                        "je ne la retrouve plus",
                                        "inconnu",
                                        "je l'ignore",
                                        "désolé je ne sais pas",
                                        "euh aucune idée",
                                        "je n'en ai pas",
                                        "je n'ai pas de mail",
                                        "je n'ai ni l'un ni l'autre",
                                        "je ne l'ai plus sous la main"}) {
        CAPTURE(text);
        CHECK(means_unknown(guichet::tests::vocabulary(), text));
    }
}

TEST_CASE("other texts do not say so") {
    for (const std::string_view text : {"",
                                        "oui",
                                        "non",
                                        "bonjour",
                                        "12/03/1985",
                                        "Dupont",
                                        "je ne veux pas",
                                        "je sais",
                                        "je veux payer",
                                        "je n'ai pas reçu votre lettre",
                                        "45778B",
                                        "je ne sais pas si c'est 45778B ou 45779B",
                                        "je n'ai pas les moyens de payer"}) {
        CAPTURE(text);
        CHECK_FALSE(means_unknown(guichet::tests::vocabulary(), text));
    }
}
