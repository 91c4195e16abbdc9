#include "engine/dialog/stand.hpp"

#include <doctest/doctest.h>

#include "tests/support/shipped_sample.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

std::optional<Turn> stand(const NodeId& node, std::string_view asks = "") {
    return stand_at(shipped_sample(), Channel::web, node, asks, noon);
}

}  // namespace

TEST_CASE("stand_at: every place of a dialog, with what comes before it answered") {
    CHECK(stand("relance/entite")->asks == "entite");
    const auto question = stand("relance/recommande");
    CHECK(question->asks == "recommande");
    CHECK(question->session.answers.at("entite").value == "iqera");
    CHECK(stand("relance/demande")->asks == "nom");
    const auto field = stand("relance/demande", "date-naissance");
    CHECK(field->asks == "date-naissance");
    CHECK(field->node == "relance/demande");
    CHECK(field->session.answers.at("nom").value == "Dupont");
    CHECK(stand("relance/demande", "confirmation")->asks == "confirmation");
    CHECK(stand_at(shipped_sample(), Channel::sms, "relance/demande", "", noon)->session.channel ==
          Channel::sms);
}

TEST_CASE("stand_at: takes the options that lead there") {
    // Asked of a recommended letter alone; `mcs` ends before any form.
    const auto field = stand("relance/demande", "numero-recommande");
    REQUIRE(field);
    CHECK(field->asks == "numero-recommande");
    CHECK(field->session.stack.back().answers.at("relance/recommande").value == "oui");
    CHECK(stand("plainte/ecrit/oui/recit", "description")->asks == "description");
}

TEST_CASE("stand_at: no way leads to what is never asked") {
    CHECK_FALSE(stand("relance/nowhere"));
    CHECK_FALSE(stand("relance/envoi"));
    CHECK_FALSE(stand("relance/demande", "description"));
    CHECK_FALSE(stand("relance/entite", "nom"));
}
