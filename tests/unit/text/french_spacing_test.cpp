#include "engine/text/french_spacing.hpp"

#include <doctest/doctest.h>

using guichet::text::with_french_spacing;

TEST_CASE("french_spacing: a mark never begins a line") {
    CHECK(with_french_spacing("Tout est exact ?") == "Tout est exact\u202f?");
    CHECK(with_french_spacing("Bien ! Merci ; à vous") == "Bien\u202f! Merci\u202f; à vous");
    CHECK(with_french_spacing("Nom : « Marie Dupont »") == "Nom\u00a0: «\u00a0Marie Dupont\u00a0»");
    CHECK(with_french_spacing("150,50 € ou 5 %") == "150,50\u00a0€ ou 5\u00a0%");
}

TEST_CASE("french_spacing: all else stays") {
    CHECK(with_french_spacing("").empty());
    CHECK(with_french_spacing("un mot, deux mots. https://exemple.fr/?a=1") ==
          "un mot, deux mots. https://exemple.fr/?a=1");
    CHECK(with_french_spacing("Nom\u00a0: déjà") == "Nom\u00a0: déjà");
    CHECK(with_french_spacing(" ") == " ");
}
