#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("e-mail addresses") {
    check_readings(
        SlotType::email,
        {
            {"marie.dupont@gmail.com", "marie.dupont@gmail.com"},
            {"Marie.Dupont@Gmail.COM", "marie.dupont@gmail.com"},
            {"marie_dupont-75@orange.fr", "marie_dupont-75@orange.fr"},
            {"marie+mcs@sous.domaine.exemple.fr", "marie+mcs@sous.domaine.exemple.fr"},
            {"m@exemple.fr", "m@exemple.fr"},
            {"marie@ymail.com", "marie@ymail.com"},
            {"marie@mail.com", "marie@mail.com"},
            {"marie@gmx.com", "marie@gmx.com"},
            {"75marie@free.fr", "75marie@free.fr"},
            {"mon mail est marie.dupont@gmail.com", "marie.dupont@gmail.com"},
            {"c'est marie.dupont@gmail.com merci", "marie.dupont@gmail.com"},
            {"mail : marie.dupont@gmail.com", "marie.dupont@gmail.com"},
            {"<marie.dupont@gmail.com>", "marie.dupont@gmail.com"},
            {"marie.dupont@gmail.com.", "marie.dupont@gmail.com"},
            {"marie.dupont @ gmail.com", "marie.dupont@gmail.com"},
            {"marie.dupont@ gmail.com", "marie.dupont@gmail.com"},
            {"marie.dupont@gmail .com", "marie.dupont@gmail.com"},
            {"marie point dupont arobase gmail point com", "marie.dupont@gmail.com"},
            {"Marie Point Dupont Arobase Gmail Point Com", "marie.dupont@gmail.com"},
            {"marie tiret dupont arobase orange point fr", "marie-dupont@orange.fr"},
            {"marie tiret du bas dupont arobase orange point fr", "marie_dupont@orange.fr"},
            {"marie.dupont arobase gmail.com", "marie.dupont@gmail.com"},
            {"marie.dupont(at)gmail.com", "marie.dupont@gmail.com"},
            {"marie.dupont [at] gmail [dot] com", "marie.dupont@gmail.com"},
            {"mailto:marie.dupont@gmail.com", "marie.dupont@gmail.com"},
            {"marie@gmail.com ou marie@gmail.com", "marie@gmail.com …"},
        });
}

TEST_CASE("addresses with a mistake are refused, never mended") {
    check_readings(SlotType::email,
                   {
                       {"marie.dupont.gmail.com", "!email-invalide"},
                       {"marie.dupont@gmail", "!email-invalide"},
                       {"marie.dupont@", "!email-invalide"},
                       {"@gmail.com", "!email-invalide"},
                       {"marie.dupont@gmail,com", "!email-invalide"},
                       {"marie.dupont@gmail.c", "!email-invalide"},
                       {"marie..dupont@gmail.com", "!email-invalide"},
                       {"marie@dupont@gmail.com", "!email-invalide"},
                       {"marie.dupont@@gmail.com", "!email-invalide"},
                       {"marie.dupont@gmail..com", "!email-invalide"},
                       {"marie.dupont@-gmail.com", "!email-invalide"},
                       {"marie dupont@gmail.com", "!email-invalide"},
                       {"marie.dupont@gmail.con", "!email-invalide"},
                       {"marie.dupont@gamil.com", "!email-invalide"},
                       {"marie.dupont@hotmial.fr", "!email-invalide"},
                       {"marie.dupont arobase hotmail fr", "!email-invalide"},
                       {"élodie@gmail.com", "!email-invalide"},
                       {"marie@gmail.com ou paul@orange.fr", "!plusieurs-emails"},
                   });
}

TEST_CASE("texts that hold no address") {
    check_readings(SlotType::email,
                   {
                       {"je n'ai pas de mail", "?"},
                       {"non", "?"},
                       {"06 12 34 56 78", "?"},
                       {"", "?"},
                       {"pourquoi ?", "?"},
                       {"marie@gmail.com mais je préfère le téléphone", "marie@gmail.com …"},
                   });
}
