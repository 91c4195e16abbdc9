// Card codes, social security numbers and passwords.
#include <algorithm>
#include <charconv>

#include "engine/slots/digits.hpp"
#include "engine/slots/sensitive_finders.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t short_number = 13;  // a social security number without its key
constexpr std::size_t long_number = 15;
constexpr int key_modulus = 97;
constexpr std::size_t most_between = 9;  // small words between an announcement and its number

int number_in(std::string_view digits) {
    int value = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool is_currency_at(Tokens tokens, std::size_t index) {
    return index < tokens.size() && tokens[index].is_any({"euro",
                                                          "euros",
                                                          "eur",
                                                          "e",
                                                          "\xE2\x82\xAC",
                                                          "%",
                                                          "fois",
                                                          "mois",
                                                          "jours",
                                                          "ans",
                                                          "par",
                                                          "balles"});
}

// "123,50", "12/03", "123-456": a number that goes on after a sign.
bool goes_on(Tokens tokens, std::size_t index) {
    return index + 1 < tokens.size() && tokens[index].is_sign() && glued(tokens, index) &&
           glued(tokens, index + 1) && tokens[index + 1].is_number();
}

// The token after a code of `least` to `most` digits, in one piece or digit by digit; 0 for none.
std::size_t code_end(Tokens tokens, std::size_t first, std::size_t least, std::size_t most) {
    if (first >= tokens.size() || !tokens[first].is_number() || tokens[first].spelled) {
        return 0;
    }
    std::size_t end = first + 1;
    std::size_t digits = tokens[first].folded.size();
    while (digits == end - first && end < tokens.size() && tokens[end].is_number() &&
           tokens[end].folded.size() == 1) {
        ++digits;
        ++end;
    }
    const bool more = end < tokens.size() && tokens[end].is_number() &&
                      tokens[end].folded.size() > 2 && tokens[end].spaced;
    return digits >= least && digits <= most && !more && !is_currency_at(tokens, end) &&
                   !goes_on(tokens, end)
               ? end
               : 0;
}

// "12/27", "12 2027", "1227": the token after the expiry of a card; 0 for none.
std::size_t expiry_end(Tokens tokens, std::size_t first) {
    if (first >= tokens.size() || !tokens[first].is_number()) {
        return 0;
    }
    const auto is_month = [](std::string_view digits) {
        return digits.size() <= 2 && number_in(digits) >= 1 && number_in(digits) <= 12;
    };
    const auto is_year = [](std::string_view digits) {
        return (digits.size() == 2 || (digits.size() == 4 && digits.starts_with("20"))) &&
               number_in(digits.substr(digits.size() - 2)) >= 20 &&
               number_in(digits.substr(digits.size() - 2)) <= 45;
    };
    const std::string_view digits = tokens[first].folded;
    if (digits.size() == 4 && is_month(digits.substr(0, 2)) && is_year(digits.substr(2))) {
        return first + 1;
    }
    std::size_t year = first + 1;
    year += year < tokens.size() && tokens[year].is_any({"/", "-", "."}) ? 1U : 0U;
    const bool read = is_month(digits) && year < tokens.size() && tokens[year].is_number() &&
                      is_year(tokens[year].folded) && !goes_on(tokens, year + 1);
    return read ? year + 1 : 0;
}

bool is_card_word(const Token& token) {
    return token.is_sign()
               ? !token.is_any({"?", "!", "+", "\xE2\x80\xA2"})
               : token.is_any(
                     {"exp",      "expire",   "expiration",  "expirant", "fin",      "validite",
                      "valable",  "valide",   "date",        "d",        "de",       "la",
                      "le",       "jusqu",    "a",           "au",       "en",       "et",
                      "puis",     "avec",     "cvv",         "cvc",      "ccv",      "crypto",
                      "dos",      "code",     "securite",    "les",      "trois",    "est",
                      "c",        "cest",     "visuel",      "num",      "il",       "numero",
                      "sont",     "chiffres", "derniers",    "ma",       "carte",    "cb",
                      "bancaire", "bleue",    "y",           "verso",    "derriere", "mon",
                      "pour",     "n",        "cryptogramme"});
}

// "3 chiffres", "2" of "cvv2".
bool is_counted(Tokens tokens, std::size_t index) {
    return tokens[index].is_number() && tokens[index].folded.size() == 1 &&
           ((index + 1 < tokens.size() && tokens[index + 1].is_any({"chiffres", "derniers"})) ||
            (glued(tokens, index) && tokens[index - 1].is_any({"cvv", "cvc"})));
}

std::size_t past_card_words(Tokens tokens, std::size_t index) {
    const std::size_t limit = std::min(tokens.size(), index + most_between);
    while (index < limit && (is_card_word(tokens[index]) || is_counted(tokens, index))) {
        ++index;
    }
    return index;
}

// What follows the number of a card: its expiry, its code.
void hide_after_card(Tokens tokens, std::size_t index, std::vector<Hidden>& found) {
    for (;;) {
        const std::size_t at = past_card_words(tokens, index);
        if (const std::size_t expiry = expiry_end(tokens, at); expiry != 0) {
            found.push_back({{at, expiry}, SensitiveKind::card});
            index = expiry;
        } else if (const std::size_t code = code_end(tokens, at, 3, 3); code != 0) {
            found.push_back({{at, code}, SensitiveKind::cvv});
            index = code;
        } else {
            return;
        }
    }
}

// The token after an announcement of a card's code at `index`; 0 for none.
std::size_t code_announced(Tokens tokens, std::size_t index) {
    if (tokens[index].is_any({"cvv", "cvc", "ccv", "cryptogramme", "crypto"})) {
        return index + 1;
    }
    if (stands_at(tokens, index, {"code", "de", "securite"}) ||
        stands_at(tokens, index, {"chiffres", "au", "dos"}) ||
        stands_at(tokens, index, {"chiffres", "au", "verso"}) ||
        stands_at(tokens, index, {"chiffres", "de", "derriere"}) ||
        stands_at(tokens, index, {"dos", "de", "ma"}) ||
        stands_at(tokens, index, {"dos", "de", "la"})) {
        const bool back = tokens[index].is("dos");
        return !back || stands_at(tokens, index + 3, {"carte"}) ||
                       stands_at(tokens, index + 3, {"cb"})
                   ? index + 3
                   : 0;
    }
    return stands_at(tokens, index, {"chiffres", "derriere"}) ||
                   stands_at(tokens, index, {"code", "visuel"})
               ? index + 2
               : 0;
}

// "123 c'est le cvv", "123 au dos".
std::size_t code_before(Tokens tokens, std::size_t announcement) {
    std::size_t i = announcement;
    while (i > 0 && announcement - i < 6 &&
           tokens[i - 1].is_any({"au",
                                 "le",
                                 "la",
                                 "les",
                                 "c",
                                 "est",
                                 "cest",
                                 "'",
                                 ",",
                                 "(",
                                 "mon",
                                 ":",
                                 "comme",
                                 "trois",
                                 "derniers",
                                 "sont",
                                 "ce"})) {
        --i;
    }
    return i > 0 && (i < 2 || !goes_on(tokens, i - 2)) && code_end(tokens, i - 1, 3, 4) == i
               ? i - 1
               : tokens.size();
}

void hide_announced_code(Tokens tokens, std::size_t index, std::vector<Hidden>& found) {
    const std::size_t after = code_announced(tokens, index);
    if (after == 0) {
        return;
    }
    std::size_t at = past_card_words(tokens, after);
    if (const std::size_t expiry = expiry_end(tokens, at);
        expiry != 0 && expiry > at + 1) {  // "1227" alone is taken as the code
        found.push_back({{at, expiry}, SensitiveKind::card});
        at = past_card_words(tokens, expiry);
    }
    const std::size_t most = tokens[index].is("crypto") ? 3 : 4;
    if (const std::size_t end = code_end(tokens, at, 3, most); end != 0) {
        found.push_back({{at, end}, SensitiveKind::cvv});
    } else if (const std::size_t before = code_before(tokens, index); before < tokens.size()) {
        found.push_back({{before, before + 1}, SensitiveKind::cvv});
    }
}

void hide_announced_expiry(Tokens tokens, std::size_t index, std::vector<Hidden>& found) {
    if (!tokens[index].is_any({"exp", "expire", "expiration", "expirant", "validite", "valable"})) {
        return;
    }
    const std::size_t at = past_card_words(tokens, index + 1);
    if (const std::size_t end = expiry_end(tokens, at); end != 0) {
        found.push_back({{at, end}, SensitiveKind::card});
    }
}

// Sex, year, month, department, town, order, key: where the pieces printed on a card may end.
bool is_printed_end(std::size_t digits) {
    return digits == 1 || digits == 3 || digits == 5 || digits == 7 || digits == 10 ||
           digits == short_number || digits == long_number;
}

// Corsica's 2A and 2B count as 19 and 18 in the key.
std::string without_corsica(std::string number) {
    if (number[6] == 'a' || number[6] == 'b') {
        number.replace(5, 2, number[6] == 'a' ? "19" : "18");
    }
    return number;
}

bool has_key(std::string_view number) {
    if (number.size() != long_number) {
        return false;
    }
    int remainder = 0;
    for (const char c : number.substr(0, short_number)) {
        remainder = (remainder * 10 + (c - '0')) % key_modulus;
    }
    return key_modulus - remainder == number_in(number.substr(short_number));
}

// A person of either sex, born in a month and in a town.
bool is_plausible_number(std::string_view number) {
    const int month = number_in(number.substr(3, 2));
    return month >= 1 && month <= 12 && number.substr(5, 2) != "00" &&
           number.substr(7, 3) != "000" && number.substr(10, 3) != "000";
}

// The token after the number that begins at `first`; 0 for none.
std::size_t social_security_end(Tokens tokens, std::size_t first, bool meant) {
    std::string number;
    std::size_t end = 0;
    bool printed = true;
    for (std::size_t i = first; i < tokens.size() && number.size() < long_number; ++i) {
        const Token& token = tokens[i];
        if (token.is_any({"-", ".", "/", "_"}) && i > first) {
            continue;
        }
        const bool corsica = token.is_any({"a", "b"}) && number.size() == 6 && number.back() == '2';
        if (!token.is_number() && !corsica) {
            break;
        }
        number += token.folded;
        printed = printed && (is_printed_end(number.size()) || number.size() == 6);
        if (number.size() == short_number || number.size() == long_number) {
            const std::string digits = without_corsica(number);
            const bool right = has_key(digits) || (printed && is_plausible_number(digits));
            end = right || meant ? i + 1 : end;
        }
    }
    return end;
}

// Words that may stand between "mot de passe" and "est".
bool is_place(const Token& token) {
    return token.is_any({"de",     "du",       "d",      "la",     "le",       "l",
                         "mon",    "ma",       "pour",   "sur",    "site",     "espace",
                         "mail",   "client",   "compte", "banque", "paiement", "en",
                         "ligne",  "gmail",    "votre",  "'",      "internet", "personnel",
                         "actuel", "a",        "moi",    "(",      ")",        "\"",
                         "secret", "bancaire", "carte",  "ma",     "bleue",    "cb"});
}

// Words that say something of a password and are none.
bool tells_of_password(const Token& token) {
    return token.is_any({"oublie",
                         "oubliee",
                         "oublies",
                         "perdu",
                         "perdue",
                         "incorrect",
                         "incorrecte",
                         "invalide",
                         "errone",
                         "faux",
                         "fausse",
                         "bloque",
                         "expire",
                         "mauvais",
                         "refuse",
                         "inconnu",
                         "bon",
                         "perime",
                         "change",
                         "necessaire",
                         "obligatoire",
                         "demande",
                         "provisoire",
                         "temporaire",
                         "pas",
                         "plus",
                         "toujours",
                         "trop",
                         "la",
                         "le",
                         "les",
                         "un",
                         "une",
                         "mon",
                         "ma",
                         "celui",
                         "ne",
                         "n",
                         "je",
                         "j",
                         "il",
                         "quoi",
                         "ou",
                         "comment",
                         "dans",
                         "sur",
                         "a",
                         "de",
                         "pour",
                         "deja",
                         "bien",
                         "en",
                         "tres",
                         "encore",
                         "rejete",
                         "valable",
                         "valide",
                         "envoye",
                         "recu",
                         "introuvable",
                         "impossible",
                         "toujours",
                         "jamais",
                         "rejetee",
                         "demander",
                         "juste",
                         "exact",
                         "different",
                         "nouveau",
                         "ancien",
                         "personnel",
                         "confidentiel",
                         "secret",
                         "tombe",
                         "reinitialise",
                         "reinitialiser",
                         "requis",
                         "aussi",
                         "quel",
                         "lequel",
                         "merci",
                         "svp",
                         "donc",
                         "ca",
                         "c",
                         "vous",
                         "on",
                         "que",
                         "qui",
                         "d",
                         "l",
                         "s",
                         "au",
                         "aucun",
                         "rien",
                         "non",
                         "oui",
                         "complique",
                         "simple",
                         "long",
                         "court",
                         "correct",
                         "mal",
                         "ok",
                         "mort",
                         "vide",
                         "illisible",
                         "avec",
                         "sans",
                         "si",
                         "mais",
                         "car",
                         "et",
                         "jai",
                         "attendez",
                         "attends",
                         "aidez",
                         "aide",
                         "urgent",
                         "casse",
                         "compromis",
                         "vole",
                         "pirate",
                         "desactive",
                         "modifie",
                         "efface",
                         "impossible",
                         "resilie",
                         "manquant",
                         "absent",
                         "indisponible"});
}

// The token after the word that begins at `first`: up to the next white space.
std::size_t chunk_end(Tokens tokens, std::size_t first) {
    std::size_t end = first + 1;
    while (end < tokens.size() && !tokens[end].spaced) {
        ++end;
    }
    while (end > first + 1 && tokens[end - 1].is_any({".", ",", ";", "?", ")", "\""})) {
        --end;
    }
    return end;
}

bool holds_digit_or_sign(Tokens chunk) {
    return std::ranges::any_of(chunk, [](const Token& token) {
        return token.is_number() ||
               (token.is_sign() && !token.is_any({"'", "-", "\"", "(", "\xE2\x80\xA2", "!"}));
    });
}

bool is_mask(Tokens chunk) {
    return std::ranges::any_of(chunk, [](const Token& t) { return t.is("\xE2\x80\xA2"); });
}

std::size_t length_of(Tokens chunk) {
    return chunk.back().end - chunk.front().begin;
}

// "Azerty12!" always; "soleil" only when it is said to be the password and ends the sentence.
bool is_password(Tokens tokens, Stretch chunk, bool given) {
    const Tokens word = tokens.subspan(chunk.first, chunk.last - chunk.first);
    if (is_mask(word)) {
        return false;
    }
    if (holds_digit_or_sign(word)) {
        const bool telephone =
            word.size() == 1 && length_of(word) == 10 && word.front().folded.starts_with('0');
        return length_of(word) >= 4 && (given || !telephone) && !is_currency_at(tokens, chunk.last);
    }
    const bool last = chunk.last >= tokens.size() || tokens[chunk.last].is_sign() ||
                      tokens[chunk.last].is_any({"merci", "svp", "et", "voila", "pour"});
    return given && last && word.front().is_word() && !tells_of_password(word.front()) &&
           length_of(word) >= 3 && !word.front().raw.ends_with("\xC3\xA9") &&
           !word.front().raw.ends_with(
               "\xC3\xA9"
               "e");
}

// The token after "mot de passe" or "mdp" at `index`; 0 for none.
std::size_t password_announced(Tokens tokens, std::size_t index) {
    if (tokens[index].is_any({"mdp", "password", "motdepasse"})) {
        return index + 1;
    }
    for (const std::string_view pass : {"passe", "pass", "passes"}) {
        if (stands_at(tokens, index, {"mot", "de", pass}) ||
            stands_at(tokens, index, {"mots", "de", pass})) {
            return index + 3;
        }
    }
    return 0;
}

struct Given {
    std::size_t at = 0;  // the first token of what is given
    bool said = false;   // "est", "c'est", ":", "="
};

Given past_giving(Tokens tokens, std::size_t index) {
    const std::size_t start = index;
    while (index < tokens.size() && index - start < most_between && is_place(tokens[index])) {
        ++index;
    }
    const std::size_t said = index;
    while (index < tokens.size() &&
           tokens[index].is_any({":", "=", "est", "c", "cest", "'", ",", "->", "sera", "voici"})) {
        ++index;
    }
    const bool only_comma = index == said + 1 && tokens[said].is_any({",", "'"});
    return {index, index > said && !only_comma};
}

void hide_password(Tokens tokens, std::size_t index, std::vector<Hidden>& found) {
    const std::size_t after = password_announced(tokens, index);
    if (after == 0) {
        return;
    }
    const Given given = past_giving(tokens, after);
    if (given.at >= tokens.size()) {
        return;
    }
    const Stretch chunk{given.at, chunk_end(tokens, given.at)};
    if (is_password(tokens, chunk, given.said)) {
        found.push_back({chunk, SensitiveKind::password});
    }
}

// "Azerty12! c'est mon mot de passe".
void hide_password_before(Tokens tokens, std::size_t index, std::vector<Hidden>& found) {
    std::size_t first = index;
    while (first > 0 && index - first < 5 &&
           tokens[first - 1].is_any({"c", "'", "est", "cest", "mon", ",", "comme", "le"})) {
        --first;
    }
    if (first == 0 || password_announced(tokens, index) == 0 || index - first < 2) {
        return;
    }
    std::size_t begin = first - 1;
    while (begin > 0 && !tokens[begin].spaced) {
        --begin;
    }
    if (is_password(tokens, {begin, first}, false)) {
        found.push_back({{begin, first}, SensitiveKind::password});
    }
}

// "code secret 1234", "le code de ma carte est 1234".
void hide_secret_code(Tokens tokens, std::size_t index, std::vector<Hidden>& found) {
    const bool secret = stands_at(tokens, index, {"code", "secret"}) ||
                        stands_at(tokens, index, {"code", "pin"}) ||
                        stands_at(tokens, index, {"code", "confidentiel"}) ||
                        stands_at(tokens, index, {"code", "cb"}) ||
                        stands_at(tokens, index, {"code", "de", "ma", "carte"}) ||
                        stands_at(tokens, index, {"code", "de", "la", "carte"}) ||
                        stands_at(tokens, index, {"code", "de", "carte"}) ||
                        stands_at(tokens, index, {"code", "carte"});
    if (!secret) {
        return;
    }
    const Given given = past_giving(tokens, index + 1);
    const std::size_t at =
        given.at < tokens.size() && tokens[given.at].is_any({"pin", "confidentiel"})
            ? past_giving(tokens, given.at + 1).at
            : given.at;
    if (const std::size_t end = code_end(tokens, at, 4, 6); end != 0) {
        found.push_back({{at, end}, SensitiveKind::password});
    }
}

}  // namespace

