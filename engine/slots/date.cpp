// A date of one of the four kinds: which year it is of, and whether it may be.
#include <fmt/format.h>

#include <algorithm>

#include "engine/slots/date_context.hpp"
#include "engine/slots/date_forms.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int adult_age = 18;
constexpr int oldest_age = 120;
constexpr int oldest_short_age = 100;  // of a birth with a two-digit year: beyond, it is a slip
constexpr year first_year{1900};       // older events are slips
constexpr years furthest_future{10};   // so are payments promised beyond
constexpr years short_year_lead{10};   // "35" is 2035 in any date but a birth, "85" is 1985

struct Settled {
    std::optional<year_month_day> day;
    std::string_view refusal;
};

int age_on(year_month_day birth, year_month_day today) {
    const int age = static_cast<int>(today.year()) - static_cast<int>(birth.year());
    const bool had_birthday =
        std::pair(today.month(), today.day()) >= std::pair(birth.month(), birth.day());
    return had_birthday ? age : age - 1;
}

std::string_view refusal_of(SlotType type, year_month_day day, year_month_day today) {
    switch (type) {
        case SlotType::date_naissance:
            if (day > today) {
                return "date-future";
            }
            if (age_on(day, today) < adult_age) {
                return "date-mineur";
            }
            return age_on(day, today) > oldest_age ? "date-trop-ancienne" : "";
        case SlotType::date_passee:
            if (day > today) {
                return "date-future";
            }
            return day.year() < first_year ? "date-trop-ancienne" : "";
        case SlotType::date_future:
            if (day < today) {
                return "date-passee";
            }
            return day.year() > today.year() + furthest_future ? "date-trop-lointaine" : "";
        default:
            if (day.year() > today.year() + furthest_future) {
                return "date-trop-lointaine";
            }
            return day.year() < first_year ? "date-trop-ancienne" : "";
    }
}

// The year that two digits stand for: past, unless that is too long ago for what is asked.
year full_year(SlotType type, const WrittenDate& written, year_month_day today) {
    const year recent{2000 + *written.year};
    const year former{1900 + *written.year};
    if (type == SlotType::date_future) {
        return recent;
    }
    if (type != SlotType::date_naissance) {
        return recent > today.year() + short_year_lead ? former : recent;
    }
    const std::chrono::month month{written.month};
    const std::chrono::day day{written.day};
    const bool adult = age_on(recent / month / day, today) >= adult_age;
    return adult || age_on(former / month / day, today) > oldest_short_age ? recent : former;
}

// The years a date without a full year may be of, the most likely first.
std::vector<year> likely_years(SlotType type, const WrittenDate& written, year_month_day today) {
    if (written.years_from_now) {
        return {today.year() + years{*written.years_from_now}};
    }
    if (written.year) {
        return {written.short_year ? full_year(type, written, today) : year{*written.year}};
    }
    std::vector<year> near;
    const bool ahead =
        written.nearest > 0 || (written.nearest == 0 && type == SlotType::date_future);
    // Eight years reach a 29 February in any case.
    for (int distance = 0; distance <= 8; ++distance) {
        near.push_back(ahead ? today.year() + years{distance} : today.year() - years{distance});
    }
    return near;
}

bool on_asked_side(SlotType type,
                   const WrittenDate& written,
                   year_month_day day,
                   year_month_day today) {
    if (written.year || written.years_from_now) {
        return true;
    }
    const bool ahead =
        written.nearest > 0 || (written.nearest == 0 && type == SlotType::date_future);
    return ahead ? day >= today : day <= today;
}

Settled settle(SlotType type, const WrittenDate& written, year_month_day today) {
    if (written.impossible) {
        return {{}, "date-impossible"};
    }
    if (written.day == 0 ||
        (type == SlotType::date_naissance && !written.year && !written.years_from_now)) {
        return {{}, "date-incomplete"};
    }
    std::string_view refusal = "date-impossible";
    for (const year candidate : likely_years(type, written, today)) {
        const year_month_day day =
            candidate / std::chrono::month{written.month} / std::chrono::day{written.day};
        if (!day.ok() || !on_asked_side(type, written, day, today)) {
            continue;
        }
        const std::string_view objection = refusal_of(type, day, today);
        if (objection.empty()) {
            return {day, {}};
        }
        refusal = refusal == "date-impossible" ? objection : refusal;
    }
    return {{}, refusal};
}

