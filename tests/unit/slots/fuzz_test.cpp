// Any bytes at all: nothing crashes, and what was read is read again as itself.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/choice.hpp"
#include "engine/slots/plausibility.hpp"
#include "engine/slots/sensitive.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/text/normalize.hpp"
#include "tests/unit/slots/reading.hpp"

using namespace guichet::slots;
using guichet::tests::monday;

namespace {

constexpr int rounds = 1000;

// `std::mt19937` gives the same numbers on every machine; the distributions of the library do not.
class Dice {
  public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}

    std::size_t below(std::size_t limit) { return engine_() % limit; }

    template <typename List>
    auto pick(const List& list) {
        return list[below(std::size(list))];
    }

  private:
    std::mt19937 engine_;
};

constexpr std::string_view valid_inputs[] = {
    "je m'appelle jean-pierre DE LA TOUR",
    "Bonjour, Marie Dupont, née le 12/03/1985, dossier 45 778 B, EDF",
    "Dupont Marie, c'est mon nom",
    "né le 1er avril 1972",
    "douze mars mille neuf cent quatre-vingt-cinq",
    "lundi dernier",
    "dans 3 jours",
    "06 12 34 56 78",
    "+33 (0)6 12 34 56 78",
    "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    "marie point dupont arobase gmail point com",
    "Marie.Dupont@gmail.com",
    "1 234,56 €",
    "12 euros et 5 centimes",
    "1,5 k",
    "deux mille trois cents euros",
    "réf. AB-123456",
    "RCS Paris B 552 100 554",
    "FR83404833048",
    "chèque n° 1234567",
    "1A 123 456 7890 1",
    "SARL Dupont & Fils",
    "Caisse d'épargne",
    "non merci",
    "oui, bien sûr 👍",
    "4111 1111 1111 1111",
    "FR76 3000 6000 0112 3456 7890 189",
    "cvv 123, mon mot de passe est Soleil75!",
    "1 85 03 75 116 001 23",
};

constexpr std::string_view pieces[] = {
    "",
    " ",
    "\u00A0",
    "'",
    "’",
    "-",
    "--",
    ".",
    "..",
    ",",
    "/",
    "@",
    "+",
    "(0)",
    "0",
    "00",
    "12",
    "1985",
    "999999999999999999999",
    "€",
    "$",
    "k",
    "%",
    "n°",
    "é",
    "œ",
    "e\u0301",
    "\u0323\u0323",
    "ß",
    "İ",
    "ﬁ",
    "½",
    "①",
    "٣",
    "１",
    "漢",
    "😀",
    "\u200B",
    "\u202E",
    "de",
    "le",
    "pas",
    "oui",
    "non",
    "mille",
    "cent",
    "vingt",
    "un",
    "mars",
    "dossier",
    "je",
    "nom",
    "?",
    "\n",
    "\xFF",
    "\xC3",
    "\xF0\x9F",
    "A",
    "o",
    "l",
    "I",
    "FR76",
    "née",
    "premier",
    "dernière",
    "fois",
};

std::string random_bytes(Dice& dice) {
    std::string text(dice.below(60), ' ');
    for (char& c : text) {
        c = static_cast<char>(dice.below(256));
    }
    return text;
}

std::string random_pieces(Dice& dice) {
    std::string text;
    for (std::size_t count = dice.below(12); count > 0; --count) {
        text += dice.pick(pieces);
        text += dice.below(3) == 0 ? " " : "";
    }
    return text;
}

std::string mutated(Dice& dice) {
    std::string text(dice.pick(valid_inputs));
    for (std::size_t count = 1 + dice.below(4); count > 0; --count) {
        const std::size_t at = dice.below(text.size() + 1);
        switch (dice.below(4)) {
            case 0:
                text.insert(at, dice.pick(pieces));
                break;
            case 1:
                text.erase(at, 1 + dice.below(3));
                break;
            case 2:
                text += " " + std::string(dice.pick(valid_inputs)).substr(0, at);
                break;
            default:
                text.replace(at, 1, 1, static_cast<char>(dice.below(256)));
        }
    }
    return text;
}

std::vector<std::string> inputs() {
    Dice dice(20260302);
    std::vector<std::string> texts(std::begin(valid_inputs), std::end(valid_inputs));
    for (int i = 0; i < rounds; ++i) {
        texts.push_back(random_bytes(dice));
        texts.push_back(random_pieces(dice));
        texts.push_back(mutated(dice));
    }
    return texts;
}

