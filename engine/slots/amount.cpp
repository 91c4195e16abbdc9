// An amount in euros: one of those written, if it is sure which and how much.
#include "engine/slots/amount.hpp"

#include <algorithm>

#include "engine/slots/date_forms.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

constexpr std::int64_t most_cents = 10'000'000'00;
// Outside of these a debt is more often mistyped than not.
constexpr std::int64_t least_usual_cents = 1'00;
constexpr std::int64_t least_usual_bare_cents = 10'00;
constexpr std::int64_t most_usual_cents = 100'000'00;
constexpr std::size_t shortest_identifier = 5;  // digits

bool is_whole(Tokens tokens, std::span<const Stretch> used) {
    return nothing_left(
        tokens,
        used,
        {"montant",  "somme",       "cheque",      "total",        "dois",       "payer",
         "paye",     "regler",      "regle",       "ttc",          "par",        "mois",
         "mensuel",  "environ",     "peu",         "pres",         "eur",        "euros",
         "virement", "prelevement", "valeur",      "ordre",        "faisait",    "preleve",
         "verser",   "verse",       "peux",        "souhaite",     "veux",       "voudrais",
         "chaque",   "mensualite",  "mensualites", "\xE2\x82\xAC", "autour",     "exactement",
         "centimes", "uros",        "mettre",      "donner",       "rembourser", "max",
         "maximum",  "minimum",     "moins",       "montants",     "propose",    "debite",
         "voulais",  "dire",        "trompe",      "erreur",       "pas",        "mais",
         "enfin",    "oups",        "maxi",        "mini",         "presque"});
}

// "entre 12 et 15 euros", "12 ou 15", "12-15 €".
bool are_linked(Tokens tokens, const WrittenAmount& before, const WrittenAmount& after) {
    const std::size_t from = before.stretch.last;
    const std::size_t to = after.stretch.first;
    return to == from + 1 && tokens[from].is_any({"et", "ou", "a", "-", "/", "\xC3\xA0"});
}

bool is_estimate(Tokens tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) {
        return token.is_any({"centaine",
                             "centaines",
                             "millier",
                             "milliers",
                             "dizaine",
                             "dizaines",
                             "vingtaine",
                             "trentaine",
                             "quarantaine",
                             "cinquantaine",
                             "soixantaine",
                             "quelques",
                             "quelque",
                             "poussieres",
                             "brouettes"});
    });
}

// "10 % de 300 euros", "la moitié de 300", "100 euros et demi"
bool is_share(Tokens tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) {
        return token.is_any(
            {"%", "pourcent", "moitie", "tiers", "quart", "double", "triple", "demi"});
    });
}

// "environ 150", "150 max", "au moins 150": nearly that.
bool is_rounded(Tokens tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is_any({"environ",
                              "autour",
                              "max",
                              "maxi",
                              "maximum",
                              "mini",
                              "minimum",
                              "presque",
                              "alentours"}) ||
            stands_at(tokens, i, {"au", "moins"}) || stands_at(tokens, i, {"au", "plus"}) ||
            stands_at(tokens, i, {"peu", "pres"}) || stands_at(tokens, i, {"dans", "les"}) ||
            stands_at(tokens, i, {"jusqu", "a"})) {
            return true;
        }
    }
    return false;
}

// "moins de 100 euros", "plus de 100 euros".
bool is_bound(Tokens tokens, const WrittenAmount& amount) {
    const std::size_t first = amount.stretch.first;
    return first > 1 && tokens[first - 1].is("de") && tokens[first - 2].is_any({"moins", "plus"});
}

// "le 5", "n° 1234567", "de 2019": a number beside an amount in euros that is none itself.
bool is_no_amount(Tokens tokens, const WrittenAmount& amount) {
    const std::size_t first = amount.stretch.first;
    const Token& token = tokens[first];
    const auto after = [&](std::initializer_list<std::string_view> words) {
        return first > 0 && tokens[first - 1].is_any(words);
    };
    const bool day = token.folded.size() <= 2 && after({"le", "du", "au"});
    const bool year = token.folded.size() == 4 &&
                      (token.folded.starts_with("19") || token.folded.starts_with("20")) &&
                      after({"de", "en", "depuis", "annee", "an"});
    const bool numbered = after({"n",
                                 "no",
                                 "numero",
                                 "num",
                                 "dossier",
                                 "ref",
                                 "reference",
                                 "cheque",
                                 "facture",
                                 "\xC2\xB0"});
    const bool identifier = !token.spelled && token.folded.size() >= shortest_identifier;
    const bool alone =
        amount.stretch.last >= tokens.size() || !tokens[amount.stretch.last].is_number();
    return amount.counts_else || ((day || year || numbered || identifier) && alone);
}

