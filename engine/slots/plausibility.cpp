#include "engine/slots/plausibility.hpp"

#include <algorithm>
#include <array>

#include "engine/slots/capitals.hpp"
#include "engine/slots/date_forms.hpp"
#include "engine/slots/leftover.hpp"
#include "engine/slots/name.hpp"
#include "engine/slots/organisation.hpp"
#include "engine/slots/ownership.hpp"
#include "engine/slots/phrase_list.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t most_words = 6;
constexpr std::size_t least_gibberish = 4;  // letters without a vowel

bool is_particle(std::string_view word) {
    static constexpr std::array particles = {"de", "du", "des", "le", "la", "les", "d", "l"};
    return std::ranges::find(particles, word) != particles.end();
}

bool is_negation(const std::string& word) {
    return word == "pas" || word == "ne" || word == "jamais";
}

// Taken off the start of an answer.
bool opens(Saying saying) {
    return saying == Saying::waiting || saying == Saying::filler || saying == Saying::excuse ||
           saying == Saying::correction;
}

struct Opening {
    std::size_t end = 0;  // the first token after it
    bool correction = false;
    bool waiting = false;
    Saying first = Saying::filler;  // what it begins with
};

Opening opening_of(const Vocabulary& vocabulary, Tokens tokens) {
    Opening opening;
    std::size_t i = 0;
    const auto past_signs = [&] {
        while (i < tokens.size() && tokens[i].is_sign()) {
            opening.correction = opening.correction || tokens[i].is("*");
            ++i;
        }
    };
    past_signs();
    const std::size_t start = i;
    while (i < tokens.size()) {
        const auto said = vocabulary.said_by(plain_words(tokens.subspan(i)));
        if (!said || !opens(said->saying)) {
            break;
        }
        opening.first = i == start ? said->saying : opening.first;
        opening.correction = opening.correction || said->saying == Saying::correction;
        opening.waiting = opening.waiting || said->saying == Saying::waiting;
        for (std::size_t words = said->length; words > 0; ++i) {
            words -= tokens[i].is_sign() ? 0U : 1U;
        }
        past_signs();
    }
    opening.end = i;
    return opening;
}

struct Counts {
    std::size_t names = 0;  // words of no list
    std::size_t particles = 0;
    std::size_t verbs = 0;
    std::size_t others = 0;  // grammar, words of every day
    std::size_t fillers = 0;
    bool negated = false;
    bool letter = false;  // a name of one letter
    bool gibberish = false;

    std::size_t listed() const { return verbs + others + fillers; }
};

bool is_gibberish(std::string_view word) {
    return word.size() >= least_gibberish &&
           std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }) &&
           word.find_first_of("aeiouy") == std::string_view::npos;
}

// The letter of an elision ("n'guyen", "d'artagnan").
bool is_elided(Tokens tokens, std::size_t index) {
    return tokens[index].folded.size() == 1 && index + 1 < tokens.size() &&
           tokens[index + 1].is("'");
}

// "normalement", "évidemment": no name is that long with such an end.
bool is_adverb(std::string_view word) {
    constexpr std::size_t least = 9;
    return word.size() >= least &&
           (word.ends_with("ement") || word.ends_with("amment") || word.ends_with("emment"));
}

void count_word(const Vocabulary& vocabulary, const std::string& word, Counts& counts) {
    const auto said = vocabulary.said_by(std::span(&word, 1));
    const bool adverb = !said && is_adverb(word);
    if (!adverb && (vocabulary.is_given_name(word) || (!said && !is_particle(word)))) {
        ++counts.names;
        counts.letter = counts.letter || text::fold(word).size() == 1;
        counts.gibberish = counts.gibberish || is_gibberish(word);
    } else if (!said) {
        ++(adverb ? counts.others : counts.particles);
    } else if (said->saying == Saying::verb) {
        ++counts.verbs;
        counts.negated = counts.negated || is_negation(word);
    } else if (said->saying == Saying::filler || said->saying == Saying::excuse) {
        ++counts.fillers;
    } else {
        ++counts.others;
    }
}

