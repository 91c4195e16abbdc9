#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("birth dates") {
    check_readings(SlotType::date_naissance,
                   {
                       {"12/03/1985", "1985-03-12"},
                       {"12/3/85", "1985-03-12"},
                       {"12-03-1985", "1985-03-12"},
                       {"12.03.1985", "1985-03-12"},
                       {"12 03 1985", "1985-03-12"},
                       {"12 / 03 / 1985", "1985-03-12"},
                       {"120385", "1985-03-12"},
                       {"12031985", "1985-03-12"},
                       {"1985-03-12", "1985-03-12"},
                       {"12 mars 1985", "1985-03-12"},
                       {"12 mars 85", "1985-03-12"},
                       {"12 MARS 1985", "1985-03-12"},
                       {"le 12 mars 1985", "1985-03-12"},
                       {"né le 12 mars 1985", "1985-03-12"},
                       {"je suis née le 12/03/1985", "1985-03-12"},
                       {"né le 1er avril 1972", "1972-04-01"},
                       {"1 avril 1972", "1972-04-01"},
                       {"premier avril 1972", "1972-04-01"},
                       {"ma date de naissance est le 7 août 1990", "1990-08-07"},
                       {"7 aout 90", "1990-08-07"},
                       {"3 févr. 1968", "1968-02-03"},
                       {"3 fevrier 68", "1968-02-03"},
                       {"25 déc 1959", "1959-12-25"},
                       {"5 sept. 1977", "1977-09-05"},
                       {"15 juillet 2001", "2001-07-15"},
                       {"15 juilet 2001", "2001-07-15"},
                       {"10 octobre 04", "2004-10-10"},
                       {"10/10/30", "1930-10-10"},
                       {"douze mars mille neuf cent quatre-vingt-cinq", "1985-03-12"},
                       {"le douze mars 1985", "1985-03-12"},
                       {"le 2 janvier mille neuf cent soixante et un", "1961-01-02"},
                       {"29/02/1988", "1988-02-29"},
                       {"12/03/1985 svp", "1985-03-12"},
                       {"c'est le 12/03/1985 merci", "1985-03-12"},
                       {"12/O3/1985", "1985-03-12"},
                       {"mardi 12 mars 1985", "1985-03-12"},
                       {"02/03/2008", "2008-03-02"},
                   });
}

TEST_CASE("birth dates that cannot be") {
    check_readings(SlotType::date_naissance,
                   {
                       {"31/02/1990", "!date-impossible"},
                       {"29/02/1987", "!date-impossible"},
                       {"31 avril 1980", "!date-impossible"},
                       {"12/13/1985", "!date-impossible"},
                       {"00/03/1985", "!date-impossible"},
                       {"32/01/1985", "!date-impossible"},
                       {"12/03/2030", "!date-future"},
                       {"3 mars 2026", "!date-future"},
                       {"03/03/2008", "!date-mineur"},
                       {"12/03/2015", "!date-mineur"},
                       {"12/03/1885", "!date-trop-ancienne"},
                       {"mars 1985", "!date-incomplete"},
                       {"12 mars", "!date-incomplete"},
                       {"1985", "!date-incomplete"},
                       {"03/1985", "!date-incomplete"},
                       {"12/03/1985 ou 13/03/1985", "!plusieurs-dates"},
                       {"12/03/198", "!date-impossible"},
                       {"12/03/19855", "!date-impossible"},
                   });
}

TEST_CASE("texts that hold no birth date") {
    check_readings(SlotType::date_naissance,
                   {
                       {"je ne sais pas", "?"},
                       {"Marie Dupont", "?"},
                       {"pourquoi voulez-vous ma date de naissance ?", "?"},
                       {"", "?"},
                       {"oui", "?"},
                       {"???", "?"},
                   });
}

TEST_CASE("a date inside a longer message is not the whole of it") {
    check_readings(SlotType::date_naissance,
                   {
                       {"12/03/1985 et je veux payer en plusieurs fois", "1985-03-12 …"},
                       {"12/03/1985 pourquoi ?", "1985-03-12 …"},
                       {"non, 12/03/1985", "1985-03-12"},
                       {"pas le 12/03/1985 mais le 13/03/1985", "1985-03-13"},
                       {"12/03/1985 pas 13/03/1985", "1985-03-12"},
                       {"12/03/1985, pardon, 13/03/1985", "1985-03-13"},
                   });
}

TEST_CASE("past dates") {
    check_readings(SlotType::date_passee,
                   {
                       {"hier", "2026-03-01"},
                       {"avant-hier", "2026-02-28"},
                       {"avant hier", "2026-02-28"},
                       {"aujourd'hui", "2026-03-02"},
                       {"ce matin", "2026-03-02"},
                       {"lundi dernier", "2026-02-23"},
                       {"vendredi dernier", "2026-02-27"},
                       {"mardi", "2026-02-24"},
                       {"il y a 3 jours", "2026-02-27"},
                       {"il y a deux jours", "2026-02-28"},
                       {"12 février", "2026-02-12"},
                       {"le 12/02", "2026-02-12"},
                       {"le 5 mars", "2025-03-05"},
                       {"25 décembre", "2025-12-25"},
                       {"12/02/26", "2026-02-12"},
                       {"12 mars dernier", "2025-03-12"},
                       {"le 5 du mois dernier", "2026-02-05"},
                       {"demain", "!date-future"},
                       {"12/03/2026", "!date-future"},
                       {"12/03/1850", "!date-trop-ancienne"},
                       {"la semaine dernière", "!date-vague"},
                       {"le mois dernier", "!date-vague"},
                       {"en janvier", "!date-vague"},
                       {"récemment", "!date-vague"},
                       {"vers le 12 février", "!date-vague"},
                       {"il y a 15 jours", "!date-vague"},
                       {"il y a un an", "!date-vague"},
                       {"fin janvier", "!date-vague"},
                       {"30/02/2026", "!date-impossible"},
                       {"06 12 34 56 78", "!date-impossible"},
                   });
}

TEST_CASE("dates to come") {
    check_readings(SlotType::date_future,
                   {
                       {"demain", "2026-03-03"},
                       {"après-demain", "2026-03-04"},
                       {"apres demain", "2026-03-04"},
                       {"aujourd'hui", "2026-03-02"},
                       {"vendredi", "2026-03-06"},
                       {"vendredi prochain", "2026-03-06"},
                       {"lundi prochain", "2026-03-09"},
                       {"dans 3 jours", "2026-03-05"},
                       {"dans cinq jours", "2026-03-07"},
                       {"le 15 avril", "2026-04-15"},
                       {"le 1er mars", "2027-03-01"},
                       {"15/04/26", "2026-04-15"},
                       {"le 5 du mois prochain", "2026-04-05"},
                       {"hier", "!date-passee"},
                       {"12/03/2020", "!date-passee"},
                       {"12/03/2050", "!date-trop-lointaine"},
                       {"bientôt", "!date-vague"},
                       {"le mois prochain", "!date-vague"},
                       {"dans 15 jours", "!date-vague"},
                       {"dès que possible", "!date-vague"},
                   });
}

TEST_CASE("dates of any kind") {
    check_readings(SlotType::date,
                   {
                       {"12/03/1985", "1985-03-12"},
                       {"12/03/85", "1985-03-12"},
                       {"15/04/2027", "2027-04-15"},
                       {"hier", "2026-03-01"},
                       {"demain", "2026-03-03"},
                       {"31/06/2025", "!date-impossible"},
                       {"le 12 mars 2025 à 14h30", "2025-03-12"},
                       {"100 euros", "?"},
                   });
}
