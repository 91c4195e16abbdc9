// Which option was meant: by its place, by yes or no, by its words. Words are compared with spaces
// and dots closed up, so that "M.C.S", "mcs" and "m c s" are one, and with a slip or two.
#include "engine/slots/choice.hpp"

#include <algorithm>
#include <set>

#include "engine/slots/leftover.hpp"
#include "engine/slots/ordinal.hpp"
#include "engine/slots/phrase_list.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t most_words_joined = 12;
constexpr std::size_t extra_words = 4;   // "m c s f r" is five words for one
constexpr std::size_t least_prefix = 3;  // letters of a word's start that may stand for it

// Words [first, last) of the message that name an option.
struct Match {
    std::size_t option = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t length = 0;  // letters of the phrase
    std::size_t slips = 0;
};

struct Message {
    std::vector<std::string> words;
    std::vector<bool> filler;
    bool asks = false;
};

Message message_of(Tokens tokens) {
    Message message;
    for (const Token& token : tokens) {
        if (!token.is_sign()) {
            message.words.push_back(token.folded);
            message.filler.push_back(
                is_filler(token) ||
                token.is_any(
                    {"choisis", "prends",    "celui",     "celle",    "courrier", "lettre",
                     "mention", "dossier",   "option",    "reponse",  "choix",    "entite",
                     "societe", "groupe",    "veux",      "voudrais", "ecrit",    "marque",
                     "lis",     "vois",      "porte",     "logo",     "par",      "entreprise",
                     "plutot",  "seulement", "juste",     "numero",   "lien",     "prefere",
                     "choisi",  "prend",     "mes",       "des",      "dans",     "ne",
                     "pas",     "sans",      "doute",     "concerne", "adresse",  "site",
                     "papier",  "mail",      "courriers", "gere",     "gestion"}));
        }
    }
    message.asks = asks_something(tokens);
    return message;
}

std::string joined(std::span<const std::string> words) {
    std::string out;
    for (const std::string& word : words) {
        out += word;
    }
    return out;
}

std::vector<std::string> words_of(std::string_view text) {
    return text::words(text::fold(text));
}

// Every way an option is called, as words.
std::vector<std::vector<std::string>> phrases_of(const ChoiceOption& option) {
    std::vector<std::vector<std::string>> phrases{words_of(option.id), words_of(option.label)};
    for (const std::string& says : option.says) {
        phrases.push_back(words_of(says));
    }
    std::erase_if(phrases, [](const auto& words) { return words.empty(); });
    return phrases;
}

std::size_t slips_allowed(std::size_t letters) {
    return letters < 4 ? 0 : letters < 7 ? 1 : 2;
}

// The best place of `phrase` in the message.
std::optional<Match> find_phrase(const Message& message,
                                 const std::vector<std::string>& phrase,
                                 std::size_t option) {
    const std::string wanted = joined(phrase);
    const std::size_t allowed = slips_allowed(wanted.size());
    std::optional<Match> best;
    for (std::size_t first = 0; first < message.words.size(); ++first) {
        std::string text;
        const std::size_t most = std::min(
            message.words.size(), first + std::min(phrase.size() + extra_words, most_words_joined));
        for (std::size_t last = first; last < most && text.size() <= wanted.size() + allowed;
             ++last) {
            text += message.words[last];
            if (text.size() + allowed < wanted.size()) {
                continue;
            }
            const std::size_t slips = text::edit_distance(text, wanted, allowed);
            // A slip may not be a whole small word next to the right one.
            const bool right = slips == 0 || (slips <= allowed && text.front() == wanted.front());
            if (right && slips <= allowed && (!best || slips < best->slips)) {
                best = Match{option, first, last + 1, wanted.size(), slips};
            }
        }
    }
    return best;
}

