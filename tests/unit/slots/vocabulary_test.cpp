#include "engine/slots/vocabulary.hpp"

#include <doctest/doctest.h>

#include "tests/unit/slots/reading.hpp"

using namespace guichet::slots;
using guichet::tests::monday;

TEST_CASE("a word that is listed is read, one that is not is not") {
    Vocabulary words = guichet::tests::vocabulary();
    const auto given_name = [&words] {
        return parse(words, SlotType::prenom, "dupont zebulon", monday).value;
    };
    const auto company = [&words] {
        return parse(
                   words, SlotType::denomination, "c'est pour une facture zebulon énergie", monday)
            .value;
    };
    const auto date = [&words] {
        return parse(words, SlotType::date_passee, "le 12 brumaire 2025", monday).value;
    };
    CHECK(given_name() == "Dupont Zebulon");
    CHECK(company().empty());
    CHECK(date().empty());
    CHECK(words.add_given_name("Zébulon"));
    CHECK(words.add_creditor("Zébulon Énergie"));
    CHECK(words.add_month("brumaire", 11));
    CHECK(given_name() == "Zebulon");
    CHECK(company() == "Zebulon Énergie");
    CHECK(date() == "2025-11-12");
    CHECK(words.add_initials("ZÉBULON"));
    CHECK(company() == "ZÉBULON Énergie");
}

TEST_CASE("what is listed already is told, whatever its accents and capitals") {
    Vocabulary words;
    CHECK(words.add_given_name("Aïcha"));
    CHECK_FALSE(words.add_given_name("aicha"));
    CHECK(words.add_creditor("Caisse d'Épargne"));
    CHECK_FALSE(words.add_creditor("caisse-d'epargne"));
    CHECK(words.add_initials("iQera"));
    CHECK_FALSE(words.add_initials("IQERA"));
    CHECK(words.add_month("août", 8));
    CHECK_FALSE(words.add_month("aout", 7));
    CHECK(words.add_weekday("mardi", 2));
    CHECK_FALSE(words.add_weekday("MARDI", 3));
}

TEST_CASE("of two creditors that start alike, the longer name is found, in whatever order listed") {
    Vocabulary words = guichet::tests::vocabulary();
    words.add_creditor("Zeste");
    words.add_creditor("Zeste Mobile Plus");
    words.add_creditor("Zeste Mobile");
    const auto read = [&words](std::string_view text) {
        return parse(words, SlotType::denomination, text, monday).value;
    };
    CHECK(read("j'ai une facture zeste-mobile plus") == "Zeste-Mobile Plus");
    CHECK(read("j'ai une facture zeste") == "Zeste");
    CHECK(is_known_creditor(words, "chez zeste mobile"));
    CHECK_FALSE(is_known_creditor(words, "zeste mobile gratuit"));
}

TEST_CASE("a word of several months is none of them") {
    Vocabulary words;
    words.add_month("juin", 6);
    words.add_month("jui", 0);
    CHECK(words.month_named("juin") == 6);
    CHECK_FALSE(words.month_named("jui").has_value());
}
