#include "engine/understanding/french.hpp"

#include <libstemmer.h>

#include <algorithm>

namespace guichet::understanding {
namespace {

constexpr std::string_view function_words[] = {
    "a",      "ai",      "as",    "au",   "aussi", "aux",      "avec", "avez",  "avoir", "avons",
    "bien",   "c",       "ca",    "car",  "ce",    "cela",     "ces",  "cet",   "cette", "chez",
    "comme",  "comment", "d",     "dans", "de",    "des",      "donc", "du",    "elle",  "elles",
    "en",     "est",     "et",    "ete",  "etes",  "etre",     "eu",   "faire", "fait",  "faut",
    "il",     "ils",     "j",     "je",   "l",     "la",       "le",   "les",   "leur",  "leurs",
    "lui",    "m",       "ma",    "mais", "me",    "mes",      "moi",  "mon",   "n",     "ne",
    "non",    "nos",     "notre", "nous", "on",    "ont",      "ou",   "oui",   "par",   "pas",
    "peu",    "peut",    "peux",  "plus", "pour",  "pourquoi", "qu",   "quand", "que",   "quel",
    "quelle", "qui",     "quoi",  "s",    "sa",    "sans",     "se",   "ses",   "si",    "son",
    "sont",   "suis",    "sur",   "t",    "ta",    "te",       "tes",  "toi",   "ton",   "tous",
    "tout",   "toute",   "tres",  "tu",   "un",    "une",      "va",   "vais",  "veut",  "veux",
    "voila",  "vos",     "votre", "vous", "y",
};

struct Elision {
    std::string_view elided;
    std::string_view full;
};

constexpr Elision elisions[] = {
    {"c", "ce"},
    {"d", "de"},
    {"j", "je"},
    {"jusqu", "jusque"},
    {"l", "le"},
    {"lorsqu", "lorsque"},
    {"m", "me"},
    {"n", "ne"},
    {"puisqu", "puisque"},
    {"qu", "que"},
    {"quoiqu", "quoique"},
    {"s", "se"},
    {"t", "te"},
};

constexpr std::string_view auxiliaries[] = {
    "a",     "ai",    "aie",   "ait",    "as",     "aura",  "aurai", "aurais", "avais",
    "avait", "avez",  "aviez", "avions", "avoir",  "avons", "es",    "est",    "etaient",
    "etais", "etait", "etre",  "ont",    "sommes", "sont",  "suis",
};

constexpr std::string_view adverbs_inside_verbs[] = {
    "aussi",
    "bien",
    "deja",
    "encore",
    "enfin",
    "jamais",
    "mal",
    "me",
    "pas",
    "plus",
    "rien",
    "tjs",
    "toujours",
    "tout",
    "trop",
    "vous",
};

// Words in -er that are no infinitives.
constexpr std::string_view nouns_in_er[] = {
    "amer",      "atelier",     "banquier", "cher",       "chantier", "courrier", "courtier",
    "creancier", "dernier",     "dossier",  "echeancier", "entier",   "escalier", "fichier",
    "financier", "foyer",       "hier",     "huissier",   "janvier",  "loyer",    "ouvrier",
    "papier",    "particulier", "premier",  "quartier",   "super",    "fevrier",
};

}  // namespace

std::string_view participle_of(std::string_view word) {
    const bool infinitive = word.size() > 4 && word.ends_with("er") &&
                            std::ranges::find(nouns_in_er, word) == std::end(nouns_in_er);
    return infinitive ? word.substr(0, word.size() - 1) : std::string_view();
}

bool is_auxiliary(std::string_view word) {
    return std::ranges::find(auxiliaries, word) != std::end(auxiliaries);
}

bool is_adverb_inside_verb(std::string_view word) {
    return std::ranges::find(adverbs_inside_verbs, word) != std::end(adverbs_inside_verbs);
}

std::string_view full_form_of_elision(std::string_view elided) {
    const auto* found = std::ranges::lower_bound(elisions, elided, {}, &Elision::elided);
    return found != std::end(elisions) && found->elided == elided ? found->full
                                                                  : std::string_view();
}

bool is_function_word(std::string_view word) {
    return std::ranges::binary_search(function_words, word);
}

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("french", "UTF_8")) {}

Stemmer::~Stemmer() {
    sb_stemmer_delete(stemmer_);
}

std::string Stemmer::stem(std::string_view word) const {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer_, bytes, static_cast<int>(word.size()));
    if (stem == nullptr) {
        return std::string(word);
    }
    std::string out(reinterpret_cast<const char*>(stem),
                    static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
    if (out != word && is_function_word(out) && !is_function_word(word)) {
        out += '-';
    }
    return out;
}

}  // namespace guichet::understanding
