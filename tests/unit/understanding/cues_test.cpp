#include "engine/understanding/cues.hpp"

#include <doctest/doctest.h>

using namespace guichet;

namespace {

CueRules rules_with(Cue cue, CuePlace place, std::string_view phrase) {
    CueRules rules;
    rules.add_group("proche", {"père", "mère"});
    REQUIRE(rules.add_courtesy("s'il vous plaît") == PhraseProblem::none);
    REQUIRE(rules.add_opening("oui") == PhraseProblem::none);
    REQUIRE(rules.add(Cue::filler, CuePlace::alone, "euh") == PhraseProblem::none);
    REQUIRE(rules.add(cue, place, phrase) == PhraseProblem::none);
    return rules;
}

bool finds(CuePlace place, std::string_view phrase, std::string_view text) {
    return rules_with(Cue::fear, place, phrase).read(text).has(Cue::fear);
}

}  // namespace

TEST_CASE("a phrase stands where it must") {
    CHECK(finds(CuePlace::anywhere, "j'ai peur", "Moi, j'ai peur de vous"));
    CHECK_FALSE(finds(CuePlace::anywhere, "j'ai peur", "j'ai très peur"));
    CHECK_FALSE(finds(CuePlace::anywhere, "j'ai peur", "voilà ce que j'ai. Peur ?"));
    CHECK(finds(CuePlace::start, "peur", "euh oui, peur de vous"));
    CHECK(finds(CuePlace::start, "peur", "Voici. Peur de vous"));
    CHECK_FALSE(finds(CuePlace::start, "peur", "même peur"));
    CHECK(finds(CuePlace::end, "peur", "ça fait peur s'il vous plaît"));
    CHECK_FALSE(finds(CuePlace::end, "peur", "peur de vous"));
    CHECK(finds(CuePlace::alone, "peur", "Euh. Peur euh, s'il vous plaît !"));
    CHECK_FALSE(finds(CuePlace::alone, "peur", "Peur. Oui"));
}

TEST_CASE("variants, what may be missing, gaps and groups") {
    CHECK(finds(CuePlace::anywhere, "mon|ma {proche} est là", "ma mère est là"));
    CHECK_FALSE(finds(CuePlace::anywhere, "mon|ma {proche} est là", "ma tante est là"));
    CHECK(finds(CuePlace::anywhere, "ai (très) peur", "j'ai peur"));
    CHECK(finds(CuePlace::anywhere, "ai (très) peur", "j'ai très peur"));
    CHECK(finds(CuePlace::anywhere, "peur … vous", "peur de tous chez vous"));
    CHECK_FALSE(finds(CuePlace::anywhere, "peur … vous", "peur de tous les gens chez vous"));
    CHECK_FALSE(finds(CuePlace::anywhere, "peur … vous", "peur. Et vous"));
    CHECK(finds(CuePlace::anywhere, "pas {nombre} {nombre}", "pas 12, 13"));
    CHECK(finds(CuePlace::anywhere, "peur ?", "vous avez peur ?"));
    CHECK_FALSE(finds(CuePlace::anywhere, "peur ?", "vous avez peur. Ah ?"));
}

TEST_CASE("spelling") {
    CHECK(finds(CuePlace::anywhere, "je n'ai pas peur", "j’ai pas PEUR"));
    CHECK(finds(CuePlace::anywhere, "envoyez", "envoyer"));
    CHECK(finds(CuePlace::anywhere, "non", "nonnnn non"));
    CHECK_FALSE(finds(CuePlace::anywhere, "non", "nom"));
    CHECK(finds(CuePlace::anywhere, "vous vous trompez", "vous vous trompez"));
    CueRules rules;
    rules.add_abbreviation("jpp", "j'en peux plus");
    rules.add_same(std::vector<std::string>{"peux", "peu"});
    REQUIRE(rules.add(Cue::exhaustion, CuePlace::anywhere, "je n'en peux plus") ==
            PhraseProblem::none);
    CHECK(rules.read("jpp").alone(Cue::exhaustion));
    CHECK(rules.read("j'en peu plus de vous").has(Cue::exhaustion));
}

TEST_CASE("an exception counts where it overlaps, for its own cue") {
    CueRules rules = rules_with(Cue::fear, CuePlace::anywhere, "peur");
    REQUIRE(rules.add(Cue::shame, CuePlace::anywhere, "peur") == PhraseProblem::none);
    REQUIRE(rules.add(Cue::fear, CuePlace::exception, "pas … peur") == PhraseProblem::none);
    CHECK_FALSE(rules.read("je n'ai pas très peur").has(Cue::fear));
    CHECK(rules.read("je n'ai pas très peur").has(Cue::shame));
    CHECK(rules.read("pas très peur, mais peur").has(Cue::fear));
}

TEST_CASE("what decided is told, the longest first") {
    CueRules rules = rules_with(Cue::fear, CuePlace::anywhere, "peur");
    REQUIRE(rules.add(Cue::fear, CuePlace::anywhere, "très peur") == PhraseProblem::none);
    const Cues cues = rules.read("J'ai TRÈS peur");
    REQUIRE(cues.has(Cue::fear));
    CHECK(cues.find(Cue::fear)->phrase == "très peur");
    CHECK(cues.find(Cue::fear)->words == "tres peur");
    CHECK_FALSE(cues.alone(Cue::fear));
    CHECK(rules.read("ah ?").find(Cue::question)->phrase == "?");
    CHECK(rules.read("*1985").find(Cue::correction)->phrase == "*");
}

TEST_CASE("what is no phrase is refused") {
    CueRules rules;
    const auto problem = [&rules](std::string_view phrase) {
        return rules.add(Cue::fear, CuePlace::anywhere, phrase);
    };
    CHECK(problem("?") == PhraseProblem::no_word);
    CHECK(problem("{ami} vient") == PhraseProblem::unknown_group);
    CHECK(problem("j'ai|tu as") == PhraseProblem::several_words);
    CHECK(problem("si (du tout)") == PhraseProblem::several_words);
    CHECK(problem("… peur") == PhraseProblem::open_start);
    CHECK(problem("(très) peur") == PhraseProblem::open_start);
}
