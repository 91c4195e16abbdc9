// The numbers of companies, cheques and registered letters, and their check digits.
#include "engine/slots/checksum.hpp"
#include "tests/unit/slots/reading.hpp"

using namespace guichet::slots;
using guichet::tests::check_readings;

TEST_CASE("company numbers give the SIREN") {
    check_readings(SlotType::rcs,
                   {
                       {"552100554", "552100554"},
                       {"552 100 554", "552100554"},
                       {"552.100.554", "552100554"},
                       {"SIREN 552100554", "552100554"},
                       {"552 100 554 00021", "552100554"},
                       {"552 100 554 00022", "!rcs-cle"},
                       {"732 829 320 00074", "732829320"},
                       {"73282932000074", "732829320"},
                       {"SIRET : 732 829 320 00074", "732829320"},
                       {"RCS Paris 552 100 554", "552100554"},
                       {"RCS Paris B 552 100 554", "552100554"},
                       {"552 100 554 RCS Nanterre", "552100554"},
                       {"mon numéro RCS est le 732829320", "732829320"},
                       {"356 000 000 48", "!rcs-longueur"},
                       {"FR 83 404 833 048", "404833048"},
                       {"FR83404833048", "404833048"},
                       {"732829320 et 732829320", "732829320 …"},
                   });
}

TEST_CASE("company numbers that are refused") {
    check_readings(SlotType::rcs,
                   {
                       {"552100555", "!rcs-cle"},
                       {"000000000", "!rcs-cle"},
                       {"73282932000075", "!rcs-cle"},
                       {"55210055", "!rcs-longueur"},
                       {"5521005541", "!rcs-longueur"},
                       {"12", "!rcs-longueur"},
                       {"732829320 ou 552100554", "!plusieurs-rcs"},
                       {"je ne sais pas", "?"},
                       {"RCS Paris", "?"},
                       {"", "?"},
                   });
}

TEST_CASE("cheque numbers") {
    check_readings(SlotType::numero_cheque,
                   {
                       {"1234567", "1234567"},
                       {"0000123", "0000123"},
                       {"chèque n° 1234567", "1234567"},
                       {"123 4567", "1234567"},
                       {"le numéro du chèque est 1234567", "1234567"},
                       {"123456", "!cheque-longueur"},
                       {"12345678", "!cheque-longueur"},
                       {"1234567 ou 7654321", "!plusieurs-references"},
                       {"je ne l'ai pas", "?"},
                       {"", "?"},
                   });
}

TEST_CASE("numbers of registered letters") {
    check_readings(SlotType::numero_recommande,
                   {
                       {"1A 123 456 7890 1", "1A12345678901"},
                       {"1A12345678901", "1A12345678901"},
                       {"2C 153 123 4567 8", "2C15312345678"},
                       {"RK123456789FR", "RK123456789FR"},
                       {"recommandé n° 1A 123 456 7890 1", "1A12345678901"},
                       {"1A123", "!recommande-longueur"},
                       {"je l'ai perdu", "?"},
                       {"", "?"},
                   });
}

TEST_CASE("check digits") {
    CHECK(passes_luhn("4111111111111111"));
    CHECK_FALSE(passes_luhn("4111111111111112"));
    CHECK_FALSE(passes_luhn(""));
    CHECK(passes_iban_check("FR7630006000011234567890189"));
    CHECK_FALSE(passes_iban_check("FR7630006000011234567890188"));
    CHECK_FALSE(passes_iban_check("FR76"));
    CHECK(is_siren("732829320"));
    CHECK_FALSE(is_siren("732829321"));
    CHECK_FALSE(is_siren("000000000"));
    CHECK_FALSE(is_siren("73282932"));
    CHECK(is_siret("73282932000074"));
    CHECK(is_siret("35600000000048"));
    CHECK_FALSE(is_siret("73282932100074"));
}
