// Numbers as people type them in a sentence: what must come out, and what must not be taken.
#include "tests/unit/slots/reading.hpp"

using namespace guichet;
using slots::SlotType;

namespace {

struct Typed {
    std::string_view text;
    std::string_view value;
};

void check_accepted(SlotType type, std::initializer_list<Typed> table) {
    for (const Typed& typed : table) {
        INFO(std::string(typed.text));
        const slots::Parsed parsed = slots::parse(type, typed.text, tests::monday);
        CHECK(parsed.reading == slots::Reading::filled);
        CHECK(parsed.value == typed.value);
    }
}

void check_refused(SlotType type, std::initializer_list<std::string_view> table) {
    for (const std::string_view text : table) {
        INFO(std::string(text));
        CHECK(slots::parse(type, text, tests::monday).reading != slots::Reading::filled);
    }
}

}  // namespace

TEST_CASE("everyday case references") {
    check_accepted(SlotType::reference,
                   {
                       {"c'est 45778B", "45778B"},
                       {"ma ref c'est AB-123456", "AB-123456"},
                       {"Dossier n°2023-004512", "2023-004512"},
                       {"référence : 12/345/678", "12/345/678"},
                       {"ref 12345678 merci", "12345678"},
                       {"le 00457781", "00457781"},
                       {"numero de dossier 778899 A", "778899A"},
                       {"dosier 778899", "778899"},
                       {"N/Réf : MCS-2024-00871", "MCS-2024-00871"},
                       {"V/réf. 9912345", "9912345"},
                       {"nos références 9912345", "9912345"},
                       {"9 912 345", "9912345"},
                       {"A12B34C56", "A12B34C56"},
                       {"Je vous donne la référence : 4412-77", "4412-77"},
                       {"oui 45778B", "45778B"},
                       {"voila 45778B", "45778B"},
                       {"alors c le 45778b", "45778B"},
                       {"IQ2024123456", "IQ2024123456"},
                       {"#45778", "45778"},
                       {"45778B merci beaucoup", "45778B"},
                       {"sur le courrier il y a marqué 45778B", "45778B"},
                       {"ref dossier AB 45 778", "AB45778"},
                       {"REF: ab/45778/22", "AB/45778/22"},
                       {"bonjour, mon dossier 45778B", "45778B"},
                       {"dossier numéro 0012345", "0012345"},
                   });
    check_refused(SlotType::reference, {
        "iqera",
        "Dupont",
        "aucune idée",
        "c'est quoi la référence",
        "la lettre est perdue",
        "12",
        "oui",
    });
}

TEST_CASE("everyday company numbers") {
    check_accepted(SlotType::rcs,
                   {
                       {"732829320", "732829320"},
                       {"732 829 320", "732829320"},
                       {"732-829-320", "732829320"},
                       {"siren 732 829 320", "732829320"},
                       {"mon siren: 732829320", "732829320"},
                       {"n° siren 732829320", "732829320"},
                       {"SIREN n°732.829.320", "732829320"},
                       {"rcs lyon 732 829 320", "732829320"},
                       {"RCS LYON B 732829320", "732829320"},
                       {"R.C.S. Nantes 732 829 320", "732829320"},
                       {"RCS 732829320", "732829320"},
                       {"c'est le 732829320", "732829320"},
                       {"le numéro est 732 829 320", "732829320"},
                       {"numéro siret 73282932000074", "732829320"},
                       {"732 829 320 00074 merci", "732829320"},
                       {"siret 732-829-320-00074", "732829320"},
                       {"443 061 841", "443061841"},
                       {"542107651", "542107651"},
                       {"TVA FR 83 404833048", "404833048"},
                       {"443061841 RCS Paris", "443061841"},
                       {"société immatriculée 443061841", "443061841"},
                       {"Bordeaux 552 100 554", "552100554"},
                       {"552100554.", "552100554"},
                       {"« 552100554 »", "552100554"},
                       {"ok 552100554", "552100554"},
                       {"552 100 55 4", "552100554"},
                       {"B 552 100 554", "552100554"},
                       {"552100554 pour ma boîte", "552100554"},
                   });
    check_refused(SlotType::rcs, {
        "775 665 019",
        "443 061 842",
        "123456789",
        "999999999",
        "73282932",
        "7328293200007",
        "0612345678",
        "Paris",
        "je suis un particulier",
        "pas de société",
        "45778B",
    });
}

