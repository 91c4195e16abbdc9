// Finding the words of a name and cutting them in two.
#include <algorithm>

#include "engine/slots/capitals.hpp"
#include "engine/slots/name.hpp"
#include "engine/slots/ownership.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_title(const Vocabulary& vocabulary, const Token& token) {
    return vocabulary.holds(Listed::title, token.folded);
}

// "appelle" with a slip or two.
bool is_misspelt_call(const Token& token) {
    return token.folded.size() >= 5 && token.folded.starts_with("ap") &&
           text::edit_distance(token.folded, "appelle", 2) <= 2;
}

bool is_intro(const Vocabulary& vocabulary, const Token& token) {
    return is_title(vocabulary, token) || is_misspelt_call(token) ||
           vocabulary.holds(Listed::call, token.folded) ||
           vocabulary.holds(Listed::am, token.folded) ||
           vocabulary.holds(Listed::name_intro, token.folded);
}

// "mon mari", "la fille": somebody whose name follows.
bool brings_another(Tokens tokens, std::size_t index) {
    return index > 0 && index < tokens.size() && is_another(tokens[index]) &&
           tokens[index - 1].is_any(
               {"mon", "ma", "mes", "notre", "le", "la", "l", "son", "sa", "'"});
}

// "ben" is hesitation before an intro and a particle before a name ("Ben Ali").
bool opens_name(const Vocabulary& vocabulary, Tokens tokens, std::size_t index) {
    // "m'baye" is a name, "m'appelle" is not.
    if (tokens[index].folded.size() == 1 && index + 2 < tokens.size() &&
        tokens[index + 1].is("'")) {
        return !is_intro(vocabulary, tokens[index + 2]);
    }
    if (tokens[index].is("ben")) {
        return index + 1 < tokens.size() && tokens[index + 1].is_word() &&
               !is_intro(vocabulary, tokens[index + 1]);
    }
    return false;
}

// Skips "je m'appelle", "mon nom de famille, c'est", "Mme"; says which it was.
struct Intro {
    std::size_t end = 0;
    NameMarker marker = NameMarker::none;
};

void note_marker(const Vocabulary& vocabulary,
                 Tokens tokens,
                 std::size_t index,
                 NameMarker& marker) {
    const Token& token = tokens[index];
    const bool named = marker == NameMarker::none &&
                       (token.is("nom") || vocabulary.holds(Listed::am, token.folded));
    if (named || is_misspelt_call(token) || vocabulary.holds(Listed::call, token.folded)) {
        marker = NameMarker::full_name;
    } else if (token.is_any({"prenom", "prenoms"})) {
        marker = NameMarker::given_name;
    } else if (token.is_any({"famille", "patronyme"})) {
        marker = NameMarker::family_name;
    } else if (is_title(vocabulary, token) &&
               (marker == NameMarker::none || marker == NameMarker::full_name)) {
        marker = NameMarker::title;
    }
}

Intro intro_of(const Vocabulary& vocabulary, Tokens tokens) {
    Intro intro;
    std::size_t i = 0;
    while (i < tokens.size()) {
        if (tokens[i].is_sign()) {
            ++i;
            continue;
        }
        const bool last_word = std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                            tokens.end(),
                                            [](const Token& t) { return t.is_word(); });
        // "le nom", "nom de famille", "l'orthographe": small words before or inside an intro.
        const bool small = tokens[i].is_any({"le", "de", "d", "l", "la"}) &&
                           i + 1 < tokens.size() &&
                           (is_intro(vocabulary, tokens[i + 1]) ||
                            (tokens[i].is("de") && i > 0 && tokens[i - 1].is("nom") && i > 1 &&
                             tokens[i - 2].is("au")) ||
                            (i + 2 < tokens.size() && tokens[i + 1].is("'") &&
                             is_intro(vocabulary, tokens[i + 2])));
        // "my name is": "My" by itself is a first name.
        if (stands_at(tokens, i, {"my", "name", "is"})) {
            intro.marker = NameMarker::full_name;
            i += 3;
            continue;
        }
        const bool of_another =
            brings_another(tokens, i) ||
            (tokens[i].is_any({"de", "la", "le", "l", "son", "sa", "notre"}) &&
             i + 1 < tokens.size() &&
             (tokens[i + 1].is_any({"mon", "ma", "notre"}) || brings_another(tokens, i + 1)));
        if (last_word || opens_name(vocabulary, tokens, i) ||
            (!small && !of_another && !is_intro(vocabulary, tokens[i]))) {
            break;
        }
        note_marker(vocabulary, tokens, i, intro.marker);
        ++i;
    }
    intro.end = i;
    return intro;
}

// "et mon dossier", "et j'ai reçu": what follows is no name.
bool starts_clause(const Vocabulary& vocabulary, Tokens rest) {
    const bool elided =
        rest.size() > 1 && rest[1].is("'") && rest[0].is_any({"j", "c", "l", "n", "s", "qu", "m"});
    return elided || (!rest.empty() && vocabulary.is_no_name(rest[0].folded));
}