Counts count(const Vocabulary& vocabulary, Tokens tokens) {
    Counts counts;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is_word() && !is_elided(tokens, i)) {
            count_word(vocabulary, plain_words(tokens.subspan(i, 1)).front(), counts);
        }
    }
    return counts;
}

// A wait or a feeling anywhere, a command that is all there is.
std::optional<Oddity> said_instead(const Vocabulary& vocabulary, Tokens tokens) {
    const std::vector<std::string> words = plain_words(tokens);
    const std::span<const std::string> rest(words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto said = vocabulary.said_by(rest.subspan(i));
        if (said && said->saying == Saying::waiting) {
            return Oddity::waiting;
        }
        if (said && said->saying == Saying::feeling) {
            return Oddity::feeling;
        }
        if (said && said->saying == Saying::command && said->length == words.size()) {
            return Oddity::command;
        }
    }
    return std::nullopt;
}

// What is odd in the words of a person's name; `none` when nothing is.
Oddity odd_person(const Counts& counts) {
    const std::size_t words = counts.names + counts.listed();
    if (words == 1 && counts.fillers == 1) {
        return Oddity::filler;
    }
    if (words > most_words || (counts.negated && words > 1)) {
        return Oddity::sentence;
    }
    if (counts.names == 0) {
        const bool said = (counts.verbs > 0 && words > 1) || counts.others > 3;
        return said ? Oddity::sentence : Oddity::word;
    }
    if (counts.listed() > 1 && (counts.verbs > 0 || counts.listed() > counts.names)) {
        return Oddity::sentence;
    }
    if (counts.listed() > 0) {
        return Oddity::word;
    }
    return words == 1 && counts.letter ? Oddity::letter
           : counts.gibberish          ? Oddity::gibberish
                                       : Oddity::none;
}

// A company's name may hold words of every day, and a verb among others.
Oddity odd_company(const Counts& counts) {
    const bool plain = counts.fillers == 0 && !counts.negated &&
                       (counts.verbs == 0 || (counts.names > 1 && counts.verbs < counts.names));
    if (plain && counts.names + counts.others + counts.particles > 1 &&
        counts.names + 2 > counts.others) {
        return Oddity::none;
    }
    Counts person = counts;
    person.gibberish = false;  // "CGPS"
    return odd_person(person);
}

bool is_no_value(Oddity oddity) {
    return oddity >= Oddity::sentence;
}

JudgedName odd(Oddity oddity, std::string value) {
    return is_no_value(oddity) ? JudgedName{Plausibility::not_a_value, oddity, {}}
                               : JudgedName{Plausibility::doubtful, oddity, std::move(value)};
}

Parsed read(const Vocabulary& vocabulary, SlotType type, const Line& line) {
    return type == SlotType::denomination ? read_organisation(vocabulary, line)
           : type == SlotType::prenom     ? read_given_name(vocabulary, line)
                                          : read_family_name(vocabulary, line);
}

// The tokens of the name: what follows its introduction, to the end unless a reader took it.
Tokens name_tokens(const Vocabulary& vocabulary, SlotType type, Tokens tokens, bool taken) {
    if (type == SlotType::denomination) {
        return tokens.subspan(std::min(introduction_end(vocabulary, tokens), tokens.size()));
    }
    const Stretch name = said_name(vocabulary, tokens).stretch;
    return taken ? tokens.subspan(name.first, name.last - name.first) : tokens.subspan(name.first);
}

// The words as a name is written in a file, for those that no reader takes.
std::string written(const Vocabulary& vocabulary, SlotType type, const Line& line, Tokens name) {
    while (!name.empty() && !name.back().is_word()) {
        name = name.first(name.size() - 1);
    }
    while (!name.empty() && !name.front().is_word()) {
        name = name.subspan(1);
    }
    if (name.empty()) {
        return {};
    }
    if (type == SlotType::denomination) {
        return organisation_capitals(vocabulary, name);
    }
    const std::string raw =
        line.text.substr(name.front().begin, name.back().end - name.front().begin);
    std::vector<std::string> words;
    for (std::size_t start = 0; start < raw.size();) {
        const std::size_t end = std::min(raw.find(' ', start), raw.size());
        words.push_back(raw.substr(start, end - start));
        start = end + 1;
    }
    return person_capitals(words);
}

