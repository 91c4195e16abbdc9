#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("case references") {
    check_readings(SlotType::reference,
                   {
                       {"45778B", "45778B"},
                       {"45778b", "45778B"},
                       {"45 778 B", "45778B"},
                       {"AB-123456", "AB-123456"},
                       {"ab-123456", "AB-123456"},
                       {"AB 123 456", "AB123456"},
                       {"2024/00123", "2024/00123"},
                       {"000123456", "000123456"},
                       {"1234", "1234"},
                       {"réf. 45778B", "45778B"},
                       {"Réf : 45778B", "45778B"},
                       {"REF123456", "123456"},
                       {"n° 45778B", "45778B"},
                       {"N°45778B", "45778B"},
                       {"dossier 45778B", "45778B"},
                       {"mon dossier est le 45778B", "45778B"},
                       {"la référence est 45778B svp", "45778B"},
                       {"mon numéro de dossier c'est le 45 778 B", "45778B"},
                       {"45778 tiret 12", "45778-12"},
                       {"1234567890", "1234567890"},
                       {"45778B.", "45778B"},
                       {"« 45778B »", "45778B"},
                       {"45778B ou 45778B", "45778B …"},
                       {"dossier 45778B, pourquoi me relancez-vous ?", "45778B …"},
                   });
}

TEST_CASE("references that are refused") {
    check_readings(SlotType::reference,
                   {
                       {"ABCDEF", "!reference-sans-chiffre"},
                       {"123", "!reference-longueur"},
                       {"1234567890123456789012345678901", "!reference-longueur"},
                       {"12/03/1985", "!reference-autre"},
                       {"06 12 34 56 78", "!reference-autre"},
                       {"+33612345678", "!reference-autre"},
                       {"marie@gmail.com", "!reference-autre"},
                       {"150 €", "!reference-autre"},
                       {"150 euros", "!reference-autre"},
                       {"45778B ou 99887C", "!plusieurs-references"},
                       {"4111 1111 1111 1111", "!donnee-bancaire"},
                       {"FR76 3000 6000 0112 3456 7890 189", "!donnee-bancaire"},
                   });
}

TEST_CASE("texts that hold no reference") {
    check_readings(SlotType::reference,
                   {
                       {"je ne sais pas", "?"},
                       {"où la trouver ?", "?"},
                       {"je l'ai pas", "?"},
                       {"", "?"},
                       {"je veux payer en 3 fois", "?"},
                       {"j'habite au 12 rue des Lilas", "?"},
                       {"j'ai 3 enfants", "?"},
                       {"12 bis rue des Lilas", "?"},
                       {"12 bis, avenue Foch 75116 Paris", "?"},
                       {"j'ai déménagé au 3 place Carnot, 69002 Lyon", "?"},
                   });
}
