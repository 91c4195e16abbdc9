// The numbers of a cheque and of a registered letter.
#include <algorithm>

#include "engine/slots/code.hpp"
#include "engine/slots/digits.hpp"
#include "engine/slots/readers.hpp"
#include "engine/slots/sensitive.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t cheque_digits = 7;
constexpr std::size_t least_letter_length = 11;
constexpr std::size_t most_letter_length = 15;
constexpr std::size_t least_letter_digits = 9;

constexpr std::string_view letter_labels[] = {"recommande",
                                              "recommandee",
                                              "lettre",
                                              "courrier",
                                              "lrar",
                                              "rar",
                                              "ar",
                                              "lr",
                                              "lre",
                                              "numero",
                                              "num",
                                              "n",
                                              "no",
                                              "nr",
                                              "ref",
                                              "reference",
                                              "suivi",
                                              "poste",
                                              "envoi"};

bool only_label_left(Tokens tokens, Stretch used) {
    return nothing_left(
        tokens,
        {used},
        {"numero",    "num",        "nr",          "cheque", "cheques",   "chq",   "chek",
         "cheq",      "recommande", "recommandee", "lettre", "courrier",  "lrar",  "rar",
         "ar",        "lr",         "lre",         "accuse", "reception", "poste", "envoi",
         "suivi",     "ref",        "reference",   "envoye", "code",      "barre", "cheke",
         "bordereau", "preuve",     "depot",       "colis"});
}

bool has_label(Tokens tokens, std::initializer_list<std::string_view> labels) {
    return std::ranges::any_of(tokens, [&](const Token& token) { return token.is_any(labels); });
}

}  // namespace

Parsed read_cheque_number(const Line& line) {
    const std::vector<Token> tokens = with_letter_digits(line.tokens);
    std::string found;
    Stretch stretch;
    bool longer = false;
    const auto take = [&](const std::string& digits, Stretch where) {
        const bool another = !found.empty() && found != digits;
        found = digits;
        stretch = where;
        return !another;
    };
    for (const DigitRun& run : digit_runs(tokens, {".", "-"})) {
        if (run.digits.size() == cheque_digits) {
            if (!take(run.digits, run.stretch)) {
                return invalid("plusieurs-references");
            }
            continue;
        }
        // The line under a cheque holds two more numbers after it.
        bool alone = false;
        for (std::size_t i = run.stretch.first; i < run.stretch.last && !alone; ++i) {
            alone = tokens[i].is_number() && tokens[i].folded.size() == cheque_digits &&
                    run.stretch.last > run.stretch.first + 1;
            if (alone && !take(tokens[i].folded, run.stretch)) {
                return invalid("plusieurs-references");
            }
        }
        longer = longer || !alone;
    }
    if (!found.empty()) {
        return filled(found, only_label_left(tokens, stretch));
    }
    const std::string spelled = only_spelled(tokens, cheque_digits, stretch);
    if (!spelled.empty()) {
        return filled(spelled, only_label_left(tokens, stretch));
    }
    const std::vector<Token> words = without_numbers(tokens);
    const bool meant =
        longer && (only_label_left(words, {}) || has_label(tokens, {"cheque", "numero"}));
    return meant ? invalid("cheque-longueur") : not_understood();
}

Parsed read_registered_letter(const Line& line) {
    const Tokens tokens = line.tokens;
    std::vector<CodeRun> runs = code_runs(tokens, letter_labels);
    const bool any = !runs.empty();
    for (CodeRun& run : runs) {
        std::erase_if(run.text,
                      [](char c) { return c == '-' || c == '/' || c == '.' || c == '_'; });
    }
    std::erase_if(runs, [](const CodeRun& run) {
        return run.length() < least_letter_length || run.length() > most_letter_length ||
               run.digits() < least_letter_digits;
    });
    if (mask_sensitive(line.text)) {
        return invalid("donnee-bancaire");
    }
    if (runs.empty()) {
        const std::vector<Token> words = without_numbers(tokens);
        const bool meant = any && (only_label_left(words, {}) || tokens.size() <= 6);
        return meant ? invalid("recommande-longueur") : not_understood();
    }
    if (std::ranges::any_of(runs,
                            [&](const CodeRun& run) { return run.text != runs.front().text; })) {
        return invalid("plusieurs-references");
    }
    if (!runs.front().labelled && mask_sensitive(runs.front().text)) {
        return invalid("donnee-bancaire");
    }
    return filled(runs.front().text, only_label_left(tokens, runs.front().stretch));
}

}  // namespace guichet::slots
