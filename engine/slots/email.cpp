// An e-mail address, lower case: no mail service in use tells two cases apart.
#include <algorithm>
#include <cctype>

#include "engine/slots/leftover.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t longest_local = 64;  // RFC 5321
constexpr std::size_t longest_address = 254;

bool is_alnum(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_local_char(char c) {
    return is_alnum(c) ||
           std::string_view("._%+-'!#$&*/=?^`{|}~").find(c) != std::string_view::npos;
}

bool valid_local(std::string_view local) {
    return !local.empty() && local.size() <= longest_local && local.front() != '.' &&
           local.back() != '.' && local.find("..") == std::string_view::npos &&
           std::ranges::all_of(local, is_local_char);
}

bool valid_domain(std::string_view domain) {
    std::size_t labels = 0;
    std::string_view last;
    for (std::size_t start = 0; start <= domain.size();) {
        const std::size_t end = std::min(domain.find('.', start), domain.size());
        last = domain.substr(start, end - start);
        const bool valid =
            !last.empty() && last.front() != '-' && last.back() != '-' &&
            std::ranges::all_of(last, [](char c) { return is_alnum(c) || c == '-'; });
        if (!valid) {
            return false;
        }
        ++labels;
        start = end + 1;
    }
    const bool letters = std::ranges::all_of(
        last, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
    return labels >= 2 && last.size() >= 2 && letters;
}

// Slips in the names of mail services, which nobody's address holds: better asked again than lost.
bool is_misspelt_service(std::string_view domain) {
    static constexpr std::string_view services[] = {
        "gamil",    "gmial",  "gmal",    "gmil",    "gnail",    "gmaill",   "gmaiil",  "gemail",
        "gimail",   "ggmail", "hotmal",  "hotmial", "hotamil",  "homail",   "hotmai",  "hotmaill",
        "hormail",  "otmail", "hoymail", "outlok",  "outloock", "outllook", "oulook",  "outlouk",
        "yaho",     "yahou",  "yahooo",  "yhaoo",   "ornage",   "ornge",    "orangee", "wanado",
        "wannadoo", "lapost", "iclou",   "icluod",  "iclould"};
    static constexpr std::string_view endings[] = {
        "con", "cim", "vom", "comm", "coml", "ocm", "cmo", "frr", "nett"};
    const std::string_view service = domain.substr(0, domain.find('.'));
    const std::string_view ending = domain.substr(domain.rfind('.') + 1);
    return std::ranges::find(services, service) != std::end(services) ||
           std::ranges::find(endings, ending) != std::end(endings);
}

// What a word read aloud stands for in an address; empty: itself.
std::string_view sign_said(Tokens tokens, std::size_t index, std::size_t& length) {
    length = 1;
    if (tokens[index].is("tiret")) {
        if (stands_at(tokens, index, {"tiret", "du", "bas"})) {
            length = 3;
            return "_";
        }
        if (stands_at(tokens, index, {"tiret", "bas"})) {
            length = 2;
            return "_";
        }
        return "-";
    }
    if (tokens[index].is_any({"arobase",
                              "arobas",
                              "arrobase",
                              "arobaze",
                              "arobasse",
                              "arobaz",
                              "arrobas",
                              "aroba",
                              "at"})) {
        return "@";
    }
    if (tokens[index].is_any({"point", "dot", "pt"})) {
        return ".";
    }
    return tokens[index].is_any({"underscore", "underscor"}) ? "_" : "";
}

// The tokens as an address would hold them: what is said as words made signs, brackets around a
// sign dropped. Each keeps whether a space stood before it.
std::vector<Token> address_tokens(Tokens tokens) {
    const bool has_at =
        std::ranges::any_of(tokens, [](const Token& token) { return token.is("@"); });
    std::vector<Token> out;
    for (std::size_t i = 0; i < tokens.size();) {
        Token token = tokens[i];
        std::size_t length = 1;
        const std::string_view sign = sign_said(tokens, i, length);
        // "at" and "point" inside a written address are words of it ("point.net@…").
        const bool said = !sign.empty() && (!has_at || (token.spaced && sign != "@"));
        const bool bracketed = said && !out.empty() && out.back().is_any({"(", "["});
        if (bracketed) {
            out.pop_back();
            length += i + length < tokens.size() && tokens[i + length].is_any({")", "]"}) ? 1U : 0U;
        }
        i += said ? length : 1;
        if (token.is_sign()) {
            token.raw = token.folded;  // full-width signs
        }
        if (said) {
            token.kind = Token::Kind::sign;
            token.raw = token.folded = std::string(sign);
        }
        out.push_back(std::move(token));
    }
    return out;
}

// True when a space before `index` is only the looseness of someone typing around a sign.
bool joins(Tokens tokens, std::size_t index) {
    const auto holds = [](const Token& token) { return token.is_any({"@", ".", "_", "-"}); };
    return !tokens[index].spaced || holds(tokens[index]) || holds(tokens[index - 1]);
}

bool in_address(const Token& token) {
    return !token.is_sign() || token.is_any({".", "_", "-", "+", "%", "'", "&", "@"});
}

struct Address {
    Stretch stretch;
    std::string text;
};

// All that hangs together around the '@' at `index`.
Address around(Tokens tokens, std::size_t index) {
    Address address{{index, index + 1}, {}};
    Stretch& s = address.stretch;
    while (s.first > 0 && in_address(tokens[s.first - 1]) && joins(tokens, s.first)) {
        --s.first;
    }
    while (s.last < tokens.size() && in_address(tokens[s.last]) && joins(tokens, s.last)) {
        ++s.last;
    }
    while (s.first < index && tokens[s.first].is_sign() && !tokens[s.first].is("_")) {
        ++s.first;
    }
    while (s.last > index + 1 && tokens[s.last - 1].is_sign()) {
        --s.last;
    }
    // "l'adresse j'ai dupont@…": an elision in front is not part of it.
    if (s.first + 2 < index && tokens[s.first + 1].is("'") && tokens[s.first].folded.size() == 1) {
        s.first += 2;
    }
    for (std::size_t i = s.first; i < s.last; ++i) {
        address.text += tokens[i].raw;
    }
    return address;
}

bool own_word(const Token& token) {
    return token.is_any({"mail",     "email",        "mel",    "courriel", "adresse", "e",
                         "mails",    "electronique", "mailto", "emails",   "joindre", "contact",
                         "boite",    "perso",        "gmail",  "hotmail",  "ecrivez", "ecrire",
                         "contacte", "contactee",    "avez",   "celle",    "celui",   "numero"});
}

std::string lowered(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return out;
}

}  // namespace

Parsed read_email(const Line& line) {
    const std::vector<Token> tokens = address_tokens(line.tokens);
    std::string found;
    Stretch stretch;
    bool tried = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is("@")) {
            continue;
        }
        tried = true;
        const Address address = around(tokens, i);
        const std::string text = lowered(address.text);
        const std::size_t at = text.find('@');
        const bool valid = at != std::string::npos && text.size() <= longest_address &&
                           valid_local(text.substr(0, at)) && valid_domain(text.substr(at + 1)) &&
                           !is_misspelt_service(std::string_view(text).substr(at + 1));
        if (!valid) {
            return invalid("email-invalide");
        }
        if (!found.empty() && found != text) {
            return invalid("plusieurs-emails");
        }
        found = text;
        stretch = address.stretch;
        i = std::max(i, stretch.last - 1);
    }
    if (!tried) {
        const bool one_piece =
            tokens.size() > 2 &&
            std::ranges::none_of(tokens.begin() + 1, tokens.end(), &Token::spaced) &&
            std::ranges::any_of(tokens, [](const Token& token) { return token.is("."); }) &&
            tokens.back().is_word();
        return one_piece ? invalid("email-invalide") : not_understood();
    }
    if (found.empty()) {
        return invalid("email-invalide");
    }
    // "jean dupont@gmail.com": the word before may belong to the address.
    const bool word_before = stretch.first > 0 && !is_filler(tokens[stretch.first - 1]) &&
                             !own_word(tokens[stretch.first - 1]);
    if (word_before && stretch.first <= 2 && stretch.last == tokens.size()) {
        return invalid("email-invalide");
    }
    std::vector<Token> rest;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if ((i < stretch.first || i >= stretch.last) && !own_word(tokens[i])) {
            rest.push_back(tokens[i]);
        }
    }
    return filled(found, nothing_left(rest, {}, {}));
}

}  // namespace guichet::slots