bool ends_name(const Vocabulary& vocabulary, Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    if (token.is_sign()) {
        return !token.is_any({"-", "'", "."});
    }
    return token.is_number() ||
           (brings_another(tokens, index + 1) && token.is_any({"mon", "ma", "le", "la", "l"})) ||
           (is_another(token) && (index + 1 >= tokens.size() || !tokens[index + 1].is("-"))) ||
           vocabulary.holds(Listed::name_end, token.folded) ||
           vocabulary.holds(Listed::other_name, token.folded) ||
           (token.is("ne") && token.raw != "ne" && token.raw != "NE") ||
           stands_at(tokens, index, {"s", "il"}) || stands_at(tokens, index, {"s", "ecrit"}) ||
           (token.is("et") && starts_clause(vocabulary, tokens.subspan(index + 1))) ||
           stands_at(tokens, index, {"de", "prenom"});
}

// Signs inside a compound: a hyphen, an apostrophe, the dot of an initial.
bool joins(Tokens tokens, std::size_t index) {
    return index + 1 < tokens.size() && tokens[index].is_any({"-", "'"}) &&
           tokens[index + 1].is_word();
}

// The word at `index` with what is joined to it; moves `index` past it.
std::string compound(Tokens tokens, std::size_t& index) {
    std::string word = tokens[index++].raw;
    while (joins(tokens, index)) {
        word += tokens[index].folded + tokens[index + 1].raw;
        index += 2;
    }
    return word;
}

// "D U P O N T" and "D.U.P.O.N.T": the letters of one name; "d artagnan": an apostrophe left out.
void mend(std::vector<std::string>& words) {
    const auto one_letter = [](const std::string& word) { return text::fold(word).size() == 1; };
    std::size_t letters = 0;
    while (letters < words.size() && one_letter(words[words.size() - 1 - letters])) {
        ++letters;
    }
    if (letters >= 3) {
        std::string spelled;
        for (std::size_t i = words.size() - letters; i < words.size(); ++i) {
            spelled += words[i];
        }
        words.resize(words.size() - letters);
        if (words.empty()) {
            words = {spelled};
        } else if (text::fold(words.back()).find(text::fold(spelled)) == std::string::npos) {
            words.clear();  // the letters are of another name
        }
        return;
    }
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (is_any(text::fold(words[i]), {"d", "l", "o"}) && !one_letter(words[i + 1])) {
            words[i] += "'" + words[i + 1];
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    }
}

// "D-U-P-O-N-T".
std::string without_spelling_hyphens(const std::string& word) {
    std::string letters;
    for (std::size_t start = 0; start <= word.size();) {
        const std::size_t end = std::min(word.find('-', start), word.size());
        if (text::fold(std::string_view(word).substr(start, end - start)).size() != 1) {
            return word;
        }
        letters += word.substr(start, end - start);
        start = end + 1;
    }
    return text::fold(letters).size() >= 3 ? letters : word;
}

bool is_particle(const Vocabulary& vocabulary, const std::string& word) {
    return word.starts_with("d'") || word.starts_with("l'") || word.starts_with("o'") ||
           vocabulary.holds(Listed::particle, word);
}

FullName cut_at(const std::vector<std::string>& words, std::size_t at) {
    const auto middle = words.begin() + static_cast<std::ptrdiff_t>(at);
    return {{words.begin(), middle}, {middle, words.end()}};
}

// "DUPONT Marie", "Marie DUPONT": capitals mark the family name.
FullName cut_by_capitals(const Vocabulary& vocabulary, const std::vector<std::string>& words) {
    const auto loud = [&](const std::string& word) {
        const std::string folded = text::fold(word);
        return is_all_capitals(word) && (folded.size() > 2 || is_particle(vocabulary, folded));
    };
    const std::size_t n = words.size();
    std::size_t front = 0;
    while (front < n && (loud(words[front]) ||
                         (front > 0 && is_particle(vocabulary, text::fold(words[front]))))) {
        ++front;
    }
    std::size_t back = 0;
    while (back < n && loud(words[n - 1 - back])) {
        ++back;
    }
    const bool quiet_rest =
        std::ranges::count_if(words, loud) == static_cast<std::ptrdiff_t>(std::max(front, back));
    if (front > 0 && front < n && quiet_rest) {
        FullName name = cut_at(words, front);
        std::swap(name.given, name.family);
        return name;
    }
    return back > 0 && back < n && quiet_rest ? cut_at(words, n - back) : FullName{};
}

}  // namespace

