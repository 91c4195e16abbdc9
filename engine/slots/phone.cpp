// A telephone number, to E.164.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/slots/date_forms.hpp"
#include "engine/slots/digits.hpp"
#include "engine/slots/ownership.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t national_digits = 10;
constexpr std::size_t least_foreign_digits = 7;
constexpr std::size_t most_foreign_digits = 15;  // E.164
constexpr std::size_t most_short_digits = 6;     // 15, 118712, 3631

struct Area {
    std::string_view prefix;  // of the national number
    std::string_view country;
};

// Numbers of the overseas departments carry the code of their own country.
constexpr std::array overseas = {
    Area{"0590", "590"},
    Area{"0690", "590"},
    Area{"0691", "590"},
    Area{"0594", "594"},
    Area{"0694", "594"},
    Area{"0596", "596"},
    Area{"0696", "596"},
    Area{"0697", "596"},
    Area{"0262", "262"},
    Area{"0263", "262"},
    Area{"0269", "262"},
    Area{"0639", "262"},
    Area{"0692", "262"},
    Area{"0693", "262"},
};

struct Number {
    std::string e164;
    std::string_view refusal;
};

// 08 is for services, never a person's number, but for the 087 of telephones over the internet.
bool is_service(std::string_view national) {
    return national.starts_with("08") && !national.starts_with("087");
}

Number national(const std::string& digits) {
    if (digits[1] == '0') {
        return {{}, "telephone-invalide"};
    }
    if (is_service(digits)) {
        return {{}, "telephone-special"};
    }
    const auto area =
        std::ranges::find_if(overseas, [&](const Area& a) { return digits.starts_with(a.prefix); });
    const std::string_view country = area == overseas.end() ? "33" : area->country;
    return {"+" + std::string(country) + digits.substr(1), {}};
}

bool is_french_code(std::string_view code) {
    return code == "33" || code == "590" || code == "594" || code == "596" || code == "262";
}

// A French number after its country code: many dial the overseas departments by that of the
// mainland, and none of the mainland by another.
Number french(std::string_view code, const std::string& rest) {
    const std::string full = rest.front() == '0' ? rest : "0" + rest;
    if (full.size() != national_digits) {
        return {{}, "telephone-longueur"};
    }
    const Number read = national(full);
    const bool elsewhere = code != "33" && !read.e164.empty() &&
                           !std::string_view(read.e164).substr(1).starts_with(code);
    return elsewhere ? Number{{}, "telephone-invalide"} : read;
}

// `digits` start with a country code.
Number international(const std::string& digits) {
    for (const std::size_t length : {2U, 3U}) {
        const std::string_view code = std::string_view(digits).substr(0, length);
        if (digits.size() > length && is_french_code(code)) {
            return french(code, digits.substr(length));
        }
    }
    if (digits.front() == '0') {
        return {{}, "telephone-invalide"};
    }
    if (digits.size() < least_foreign_digits || digits.size() > most_foreign_digits) {
        return {{}, "telephone-longueur"};
    }
    return {"+" + digits, {}};
}

Number number_of(const DigitRun& run) {
    const std::string& digits = run.digits;
    if (run.plus) {
        return digits.starts_with("00") && digits.size() > 2 ? international(digits.substr(2))
                                                             : international(digits);
    }
    if (digits.starts_with("00")) {
        return digits.size() > national_digits ? international(digits.substr(2))
                                               : Number{{}, "telephone-invalide"};
    }
    if (digits.front() == '0' && digits.size() == national_digits) {
        return national(digits);
    }
    // "33 6 12 34 56 78": the plus sign was forgotten.
    const bool coded = digits.starts_with("33") &&
                       (digits.size() == 11 || (digits.size() == 12 && digits[2] == '0'));
    const bool coded_overseas = digits.size() == 12 &&
                                is_french_code(std::string_view(digits).substr(0, 3)) &&
                                digits[3] != '0';
    if (coded || coded_overseas) {
        return international(digits);
    }
    return {{}, digits.size() <= most_short_digits ? "telephone-special" : "telephone-longueur"};
}

// "référence 0612345678", "SIRET 0612345678".
bool is_something_else(Tokens tokens, const Stretch& stretch) {
    return near_before(tokens,
                       stretch.first,
                       3,
                       {"reference",
                        "ref",
                        "dossier",
                        "siret",
                        "siren",
                        "rcs",
                        "contrat",
                        "client",
                        "cheque",
                        "iban",
                        "rib"}) &&
           !near_before(tokens, stretch.first, 2, {"tel", "telephone", "portable", "mobile"});
}

// "06 12 34 56 78 06 12 34 56 78": said twice.
void drop_repeat(DigitRun& run) {
    const std::string_view digits = run.digits;
    if (digits.size() == 2 * national_digits &&
        digits.substr(0, national_digits) == digits.substr(national_digits)) {
        run.digits.resize(national_digits);
    }
}

