// A company's or a creditor's name.
#include "engine/slots/organisation.hpp"

#include <algorithm>

#include "engine/slots/name.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t most_words = 10;
constexpr std::size_t most_bytes = 100;

bool is_intro(const Vocabulary& vocabulary, const Token& token) {
    return vocabulary.holds(Listed::company_intro, token.folded);
}

// Kinds of company: an introduction before a name, no name by themselves.
bool is_kind(const Vocabulary& vocabulary, const Token& token) {
    return vocabulary.holds(Listed::company_kind, token.folded);
}

bool is_article(const Token& token) {
    return token.is_any(
        {"le", "la", "l", "les", "un", "une", "ma", "mon", "de", "d", "a", "au", "du", "pour"});
}

std::size_t past_signs(Tokens tokens, std::size_t index) {
    while (index < tokens.size() && tokens[index].is_sign()) {
        ++index;
    }
    return index;
}

// "la société c'est", "ma banque :", "l'entreprise Dupont".
bool kind_introduces(const Vocabulary& vocabulary, Tokens tokens, std::size_t index) {
    if (!is_kind(vocabulary, tokens[index]) || index + 1 >= tokens.size()) {
        return false;
    }
    const Token& next = tokens[index + 1];
    return next.is_any({":", "=", "est", "c", "cest", "s", "-", "chez", "aupres"}) ||
           tokens[index].is_any({"entreprise", "enseigne", "ste"}) ||
           (index > 0 && tokens[index - 1].is("ma") && next.is_word());
}

// "CA Normandie": the initials of a bank, no "ça".
bool stands_for_a_bank(Tokens tokens, std::size_t index, std::size_t next) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return tokens[index].raw == "CA" && next == index + 1 && tokens[next].raw.size() > 1 &&
           capital(tokens[next].raw[0]) && !capital(tokens[next].raw[1]);
}

bool ends_name(Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    const bool sign = token.is_any({",", ";", "!", "(", ")", "\"", ":", "="}) ||
                      (token.is(".") && (index + 1 == tokens.size() || tokens[index + 1].spaced));
    return sign ||
           token.is_any(
               {"svp", "stp", "merci", "mais", "car", "je", "cordialement", "finalement"}) ||
           stands_at(tokens, index, {"s", "il", "vous"}) ||
           (token.is("j") && index + 1 < tokens.size() && tokens[index + 1].is("'"));
}

// "la CAF", "le crédit agricole": the article is not part of these.
std::size_t past_article(const Vocabulary& vocabulary, Tokens tokens) {
    std::size_t next = 1;
    if (tokens.size() < 2 || !tokens[0].is_any({"le", "la", "l", "les"}) ||
        tokens[0].raw.front() < 'a') {
        return 0;
    }
    next = past_signs(tokens, next);
    if (next >= tokens.size() || known_creditor_at(vocabulary, tokens, 0)) {
        return 0;
    }
    const bool initials =
        organisation_capitals(vocabulary, tokens.subspan(next, 1)) != tokens[next].raw &&
        organisation_capitals(vocabulary, tokens.subspan(next, 1)).size() ==
            tokens[next].raw.size() &&
        tokens[next].folded.size() <= 6 && known_creditor_at(vocabulary, tokens, next).has_value();
    return initials || vocabulary.holds(Listed::without_article, tokens[next].folded) ? next : 0;
}

bool is_sentence(const Vocabulary& vocabulary, Tokens tokens) {
    std::size_t words = 0;
    for (const Token& token : tokens) {
        words += token.is_word() ? 1U : 0U;
    }
    const bool bank = tokens.size() > 1 && stands_for_a_bank(tokens, 0, 1);
    return std::ranges::any_of(tokens.subspan(bank ? 1 : 0), [&](const Token& token) {
        const bool tells = token.is_any({"apres", "selon", "avait", "cetait", "aussi"});
        return tells || (token.is_word() && vocabulary.is_no_name(token.folded) &&
                         (words == 1 || !vocabulary.holds(Listed::company_word, token.folded)));
    });
}

bool only_kinds(const Vocabulary& vocabulary, Tokens tokens) {
    return std::ranges::all_of(tokens, [&](const Token& token) {
        return (!token.is_word() && !token.is("&")) || is_kind(vocabulary, token) ||
               is_article(token) || is_intro(vocabulary, token);
    });
}

// "Orange ou SFR".
bool hesitates(Tokens tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) { return token.is("ou"); });
}

