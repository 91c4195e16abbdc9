// A family name or a first name.
#include "engine/slots/name.hpp"

#include <algorithm>
#include <array>

#include "engine/slots/capitals.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_words = 6;
constexpr std::size_t most_bytes = 80;  // sixty letters, some of them accented

constexpr std::array no_names = {
    // words of sentences
    "je"sv,
    "tu"sv,
    "il"sv,
    "elle"sv,
    "nous"sv,
    "vous"sv,
    "ils"sv,
    "elles"sv,
    "on"sv,
    "ne"sv,
    "pas"sv,
    "plus"sv,
    "jamais"sv,
    "rien"sv,
    "qui"sv,
    "que"sv,
    "quoi"sv,
    "quel"sv,
    "quelle"sv,
    "est"sv,
    "suis"sv,
    "es"sv,
    "sont"sv,
    "ai"sv,
    "avez"sv,
    "avons"sv,
    "ont"sv,
    "etait"sv,
    "veux"sv,
    "veut"sv,
    "peux"sv,
    "peut"sv,
    "dois"sv,
    "doit"sv,
    "sais"sv,
    "sait"sv,
    "connais"sv,
    "comprends"sv,
    "comprend"sv,
    "crois"sv,
    "pense"sv,
    "payer"sv,
    "regler"sv,
    "recevoir"sv,
    "envoyer"sv,
    "demande"sv,
    "demander"sv,
    "voudrais"sv,
    "souhaite"sv,
    "mon"sv,
    "ma"sv,
    "mes"sv,
    "votre"sv,
    "vos"sv,
    "notre"sv,
    "ce"sv,
    "cette"sv,
    "ca"sv,
    "cela"sv,
    "dans"sv,
    "sur"sv,
    "pour"sv,
    "avec"sv,
    "sans"sv,
    "chez"sv,
    "par"sv,
    "mais"sv,
    "donc"sv,
    "car"sv,
    "tres"sv,
    "trop"sv,
    "deja"sv,
    "encore"sv,
    "euros"sv,
    "comment"sv,
    "pourquoi"sv,
    "combien"sv,
    "quand"sv,
    "moi"sv,
    "toi"sv,
    "lui"sv,
    "jai"sv,
    "cest"sv,
    "fait"sv,
    "faire"sv,
    "etre"sv,
    "avoir"sv,
    "voir"sv,
    "dire"sv,
    "ou"sv,
    "une"sv,
    "un"sv,
    "aux"sv,
    "leur"sv,
    "meme"sv,
    // words of the subject
    "dossier"sv,
    "dette"sv,
    "dettes"sv,
    "facture"sv,
    "creancier"sv,
    "courrier"sv,
    "lettre"sv,
    "reference"sv,
    "numero"sv,
    "telephone"sv,
    "mail"sv,
    "email"sv,
    "adresse"sv,
    "date"sv,
    "naissance"sv,
    "nom"sv,
    "prenom"sv,
    "conseiller"sv,
    "gestionnaire"sv,
    "paiement"sv,
    "cheque"sv,
    "virement"sv,
    "argent"sv,
    "recouvrement"sv,
    // answers and commands
    "oui"sv,
    "non"sv,
    "ouais"sv,
    "nan"sv,
    "ok"sv,
    "okay"sv,
    "merci"sv,
    "bonjour"sv,
    "bonsoir"sv,
    "salut"sv,
    "coucou"sv,
    "bjr"sv,
    "aide"sv,
    "help"sv,
    "menu"sv,
    "retour"sv,
    "annuler"sv,
    "stop"sv,
    "arret"sv,
    "recommencer"sv,
    "quitter"sv,
    "suivant"sv,
    "passer"sv,
    "aucun"sv,
    "aucune"sv,
    "inconnu"sv,
    "inconnue"sv,
    "idee"sv,
    "humain"sv,
    "quelqu"sv,
    "quelqu'un"sv,
    "personne"sv,
    "jsp"sv,
    "nsp"sv,
    "idk"sv,
    "lol"sv,
    "mdr"sv,
    "ptdr"sv,
    "test"sv,
    "hein"sv,
    "bof"sv,
    "euh"sv,
    "nope"sv,
    "yes"sv,
    "no"sv,
    "anonyme"sv,
    "neant"sv,
    "null"sv,
    "azerty"sv,
    "qwerty"sv,
    "qsdf"sv,
    "qsdfgh"sv,
    "asdf"sv,
    "perdu"sv,
    "oublie"sv,
    "svp"sv,
    "hello"sv,
    "debiteur"sv,
    "complique"sv,
    "faux"sv,
    "vrai"sv,
    "nul"sv,
    "urgent"sv,
    "important"sv,
    "impossible"sv,
    "bizarre"sv,
    "malade"sv,
    "peut-etre"sv,
    "d'accord"sv,
    "au"sv,
    "secours"sv,
    "modifier"sv,
    "corriger"sv,
    "envoyer"sv,
    "continuer"sv,
    // insults
    "connard"sv,
    "connasse"sv,
    "con"sv,
    "conne"sv,
    "cons"sv,
    "salope"sv,
    "salaud"sv,
    "pute"sv,
    "putain"sv,
    "merde"sv,
    "encule"sv,
    "encules"sv,
    "batard"sv,
    "fdp"sv,
    "ntm"sv,
    "nique"sv,
    "abruti"sv,
    "escroc"sv,
    "escrocs"sv,
    "voleurs"sv,
    "voleur"sv,
    "debile"sv,
    "idiot"sv,
    "enfoire"sv,
    "foutre"sv,
    "bande"sv,
    "gueule"sv,
    "chier"sv,
    "connards"sv,
    "fuck"sv,
    "tg"sv,
    "ta"sv,
    "va"sv,
    "te"sv,
    "arnaque"sv,
    "arnaqueurs"sv,
    "bordel"sv,
};

