#include "engine/slots/leftover.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::array fillers = {
    "a"sv,
    "ah"sv,
    "ai"sv,
    "alors"sv,
    "au"sv,
    "aussi"sv,
    "bah"sv,
    "ben"sv,
    "bien"sv,
    "bjr"sv,
    "bonjour"sv,
    "bonsoir"sv,
    "bsr"sv,
    "c"sv,
    "ca"sv,
    "ce"sv,
    "cela"sv,
    "cest"sv,
    "cet"sv,
    "cette"sv,
    "cher"sv,
    "coucou"sv,
    "crois"sv,
    "d"sv,
    "de"sv,
    "desole"sv,
    "desolee"sv,
    "donc"sv,
    "donne"sv,
    "dont"sv,
    "du"sv,
    "en"sv,
    "est"sv,
    "et"sv,
    "etait"sv,
    "etre"sv,
    "euh"sv,
    "exact"sv,
    "exactement"sv,
    "faut"sv,
    "fait"sv,
    "hello"sv,
    "heu"sv,
    "hum"sv,
    "ici"sv,
    "il"sv,
    "j"sv,
    "je"sv,
    "l"sv,
    "la"sv,
    "le"sv,
    "les"sv,
    "ma"sv,
    "madame"sv,
    "me"sv,
    "merci"sv,
    "mercii"sv,
    "mes"sv,
    "mien"sv,
    "mienne"sv,
    "mlle"sv,
    "mme"sv,
    "moi"sv,
    "mon"sv,
    "monsieur"sv,
    "mr"sv,
    "n"sv,
    "no"sv,
    "oh"sv,
    "ok"sv,
    "on"sv,
    "oui"sv,
    "pense"sv,
    "plait"sv,
    "pour"sv,
    "qu"sv,
    "que"sv,
    "s"sv,
    "sa"sv,
    "salut"sv,
    "sera"sv,
    "serait"sv,
    "si"sv,
    "slt"sv,
    "soit"sv,
    "son"sv,
    "sont"sv,
    "stp"sv,
    "suis"sv,
    "suit"sv,
    "sur"sv,
    "svp"sv,
    "te"sv,
    "tiens"sv,
    "tout"sv,
    "un"sv,
    "une"sv,
    "veut"sv,
    "voici"sv,
    "voila"sv,
    "vous"sv,
    "votre"sv,
    "y"sv,
    "agit"sv,
    "cordialement"sv,
    "bonne"sv,
    "journee"sv,
    "soiree"sv,
    "jai"sv,
    "chez"sv,
    "avec"sv,
    "juste"sv,
    "effectivement"sv,
    "comme"sv,
    "dit"sv,
    "ecrit"sv,
    "note"sv,
    "notez"sv,
    "mets"sv,
    "mettez"sv,
    "mrc"sv,
    "mci"sv,
    "plutot"sv,
    "pardon"sv,
    "non"sv,
    "bonj"sv,
    "indique"sv,
};

}  // namespace

bool is_filler(const Token& token) {
    return token.is_sign() ? !token.is("?") : is_filler_word(token.folded);
}

bool is_filler_word(std::string_view folded) {
    static const std::unordered_set<std::string_view> words(fillers.begin(), fillers.end());
    return words.contains(folded);
}

bool nothing_left(Tokens tokens,
                  std::initializer_list<Stretch> used,
                  std::initializer_list<std::string_view> own_words) {
    return nothing_left(tokens, std::span<const Stretch>(used.begin(), used.size()), own_words);
}

bool nothing_left(Tokens tokens,
                  std::span<const Stretch> used,
                  std::initializer_list<std::string_view> own_words) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool read = std::ranges::any_of(
            used, [i](const Stretch& stretch) { return i >= stretch.first && i < stretch.last; });
        if (!read && !is_filler(tokens[i]) && !tokens[i].is_any(own_words)) {
            return false;
        }
    }
    return true;
}

std::vector<Token> without_numbers(Tokens tokens) {
    std::vector<Token> words;
    std::ranges::copy_if(
        tokens, std::back_inserter(words), [](const Token& token) { return !token.is_number(); });
    return words;
}

bool says_correction(Tokens tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) {
        return token.is_any({"pas",
                             "non",
                             "nn",
                             "nan",
                             "plutot",
                             "pardon",
                             "erreur",
                             "trompe",
                             "trompee",
                             "voulais",
                             "enfin",
                             "oups",
                             "rectification",
                             "correction"});
    });
}

bool corrects(Tokens between) {
    // "50 et non 80", "50 plutôt que 80": the second is the one that is denied.
    const bool denies = std::ranges::any_of(between, [](const Token& token) {
        return token.is_any({"et", "que", "qu"});
    });
    return !denies && says_correction(between) &&
           nothing_left(between,
                        {},
                        {"pas",
                         "nn",
                         "nan",
                         "erreur",
                         "trompe",
                         "trompee",
                         "voulais",
                         "enfin",
                         "oups",
                         "dire",
                         "mais",
                         "rectification",
                         "correction",
                         "excusez"});
}

bool replaces_denied(Tokens between) {
    return !between.empty() && std::ranges::none_of(between, [](const Token& token) {
        return token.is_any({"et", "ou", "ni", "-", "/", "+", "pas"});
    });
}

bool asks_something(Tokens tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is_any({"?",
                              "pourquoi",
                              "pourkoi",
                              "pk",
                              "comment",
                              "combien",
                              "quoi",
                              "quand",
                              "quel",
                              "quelle",
                              "quels",
                              "quelles",
                              "koi",
                              "comen"}) ||
            stands_at(tokens, i, {"est", "ce", "que"}) ||
            stands_at(tokens, i, {"est", "ce", "qu"}) ||
            stands_at(tokens, i, {"qu", "est", "ce"}) || stands_at(tokens, i, {"ou", "est"}) ||
            stands_at(tokens, i, {"ou", "trouver"}) ||
            stands_at(tokens, i, {"ou", "se", "trouve"}) || stands_at(tokens, i, {"a", "quoi"})) {
            return true;
        }
    }
    return false;
}

}  // namespace guichet::slots
