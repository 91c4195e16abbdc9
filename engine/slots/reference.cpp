// A case reference, without its label and spaces.
#include <algorithm>
#include <cctype>

#include "engine/slots/code.hpp"
#include "engine/slots/date_forms.hpp"
#include "engine/slots/readers.hpp"
#include "engine/slots/sensitive.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t least_length = 4;
constexpr std::size_t most_length = 30;
constexpr std::size_t sure_digits = 5;  // fewer, in a sentence and without a label, count something

constexpr std::string_view labels[] = {
    "dossier",    "dossiers",  "doss",   "dos",         "ref",    "refs",    "reference",
    "references", "referance", "refe",   "numero",      "num",    "numeros", "nr",
    "n",          "no",        "id",     "identifiant", "client", "code",    "contrat",
    "creance",    "courrier",  "lettre", "referense",   "reff",   "numro",   "referrence",
    "nume",       "number",    "affaire"};

// "tiret", "slash" said aloud.
std::vector<Token> with_signs(Tokens tokens) {
    std::vector<Token> out(tokens.begin(), tokens.end());
    for (Token& token : out) {
        const std::string_view sign = token.is("tiret")                  ? "-"
                                      : token.is_any({"slash", "barre"}) ? "/"
                                                                         : "";
        if (!sign.empty()) {
            token.kind = Token::Kind::sign;
            token.raw = token.folded = std::string(sign);
        }
    }
    return out;
}

bool is_currency(Tokens tokens, std::size_t index) {
    return index < tokens.size() && tokens[index].is_any({"euro", "euros", "eur", "\xE2\x82\xAC"});
}

// "12/03/1985": in digits only a date with slashes or dots, or a full year, is sure.
bool is_date(const Vocabulary& vocabulary, Tokens tokens, const CodeRun& run) {
    if (run.cut_by_spaces) {
        return false;
    }
    for (const WrittenDate& date : written_dates(vocabulary, tokens)) {
        const bool covers =
            date.stretch.first <= run.stretch.first && date.stretch.last >= run.stretch.last;
        const bool signs = date.stretch.last - date.stretch.first == 5;
        const bool sure = !date.short_year || run.text.find('-') == std::string::npos;
        if (covers && signs && sure && date.day >= 1 && date.day <= 31 && date.month >= 1 &&
            date.month <= 12) {
            return true;
        }
    }
    return false;
}

bool is_day_before_month(const Vocabulary& vocabulary, Tokens tokens, const CodeRun& run) {
    const std::size_t next = run.stretch.last;
    return run.digits() <= 2 && next < tokens.size() && tokens[next].is_word() &&
           vocabulary.month_named(tokens[next].folded);
}

// "06 12 34 56 78": pairs, or an international prefix; ten digits in one piece may be a reference.
bool is_telephone(Tokens tokens, const CodeRun& run) {
    const Stretch& s = run.stretch;
    const bool plus = s.first > 0 && tokens[s.first - 1].is("+");
    std::size_t pairs = 0;
    for (std::size_t i = s.first; i < s.last; ++i) {
        pairs += tokens[i].is_number() && tokens[i].folded.size() == 2 ? 1U : 0U;
    }
    const bool only_digits = run.digits() == run.length();
    return only_digits &&
           (plus || (pairs == 5 && run.digits() == 10 && tokens[s.first].folded.front() == '0'));
}

// "12 bis rue des Lilas", "75011 Paris".
bool is_address(Tokens tokens, const CodeRun& run) {
    std::size_t next = run.stretch.last;
    next += next < tokens.size() && tokens[next].is(",") ? 1U : 0U;
    if (run.labelled || next >= tokens.size() || !tokens[next].is_word()) {
        return false;
    }
    const Token& word = tokens[next];
    const bool street =
        word.is_any({"rue",   "avenue",  "av",     "ave",       "boulevard",   "bd",     "bld",
                     "place", "impasse", "allee",  "allees",    "all",         "chemin", "route",
                     "quai",  "cours",   "square", "residence", "lotissement", "hameau"});
    const bool town =
        std::isupper(static_cast<unsigned char>(word.raw.front())) != 0 && !is_filler(word);
    return street || (town && run.text.size() == 5 && run.digits() == 5 && run.stretch.first > 0);
}

bool is_something_else(const Vocabulary& vocabulary, Tokens tokens, const CodeRun& run) {
    return is_date(vocabulary, tokens, run) || is_day_before_month(vocabulary, tokens, run) ||
           is_telephone(tokens, run) || is_currency(tokens, run.stretch.last) ||
           (run.stretch.first > 0 && is_currency(tokens, run.stretch.first - 1));
}

bool is_whole(Tokens tokens, Stretch used) {
    return nothing_left(
        tokens, {used}, {"dossier", "dossiers", "ref",      "reference", "references",  "referance",
                         "numero",  "num",      "nr",       "id",        "identifiant", "client",
                         "code",    "contrat",  "creance",  "courrier",  "lettre",      "affaire",
                         "doss",    "dos",      "concerne", "referense", "reff",        "numro",
                         "nume",    "marque",   "inscrit",  "haut",      "cote",        "refe",
                         "refs",    "lis",      "vois",     "ci",        "joint",       "dessous"});
}

bool is_sure(Tokens tokens, const CodeRun& run) {
    const bool mixed = run.digits() < run.length();
    return run.labelled || is_whole(tokens, run.stretch) ||
           (run.length() >= least_length && (mixed || run.digits() >= sure_digits));
}

Parsed without_digit(Tokens tokens, std::string_view text) {
    std::size_t words = 0;
    for (const Token& token : tokens) {
        words += token.is_word() && !is_whole({&token, 1}, {}) ? 1U : 0U;
    }
    return words == 1 && !asks_something(tokens) && !means_unknown(text)
               ? invalid("reference-sans-chiffre")
               : not_understood();
}

}  // namespace

Parsed read_reference(const Vocabulary& vocabulary, const Line& line) {
    const std::vector<Token> tokens = with_signs(line.tokens);
    if (mask_sensitive(line.text)) {
        return invalid("donnee-bancaire");
    }
    if (std::ranges::any_of(tokens, [](const Token& token) { return token.is("@"); })) {
        return invalid("reference-autre");
    }
    std::vector<CodeRun> runs = code_runs(tokens, labels);
    if (runs.empty()) {
        return without_digit(tokens, line.text);
    }
    std::erase_if(runs, [&](const CodeRun& run) { return is_address(tokens, run); });
    const std::size_t before = runs.size();
    std::erase_if(runs,
                  [&](const CodeRun& run) { return is_something_else(vocabulary, tokens, run); });
    const bool other = runs.size() < before;
    std::erase_if(runs, [&](const CodeRun& run) { return !is_sure(tokens, run); });
    const bool labelled = std::ranges::any_of(runs, &CodeRun::labelled);
    std::erase_if(runs, [&](const CodeRun& run) { return labelled && !run.labelled; });
    if (runs.empty()) {
        return other ? invalid("reference-autre") : not_understood();
    }
    if (std::ranges::any_of(runs,
                            [&](const CodeRun& run) { return run.text != runs.front().text; })) {
        return invalid("plusieurs-references");
    }
    const CodeRun& run = runs.front();
    if (run.length() < least_length || run.length() > most_length) {
        return invalid("reference-longueur");
    }
    if (!run.labelled && mask_sensitive(run.text)) {
        return invalid("donnee-bancaire");
    }
    return filled(run.text, is_whole(tokens, run.stretch));
}

}  // namespace guichet::slots
