// An amount in euros: one of those written, if it is sure which and how much.
#include "engine/slots/amount.hpp"

#include <algorithm>

#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

constexpr std::int64_t most_cents = 10'000'000'00;

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
         "voulais",  "dire",        "trompe",      "erreur",       "pas"});
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
                             "quelque"});
    });
}

// "moins de 100 euros", "plus de 100 euros".
bool is_bound(Tokens tokens, const WrittenAmount& amount) {
    const std::size_t first = amount.stretch.first;
    return first > 1 && tokens[first - 1].is("de") && tokens[first - 2].is_any({"moins", "plus"});
}

bool is_correction(Tokens tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) {
        return token.is_any(
            {"pas", "non", "plutot", "pardon", "erreur", "trompe", "trompee", "voulais"});
    });
}

// The amounts that can be meant: those with a currency if any has one.
std::vector<WrittenAmount> candidates(const std::vector<WrittenAmount>& amounts) {
    const bool currency = std::ranges::any_of(amounts, &WrittenAmount::currency);
    std::vector<WrittenAmount> out;
    std::ranges::copy_if(amounts, std::back_inserter(out), [&](const WrittenAmount& amount) {
        return currency ? amount.currency : !amount.counts_else;
    });
    return out;
}

bool several(Tokens tokens, const std::vector<WrittenAmount>& amounts) {
    for (std::size_t i = 0; i + 1 < amounts.size(); ++i) {
        if (are_linked(tokens, amounts[i], amounts[i + 1]) && !amounts[i].counts_else &&
            !amounts[i + 1].counts_else) {
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
        const bool is_denied =
            amount.stretch.first > 0 && tokens[amount.stretch.first - 1].is("pas");
        if (is_denied) {
            denied.push_back(amount.stretch);
        }
        return is_denied;
    });
    return denied;
}

Parsed judged(const WrittenAmount& amount, bool whole) {
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
    return filled(euros(amount.cents), whole);
}

}  // namespace

Parsed read_amount(const Line& line) {
    const std::vector<Token> tokens = amount_tokens(line.tokens);
    std::vector<WrittenAmount> amounts = written_amounts(tokens);
    if (is_estimate(tokens)) {
        return invalid("montant-imprecis");
    }
    const bool correction = is_correction(tokens);
    const std::vector<Stretch> denied = take_denied(tokens, amounts);
    if (!correction && several(tokens, amounts)) {
        return invalid("plusieurs-montants");
    }
    const std::vector<WrittenAmount> meant = candidates(amounts);
    if (meant.empty()) {
        return amounts.empty() ? not_understood()
                               : unreadable(is_whole(without_numbers(tokens), {}));
    }
    const bool same = std::ranges::all_of(
        meant, [&](const WrittenAmount& amount) { return amount.cents == meant.front().cents; });
    if (!same && !correction) {
        return invalid("plusieurs-montants");
    }
    const WrittenAmount& amount = correction ? meant.back() : meant.front();
    if (is_bound(tokens, amount)) {
        return invalid("montant-imprecis");
    }
    std::vector<Stretch> used = denied;
    used.push_back(amount.stretch);
    return judged(amount, is_whole(tokens, used));
}

}  // namespace guichet::slots