// "xxx", "aaaa": no name repeats a letter three times.
bool is_gibberish(std::string_view folded) {
    for (std::size_t i = 0; i + 2 < folded.size(); ++i) {
        if (folded[i] == folded[i + 1] && folded[i] == folded[i + 2]) {
            return true;
        }
    }
    return false;
}

// Whether any part of a word is a word no name holds.
bool holds_no_name(const std::string& word) {
    const std::string folded = text::fold(word);
    if (is_no_name(folded) || is_gibberish(folded)) {
        return true;
    }
    const std::size_t quote = folded.find('\'');
    const bool elided =
        quote == 1 && std::string_view("cjmstq").find(folded[0]) != std::string_view::npos;
    return elided && is_no_name(std::string_view(folded).substr(2));
}

// "Marie Claire": two first names, or a first name borne as a family name.
bool are_all_given(const Vocabulary& vocabulary, const std::vector<std::string>& words) {
    return std::ranges::all_of(
        words, [&](const std::string& word) { return vocabulary.is_given_name(text::fold(word)); });
}

// The words of the part asked for; all of them when nothing tells where to cut.
std::vector<std::string> part_of(const Vocabulary& vocabulary, const SaidName& said, bool family) {
    const FullName name = cut_name(vocabulary, said);
    const bool own_marker =
        said.marker == (family ? NameMarker::family_name : NameMarker::given_name);
    if (name.family.empty() || (family && own_marker)) {
        return said.words;
    }
    const bool plain = said.marker == NameMarker::none || own_marker;
    if (!family && plain && !said.family_first && are_all_given(vocabulary, said.words)) {
        return said.words;
    }
    return family ? name.family : name.given;
}

// "nom : Dupont, prénom : Marie": the tokens from the label asked for to the other one.
Tokens labelled_part(Tokens tokens, bool family) {
    std::size_t at = tokens.size();
    std::size_t other = tokens.size();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is(family ? "nom" : "prenom")) {
            at = std::min(at, i);
        } else if (tokens[i].is(family ? "prenom" : "nom")) {
            other = std::min(other, i);
        }
    }
    if (at == tokens.size() || other == tokens.size()) {
        return tokens;
    }
    // "nom et prénom : Dupont Marie" is one label.
    const Tokens between = tokens.subspan(at, at < other ? other - at : 0);
    const bool two_labels = std::ranges::any_of(between, [](const Token& token) {
        return token.is_any({":", "=", "est"});
    });
    return two_labels ? between : tokens.subspan(at);
}

