// Days told from today, and the times that are too vague to be a day.
#include <algorithm>
#include <array>

#include "engine/slots/date_forms.hpp"

namespace guichet::slots {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month;
using std::chrono::year_month_day;

// Beyond, "il y a 8 jours" and "dans 15 jours" mean a week or two as well.
constexpr int most_counted_days = 7;

// Where the words are read, from which day on, and to which side ("lundi": -1 the last, 1 the
// next).
struct Scene {
    const Vocabulary& vocabulary;
    Tokens tokens;
    sys_days today;
    int direction;

    bool at(std::size_t index, std::initializer_list<std::string_view> words) const {
        return index < tokens.size() && tokens[index].is_any(words);
    }

    year_month month() const {
        const year_month_day now{today};
        return now.year() / now.month();
    }
};

struct Phrase {
    std::array<std::string_view, 3> words;
    int offset;
    bool sure = true;
};

// The longer phrase stands before the one it contains.
constexpr std::array phrases = {
    Phrase{{"avant", "avant", "hier"}, -3},
    Phrase{{"avant", "hier", ""}, -2},
    Phrase{{"avanthier", "", ""}, -2},
    Phrase{{"hier", "", ""}, -1},
    Phrase{{"apres", "demain", ""}, 2},
    Phrase{{"apresdemain", "", ""}, 2},
    Phrase{{"demain", "", ""}, 1},
    Phrase{{"2", "m", "1"}, 1},
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
    Phrase{{"cette", "nuit", ""}, 0, false},
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

std::optional<RelativeDate> phrase_at(const Scene& scene, std::size_t index) {
    for (const Phrase& phrase : phrases) {
        if (const std::size_t end = phrase_end(scene.tokens, index, phrase); end != 0) {
            return RelativeDate{{index, end}, scene.today + days{phrase.offset}, phrase.sure};
        }
    }
    return std::nullopt;
}

// "il y a", "dans": -1 or 1, and where what is counted starts.
struct Opening {
    int sign = 0;
    std::size_t end = 0;
};

Opening opening_at(const Scene& scene, std::size_t index) {
    if (stands_at(scene.tokens, index, {"il", "y", "a"})) {
        return {-1, index + 3};
    }
    if (stands_at(scene.tokens, index, {"y", "a"}) ||
        stands_at(scene.tokens, index, {"ca", "fait"}) ||
        stands_at(scene.tokens, index, {"cela", "fait"})) {
        return {-1, index + 2};
    }
    return scene.at(index, {"ya"})     ? Opening{-1, index + 1}
           : scene.at(index, {"dans"}) ? Opening{1, index + 1}
                                       : Opening{};
}

// "il y a 3 jours", "dans deux semaines", "dans un mois".
std::optional<RelativeDate> counted(const Scene& scene, std::size_t index) {
    const auto [sign, at] = opening_at(scene, index);
    if (sign == 0 || at + 1 >= scene.tokens.size()) {
        return std::nullopt;
    }
    const Token& number = scene.tokens[at];
    const bool one = number.is_any({"un", "une"});
    if (!one && (!number.is_number() || number.folded.size() > 2)) {
        return std::nullopt;
    }
    const int count = sign * (one ? 1 : std::stoi(number.folded));
    const Stretch stretch{index, at + 2};
    if (scene.at(at + 1, {"jour", "jours", "j"})) {
        return RelativeDate{
            stretch, scene.today + days{count}, std::abs(count) <= most_counted_days};
    }
    if (scene.at(at + 1, {"semaine", "semaines", "sem"})) {
        return RelativeDate{stretch, scene.today + days{7 * count}, false};
    }
    const year_month_day later = year_month_day{scene.today} + months{count};
    if (sign > 0 && scene.at(at + 1, {"mois"}) && later.ok()) {
        return RelativeDate{stretch, later, false};
    }
    return std::nullopt;
}

// -1 for "dernière", 1 for "prochaine" or "qui vient", and where it ends; an end of 0 for neither.
Opening side_at(const Scene& scene, std::size_t index) {
    if (scene.at(index, {"dernier", "derniere", "passe", "passee"})) {
        return {-1, index + 1};
    }
    if (scene.at(index, {"prochain", "prochaine", "pro"})) {
        return {1, index + 1};
    }
    return stands_at(scene.tokens, index, {"qui", "vient"}) ? Opening{1, index + 2} : Opening{};
}

sys_days monday_of(sys_days day) {
    return day - (weekday{day} - std::chrono::Monday);
}

// "de la semaine prochaine", "cette semaine": the weeks from now.
Opening week_at(const Scene& scene, std::size_t index) {
    std::size_t at = index;
    while (scene.at(at, {"de", "la"})) {
        ++at;
    }
    const bool now = scene.at(at, {"cette"});
    if (!scene.at(at + (now ? 1U : 0U), {"semaine"})) {
        return {};
    }
    at += now ? 2U : 1U;
    return now ? Opening{0, at} : side_at(scene, at);
}

// "vendredi 13": the nearest one on the asked side, this month or the one beside it.
std::optional<sys_days> weekday_numbered(const Scene& scene, weekday wanted, unsigned number) {
    std::optional<sys_days> found;
    for (int month = 0; month <= 1 && scene.direction != 0; ++month) {
        const year_month_day day =
            (scene.month() + months{month * scene.direction}) / std::chrono::day{number};
        const bool aside =
            scene.direction < 0 ? sys_days{day} <= scene.today : sys_days{day} >= scene.today;
        if (!found && day.ok() && aside && weekday{sys_days{day}} == wanted) {
            found = sys_days{day};
        }
    }
    return found;
}

// The last or the next such day, today not counted.
sys_days nearest(const Scene& scene, weekday wanted, int direction) {
    const weekday now{scene.today};
    const days back = now == wanted ? days{7} : now - wanted;
    const days ahead = now == wanted ? days{7} : wanted - now;
    return direction < 0 ? scene.today - back : scene.today + ahead;
}

// "lundi en huit", "mardi en quinze": one or two weeks after the coming one, which may be today.
std::optional<RelativeDate> weekday_in_weeks(const Scene& scene,
                                             std::size_t index,
                                             weekday wanted) {
    if (!scene.at(index + 1, {"en"}) || !scene.at(index + 2, {"8", "15"})) {
        return std::nullopt;
    }
    const days ahead = wanted - weekday{scene.today};
    const days weeks{scene.at(index + 2, {"8"}) ? 7 : 14};
    return RelativeDate{{index, index + 3}, scene.today + ahead + weeks, false};
}

// "lundi dernier", "vendredi prochain": of this week, people mean the one of another as well.
std::optional<RelativeDate> weekday_beside(const Scene& scene, std::size_t index, weekday wanted) {
    const auto [side, end] = side_at(scene, index + 1);
    if (end != 0) {
        const sys_days day = nearest(scene, wanted, side);
        return RelativeDate{{index, end}, day, monday_of(day) != monday_of(scene.today)};
    }
    const auto [weeks, week_end] = week_at(scene, index + 1);
    if (week_end != 0) {
        const sys_days monday = monday_of(scene.today) + days{7 * weeks};
        return RelativeDate{{index, week_end}, monday + (wanted - std::chrono::Monday)};
    }
    return std::nullopt;
}

// "lundi dernier", "mardi en huit", "vendredi 13", or a bare weekday when the direction is known.
std::optional<RelativeDate> weekday_at(const Scene& scene, std::size_t index) {
    const Token& token = scene.tokens[index];
    const std::optional<unsigned> named = scene.vocabulary.weekday_named(token.folded);
    const bool any_such_day = index > 0 && scene.tokens[index - 1].is("un");
    if (!named || token.folded.size() < 5 || any_such_day) {
        return std::nullopt;
    }
    const weekday wanted{*named};
    std::optional<RelativeDate> found = weekday_in_weeks(scene, index, wanted);
    found = found ? found : weekday_beside(scene, index, wanted);
    if (found || scene.direction == 0) {
        return found;
    }
    const std::optional<Part> number = day_at(scene.tokens, index + 1);
    if (number && scene.tokens[index + 1].is_number() &&
        !counts_something(scene.tokens, number->end)) {
        const auto day = weekday_numbered(scene, wanted, static_cast<unsigned>(number->value));
        return day ? std::optional(RelativeDate{{index, number->end}, *day}) : std::nullopt;
    }
    return RelativeDate{{index, index + 1},
                        nearest(scene, wanted, scene.direction),
                        weekday{scene.today} != wanted};
}

// A month named or told from now ("de mars", "du mois prochain"), and where it ends.
struct Period {
    year_month month;
    std::size_t end = 0;
    bool told = false;  // from now: "ce mois", "le mois dernier"
};

std::optional<Period> month_told(const Scene& scene, std::size_t index, bool now) {
    if (const auto [side, end] = side_at(scene, index); end != 0) {
        return Period{scene.month() + months{side}, end, true};
    }
    if (stands_at(scene.tokens, index, {"en", "cours"})) {
        return Period{scene.month(), index + 2, true};
    }
    const bool current = scene.at(index, {"courant"});
    return Period{scene.month(), index + (current ? 1U : 0U), now || current};
}

std::optional<Period> period_at(const Scene& scene, std::size_t index) {
    bool now = false;
    for (; scene.at(index, {"de", "du", "d", "'", "en", "ce"}); ++index) {
        now = now || scene.at(index, {"ce"});
    }
    if (scene.at(index, {"mois"}) && !scene.at(index + 1, {"de", "d"})) {
        return month_told(scene, index + 1, now);
    }
    index += scene.at(index, {"mois"}) ? 2U : 0U;
    index += scene.at(index, {"'"}) ? 1U : 0U;
    const std::optional<Part> month = month_name_at(scene.vocabulary, scene.tokens, index);
    if (!month) {
        return std::nullopt;
    }
    const std::chrono::month named{static_cast<unsigned>(month->value)};
    const bool has_year = month->end < scene.tokens.size() &&
                          scene.tokens[month->end].is_number() &&
                          scene.tokens[month->end].folded.size() == 4;
    if (has_year) {
        return Period{std::chrono::year{std::stoi(scene.tokens[month->end].folded)} / named,
                      month->end + 1};
    }
    year_month near = year_month_day{scene.today}.year() / named;
    near += std::chrono::years{scene.direction > 0 && near < scene.month()   ? 1
                               : scene.direction < 0 && near > scene.month() ? -1
                                                                             : 0};
    return scene.direction == 0 ? std::nullopt : std::optional(Period{near, month->end});
}

// "le 5 du mois prochain", "le 5 de ce mois"; "le 5 du mois" on the asked side.
std::optional<RelativeDate> day_of_month(const Scene& scene, std::size_t index) {
    const std::optional<Part> number = day_at(scene.tokens, index);
    if (!number || scene.tokens[index].is("un") ||
        !scene.at(number->end, {"du", "de", "courant"})) {
        return std::nullopt;
    }
    const bool current = scene.at(number->end, {"courant"});
    const std::optional<Period> period =
        current ? Period{scene.month(), number->end + 1, true} : period_at(scene, number->end);
    if (!period || !period->told) {
        return std::nullopt;
    }
    const year_month_day day =
        period->month / std::chrono::day{static_cast<unsigned>(number->value)};
    return day.ok() ? std::optional(RelativeDate{{index, period->end}, day}) : std::nullopt;
}

// "le 5", "le 5 du mois", "le 5 prochain" and nothing else: the last or the next one.
std::optional<RelativeDate> bare_day(const Scene& scene, std::size_t index) {
    const std::optional<Part> number = day_at(scene.tokens, index);
    if (!number || scene.tokens[index].is("un") || index == 0 ||
        !scene.tokens[index - 1].is_any({"le", "au", "du"})) {
        return std::nullopt;
    }
    const auto [side, side_end] = side_at(scene, number->end);
    const int direction = side != 0 ? side : scene.direction;
    const std::size_t end = side != 0                                              ? side_end
                            : stands_at(scene.tokens, number->end, {"du", "mois"}) ? number->end + 2
                                                                                   : number->end;
    const bool alone =
        nothing_left(scene.tokens, {Stretch{index, end}}, {"debit", "prelevement", "jour"}) &&
        !asks_something(scene.tokens);
    // Two months on each side reach a 31st in any case.
    for (int month = 0; month <= 2 && alone && direction != 0; ++month) {
        const year_month_day day = (scene.month() + months{month * direction}) /
                                   std::chrono::day{static_cast<unsigned>(number->value)};
        if (day.ok() &&
            (direction < 0 ? sys_days{day} <= scene.today : sys_days{day} >= scene.today)) {
            return RelativeDate{{index, end}, day, false};
        }
    }
    return std::nullopt;
}

// "premier", "2e", "troisième", "dernier": its number, 0 for the last one.
std::optional<Part> rank_at(const Scene& scene, std::size_t index) {
    static constexpr std::array<std::string_view, 6> ranks = {
        "dernier", "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme"};
    const Token& token = scene.tokens[index];
    const auto rank = std::ranges::find(ranks, token.folded);
    if (rank != ranks.end()) {
        return Part{static_cast<int>(rank - ranks.begin()), index + 1};
    }
    const bool second = token.is("second");
    const bool numbered = token.is_number() && token.folded.size() == 1 &&
                          scene.at(index + 1, {"er", "e", "eme", "ieme"});
    return second     ? std::optional(Part{2, index + 1})
           : numbered ? std::optional(Part{std::stoi(token.folded), index + 2})
                      : std::nullopt;
}

// "le premier lundi de mars", "le dernier jour du mois", "fin du mois" to come.
std::optional<RelativeDate> ranked_day(const Scene& scene, std::size_t index) {
    const bool ends = scene.at(index, {"fin"}) && scene.direction > 0;
    const std::optional<Part> rank = ends ? Part{0, index + 1} : rank_at(scene, index);
    if (!rank || rank->end >= scene.tokens.size()) {
        return std::nullopt;
    }
    const bool last_day = rank->value == 0 && scene.at(rank->end, {"jour"});
    const std::optional<unsigned> named =
        ends || last_day ? std::nullopt
                         : scene.vocabulary.weekday_named(scene.tokens[rank->end].folded);
    if (!ends && !last_day && !named) {
        return std::nullopt;
    }
    const std::optional<Period> period = period_at(scene, rank->end + (ends ? 0U : 1U));
    if (!period) {
        return std::nullopt;
    }
    const auto rank_number = static_cast<unsigned>(rank->value);
    const sys_days day = !named ? sys_days{period->month / std::chrono::last}
                         : rank_number == 0
                             ? sys_days{period->month / weekday{*named}[std::chrono::last]}
                             : sys_days{period->month / weekday{*named}[rank_number]};
    const bool in_month = year_month_day{day}.month() == period->month.month();
    return in_month ? std::optional(RelativeDate{{index, period->end}, day, false}) : std::nullopt;
}

}  // namespace

std::optional<RelativeDate> relative_date(const Vocabulary& vocabulary,
                                          Tokens tokens,
                                          sys_days today,
                                          int direction) {
    const Scene scene{vocabulary, tokens, today, direction};
    static constexpr auto readers =
        std::to_array<std::optional<RelativeDate> (*)(const Scene&, std::size_t)>(
            {phrase_at, counted, ranked_day, day_of_month, weekday_at, bare_day});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (const auto reader : readers) {
            if (const auto found = reader(scene, i)) {
                return found;
            }
        }
    }
    return std::nullopt;
}

bool is_vague(const Vocabulary& vocabulary, Tokens tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is_any({"semaine",     "semaines",  "mois",     "annee",     "annees",
                              "an",          "recemment", "bientot",  "quelques",  "environ",
                              "debut",       "fin",       "mi",       "courant",   "prochainement",
                              "longtemps",   "ete",       "hiver",    "printemps", "automne",
                              "noel",        "paques",    "weekend",  "tantot",    "dernierement",
                              "trimestre",   "semestre",  "jours",    "jour",      "rentree",
                              "autrefois",   "quinzaine", "vacances", "veille",    "lendemain",
                              "surlendemain"}) ||
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
