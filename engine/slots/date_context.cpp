#include "engine/slots/date_context.hpp"

#include <algorithm>

#include "engine/slots/date_forms.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t shortest_row = 4;  // numbers in a row, as a telephone is written

bool is_at(Tokens tokens, std::size_t index, std::initializer_list<std::string_view> words) {
    return index < tokens.size() && tokens[index].is_any(words);
}

// "apres-midi" is a time of the day.
bool is_afternoon(Tokens tokens, std::size_t index) {
    return stands_at(tokens, index, {"apres", "midi"});
}

// What makes of the day beside it a bound, an estimate or another day.
bool is_bound(Tokens tokens, std::size_t index) {
    return !is_afternoon(tokens, index) &&
           tokens[index].is_any(
               {"avant",     "apres",    "vers",      "environ",    "autour",
                "alentours", "alentour", "courant",   "entre",      "approximativement",
                "debut",     "fin",      "mi",        "milieu",     "jusqu",
                "jusque",    "jusquau",  "moins",     "presque",    "semaine",
                "semaines",  "mois",     "an",        "ans",        "annee",
                "annees",    "weekend",  "end",       "quinzaine",  "chaque",
                "tous",      "toutes",   "veille",    "lendemain",  "surlendemain",
                "jours",     "sous",     "ici",       "prochain",   "prochaine",
                "suivant",   "suivante", "precedent", "precedente", "ouvres",
                "ouvrables", "ouvre",    "demi",      "demie",      "trimestre",
                "huitaine",  "quelques", "plusieurs", "ouvrable",   "avantveille"});
}

// What makes of the day the first or the last that will do.
bool is_limit(const Token& token) {
    return token.is_any({"plus", "tard", "tot", "partir", "compter", "max", "maxi", "maximum"});
}

bool is_day_word(const Token& token) {
    return token.is_any({"hier", "avanthier", "demain", "apresdemain", "aujourd", "aujourdhui"});
}

bool is_month(const Vocabulary& vocabulary, const Token& token) {
    return token.is_word() && token.folded.size() > 2 &&
           vocabulary.month_named(token.folded).has_value();
}

bool is_weekday(const Vocabulary& vocabulary, const Token& token) {
    return token.is_word() && token.folded.size() > 4 &&
           vocabulary.weekday_named(token.folded).has_value();
}

// "j'ai 41 ans"
bool is_age(Tokens tokens, std::size_t index) {
    return tokens[index].is("ans") && index > 1 && tokens[index - 1].is_number() &&
           tokens[index - 2].is_any({"ai", "jai", "ayant"});
}

bool is_time(const Vocabulary& vocabulary, Tokens tokens, std::size_t index) {
    return (is_day_word(tokens[index]) || is_month(vocabulary, tokens[index]) ||
            is_weekday(vocabulary, tokens[index]) ||
            tokens[index].is_any({"semaine",
                                  "semaines",
                                  "mois",
                                  "an",
                                  "ans",
                                  "annee",
                                  "annees",
                                  "weekend",
                                  "veille",
                                  "lendemain",
                                  "surlendemain",
                                  "jours"})) &&
           !is_age(tokens, index);
}

std::size_t row_length(Tokens tokens, std::size_t index) {
    std::size_t first = index;
    std::size_t last = index;
    while (first > 0 && tokens[first - 1].is_number()) {
        --first;
    }
    while (last < tokens.size() && tokens[last].is_number()) {
        ++last;
    }
    return last - first;
}

// A number that may be a day or a year, and nothing else by what stands beside it.
bool may_be_date(Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    if (!token.is_number() || token.folded.size() > 4) {
        return false;
    }
    const int value = std::stoi(token.folded);
    const bool day = token.folded.size() <= 2 && value <= 31;
    const bool year = token.folded.size() == 4 && value >= 1900 && value < 2100;
    const bool labelled =
        index > 0 &&
        tokens[index - 1].is_any(
            {"n", "no", "numero", "num", "dossier", "ref", "reference", "\xC2\xB0", ":"});
    return (day || year) && !labelled && !counts_something(tokens, index + 1) &&
           row_length(tokens, index) < shortest_row;
}

// "sauf le 5": any day but that.
bool is_exception(const Token& token) {
    return token.is_any({"sauf", "hors", "excepte"});
}

// "et 2 jours", after "il y a 3 semaines"
bool is_count_of_days(Tokens tokens, std::size_t index) {
    return tokens[index].is_number() &&
           is_at(tokens, index + 1, {"jour", "jours", "semaines", "mois", "ans"});
}

// Words and signs that tie a day to what stands before or after it.
bool is_tie(const Token& token) {
    return token.is_any({"le",  "la",   "l",    "du",   "de", "des", "d",     "les", "a",     "au",
                         "aux", "ce",   "et",   "ou",   "-",  "'",   "/",     "cet", "cette", "en",
                         "er",  "jour", "soit", "dans", "il", "y",   "voire", "date"});
}

Surroundings before(const Vocabulary& vocabulary, Tokens tokens, std::size_t first) {
    for (std::size_t i = first; i-- > 0;) {
        if (tokens[i].is("pas")) {
            return Surroundings::denied;
        }
        if (may_be_date(tokens, i) || (i + 1 < first && is_month(vocabulary, tokens[i]))) {
            return Surroundings::several;
        }
        if (is_bound(tokens, i) || is_exception(tokens[i])) {
            return Surroundings::bounded;
        }
        if (is_limit(tokens[i]) || is_day_word(tokens[i])) {
            return Surroundings::unsure;
        }
        const bool list = tokens[i].is(",") && i > 0 && may_be_date(tokens, i - 1);
        if (!list && !is_tie(tokens[i]) && !is_weekday(vocabulary, tokens[i])) {
            break;
        }
    }
    return Surroundings::clear;
}

