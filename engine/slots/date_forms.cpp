#include "engine/slots/date_forms.hpp"

#include <string>

#include "engine/slots/numeral.hpp"

namespace guichet::slots {
namespace {

bool number_of(Tokens tokens, std::size_t index, std::size_t min_digits, std::size_t max_digits) {
    return index < tokens.size() && tokens[index].is_number() &&
           tokens[index].folded.size() >= min_digits && tokens[index].folded.size() <= max_digits;
}

int value_of(const Token& token) {
    return std::stoi(token.folded);
}

// Signs and small words that may stand between the parts of a date.
std::size_t past_separators(Tokens tokens, std::size_t index) {
    for (int steps = 0; steps < 4 && index < tokens.size(); ++steps, ++index) {
        if (!tokens[index].is_any({"/",
                                   "-",
                                   ".",
                                   ",",
                                   ":",
                                   "\\",
                                   "_",
                                   "|",
                                   "'",
                                   "du",
                                   "mois",
                                   "de",
                                   "d",
                                   "l",
                                   "annee",
                                   "an",
                                   "en"})) {
            break;
        }
    }
    return index;
}

bool tight_separator(const Token& token) {
    return token.is_any({"/", "-", ".", "\\", "_", "|"});
}

// "1985", "85", "'85", "19 85", "1 985".
std::optional<Part> year_at(Tokens tokens, std::size_t index) {
    if (number_of(tokens, index, 1, 2) && !tokens[index].spelled) {
        const bool century =
            tokens[index].is_any({"19", "20"}) && number_of(tokens, index + 1, 2, 2);
        const bool millennium =
            tokens[index].is_any({"1", "2"}) && number_of(tokens, index + 1, 3, 3);
        if ((century || millennium) && !counts_something(tokens, index + 2)) {
            return Part{std::stoi(tokens[index].folded + tokens[index + 1].folded), index + 2};
        }
    }
    const bool four = number_of(tokens, index, 4, 4);
    const bool two =
        number_of(tokens, index, 2, 2) || (number_of(tokens, index, 1, 1) && tokens[index].spelled);
    if ((!four && !two) || counts_something(tokens, index + 1)) {
        return std::nullopt;
    }
    return Part{value_of(tokens[index]), index + 1, two};
}

std::optional<unsigned> roman_month(const Token& token) {
    static constexpr std::string_view roman[] = {
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
    for (unsigned month = 1; month <= 12; ++month) {
        if (token.is(roman[month - 1])) {
            return month;
        }
    }
    return std::nullopt;
}

// "de l'année dernière", "cette année": the years from now, and where that ends.
std::optional<Part> relative_year_at(Tokens tokens, std::size_t index) {
    std::size_t at = index;
    while (at < tokens.size() && tokens[at].is_any({"de", "d", "l", "'", "du"})) {
        ++at;
    }
    const bool now = at < tokens.size() && tokens[at].is("cette");
    at += now ? 1U : 0U;
    if (at >= tokens.size() || !tokens[at].is_any({"annee", "an"})) {
        return std::nullopt;
    }
    ++at;
    if (at < tokens.size() && tokens[at].is_any({"derniere", "dernier", "passee", "passe"})) {
        return Part{-1, at + 1};
    }
    if (at < tokens.size() && tokens[at].is_any({"prochaine", "prochain"})) {
        return Part{1, at + 1};
    }
    return now ? std::optional(Part{0, at}) : std::nullopt;
}

WrittenDate date_of(Stretch stretch,
                    std::optional<int> day,
                    int month,
                    const std::optional<Part>& year) {
    WrittenDate date;
    date.stretch = stretch;
    date.day = static_cast<unsigned>(day.value_or(0));
    date.month = static_cast<unsigned>(month);
    date.impossible = day == 0 || month == 0;
    if (year) {
        date.year = year->value;
        date.short_year = year->two_digits;
    }
    return date;
}

WrittenDate impossible_date(Stretch stretch) {
    WrittenDate date;
    date.stretch = stretch;
    date.impossible = true;
    return date;
}

// "12 mars dernier", "12 mars de l'année prochaine".
void take_nearness(Tokens tokens, WrittenDate& date) {
    std::size_t& end = date.stretch.last;
    if (const auto year = relative_year_at(tokens, end)) {
        date.years_from_now = year->value;
        end = year->end;
    } else if (end < tokens.size()) {
        date.nearest = tokens[end].is_any({"dernier", "passe"}) ? -1
                       : tokens[end].is("prochain")             ? 1
                                                                : 0;
        end += date.nearest != 0 ? 1U : 0U;
    }
}

// "12 mars 1985", "1er avril", "12-mars-85", "12 mars dernier".
std::optional<WrittenDate> named_month(const Vocabulary& vocabulary,
                                       Tokens tokens,
                                       std::size_t index) {
    const std::optional<Part> day = day_at(tokens, index);
    if (!day) {
        return std::nullopt;
    }
    const std::size_t at = past_separators(tokens, day->end);
    std::optional<Part> month = month_name_at(vocabulary, tokens, at);
    // "12.V.1985"; "avec un v" is none.
    const bool roman = at < tokens.size() && tokens[index].is_number() && !tokens[index].spelled &&
                       number_of(tokens, past_separators(tokens, at + 1), 4, 4);
    if (!month && roman) {
        if (const auto numbered = roman_month(tokens[at])) {
            month = Part{static_cast<int>(*numbered), at + 1};
        }
    }
    if (!month) {
        return std::nullopt;
    }
    const std::optional<Part> year = year_at(tokens, past_separators(tokens, month->end));
    const std::size_t end = year ? year->end : month->end;
    WrittenDate date = date_of({index, end}, day->value, month->value, year);
    if (!year) {
        take_nearness(tokens, date);
    }
    return date;
}

// "12/03/1985", "12 3 85", "12 du 3 85", "12/03".
std::optional<WrittenDate> numbers(Tokens tokens, std::size_t index) {
    const std::optional<Part> day = day_at(tokens, index);
    if (!day) {
        return std::nullopt;
    }
    const std::size_t month_at = past_separators(tokens, day->end);
    const bool separated = month_at > day->end;
    if (!number_of(tokens, month_at, 1, 2) || (!separated && tokens[index].is_word())) {
        return std::nullopt;
    }
    const int month = value_of(tokens[month_at]);
    const std::size_t year_index = past_separators(tokens, month_at + 1);
    if (const std::optional<Part> year = year_at(tokens, year_index)) {
        return date_of({index, year->end}, day->value, month, year);
    }
    const bool odd_year = number_of(tokens, year_index, 1, 9) && year_index > month_at + 1 &&
                          tight_separator(tokens[month_at + 1]);
    if (odd_year) {
        return impossible_date({index, year_index + 1});
    }
    const bool tight = month_at == day->end + 1 &&
                       (tight_separator(tokens[day->end]) || tokens[day->end].is("du"));
    if (!tight || counts_something(tokens, month_at + 1)) {
        return std::nullopt;
    }
    WrittenDate date = date_of({index, month_at + 1}, day->value, month, std::nullopt);
    take_nearness(tokens, date);
    return date;
}

// "1985-03-12", "1985 mars 12".
std::optional<WrittenDate> year_first(const Vocabulary& vocabulary,
                                      Tokens tokens,
                                      std::size_t index) {
    if (!number_of(tokens, index, 4, 4) || tokens[index].spelled) {
        return std::nullopt;
    }
    const std::size_t month_at = past_separators(tokens, index + 1);
    std::optional<Part> month = month_name_at(vocabulary, tokens, month_at);
    if (!month && number_of(tokens, month_at, 1, 2)) {
        month = Part{value_of(tokens[month_at]), month_at + 1};
    }
    if (!month) {
        return std::nullopt;
    }
    const std::size_t day_at = past_separators(tokens, month->end);
    if (!number_of(tokens, day_at, 1, 2)) {
        return std::nullopt;
    }
    const Part year{value_of(tokens[index]), index + 1};
    return date_of({index, day_at + 1}, value_of(tokens[day_at]), month->value, year);
}

bool possible(const WrittenDate& date) {
    const std::chrono::year_month_day day{
        std::chrono::year{date.short_year ? 2000 : date.year.value_or(2000)},
        std::chrono::month{date.month},
        std::chrono::day{date.day}};
    return day.ok();
}

// "120385", "12031985", "19850312", and the same cut by spaces ("1203 1985").
std::optional<WrittenDate> compact(Tokens tokens, std::size_t index) {
    std::string digits;
    std::size_t end = index;
    while (end < tokens.size() && tokens[end].is_number() && !tokens[end].spelled &&
           digits.size() < 8) {
        digits += tokens[end++].folded;
    }
    const bool more =
        end < tokens.size() && (tokens[end].is_number() || counts_something(tokens, end));
    if (more || (digits.size() != 6 && digits.size() != 8)) {
        return std::nullopt;
    }
    const int day = std::stoi(digits.substr(0, 2));
    const int month = std::stoi(digits.substr(2, 2));
    const Part year{std::stoi(digits.substr(4)), end, digits.size() == 6};
    WrittenDate date = date_of({index, end}, day, month, year);
    if (digits.size() == 8 && (!possible(date) || year.value < 1000)) {
        const Part first{std::stoi(digits.substr(0, 4)), end};
        const WrittenDate reversed = date_of(
            {index, end}, std::stoi(digits.substr(6)), std::stoi(digits.substr(4, 2)), first);
        const bool plausible = first.value >= 1900 && first.value < 2100;
        date = plausible && possible(reversed) ? reversed : date;
    }
    return date;
}

// "mars 12 1985", "mars 1985", "03/1985": what is missing is left at 0.
std::optional<WrittenDate> month_first(const Vocabulary& vocabulary,
                                       Tokens tokens,
                                       std::size_t index) {
    if (const std::optional<Part> month = month_name_at(vocabulary, tokens, index)) {
        const std::size_t next = past_separators(tokens, month->end);
        const bool day_given = number_of(tokens, next, 1, 2) &&
                               number_of(tokens, past_separators(tokens, next + 1), 4, 4);
        const std::optional<int> day =
            day_given ? std::optional(value_of(tokens[next])) : std::nullopt;
        const std::optional<Part> year =
            year_at(tokens, day_given ? past_separators(tokens, next + 1) : next);
        return year ? std::optional(date_of({index, year->end}, day, month->value, year))
                    : std::nullopt;
    }
    const bool month_year = number_of(tokens, index, 1, 2) && index + 1 < tokens.size() &&
                            tight_separator(tokens[index + 1]) &&
                            number_of(tokens, index + 2, 4, 4);
    return month_year
               ? std::optional(date_of(
                     {index, index + 3}, std::nullopt, value_of(tokens[index]), std::nullopt))
               : std::nullopt;
}

// "12/03/1985/7" and "0-12/03": a date cut out of a longer number is none.
bool part_of_longer_number(Tokens tokens, const Stretch& stretch) {
    const auto joins = [&](std::size_t sign, std::size_t number) {
        return number < tokens.size() && tokens[number].is_number() &&
               tight_separator(tokens[sign]) && !tokens[sign].spaced;
    };
    const bool before = stretch.first >= 2 && joins(stretch.first - 1, stretch.first - 2) &&
                        glued(tokens, stretch.first);
    const bool after = stretch.last < tokens.size() && joins(stretch.last, stretch.last + 1) &&
                       glued(tokens, stretch.last + 1);
    return before || after;
}

// "06 12 34 56 78": three numbers cut out of a longer row of numbers are no date.
bool part_of_longer_row(Tokens tokens, const Stretch& stretch) {
    for (std::size_t i = stretch.first; i < stretch.last; ++i) {
        if (!tokens[i].is_number()) {
            return false;
        }
    }
    const auto plain_number = [&](std::size_t i) {
        return i < tokens.size() && tokens[i].is_number() && !counts_something(tokens, i + 1);
    };
    return plain_number(stretch.last) || (stretch.first > 0 && plain_number(stretch.first - 1));
}

}  // namespace

bool counts_something(Tokens tokens, std::size_t next) {
    if (next >= tokens.size()) {
        return false;
    }
    const bool clock =
        glued(tokens, next) && tokens[next].is(":") && number_of(tokens, next + 1, 2, 2);
    return clock ||
           tokens[next].is_any({"h",     "heure",        "heures",    "euro",     "euros", "e",
                                "eur",   "\xE2\x82\xAC", "fois",      "ans",      "jours", "%",
                                "rue",   "avenue",       "boulevard", "bd",       "place", "chemin",
                                "allee", "impasse",      "bis",       "personnes"});
}

std::optional<Part> month_name_at(const Vocabulary& vocabulary, Tokens tokens, std::size_t index) {
    if (index >= tokens.size() || !tokens[index].is_word()) {
        return std::nullopt;
    }
    const std::optional<unsigned> month = vocabulary.month_named(tokens[index].folded);
    return month ? std::optional(Part{static_cast<int>(*month), index + 1}) : std::nullopt;
}

std::optional<Part> day_at(Tokens tokens, std::size_t index) {
    if (index < tokens.size() && tokens[index].is_any({"premier", "un"})) {
        return Part{1, index + 1};
    }
    if (!number_of(tokens, index, 1, 2)) {
        return std::nullopt;
    }
    Part day{value_of(tokens[index]), index + 1};
    if (day.end < tokens.size() &&
        tokens[day.end].is_any({"er", "ier", "ere", "eme", "e", "\xC2\xB0"}) &&
        (glued(tokens, day.end) || day.value == 1)) {
        ++day.end;
    }
    return day;
}

std::vector<Token> date_tokens(Tokens tokens) {
    std::vector<Token> digits = with_letter_digits(tokens);
    // "5 sept. 1977" is in September: "sept" is a number elsewhere.
    for (std::size_t i = 1; i < digits.size(); ++i) {
        const std::size_t before = digits[i - 1].is_number() || i == 1 ? i - 1 : i - 2;
        if (digits[i].is("sept") && digits[before].is_number()) {
            digits[i].folded = "septembre";
        }
    }
    return with_numerals(digits);
}

std::vector<WrittenDate> written_dates(const Vocabulary& vocabulary, Tokens tokens) {
    std::vector<WrittenDate> found;
    for (std::size_t i = 0; i < tokens.size();) {
        std::optional<WrittenDate> date = year_first(vocabulary, tokens, i);
        date = date ? date : named_month(vocabulary, tokens, i);
        date = date ? date : numbers(tokens, i);
        date = date ? date : compact(tokens, i);
        date = date ? date : month_first(vocabulary, tokens, i);
        if (!date) {
            ++i;
            continue;
        }
        if (part_of_longer_number(tokens, date->stretch) ||
            part_of_longer_row(tokens, date->stretch)) {
            date = impossible_date(date->stretch);
        }
        i = date->stretch.last;
        found.push_back(*date);
    }
    return found;
}

}  // namespace guichet::slots
