#include "engine/text/normalize.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "engine/text/utf8.hpp"

using guichet::text::clean;
using guichet::text::edit_distance;
using guichet::text::fold;
using guichet::text::fold_case;
using guichet::text::letters;
using guichet::text::max_code_points;
using guichet::text::strip_accents;
using guichet::text::words;

using Words = std::vector<std::string>;

TEST_CASE("clean keeps what the person typed and makes it safe") {
    CHECK(clean("  J’ai\r\n\tréglé \u00A0 à\u202Fl’été ! ") == "J’ai réglé à l’été !");
    CHECK(clean("re\u0301gle\u0301") == "réglé");
    CHECK(clean("a\u202Eb\u200Bc\u00ADd") == "abcd");
    CHECK(clean(std::string("a\0b\x01"
                            "c",
                            5)) == "a b c");
    CHECK(clean("é\xFF\xC3oui\xF0\x9F") == "é oui");
    CHECK(clean("").empty());
    CHECK(clean(" \n ").empty());
    CHECK(clean("merci 😀") == "merci 😀");
}

TEST_CASE("clean caps marks and length before normalising") {
    std::string marks = "a";
    for (int i = 0; i < 100000; ++i) {
        marks += "\u0323";
    }
    CHECK(clean(marks).size() <= 3 + 8 * 2);
    CHECK(clean(std::string(5000, 'x')).size() == max_code_points);
    std::string accents;
    for (int i = 0; i < 3000; ++i) {
        accents += "é";
    }
    CHECK(clean(accents).size() == 2 * max_code_points);
}

TEST_CASE("clean and fold are idempotent") {
    for (const char* raw : {"Œuvre d’Été",
                            "ﬁn ½ №5 n° 12 €",
                            "´ ¨ x",
                            "\u0958\u0958",
                            "한국어",
                            "İstanbul ß",
                            "«a» “b” … – —"}) {
        CAPTURE(raw);
        CHECK(clean(clean(raw)) == clean(raw));
        CHECK(fold(fold(raw)) == fold(raw));
        CHECK(fold(clean(raw)) == fold(raw));
    }
}

TEST_CASE("fold removes case, accents and typography") {
    CHECK(fold("Réglé à l’ÉTÉ") == "regle a l'ete");
    CHECK(fold("Nœuds, CŒUR, Ægir, Ça") == "noeuds, coeur, aegir, ca");
    CHECK(fold("« Reçu » … n° 5") == "\" recu \" ... n° 5");
    CHECK(fold("ＨＵＩＳＳＩＥＲ ﬁn") == "huissier fin");
    CHECK(fold("l´huissier") == "l'huissier");
    CHECK(fold("1\u202F234,56 €") == "1 234,56 €");
}

TEST_CASE("fold_case keeps the accents that fold removes") {
    CHECK(fold_case("Réglé à l’ÉTÉ, CŒUR") == "réglé à l'été, cœur");
    for (const char* raw : {"Réglé à l’ÉTÉ", "´ ¨ x", "ŒUVRE ½", "한국어 İ", "OUI"}) {
        CAPTURE(raw);
        CHECK(strip_accents(fold_case(raw)) == fold(raw));
    }
}

// A Greek letter at the end is outside the ranges that are read point by point: the whole text goes
// through ICU.
TEST_CASE("a text read point by point is what ICU makes of it") {
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        std::string raw = "x";
        for (int i = 0; i < 6; ++i) {
            const auto pick = static_cast<std::int32_t>(random() % 0x250);
            guichet::text::append_point(raw, pick < 0x180 ? pick : 0x2000 + pick - 0x180);
        }
        raw += 'x';
        CAPTURE(raw);
        CHECK(fold_case(raw) + " ω" == fold_case(raw + " ω"));
        CHECK(fold(raw) + " ω" == fold(raw + " ω"));
    }
}

TEST_CASE("words splits elisions and drops punctuation") {
    CHECK(words(fold("J’ai payé, qu'est-ce que c'est ?")) ==
          Words{"j", "ai", "paye", "qu", "est", "ce", "que", "c", "est"});
    CHECK(words("aujourd'hui quelqu'un l'a dit") ==
          Words{"aujourd'hui", "quelqu'un", "l", "a", "dit"});
    CHECK(words("50e, 12/03") == Words{"50e", "12", "03"});
    CHECK(words("'' - !").empty());
    CHECK(words("😀 привет") == Words{"привет"});
}

TEST_CASE("edit distance counts a swap as one and stops at its limit") {
    CHECK(edit_distance("huisier", "huissier", 2) == 1);
    CHECK(edit_distance("chqeue", "cheque", 2) == 1);
    CHECK(edit_distance("cheque", "cheque", 2) == 0);
    CHECK(edit_distance("paiment", "paiement", 1) == 1);
    CHECK(edit_distance("abc", "xyz", 1) == 2);
    CHECK(edit_distance("", "abc", 5) == 3);
    CHECK(edit_distance("a", "abcdef", 2) == 3);
}

TEST_CASE("the letters of a text are its letters and digits, whatever their alphabet") {
    CHECK(letters("l'ai-je payé, n°12 ?") == "laijepayén12");
    CHECK(letters("aujourd'hui") == "aujourdhui");
    CHECK(letters("αβ \U0001F600 3€") == "αβ3");
    CHECK(letters("?! ...").empty());
    CHECK(letters("a\xFF"
                  "b") == "ab");
}
