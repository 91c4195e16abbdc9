// What is said beside an answer.
#include "engine/dialog/asides.hpp"

#include <doctest/doctest.h>

#include "tests/support/shipped_sample.hpp"

using namespace guichet;
using namespace guichet::tests;

TEST_CASE("asides go, an answer and a question stay") {
    const CueRules& cues = shipped_sample().cues;
    const std::pair<const char*, const char*> cases[] = {
        {"Durand, je l'ai déjà dit", "Durand,"},
        {"Durand j'en ai marre", "Durand"},
        {"merci, c'est Durand", "c'est Durand"},
        {"AB-12345, bande de voleurs !", "AB-12345,"},
        {"AB-12345 merci", "AB-12345"},
        {"désolée, EDF. Merci beaucoup", "EDF."},
        {"12,50 euros", "12,50 euros"},
        // Nothing else is said.
        {"merci", "merci"},
        {"j'en ai marre", "j'en ai marre"},
        // A name, though a word of anger or an apology.
        {"Jean Marre", "Jean Marre"},
        {"Paul Pardon", "Paul Pardon"},
        // The words before belong to it.
        {"jvous lai deja donné", "jvous lai deja donné"},
        {"un gestionnaire c'est quoi ?", "un gestionnaire c'est quoi ?"},
    };
    for (const auto& [said, left] : cases) {
        CAPTURE(said);
        CHECK(without_asides(cues, said) == left);
    }
}

TEST_CASE("the mark of a correction at the end goes too") {
    const CueRules& cues = shipped_sample().cues;
    CHECK(without_mark_at_end(cues, "Durand en fait") == "Durand");
    CHECK(without_mark_at_end(cues, "Durand, pardon") == "Durand");
    CHECK(without_mark_at_end(cues, "en fait") == "en fait");
}
