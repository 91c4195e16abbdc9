// Answers as people type them: what must come out, and what must not be taken.
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
        const slots::Parsed parsed =
            slots::parse(tests::vocabulary(), type, typed.text, tests::monday);
        CHECK(parsed.reading == slots::Reading::filled);
        CHECK(parsed.value == typed.value);
    }
}

void check_refused(SlotType type, std::initializer_list<std::string_view> table) {
    for (const std::string_view text : table) {
        INFO(std::string(text));
        CHECK(slots::parse(tests::vocabulary(), type, text, tests::monday).reading !=
              slots::Reading::filled);
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
    check_refused(SlotType::reference,
                  {
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
    check_refused(SlotType::rcs,
                  {
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
    check_refused(SlotType::numero_cheque,
                  {
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
    check_refused(SlotType::numero_recommande,
                  {
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

TEST_CASE("everyday dates of what has happened") {
    check_accepted(SlotType::date_passee,
                   {
                       {"02/01/2026", "2026-01-02"},
                       {"le 2 janvier 2026", "2026-01-02"},
                       {"2 janvier", "2026-01-02"},
                       {"hier", "2026-03-01"},
                       {"avant-hier", "2026-02-28"},
                       {"aujourd'hui", "2026-03-02"},
                       {"15 février", "2026-02-15"},
                       {"le 15/02", "2026-02-15"},
                       {"15.02.26", "2026-02-15"},
                       {"15-02-2026", "2026-02-15"},
                       {"150226", "2026-02-15"},
                       {"15 fev 26", "2026-02-15"},
                       {"le 1er mars", "2026-03-01"},
                       {"1er mars 2026", "2026-03-01"},
                       {"24 décembre", "2025-12-24"},
                       {"le 24/12/25", "2025-12-24"},
                       {"24 dec 2025", "2025-12-24"},
                       {"c'était le 3 novembre 2024", "2024-11-03"},
                       {"le trois novembre 2024", "2024-11-03"},
                       {"3/11/24", "2024-11-03"},
                       {"2024-11-03", "2024-11-03"},
                       {"payé le 12/01/2026", "2026-01-12"},
                       {"le 12 janv. 2026 par carte", "2026-01-12"},
                       {"31 décembre 2025", "2025-12-31"},
                       {"28/02/2026", "2026-02-28"},
                       {"29/02/2024", "2024-02-29"},
                       {"lundi 2 février 2026", "2026-02-02"},
                       {"le vendredi 13 février 2026", "2026-02-13"},
                   });
    check_refused(SlotType::date_passee,
                  {
                      "demain",
                      "12/12/2026",
                      "le 5 avril 2026",
                      "31/02/2026",
                      "29/02/2025",
                      "la semaine dernière",
                      "il y a longtemps",
                      "en janvier",
                      "2025",
                      "je ne sais plus",
                      "vers le début du mois",
                      "45/13/2025",
                  });
}

TEST_CASE("everyday dates to come") {
    check_accepted(SlotType::date_future,
                   {
                       {"15/12/2026", "2026-12-15"},
                       {"le 15 décembre 2026", "2026-12-15"},
                       {"demain", "2026-03-03"},
                       {"après-demain", "2026-03-04"},
                       {"15 mars", "2026-03-15"},
                       {"le 15/03", "2026-03-15"},
                       {"15.03.26", "2026-03-15"},
                       {"150326", "2026-03-15"},
                       {"le 5 avril", "2026-04-05"},
                       {"5 avril 2026", "2026-04-05"},
                       {"5/4/26", "2026-04-05"},
                       {"le 1er mai", "2026-05-01"},
                       {"31 mars 2026", "2026-03-31"},
                       {"le 30 juin 2026", "2026-06-30"},
                       {"dans 3 jours", "2026-03-05"},
                       {"je paierai le 10 mars", "2026-03-10"},
                       {"10 mars 2026 au plus tard", "2026-03-10"},
                       {"2026-03-20", "2026-03-20"},
                       {"20 mars 26", "2026-03-20"},
                       {"le vingt mars", "2026-03-20"},
                       {"vendredi 6 mars", "2026-03-06"},
                       {"le 2 janvier 2027", "2027-01-02"},
                       {"2/1/27", "2027-01-02"},
                       {"le 29 février 2028", "2028-02-29"},
                       {"le 8 mars 2026", "2026-03-08"},
                       {"9/3", "2026-03-09"},
                   });
    check_refused(SlotType::date_future,
                  {
                      "hier",
                      "12/01/2020",
                      "le 30 février 2027",
                      "31/04/2026",
                      "bientôt",
                      "dès que possible",
                      "quand je pourrai",
                      "je ne sais pas",
                      "un jour",
                      "mars",
                      "2027",
                      "avant-hier",
                  });
}

TEST_CASE("everyday dates") {
    check_accepted(SlotType::date,
                   {
                       {"12/03/2025", "2025-03-12"},
                       {"12 mars 2025", "2025-03-12"},
                       {"le 12 mars 2025", "2025-03-12"},
                       {"12.03.25", "2025-03-12"},
                       {"120325", "2025-03-12"},
                       {"2025-03-12", "2025-03-12"},
                       {"12-03-2025", "2025-03-12"},
                       {"1er avril 2025", "2025-04-01"},
                       {"premier avril 2025", "2025-04-01"},
                       {"15/12/2026", "2026-12-15"},
                       {"15 décembre 2026", "2026-12-15"},
                       {"aujourd'hui", "2026-03-02"},
                       {"hier", "2026-03-01"},
                       {"demain", "2026-03-03"},
                       {"le 30 juin 2024", "2024-06-30"},
                       {"30 juin 24", "2024-06-30"},
                       {"30/06/24", "2024-06-30"},
                       {"lundi 2 mars 2026", "2026-03-02"},
                       {"le deux mars 2026", "2026-03-02"},
                       {"2 mars 2026 matin", "2026-03-02"},
                       {"29 février 2024", "2024-02-29"},
                       {"31 août 2025", "2025-08-31"},
                       {"31 aout 2025", "2025-08-31"},
                       {"5 sept 2025", "2025-09-05"},
                       {"5 sept. 2025", "2025-09-05"},
                       {"7 juil 2025", "2025-07-07"},
                       {"11 nov 2025", "2025-11-11"},
                       {"c'est le 11 novembre 2025", "2025-11-11"},
                       {"datée du 11/11/2025", "2025-11-11"},
                       {"11/11/2025.", "2025-11-11"},
                       {"8 mai 2025", "2025-05-08"},
                       {"14 juillet 2025", "2025-07-14"},
                       {"1/1/2025", "2025-01-01"},
                       {"01012025", "2025-01-01"},
                       {"3 fevrier 2025", "2025-02-03"},
                   });
    check_refused(SlotType::date,
                  {
                      "30/02/2025",
                      "31/04/2025",
                      "12/13/2025",
                      "00/01/2025",
                      "mars 2025",
                      "2025",
                      "un lundi",
                      "je ne sais pas",
                      "bientôt",
                      "l'année dernière",
                      "la semaine dernière",
                      "iqera",
                      "Dupont",
                      "150 euros",
                      "06 12 34 56 78",
                      "29/02/2025",
                      "pas de date",
                      "oui",
                  });
}

TEST_CASE("everyday e-mail addresses") {
    check_accepted(SlotType::email,
                   {
                       {"a@b.fr", "a@b.fr"},
                       {"jean@free.fr", "jean@free.fr"},
                       {"JEAN@FREE.FR", "jean@free.fr"},
                       {"jean.petit@laposte.net", "jean.petit@laposte.net"},
                       {"jean-petit@orange.fr", "jean-petit@orange.fr"},
                       {"jp75@hotmail.com", "jp75@hotmail.com"},
                       {"mail jp75@hotmail.com", "jp75@hotmail.com"},
                       {"mon adresse est jp75@hotmail.com merci", "jp75@hotmail.com"},
                       {"jp75@hotmail.com.", "jp75@hotmail.com"},
                       {"<jp75@hotmail.com>", "jp75@hotmail.com"},
                       {"c'est jean@sous.domaine.fr", "jean@sous.domaine.fr"},
                       {"e-mail : jean@free.fr", "jean@free.fr"},
                       {"jean arobase free.fr", "jean@free.fr"},
                       {"contact@ma-boite.eu", "contact@ma-boite.eu"},
                   });
}

TEST_CASE("everyday numbers of cheques, in a sentence") {
    check_accepted(SlotType::numero_cheque,
                   {
                       {"numero du cheque 0123456", "0123456"},
                       {"0123456 svp", "0123456"},
                       {"alors 0123456", "0123456"},
                       {"le chèque c'est 0123456", "0123456"},
                       {"012 3456", "0123456"},
                       {"01 23 456", "0123456"},
                       {"chèque numéro 9999999", "9999999"},
                       {"je lis 9999999", "9999999"},
                       {"9999999, voilà", "9999999"},
                       {"c'est écrit 9999999", "9999999"},
                       {"n 9999999", "9999999"},
                   });
    check_refused(SlotType::numero_cheque,
                  {
                      "rien",
                      "aucun numéro",
                      "12",
                  });
}

TEST_CASE("everyday first names") {
    check_accepted(SlotType::prenom,
                   {
                       {"Paul", "Paul"},
                       {"paul", "Paul"},
                       {"PAUL", "Paul"},
                       {"Marie-Claude", "Marie-Claude"},
                       {"marie claude", "Marie Claude"},
                       {"Zoé", "Zoé"},
                       {"zoé", "Zoé"},
                       {"François", "François"},
                       {"FRANÇOIS", "François"},
                       {"Aïcha", "Aïcha"},
                       {"Jean-Luc", "Jean-Luc"},
                       {"mon prénom c'est Paul", "Paul"},
                       {"Paul.", "Paul"},
                       {"c'est Paul", "Paul"},
                       {"prenom Paul", "Paul"},
                       {"Mohamed", "Mohamed"},
                       {"mohamed ali", "Mohamed Ali"},
                       {"Anne", "Anne"},
                       {"Noël", "Noël"},
                       {"Loïc", "Loïc"},
                       {"Inès", "Inès"},
                       {"Jo", "Jo"},
                   });
    check_refused(SlotType::prenom,
                  {
                      "12",
                      "?",
                      "06 12 34 56 78",
                      "paul@free.fr",
                      "je ne sais pas",
                      "x",
                      "12/03/1985",
                      "150 euros",
                      "pourquoi",
                      "c'est quoi",
                      "45778B",
                      "...",
                      "aucun",
                      "non",
                      "oui",
                      "retour",
                      "pourquoi cette question ?",
                  });
}

TEST_CASE("everyday family names") {
    check_refused(SlotType::nom,
                  {
                      "12",
                      "?",
                      "06 12 34 56 78",
                      "paul@free.fr",
                      "je ne sais pas",
                      "x",
                      "12/03/1985",
                      "150 euros",
                      "pourquoi",
                      "c'est quoi",
                      "45778B",
                      "...",
                      "je veux payer",
                      "non",
                      "oui",
                      "pourquoi cette question ?",
                      "où est mon dossier ?",
                      "2 rue des Lilas",
                      "8",
                      "je comprends pas",
                  });
}

TEST_CASE("everyday names of companies") {
    check_accepted(SlotType::denomination,
                   {
                       {"EDF", "EDF"},
                       {"Cofidis SA", "Cofidis SA"},
                       {"SARL Martin", "SARL Martin"},
                       {"La Banque Postale", "La Banque Postale"},
                       {"Free Mobile", "Free Mobile"},
                       {"c'est Sofinco", "Sofinco"},
                       {"mon créancier est Engie", "Engie"},
                   });
    check_refused(SlotType::denomination,
                  {
                      "?",
                      "je ne sais pas",
                      "06 12 34 56 78",
                      "paul@free.fr",
                      "12/03/1985",
                      "...",
                      "pourquoi cette question ?",
                  });
}
