// A date of one of the four kinds: which year it is of, and whether it may be.
#include <fmt/format.h>

#include <algorithm>

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
constexpr year first_year{1900};      // older events are slips
constexpr years furthest_future{10};  // so are payments promised beyond
constexpr years short_year_lead{10};  // "35" may be 2035 in a date of any kind, "85" is 1985

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

// The years a date without a full year may be of, the most likely first.
std::vector<year> likely_years(SlotType type, const WrittenDate& written, year_month_day today) {
    if (written.year && !written.short_year) {
        return {year{*written.year}};
    }
    if (written.year) {
        const year recent{2000 + *written.year};
        const year former{1900 + *written.year};
        if (type == SlotType::date_future) {
            return {recent};
        }
        if (type == SlotType::date && recent > today.year() + short_year_lead) {
            return {former};
        }
        return {recent, former};
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
    if (written.year) {
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
    if (written.day == 0 || (type == SlotType::date_naissance && !written.year)) {
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

// A word before the date that makes it a bound or an estimate, or the date itself denied.
enum class Hedge { none, vague, denied };

Hedge hedge_before(const Vocabulary& vocabulary, Tokens tokens, std::size_t first) {
    const std::size_t from = first > 4 ? first - 4 : 0;
    for (std::size_t i = first; i-- > from;) {
        if (tokens[i].is_any({"environ",
                              "vers",
                              "autour",
                              "alentours",
                              "alentour",
                              "avant",
                              "apres",
                              "debut",
                              "fin",
                              "mi",
                              "courant",
                              "approximativement",
                              "entre"})) {
            return Hedge::vague;
        }
        if (tokens[i].is("pas")) {
            return Hedge::denied;
        }
        if (!tokens[i].is_any({"le", "la", "du", "de", "des", "les", "a", "au", "aux", "ce"}) &&
            !vocabulary.weekday_named(tokens[i].folded)) {
            break;
        }
    }
    return Hedge::none;
}

// "le 12 ou le 13 mars", "du 12 au 15 mars": another day stands before.
bool is_end_of_range(Tokens tokens, std::size_t first) {
    std::size_t at = first;
    while (at > 0 && tokens[at - 1].is_any({"le", "du"})) {
        --at;
    }
    return at >= 2 && tokens[at - 1].is_any({"ou", "et", "au", "a", "-", "/"}) &&
           tokens[at - 2].is_number();
}

std::string iso(year_month_day day) {
    return fmt::format("{:04}-{:02}-{:02}",
                       static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

bool is_whole(Tokens tokens, std::vector<Stretch> dates) {
    Stretch& used = dates.back();
    // A clock time after the date adds nothing: "le 12 mars à 14 h 30".
    std::size_t end = used.last;
    while (end < tokens.size() && (tokens[end].is_any({"a", "vers", "h", "heures", ":", ","}) ||
                                   tokens[end].is_number())) {
        ++end;
    }
    used.last = end > used.last + 1 ? end : used.last;
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
         "mais"});
}

// Which of several dates was meant: the last one not denied after a correction, none otherwise.
const WrittenDate* meant(const Vocabulary& vocabulary,
                         Tokens tokens,
                         const std::vector<WrittenDate>& dates) {
    const bool corrected = std::ranges::any_of(tokens, [](const Token& token) {
        return token.is_any(
            {"pas", "non", "plutot", "pardon", "erreur", "trompe", "trompee", "voulais", "enfin"});
    });
    const bool same = std::ranges::all_of(dates, [&](const WrittenDate& date) {
        return date.day == dates.front().day && date.month == dates.front().month &&
               date.year == dates.front().year;
    });
    if (dates.size() == 1 || same) {
        return &dates.front();
    }
    if (!corrected) {
        return nullptr;
    }
    const auto last = std::find_if(dates.rbegin(), dates.rend(), [&](const WrittenDate& date) {
        return hedge_before(vocabulary, tokens, date.stretch.first) != Hedge::denied;
    });
    return last == dates.rend() ? &dates.back() : &*last;
}

// The dates of the message, the one that was meant last.
std::vector<Stretch> stretches(const std::vector<WrittenDate>& dates, const WrittenDate& date) {
    std::vector<Stretch> all;
    std::ranges::transform(dates, std::back_inserter(all), &WrittenDate::stretch);
    all.push_back(date.stretch);
    return all;
}

Parsed read_written(const Vocabulary& vocabulary,
                    SlotType type,
                    Tokens tokens,
                    const std::vector<WrittenDate>& dates,
                    year_month_day today) {
    const WrittenDate* date = meant(vocabulary, tokens, dates);
    if (date == nullptr) {
        const bool cut = std::ranges::any_of(dates, &WrittenDate::impossible);
        return invalid(cut ? "date-impossible" : "plusieurs-dates");
    }
    if (is_end_of_range(tokens, date->stretch.first)) {
        return invalid("plusieurs-dates");
    }
    const Hedge hedge = hedge_before(vocabulary, tokens, date->stretch.first);
    if (hedge == Hedge::denied) {
        return not_understood();
    }
    if (hedge == Hedge::vague) {
        return invalid("date-vague");
    }
    const Settled settled = settle(type, *date, today);
    if (!settled.day) {
        return invalid(settled.refusal);
    }
    return filled(iso(*settled.day), is_whole(tokens, stretches(dates, *date)));
}

int direction_of(SlotType type) {
    return type == SlotType::date_future ? 1 : type == SlotType::date_passee ? -1 : 0;
}

Parsed read_relative(const Vocabulary& vocabulary,
                     SlotType type,
                     Tokens tokens,
                     const RelativeDate& relative,
                     year_month_day today) {
    if (type == SlotType::date_naissance) {
        return invalid("date-incomplete");
    }
    if (hedge_before(vocabulary, tokens, relative.stretch.first) == Hedge::denied) {
        return not_understood();
    }
    const year_month_day day{relative.day};
    const std::string_view objection = refusal_of(type, day, today);
    if (!objection.empty()) {
        return invalid(objection);
    }
    return filled(iso(day), is_whole(tokens, {relative.stretch}));
}

}  // namespace

Parsed read_date(const Vocabulary& vocabulary,
                 SlotType type,
                 const Line& line,
                 year_month_day today) {
    const std::vector<Token> tokens = date_tokens(line.tokens);
    const std::vector<WrittenDate> dates = written_dates(vocabulary, tokens);
    if (!dates.empty()) {
        return read_written(vocabulary, type, tokens, dates, today);
    }
    if (const auto relative =
            relative_date(vocabulary, tokens, sys_days{today}, direction_of(type))) {
        return read_relative(vocabulary, type, tokens, *relative, today);
    }
    const bool names_month = std::ranges::any_of(tokens, [&](const Token& token) {
        return token.is_word() && token.folded.size() > 2 &&
               vocabulary.month_named(token.folded).has_value();
    });
    const bool only_time = !asks_something(tokens) && tokens.size() <= 12;
    if (only_time && (is_vague(vocabulary, tokens) || names_month)) {
        return invalid(type == SlotType::date_naissance ? "date-incomplete" : "date-vague");
    }
    const bool has_number = std::ranges::any_of(tokens, &Token::is_number);
    const bool only_numbers = std::ranges::all_of(tokens, [](const Token& token) {
        return token.is_number() ||
               nothing_left({&token, 1}, {}, {"ne", "nee", "date", "naissance", "jour"});
    });
    return has_number && only_numbers ? invalid("date-incomplete") : not_understood();
}

}  // namespace guichet::slots
