// An e-mail address, lower case: no mail service in use tells two cases apart.
#include <unicode/locid.h>

#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "engine/slots/leftover.hpp"
#include "engine/slots/ownership.hpp"
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

// An ending of two letters is that of a country, or of one of these.
bool is_country_ending(const std::string& ending) {
    static const std::unordered_set<std::string> countries = [] {
        std::unordered_set<std::string> codes{"uk", "eu", "su", "ac"};
        for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
            std::string lower(*code);
            std::ranges::transform(lower, lower.begin(), [](unsigned char c) {
                return static_cast<char>(std::tolower(c));
            });
            codes.insert(std::move(lower));
        }
        return codes;
    }();
    return countries.contains(ending);
}

// Endings that no other word is taken for: "jean@free.fr. Merci" has none.
bool is_known_ending(const std::string& ending) {
    static const std::unordered_set<std::string_view> endings{
        "com",    "net",      "org",      "info",       "biz",    "name",    "pro",    "email",
        "online", "site",     "shop",     "store",      "app",    "dev",     "cloud",  "xyz",
        "tech",   "live",     "club",     "group",      "agency", "immo",    "expert", "paris",
        "bzh",    "corsica",  "alsace",   "ovh",        "edu",    "gov",     "int",    "coop",
        "media",  "services", "digital",  "consulting", "studio", "design",  "news",   "space",
        "zone",   "systems",  "company",  "center",     "school", "academy", "care",   "health",
        "social", "team",     "work",     "world",      "life",   "blog",    "page",   "mobi",
        "eus",    "cat",      "brussels", "swiss",      "quebec", "africa",  "me"};
    return ending.size() == 2 ? is_country_ending(ending) : endings.contains(ending);
}

// "comjean", "frmerci": a usual ending with a word against it.
bool runs_on(std::string_view ending) {
    static constexpr std::string_view usual[] = {"com", "fr", "net", "org"};
    static constexpr std::string_view longer[] = {"community",
                                                  "company",
                                                  "compare",
                                                  "computer",
                                                  "frontier",
                                                  "frontdoor",
                                                  "network",
                                                  "organic"};
    return std::ranges::any_of(usual,
                               [&](std::string_view known) {
                                   return ending.starts_with(known) && ending.size() > known.size();
                               }) &&
           std::ranges::find(longer, ending) == std::end(longer);
}

