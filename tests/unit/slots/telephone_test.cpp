#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("French numbers become E.164") {
    check_readings(
        SlotType::telephone,
        {
            {"0612345678", "+33612345678"},
            {"06 12 34 56 78", "+33612345678"},
            {"06.12.34.56.78", "+33612345678"},
            {"06-12-34-56-78", "+33612345678"},
            {"06/12/34/56/78", "+33612345678"},
            {"06,12,34,56,78", "+33612345678"},
            {"06 12 345 678", "+33612345678"},
            {"O6 12 34 56 78", "+33612345678"},
            {"0 6 1 2 3 4 5 6 7 8", "+33612345678"},
            {"+33612345678", "+33612345678"},
            {"+33 6 12 34 56 78", "+33612345678"},
            {"+33 (0)6 12 34 56 78", "+33612345678"},
            {"+33 06 12 34 56 78", "+33612345678"},
            {"(+33) 6 12 34 56 78", "+33612345678"},
            {"0033612345678", "+33612345678"},
            {"0033 6 12 34 56 78", "+33612345678"},
            {"33612345678", "+33612345678"},
            {"07 45 67 89 01", "+33745678901"},
            {"01 42 68 53 00", "+33142685300"},
            {"09 70 12 34 56", "+33970123456"},
            {"mon numéro est le 06 12 34 56 78", "+33612345678"},
            {"Tél. : 06.12.34.56.78 merci", "+33612345678"},
            {"tel:0612345678", "+33612345678"},
            {"zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678"},
            {"zéro six, zéro sept, zéro huit, zéro neuf, dix", "+33607080910"},
            {"06 12 34 56 78 ou 06 12 34 56 78", "+33612345678 …"},
            {"０６１２３４５６７８", "+33612345678"},
        });
}

TEST_CASE("overseas numbers carry their own code") {
    check_readings(SlotType::telephone,
                   {
                       {"0262 12 34 56", "+262262123456"},
                       {"0692 12 34 56", "+262692123456"},
                       {"0639 12 34 56", "+262639123456"},
                       {"0693 12 34 56", "+262693123456"},
                       {"0263 12 34 56", "+262263123456"},
                       {"0269 12 34 56", "+262269123456"},
                       {"0590 12 34 56", "+590590123456"},
                       {"0690123456", "+590690123456"},
                       {"0691 12 34 56", "+590691123456"},
                       {"0596 12 34 56", "+596596123456"},
                       {"0696.12.34.56", "+596696123456"},
                       {"0697 12 34 56", "+596697123456"},
                       {"0594 12 34 56", "+594594123456"},
                       {"0694 12 34 56", "+594694123456"},
                       {"+590 690 12 34 56", "+590690123456"},
                       {"00262 692 12 34 56", "+262692123456"},
                       {"+262 0692 12 34 56", "+262692123456"},
                   });
}

TEST_CASE("foreign numbers need their code") {
    check_readings(SlotType::telephone,
                   {
                       {"+32 475 12 34 56", "+32475123456"},
                       {"0032475123456", "+32475123456"},
                       {"+41 79 123 45 67", "+41791234567"},
                       {"+1 212 555 0123", "+12125550123"},
                       {"+352 621 123 456", "+352621123456"},
                       {"+213 550 12 34 56", "+213550123456"},
                   });
}

TEST_CASE("numbers that cannot be called") {
    check_readings(SlotType::telephone,
                   {
                       {"06 12 34 56", "!telephone-longueur"},
                       {"06 12 34 56 78 9", "!telephone-longueur"},
                       {"061234567", "!telephone-longueur"},
                       {"612345678", "!telephone-longueur"},
                       {"+33 6 12 34 56", "!telephone-longueur"},
                       {"+1234", "!telephone-longueur"},
                       {"+1234567890123456", "!telephone-longueur"},
                       {"00 00 00 00 00", "!telephone-invalide"},
                       {"0012345678", "!telephone-invalide"},
                       {"3631", "!telephone-special"},
                       {"15", "!telephone-special"},
                       {"118712", "!telephone-special"},
                       {"0899 12 34 56", "!telephone-special"},
                       {"0811 12 34 56", "!telephone-special"},
                       {"0820123456", "!telephone-special"},
                       {"0836 12 34 56", "!telephone-special"},
                       {"0840 12 34 56", "!telephone-special"},
                       {"0860 12 34 56", "!telephone-special"},
                       {"0 805 12 34 56", "!telephone-special"},
                       {"06 12 34 56 78 ou 07 12 34 56 78", "!plusieurs-telephones"},
                       {"0612345678 0712345678", "!plusieurs-telephones"},
                   });
}

TEST_CASE("texts that hold no telephone number") {
    check_readings(SlotType::telephone,
                   {
                       {"je n'en ai pas", "?"},
                       {"pourquoi voulez-vous mon numéro ?", "?"},
                       {"marie@exemple.fr", "?"},
                       {"", "?"},
                       {"je veux payer en 3 fois", "?"},
                       {"appelez-moi au 06 12 34 56 78 après 18h", "+33612345678 …"},
                   });
}
