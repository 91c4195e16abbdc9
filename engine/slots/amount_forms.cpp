#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/slots/amount.hpp"
#include "engine/slots/numeral.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t most_digits = 12;  // beyond, an amount is refused anyway
constexpr std::int64_t beyond_any = 1'000'000'000'000'00;

bool is_at(Tokens tokens, std::size_t index, std::initializer_list<std::string_view> texts) {
    return index < tokens.size() && tokens[index].is_any(texts);
}

bool digits_at(Tokens tokens, std::size_t index, std::size_t min_digits, std::size_t max_digits) {
    return index < tokens.size() && tokens[index].is_number() && !tokens[index].spelled &&
           tokens[index].folded.size() >= min_digits && tokens[index].folded.size() <= max_digits;
}

bool is_currency(Tokens tokens, std::size_t index) {
    if (is_at(tokens,
              index,
              {"\xE2\x82\xAC",
               "euro",
               "euros",
               "eur",
               "eurs",
               "balles",
               "boules",
               "balle",
               "roros",
               "ke",
               "keur",
               "keuros",
               "oiros",
               "zeuros",
               "neuros",
               "uro",
               "uros",
               "eu"})) {
        return true;
    }
    // "150e" and "150 e 20"; a lone "e" elsewhere is a letter.
    if (is_at(tokens, index, {"e"})) {
        return glued(tokens, index) || index + 1 == tokens.size() ||
               tokens[index + 1].is_number() ||
               is_at(tokens, index + 1, {"par", "max", "svp", "stp", "merci", "pas"});
    }
    return index < tokens.size() && tokens[index].is_word() && tokens[index].folded.size() >= 4 &&
           tokens[index].folded.front() == 'e' &&
           text::edit_distance(tokens[index].folded, "euros", 1) <= 1;
}

bool is_foreign(Tokens tokens, std::size_t index) {
    return is_at(
        tokens, index, {"$",   "dollar",  "dollars",  "usd",    "franc",   "francs",   "ff",
                        "f",   "chf",     "gbp",      "livre",  "livres",  "\xC2\xA3", "\xC2\xA5",
                        "yen", "dinar",   "dinars",   "dirham", "dirhams", "cfa",      "xof",
                        "xpf", "bitcoin", "bitcoins", "btc"});
}

// "50c"; "50 c bon" is none.
bool is_cent_word(Tokens tokens, std::size_t index) {
    const bool letter =
        is_at(tokens, index, {"c"}) && (glued(tokens, index) || index + 1 == tokens.size());
    return letter || is_at(tokens,
                           index,
                           {"centime", "centimes", "cts", "ct", "cent", "cents", "cmes", "ctms"});
}

std::int64_t number(std::string_view digits) {
    return digits.size() > most_digits ? beyond_any / 100 : std::stoll(std::string(digits));
}

// The whole and the hundredths a literal gives, and where it ends.
struct Literal {
    std::int64_t cents = 0;
    std::size_t end = 0;
    bool ambiguous = false;
    bool unsure = false;
};

// A sign between two groups of one literal.
bool is_group_sign(Tokens tokens, std::size_t index) {
    return is_at(tokens, index, {".", ",", "'"}) && glued(tokens, index);
}

// "450 ,30", "1 200 , 50": two digits after a comma that a space, of any width, parts from the
// rest.
bool is_spaced_decimals(Tokens tokens, std::size_t index) {
    return digits_at(tokens, index + 1, 2, 2) &&
           (is_at(tokens, index, {","}) ||
            (is_at(tokens, index, {"."}) && glued(tokens, index + 1)));
}

struct Groups {
    std::vector<std::string> digits;
    std::string signs;  // one between each two groups; ' ' for a space
    std::size_t end = 0;
    bool loose = false;  // "450, 30": decimals, or two numbers
};

Groups groups_at(Tokens tokens, std::size_t index) {
    Groups groups{{tokens[index].folded}, {}, index + 1, false};
    for (std::size_t at = index + 1; at < tokens.size();) {
        const bool decimals = is_spaced_decimals(tokens, at);
        const bool sign =
            decimals || (is_group_sign(tokens, at) && digits_at(tokens, at + 1, 1, most_digits));
        // A space joins thousands only; a decimal comma may have one after it ("1 234, 56").
        const bool decimals_done = groups.signs.find_first_of(",") != std::string::npos;
        const bool thousands = digits_at(tokens, at, 3, 3) && tokens[at].spaced && !decimals_done &&
                               groups.digits.back().size() <= 3 && groups.digits.front() != "0";
        if (sign && (decimals || glued(tokens, at + 1) ||
                     (tokens[at].is(",") && tokens[at + 1].folded.size() == 2))) {
            groups.signs += tokens[at].folded;
            groups.digits.push_back(tokens[at + 1].folded);
            groups.loose = groups.loose || !glued(tokens, at + 1);
            at += 2;
        } else if (thousands) {
            groups.signs += ' ';
            groups.digits.push_back(tokens[at].folded);
            ++at;
        } else {
            break;
        }
        groups.end = at;
    }
    return groups;
}