// "pas iqera", "ni MCS": small words may stand between.
bool is_denied(const Message& message, const Match& match) {
    for (std::size_t i = match.first; i-- > 0;) {
        if (message.words[i] == "pas" || message.words[i] == "ni" || message.words[i] == "sauf" ||
            message.words[i] == "jamais") {
            return true;
        }
        static constexpr std::string_view between[] = {"de",
                                                       "du",
                                                       "la",
                                                       "le",
                                                       "l",
                                                       "chez",
                                                       "d",
                                                       "avec",
                                                       "par",
                                                       "c",
                                                       "est",
                                                       "les",
                                                       "ete",
                                                       "encore",
                                                       "etait",
                                                       "etre",
                                                       "eu",
                                                       "bien",
                                                       "vraiment"};
        if (std::ranges::find(between, message.words[i]) == std::end(between)) {
            return false;
        }
    }
    return false;
}

bool overlap(const Match& a, const Match& b) {
    return a.first < b.last && b.first < a.last;
}

bool better(const Match& a, const Match& b) {
    return a.length - a.slips > b.length - b.slips;
}

// The matches that no longer match of another option covers.
std::vector<Match> strongest(std::vector<Match> matches) {
    std::vector<Match> kept;
    for (const Match& match : matches) {
        const bool covered = std::ranges::any_of(matches, [&](const Match& other) {
            return other.option != match.option && overlap(match, other) && better(other, match);
        });
        if (!covered) {
            kept.push_back(match);
        }
    }
    return kept;
}

std::vector<Match> full_matches(std::span<const ChoiceOption> options, const Message& message) {
    std::vector<Match> matches;
    for (std::size_t option = 0; option < options.size(); ++option) {
        for (const auto& phrase : phrases_of(options[option])) {
            if (const auto match = find_phrase(message, phrase, option)) {
                matches.push_back(*match);
            }
        }
    }
    return strongest(std::move(matches));
}

bool is_telling(const std::string& word) {
    Token token;
    token.kind = Token::Kind::word;
    token.folded = word;
    static constexpr std::string_view small[] = {"pas", "des", "par", "pour", "avec", "sur", "une"};
    return word.size() >= least_prefix && !is_filler(token) &&
           std::ranges::find(small, word) == std::end(small);
}

// The words of an option that no other option has.
std::set<std::string> telling_words(std::span<const ChoiceOption> options, std::size_t option) {
    std::set<std::string> words;
    std::set<std::string> of_others;
    for (std::size_t i = 0; i < options.size(); ++i) {
        for (const auto& phrase : phrases_of(options[i])) {
            (i == option ? words : of_others).insert(phrase.begin(), phrase.end());
        }
    }
    std::erase_if(words, [&](const std::string& word) {
        return of_others.contains(word) || !is_telling(word);
    });
    return words;
}

bool same_word(const std::string& typed, const std::string& word) {
    const bool start =
        typed.size() >= least_prefix && word.size() > typed.size() && word.starts_with(typed);
    const std::size_t allowed = std::min(slips_allowed(word.size()), slips_allowed(typed.size()));
    return typed == word || start ||
           (allowed > 0 && typed.front() == word.front() &&
            text::edit_distance(typed, word, allowed) <= allowed);
}

std::vector<Match> partial_matches(std::span<const ChoiceOption> options, const Message& message) {
    std::vector<Match> matches;
    for (std::size_t option = 0; option < options.size(); ++option) {
        const std::set<std::string> telling = telling_words(options, option);
        for (std::size_t i = 0; i < message.words.size(); ++i) {
            const bool typed = is_telling(message.words[i]);
            if (typed && std::ranges::any_of(telling, [&](const std::string& word) {
                    return same_word(message.words[i], word);
                })) {
                matches.push_back({option, i, i + 1, message.words[i].size(), 0});
            }
        }
    }
    return matches;
}

