// Days told from today, and the times that are too vague to be a day.
#include <algorithm>
#include <array>

#include "engine/slots/date_forms.hpp"

namespace guichet::slots {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Beyond, "il y a 8 jours" and "dans 15 jours" mean a week or two, not a day.
constexpr int most_counted_days = 7;

struct Phrase {
    std::array<std::string_view, 3> words;
    int offset;
};

// The longer phrase stands before the one it contains.
constexpr std::array phrases = {
    Phrase{{"avant", "avant", "hier"}, -3},
    Phrase{{"avant", "hier", ""}, -2},
    Phrase{{"avanthier", "", ""}, -2},
    Phrase{{"hier", "", ""}, -1},
    Phrase{{"la", "veille", ""}, -1},
    Phrase{{"apres", "demain", ""}, 2},
    Phrase{{"apresdemain", "", ""}, 2},
    Phrase{{"demain", "", ""}, 1},
    Phrase{{"2m1", "", ""}, 1},
    Phrase{{"aujourd", "hui", ""}, 0},
    Phrase{{"aujourdhui", "", ""}, 0},
    Phrase{{"aujourd'hui", "", ""}, 0},
    Phrase{{"auj", "", ""}, 0},
    Phrase{{"ajd", "", ""}, 0},
    Phrase{{"ce", "jour", ""}, 0},
    Phrase{{"ce", "matin", ""}, 0},
    Phrase{{"ce", "midi", ""}, 0},
    Phrase{{"ce", "soir", ""}, 0},
    Phrase{{"cet", "apres", "midi"}, 0},
    Phrase{{"cette", "nuit", ""}, 0},
};

// The index after `phrase` when it stands at `index`, signs between its words ignored; 0 if not.
std::size_t phrase_end(Tokens tokens, std::size_t index, const Phrase& phrase) {
    for (const std::string_view word : phrase.words) {
        if (word.empty()) {
            break;
        }
        while (word != phrase.words.front() && index < tokens.size() &&
               tokens[index].is_any({"-", "'"})) {
            ++index;
        }
        if (index >= tokens.size() || !tokens[index].is(word)) {
            return 0;
        }
        ++index;
    }
    return index;
}

std::optional<RelativeDate> phrase_at(Tokens tokens, std::size_t index, sys_days today) {
    for (const Phrase& phrase : phrases) {
        if (const std::size_t end = phrase_end(tokens, index, phrase); end != 0) {
            return RelativeDate{{index, end}, today + days{phrase.offset}};
        }
    }
    return std::nullopt;
}

// "il y a 3 jours", "dans 2 jours".
std::optional<RelativeDate> counted_days(Tokens tokens, std::size_t index, sys_days today) {
    int sign = 0;
    std::size_t at = index;
    if (stands_at(tokens, index, {"il", "y", "a"})) {
        sign = -1;
        at += 3;
    } else if (tokens[index].is("ya")) {
        sign = -1;
        at += 1;
    } else if (tokens[index].is("dans")) {
        sign = 1;
        at += 1;
    }
    if (sign == 0 || at + 1 >= tokens.size() || !tokens[at + 1].is_any({"jour", "jours", "j"})) {
        return std::nullopt;
    }
    const bool one = tokens[at].is("un");
    if (!one && (!tokens[at].is_number() || tokens[at].folded.size() > 2)) {
        return std::nullopt;
    }
    const int count = one ? 1 : std::stoi(tokens[at].folded);
    if (count > most_counted_days) {
        return std::nullopt;
    }
    return RelativeDate{{index, at + 2}, today + days{sign * count}};
}

// "lundi dernier", "vendredi prochain", or a bare weekday when the direction is known.
std::optional<RelativeDate> weekday_at(
    const Vocabulary& vocabulary, Tokens tokens, std::size_t index, sys_days today, int direction) {
    const std::optional<unsigned> named = vocabulary.weekday_named(tokens[index].folded);
    const bool any_such_day = index > 0 && tokens[index - 1].is("un");
    if (!named || tokens[index].folded.size() < 5 || any_such_day) {
        return std::nullopt;
    }
    std::size_t end = index + 1;
    if (end < tokens.size() && tokens[end].is_any({"dernier", "passe", "prochain"})) {
        direction = tokens[end].is("prochain") ? 1 : -1;
        ++end;
    } else if (end < tokens.size() && tokens[end].is("en")) {
        return std::nullopt;  // "lundi en huit"
    }
    const std::chrono::weekday wanted{*named};
    const std::chrono::weekday now{today};
    if (direction == 0) {
        return std::nullopt;
    }
    const days back = now == wanted ? days{7} : now - wanted;
    const days ahead = now == wanted ? days{7} : wanted - now;
    return RelativeDate{{index, end}, direction < 0 ? today - back : today + ahead};
}

// "le 5 du mois prochain", "le 5 de ce mois".
std::optional<RelativeDate> day_of_month(Tokens tokens, std::size_t index, sys_days today) {
    if (!tokens[index].is_number() || tokens[index].folded.size() > 2) {
        return std::nullopt;
    }
    std::size_t at = index + 1;
    bool this_month = false;
    while (at < tokens.size() && tokens[at].is_any({"du", "de", "ce"})) {
        this_month = this_month || tokens[at].is("ce");
        ++at;
    }
    if (at == index + 1 || at >= tokens.size() || !tokens[at].is("mois")) {
        return std::nullopt;
    }
    ++at;
    std::optional<int> offset = this_month ? std::optional(0) : std::nullopt;
    if (at < tokens.size() && tokens[at].is_any({"prochain", "dernier", "passe", "courant"})) {
        offset = tokens[at].is("prochain") ? 1 : tokens[at].is("courant") ? 0 : -1;
        ++at;
    } else if (stands_at(tokens, at, {"en", "cours"})) {
        offset = 0;
        at += 2;
    }
    if (!offset) {
        return std::nullopt;
    }
    const std::chrono::year_month_day now{today};
    const std::chrono::year_month_day day =
        (now.year() / now.month() + std::chrono::months{*offset}) /
        std::chrono::day{static_cast<unsigned>(std::stoi(tokens[index].folded))};
    return day.ok() ? std::optional(RelativeDate{{index, at}, sys_days{day}}) : std::nullopt;
}

}  // namespace

