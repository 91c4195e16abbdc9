// A value written in many ways, with something around it: it is read, or asked again; never is
// another value read.
#include <cstdint>
#include <random>
#include <vector>

#include "engine/slots/plausibility.hpp"
#include "tests/unit/slots/reading.hpp"

using namespace guichet::slots;
using guichet::tests::monday;
using guichet::tests::vocabulary;

namespace {

constexpr int rounds = 3000;

class Dice {
  public:
    std::size_t below(std::size_t limit) { return engine_() % limit; }

    bool coin() { return below(2) == 0; }

    template <typename List>
    std::string pick(const List& list) {
        return std::string(std::data(list)[below(std::size(list))]);
    }

  private:
    std::mt19937 engine_{20260302};
};

constexpr std::string_view before[] = {
    "", "", "", "c'est ", "le ", "oui ", "alors ", "mon numéro : ", "bonjour, ", "euh ", "voici "};
constexpr std::string_view after[] = {
    "", "", "", " merci", " svp", ".", " !", " voilà", " et vous ?", ", bonne journée", " (perso)"};

std::string spoken_pair(Dice& dice, int pair) {
    static constexpr std::string_view units[] = {
        "zéro",     "un",     "deux",  "trois",    "quatre",   "cinq",    "six",
        "sept",     "huit",   "neuf",  "dix",      "onze",     "douze",   "treize",
        "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"};
    static constexpr std::string_view tens[] = {"",
                                                "",
                                                "vingt",
                                                "trente",
                                                "quarante",
                                                "cinquante",
                                                "soixante",
                                                "soixante",
                                                "quatre-vingt",
                                                "quatre-vingt"};
    const auto ten = static_cast<std::size_t>(pair / 10);
    const auto unit = static_cast<std::size_t>(pair % 10);
    if (pair < 10) {
        return "zéro " + std::string(units[unit]);
    }
    if (pair < 20) {
        return std::string(units[static_cast<std::size_t>(pair)]);
    }
    const std::size_t rest = ten == 7 || ten == 9 ? unit + 10 : unit;
    std::string text(tens[ten]);
    if (rest > 0) {
        text += (rest == 1 || rest == 11) && ten != 8 && ten != 9 ? " et " : "-";
        text += units[rest];
    }
    for (std::size_t at = text.find('-'); dice.coin() && at != std::string::npos;) {
        text[at] = ' ';
        at = text.find('-');
    }
    return text;
}

std::string pair_of(const std::string& digits, std::size_t index) {
    return digits.substr(2 * index, 2);
}

std::string telephone_spelt(Dice& dice, const std::string& digits) {
    static constexpr std::string_view gaps[] = {" ", " ", "", ".", "-", "/", ", "};
    const std::string gap = dice.pick(gaps);
    const std::size_t words = dice.below(3);  // none, some or all of the pairs
    std::string text;
    for (std::size_t i = 0; i < 5; ++i) {
        const bool spoken = words == 2 || (words == 1 && dice.coin());
        text += i == 0 ? "" : words > 0 ? " " : gap;
        text += spoken ? spoken_pair(dice, std::stoi(pair_of(digits, i))) : pair_of(digits, i);
    }
    return text;
}

std::string random_digits(Dice& dice, std::size_t count) {
    std::string digits;
    while (digits.size() < count) {
        digits += static_cast<char>('0' + dice.below(10));
    }
    return digits;
}

// A slip as a hurried hand makes it: a character lost, doubled, or a space let in.
void slip(Dice& dice, std::string& text) {
    const std::size_t at = dice.below(text.size());
    if ((static_cast<unsigned char>(text[at]) & 0x80U) != 0) {
        return;
    }
    switch (dice.below(3)) {
        case 0:
            text.insert(at, 1, ' ');
            break;
        case 1:
            text.insert(at, "'");
            break;
        default:
            text.insert(at, "*");
    }
}

// Counts what is read; nothing else than `value` may be.
class Tally {
  public:
    Tally(SlotType type, int least) : type_(type), least_(least) {}

    void check(const std::string& text, const std::string& value) {
        const Parsed parsed = parse(vocabulary(), type_, text, monday);
        const bool taken = parsed.reading == Reading::filled &&
                           (!is_open(type_) || judge_name(vocabulary(), type_, text).plausibility ==
                                                   Plausibility::plausible);
        ++all_;
        read_ += taken ? 1 : 0;
        if (taken && parsed.value != value) {
            CAPTURE(text);
            CHECK(parsed.value == value);
        }
    }

    void finish() const { CHECK(read_ * 100 >= all_ * least_); }

  private:
    SlotType type_;
    int least_;  // per cent
    int all_ = 0;
    int read_ = 0;
};

constexpr std::string_view families[] = {"Dupont",
                                         "Le Goff",
                                         "de La Tour",
                                         "Benali",
                                         "Da Silva",
                                         "Nguyen",
                                         "O'Brien",
                                         "Lefèvre",
                                         "Dupont-Moreau",
                                         "El Amrani",
                                         "Kowalski",
                                         "Traoré",
                                         "Van der Berg",
                                         "Öztürk"};
constexpr std::string_view given_names[] = {
    "Marie", "Jean-Pierre", "Fatima", "Kevin", "Mehdi", "Anne-Sophie", "Chloé", "Paul"};

}  // namespace

