#include "engine/slots/moment.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string_view>
#include <utility>

#include "tests/unit/slots/reading.hpp"

using namespace guichet;

namespace {

using Line = std::pair<std::string_view, std::string_view>;

// What is said, and the moment in it; empty: none.
constexpr auto lines = std::to_array<Line>({
    {"demain matin", "demain matin"},
    {"rappelez-moi demain matin svp", "demain matin"},
    {"après 18h", "après 18h"},
    {"plutôt après 18h30 merci", "plutôt après 18h30"},
    {"lundi entre midi et 14h", "lundi entre midi et 14h"},
    {"entre 14 et 16 heures", "entre 14 et 16 heures"},
    {"le soir à partir de 19h", "le soir à partir de 19h"},
    {"en semaine avant midi, pas le mercredi", "en semaine avant midi"},
    {"mardi ou jeudi matin", "mardi ou jeudi matin"},
    {"je suis libre le vendredi après-midi", "le vendredi après-midi"},
    {"en fin de journée", "en fin de journée"},
    {"dès demain", "dès demain"},
    {"aujourd'hui avant 17 h", "aujourd'hui avant 17 h"},
    {"ce week-end", "ce week-end"},
    {"je finis à 17h", "à 17h"},
    {"je m'appelle Martin", ""},
    {"j'ai 2 enfants et 3 dettes", ""},
    {"le plus tôt possible", ""},
    {"AB-12345", ""},
    {"entre vous et moi", ""},
    {"", ""},
});

}  // namespace

TEST_CASE("a moment is found where it stands, and nothing else is one") {
    for (const auto& [said, moment] : lines) {
        CAPTURE(said);
        CHECK(slots::find_moment(tests::vocabulary(), said).value_or("") == moment);
    }
}
