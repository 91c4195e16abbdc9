// A family name or a first name.
#include "engine/slots/name.hpp"

#include <algorithm>

#include "engine/slots/capitals.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t most_words = 6;
constexpr std::size_t most_bytes = 80;  // sixty letters, some of them accented

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
bool holds_no_name(const Vocabulary& vocabulary, const std::string& word) {
    const std::string folded = text::fold(word);
    if (vocabulary.is_no_name(folded) || is_gibberish(folded)) {
        return true;
    }
    const std::size_t quote = folded.find('\'');
    const bool elided =
        quote == 1 && std::string_view("cjmstq").find(folded[0]) != std::string_view::npos;
    return elided && vocabulary.is_no_name(std::string_view(folded).substr(2));
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
    const bool says_am = std::ranges::any_of(
        tokens.first(said.stretch.first),
        [&](const Token& token) { return vocabulary.holds(Listed::am, token.folded); });
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
    const SaidName said = said_name(vocabulary, tokens);
    if (said.words.empty() || said.words.size() > most_words ||
        std::ranges::any_of(
            said.words, [&](const std::string& word) { return holds_no_name(vocabulary, word); }) ||
        is_no_one_person(tokens, said) || is_statement(vocabulary, tokens, said) ||
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

Parsed read_family_name(const Vocabulary& vocabulary, const Line& line) {
    return read_name(vocabulary, line, true);
}

Parsed read_given_name(const Vocabulary& vocabulary, const Line& line) {
    return read_name(vocabulary, line, false);
}

}  // namespace guichet::slots