TEST_CASE("everyday cheque numbers") {
    check_accepted(SlotType::numero_cheque,
                   {
                       {"n°1234567", "1234567"},
                       {"cheque 1234567", "1234567"},
                       {"c'est le 7654321", "7654321"},
                       {"numero 0001234", "0001234"},
                       {"le 4521007 de la BNP", "4521007"},
                       {"Chèque N° 4521007 du 3 mars", "4521007"},
                       {"45 21 007", "4521007"},
                       {"452-1007", "4521007"},
                       {"4521007.", "4521007"},
                       {"numéro de chèque : 4521007", "4521007"},
                       {"chq 4521007", "4521007"},
                       {"oui c'est 4521007", "4521007"},
                       {"4 521 007", "4521007"},
                       {"mon cheque numero 4521007", "4521007"},
                       {"4521007 merci", "4521007"},
                       {"voici : 4521007", "4521007"},
                       {"le 4521007", "4521007"},
                       {"chèque 4521007 de 50 euros", "4521007"},
                       {"n° de chèque 0004521", "0004521"},
                       {"c le 4521007", "4521007"},
                       {"4521007 !", "4521007"},
                       {"cheque n 4521007", "4521007"},
                       {"4521 007", "4521007"},
                       {"le chèque porte le numéro 4521007", "4521007"},
                       {"numéro 4521007 svp", "4521007"},
                   });
    check_refused(SlotType::numero_cheque, {
        "12345",
        "chèque de 150 euros",
        "12/03/1985",
        "pas encore",
        "je sais pas",
        "123",
        "un chèque",
        "à ordre de iQera",
        "vendredi dernier",
        "12345678901",
        "",
        "BNP",
        "marie@exemple.fr",
    });
}

TEST_CASE("everyday registered letters") {
    check_accepted(SlotType::numero_recommande,
                   {
                       {"1a 234 567 8901 2", "1A23456789012"},
                       {"2C 045 678 9012 3", "2C04567890123"},
                       {"numéro de suivi 1A23456789012", "1A23456789012"},
                       {"AR 1A 234 567 8901 2", "1A23456789012"},
                       {"n°1A 234 567 8901 2", "1A23456789012"},
                       {"LRAR 2C 153 123 4567 8", "2C15312345678"},
                       {"c'est 2C15312345678", "2C15312345678"},
                       {"RR123456789FR", "RR123456789FR"},
                       {"rk 123 456 789 fr", "RK123456789FR"},
                       {"le recommandé porte le 1A 123 456 7890 1", "1A12345678901"},
                       {"1A-123-456-7890-1", "1A12345678901"},
                       {"suivi : RK123456789FR", "RK123456789FR"},
                       {"1A2345678901 2", "1A23456789012"},
                       {"1a23456789012", "1A23456789012"},
                       {"numéro : 1A 234 567 8901 2", "1A23456789012"},
                       {"mon recommandé 2C15312345678", "2C15312345678"},
                       {"recommandé avec AR 1A 123 456 7890 1", "1A12345678901"},
                       {"RK 123 456 789 FR", "RK123456789FR"},
                       {"voici le RK123456789FR", "RK123456789FR"},
                       {"2C 153 123 4567 8.", "2C15312345678"},
                   });
    check_refused(SlotType::numero_recommande, {
        "1A 123",
        "aucun",
        "pas de recommandé",
        "123",
        "lettre simple",
        "je ne sais plus",
        "le 12 mars",
        "",
    });
}