std::string concatenated(const std::vector<std::string>& parts, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += parts[i];
    }
    return out;
}

// True when groups [0, count) are thousands: three digits each but the first, one sign throughout.
bool are_thousands(const Groups& groups, std::size_t count) {
    if (count > 1 && (groups.digits[0].size() > 3 || groups.digits[0] == "0")) {
        return false;
    }
    for (std::size_t i = 1; i < count; ++i) {
        if (groups.digits[i].size() != 3 || groups.signs[i - 1] != groups.signs[0]) {
            return false;
        }
    }
    return true;
}

Literal literal_of(const Groups& groups) {
    const std::size_t count = groups.digits.size();
    if (count == 1) {
        const bool identifier = groups.digits[0].size() > 2 && groups.digits[0].front() == '0';
        return {number(groups.digits[0]) * 100, groups.end, identifier};
    }
    const char last_sign = groups.signs.back();
    const std::string& last = groups.digits.back();
    if (last.size() <= 2 && last_sign != ' ') {
        const bool same_sign = count > 2 && groups.signs[0] == last_sign;
        const std::int64_t hundredths = last.size() == 1 ? std::stoll(last) * 10 : std::stoll(last);
        return {number(concatenated(groups.digits, count - 1)) * 100 + hundredths,
                groups.end,
                same_sign || !are_thousands(groups, count - 1),
                groups.loose};
    }
    // One comma before three digits is thousands in English and decimals in French; one point may
    // be a slip in the decimals.
    const bool one_comma = last_sign == ',' && count == 2;
    const bool one_point = last_sign == '.' && count == 2;
    return {number(concatenated(groups.digits, count)) * 100,
            groups.end,
            one_comma || !are_thousands(groups, count),
            one_point};
}

// "2 mille 500", "1,5 k", "1k5", "3 millions": what multiplies a number in digits.
void multiply(Tokens tokens, Literal& literal) {
    const std::size_t at = literal.end;
    if (at >= tokens.size()) {
        return;
    }
    if (tokens[at].is_any({"k", "ke", "keur", "keuros"})) {
        literal.cents *= 1000;
        literal.end += tokens[at].is("k") ? 1U : 0U;
        if (digits_at(tokens, literal.end, 1, 3) && glued(tokens, literal.end) &&
            tokens[at].is("k")) {
            std::string rest = tokens[literal.end].folded;
            rest.resize(3, '0');
            literal.cents += std::stoll(rest) * 100;
            ++literal.end;
        }
        return;
    }
    const bool thousands = tokens[at].spelled && tokens[at].raw.starts_with("mil");
    if (thousands && literal.cents < 1000 * 100) {
        const std::int64_t spelled = number(tokens[at].folded);
        const std::int64_t power = spelled >= 1'000'000 ? 1'000'000 : 1000;
        literal.cents = literal.cents * power + (spelled - power) * 100;
        ++literal.end;
        if (spelled == power && digits_at(tokens, literal.end, 1, 3)) {
            literal.cents += number(tokens[literal.end].folded) * 100;
            ++literal.end;
        }
    } else if (tokens[at].spelled && tokens[at].raw.starts_with("cent") &&
               is_currency(tokens, at + 1) && literal.cents < 100 * 100) {
        const std::int64_t rest = number(tokens[at].folded) - 100;
        literal.cents = literal.cents * 100 + rest * 100;
        ++literal.end;
    }
}

// "douze virgule cinq", "12 virgule 50".
void add_spoken_decimals(Tokens tokens, Literal& literal) {
    if (!is_at(tokens, literal.end, {"virgule", "point"}) || literal.end + 1 >= tokens.size() ||
        !tokens[literal.end + 1].is_number() || tokens[literal.end + 1].folded.size() > 2) {
        return;
    }
    std::string hundredths = tokens[literal.end + 1].folded;
    hundredths.resize(2, '0');
    literal.cents += std::stoll(hundredths);
    literal.end += 2;
}

// "150 euros 20", "20 euros et 50 centimes", "12€50".
void add_centimes(Tokens tokens, WrittenAmount& amount) {
    std::size_t at = amount.stretch.last;
    if (is_at(tokens, at, {"et"})) {
        ++at;
    }
    if (at >= tokens.size() || !tokens[at].is_number() || tokens[at].folded.size() > 2) {
        return;
    }
    const bool named = is_cent_word(tokens, at + 1);
    const bool whole_euros = amount.cents % 100 == 0;
    const bool held = glued(tokens, at) && glued(tokens, at - 1);  // "77€92"
    const bool follows = at == amount.stretch.last &&
                         (held || at + 1 == tokens.size() || is_filler(tokens[at + 1])) &&
                         (tokens[at].folded.size() == 2 || tokens[at].spelled);
    if (!whole_euros || (!named && !follows)) {
        return;
    }
    amount.cents += std::stoll(tokens[at].folded);
    amount.stretch.last = at + (named ? 2 : 1);
}

