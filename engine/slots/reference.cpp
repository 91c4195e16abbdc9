// A case reference, without its label and spaces.
#include <algorithm>
#include <cctype>

#include "engine/slots/code.hpp"
#include "engine/slots/date_forms.hpp"
#include "engine/slots/ownership.hpp"
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

// "12/13/1985": written as a date, though none.
bool looks_like_date(const CodeRun& run) {
    std::vector<std::size_t> groups = {0};
    for (const char c : run.text) {
        if (c == '/' || c == '.') {
            groups.push_back(0);
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            ++groups.back();
        } else {
            return false;
        }
    }
    return !run.labelled && groups.size() == 3 && groups[0] <= 2 && groups[1] <= 2 &&
           (groups[2] == 2 || groups[2] == 4);
}

bool is_day_before_month(const Vocabulary& vocabulary, Tokens tokens, const CodeRun& run) {
    const std::size_t next = run.stretch.last;
    return run.digits() <= 2 && next < tokens.size() && tokens[next].is_word() &&
           vocabulary.month_named(tokens[next].folded);
}

// "06 12 34 56 78": pairs, or an international prefix. Ten digits in one piece may be a reference,
// but for those of a mobile telephone.
bool is_telephone(Tokens tokens, const CodeRun& run) {
    const Stretch& s = run.stretch;
    const bool plus = s.first > 0 && tokens[s.first - 1].is("+");
    std::size_t pairs = 0;
    for (std::size_t i = s.first; i < s.last; ++i) {
        pairs += tokens[i].is_number() && tokens[i].folded.size() == 2 ? 1U : 0U;
    }
    const bool only_digits = run.digits() == run.length();
    const bool mobile =
        run.digits() == 10 && (run.text.starts_with("06") || run.text.starts_with("07"));
    return only_digits &&
           (plus || mobile ||
            (pairs == 5 && run.digits() == 10 && tokens[s.first].folded.front() == '0'));
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

// "18h30", "3ème courrier".
bool is_time_or_rank(Tokens tokens, const CodeRun& run) {
    const Stretch& s = run.stretch;
    const Tokens used = tokens.subspan(s.first, s.last - s.first);
    const bool hour =
        used.size() == 3 && used[0].is_number() && used[0].folded.size() <= 2 && used[1].is("h");
    const bool rank = used.size() == 2 && used[0].is_number() && used[0].folded.size() <= 2 &&
                      glued(tokens, s.first + 1) &&
                      used[1].is_any({"er", "ere", "e", "eme", "nd", "nde", "ieme"});
    return hour || rank;
}

// "SIREN 552 100 554", "facture 2024-123": named as something else.
bool is_named_otherwise(Tokens tokens, const CodeRun& run) {
    constexpr std::size_t reach = 3;
    return near_before(tokens,
                       run.stretch.first,
                       reach,
                       {"siren",
                        "siret",
                        "rcs",
                        "facture",
                        "cheque",
                        "recommande",
                        "recommandee",
                        "postal",
                        "article"}) &&
           !near_before(tokens, run.stretch.first, reach, {"dossier", "reference", "ref"});
}

bool is_something_else(const Vocabulary& vocabulary, Tokens tokens, const CodeRun& run) {
    return is_date(vocabulary, tokens, run) || looks_like_date(run) ||
           is_day_before_month(vocabulary, tokens, run) || is_telephone(tokens, run) ||
           is_currency(tokens, run.stretch.last) ||
           (run.stretch.first > 0 && is_currency(tokens, run.stretch.first - 1)) ||
           is_time_or_rank(tokens, run) || is_named_otherwise(tokens, run);
}

// The pieces between the spaces of a run, as it is written without them.
std::vector<std::string> pieces_of(Tokens tokens, const CodeRun& run) {
    std::vector<std::string> pieces;
    for (std::size_t i = run.stretch.first; i < run.stretch.last; ++i) {
        if (i == run.stretch.first || tokens[i].spaced) {
            pieces.emplace_back();
        }
        pieces.back() += tokens[i].folded;
    }
    return pieces;
}

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// Whether a piece would be a reference by itself.
bool is_complete(std::string_view piece) {
    const bool mixed =
        std::ranges::any_of(piece, is_digit) && !std::ranges::all_of(piece, is_digit);
    return piece.size() > sure_digits && (mixed || std::ranges::all_of(piece, is_digit));
}

// "AB-123456 AB-123457": several in a row. One that is said twice is cut to one.
bool holds_several(Tokens tokens, CodeRun& run) {
    const std::vector<std::string> pieces = pieces_of(tokens, run);
    std::vector<std::string> complete;
    std::ranges::copy_if(pieces, std::back_inserter(complete), is_complete);
    if (complete.size() < 2) {
        return false;
    }
    const bool same =
        complete.size() == pieces.size() && std::ranges::count(complete, complete.front()) ==
                                                static_cast<std::ptrdiff_t>(complete.size());
    if (same) {
        run.text.resize(complete.front().size());
    }
    return !same;
}

// "AB-123456 06 12 34 56 78": a whole reference, and as much again.
bool runs_on(Tokens tokens, const CodeRun& run) {
    constexpr std::size_t too_many = 8;
    for (const std::string& piece : pieces_of(tokens, run)) {
        const auto digits = static_cast<std::size_t>(std::ranges::count_if(piece, is_digit));
        if (is_complete(piece) && digits < piece.size() && run.digits() >= digits + too_many) {
            return true;
        }
    }
    return false;
}

bool is_year(const CodeRun& run) {
    return run.text.size() == 4 && run.digits() == 4 &&
           (run.text.starts_with("19") || run.text.starts_with("20"));
}

// Something that may belong to the reference stands outside of what was read, or it is said not to
// be the one: "le 3030", "a b 1 2 3", "AB-12?456", "AB comme Anne 123", "dossier de 2019", "75011
// Paris".
bool is_uncertain(Tokens tokens, const CodeRun& run) {
    const Stretch& s = run.stretch;
    const Token* before = s.first > 0 ? &tokens[s.first - 1] : nullptr;
    const bool small_word =
        before != nullptr && before->is_word() && before->folded.size() <= 3 && !run.labelled;
    const bool lone = small_word && before->folded.size() <= 2 && tokens.size() == s.last &&
                      s.first == 1 && run.length() <= sure_digits;
    const bool loud = small_word && before->folded.size() > 1 && before->raw != before->folded &&
                      before->raw.size() == before->folded.size();
    const bool spelled = before != nullptr && before->is_word() && before->folded.size() == 1 &&
                         !before->is("n") && tokens[s.first].folded.size() == 1 &&
                         !tokens[s.first].is_number();
    const bool torn = s.last + 1 < tokens.size() && tokens[s.last].is_sign() &&
                      glued(tokens, s.last) && glued(tokens, s.last + 1) &&
                      !tokens[s.last].is_any({",", ";", ")", "\"", ":", "/", "."}) &&
                      !tokens[s.last + 1].is_sign();
    const bool read_aloud = std::ranges::any_of(tokens, [](const Token& token) {
        return token.is_any({"puis", "comme", "ensuite", "suivi", "majuscule", "sans"});
    });
    const bool year = is_year(run) && near_before(tokens, s.first, 1, {"de", "du", "en", "depuis"});
    const bool glued_label = run.text.starts_with("REF") && run.text.size() > 3 &&
                             std::isalpha(static_cast<unsigned char>(run.text[3])) != 0;
    const bool town = s.first == 0 && run.text.size() == 5 && run.digits() == 5 &&
                      s.last < tokens.size() && !is_filler(tokens[s.last]) &&
                      std::isupper(static_cast<unsigned char>(tokens[s.last].raw.front())) != 0;
    return lone || loud || spelled || torn || read_aloud || year || is_denied(tokens, s) ||
           glued_label || town || runs_on(tokens, run);
}

// "mis 1952", "00451782 dc": letters in a word of their own, in small ones, are as often a word of
// the sentence.
bool may_hold_a_word(Tokens tokens, const CodeRun& run) {
    constexpr std::size_t shortest_word = 3;
    const Stretch& s = run.stretch;
    std::size_t words = 0;
    bool likely = false;
    for (std::size_t i = s.first; i < s.last; ++i) {
        const Token& token = tokens[i];
        const bool apart = (i == s.first || token.spaced) &&
                           (i + 1 >= s.last || tokens[i + 1].spaced) && token.is_word() &&
                           token.raw == token.folded;
        words += apart ? 1U : 0U;
        const bool last = i + 1 == s.last && token.folded.size() > 1;
        likely = likely ||
                 (apart && (last || (token.folded.size() >= shortest_word &&
                                     token.folded.find_first_of("aeiouy") != std::string::npos)));
    }
    return likely || words > 1;
}

// "ya pa dc 00451782"
bool follows_words(Tokens tokens, const CodeRun& run) {
    std::size_t words = 0;
    for (std::size_t i = run.stretch.first; i < run.stretch.last; ++i) {
        const Token& token = tokens[i];
        if (!token.is_word() || token.raw != token.folded || !tokens[i + 1].spaced) {
            break;
        }
        ++words;
    }
    return words > 1;
}

// Whether a letter names the run as the other party's: "Vos réf : …", "référence client".
bool is_of_creditor(Tokens tokens, const CodeRun& run) {
    return near_before(
        tokens, run.stretch.first, 4, {"client", "contrat", "facture", "vos", "votre", "abonne"});
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

// "778899 ou 778898".
bool hesitates(Tokens tokens, const std::vector<CodeRun>& runs) {
    for (std::size_t i = 1; i < runs.size(); ++i) {
        const std::size_t last = runs[i - 1].stretch.last;
        const bool either = last + 1 == runs[i].stretch.first && tokens[last].is("ou");
        if (either && runs[i].text != runs[i - 1].text) {
            return true;
        }
    }
    return false;
}

Parsed without_digit(const Vocabulary& vocabulary, Tokens tokens, std::string_view text) {
    std::size_t words = 0;
    for (const Token& token : tokens) {
        words += token.is_word() && !is_whole({&token, 1}, {}) ? 1U : 0U;
    }
    return words == 1 && !asks_something(tokens) && !means_unknown(vocabulary, text)
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
        return without_digit(vocabulary, tokens, line.text);
    }
    std::erase_if(runs, [&](const CodeRun& run) { return is_address(tokens, run); });
    const std::size_t before = runs.size();
    std::erase_if(runs,
                  [&](const CodeRun& run) { return is_something_else(vocabulary, tokens, run); });
    const bool other = runs.size() < before;
    std::erase_if(runs, [&](const CodeRun& run) { return !is_sure(tokens, run); });
    if (hesitates(tokens, runs)) {
        return invalid("plusieurs-references");
    }
    const bool labelled = std::ranges::any_of(runs, &CodeRun::labelled);
    std::erase_if(runs, [&](const CodeRun& run) { return labelled && !run.labelled; });
    if (runs.empty()) {
        return other ? invalid("reference-autre") : not_understood();
    }
    // A letter prints the creditor's reference beside ours.
    if (std::ranges::any_of(runs,
                            [&](const CodeRun& run) { return !is_of_creditor(tokens, run); })) {
        std::erase_if(runs, [&](const CodeRun& run) { return is_of_creditor(tokens, run); });
    }
    if (std::ranges::any_of(runs, [&](CodeRun& run) { return holds_several(tokens, run); })) {
        return invalid("plusieurs-references");
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
    if (is_uncertain(tokens, run) || follows_words(tokens, run)) {
        return invalid("incertain");
    }
    return filled(run.text, is_whole(tokens, run.stretch), !may_hold_a_word(tokens, run));
}

}  // namespace guichet::slots
