#include "engine/text/sms.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace guichet::text;

namespace {

std::string repeated(std::string_view sign, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += sign;
    }
    return text;
}

}  // namespace

TEST_CASE("the alphabet holds what TS 23.038 says") {
    // Septets of its table 6.2.1 and of the extension.
    CHECK(to_gsm7("é€à[") == std::string("\x05\x1B\x65\x7F\x1B\x3C"));
    CHECK(to_gsm7("@£$¥èéùìòÇ\nØø\rÅå") ==
          std::string("\0\1\2\3\4\5\6\7\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F", 16));
    CHECK(to_gsm7("ÄÖÑÜ§¿äöñüà") == std::string("\x5B\x5C\x5D\x5E\x5F\x60\x7B\x7C\x7D\x7E\x7F"));
    CHECK(to_gsm7("{}\\~]|^") ==
          std::string("\x1B\x28\x1B\x29\x1B\x2F\x1B\x3D\x1B\x3E\x1B\x40\x1B\x14"));
    for (const char* absent : {"ê",
                               "ë",
                               "â",
                               "î",
                               "ï",
                               "ô",
                               "û",
                               "ÿ",
                               "ç",
                               "œ",
                               "À",
                               "È",
                               "’",
                               "«",
                               "…",
                               "–",
                               "°",
                               "\u00A0",
                               "😀"}) {
        CAPTURE(absent);
        CHECK_FALSE(to_gsm7(absent));
    }
}

TEST_CASE("every septet is read back as it was written") {
    for (int septet = 0; septet < 128; ++septet) {
        if (septet == 0x1B) {
            continue;
        }
        const std::string byte(1, static_cast<char>(septet));
        CHECK(to_gsm7(from_gsm7(byte)) == byte);
    }
    CHECK(from_gsm7("\x1B\x41") == " ");
    CHECK(from_gsm7("a\x1B") == "a");
    CHECK(from_gsm7("\xE9") == "\uFFFD");
}

TEST_CASE("UCS-2 is UTF-16BE, whole or broken") {
    CHECK(to_ucs2("é😀") == std::string("\x00\xE9\xD8\x3D\xDE\x00", 6));
    CHECK(from_ucs2(to_ucs2("ça va ’ 😀")) == "ça va ’ 😀");
    CHECK(from_ucs2(std::string("\xD8\x3D", 2)) == "\uFFFD");
    CHECK(from_ucs2(std::string("\x00\x41\x00", 3)) == "A\uFFFD");
}

TEST_CASE("segments are those of the standard") {
    CHECK(sms_size("").segments == 0);
    CHECK(sms_size(repeated("a", 160)).segments == 1);
    CHECK(sms_size(repeated("a", 161)).segments == 2);
    CHECK(sms_size(repeated("a", 306)).segments == 2);
    CHECK(sms_size(repeated("a", 307)).segments == 3);
    CHECK(sms_size(repeated("€", 80)).segments == 1);
    CHECK(sms_size(repeated("€", 81)).segments == 2);
    CHECK(sms_size(repeated("ê", 70)).segments == 1);
    CHECK(sms_size(repeated("ê", 71)).segments == 2);
    CHECK(sms_size(repeated("😀", 35)).segments == 1);
    CHECK(sms_size(repeated("😀", 36)).segments == 2);
    const SmsSize size = sms_size("fête à 10 € ça fête");
    CHECK(size.coding == SmsCoding::ucs2);
    CHECK(size.units == 19);
    CHECK(size.forcing == std::vector<std::string>{"ê", "ç"});
    CHECK(sms_size("à 10 €").units == 7);
}

TEST_CASE("a part never splits an extension sign or a surrogate pair") {
    // 152 signs and then a sign of two septets: it goes whole to the second part.
    const SmsParts gsm = sms_parts(repeated("a", 152) + "€" + repeated("a", 10));
    REQUIRE(gsm.parts.size() == 2);
    CHECK(gsm.parts[0].size() == 152);
    CHECK(gsm.parts[1].starts_with("\x1B\x65"));
    const SmsParts ucs2 = sms_parts(repeated("ê", 66) + "😀" + repeated("ê", 10));
    REQUIRE(ucs2.parts.size() == 2);
    CHECK(ucs2.parts[0].size() == 66 * 2);
    CHECK(from_ucs2(ucs2.parts[1]).starts_with("😀"));
}

TEST_CASE("parts joined give the text again, whatever it is") {
    std::mt19937 random(7);
    const std::string_view signs[] = {"a", "é", "€", " ", "\n", "[", "ê", "😀", "’", "1"};
    for (int round = 0; round < 500; ++round) {
        std::string text;
        const bool plain = round % 2 == 0;
        for (std::size_t i = random() % 700; i > 0; --i) {
            text += signs[random() % (plain ? 6 : 10)];
        }
        const SmsParts parts = sms_parts(text);
        std::string joined;
        for (const std::string& part : parts.parts) {
            CHECK(part.size() <= (parts.parts.size() == 1           ? 160U
                                  : parts.coding == SmsCoding::gsm7 ? 153U
                                                                    : 134U));
            joined += part;
        }
        CHECK((parts.coding == SmsCoding::gsm7 ? from_gsm7(joined) : from_ucs2(joined)) == text);
    }
}

TEST_CASE("only what stays correct French is replaced, unless the author simplifies") {
    CHECK(for_sms("L’œuvre « À » 12°… – fin", SmsAccents::keep) == "L'oeuvre \"A\" 12o... - fin");
    CHECK(for_sms("vous êtes reçu", SmsAccents::keep) == "vous êtes reçu");
    CHECK(for_sms("vous êtes reçu à l’été", SmsAccents::simplify) == "vous etes recu à l'été");
    // Nothing is gained by dropping accents when the alphabet is left anyway.
    CHECK(for_sms("vous êtes 😀", SmsAccents::simplify) == "vous êtes 😀");
    CHECK(for_sms("réglé à côté", SmsAccents::simplify) == "réglé à coté");
}