std::vector<Hidden> find_card_codes(Tokens tokens, std::span<const Hidden> cards) {
    std::vector<Hidden> found;
    for (const Hidden& card : cards) {
        hide_after_card(tokens, card.stretch.last, found);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        hide_announced_code(tokens, i, found);
    }
    for (std::size_t i = 0; i < tokens.size() && !(cards.empty() && found.empty()); ++i) {
        hide_announced_expiry(tokens, i, found);
    }
    return found;
}

std::vector<Hidden> find_social_security(Tokens tokens) {
    std::vector<Hidden> found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool begins = tokens[i].is_number() && (i == 0 || !tokens[i - 1].is_number()) &&
                            (tokens[i].folded[0] == '1' || tokens[i].folded[0] == '2');
        const Announced what = begins ? announced(tokens, {i, i + 1}) : Announced::something_else;
        if (what == Announced::something_else || what == Announced::card) {
            continue;
        }
        const std::size_t end = social_security_end(tokens, i, what == Announced::social_security);
        if (end != 0) {
            found.push_back({{i, end}, SensitiveKind::social_security});
            i = end - 1;
        }
    }
    return found;
}

std::vector<Hidden> find_passwords(Tokens tokens) {
    std::vector<Hidden> found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        hide_password(tokens, i, found);
        hide_password_before(tokens, i, found);
        hide_secret_code(tokens, i, found);
    }
    return found;
}

}  // namespace guichet::slots