std::string iso(year_month_day day) {
    return fmt::format("{:04}-{:02}-{:02}",
                       static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

bool is_whole(Tokens tokens, std::vector<Stretch> dates) {
    // A clock time after the date adds nothing: "le 12 mars à 14 h 30".
    dates.back().last = past_clock(tokens, dates.back().last);
    return nothing_left(
        tokens,
        dates,
        {"ne",       "nee",      "nes",          "naissance", "date",        "jour",     "mois",
         "annee",    "lundi",    "mardi",        "mercredi",  "jeudi",       "vendredi", "samedi",
         "dimanche", "lun",      "mar",          "mer",       "jeu",         "ven",      "sam",
         "dim",      "nait",     "anniversaire", "depuis",    "matin",       "soir",     "midi",
         "apres",    "sinistre", "debit",        "debite",    "prelevement", "passe",    "eu",
         "lieu",     "produit",  "arrive",       "dernier",   "nes",         "ddn",      "h",
         "partir",   "possible", "trompe",       "erreur",    "voulais",     "dire",     "pas",
         "mais",     "plus",     "tard",         "des"});
}

// What is asked, and the words it is looked for in.
struct Question {
    const Vocabulary& vocabulary;
    SlotType type;
    Tokens tokens;
    year_month_day today;
};

bool is_denied(const Question& question, const WrittenDate& date) {
    return surroundings(question.vocabulary, question.tokens, date.stretch, true, {}) ==
           Surroundings::denied;
}

bool same_day(const WrittenDate& one, const WrittenDate& other) {
    return one.day == other.day && one.month == other.month && one.year == other.year;
}

// Which of several dates was meant: the only one that is not denied, the second where the words
// between take the first back; none otherwise.
const WrittenDate* meant(const Question& question, const std::vector<WrittenDate>& dates) {
    std::vector<const WrittenDate*> left;
    const WrittenDate* denied = nullptr;
    for (const WrittenDate& date : dates) {
        const bool is_out = dates.size() > 1 && is_denied(question, date);
        if (denied != nullptr && !is_out &&
            !replaces_denied(question.tokens.subspan(denied->stretch.last,
                                                     date.stretch.first - denied->stretch.last))) {
            return nullptr;
        }
        denied = is_out ? &date : nullptr;
        const bool known = std::ranges::any_of(
            left, [&](const WrittenDate* other) { return same_day(*other, date); });
        if (!known && !is_out) {
            left.push_back(&date);
        }
    }
    if (left.size() == 2) {
        const std::size_t from = left[0]->stretch.last;
        const bool second = corrects(question.tokens.subspan(from, left[1]->stretch.first - from));
        return second ? left[1] : nullptr;
    }
    return left.size() == 1 ? left.front() : nullptr;
}

// The date with its weekday and what shifts it before it ("la veille du lundi 12").
Shift shift_of(const Question& question, const Stretch& date) {
    std::size_t first = date.first;
    if (weekday_before(question.vocabulary, question.tokens, first)) {
        first -= question.tokens[first - 1].is(",") ? 2U : 1U;
    }
    return shift_before(question.tokens, first).value_or(Shift{first, 0});
}

// The day and its surroundings as the answer.
Parsed judged(const Question& question,
              const Stretch& date,
              year_month_day day,
              bool sure,
              bool full,
              const std::vector<Stretch>& all) {
    const Shift shift = shift_of(question, date);
    const Stretch stretch{shift.first, date.last};
    const Surroundings around =
        surroundings(question.vocabulary, question.tokens, stretch, full, all);
    if (around == Surroundings::denied) {
        return not_understood();
    }
    if (around > Surroundings::unsure) {
        return invalid(around == Surroundings::bounded ? "date-vague" : "plusieurs-dates");
    }
    const auto weekday = weekday_before(question.vocabulary, question.tokens, date.first);
    const bool contradicted =
        weekday && std::chrono::weekday{sys_days{day}} != std::chrono::weekday{*weekday};
    const year_month_day shifted{sys_days{day} + std::chrono::days{shift.days}};
    const std::string_view objection = refusal_of(question.type, shifted, question.today);
    if (!objection.empty()) {
        return invalid(objection);
    }
    std::vector<Stretch> used = all;
    used.push_back(stretch);
    return filled(iso(shifted),
                  is_whole(question.tokens, used),
                  sure && around == Surroundings::clear && !contradicted && shift.days == 0);
}

Parsed read_written(const Question& question, const std::vector<WrittenDate>& dates) {
    const WrittenDate* date = meant(question, dates);
    if (date == nullptr) {
        const bool cut = std::ranges::any_of(dates, &WrittenDate::impossible);
        return invalid(cut ? "date-impossible" : "plusieurs-dates");
    }
    std::vector<Stretch> all;
    std::ranges::transform(dates, std::back_inserter(all), &WrittenDate::stretch);
    const Surroundings around =
        surroundings(question.vocabulary,
                     question.tokens,
                     {shift_of(question, date->stretch).first, date->stretch.last},
                     true,
                     all);
    const Settled settled = settle(question.type, *date, question.today);
    if (!settled.day && around <= Surroundings::unsure) {
        return invalid(settled.refusal);
    }
    const year_month_day day = settled.day.value_or(question.today);
    const bool former =
        date->short_year && question.type != SlotType::date_naissance && day.year() < year{2000};
    return judged(
        question, date->stretch, day, !former, date->year.has_value() && !date->short_year, all);
}

// "le 28", "le 5 ou le 10": the days of a month that are named without it.
std::ptrdiff_t bare_days(Tokens tokens) {
    std::ptrdiff_t days = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const bool day = tokens[i].is_number() && tokens[i].folded.size() <= 2 &&
                         tokens[i - 1].is_any({"le", "au", "du"}) &&
                         !counts_something(tokens, i + 1);
        days += day ? 1 : 0;
    }
    return days;
}

int direction_of(SlotType type) {
    return type == SlotType::date_future ? 1 : type == SlotType::date_passee ? -1 : 0;
}

}  // namespace