Surroundings after(const Vocabulary& vocabulary, Tokens tokens, std::size_t last) {
    bool other = false;  // "12 mars ou fin mars"
    for (std::size_t i = past_clock(tokens, last); i < tokens.size(); ++i) {
        const bool of_the_day = tokens[i].is_any({"fin", "debut", "mi", "milieu"}) && !other;
        const bool other_year = other && tokens[i].is_number() && !counts_something(tokens, i + 1);
        if (other_year || may_be_date(tokens, i) || is_month(vocabulary, tokens[i]) ||
            is_weekday(vocabulary, tokens[i])) {
            return Surroundings::several;
        }
        if ((is_bound(tokens, i) && !of_the_day && !is_age(tokens, i)) ||
            is_count_of_days(tokens, i)) {
            return Surroundings::bounded;
        }
        if (is_limit(tokens[i]) || is_day_word(tokens[i])) {
            return Surroundings::unsure;
        }
        other = other || tokens[i].is("ou");
        const bool list = tokens[i].is(",") && i + 1 < tokens.size() && may_be_date(tokens, i + 1);
        if (!list && !is_tie(tokens[i])) {
            break;
        }
    }
    return Surroundings::clear;
}

}  // namespace

std::size_t past_clock(Tokens tokens, std::size_t index) {
    std::size_t at = index;
    while (is_at(tokens, at, {"a", "vers", "de", "entre", "et", ",", "-"})) {
        ++at;
    }
    if (is_at(tokens, at, {"midi", "minuit"})) {
        return at + 1;
    }
    const bool hour = at < tokens.size() && tokens[at].is_number() &&
                      tokens[at].folded.size() <= 2 && std::stoi(tokens[at].folded) <= 24;
    const bool clock =
        hour &&
        (is_at(tokens, at + 1, {"h", "heure", "heures"}) ||
         (is_at(tokens, at + 1, {":"}) && at + 2 < tokens.size() && tokens[at + 2].is_number()));
    if (!clock) {
        return index;
    }
    at += 2;
    while (at < tokens.size() &&
           (tokens[at].is(":") || (tokens[at].is_number() && tokens[at].folded.size() == 2))) {
        ++at;
    }
    return past_clock(tokens, at);
}

std::optional<unsigned> weekday_before(const Vocabulary& vocabulary,
                                       Tokens tokens,
                                       std::size_t first) {
    const std::size_t at = is_at(tokens, first - 1, {","}) && first > 1 ? first - 1 : first;
    return at == 0 || !tokens[at - 1].is_word() ? std::nullopt
                                                : vocabulary.weekday_named(tokens[at - 1].folded);
}

std::optional<Shift> shift_before(Tokens tokens, std::size_t first) {
    std::size_t at = first;
    while (at > 0 && tokens[at - 1].is_any({"le", "du", "de", "d", "'", "la", "l"})) {
        --at;
    }
    if (at > 0 && at < first && tokens[at - 1].is_any({"lendemain", "surlendemain", "veille"})) {
        const bool twice = at > 2 && tokens[at - 2].is("-") && tokens[at - 3].is("avant");
        const int days = tokens[at - 1].is("lendemain")      ? 1
                         : tokens[at - 1].is("surlendemain") ? 2
                         : twice                             ? -2
                                                             : -1;
        return Shift{twice ? at - 3 : at - 1, days};
    }
    const bool counted = at > 2 && tokens[at - 1].is_any({"avant", "apres"}) &&
                         tokens[at - 2].is_any({"jour", "jours"}) &&
                         (tokens[at - 3].is("un") ||
                          (tokens[at - 3].is_number() && tokens[at - 3].folded.size() <= 2));
    if (!counted) {
        return std::nullopt;
    }
    const int days = tokens[at - 3].is("un") ? 1 : std::stoi(tokens[at - 3].folded);
    return Shift{at - 3, tokens[at - 1].is("avant") ? -days : days};
}

Surroundings surroundings(const Vocabulary& vocabulary,
                          Tokens tokens,
                          const Stretch& date,
                          bool full,
                          std::span<const Stretch> others) {
    const Surroundings nearest =
        std::max(before(vocabulary, tokens, date.first), after(vocabulary, tokens, date.last));
    if (nearest > Surroundings::unsure) {
        return nearest;
    }
    const std::size_t end = past_clock(tokens, date.last);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool read =
            (i >= date.first && i < end) || std::ranges::any_of(others, [i](const Stretch& other) {
                return i >= other.first && i < other.last;
            });
        const bool time = !read && (may_be_date(tokens, i) || is_time(vocabulary, tokens, i));
        if (time && says_correction(tokens)) {
            return Surroundings::several;
        }
        // "le 12 mars 1985 mais en vrai le 10"
        const bool day =
            time && i > 0 && tokens[i].is_number() && tokens[i - 1].is_any({"le", "du", "au"});
        if (time && (!full || day)) {
            return Surroundings::unsure;
        }
    }
    return nearest;
}

}  // namespace guichet::slots
