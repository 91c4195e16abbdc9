// A telephone number, to E.164.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/slots/date_forms.hpp"
#include "engine/slots/digits.hpp"
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

// 080, 081, 082, 089 and their like are services, never a person's number.
bool is_service(std::string_view national) {
    return national.starts_with("080") || national.starts_with("081") ||
           national.starts_with("082") || national.starts_with("083") ||
           national.starts_with("084") || national.starts_with("086") ||
           national.starts_with("089");
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

// `digits` start with a country code.
Number international(const std::string& digits) {
    for (const std::size_t length : {2U, 3U}) {
        if (digits.size() <= length ||
            !is_french_code(std::string_view(digits).substr(0, length))) {
            continue;
        }
        const std::string rest = digits.substr(length);
        const std::string full = rest.front() == '0' ? rest : "0" + rest;
        return full.size() == national_digits ? national(full) : Number{{}, "telephone-longueur"};
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

// A run may hold more than the number ("0612345678 12/03/1985", two numbers in a row): a token that
// is a number by itself is cut out.
std::vector<DigitRun> candidate_runs(Tokens tokens) {
    std::vector<DigitRun> candidates;
    for (const DigitRun& run :
         digit_runs(tokens, {".", "-", "/", ",", "(", ")", "_", ":", "'", "|", "\\"})) {
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
            candidates.push_back(run);
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
    if (found) {
        return filled(number, is_whole(tokens, found->stretch));
    }
    const SpelledDigits spelled = spelled_digits(tokens, national_digits);
    if (!spelled.digits.empty() && spelled.digits.front() == '0') {
        const Number read = national(spelled.digits);
        return read.e164.empty() ? invalid(read.refusal)
                                 : filled(read.e164, is_whole(tokens, spelled.stretch));
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