Parsed read_date(const Vocabulary& vocabulary,
                 SlotType type,
                 const Line& line,
                 year_month_day today) {
    const std::vector<Token> tokens = date_tokens(line.tokens);
    const Question question{vocabulary, type, tokens, today};
    const std::vector<WrittenDate> dates = written_dates(vocabulary, tokens);
    if (!dates.empty()) {
        return read_written(question, dates);
    }
    if (const auto relative =
            relative_date(vocabulary, tokens, sys_days{today}, direction_of(type))) {
        return type == SlotType::date_naissance
                   ? invalid("date-incomplete")
                   : judged(question, relative->stretch, relative->day, relative->sure, false, {});
    }
    const bool names_month = std::ranges::any_of(tokens, [&](const Token& token) {
        return token.is_word() && token.folded.size() > 2 &&
               vocabulary.month_named(token.folded).has_value();
    });
    const bool only_time = !asks_something(tokens) && tokens.size() <= 12;
    if (only_time && (is_vague(vocabulary, tokens) || names_month)) {
        return invalid(type == SlotType::date_naissance ? "date-incomplete" : "date-vague");
    }
    if (const auto days = only_time ? bare_days(tokens) : 0; days > 0) {
        return invalid(days > 1 ? "plusieurs-dates" : "date-incomplete");
    }
    const bool has_number = std::ranges::any_of(tokens, &Token::is_number);
    const bool only_numbers = std::ranges::all_of(tokens, [](const Token& token) {
        return token.is_number() ||
               nothing_left({&token, 1}, {}, {"ne", "nee", "date", "naissance", "jour"});
    });
    return has_number && only_numbers ? invalid("date-incomplete") : not_understood();
}

}  // namespace guichet::slots