bool counts_something_else(Tokens tokens, const WrittenAmount& amount) {
    const std::size_t next = amount.stretch.last;
    const std::size_t first = amount.stretch.first;
    const bool unit = is_at(
        tokens, next, {"fois",        "x",        "%",       "jours",   "jour",      "mois",
                       "ans",         "an",       "h",       "heures",  "semaines",  "echeances",
                       "mensualites", "pourcent", "*",       "cheques", "virements", "courriers",
                       "enfants",     "dossiers", "relances"});
    const bool multiplied = first > 0 && is_at(tokens, first - 1, {"x", "*"});
    return unit || multiplied;
}

bool minus_before(Tokens tokens, std::size_t index) {
    if (index == 0) {
        return false;
    }
    const Token& before = tokens[index - 1];
    const bool stands_alone = index == 1 || before.spaced;
    return (before.is("-") && stands_alone && glued(tokens, index)) ||
           (before.is("-") && index == 1) ||
           (before.is("moins") && !(index > 1 && tokens[index - 2].is_any({"au", "plus"})));
}

// ".50", ",50"
bool is_bare_fraction(Tokens tokens, std::size_t index) {
    return is_at(tokens, index, {".", ","}) && digits_at(tokens, index + 1, 1, 2) &&
           glued(tokens, index + 1) && (index == 0 || tokens[index].spaced) &&
           !glued(tokens, index);
}

std::optional<Literal> literal_at(Tokens tokens, std::size_t index) {
    if (is_bare_fraction(tokens, index) ||
        (index == 0 && is_at(tokens, 0, {".", ","}) && digits_at(tokens, 1, 1, 2))) {
        std::string hundredths = tokens[index + 1].folded;
        hundredths.resize(2, '0');
        return Literal{std::stoll(hundredths), index + 2, false};
    }
    if (is_at(tokens, index, {"un"}) &&
        (is_currency(tokens, index + 1) || is_at(tokens, index + 1, {"virgule"}))) {
        return Literal{100, index + 1, false};
    }
    if (!tokens[index].is_number()) {
        return std::nullopt;
    }
    if (tokens[index].spelled) {
        // "mille cinq" is 1,005 when written and 1,500 when said.
        const std::int64_t value = number(tokens[index].folded);
        const bool clipped = value > 1000 && value % 1000 > 1 && value % 1000 < 10;
        // "cinquante cents" is half a euro or nothing.
        const bool hundreds =
            value >= 2000 && text::fold(tokens[index].raw).find("mil") == std::string::npos;
        return Literal{value * 100, index + 1, hundreds, clipped};
    }
    Literal literal = literal_of(groups_at(tokens, index));
    multiply(tokens, literal);
    return literal;
}

}  // namespace

std::vector<Token> amount_tokens(Tokens tokens) {
    return with_numerals(with_letter_digits(tokens));
}

std::vector<WrittenAmount> written_amounts(Tokens tokens) {
    std::vector<WrittenAmount> found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::optional<Literal> literal = literal_at(tokens, i);
        if (!literal) {
            continue;
        }
        add_spoken_decimals(tokens, *literal);
        WrittenAmount amount;
        amount.stretch = {i, literal->end};
        amount.cents = literal->cents;
        amount.ambiguous = literal->ambiguous;
        amount.unsure = literal->unsure;
        amount.negative = minus_before(tokens, i);
        // "50.-" and "50,-" as the Swiss write round sums
        if (is_at(tokens, amount.stretch.last, {".", ","}) &&
            is_at(tokens, amount.stretch.last + 1, {"-"})) {
            amount.stretch.last += 2;
        }
        const bool free = found.empty() || found.back().stretch.last < i;  // "300 € 50"
        const bool sign_before =
            i > 0 && free && is_at(tokens, i - 1, {"\xE2\x82\xAC", "eur", "euro", "euros"});
        amount.foreign = is_foreign(tokens, amount.stretch.last) ||
                         (i > 0 && is_at(tokens, i - 1, {"$", "\xC2\xA3", "usd", "chf"}));
        if (is_currency(tokens, amount.stretch.last)) {
            amount.currency = true;
            ++amount.stretch.last;
            add_centimes(tokens, amount);
        } else if (is_cent_word(tokens, amount.stretch.last) && amount.cents < 100 * 100 &&
                   amount.cents % 100 == 0) {
            amount.currency = true;
            amount.cents /= 100;
            ++amount.stretch.last;
        } else if (sign_before) {
            amount.currency = true;
            amount.stretch.first = i - 1;
        } else if (amount.foreign && is_foreign(tokens, amount.stretch.last)) {
            ++amount.stretch.last;
        }
        amount.counts_else = counts_something_else(tokens, amount);
        i = amount.stretch.last - 1;
        found.push_back(amount);
    }
    return found;
}

std::string euros(std::int64_t cents) {
    return fmt::format("{}.{:02}", cents / 100, cents % 100);
}

}  // namespace guichet::slots