// The amounts that can be meant: with a currency in the message, every number that is not surely
// something else; none that stands in a date.
std::vector<WrittenAmount> candidates(Tokens tokens, const std::vector<WrittenAmount>& amounts) {
    const bool currency = std::ranges::any_of(amounts, &WrittenAmount::currency);
    std::vector<WrittenAmount> out;
    for (const WrittenAmount& amount : amounts) {
        const std::size_t first = amount.stretch.first;
        const bool both = first > 0 && tokens[first - 1].is("les");  // "les deux"
        const bool other = currency ? !amount.currency && is_no_amount(tokens, amount)
                                    : amount.counts_else || both;
        const bool known = !out.empty() && out.back().cents == amount.cents &&
                           out.back().currency == amount.currency;
        if (!other && !known) {
            out.push_back(amount);
        }
    }
    return out;
}

// A date that cannot be an amount: "12.10" can.
bool is_sure_date(Tokens tokens, const WrittenDate& date) {
    const Tokens written =
        tokens.subspan(date.stretch.first, date.stretch.last - date.stretch.first);
    const bool named = std::ranges::any_of(
        written, [](const Token& token) { return token.is_word() || token.is("/"); });
    const bool signs = std::ranges::any_of(written, &Token::is_sign);
    return !date.impossible && (named || (date.year && signs));
}

// The amounts of the line but those that stand in its dates.
std::vector<WrittenAmount> amounts_of(const Vocabulary& vocabulary,
                                      const Line& line,
                                      Tokens tokens) {
    std::vector<WrittenAmount> amounts = written_amounts(tokens);
    const std::vector<Token> dated = date_tokens(line.tokens);
    for (const WrittenDate& date : written_dates(vocabulary, dated)) {
        const std::size_t begin = dated[date.stretch.first].begin;
        const std::size_t end = dated[date.stretch.last - 1].end;
        if (is_sure_date(dated, date)) {
            std::erase_if(amounts, [&](const WrittenAmount& amount) {
                const std::size_t at = tokens[amount.stretch.first].begin;
                return !amount.currency && at >= begin && at < end;
            });
        }
    }
    return amounts;
}

bool several(Tokens tokens, const std::vector<WrittenAmount>& amounts) {
    for (std::size_t i = 0; i + 1 < amounts.size(); ++i) {
        if (are_linked(tokens, amounts[i], amounts[i + 1]) && !amounts[i].counts_else &&
            !amounts[i + 1].counts_else) {
            return true;
        }
    }
    // "au lieu de 80, 50": which of them is said by the order of words only.
    for (std::size_t i = 0; i < tokens.size() && amounts.size() > 1; ++i) {
        if (stands_at(tokens, i, {"au", "lieu"})) {
            return true;
        }
    }
    // "3 fois 50 euros": each, or in all? "150 euros en 3 fois" is in all.
    for (std::size_t i = 0; i < tokens.size() && amounts.size() > 1; ++i) {
        const bool in_all = i > 1 && tokens[i - 2].is("en");
        if (!in_all && tokens[i].is_any({"fois", "x", "*", "mensualites", "echeances"})) {
            return true;
        }
    }
    return false;
}

// Takes the amounts of "150, pas 120" that are not meant out; where they stand.
std::vector<Stretch> take_denied(Tokens tokens, std::vector<WrittenAmount>& amounts) {
    std::vector<Stretch> denied;
    std::erase_if(amounts, [&](const WrittenAmount& amount) {
        const std::size_t first = amount.stretch.first;
        const bool is_denied =
            (first > 0 && tokens[first - 1].is("pas")) ||
            (first > 1 && tokens[first - 1].is("de") && tokens[first - 2].is("pas"));
        if (is_denied) {
            denied.push_back(amount.stretch);
        }
        return is_denied;
    });
    return denied;
}

