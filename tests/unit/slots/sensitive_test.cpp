#include "engine/slots/sensitive.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using guichet::slots::denies_sensitive;
using guichet::slots::mask_sensitive;
using guichet::slots::SensitiveKind;
using enum guichet::slots::SensitiveKind;

namespace {

struct Shown {
    std::string_view text;
    std::string_view shown;
};

void check_shown(std::span<const Shown> table, SensitiveKind kind) {
    for (const Shown& line : table) {
        CAPTURE(line.text);
        const auto masked = mask_sensitive(line.text);
        REQUIRE(masked.has_value());
        CHECK(masked->text == line.shown);
        CHECK(masked->kinds == std::vector{kind});
        CHECK_FALSE(mask_sensitive(masked->text).has_value());
    }
}

}  // namespace

TEST_CASE("a payment card is hidden, the rest stays") {
    const Shown table[] = {
        {"4111111111111111", "••••"},
        {"4111 1111 1111 1111", "••••"},
        {"4111-1111-1111-1111", "••••"},
        {"4111.1111.1111.1111", "••••"},
        {"4111/1111/1111/1111", "••••"},
        {"41 11 11 11 11 11 11 11", "••••"},
        {"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "••••"},
        {"41111111 11111111", "••••"},
        {"4111 11111111 1111", "••••"},
        {"411l 1111 1111 1111", "••••"},
        {"4970 1O12 3456 7893", "••••"},
        {"ma carte est la 4111 1111 1111 1111 merci", "ma carte est la •••• merci"},
        {"5500 0000 0000 0004", "••••"},
        {"5131123456789016", "••••"},
        {"3782 822463 10005", "••••"},
        {"378282246310005", "••••"},
        {"3056 930902 5904", "••••"},
        {"carte:4111111111111111.", "carte:••••."},
        {"é 4111 1111 1111 1111 é", "é •••• é"},
        {"4111 1111 1111 1111 12/27", "•••• ••••"},
        {"4111 1111 1111 1111 exp 12/27", "•••• exp ••••"},
        {"4111 1111 1111 1111, expire le 03/2028", "••••, expire le ••••"},
        {"cb 4970101234567893 fin de validité 0927", "cb •••• fin de validité ••••"},
        {"expire 09/27, carte 4970101234567893", "expire ••••, carte ••••"},
        {"dossier 4111111111111111", "dossier ••••"},
        // a digit wrong, lost or added
        {"4111 1111 1111 1112", "••••"},
        {"5131 1234 5678 9017", "••••"},
        {"4111-1111-1111-1112", "••••"},
        {"4970 1012 3456 789", "••••"},
        {"4970 1012 3456 78931", "••••"},
        {"4970 101 3456 7893", "••••"},
        {"carte 4111111111111112", "carte ••••"},
        {"ma cb c'est 4970101234567890", "ma cb c'est ••••"},
        {"n° de carte : 4970101234567890", "n° de carte : ••••"},
        {"mon numéro de carte bleue est le 497010123456789",
         "mon numéro de carte bleue est le ••••"},
        {"Visa 4970101234567890", "Visa ••••"},
        {"mastercard 51311234567890", "mastercard ••••"},
        {"4970101234567890 c'est ma carte", "•••• c'est ma carte"},
        {"4970101234567890 (numéro de ma cb)", "•••• (numéro de ma cb)"},
        {"c'est pas ma référence c'est ma carte 4970101234567890",
         "c'est pas ma référence c'est ma carte ••••"},
        {"j'ai payé avec ma carte 4970 1012 3456 7890 hier", "j'ai payé avec ma carte •••• hier"},
        {"CARTE 1234 5678 9012 3456", "CARTE ••••"},
    };
    check_shown(table, card);
}

TEST_CASE("an IBAN is hidden when it fits its country, even with a slip") {
    const Shown table[] = {
        {"FR7630006000011234567890189", "••••"},
        {"FR76 3000 6000 0112 3456 7890 189", "••••"},
        {"fr76 3000 6000 0112 3456 7890 189", "••••"},
        {"Fr 76 30006 00001 12345678901 89", "••••"},
        {"fr763000 600001123456 7890189", "••••"},
        {"IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", "IBAN : •••• BIC AGRIFRPP"},
        {"iban:fr7630006000011234567890189", "iban:••••"},
        {"ibanFR7630006000011234567890189", "••••"},
        {"FR14 2004 1010 0505 0001 3M02 606", "••••"},
        {"FR1730004012340001234567Z71", "••••"},
        {"DE89 3704 0044 0532 0130 00", "••••"},
        {"BE68-5390-0754-7034", "••••"},
        {"be68 5390 0754 7034", "••••"},
        {"ES91 2100 0418 4502 0005 1332", "••••"},
        {"LU28 0019 4006 4475 0000", "••••"},
        {"PT50 0002 0123 1234 5678 9015 4", "••••"},
        {"IT60 X054 2811 1010 0000 0123 456", "••••"},
        {"GB29 NWBK 6016 1331 9268 19", "••••"},
        {"gb29 nwbk 6016 1331 9268 19", "••••"},
        {"MA64 0115 1900 0001 2050 0053 4921", "••••"},
        {"CH93 0076 2011 6238 5295 7", "••••"},
        {"prélevez sur FR76 3000 6000 0112 3456 7890 189 chaque mois",
         "prélevez sur •••• chaque mois"},
        // a digit wrong, lost or added
        {"FR7630006000011234567890188", "••••"},
        {"FR76 3000 6000 0112 3456 7890 188", "••••"},
        {"FR76 3000 6000 0112 3456 7890 18", "••••"},
        {"FR76 3000 6000 0112 3456 7890 1899", "••••"},
        {"fr76 3000 6000 0112 3456 7809 189", "••••"},
        {"mon iban fr 76 3000 6000 0112 3456 7809 189", "mon iban ••••"},
        {"BE68 5390 0754 7043", "••••"},
        // without the country
        {"iban 7630006000011234567890189", "iban ••••"},
        {"mon rib c'est 30006 00001 12345678901 89", "mon rib c'est ••••"},
        {"30006 00001 12345678901 89", "••••"},
        {"RIB : 30006000011234567890188", "RIB : ••••"},
    };
    check_shown(table, iban);
}

TEST_CASE("the code of a card is hidden where it is announced") {
    const Shown table[] = {
        {"cvv 123", "cvv ••••"},
        {"CVV: 123", "CVV: ••••"},
        {"cvc=123", "cvc=••••"},
        {"cvv2 123", "cvv2 ••••"},
        {"cvv 1 2 3", "cvv ••••"},
        {"crypto 123", "crypto ••••"},
        {"le cryptogramme c'est 123", "le cryptogramme c'est ••••"},
        {"mon cryptogramme visuel est le 1234", "mon cryptogramme visuel est le ••••"},
        {"les 3 chiffres au dos 123", "les 3 chiffres au dos ••••"},
        {"les trois chiffres au dos de la carte sont 123",
         "les trois chiffres au dos de la carte sont ••••"},
        {"les 3 derniers chiffres au dos: 456", "les 3 derniers chiffres au dos: ••••"},
        {"au dos de ma carte il y a 123", "au dos de ma carte il y a ••••"},
        {"code de sécurité : 123", "code de sécurité : ••••"},
        {"123 c'est le cvv", "•••• c'est le cvv"},
        {"123 au dos de ma carte", "•••• au dos de ma carte"},
        {"je paie comment, cvv 123", "je paie comment, cvv ••••"},
    };
    check_shown(table, cvv);
}

TEST_CASE("a social security number is hidden") {
    const Shown table[] = {
        {"1 85 03 75 116 001 27", "••••"},
        {"1 85 03 75 116 001", "••••"},
        {"185037511600127", "••••"},
        {"1850375116001", "••••"},
        {"1850375116001 27", "••••"},
        {"185 03 75 116 001 27", "••••"},
        {"1.85.03.75.116.001.27", "••••"},
        {"1-85-03-75-116-001-27", "••••"},
        {"2 78 06 62 841 037 79", "••••"},
        {"1 91 02 2A 004 012", "••••"},
        {"1 91 02 2a 004 012 19", "••••"},
        {"191022A00401219", "••••"},
        {"2 78 06 62 841 037 12", "••••"},
        {"mon numéro de sécu est le 2 78 06 62 841 037", "mon numéro de sécu est le ••••"},
        {"sécurité sociale 278066284103779", "sécurité sociale ••••"},
        {"n° de sécu : 2780662841037", "n° de sécu : ••••"},
        {"carte vitale 2 78 06 62 841 037 79", "carte vitale ••••"},
        {"numéro de sécurité sociale 2 78 0662 841 037 80", "numéro de sécurité sociale ••••"},
        {"nir 278996284103700", "nir ••••"},
        {"je m'appelle Paul et 1 85 03 75 116 001 27 voilà", "je m'appelle Paul et •••• voilà"},
    };
    check_shown(table, social_security);
}

TEST_CASE("a password is hidden where it is given") {
    const Shown table[] = {
        {"mon mot de passe est Azerty12!", "mon mot de passe est ••••"},
        {"mon mot de passe c'est soleil", "mon mot de passe c'est ••••"},
        {"mot de passe : Toto75", "mot de passe : ••••"},
        {"mot de passe: P@ssw0rd", "mot de passe: ••••"},
        {"mdp: xxx", "mdp: ••••"},
        {"mdp:azerty", "mdp:••••"},
        {"mdp = Marseille13", "mdp = ••••"},
        {"mdp Azerty12!", "mdp ••••"},
        {"mot de passe Azerty12!", "mot de passe ••••"},
        {"voici mon mot de passe : maison2024", "voici mon mot de passe : ••••"},
        {"mon mot de passe du site est Citron_9, ça ne marche pas",
         "mon mot de passe du site est ••••, ça ne marche pas"},
        {"mon mdp gmail c'est lapin", "mon mdp gmail c'est ••••"},
        {"mon mdp c minou", "mon mdp c ••••"},
        {"le mot de passe de mon compte est Bateau#4", "le mot de passe de mon compte est ••••"},
        {"MON MOT DE PASSE EST CHATON7", "MON MOT DE PASSE EST ••••"},
        {"Azerty12! c'est mon mot de passe", "•••• c'est mon mot de passe"},
        {"code secret 1234", "code secret ••••"},
        {"mon code pin c'est 1234", "mon code pin c'est ••••"},
        {"le code de ma carte est 4321", "le code de ma carte est ••••"},
        {"code confidentiel : 123456", "code confidentiel : ••••"},
    };
    check_shown(table, password);
}

TEST_CASE("what is no such data stays") {
    for (const std::string_view text : {
             // nothing at all, and what is hidden already
             "",
             "bonjour",
             "•••• 12/27",
             "mon mot de passe est ••••",
             "ma carte •••• ne passe pas",
             // sentences that look like an IBAN
             "En 2019 ma femme et moi on avait un crédit",
             "en 2019 2020 2021 2022 2023 on payait",
             "De 2019 à 2022 j'ai payé 150 euros par mois",
             "Se 1000 euros 2000 euros 3000 euros",
             "Ma 1ere dette date de 2015 et la 2eme de 2018",
             "FR 2019",
             "FR83404833048",
             "j'habite en FR 75011 Paris",
             "Les 12 et 13 mars, puis le 14 avril 2024",
             // telephones
             "06 12 34 56 78",
             "0612345678",
             "0033612345678",
             "+33 6 12 34 56 78",
             "06 12 34 56 78 ou 07 98 76 54 32",
             "mon tel 06.12.34.56.78",
             "+33612345678 / +33712345678",
             // dates and amounts
             "12/03/1985",
             "le 12 03 1985",
             "2019 2020 2021 2022",
             "2019-2020-2021-2022",
             "25/03/1985 et 12/04/2024",
             "1 234,56 €",
             "1 250 000 euros",
             "j'ai payé 150 euros le 12/03/2024 et 200 le 15/04/2024",
             "par carte 150 euros en 3 fois",
             "j'ai payé par carte le 12/03/2024",
             "payé 123,50 par cb",
             // references, companies, letters, cheques
             "dossier 45 778 B",
             "1234567890",
             "73282932000074",
             "732 829 320 00074",
             "siret 55210055400013",
             "SIREN 552 100 554",
             "référence 1234567890123",
             "ma référence est 4970101234567890",
             "réf 4970 1012 3456 7890",
             "référence dossier : 2780662841037",
             "dossier n° 1850375116001",
             "1234 5678 9012 3456 c'est ma référence",
             "4970101234567890",
             "recommandé 2C 123 456 7890 1",
             "1A 123 456 7890 1",
             "numéro de recommandé 3700012345678",
             "RK 123 456 789 FR",
             "chèque n° 1234567",
             "cheque 1234567 123456789012",
             "contrat 36123456789012",
             "carte d'identité 050575105326",
             "ma carte se termine par 1234",
             "carte 4 fois refusée",
             "0000 0000 0000 0000",
             "n° client 5131 1234 5678 9017",
             // codes and passwords that are not given
             "c'est quoi le cvv",
             "cvv 1234567",
             "crypto 500 euros",
             "j'ai perdu 500 en crypto",
             "les 3 chiffres au dos c'est quoi",
             "au dos de la lettre il y a 123",
             "code postal 75011",
             "mot de passe oublié",
             "j'ai oublié mon mot de passe",
             "mot de passe : oublié",
             "je n'ai pas reçu mon mot de passe",
             "le mot de passe est incorrect",
             "mon mot de passe est bloqué",
             "mon mot de passe est bloque",
             "mon mot de passe est expiré depuis hier",
             "mon mot de passe ne marche pas",
             "mon mot de passe ne marche pas, c'est urgent",
             "mot de passe invalide",
             "c'est quoi mon mot de passe ?",
             "le mot de passe c'est quoi ?",
             "où trouver le mot de passe ?",
             "mot de passe, 2 essais et plus rien",
             "mon mdp marche pas",
             "mdp oublié",
             "mdp perdu, mon tel 0612345678",
             "le mot de passe reçu le 12/03/2024 est faux",
             "mon mot de passe est toujours refusé",
             "j'ai tapé mon mot de passe 3 fois",
             "j'ai reçu un code de paiement par courrier",
             "mon code ne marche pas",
             "code secret oublié",
             "1 85 13 75 116 001",
             "1234567890123",
         }) {
        CAPTURE(text);
        const auto masked = mask_sensitive(text);
        const std::string shown = masked ? masked->text : std::string();
        CHECK(shown == "");
    }
}

TEST_CASE("what is left of the message is served") {
    struct Left {
        std::string_view text;
        std::string_view rest;
        std::vector<SensitiveKind> kinds;
    };

    const Left table[] = {
        {"4111 1111 1111 1111", "", {card}},
        {"ma carte est la 4111 1111 1111 1111 merci", "", {card}},
        {"bonjour, voici ma carte bancaire : 4111 1111 1111 1111.", "", {card}},
        {"IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", "", {iban}},
        {"4111111111111111 et FR7630006000011234567890189", "", {card, iban}},
        {"4111 1111 1111 1111 12/27 123", "", {card, cvv}},
        {"mon mot de passe est Azerty12!", "", {password}},
        {"mon numéro de sécu : 1 85 03 75 116 001 27 ?", "", {social_security}},
        {"ma carte c'est 4111 1111 1111 1111, comment je paie ?", "comment je paie ?", {card}},
        {"4111 1111 1111 1111, je voudrais payer en trois fois",
         "je voudrais payer en trois fois",
         {card}},
        {"je veux payer avec ma carte 4970 1012 3456 7890 mais le site bloque",
         "je veux payer avec ma carte mais le site bloque",
         {card}},
        {"J'ai changé de banque, mon iban est FR7630006000011234567890189. Que dois-je faire ?",
         "J'ai changé de banque, Que dois-je faire ?",
         {iban}},
        {"cvv 123. oui", "oui", {cvv}},
        {"mdp: Toto75, ça ne marche pas", "ça ne marche pas", {password}},
        {"cb 4111111111111111 exp 12/27 cvv 123 mdp: Toto75", "", {card, cvv, password}},
        {"je m'appelle Marie Dupont 1 85 03 75 116 001 27 et j'ai reçu une lettre",
         "je m'appelle Marie Dupont et j'ai reçu une lettre",
         {social_security}},
    };
    for (const Left& line : table) {
        CAPTURE(line.text);
        const auto masked = mask_sensitive(line.text);
        REQUIRE(masked.has_value());
        CHECK(masked->rest == line.rest);
        CHECK(masked->kinds == line.kinds);
    }
}

TEST_CASE("a protest about hidden data is recognised") {
    for (const std::string_view text : {"je n'ai donné aucun numéro",
                                        "j'ai donné aucun numéro de carte",
                                        "je n'ai jamais donné ma carte",
                                        "j'ai pas mis de numéro de carte",
                                        "je n'ai rien écrit de bancaire",
                                        "je n'ai pas donné mon iban",
                                        "c'est pas une carte",
                                        "ce n'est pas une carte bancaire",
                                        "c'est pas ma cb",
                                        "c pas un iban",
                                        "cest pas ma carte",
                                        "ce n'est pas mon numéro de carte",
                                        "c'est ma référence pas ma carte",
                                        "c'est mon dossier, pas une carte",
                                        "c'est mon numéro de dossier pas mon numéro de carte",
                                        "ce n'est pas un mot de passe",
                                        "mais non c'est pas mon numéro de sécu"}) {
        CAPTURE(text);
        CHECK(denies_sensitive(text));
    }
    for (const std::string_view text : {"ma carte ne passe pas",
                                        "je n'ai pas de carte bancaire",
                                        "je n'ai pas reçu mon mot de passe",
                                        "c'est pas ma dette",
                                        "ce n'est pas mon dossier",
                                        "ce n'est pas ma carte qui a payé",
                                        "on ne m'a pas donné de code",
                                        "c'est ma carte",
                                        "j'ai donné ma référence",
                                        "pas de numéro",
                                        "non",
                                        ""}) {
        CAPTURE(text);
        CHECK_FALSE(denies_sensitive(text));
    }
}

namespace {

class Numbers {
  public:
    std::size_t below(std::size_t limit) { return engine_() % limit; }

    std::string digits(std::size_t count) {
        std::string out;
        while (out.size() < count) {
            out += static_cast<char>('0' + below(10));
        }
        return out;
    }

    std::string_view pick(std::span<const std::string_view> list) {
        return list[below(list.size())];
    }

  private:
    std::mt19937 engine_{20260311};
};

std::string with_luhn_key(std::string digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        const int doubled = digit * 2;
        sum += i % 2 == 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

// The remainder by 97 of a number whose letters stand for two digits.
int remainder_97(std::string_view code) {
    int remainder = 0;
    for (const char c : code) {
        const int value = c >= 'A' ? c - 'A' + 10 : c - '0';
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
}

std::string two_digits(int value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

std::string french_iban(Numbers& numbers) {
    const std::string account = numbers.digits(23);
    return "FR" + two_digits(98 - remainder_97(account + "FR00")) + account;
}

std::string social_security_number(Numbers& numbers) {
    const std::string birth = two_digits(static_cast<int>(1 + numbers.below(12)));
    const std::string town = two_digits(static_cast<int>(1 + numbers.below(95)));
    const std::string number = std::string(1, numbers.below(2) == 0 ? '1' : '2') +
                               numbers.digits(2) + birth + town + "1" + numbers.digits(2) + "1" +
                               numbers.digits(2);
    return number + two_digits(97 - remainder_97(number));
}

std::string in_groups(std::string_view code,
                      std::span<const std::size_t> sizes,
                      std::string_view sign) {
    std::string out;
    for (std::size_t at = 0, group = 0; at < code.size(); ++group) {
        const std::size_t size = sizes[group % sizes.size()];
        out += out.empty() ? "" : sign;
        out += code.substr(at, size);
        at += size;
    }
    return out;
}

constexpr std::string_view openings[] = {"", "bonjour ", "voilà : ", "tenez, ", "(", "j'envoie "};
constexpr std::string_view endings[] = {"", " merci", ".", " ok ?", ", et ensuite ?", ")"};
constexpr std::string_view signs[] = {"", " ", "-", ".", "  ", "\u00A0", "\u202F"};
constexpr std::size_t fours[] = {4};
constexpr std::size_t printed[] = {1, 2, 2, 2, 3, 3, 2};

void check_hidden(Numbers& numbers, const std::string& written, SensitiveKind kind) {
    const std::string text =
        std::string(numbers.pick(openings)) + written + std::string(numbers.pick(endings));
    CAPTURE(text);
    const auto masked = mask_sensitive(text);
    REQUIRE(masked.has_value());
    CHECK(masked->kinds == std::vector{kind});
    CHECK(masked->text.find_first_of("0123456789") == std::string::npos);
    CHECK(masked->rest.find("•") == std::string::npos);
    CHECK_FALSE(mask_sensitive(masked->text).has_value());
}

}  // namespace

TEST_CASE("numbers in any spelling are hidden") {
    Numbers numbers;
    for (int i = 0; i < 1000; ++i) {
        const std::string issuer(1, static_cast<char>('2' + numbers.below(5)));
        const std::string right = with_luhn_key(issuer + "7" + numbers.digits(13));
        check_hidden(numbers, in_groups(right, fours, numbers.pick(signs)), card);

        std::string wrong = right;
        wrong[5] = wrong[5] == '9' ? '0' : static_cast<char>(wrong[5] + 1);
        check_hidden(numbers, in_groups(wrong, fours, " "), card);
        check_hidden(numbers, "carte " + in_groups(wrong, fours, numbers.pick(signs)), card);

        std::string account = french_iban(numbers);
        if (numbers.below(2) == 0) {
            account[0] = 'f';
            account[1] = 'r';
        }
        check_hidden(numbers, in_groups(account, fours, numbers.pick(signs)), iban);
        account[9 + numbers.below(10)] = '5';
        check_hidden(numbers, "iban " + in_groups(account, fours, numbers.pick(signs)), iban);

        std::string number = social_security_number(numbers);
        check_hidden(numbers, in_groups(number, printed, numbers.pick(signs)), social_security);
        number.resize(13);
        check_hidden(numbers, in_groups(number, printed, " "), social_security);
    }
}
