#include "engine/content/phrases.hpp"

#include <doctest/doctest.h>

using guichet::fill_variables;

TEST_CASE("phrases: each name gives its value, and what has none stays") {
    CHECK(fill_variables("Bonjour {nom}, {nom} !", {{"nom", "Ana"}}) == "Bonjour Ana, Ana !");
    CHECK(fill_variables("{autre} { {nom}", {{"nom", "Ana"}}) == "{autre} { Ana");
}

TEST_CASE("phrases: a value that ends its sentence gets no second stop") {
    CHECK(fill_variables("C'est noté : {v}. Bien.", {{"v", "Un décompte."}}) ==
          "C'est noté : Un décompte. Bien.");
    CHECK(fill_variables("C'est noté : {v}. Bien.", {{"v", "Pourquoi ?"}}) ==
          "C'est noté : Pourquoi ? Bien.");
    CHECK(fill_variables("C'est noté : {v}.", {{"v", "un, deux"}}) == "C'est noté : un, deux.");
}