// Slips in the names of mail services, which nobody's address holds: better asked again than lost.
bool is_misspelt_service(std::string_view domain) {
    static constexpr std::string_view services[] = {
        "gamil",    "gmial",  "gmal",    "gmil",    "gnail",    "gmaill",   "gmaiil",  "gemail",
        "gimail",   "ggmail", "hotmal",  "hotmial", "hotamil",  "homail",   "hotmai",  "hotmaill",
        "hormail",  "otmail", "hoymail", "outlok",  "outloock", "outllook", "oulook",  "outlouk",
        "yaho",     "yahou",  "yahooo",  "yhaoo",   "ornage",   "ornge",    "orangee", "wanado",
        "wannadoo", "lapost", "iclou",   "icluod",  "iclould"};
    static constexpr std::string_view endings[] = {"con", "cim", "vom", "ocm", "cmo"};
    const std::string_view service = domain.substr(0, domain.find('.'));
    const std::string_view ending = domain.substr(domain.rfind('.') + 1);
    const std::string_view before = domain.substr(0, domain.size() - ending.size());
    const bool ended = before.ends_with(".com.") || before.ends_with(".fr.");  // "free.fr.merci"
    const bool wrong_ending = (ended && ending.size() > 2) ||
                              (ending.size() == 2 && !is_country_ending(std::string(ending))) ||
                              (service == "gmail" && domain != "gmail.com") || runs_on(ending);
    return wrong_ending || std::ranges::find(services, service) != std::end(services) ||
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

bool own_word(const Token& token) {
    return token.is_any({"mail",     "email",        "mel",    "courriel", "adresse", "e",
                         "mails",    "electronique", "mailto", "emails",   "joindre", "contact",
                         "boite",    "perso",        "gmail",  "hotmail",  "ecrivez", "ecrire",
                         "contacte", "contactee",    "avez",   "celle",    "celui",   "numero"});
}

bool is_joint(const Token& token) {
    return token.is_any({"@", ".", "_", "-"});
}

// "Oui. jean@…", "mail - jean@…": a sign that ends what was said before.
bool ends_sentence(Tokens tokens, std::size_t sign) {
    const bool mark = tokens[sign].is_any({".", "-"});
    return mark && sign > 0 && (is_filler(tokens[sign - 1]) || own_word(tokens[sign - 1]));
}

// True when a space before `index` is only the looseness of someone typing around a sign.
bool joins(Tokens tokens, std::size_t index) {
    return !tokens[index].spaced || is_joint(tokens[index]) || is_joint(tokens[index - 1]);
}

bool in_address(const Token& token) {
    return !token.is_sign() || token.is_any({".", "_", "-", "+", "%", "'", "&", "@"});
}

struct Address {
    Stretch stretch;
    std::string text;
    bool cut = false;  // more of it may stand before or after
};

// "jean@free.fr. Merci", "jean@free.fr - Jean": the domain is complete before a loose sign.
bool ends_domain(Tokens tokens, std::size_t at, std::size_t index) {
    const std::size_t sign = is_joint(tokens[index]) ? index : index - 1;
    const bool space = tokens[sign].spaced || (sign + 1 < tokens.size() && tokens[sign + 1].spaced);
    // "jean@exemple.test. Et"
    const bool opens = tokens[sign].is(".") && sign + 1 < tokens.size() &&
                       tokens[sign + 1].raw != tokens[sign + 1].folded;
    return is_joint(tokens[sign]) && space && sign > at + 3 && tokens[sign - 2].is(".") &&
           (opens || is_known_ending(tokens[sign - 1].folded));
}

// Signs that may stand against an address: brackets and quotes around it, marks after it.
bool may_touch_before(Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    const bool quote = token.is_any({"\"", "\xC2\xAB", "\xE2\x80\x9C"});
    return token.is_any({"<", "(", "["}) || (quote && (index == 0 || token.spaced)) ||
           (token.is_any({":", "="}) && index > 0 && own_word(tokens[index - 1]));
}

bool may_touch_after(Tokens tokens, std::size_t index) {
    if (tokens[index].is_any({">", ")", "]", "(", "\"", "\xC2\xBB", "\xE2\x80\x9D"})) {
        return true;
    }
    while (index < tokens.size() && tokens[index].is_sign() &&
           (index + 1 == tokens.size() || !tokens[index + 1].spaced)) {
        ++index;
    }
    return index == tokens.size() || tokens[index].is_sign();
}

// "jean@free.f r": a letter by itself after it, and no elision.
bool leaves_letter(Tokens tokens, std::size_t index) {
    return index < tokens.size() && tokens[index].is_word() && tokens[index].folded.size() == 1 &&
           !tokens[index].is_any({"a", "y"}) &&
           (index + 1 >= tokens.size() || !tokens[index + 1].is("'"));
}

// "jean dupont@…", "dupont 59@…": a word or a short number right before may belong to it.
bool may_belong(Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    if (token.is(",") || token.is(";")) {
        return false;
    }
    if (token.is_number()) {
        const bool of_telephone = index > 0 && tokens[index - 1].is_number();
        return !of_telephone && token.folded.size() < 6;
    }
    const bool spelled = token.folded.size() == 1 && tokens[index + 1].folded.size() == 1 &&
                         (!token.is("a") || (index > 0 && tokens[index - 1].folded.size() == 1));
    const bool tied = index > 0 && !token.spaced && is_joint(tokens[index - 1]);  // "jean-l uc@…"
    const bool short_word =
        token.folded.size() <= 3 &&
        !token.is_any({"a",   "et",  "est", "oui", "ok", "ou", "euh", "heu", "sur", "non", "svp",
                       "stp", "ben", "bah", "ah",  "oh", "le", "la",  "ici", "bjr", "slt"});
    return spelled || tied ||
           (token.is_word() && !own_word(token) &&
            (short_word || (!is_filler(token) && !token.is("ou"))));
}

// All that hangs together around the '@' at `index`.
Address around(Tokens tokens, std::size_t index) {
    Address address{{index, index + 1}, {}};
    Stretch& s = address.stretch;
    while (s.first > 0 && in_address(tokens[s.first - 1]) && joins(tokens, s.first) &&
           !(tokens[s.first].spaced && ends_sentence(tokens, s.first - 1)) &&
           !(tokens[s.first].is("-") && tokens[s.first].spaced && ends_sentence(tokens, s.first))) {
        --s.first;
    }
    while (s.last < tokens.size() && in_address(tokens[s.last]) && joins(tokens, s.last) &&
           !ends_domain(tokens, index, s.last)) {
        ++s.last;
    }
    while (s.first < index && tokens[s.first].is_sign() && !tokens[s.first].is("_")) {
        ++s.first;
        address.cut = address.cut || !tokens[s.first].spaced;
    }
    while (s.last > index + 1 && tokens[s.last - 1].is_sign()) {
        --s.last;
    }
    for (std::size_t i = s.first; i < s.last; ++i) {
        address.text += tokens[i].raw;
        // "jean. dupont@…": one address, or the end of a sentence.
        address.cut = address.cut || (i + 1 < index && tokens[i].is(".") && !tokens[i].spaced &&
                                      tokens[i + 1].spaced && i > s.first);
    }
    const bool touched_before =
        s.first > 0 && !tokens[s.first].spaced && !may_touch_before(tokens, s.first - 1);
    const bool touched_after = s.last < tokens.size() && !tokens[s.last].spaced &&
                               tokens[s.last].is_sign() && !may_touch_after(tokens, s.last);
    const bool more = s.first > 0 && tokens[s.first].spaced && may_belong(tokens, s.first - 1);
    // An ending that few know is taken from an address alone.
    const bool whole = s.first == 0 && s.last == tokens.size() &&
                       std::ranges::none_of(tokens.subspan(1), &Token::spaced);
    const bool odd_ending =
        tokens[s.last - 1].is_word() && !is_known_ending(tokens[s.last - 1].folded) && !whole;
    address.cut = address.cut || touched_before || touched_after || more || odd_ending ||
                  leaves_letter(tokens, s.last) || address.text.find('\'') != std::string::npos;
    return address;
}

bool is_uncertain(Tokens tokens, const Stretch& stretch) {
    return names_another(tokens) || is_denied(tokens, stretch) ||
           near_before(tokens, stretch.first, 4, {"votre", "vos"}) ||
           near_before(tokens, stretch.first, 1, {"de", "depuis", "par"});
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
    if (asks_something(tokens) && line.text.find('@') == std::string::npos) {
        return not_understood();
    }
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
        const bool valid = !address.cut && at != std::string::npos &&
                           text.size() <= longest_address && valid_local(text.substr(0, at)) &&
                           valid_domain(text.substr(at + 1)) &&
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
    if (is_uncertain(tokens, stretch)) {
        return invalid("incertain");
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