TEST_CASE("a telephone number is itself in every spelling") {
    Dice dice;
    Tally tally(SlotType::telephone, 90);
    for (int i = 0; i < rounds; ++i) {
        static constexpr std::string_view starts[] = {
            "06", "07", "01", "02", "03", "04", "05", "09"};
        std::string digits = dice.pick(starts);
        digits += static_cast<char>('1' + dice.below(5));  // no overseas department
        digits += random_digits(dice, 7);
        if (digits.starts_with("026") || digits.starts_with("0639") || digits.starts_with("059")) {
            continue;
        }
        const std::string text =
            dice.pick(before) + telephone_spelt(dice, digits) + dice.pick(after);
        tally.check(text, "+33" + digits.substr(1));
    }
    tally.finish();
}

TEST_CASE("an address is itself in every spelling") {
    Dice dice;
    Tally tally(SlotType::email, 50);
    for (int i = 0; i < rounds; ++i) {
        static constexpr std::string_view locals[] = {
            "marie.dupont", "mdupont59", "marie_d", "jean-luc.martin", "k", "75paul", "a.b.c"};
        static constexpr std::string_view domains[] = {
            "gmail.com", "orange.fr", "hotmail.fr", "la-poste.net", "sous.exemple.fr"};
        static constexpr std::string_view ats[] = {"@", " @ ", " @", "@ ", " arobase ", "(at)"};
        const std::string local = dice.pick(locals);
        const std::string domain = dice.pick(domains);
        std::string spelt = local + dice.pick(ats) + domain;
        if (dice.below(3) == 0) {
            slip(dice, spelt);
        }
        tally.check(dice.pick(before) + spelt + dice.pick(after), local + "@" + domain);
    }
    tally.finish();
}

TEST_CASE("a reference is itself in every spelling") {
    Dice dice;
    Tally tally(SlotType::reference, 70);
    for (int i = 0; i < rounds; ++i) {
        static constexpr std::string_view letters[] = {"AB", "MCS", "LE", "MA", "KM", "DE", "IQ"};
        static constexpr std::string_view labels[] = {
            "", "", "réf ", "réf. : ", "dossier ", "dossier n° ", "la référence est "};
        const std::string head = dice.pick(letters);
        const std::string digits = "4" + random_digits(dice, 5);
        const bool hyphen = dice.coin();
        const bool spaced = !hyphen && dice.coin();
        const std::string text =
            dice.pick(labels) + head +
            (hyphen   ? "-"
             : spaced ? " "
                      : "") +
            (spaced && dice.coin() ? digits.substr(0, 3) + " " + digits.substr(3) : digits) +
            dice.pick(after);
        tally.check(text, head + (hyphen ? "-" : "") + digits);
    }
    tally.finish();
}

TEST_CASE("a name is itself in every sentence") {
    Dice dice;
    Tally tally(SlotType::nom, 60);
    for (int i = 0; i < rounds; ++i) {
        static constexpr std::string_view opens[] = {"",
                                                     "",
                                                     "c'est ",
                                                     "je m'appelle ",
                                                     "moi c'est ",
                                                     "mon nom est ",
                                                     "jmapel ",
                                                     "Mme ",
                                                     "je suis ",
                                                     "nom : ",
                                                     "bonjour, ",
                                                     "j'suis ",
                                                     "je soussignée ",
                                                     "My name is "};
        static constexpr std::string_view closes[] = {"",
                                                      "",
                                                      " svp",
                                                      " merci",
                                                      ".",
                                                      " née Durand",
                                                      ", née Durand",
                                                      " (née Durand)",
                                                      " normalement",
                                                      " avec un d",
                                                      " c'est mon nom",
                                                      " voyons"};
        const std::string family = dice.pick(families);
        const std::string given = dice.coin() ? dice.pick(given_names) + " " : std::string();
        tally.check(dice.pick(opens) + given + family + dice.pick(closes), family);
    }
    tally.finish();
}

TEST_CASE("yes and no are never taken for one another") {
    static constexpr std::string_view yes[] = {"oui", "ok", "d'accord", "bien sûr", "ouais"};
    static constexpr std::string_view no[] = {
        "non", "nan", "pas d'accord", "surtout pas", "non merci"};
    static constexpr std::string_view weak_yes[] = {"je l'ai", "je les ai", "j'en ai", "je peux"};
    static constexpr std::string_view weak_no[] = {
        "je ne l'ai pas", "je les ai pas", "j'en ai pas", "je peux pas"};
    static constexpr std::string_view links[] = {" ", ", ", ". ", " mais ", " enfin ", " alors "};
    const auto never = [](std::string_view one, std::string_view other) {
        for (const std::string_view link : links) {
            for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
                const std::string text =
                    std::string(first) + std::string(link) + std::string(second);
                CAPTURE(text);
                CHECK(guichet::tests::outcome(SlotType::oui_non, text) == "?");
            }
        }
    };
    for (std::size_t i = 0; i < std::size(yes); ++i) {
        for (std::size_t j = 0; j < std::size(no); ++j) {
            never(yes[i], no[j]);
        }
        for (std::size_t j = 0; j < std::size(weak_no); ++j) {
            never(yes[i], weak_no[j]);
            never(no[i], weak_yes[j]);
        }
    }
}
