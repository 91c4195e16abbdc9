// Yes and no in all their French forms, which editors list (intents/lexique/reponses.yaml). A
// message is cut into these phrases, the longest first; what they say is weighed, and what is left
// decides whether the message was an answer at all.
#include <algorithm>
#include <optional>

#include "engine/slots/leftover.hpp"
#include "engine/slots/phrase_list.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

struct Answers {
    int yes = 0;
    int no = 0;
    int weak_yes = 0;
    int weak_no = 0;
    int hedge = 0;
};

struct Tally {
    Answers all;
    Answers firm;            // without the words that are an answer when nothing else is said
    Answers lead;            // before the first word of no known phrase
    Answers trail;           // after the last one: "oui" and "non" only
    bool plain_yes = false;  // "oui" itself was said, not "déjà"
    bool plain_no = false;
    int doubt = 0;
    int other = 0;  // words of no known phrase
};

void count(Answers& answers, Answer answer) {
    switch (answer) {
        case Answer::yes:
            ++answers.yes;
            break;
        case Answer::no:
            ++answers.no;
            break;
        case Answer::weak_yes:
            ++answers.weak_yes;
            break;
        case Answer::weak_no:
            ++answers.weak_no;
            break;
        case Answer::hedge:
            ++answers.hedge;
            break;
        case Answer::doubt:
        case Answer::filler:
            break;
    }
}

bool holds(std::span<const std::string> words, std::initializer_list<std::string_view> any) {
    return std::ranges::find_first_of(words, any) != words.end();
}

void count(const Vocabulary& vocabulary,
           Tally& tally,
           Answer answer,
           std::span<const std::string> phrase) {
    const bool alone = vocabulary.listed_at(Listed::answer_alone, phrase) == phrase.size();
    const bool plain = holds(phrase, {"oui", "ouais", "non", "nan"});
    count(tally.all, answer);
    if (!alone) {
        count(tally.firm, answer);
    }
    if (tally.other == 0 && !alone) {
        count(tally.lead, answer);
    }
    if (plain && !alone) {
        count(tally.trail, answer);
        tally.plain_yes = tally.plain_yes || answer == Answer::yes;
        tally.plain_no = tally.plain_no || answer == Answer::no;
    }
    tally.doubt += answer == Answer::doubt ? 1 : 0;
}

Tally weigh(const Vocabulary& vocabulary, std::span<const std::string> words) {
    Tally tally;
    while (!words.empty()) {
        const auto answered = vocabulary.answered_by(words);
        if (answered) {
            count(vocabulary, tally, answered->answer, words.first(answered->length));
        } else {
            ++tally.other;
            tally.trail = {};
        }
        words = words.subspan(answered ? answered->length : 1);
    }
    return tally;
}

void weigh_signs(Tokens tokens, Tally& tally) {
    static constexpr std::string_view agreeing[] = {"👍", "👌", "✅", "✔", "🆗", "🙆", "☑"};
    static constexpr std::string_view refusing[] = {"👎", "❌", "🚫", "🙅", "✖", "❎", "⛔"};
    for (const Token& token : tokens) {
        const auto starts = [&](std::string_view sign) { return token.raw.starts_with(sign); };
        if (std::ranges::any_of(agreeing, starts)) {
            count(tally.all, Answer::yes);
        } else if (std::ranges::any_of(refusing, starts)) {
            count(tally.all, Answer::no);
        }
    }
}

// Yes or no when all says the same ("oui je ne les ai pas" does not); where a strong answer is
// given, a hedge is none.
std::optional<bool> verdict(const Answers& answers) {
    const int hedge = answers.yes + answers.no > 0 ? 0 : answers.hedge;
    const bool agrees = answers.yes + answers.weak_yes + hedge > 0;
    const bool refuses = answers.no + answers.weak_no > 0;
    return agrees != refuses ? std::optional(agrees) : std::nullopt;
}

// In a longer sentence the answer stands first, or is a last "oui" or "non"; words such as "déjà"
// in its middle are none: "non, mon dossier est déjà soldé".
std::optional<bool> verdict_of_sentence(const Tally& tally, bool question) {
    const bool leads = tally.lead.yes + tally.lead.no > 0;
    const bool trails = tally.trail.yes + tally.trail.no > 0;
    const bool both = tally.firm.yes > 0 && tally.firm.no > 0;
    if (both || (tally.plain_yes && tally.plain_no) || (!leads && (question || !trails))) {
        return std::nullopt;
    }
    const std::optional<bool> first = verdict(tally.lead);
    const std::optional<bool> last = verdict(tally.trail);
    if (!leads) {
        return last;
    }
    const bool contradicted = trails && last != first;
    return contradicted ? std::nullopt : first;
}

}  // namespace

Parsed read_yes_no(const Vocabulary& vocabulary, const Line& line) {
    Tally tally = weigh(vocabulary, plain_words(line.tokens));
    weigh_signs(line.tokens, tally);
    const bool question =
        std::ranges::any_of(line.tokens, [](const Token& token) { return token.is("?"); });
    const bool only_answer = tally.other == 0;
    if (tally.doubt > 0 || (only_answer && question)) {
        return not_understood();
    }
    const std::optional<bool> answer =
        only_answer ? verdict(tally.all) : verdict_of_sentence(tally, question);
    return answer ? filled(*answer ? "true" : "false", only_answer) : not_understood();
}

}  // namespace guichet::slots
