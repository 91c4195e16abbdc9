// Names of companies and free text.
#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;
using guichet::tests::outcome;

TEST_CASE("names of creditors") {
    check_readings(SlotType::denomination,
                   {
                       {"EDF", "EDF"},
                       {"edf", "EDF"},
                       {"c'est EDF", "EDF"},
                       {"mon créancier est EDF", "EDF"},
                       {"chez edf", "EDF"},
                       {"E.D.F.", "E.D.F"},
                       {"sfr", "SFR"},
                       {"bouygues telecom", "Bouygues Telecom"},
                       {"BOUYGUES TELECOM", "Bouygues Telecom"},
                       {"crédit agricole", "Crédit Agricole"},
                       {"le crédit agricole", "Crédit Agricole"},
                       {"la banque postale", "La Banque Postale"},
                       {"la CAF", "CAF"},
                       {"cofidis", "Cofidis"},
                       {"bnp paribas", "BNP Paribas"},
                       {"société générale", "Société Générale"},
                       {"Caisse d'épargne", "Caisse d'Épargne"},
                       {"caisse d'épargne", "Caisse d'Épargne"},
                       {"ma banque c'est lcl", "LCL"},
                       {"je dois de l'argent à cetelem", "Cetelem"},
                       {"SARL Dupont & Fils", "SARL Dupont & Fils"},
                       {"dupont et fils sarl", "Dupont et Fils SARL"},
                       {"iqera", "iQera"},
                       {"Free svp", "Free"},
                       {"3 Suisses", "3 Suisses"},
                       {"canal+", "Canal+"},
                       {"Engie.", "Engie"},
                       {"l'entreprise Martin", "Martin"},
                       {"c'est pour une facture EDF", "EDF …"},
                       {"un crédit chez Cofidis", "Cofidis"},
                       {"C&A", "C&A"},
                       {"h&m", "H&M"},
                       {"1001 listes", "1001 Listes"},
                       {"l'URSSAF", "URSSAF"},
                       {"CREDIT MUTUEL DE BRETAGNE", "Credit Mutuel de Bretagne"},
                       {"CAISSE D'EPARGNE", "Caisse d'Epargne"},
                   });
}

TEST_CASE("what is no company") {
    check_readings(SlotType::denomination,
                   {
                       {"oui", "?"},
                       {"non", "?"},
                       {"bonjour", "?"},
                       {"je ne sais pas", "?"},
                       {"c'est quoi ?", "?"},
                       {"ma banque", "?"},
                       {"une société", "?"},
                       {"je ne vous dois rien", "?"},
                       {"mon ancien opérateur", "?"},
                       {"Orange ou SFR", "?"},
                       {"SFR d'après le sms", "SFR …"},
                       {"Cofidis selon la lettre", "Cofidis …"},
                       {"il y en avait 4 de créanciers, le gros cétait sofinco", "?"},
                       {"marie@gmail.com", "?"},
                       {"", "?"},
                       {"12345", "!nom-chiffres"},
                       {"X", "!nom-trop-court"},
                   });
}

TEST_CASE("free text is kept as typed") {
    check_readings(SlotType::texte,
                   {
                       {"J'ai payé   deux fois.", "J'ai payé deux fois."},
                       {"Le courrier\nest arrivé", "Le courrier est arrivé"},
                       {"non", "non"},
                       {"pourquoi me relancer ?", "pourquoi me relancer ? …"},
                       {"ok", "!texte-trop-court"},
                       {"12 34", "!texte-trop-court"},
                       {"...", "!texte-trop-court"},
                       {"", "?"},
                   });
    CHECK(outcome(SlotType::texte, std::string(1000, 'a')) == std::string(1000, 'a'));
    CHECK(outcome(SlotType::texte, std::string(1001, 'a')) == "!texte-trop-long");
}
