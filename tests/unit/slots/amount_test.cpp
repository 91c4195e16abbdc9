#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("amounts in digits") {
    check_readings(SlotType::montant,
                   {
                       {"150", "150.00"},
                       {"150 €", "150.00"},
                       {"150€", "150.00"},
                       {"€150", "150.00"},
                       {"150 euros", "150.00"},
                       {"150 EUR", "150.00"},
                       {"150 uros", "150.00"},
                       {"150e", "150.00"},
                       {"1 234,56 €", "1234.56"},
                       {"1 234,56", "1234.56"},
                       {"1\u202F234,56\u00A0€", "1234.56"},
                       {"1.234,56 €", "1234.56"},
                       {"1,234.56", "1234.56"},
                       {"1'234.56", "1234.56"},
                       {"1234.5", "1234.50"},
                       {"1234,5", "1234.50"},
                       {"1234.56", "1234.56"},
                       {"12 345 678", "!montant-trop-grand"},
                       {"1 234 567,89 €", "1234567.89"},
                       {"12€50", "12.50"},
                       {"12 € 50", "12.50"},
                       {"12 euros 50", "12.50"},
                       {"12 euros et 5 centimes", "12.05"},
                       {"50 centimes", "0.50"},
                       {"12k", "12000.00"},
                       {"12k€", "12000.00"},
                       {"1,5 k", "1500.00"},
                       {"1k5", "1500.00"},
                       {"2 mille", "2000.00"},
                       {"0,01", "0.01"},
                       {"10000000", "10000000.00"},
                       {"1OO euros", "100.00"},
                   });
}

TEST_CASE("amounts in words") {
    check_readings(SlotType::montant,
                   {
                       {"cent cinquante euros", "150.00"},
                       {"cent cinquante", "150.00"},
                       {"deux mille trois cents euros", "2300.00"},
                       {"mille deux cents", "1200.00"},
                       {"quatre-vingt-dix-neuf euros", "99.00"},
                       {"quatre vingt dix neuf euros", "99.00"},
                       {"septante euros", "70.00"},
                       {"vingt et un euros", "21.00"},
                       {"cinquente euros", "50.00"},
                       {"trente euros et vingt centimes", "30.20"},
                       {"douze virgule cinq", "12.50"},
                       {"cinq cent euros", "500.00"},
                       {"5 cents euros", "500.00"},
                       {"mille", "1000.00"},
                   });
}

TEST_CASE("amounts in a sentence") {
    check_readings(SlotType::montant,
                   {
                       {"le montant est de 150 €", "150.00"},
                       {"je dois 150 euros svp", "150.00"},
                       {"150 euros par mois", "150.00"},
                       {"je peux payer 50 € par mois", "50.00"},
                       {"environ 150 euros", "150.00"},
                       {"150 euros pour ma facture de gaz impayée", "150.00 …"},
                       {"150 euros ?", "150.00 …"},
                       {"150, pas 120", "150.00"},
                       {"un chèque de 300 €", "300.00"},
                       {"150 € en 3 fois", "150.00 …"},
                       {"je peux mettre 50", "50.00"},
                       {"100 €uros", "100.00"},
                       {"100 € le 5 du mois", "100.00 …"},
                   });
}

TEST_CASE("amounts that are refused") {
    check_readings(SlotType::montant,
                   {
                       {"0", "!montant-nul"},
                       {"0 €", "!montant-nul"},
                       {"zéro euro", "!montant-nul"},
                       {"-50 €", "!montant-negatif"},
                       {"moins 50 euros", "!montant-negatif"},
                       {"10 000 000,01", "!montant-trop-grand"},
                       {"99999999999999999999 €", "!montant-trop-grand"},
                       {"1,234", "!montant-imprecis"},
                       {"une centaine d'euros", "!montant-imprecis"},
                       {"quelques euros", "!montant-imprecis"},
                       {"$50", "!montant-devise"},
                       {"50 dollars", "!montant-devise"},
                       {"100 francs", "!montant-devise"},
                       {"50 ou 100 euros", "!plusieurs-montants"},
                       {"entre 50 et 100 €", "!plusieurs-montants"},
                       {"3 fois 50 euros", "!plusieurs-montants"},
                       {"moins de 100 euros", "!montant-imprecis"},
                       {"plus de 100 €", "!montant-imprecis"},
                   });
}

TEST_CASE("texts that hold no amount") {
    check_readings(SlotType::montant,
                   {
                       {"je ne sais pas", "?"},
                       {"le 12/03/1985", "!illisible"},
                       {"combien ?", "?"},
                       {"", "?"},
                       {"tout", "?"},
                       {"mon courrier du 12/03/1985", "?"},
                       {"en 3 fois", "?"},
                       {"Marie Dupont", "?"},
                       {"j'habite au 12 rue des Lilas", "?"},
                   });
}
