// A company's SIREN, alone or inside a SIRET, an RCS mention or a VAT number.
#include <algorithm>

#include "engine/slots/checksum.hpp"
#include "engine/slots/digits.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t siren_digits = 9;
constexpr std::size_t siret_digits = 14;
constexpr std::size_t vat_digits = 11;       // a two-digit key and the SIREN
constexpr std::size_t attempted_digits = 6;  // fewer, in a sentence, are something else

bool is_vat(std::string_view digits) {
    if (digits.size() != vat_digits || !is_siren(digits.substr(2))) {
        return false;
    }
    const int siren = std::stoi(std::string(digits.substr(2)));
    return std::stoi(std::string(digits.substr(0, 2))) == (12 + 3 * (siren % 97)) % 97;
}

// The SIREN that `digits` hold, or an empty text.
std::string siren_in(std::string_view digits) {
    if (is_siren(digits) || is_siret(digits)) {
        return std::string(digits.substr(0, siren_digits));
    }
    return is_vat(digits) ? std::string(digits.substr(2)) : std::string();
}

bool is_whole(Tokens tokens, Stretch used) {
    // The town of the registry may be any word: two are passed over after "RCS".
    std::vector<Token> rest;
    int town = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i >= used.first && i < used.last) {
            continue;
        }
        if (tokens[i].is_any({"rcs", "greffe", "registre", "commerce"})) {
            town = 2;
        } else if (town > 0 && tokens[i].is_word() && !is_filler(tokens[i])) {
            --town;
        } else {
            rest.push_back(tokens[i]);
        }
    }
    return !asks_something(tokens) && nothing_left(rest,
                                                   {},
                                                   {"siren",
                                                    "siret",
                                                    "numero",
                                                    "num",
                                                    "nr",
                                                    "b",
                                                    "fr",
                                                    "tva",
                                                    "societe",
                                                    "entreprise",
                                                    "immatriculation",
                                                    "immatriculee",
                                                    "sous",
                                                    "intracommunautaire",
                                                    "r",
                                                    "kbis",
                                                    "a",
                                                    "registre",
                                                    "commerce",
                                                    "societes",
                                                    "des"});
}

}  // namespace

Parsed read_rcs(const Line& line) {
    const std::vector<Token> tokens = with_letter_digits(line.tokens);
    std::string found;
    Stretch stretch;
    std::size_t longest = 0;
    const auto take = [&](std::string_view digits, Stretch where) {
        const std::string siren = siren_in(digits);
        if (siren.empty()) {
            return true;
        }
        const bool another = !found.empty() && found != siren;
        found = siren;
        stretch = where;
        return !another;
    };
    for (const DigitRun& run : digit_runs(tokens, {".", "-", "/", "'", "_", ","})) {
        longest = std::max(longest, run.digits.size());
        bool single = take(run.digits, run.stretch);
        // "75009 552100554": a number of the right length by itself.
        for (std::size_t i = run.stretch.first;
             i < run.stretch.last && single && run.stretch.last > run.stretch.first + 1;
             ++i) {
            single = !tokens[i].is_number() || tokens[i].folded.size() < siren_digits ||
                     take(tokens[i].folded, {i, i + 1});
        }
        if (!single) {
            return invalid("plusieurs-rcs");
        }
    }
    if (found.empty()) {
        Stretch said;
        const std::string spelled = only_spelled(tokens, siren_digits, said);
        if (!spelled.empty()) {
            longest = siren_digits;
            take(spelled, said);
        }
    }
    if (!found.empty()) {
        return filled(found, is_whole(tokens, stretch));
    }
    if (longest == siren_digits || longest == siret_digits) {
        return invalid("rcs-cle");
    }
    const std::vector<Token> words = without_numbers(tokens);
    const bool meant = longest >= attempted_digits || (longest > 0 && is_whole(words, {}));
    return meant ? invalid("rcs-longueur") : not_understood();
}

}  // namespace guichet::slots