// "je ne peux pas verser 80 euros", "80 euros non", "le 5 150 euros": it may be none, or another.
bool is_left_open(Tokens tokens, const WrittenAmount& amount) {
    const std::size_t first = amount.stretch.first;
    const bool after_day = first > 0 && tokens[first - 1].is_any({"le", "du", "au"}) &&
                           first + 1 < amount.stretch.last && tokens[first + 1].is_number();
    return after_day || says_correction(tokens.subspan(amount.stretch.last)) ||
           std::ranges::any_of(tokens.first(first),
                               [](const Token& token) { return token.is("pas"); });
}

// "150 euros en 3 fois": in all, or each?
bool is_in_parts(const std::vector<WrittenAmount>& amounts) {
    return std::ranges::any_of(amounts, &WrittenAmount::counts_else);
}

// "pas 80 ou 50": what follows a denied amount may be denied with it.
bool denies_next(Tokens tokens,
                 const std::vector<Stretch>& denied,
                 const std::vector<WrittenAmount>& amounts) {
    return std::ranges::any_of(denied, [&](const Stretch& stretch) {
        const auto next = std::ranges::find_if(amounts, [&](const WrittenAmount& amount) {
            return amount.stretch.first >= stretch.last;
        });
        return next != amounts.end() &&
               !replaces_denied(tokens.subspan(stretch.last, next->stretch.first - stretch.last));
    });
}

Parsed judged(const WrittenAmount& amount, bool whole, bool sure) {
    if (amount.foreign) {
        return invalid("montant-devise");
    }
    if (amount.negative) {
        return invalid("montant-negatif");
    }
    if (amount.ambiguous) {
        return invalid("montant-imprecis");
    }
    if (!amount.currency && !whole) {
        return not_understood();
    }
    if (amount.cents == 0) {
        return invalid("montant-nul");
    }
    if (amount.cents > most_cents) {
        return invalid("montant-trop-grand");
    }
    // A small number alone may be a choice: "2".
    const std::int64_t least = amount.currency ? least_usual_cents : least_usual_bare_cents;
    const bool usual = amount.cents >= least && amount.cents < most_usual_cents;
    return filled(euros(amount.cents), whole, sure && usual && !amount.unsure);
}

// Which of those that can be meant is: the only one, or the second where the words between take the
// first back.
const WrittenAmount* chosen(Tokens tokens, const std::vector<WrittenAmount>& meant) {
    if (meant.size() == 1) {
        return &meant.front();
    }
    if (meant.size() != 2) {
        return nullptr;
    }
    const std::size_t from = meant[0].stretch.last;
    const std::size_t to = meant[1].stretch.first;
    return to > from && corrects(tokens.subspan(from, to - from)) ? &meant[1] : nullptr;
}

}  // namespace

Parsed read_amount(const Vocabulary& vocabulary, const Line& line) {
    const std::vector<Token> tokens = amount_tokens(line.tokens);
    std::vector<WrittenAmount> amounts = amounts_of(vocabulary, line, tokens);
    if (is_estimate(tokens)) {
        return invalid("montant-imprecis");
    }
    std::vector<Stretch> used = take_denied(tokens, amounts);
    const bool denied = !used.empty();
    if (several(tokens, amounts) || denies_next(tokens, used, amounts)) {
        return invalid("plusieurs-montants");
    }
    const std::vector<WrittenAmount> meant = candidates(tokens, amounts);
    if (meant.empty()) {
        return std::ranges::any_of(tokens, &Token::is_number)
                   ? unreadable(is_whole(without_numbers(tokens), {}))
                   : not_understood();
    }
    const WrittenAmount* amount = chosen(tokens, meant);
    if (amount == nullptr) {
        return invalid("plusieurs-montants");
    }
    if (is_bound(tokens, *amount) || is_share(tokens)) {
        return invalid("montant-imprecis");
    }
    std::ranges::transform(meant, std::back_inserter(used), &WrittenAmount::stretch);
    const bool open = !denied && is_left_open(tokens, *amount);
    return judged(
        *amount, is_whole(tokens, used), !open && !is_in_parts(amounts) && !is_rounded(tokens));
}

}  // namespace guichet::slots
