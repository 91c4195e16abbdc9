#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("family names") {
    check_readings(SlotType::nom,
                   {
                       {"Dupont", "Dupont"},
                       {"dupont", "Dupont"},
                       {"DUPONT", "Dupont"},
                       {"Dupont.", "Dupont"},
                       {"dupont-martin", "Dupont-Martin"},
                       {"DUPONT LEROUX", "Dupont Leroux"},
                       {"Lefèvre", "Lefèvre"},
                       {"LEFÈVRE", "Lefèvre"},
                       {"bréhat-d'aubigné", "Bréhat-d'Aubigné"},
                       {"d'artagnan", "d'Artagnan"},
                       {"D’ARTAGNAN", "d'Artagnan"},
                       {"de la fontaine", "de La Fontaine"},
                       {"DE LA TOUR", "de La Tour"},
                       {"le goff", "Le Goff"},
                       {"LE GALL", "Le Gall"},
                       {"O'Brien", "O'Brien"},
                       {"van der berg", "Van der Berg"},
                       {"McCarthy", "McCarthy"},
                       {"N'Guyen", "N'Guyen"},
                       {"ben ali", "Ben Ali"},
                       {"saint-exupéry", "Saint-Exupéry"},
                       {"m'baye", "M'Baye"},
                       {"Nguyễn", "Nguyễn"},
                       {"D U P O N T", "Dupont"},
                       {"D-U-P-O-N-T", "Dupont"},
                   });
}

TEST_CASE("the family name in a sentence") {
    check_readings(SlotType::nom,
                   {
                       {"je m'appelle jean-pierre DE LA TOUR", "de La Tour"},
                       {"Dupont Marie, c'est mon nom", "Dupont"},
                       {"mon nom est Dupont", "Dupont"},
                       {"mon nom c'est dupont", "Dupont"},
                       {"mon nom de famille est Dupont", "Dupont"},
                       {"c'est Dupont", "Dupont"},
                       {"Nom : Dupont", "Dupont"},
                       {"nom : Dupont, prénom : Marie", "Dupont"},
                       {"Madame Dupont", "Dupont"},
                       {"M. Dupont", "Dupont"},
                       {"Mme DUPONT", "Dupont"},
                       {"je suis Mme Dupont", "Dupont"},
                       {"je suis Marie Dupont", "Dupont"},
                       {"moi c'est Marie Dupont", "Dupont"},
                       {"Marie Dupont", "Dupont"},
                       {"marie dupont", "Dupont"},
                       {"DUPONT Marie", "Dupont"},
                       {"Dupont, Marie", "Dupont"},
                       {"Jean-François de La Tour", "de La Tour"},
                       {"bonjour, Dupont", "Dupont"},
                       {"Dupont svp", "Dupont"},
                       {"Dupont avec un t", "Dupont"},
                       {"je mappelle dupont", "Dupont"},
                       {"Dupont née Martin", "Dupont"},
                       {"El Amrani Fatima", "El Amrani"},
                       {"fatima el amrani", "El Amrani"},
                       {"LE ROUX Yann", "Le Roux"},
                       {"DA SILVA Maria", "Da Silva"},
                       {"Saint Martin", "Saint Martin"},
                       {"c'est au nom de Martin", "Martin"},
                       {"mon nom de jeune fille est Durand", "Durand"},
                       {"Dupont - Moreau", "Dupont-Moreau"},
                   });
}

TEST_CASE("first names") {
    check_readings(SlotType::prenom,
                   {
                       {"Marie", "Marie"},
                       {"marie", "Marie"},
                       {"MARIE", "Marie"},
                       {"jean-pierre", "Jean-Pierre"},
                       {"Jean Pierre", "Jean Pierre"},
                       {"zoé", "Zoé"},
                       {"ÉLODIE", "Élodie"},
                       {"mon prénom est Marie", "Marie"},
                       {"mon prénom c'est marie", "Marie"},
                       {"prénom : Marie", "Marie"},
                       {"nom : Dupont, prénom : Marie", "Marie"},
                       {"je m'appelle Marie", "Marie"},
                       {"je m'appelle Marie Dupont", "Marie"},
                       {"je m'appelle jean-pierre DE LA TOUR", "Jean-Pierre"},
                       {"Marie Dupont", "Marie"},
                       {"DUPONT Marie", "Marie"},
                       {"Dupont, Marie", "Marie"},
                       {"Dupont Marie, c'est mon nom", "Marie"},
                       {"Marie-Claire svp", "Marie-Claire"},
                       {"Thi Mai", "Thi Mai"},
                   });
}

TEST_CASE("what is no name") {
    for (const SlotType type : {SlotType::nom, SlotType::prenom}) {
        check_readings(type,
                       {
                           {"oui", "?"},
                           {"non", "?"},
                           {"bonjour", "?"},
                           {"merci", "?"},
                           {"je ne sais pas", "?"},
                           {"pourquoi ?", "?"},
                           {"Dupont ?", "?"},
                           {"je veux payer ma dette", "?"},
                           {"vous êtes qui", "?"},
                           {"j'ai déjà payé", "?"},
                           {"annuler", "?"},
                           {"azerty", "?"},
                           {"aaaa", "?"},
                           {"marie@gmail.com", "?"},
                           {"", "?"},
                           {"...", "?"},
                           {"😀", "?"},
                           {"12345", "!nom-chiffres"},
                           {"Dupont 75", "!nom-chiffres"},
                           {"D", "!nom-trop-court"},
                       });
    }
    const std::string endless = "Abc" + std::string(90, 'd') + "ef";
    CHECK(guichet::tests::outcome(SlotType::nom, endless) == "?");
}

TEST_CASE("a name beside something else is not the whole message") {
    check_readings(SlotType::nom,
                   {
                       {"je m'appelle Marie Dupont et je veux payer", "Dupont …"},
                       {"je m'appelle Dupont mais j'ai déjà payé", "Dupont …"},
                   });
}