// "c'est pour une facture EDF": one creditor everyone knows, and the word that brings it.
Parsed creditor_in_sentence(const Vocabulary& vocabulary, Tokens tokens) {
    std::string found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::optional<Stretch> known = known_creditor_at(vocabulary, tokens, i);
        if (!known) {
            continue;
        }
        const bool first = i == 0 && !hesitates(tokens);
        if (!first && !creditor_is_brought(tokens, i)) {
            continue;
        }
        const std::string name =
            organisation_capitals(vocabulary, tokens.subspan(i, known->last - i));
        if (!found.empty() && found != name) {
            return not_understood();
        }
        found = name;
        i = known->last - 1;
    }
    return found.empty() ? not_understood() : filled(found, false);
}

// "Le papier dit SFR": a creditor everyone knows at the end of a sentence about it.
std::optional<Stretch> creditor_told_of(const Vocabulary& vocabulary, Tokens name) {
    bool tells = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (const auto known = known_creditor_at(vocabulary, name, i);
            tells && known && known->last == name.size()) {
            return known;
        }
        const auto said =
            name[i].is_word() ? vocabulary.said_by(std::span(&name[i].folded, 1)) : std::nullopt;
        tells = tells || (said && said->saying == Saying::verb);
    }
    return std::nullopt;
}

}  // namespace

std::size_t introduction_end(const Vocabulary& vocabulary, Tokens tokens) {
    std::size_t i = past_signs(tokens, 0);
    while (i < tokens.size()) {
        const std::size_t next = past_signs(tokens, i + 1);
        // "C&A", "CA Consumer Finance"
        if (next >= tokens.size() || tokens[i + 1].is_any({"&", "+"}) ||
            stands_for_a_bank(tokens, i, next) || known_creditor_at(vocabulary, tokens, i)) {
            break;
        }
        const bool article =
            is_article(tokens[i]) &&
            (is_intro(vocabulary, tokens[next]) || kind_introduces(vocabulary, tokens, next) ||
             (tokens[i].is_any({"a", "d", "de", "pour", "au"}) && i > 0));
        if (!is_intro(vocabulary, tokens[i]) && !article &&
            !kind_introduces(vocabulary, tokens, i)) {
            break;
        }
        i = next;
    }
    return i;
}

bool is_known_creditor(const Vocabulary& vocabulary, std::string_view text) {
    const Line line = read_line(text);
    std::size_t first = 0;
    while (first < line.tokens.size() && line.tokens[first].is_any({"le", "la", "les", "chez"})) {
        ++first;
    }
    const std::optional<Stretch> known = first < line.tokens.size()
                                             ? known_creditor_at(vocabulary, line.tokens, first)
                                             : std::nullopt;
    return known && known->last == line.tokens.size();
}

Parsed read_organisation(const Vocabulary& vocabulary, const Line& line) {
    const Tokens tokens = line.tokens;
    if (asks_something(tokens) ||
        std::ranges::any_of(tokens, [](const Token& token) { return token.is("@"); })) {
        return not_understood();
    }
    if (means_unknown(vocabulary, line.text)) {
        return not_understood();
    }
    std::size_t first = introduction_end(vocabulary, tokens);
    std::size_t last = first;
    while (last < tokens.size() && !ends_name(tokens, last)) {
        ++last;
    }
    while (last > first && tokens[last - 1].is_sign() && !tokens[last - 1].is_any({"+", "!"})) {
        --last;
    }
    if (last == first) {
        return std::ranges::any_of(tokens, &Token::is_number) ? unreadable(true) : not_understood();
    }
    first += past_article(vocabulary, tokens.subspan(first, last - first));
    const Tokens name = tokens.subspan(first, last - first);
    const bool has_word = std::ranges::any_of(name, &Token::is_word);
    if (!has_word) {
        return std::ranges::any_of(name, &Token::is_number) ? invalid("nom-chiffres")
                                                            : not_understood();
    }
    const std::optional<Stretch> known = known_creditor_at(vocabulary, name, 0);
    const bool whole = known && known->last == name.size();
    if (!whole && (is_sentence(vocabulary, name) || only_kinds(vocabulary, name))) {
        return creditor_in_sentence(vocabulary, tokens);
    }
    if (const auto told = creditor_told_of(vocabulary, name)) {
        return filled(
            organisation_capitals(vocabulary, name.subspan(told->first, told->last - told->first)),
            false,
            false);
    }
    const std::string value = organisation_capitals(vocabulary, name);
    if (value.size() > most_bytes) {
        return invalid("nom-trop-long");
    }
    if (std::ranges::count_if(name, &Token::is_word) > static_cast<std::ptrdiff_t>(most_words)) {
        return not_understood();
    }
    if (value.size() < 2) {
        return invalid("nom-trop-court");
    }
    return filled(value, nothing_left(tokens.subspan(last), {}, {"creancier", "mon", "le"}));
}

}  // namespace guichet::slots