// An answer made of apologies, waits, fillers: "Non" and "Erreur" may be names, "euh" is not.
JudgedName only_opening(const Vocabulary& vocabulary,
                        SlotType type,
                        const Line& line,
                        const Opening& opening) {
    if (opening.first == Saying::waiting) {
        return odd(Oddity::waiting, {});
    }
    const bool may_be = opening.first == Saying::correction && line.tokens.size() == 1;
    return odd(may_be ? Oddity::word : Oddity::filler,
               may_be ? written(vocabulary, type, line, line.tokens) : std::string{});
}

// "Le 5 novembre": a day, before it is the name of a company.
bool is_day(const Vocabulary& vocabulary, Tokens tokens) {
    const std::vector<Token> dated = date_tokens(tokens);
    const std::size_t from = !dated.empty() && dated.front().is("le") ? 1 : 0;
    return std::ranges::any_of(written_dates(vocabulary, dated), [&](const WrittenDate& date) {
        return date.stretch.first <= from && date.stretch.last == dated.size();
    });
}

JudgedName judge_value(const Vocabulary& vocabulary, SlotType type, const Line& line) {
    const Tokens tokens = line.tokens;
    const std::optional<Oddity> instead = said_instead(vocabulary, tokens);
    if (instead) {
        return odd(*instead, {});
    }
    const bool company = type == SlotType::denomination;
    const Parsed parsed = read(vocabulary, type, line);
    const bool taken = parsed.reading == Reading::filled;
    if (taken && is_known_creditor(vocabulary, parsed.value)) {
        return company ? JudgedName{Plausibility::plausible, Oddity::none, parsed.value}
                       : odd(Oddity::creditor, parsed.value);
    }
    const Tokens name = name_tokens(vocabulary, type, tokens, taken);
    const Counts counts = count(vocabulary, name);
    Oddity oddity = company ? odd_company(counts) : odd_person(counts);
    if (company && is_day(vocabulary, tokens)) {
        oddity = Oddity::word;
    }
    if (oddity == Oddity::none && !company && names_another(tokens)) {
        oddity = Oddity::another;
    }
    const bool refused = parsed.reading == Reading::not_understood;
    if (oddity == Oddity::none && !refused) {
        return {Plausibility::plausible, Oddity::none, parsed.value};
    }
    if (oddity == Oddity::none) {
        oddity = counts.names == 0 && counts.others > 0 ? Oddity::word : Oddity::sentence;
    }
    // "il doit signer": its subject was taken for an introduction.
    if (company && oddity == Oddity::word && counts.verbs > 0 && name.size() < tokens.size()) {
        oddity = Oddity::sentence;
    }
    return odd(oddity, taken ? parsed.value : written(vocabulary, type, line, name));
}

}  // namespace

JudgedName judge_name(const Vocabulary& vocabulary, SlotType type, std::string_view text) {
    const Line line = read_line(text);
    if (asks_something(line.tokens)) {
        return odd(Oddity::question, {});
    }
    const Opening opening = opening_of(vocabulary, line.tokens);
    if (opening.end == line.tokens.size()) {
        return only_opening(vocabulary, type, line, opening);
    }
    const JudgedName judged =
        judge_value(vocabulary, type, read_line(line.text.substr(line.tokens[opening.end].begin)));
    // "je cherche mes papiers"
    return opening.waiting && judged.plausibility != Plausibility::plausible
               ? odd(Oddity::waiting, {})
               : judged;
}

Brought without_opening(const Vocabulary& vocabulary, std::string_view text) {
    const Line line = read_line(text);
    Opening opening = opening_of(vocabulary, line.tokens);
    if (opening.end == line.tokens.size()) {
        return {false, line.text};
    }
    std::size_t last = line.tokens.size();
    while (last > opening.end + 1 && line.tokens[last - 1].is("*")) {
        opening.correction = true;
        --last;
    }
    const std::size_t begin = line.tokens[opening.end].begin;
    return {opening.correction, line.text.substr(begin, line.tokens[last - 1].end - begin)};
}

}  // namespace guichet::slots