// A run may hold more than the number ("0612345678 12/03/1985", two numbers in a row): a token that
// is a number by itself is cut out.
std::vector<DigitRun> candidate_runs(Tokens tokens) {
    std::vector<DigitRun> candidates;
    for (DigitRun& run :
         digit_runs(tokens, {".", "-", "/", ",", "(", ")", "_", ":", "'", "|", "\\"})) {
        if (is_something_else(tokens, run.stretch)) {
            continue;
        }
        drop_repeat(run);
        bool cut = false;
        for (std::size_t i = run.stretch.first; i < run.stretch.last && number_of(run).e164.empty();
             ++i) {
            DigitRun alone{{i, i + 1}, tokens[i].folded, i == run.stretch.first && run.plus};
            if (tokens[i].is_number() && alone.digits.size() >= national_digits &&
                !number_of(alone).e164.empty()) {
                candidates.push_back(std::move(alone));
                cut = true;
            }
        }
        if (!cut) {
            candidates.push_back(std::move(run));
        }
    }
    return candidates;
}

// Two numbers of pairs in a row: "06 12 34 56 78 07 12 34 56 78".
bool is_two_numbers(const std::string& digits) {
    return digits.size() == 2 * national_digits && digits[0] == '0' &&
           digits[national_digits] == '0';
}

bool is_whole(Tokens tokens, Stretch used) {
    return nothing_left(
        tokens, {used}, {"numero",    "num",     "tel",     "telephone", "tele",     "telephonique",
                         "portable",  "port",    "mobile",  "fixe",      "phone",    "gsm",
                         "joignable", "joindre", "appeler", "appelez",   "rappeler", "contacter",
                         "au",        "nr",      "numeros", "cell",      "perso",    "personnel",
                         "domicile",  "pouvez",  "joint",   "tph",       "france",   "francais",
                         "marque",    "mob"});
}

// A number in words goes on before or after `stretch`: "06 12 34 56 78 neuf".
bool goes_on_in_words(Tokens tokens, const Stretch& stretch) {
    return std::ranges::any_of(
        spelled_digits(tokens, national_digits), [&](const SpelledDigits& row) {
            return row.stretch.first <= stretch.first && row.stretch.last >= stretch.last;
        });
}

// "Vous m'avez appelé du 01…", "ce 09… qui m'appelle", "votre numéro, c'est bien le 01…".
bool is_of_caller(Tokens tokens, const Stretch& stretch) {
    return near_before(tokens, stretch.first, 1, {"du", "ce"}) ||
           near_before(tokens, stretch.first, 4, {"votre", "vos"}) ||
           (stretch.last < tokens.size() && tokens[stretch.last].is("qui")) ||
           (asks_something(tokens) && std::ranges::any_of(tokens, [](const Token& token) {
                return token.is_any({"votre", "vos"});
            }));
}

Parsed taken(Tokens tokens, const std::string& number, const Stretch& stretch) {
    const bool doubtful =
        names_another(tokens) || is_denied(tokens, stretch) || is_of_caller(tokens, stretch);
    return doubtful ? invalid("incertain") : filled(number, is_whole(tokens, stretch));
}

// Numbers with words among them.
struct Spelled {
    std::vector<std::string> numbers;  // E.164, distinct
    Stretch stretch;                   // of the last
    std::string_view refusal;          // of a row that is none
};

Spelled spelled_numbers(Tokens tokens) {
    Spelled spelled;
    for (const SpelledDigits& row : spelled_digits(tokens, national_digits)) {
        for (const std::string& digits : row.readings) {
            const Number read = digits.front() == '0' ? national(digits) : Number{};
            if (!read.e164.empty()) {
                spelled.numbers.push_back(read.e164);
                spelled.stretch = row.stretch;
            } else if (!read.refusal.empty()) {
                spelled.refusal = read.refusal;
            }
        }
    }
    return spelled;
}

}  // namespace

Parsed read_telephone(const Line& line) {
    const std::vector<Token> tokens = with_letter_digits(line.tokens);
    std::optional<DigitRun> found;
    std::string number;
    std::string_view refusal;
    std::size_t longest = 0;
    for (const DigitRun& run : candidate_runs(tokens)) {
        const Number read = number_of(run);
        if (is_two_numbers(run.digits) || (!read.e164.empty() && found && read.e164 != number)) {
            return invalid("plusieurs-telephones");
        }
        if (!read.e164.empty()) {
            found = run;
            number = read.e164;
        } else if (run.digits.size() > longest) {
            longest = run.digits.size();
            refusal = read.refusal;
        }
    }
    const Spelled spelled = spelled_numbers(tokens);
    if (found && goes_on_in_words(tokens, found->stretch)) {
        return invalid("telephone-longueur");
    }
    if (!spelled.numbers.empty() && (found || spelled.numbers.size() > 1)) {
        return invalid("plusieurs-telephones");
    }
    if (found) {
        return taken(tokens, number, found->stretch);
    }
    if (!spelled.numbers.empty()) {
        return taken(tokens, spelled.numbers.front(), spelled.stretch);
    }
    if (!spelled.refusal.empty()) {
        return invalid(spelled.refusal);
    }
    if (longest == 0) {
        return not_understood();
    }
    // A short number in a sentence about something else is no attempt at a telephone number.
    const std::vector<Token> words = without_numbers(tokens);
    const bool meant = longest > most_short_digits || is_whole(words, {});
    return meant ? invalid(refusal) : not_understood();
}

}  // namespace guichet::slots
