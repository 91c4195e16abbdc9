#include <doctest/doctest.h>

#include <string_view>

#include "engine/slots/slot_type.hpp"

using guichet::slots::mask_sensitive;

namespace {

struct Masked {
    std::string_view text;
    std::string_view shown;
};

}  // namespace

TEST_CASE("cards and IBAN are hidden, the rest stays") {
    const Masked table[] = {
        {"4111111111111111", "••••"},
        {"4111 1111 1111 1111", "••••"},
        {"4111-1111-1111-1111", "••••"},
        {"4111.1111.1111.1111", "••••"},
        {"ma carte est la 4111 1111 1111 1111 merci", "ma carte est la •••• merci"},
        {"4111 1111 1111 1111 12/27 123", "•••• 12/27 123"},
        {"5500 0000 0000 0004", "••••"},
        {"3782 822463 10005", "••••"},
        {"carte:4111111111111111.", "carte:••••."},
        {"FR7630006000011234567890189", "••••"},
        {"FR76 3000 6000 0112 3456 7890 189", "••••"},
        {"fr76 3000 6000 0112 3456 7890 189", "••••"},
        {"IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", "IBAN : •••• BIC AGRIFRPP"},
        {"FR14 2004 1010 0505 0001 3M02 606", "••••"},
        {"DE89 3704 0044 0532 0130 00", "••••"},
        {"BE68-5390-0754-7034", "••••"},
        {"4111111111111111 et FR7630006000011234567890189", "•••• et ••••"},
        {"é 4111 1111 1111 1111 é", "é •••• é"},
    };
    for (const Masked& masked : table) {
        CAPTURE(masked.text);
        const auto shown = mask_sensitive(masked.text);
        REQUIRE(shown.has_value());
        CHECK(*shown == masked.shown);
        CHECK_FALSE(mask_sensitive(*shown).has_value());
    }
}

TEST_CASE("other numbers are not sensitive") {
    for (const std::string_view text : {"4111 1111 1111 1112",
                                        "FR7630006000011234567890188",
                                        "06 12 34 56 78",
                                        "0033612345678",
                                        "dossier 45 778 B",
                                        "12/03/1985",
                                        "73282932000074",
                                        "732 829 320 00074",
                                        "1 234,56 €",
                                        "1234567890",
                                        "bonjour",
                                        "",
                                        "0000 0000 0000 0000"}) {
        CAPTURE(text);
        CHECK_FALSE(mask_sensitive(text).has_value());
    }
}
