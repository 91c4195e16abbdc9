#include "engine/text/french_typography.hpp"

#include <doctest/doctest.h>

using guichet::text::with_french_typography;

TEST_CASE("french_typography: a mark never begins a line") {
    CHECK(with_french_typography("Tout est exact ?") == "Tout est exact\u202f?");
    CHECK(with_french_typography("Bien ! Merci ; à vous") == "Bien\u202f! Merci\u202f; à vous");
    CHECK(with_french_typography("Nom : « Marie Dupont »") ==
          "Nom\u00a0: «\u00a0Marie Dupont\u00a0»");
    CHECK(with_french_typography("150,50 € ou 5 %") == "150,50\u00a0€ ou 5\u00a0%");
}

TEST_CASE("french_typography: a word's apostrophe is curved") {
    CHECK(with_french_typography("l'acte de décès qu'il a") == "l\u2019acte de décès qu\u2019il a");
    CHECK(with_french_typography("Étude d'Évreux") == "Étude d\u2019Évreux");
}

TEST_CASE("french_typography: all else stays") {
    CHECK(with_french_typography("5' et 'mot") == "5' et 'mot");
    CHECK(with_french_typography("'") == "'");
    CHECK(with_french_typography("").empty());
    CHECK(with_french_typography("un mot, deux mots. https://exemple.fr/?a=1") ==
          "un mot, deux mots. https://exemple.fr/?a=1");
    CHECK(with_french_typography("Nom\u00a0: déjà") == "Nom\u00a0: déjà");
    CHECK(with_french_typography(" ") == " ");
}