std::optional<RelativeDate> relative_date(const Vocabulary& vocabulary,
                                          Tokens tokens,
                                          sys_days today,
                                          int direction) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::optional<RelativeDate> found = phrase_at(tokens, i, today);
        if (!found) {
            found = counted_days(tokens, i, today);
        }
        if (!found) {
            found = day_of_month(tokens, i, today);
        }
        if (!found) {
            found = weekday_at(vocabulary, tokens, i, today, direction);
        }
        if (found) {
            return found;
        }
    }
    return std::nullopt;
}

bool is_vague(const Vocabulary& vocabulary, Tokens tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is_any({"semaine",   "semaines",  "mois",    "annee",     "annees",
                              "an",        "recemment", "bientot", "quelques",  "environ",
                              "debut",     "fin",       "mi",      "courant",   "prochainement",
                              "longtemps", "ete",       "hiver",   "printemps", "automne",
                              "noel",      "paques",    "weekend", "tantot",    "dernierement",
                              "trimestre", "semestre",  "jours",   "jour",      "rentree",
                              "autrefois", "quinzaine", "vacances"}) ||
            (tokens[i].is_word() && vocabulary.weekday_named(tokens[i].folded) &&
             tokens[i].folded.size() > 4) ||
            stands_at(tokens, i, {"week", "end"}) || stands_at(tokens, i, {"plus", "tard"}) ||
            stands_at(tokens, i, {"des", "que", "possible"}) ||
            stands_at(tokens, i, {"l", "autre", "jour"}) ||
            stands_at(tokens, i, {"il", "y", "a"})) {
            return true;
        }
    }
    return false;
}

}  // namespace guichet::slots