namespace {

// "née Martin", ", épouse Le Goff", "(ex Durand)": another name of the same person.
bool is_other_name(const Vocabulary& vocabulary, Tokens tail) {
    constexpr std::size_t most_tokens = 7;
    if (!tail.empty() && tail[0].is_any({",", "("})) {
        tail = tail.subspan(1);
    }
    if (!tail.empty() && tail.back().is(")")) {
        tail = tail.first(tail.size() - 1);
    }
    return tail.size() > 1 && tail.size() <= most_tokens &&
           (tail[0].is("ne") || vocabulary.holds(Listed::other_name, tail[0].folded)) &&
           std::ranges::all_of(tail.subspan(1), [&](const Token& token) {
               return token.is_word() ? !vocabulary.is_no_name(token.folded) && !token.is("a")
                                      : token.is_any({"-", "'", "."});
           });
}

// "Dupont (Jean)": one word in brackets, with nothing after it.
bool is_bracketed(const Vocabulary& vocabulary, Tokens tokens, std::size_t index) {
    return index + 3 == tokens.size() && tokens[index].is("(") && tokens[index + 1].is_word() &&
           tokens[index + 2].is(")") && !ends_name(vocabulary, tokens, index + 1);
}

}  // namespace

SaidName said_name(const Vocabulary& vocabulary, Tokens tokens) {
    SaidName said;
    const Intro intro = intro_of(vocabulary, tokens);
    said.marker = intro.marker;
    std::size_t i = intro.end;
    said.stretch = {i, i};
    std::size_t words_before_comma = 0;
    while (i < tokens.size()) {
        const bool comma = tokens[i].is(",") && !said.words.empty() && words_before_comma == 0 &&
                           i + 1 < tokens.size() && tokens[i + 1].is_word() &&
                           !ends_name(vocabulary, tokens, i + 1) && !is_filler(tokens[i + 1]);
        if (comma || (!said.words.empty() && words_before_comma == 0 &&
                      is_bracketed(vocabulary, tokens, i))) {
            words_before_comma = said.words.size();
            ++i;
            continue;
        }
        if (tokens[i].is_sign() && !ends_name(vocabulary, tokens, i)) {
            ++i;
            continue;
        }
        if (ends_name(vocabulary, tokens, i)) {
            break;
        }
        said.words.push_back(without_spelling_hyphens(compound(tokens, i)));
        said.stretch.last = i;
    }
    mend(said.words);
    said.family_first = words_before_comma > 0 && said.words.size() > words_before_comma;
    // "avec un d", "comme le pont" and "s'écrit …" explain the spelling.
    const bool spelling = i < tokens.size() && (tokens[i].is_any({"avec", "comme"}) ||
                                                stands_at(tokens, i, {"s", "ecrit"}));
    // "Dupont D comme Denis": the letter is spelt, not said.
    if (spelling && tokens[i].is("comme") && !said.words.empty() &&
        text::fold(said.words.back()).size() == 1) {
        said.words.pop_back();
    }
    const Tokens tail = tokens.subspan(std::min(i, tokens.size()));
    said.tail_says_something = !spelling && !is_other_name(vocabulary, tail) &&
                               !nothing_left(tail, {}, {"nom", "prenom", "famille", "ne", "nee"});
    return said;
}

FullName cut_name(const Vocabulary& vocabulary, const SaidName& said) {
    const std::vector<std::string>& words = said.words;
    const std::size_t n = words.size();
    if (n < 2) {
        return {};
    }
    std::vector<std::string> folded;
    std::ranges::transform(words, std::back_inserter(folded), [](const std::string& word) {
        return text::fold(word);
    });
    if (FullName name = cut_by_capitals(vocabulary, words); !name.family.empty()) {
        return name;
    }
    std::size_t known = 0;
    while (known < n && vocabulary.is_given_name(folded[known])) {
        ++known;
    }
    if (known > 0 && known < n) {
        return cut_at(words, known);
    }
    if (known == n && said.family_first) {
        FullName name = cut_at(words, 1);
        std::swap(name.given, name.family);
        return name;
    }
    if (known == n) {
        return n == 2 || said.marker == NameMarker::full_name ? cut_at(words, n - 1) : FullName{};
    }
    std::size_t known_last = 0;
    while (known_last < n && vocabulary.is_given_name(folded[n - 1 - known_last])) {
        ++known_last;
    }
    // "Ben Ali" is one name, "El Amrani Fatima" is two.
    const bool only_particles =
        std::all_of(folded.begin(),
                    folded.end() - static_cast<std::ptrdiff_t>(known_last),
                    [&](const std::string& word) { return is_particle(vocabulary, word); });
    const bool compound_family = !said.family_first && is_particle(vocabulary, folded[0]) &&
                                 (known_last == 0 || only_particles);
    if ((known_last > 0 && !compound_family) || said.family_first) {
        FullName name = cut_at(words, known_last > 0 ? n - known_last : n - 1);
        std::swap(name.given, name.family);
        return name;
    }
    return said.marker == NameMarker::full_name && !compound_family ? cut_at(words, 1) : FullName{};
}

}  // namespace guichet::slots