// A canonical value reads as itself. Words that are hardly a name ("je m'appxlle Marie DUPONT") may
// be cut once more, then no further. A reference may have the digits of a social security number:
// its label tells them apart.
void check_canonical(SlotType type, const std::string& value) {
    const std::string label = type == SlotType::reference           ? "dossier "
                              : type == SlotType::numero_recommande ? "recommandé "
                                                                    : "";
    Parsed again = parse(guichet::tests::vocabulary(), type, label + value, monday);
    if ((type == SlotType::nom || type == SlotType::prenom) && again.value != value) {
        const std::string cut = again.value;
        again = parse(guichet::tests::vocabulary(), type, cut, monday);
        CHECK(again.value == cut);
        return;
    }
    CHECK(again.refusal == "");
    CHECK(again.value == value);
}

void check_parse(const std::string& text) {
    for (int i = 0; i <= static_cast<int>(SlotType::oui_non); ++i) {
        const auto type = static_cast<SlotType>(i);
        const Parsed parsed = parse(guichet::tests::vocabulary(), type, text, monday);
        const std::string_view name = type_name(type);
        CAPTURE(name);
        if (parsed.reading != Reading::filled) {
            CHECK(parsed.value.empty());
            CHECK(std::ranges::find(refusals(), parsed.refusal) != refusals().end());
            CHECK_FALSE(parsed.whole);
            continue;
        }
        CHECK(parsed.refusal.empty());
        CHECK_FALSE(parsed.value.empty());
        CHECK(guichet::text::clean(parsed.value) == parsed.value);
        if (type != SlotType::oui_non) {
            check_canonical(type, parsed.value);
        }
    }
}

void check_found(const std::string& text) {
    const std::string cleaned = guichet::text::clean(text);
    for (const Found& found : find_all(guichet::tests::vocabulary(), text, monday)) {
        CAPTURE(found.raw);
        CHECK(cleaned.find(found.raw) != std::string::npos);
        check_canonical(found.type, found.value);
    }
}

void check_mask(const std::string& text) {
    if (const auto shown = mask_sensitive(text)) {
        CHECK(shown->text.find("••••") != std::string::npos);
        CHECK_FALSE(shown->kinds.empty());
        CHECK(shown->rest.find("•") == std::string::npos);
        CHECK_FALSE(mask_sensitive(shown->text).has_value());
    }
}

void check_judged(const std::string& text) {
    for (const SlotType type : {SlotType::nom, SlotType::prenom, SlotType::denomination}) {
        const JudgedName judged = judge_name(guichet::tests::vocabulary(), type, text);
        CHECK((judged.plausibility == Plausibility::plausible) == (judged.oddity == Oddity::none));
        CHECK((judged.plausibility != Plausibility::not_a_value || judged.value.empty()));
    }
    const std::string cleaned = guichet::text::clean(text);
    const Brought brought = without_opening(guichet::tests::vocabulary(), text);
    CHECK(cleaned.find(brought.value) != std::string::npos);
}

void check_choice(const std::string& text) {
    const std::vector<std::string> says{"m.c.s.", "mcs et associés"};
    const ChoiceOption options[] = {
        {"iqera", "iQera", {}}, {"mcs", "MCS", says}, {"oui", "Oui", {}}, {"non", "Non", {}}};
    const Choice choice = parse_choice(guichet::tests::vocabulary(), options, text);
    CHECK((!choice.index || *choice.index < std::size(options)));
    CHECK((!choice.whole || choice.index.has_value()));
    for (const std::size_t tied : choice.tied) {
        CHECK(tied < std::size(options));
    }
}

}  // namespace

TEST_CASE("any text is read without a fault, and canonical values read as themselves") {
    for (const std::string& text : inputs()) {
        CAPTURE(text);
        check_parse(text);
        check_found(text);
        check_mask(text);
        check_judged(text);
        check_choice(text);
        means_unknown(guichet::tests::vocabulary(), text);
    }
}

// Of the processor, so that a busy machine does not matter; milliseconds are the rule, and seconds
// what a reading that grows with the square of the text would take.
TEST_CASE("long texts are read in reasonable time") {
    for (const std::string_view piece : {"1 ",
                                         "mille ",
                                         "vingt et ",
                                         "a",
                                         "@",
                                         "12/03/",
                                         "Dupont ",
                                         "oui ",
                                         "4111 ",
                                         "FR76 ",
                                         "-",
                                         "d'"}) {
        std::string text;
        while (text.size() < 6000) {
            text += piece;
        }
        CAPTURE(piece);
        const std::clock_t began = std::clock();
        check_parse(text);
        check_found(text);
        check_mask(text);
        check_judged(text);
        check_choice(text);
        CHECK(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC < 2);
    }
}
