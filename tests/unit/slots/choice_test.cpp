#include "engine/slots/choice.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/slots/reading.hpp"

using guichet::slots::Choice;
using guichet::slots::ChoiceOption;
using guichet::slots::parse_choice;

namespace {

struct Offered {
    std::string id;
    std::string label;
    std::vector<std::string> says;
};

const std::vector<Offered> entities{
    {"iqera", "iQera", {"iqera tout court", "logo iqera"}},
    {"iqera-services", "iQera Services", {"iqera service", "services"}},
    {"mcs", "MCS", {"m.c.s.", "mcs et associés"}}};

const std::vector<Offered> yes_no{{"oui", "Oui", {"je les ai", "j'ai son numéro"}},
                                  {"non", "Non", {"je ne les ai pas", "je ne le connais pas"}}};

const std::vector<Offered> means{{"carte", "Par carte bancaire", {"cb", "carte bleue"}},
                                 {"virement", "Par virement", {"virement bancaire"}},
                                 {"cheque", "Par chèque", {}},
                                 {"prelevement", "Par prélèvement automatique", {}}};

// "mcs" chosen and nothing else said, "mcs …" in a longer message, "a|b" tied, "?" none.
std::string chosen(const std::vector<Offered>& offered, std::string_view text) {
    std::vector<ChoiceOption> options;
    options.reserve(offered.size());
    for (const Offered& option : offered) {
        options.push_back({option.id, option.label, option.says});
    }
    const Choice choice = parse_choice(guichet::tests::vocabulary(), options, text);
    if (choice.index) {
        CHECK(choice.tied.empty());
        REQUIRE(*choice.index < offered.size());
        return offered[*choice.index].id + (choice.whole ? "" : " …");
    }
    std::string tied;
    for (const std::size_t index : choice.tied) {
        REQUIRE(index < offered.size());
        tied += (tied.empty() ? "" : "|") + offered[index].id;
    }
    return tied.empty() ? "?" : tied;
}

struct Pick {
    std::string_view text;
    std::string_view outcome;
};

void check_picks(const std::vector<Offered>& offered, std::initializer_list<Pick> table) {
    for (const Pick& pick : table) {
        CAPTURE(pick.text);
        CHECK(chosen(offered, pick.text) == pick.outcome);
    }
}

}  // namespace

TEST_CASE("an option by its place") {
    check_picks(entities,
                {
                    {"1", "iqera"},
                    {"2", "iqera-services"},
                    {"2)", "iqera-services"},
                    {"2.", "iqera-services"},
                    {"(3)", "mcs"},
                    {"n°3", "mcs"},
                    {"le 2", "iqera-services"},
                    {"la 3", "mcs"},
                    {"le numéro 3", "mcs"},
                    {"réponse 2", "iqera-services"},
                    {"option 1 svp", "iqera"},
                    {"je choisis le 2", "iqera-services"},
                    {"deux", "iqera-services"},
                    {"le trois", "mcs"},
                    {"un", "iqera"},
                    {"la première", "iqera"},
                    {"le premier", "iqera"},
                    {"1er", "iqera"},
                    {"1ère", "iqera"},
                    {"la deuxième", "iqera-services"},
                    {"2ème", "iqera-services"},
                    {"2e", "iqera-services"},
                    {"la seconde", "iqera-services"},
                    {"troisieme", "mcs"},
                    {"la 3ème svp", "mcs"},
                    {"la dernière", "mcs"},
                    {"c'est la dernière", "mcs"},
                    {"l'avant-dernière", "iqera-services"},
                    {"deuxième choix", "iqera-services"},
                });
}

TEST_CASE("a number that is no place is no choice") {
    check_picks(entities,
                {
                    {"0", "?"},
                    {"4", "?"},
                    {"12", "?"},
                    {"1 ou 2", "?"},
                    {"la quatrième", "?"},
                    {"99999999999999999999", "?"},
                });
}