// "je suis malade" names nobody; "je suis Marie" and "je suis Mme Dupont" do.
bool is_statement(const Vocabulary& vocabulary, Tokens tokens, const SaidName& said) {
    const bool says_am =
        std::ranges::any_of(tokens.first(said.stretch.first), [](const Token& token) {
            return token.is_any({"suis", "chui", "chuis", "jsuis", "jsui"});
        });
    const std::string& first = said.words.front();
    return says_am && said.marker == NameMarker::full_name &&
           !vocabulary.is_given_name(text::fold(first)) && first == lower_case(first);
}

// One letter is a family name to those who bear it ("Park O"), a slip otherwise.
bool is_one_letter_name(const SaidName& said, std::string_view folded) {
    constexpr std::string_view borne = "aeiouy";
    const bool brought = said.marker != NameMarker::none || said.words.size() > 1;
    return brought && folded.size() == 1 && borne.find(folded) != std::string_view::npos;
}

// "SARL Dupont", "Martin et Durand", "je m'appelais Durand", "Durand mais je m'appelle Martin": no
// one name of a person.
bool is_no_one_person(Tokens tokens, const SaidName& said) {
    const auto says = [](Tokens among, std::initializer_list<std::string_view> words) {
        return std::ranges::any_of(among, [&](const Token& token) { return token.is_any(words); });
    };
    const Tokens name = tokens.subspan(said.stretch.first, said.stretch.last - said.stretch.first);
    return says(name, {"sarl", "sas", "sasu", "eurl", "sci", "scp", "snc", "et"}) ||
           says(tokens, {"appelais", "appelait"}) ||
           says(tokens.subspan(said.stretch.last), {"appelle", "mappelle"});
}

Parsed read_name(const Vocabulary& vocabulary, const Line& line, bool family) {
    const Tokens tokens = labelled_part(line.tokens, family);
    if (asks_something(tokens) ||
        std::ranges::any_of(tokens, [](const Token& token) { return token.is("@"); })) {
        return not_understood();
    }
    if (std::ranges::any_of(tokens, &Token::is_number)) {
        return tokens.size() <= most_words ? invalid("nom-chiffres") : not_understood();
    }
    const SaidName said = said_name(tokens);
    if (said.words.empty() || said.words.size() > most_words ||
        std::ranges::any_of(said.words, holds_no_name) || is_no_one_person(tokens, said) ||
        is_statement(vocabulary, tokens, said) ||
        (said.marker == NameMarker::none && said.tail_says_something)) {
        return not_understood();
    }
    // "Jean, Luc": two first names, or a family name before a first one.
    if (!family && said.family_first && are_all_given(vocabulary, said.words)) {
        return not_understood();
    }
    const bool title_only = said.marker == NameMarker::title && said.words.size() == 1;
    if (!family && title_only && !are_all_given(vocabulary, said.words)) {
        return not_understood();
    }
    const std::string name = person_capitals(part_of(vocabulary, said, family));
    if (const std::string folded = text::fold(name);
        folded.size() < 2 && !is_one_letter_name(said, folded)) {
        return invalid("nom-trop-court");
    }
    return name.size() > most_bytes ? invalid("nom-trop-long")
                                    : filled(name, !said.tail_says_something);
}

}  // namespace

bool is_no_name(std::string_view folded) {
    return std::ranges::find(no_names, folded) != no_names.end();
}

Parsed read_family_name(const Vocabulary& vocabulary, const Line& line) {
    return read_name(vocabulary, line, true);
}

Parsed read_given_name(const Vocabulary& vocabulary, const Line& line) {
    return read_name(vocabulary, line, false);
}

}  // namespace guichet::slots
