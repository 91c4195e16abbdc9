// What is hidden in a message, and what is left of it.
#include "engine/slots/sensitive.hpp"

#include <algorithm>

#include "engine/slots/sensitive_finders.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::string_view mask = "••••";
constexpr std::string_view bullet = "•";

void keep_apart(const std::vector<Hidden>& found, std::vector<Hidden>& hidden) {
    for (const Hidden& one : found) {
        const bool taken = std::ranges::any_of(hidden, [&](const Hidden& other) {
            return one.stretch.first < other.stretch.last && other.stretch.first < one.stretch.last;
        });
        if (!taken) {
            hidden.push_back(one);
        }
    }
}

// In the order of the text, none over another.
std::vector<Hidden> find_hidden(Tokens tokens) {
    std::vector<Hidden> hidden;
    keep_apart(find_accounts(tokens), hidden);
    keep_apart(find_social_security(tokens), hidden);
    const std::vector<Hidden> cards = find_cards(tokens);
    keep_apart(cards, hidden);
    keep_apart(find_card_codes(tokens, cards), hidden);
    keep_apart(find_passwords(tokens), hidden);
    std::ranges::sort(hidden, {}, [](const Hidden& one) { return one.stretch.first; });
    return hidden;
}

std::string with_mask(std::string_view text, Tokens tokens, const std::vector<Hidden>& hidden) {
    std::string out;
    std::size_t at = 0;
    for (const Hidden& one : hidden) {
        const std::size_t begin = tokens[one.stretch.first].begin;
        out += text.substr(at, begin - at);
        out += mask;
        at = tokens[one.stretch.last - 1].end;
    }
    return out += text.substr(at);
}

bool ends_clause(Tokens tokens, std::size_t index) {
    return tokens[index].is_any({",", ";", "!", "?", "."}) &&
           (index + 1 == tokens.size() || tokens[index + 1].spaced);
}

// What a clause says once the masks are out of it; empty when that is nothing.
std::string served(std::string_view text, Tokens clause) {
    const auto is_hidden = [](const Token& token) { return token.is(bullet); };
    const bool held = std::ranges::any_of(clause, is_hidden);
    bool bank = false;
    bool says = false;
    for (const Token& token : clause) {
        const bool answer = token.is_any({"oui", "non"});
        const bool code = bank && token.is_word();  // the letters of a BIC
        says = says || (!token.is_sign() && !code && (answer || !is_filler(token)) &&
                        !(held && brings_sensitive(token)));
        bank = token.is("bic") || (bank && token.is_sign());
    }
    if (!says) {
        return {};
    }
    std::string out;
    for (const Token& token : clause) {
        if (!is_hidden(token)) {
            out += token.spaced && !out.empty() ? " " : "";
            out += text.substr(token.begin, token.end - token.begin);
        }
    }
    return out;
}

std::string rest_of(std::string_view masked) {
    const Line line = read_line(masked);
    const Tokens tokens = line.tokens;
    std::string rest;
    for (std::size_t first = 0, i = 0; i < tokens.size(); ++i) {
        if (ends_clause(tokens, i) || i + 1 == tokens.size()) {
            const std::string clause = served(line.text, tokens.subspan(first, i + 1 - first));
            rest += !rest.empty() && !clause.empty() ? " " : "";
            rest += clause;
            first = i + 1;
        }
    }
    return rest;
}

}  // namespace

std::optional<Masked> mask_sensitive(std::string_view text) {
    Masked masked;
    masked.text = text::clean(text);
    // What is hidden may bring two other pieces together, so until nothing is found.
    for (;;) {
        const Line line = read_line(masked.text);
        const std::vector<Token> tokens = with_letter_digits(line.tokens);
        const std::vector<Hidden> hidden = find_hidden(tokens);
        if (hidden.empty()) {
            break;
        }
        std::ranges::transform(hidden, std::back_inserter(masked.kinds), &Hidden::kind);
        masked.text = with_mask(line.text, tokens, hidden);
    }
    if (masked.kinds.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(masked.kinds);
    masked.kinds.erase(std::ranges::unique(masked.kinds).begin(), masked.kinds.end());
    masked.rest = rest_of(masked.text);
    return masked;
}

}  // namespace guichet::slots