TEST_CASE("an option by its words") {
    check_picks(entities,
                {
                    {"iqera", "iqera"},
                    {"iQera", "iqera"},
                    {"IQERA", "iqera"},
                    {"i qera", "iqera"},
                    {"Iquera", "iqera"},
                    {"ikera", "iqera"},
                    {"iqera services", "iqera-services"},
                    {"iqera service", "iqera-services"},
                    {"iqera-services", "iqera-services"},
                    {"iqeraservices", "iqera-services"},
                    {"Iqera Servises", "iqera-services"},
                    {"services", "iqera-services"},
                    {"service", "iqera-services"},
                    {"mcs", "mcs"},
                    {"M.C.S", "mcs"},
                    {"M.C.S.", "mcs"},
                    {"m c s", "mcs"},
                    {"MCS svp", "mcs"},
                    {"c'est MCS", "mcs"},
                    {"msc", "mcs"},
                    {"mcs et associés", "mcs"},
                    {"sur mon courrier c'est iqera services", "iqera-services"},
                    {"la mention iQera", "iqera"},
                    {"il y a écrit MCS", "mcs"},
                    {"pas iqera, mcs", "mcs"},
                });
}

TEST_CASE("what names no option, or several") {
    check_picks(entities,
                {
                    {"iqera ou mcs", "iqera|mcs"},
                    {"bonjour", "?"},
                    {"je ne sais pas", "?"},
                    {"EDF", "?"},
                    {"", "?"},
                    {"oui", "?"},
                    {"comment savoir ?", "?"},
                    {"autre", "?"},
                });
}

TEST_CASE("a question that holds an option's word is not surely an answer") {
    check_picks(entities,
                {
                    {"c'est quoi mcs ?", "mcs …"},
                    {"mcs m'a relancé alors que j'ai tout payé", "mcs …"},
                });
}

TEST_CASE("yes and no as options") {
    check_picks(yes_no,
                {
                    {"oui", "oui"},
                    {"ouais", "oui"},
                    {"1", "oui"},
                    {"bien sûr", "oui"},
                    {"je les ai", "oui"},
                    {"oui je les ai", "oui"},
                    {"j'ai son numéro", "oui"},
                    {"non", "non"},
                    {"2", "non"},
                    {"non merci", "non"},
                    {"je crois pas", "non"},
                    {"pas du tout", "non"},
                    {"je ne les ai pas", "non"},
                    {"je les ai pas", "non"},
                    {"je ne le connais pas", "non"},
                    {"non je ne le connais pas", "non"},
                    {"oui et non", "oui|non"},
                    {"peut-être", "?"},
                });
}

TEST_CASE("part of a label") {
    check_picks(means,
                {
                    {"carte", "carte"},
                    {"cb", "carte"},
                    {"carte bleue", "carte"},
                    {"par carte", "carte"},
                    {"virement", "virement"},
                    {"un virement", "virement"},
                    {"viremant", "virement"},
                    {"chèque", "cheque"},
                    {"cheq", "cheque"},
                    {"par cheque svp", "cheque"},
                    {"prelevement", "prelevement"},
                    {"prélèvement auto", "prelevement"},
                    {"carte ou chèque", "carte|cheque"},
                    {"la quatrième", "prelevement"},
                    {"4", "prelevement"},
                    {"par", "?"},
                });
}

TEST_CASE("choice: a word that is denied is not the option, whatever stands between") {
    check_picks({{"passe", "Passé", {"débité", "encaissé"}}, {"attend", "En attente", {"attend"}}},
                {
                    {"encaissé", "passe"},
                    {"pas été encaissé", "attend …"},
                    {"pas encore été débité", "attend …"},
                });
}

TEST_CASE("no options, no choice") {
    CHECK_FALSE(parse_choice(guichet::tests::vocabulary(), {}, "1").index.has_value());
}

TEST_CASE("choice: an option alone is not taken by whatever is said") {
    const std::vector<ChoiceOption> options{
        {"decompte", "Obtenir un décompte des sommes dues", {}}};
    for (const char* said : {"iqera services", "par carte", "blabla", "je ne sais pas"}) {
        CAPTURE(std::string(said));
        CHECK_FALSE(parse_choice(guichet::tests::vocabulary(), options, said).index.has_value());
    }
    CHECK(parse_choice(guichet::tests::vocabulary(), options, "un décompte").index == 0);
}

TEST_CASE("choice: both is neither, and a small word is no beginning of an option") {
    const std::vector<ChoiceOption> options{{"particulier", "En mon nom", {}},
                                            {"societe", "Pour une société", {}}};
    for (const char* said : {"les deux", "par carte"}) {
        CAPTURE(std::string(said));
        CHECK_FALSE(parse_choice(guichet::tests::vocabulary(), options, said).index.has_value());
    }
}