// Three letters typed in the wrong order, alone in the message: "msc".
std::vector<Match> swapped_letters(std::span<const ChoiceOption> options, const Message& message) {
    std::vector<Match> matches;
    if (message.words.size() != 1 || message.words[0].size() != least_prefix) {
        return matches;
    }
    for (std::size_t option = 0; option < options.size(); ++option) {
        for (const auto& phrase : phrases_of(options[option])) {
            const std::string wanted = joined(phrase);
            if (wanted.size() == least_prefix && wanted.front() == message.words[0].front() &&
                std::ranges::is_permutation(wanted, message.words[0])) {
                matches.push_back({option, 0, 1, wanted.size(), 1});
                break;
            }
        }
    }
    return matches;
}

// `names` are the words of the chosen option: "auto" adds nothing to "prélèvement" when it goes on
// so.
bool is_whole(const Message& message,
              const std::vector<Match>& matches,
              const std::set<std::string>& names) {
    if (message.asks) {
        return false;
    }
    for (std::size_t i = 0; i < message.words.size(); ++i) {
        const bool matched = std::ranges::any_of(
            matches, [i](const Match& match) { return i >= match.first && i < match.last; });
        const bool named = matched || message.filler[i] ||
                           (is_telling(message.words[i]) &&
                            std::ranges::any_of(names, [&](const std::string& word) {
                                return same_word(message.words[i], word);
                            }));
        if (!named) {
            return false;
        }
    }
    return true;
}

// One option if all accepted matches agree; otherwise those that are plausible.
Choice decide(std::span<const ChoiceOption> options,
              const Message& message,
              const std::vector<Match>& matches) {
    std::set<std::size_t> accepted;
    std::set<std::size_t> denied;
    for (const Match& match : matches) {
        (is_denied(message, match) ? denied : accepted).insert(match.option);
    }
    Choice choice;
    // "pas iqera" between two options leaves the other.
    if (accepted.empty() && !denied.empty() && denied.size() + 1 == options.size()) {
        for (std::size_t option = 0; option < options.size(); ++option) {
            if (!denied.contains(option)) {
                accepted.insert(option);
            }
        }
    }
    if (accepted.size() == 1) {
        choice.index = *accepted.begin();
        choice.whole = is_whole(message, matches, telling_words(options, *choice.index));
    } else if (accepted.size() > 1) {
        choice.tied.assign(accepted.begin(), accepted.end());
    }
    return choice;
}

std::optional<std::size_t> option_named(std::span<const ChoiceOption> options,
                                        std::string_view id) {
    const auto found = std::ranges::find(options, id, &ChoiceOption::id);
    return found == options.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - options.begin()));
}

// Yes and no, when these are among the options.
std::optional<Choice> yes_or_no(const Vocabulary& vocabulary,
                                std::span<const ChoiceOption> options,
                                const Line& line) {
    const auto yes = option_named(options, "oui");
    const auto no = option_named(options, "non");
    if (!yes || !no) {
        return std::nullopt;
    }
    const Parsed answer = read_yes_no(vocabulary, line);
    if (answer.reading != Reading::filled) {
        return std::nullopt;
    }
    return Choice{answer.value == "true" ? yes : no, answer.whole, {}};
}

}  // namespace

Choice parse_choice(const Vocabulary& vocabulary,
                    std::span<const ChoiceOption> options,
                    std::string_view text) {
    const Line line = read_line(text);
    if (line.tokens.empty() || options.empty()) {
        return {};
    }
    const Message message = message_of(line.tokens);
    if (!message.asks) {
        if (const auto place = place_named(line.tokens, options.size())) {
            return {place, true, {}};
        }
    }
    const std::optional<Choice> answered = yes_or_no(vocabulary, options, line);
    if (answered && answered->whole) {
        return *answered;
    }
    const std::vector<Match> full = full_matches(options, message);
    Choice exact = decide(options, message, full);
    if (exact.index && exact.whole) {
        return exact;
    }
    if (answered) {
        return *answered;
    }
    if (exact.index || !exact.tied.empty() || !full.empty()) {
        return exact;
    }
    const Choice swapped = decide(options, message, swapped_letters(options, message));
    return swapped.index ? swapped : decide(options, message, partial_matches(options, message));
}

}  // namespace guichet::slots
