#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "engine/dialog/asides.hpp"
#include "engine/dialog/data_words.hpp"
#include "engine/dialog/field_values.hpp"
#include "engine/dialog/form_words.hpp"
#include "engine/dialog/in_advance.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/dialog/reading.hpp"
#include "engine/slots/choice.hpp"
#include "engine/slots/sensitive.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_letter_or_digit(const std::string& text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (c > 0 && u_isalnum(c)) {
            return true;
        }
    }
    return false;
}

const Dialog* sure_dialog(const Catalog& catalog, const MatchResult& match) {
    if (match.decision != Decision::match || match.candidates.empty()) {
        return nullptr;
    }
    const auto found = catalog.dialogs.find(match.candidates.front().intent);
    return found == catalog.dialogs.end() ? nullptr : &found->second;
}

// Who dictates says the full stop, too: "oui point".
std::string without_dictated_stop(const std::string& words) {
    constexpr std::string_view stop = " point";
    static constexpr std::array before = std::to_array<std::string_view>(
        {"un", "le", "ce", "au", "du", "de", "quel", "aucun", "bon"});
    if (!text::fold(words).ends_with(stop) || words.size() == stop.size()) {
        return words;
    }
    const std::string kept = words.substr(0, words.size() - stop.size());
    const std::vector<std::string> rest = text::words(text::fold(kept));
    const bool means = rest.empty() || std::ranges::find(before, rest.back()) != before.end();
    return means ? words : kept;
}

// "Mon nom c'est Costa hein"
std::string without_emphasis(const std::string& words) {
    constexpr std::string_view emphasis = " hein";
    return words.ends_with(emphasis) ? words.substr(0, words.size() - emphasis.size()) : words;
}

// The words that say what is asked: a first message that also gives a name or a reference is
// matched without these.
std::string without_values(const Reading& reading) {
    std::string words = reading.words;
    for (const slots::Found& found : reading.found) {
        if (const auto at = words.find(found.raw);
            at != std::string::npos && found.raw.size() < words.size()) {
            words.replace(at, found.raw.size(), ", ");
        }
    }
    return words;
}

// Where a second part may begin: after a mark, or at a word that adds one.
std::vector<std::size_t> seams(const std::string& words) {
    std::vector<std::size_t> seams;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const bool mark = (words[i - 1] == ',' || words[i - 1] == ';' || words[i - 1] == '.' ||
                           words[i - 1] == '!') &&
                          words[i] == ' ';
        const bool joined = words[i - 1] == ' ' &&
                            (words.compare(i, 3, "et ") == 0 || words.compare(i, 5, "mais ") == 0);
        if (mark || joined) {
            seams.push_back(i);
        }
    }
    return seams;
}

// "Le prélèvement, il y a des frais ?", "le créancier, c'est qui ?": one question about the first
// words.
bool takes_up(const std::string& tail) {
    static constexpr std::array pronouns =
        std::to_array<std::string_view>({"il", "elle", "ils", "elles"});
    static constexpr std::array what =
        std::to_array<std::string_view>({"qui", "quoi", "ou", "quand", "combien"});
    const auto words = text::words(text::fold(tail));
    const auto among = [&](std::size_t at, const auto& list) {
        return at < words.size() && std::ranges::find(list, words[at]) != list.end();
    };
    return among(0, pronouns) || (!words.empty() && words[0] == "c" && among(2, what));
}

// Likely even where the matcher finds too little to be sure: an answer beside the point costs a
// sentence, since the open question is asked again.
std::optional<AskedNext> asked_next(const Catalog& catalog, const std::string& words) {
    constexpr double likely = 0.3;
    const MatchResult match = catalog.aspect_matcher.match(words);
    const bool known = !match.candidates.empty() && match.candidates.front().score >= likely &&
                       catalog.aspects.contains(match.candidates.front().intent);
    if (!known) {
        return std::nullopt;
    }
    return AskedNext{match.candidates.front().intent,
                     match.decision == Decision::match,
                     match.reason == MatchReason::exact};
}

const Term* term_of(const Catalog& catalog, const Cues& cues) {
    return cues.term ? &catalog.glossary[cues.term->term] : nullptr;
}

bool adds(const std::string& tail) {
    static constexpr auto marks = std::to_array<std::string_view>({"aussi", "egalement", "et"});
    return std::ranges::any_of(text::words(text::fold(tail)), [](const std::string& word) {
        return std::ranges::find(marks, word) != marks.end();
    });
}

// Thanks, a greeting: said, and no subject.
bool is_remark(const Dialog* dialog) {
    return dialog != nullptr && !dialog->is_topic() && dialog->command == Command::none &&
           !dialog->urgent && std::ranges::all_of(dialog->steps, [](const Node& node) {
               return std::holds_alternative<Say>(node.kind);
           });
}

// Splits "EDF, et c'est gratuit ?" into what answers and the question, or the sure request, that
// follows. The first part must be no question itself.
void split_tail(const Catalog& catalog, const Table& table, Reading& reading) {
    for (const std::size_t seam : seams(reading.words)) {
        const std::string tail = reading.words.substr(seam);
        const std::string head =
            reading.words.substr(0, reading.words.find_last_not_of(" ,;.", seam - 1) + 1);
        const Cues cues = catalog.cues.read(tail);
        auto next = asked_next(catalog, tail);
        const bool asks = cues.has(Cue::question) || (next && next->sure) || cues.term;
        const Cues before = catalog.cues.read(head);
        // "Passer et pour le créancier c'est Loxam"
        const bool gives = before.alone(Cue::skipping) && !reading.words.ends_with('?');
        if (!has_letter_or_digit(head) || !(asks || cues.has(Cue::request)) ||
            before.has(Cue::question) || gives) {
            continue;
        }
        const auto from = tail.find_first_not_of(' ');
        if (table.kind == Table::question && takes_up(tail.substr(from))) {
            continue;
        }
        Tail found{tail.substr(from),
                   nullptr,
                   asks,
                   adds(tail),
                   std::nullopt,
                   std::move(next),
                   term_of(catalog, cues)};
        found.sure = sure_dialog(catalog, catalog.matcher.match(found.text));
        if (!asks && (found.sure == nullptr || !found.sure->is_topic())) {
            continue;
        }
        reading.tail = std::move(found);
        reading.head = head;
        return;
    }
}

std::string without_marks(const std::string& words) {
    const auto begin = words.find_first_not_of(" ,;.!?");
    const auto last = words.find_last_not_of(" ,;.!?");
    return begin == std::string::npos ? "" : words.substr(begin, last + 1 - begin);
}

// "SARL Bati Ouest sinon", "MCS du coup ?": the words without those that only lead to them, and the
// marks around them.
std::string without_otherwise(std::string said) {
    static constexpr auto turns =
        std::to_array<std::string_view>({"sinon", "alors", "du", "coup", "donc"});
    const auto turn = [](const Word& word) {
        return std::ranges::find(turns, word.folded) != turns.end();
    };
    std::vector<Word> words = words_of(said);
    while (!words.empty() && turn(words.back())) {
        said.resize(words.back().begin);
        words.pop_back();
    }
    if (!words.empty() && turn(words.front())) {
        said.erase(0, words.front().end);
    }
    return without_marks(said);
}

// The answer alone: "C'est SARL Bati Ouest sinon".
std::string answer_after_question(const Catalog& catalog, const std::string& said) {
    const std::string answer = without_otherwise(without_asides(catalog.cues, said));
    return slots::without_opening(catalog.vocabulary, answer).value;
}

// "C'est quoi la dénomination ? C'est SARL Bati Ouest sinon": the question stands before the
// answer, which must be one for sure where any words could be.
void split_question(const Catalog& catalog,
                    const Table& table,
                    std::chrono::year_month_day today,
                    Reading& reading) {
    const bool name = table.kind == Table::field && slots::is_open(table.slot->type) &&
                      table.slot->type != slots::SlotType::texte;
    const auto mark = reading.words.rfind('?');
    if (!name || mark == std::string::npos) {
        return;
    }
    const std::string rest = answer_after_question(catalog, reading.words.substr(mark + 1));
    if (rest.empty() || catalog.cues.read(rest).has(Cue::question) ||
        !value_for(catalog, *table.position->field, rest, today)) {
        return;
    }
    std::string question = reading.words.substr(0, mark + 1);
    const Cues cues = catalog.cues.read(question);
    Tail tail{question,
              nullptr,
              true,
              false,
              std::nullopt,
              asked_next(catalog, question),
              term_of(catalog, cues)};
    tail.sure = sure_dialog(catalog, catalog.matcher.match(question));
    reading.tail = std::move(tail);
    reading.head = rest;
}

// What is meant without the words of a cue.
MatchResult match_without(const Catalog& catalog, const Reading& reading, const FoundCue& cue) {
    std::string rest = text::fold(reading.words);
    if (const auto at = rest.find(cue.words); at != std::string::npos) {
        rest.replace(at, cue.words.size(), ",");
    }
    return catalog.matcher.match(rest);
}

// "Ma mère vient de mourir" is nobody's danger: without these words, what is meant is looked for
// again. Danger said beside them is still found.
void read_bereavement(const Catalog& catalog, Reading& reading) {
    const FoundCue* death = reading.cues.find(Cue::death_certain);
    if (death == nullptr || reading.sure == nullptr || !reading.sure->urgent) {
        return;
    }
    const MatchResult again = match_without(catalog, reading, *death);
    const Dialog* sure = sure_dialog(catalog, again);
    if (sure != nullptr) {
        reading.match = again;
        reading.sure = sure;
        return;
    }
    std::erase_if(reading.match.candidates, [&](const Candidate& candidate) {
        const auto dialog = catalog.dialogs.find(candidate.intent);
        return dialog != catalog.dialogs.end() && dialog->second.urgent;
    });
    reading.match.decision = Decision::clarify;
    reading.sure = nullptr;
}

// The parts of a message between its seams, without the words that join them.
std::vector<std::string> clauses_of(const std::string& words) {
    std::vector<std::string> clauses;
    std::size_t from = 0;
    std::vector<std::size_t> ends = seams(words);
    ends.push_back(words.size());
    for (const std::size_t end : ends) {
        std::string clause = words.substr(from, end - from);
        from = end;
        for (const std::string_view joint : {" ", "et ", "mais "}) {
            clause.erase(0, clause.starts_with(joint) ? joint.size() : 0);
        }
        clauses.push_back(std::move(clause));
    }
    return clauses;
}

// The parts of a message that are sure, each of a subject of its own, in their order.
std::vector<MatchResult> sure_clauses(const Catalog& catalog, const std::string& words) {
    std::vector<MatchResult> sure;
    const std::vector<std::string> clauses = clauses_of(words);
    for (const std::string& clause : clauses) {
        MatchResult match = catalog.matcher.match(clause);
        if (clauses.size() == 1 || match.decision != Decision::match) {
            continue;
        }
        const std::string& intent = match.candidates.front().intent;
        const bool known = std::ranges::any_of(sure, [&](const MatchResult& other) {
            return other.candidates.front().intent == intent;
        });
        if (!known) {
            sure.push_back(std::move(match));
        }
    }
    return sure;
}

// A story is unclear as a whole: the parts of it that are sure decide, when they are among what the
// whole could mean. The first is what is meant; where nothing is open, another request waits.
void read_clauses(const Catalog& catalog, bool several, Reading& reading) {
    if (reading.match.decision != Decision::clarify) {
        return;
    }
    std::vector<MatchResult> sure = sure_clauses(catalog, reading.words);
    const auto meant = [&](const MatchResult& clause) {
        return std::ranges::find(reading.match.candidates,
                                 clause.candidates.front().intent,
                                 &Candidate::intent) != reading.match.candidates.end();
    };
    const bool one = sure.size() == 1;
    const bool two = several && sure.size() == 2 && reading.cues.has(Cue::request);
    if (!(one || two) || !std::ranges::all_of(sure, meant)) {
        return;
    }
    if (two) {
        reading.later.push_back(sure_dialog(catalog, sure.back()));
    }
    reading.match = std::move(sure.front());
    reading.sure = sure_dialog(catalog, reading.match);
}

// Null: none is likely.
const Dialog* likeliest_subject(const Catalog& catalog, const MatchResult& match) {
    for (const Candidate& candidate : match.candidates) {
        const auto dialog = catalog.dialogs.find(candidate.intent);
        if (dialog != catalog.dialogs.end() && dialog->second.command == Command::none) {
            return &dialog->second;
        }
    }
    return nullptr;
}

// "La désolidarisation j'en veux pas, je veux payer petit à petit": a part says what is not wanted,
// and what is meant is what another is sure of.
void read_unwanted(const Catalog& catalog, Reading& reading) {
    if (!reading.cues.has(Cue::not_wanted)) {
        return;
    }
    std::optional<MatchResult> meant;
    std::optional<MatchResult> other;
    for (const std::string& clause : clauses_of(reading.words)) {
        MatchResult match = catalog.matcher.match(clause);
        if (catalog.cues.read(clause).has(Cue::not_wanted)) {
            reading.unwanted = likeliest_subject(catalog, match);
        } else if (const Dialog* sure = sure_dialog(catalog, match);
                   !meant && sure != nullptr && sure->command == Command::none) {
            meant = std::move(match);
        } else if (!other && match.decision == Decision::clarify) {
            other = std::move(match);
        }
    }
    if (meant && sure_dialog(catalog, *meant) != reading.unwanted) {
        reading.match = *std::move(meant);
        reading.sure = sure_dialog(catalog, reading.match);
    } else if (other && reading.sure == reading.unwanted) {
        reading.match = *std::move(other);
        reading.sure = nullptr;
    }
}

// "Vous vous répétez. Je veux un humain": whatever stands before it. "Je veux pas écrire" is none.
void read_call_for_a_person(const Catalog& catalog, Reading& reading) {
    const auto said = text::words(text::fold(reading.words));
    if (std::ranges::find(said, "pas") != said.end()) {
        return;
    }
    for (MatchResult& match : sure_clauses(catalog, reading.words)) {
        const Dialog* sure = sure_dialog(catalog, match);
        if (sure != nullptr && sure->id == handoff_dialog) {
            reading.match = std::move(match);
            reading.sure = sure;
            return;
        }
    }
}

std::vector<std::string> questions_in(const std::string& text) {
    std::vector<std::string> questions;
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '?') {
            questions.push_back(text.substr(from, i + 1 - from));
        }
        if (c == '?' || c == '.' || c == '!') {
            from = i + 1;
        }
    }
    return questions;
}

// Several questions, each of a sure subject of its own: the message is the first, the others wait.
void read_questions(const Catalog& catalog, Reading& reading) {
    const auto questions = questions_in(reading.words);
    if (questions.size() < 2) {
        return;
    }
    std::vector<std::pair<MatchResult, const Dialog*>> subjects;
    for (const std::string& question : questions) {
        MatchResult match = catalog.matcher.match(question);
        const Dialog* sure = sure_dialog(catalog, match);
        const bool known = std::ranges::any_of(
            subjects, [&](const auto& subject) { return subject.second == sure; });
        if (sure != nullptr && sure->is_topic() && !known) {
            subjects.emplace_back(std::move(match), sure);
        }
    }
    if (subjects.size() < 2) {
        return;
    }
    for (std::size_t i = 1; i < subjects.size(); ++i) {
        reading.later.push_back(subjects[i].second);
    }
    reading.match = std::move(subjects.front().first);
    reading.sure = subjects.front().second;
}

// What denies a subject names it: without these words, what is meant is looked for again.
void read_denial(const Catalog& catalog, Reading& reading) {
    const FoundCue* denied = reading.cues.find(Cue::wrong_topic);
    if (denied == nullptr || reading.sure == nullptr) {
        return;
    }
    reading.match = match_without(catalog, reading, *denied);
    reading.sure = sure_dialog(catalog, reading.match);
}

// "Je me suis trompé, je voulais payer par carte": what puts right is no part of what is meant.
void read_mistake(const Catalog& catalog, Reading& reading) {
    const FoundCue* mistake = reading.cues.find(Cue::correction);
    if (mistake == nullptr || reading.sure != nullptr) {
        return;
    }
    MatchResult again = match_without(catalog, reading, *mistake);
    if (const Dialog* sure = sure_dialog(catalog, again)) {
        reading.match = std::move(again);
        reading.sure = sure;
    }
}

// "Oui je veux contester": what is asked for is said after the yes.
void read_after_yes(const Catalog& catalog, std::chrono::year_month_day today, Reading& reading) {
    const std::vector<Word> words = words_of(reading.words);
    if (reading.sure != nullptr || words.size() < 3 || !reading.cues.has(Cue::request)) {
        return;
    }
    const slots::Parsed first =
        slots::parse(catalog.vocabulary, slots::SlotType::oui_non, words.front().folded, today);
    if (first.reading != slots::Reading::filled || first.value != "true") {
        return;
    }
    MatchResult rest = catalog.matcher.match(reading.words.substr(words[1].begin));
    if (const Dialog* sure = sure_dialog(catalog, rest); sure != nullptr && sure->is_topic()) {
        reading.match = std::move(rest);
        reading.sure = sure;
    }
}

// A name alone ("Jean", "Leroy-Martin") says nothing of a subject, whatever the examples that hold
// it.
bool is_bare_name(const Catalog& catalog, const Reading& reading) {
    std::string rest = text::fold(reading.words);
    // "Enfait c leroy-martin"
    if (const FoundCue* mark = reading.cues.find(Cue::correction);
        mark != nullptr && rest.starts_with(mark->words)) {
        rest.erase(0, mark->words.size());
    }
    const auto words = text::words(rest);
    const bool given = std::ranges::any_of(
        words, [&](const std::string& word) { return catalog.vocabulary.is_given_name(word); });
    const bool says = std::ranges::any_of(words, [&](const std::string& word) {
        return catalog.vocabulary.said_by(std::span(&word, 1)).has_value();
    });
    return words.size() <= 2 && given && !says && reading.match.reason != MatchReason::exact;
}

// A correction of the request sent last reads as one at its summary.
void read_amendment(const Catalog& catalog,
                    const Session& session,
                    std::chrono::year_month_day today,
                    Reading& reading) {
    Session again = session;
    again.stack.push_back(session.sent.back().request);
    again.stack.back().amends = session.sent.back().ticket;
    again.stack.back().confirmed.clear();
    again.stack.back().order.clear();
    const Table table = table_beneath(catalog, again);
    if (table.kind != Table::summary) {
        return;
    }
    Reading amended = reading;
    read_form(catalog, again, table, today, amended);
    reading.amendment = std::move(amended.correction);
    // "J'ai oublié le mail …": what the summary offered to give.
    if (!reading.amendment && amended.values.size() == 1) {
        reading.amendment = Correction{amended.values.front().field, amended.values.front()};
    }
}

// "Je l'ai retrouvée : CT 44 1200": the answer to the field that a request kept for later waits at,
// where its type is sure.
void read_awaited(const Catalog& catalog,
                  const Session& session,
                  std::chrono::year_month_day today,
                  Reading& reading) {
    Session again = session;
    again.stack.push_back(session.drafts.back());
    const Table table = table_beneath(catalog, again);
    if (table.kind != Table::field || slots::is_open(table.slot->type)) {
        return;
    }
    Reading awaited = reading;
    read_form(catalog, again, table, today, awaited);
    if (awaited.value.reading == slots::Reading::filled && awaited.value.sure) {
        reading.data = {{table.position->field, awaited.value.value, reading.words}};
    }
}

std::vector<slots::ChoiceOption> choices_of(const Table& table) {
    std::vector<slots::ChoiceOption> choices;
    const Ask* ask =
        table.kind == Table::question ? std::get_if<Ask>(&table.position->node->kind) : nullptr;
    for (std::size_t i = 0; i < table.options.size(); ++i) {
        std::span<const std::string> says;
        if (ask != nullptr && i < ask->options.size()) {
            says = ask->options[i].says;
        }
        choices.push_back({table.options[i].id.text(), table.options[i].label, says});
    }
    return choices;
}

void read_option(const Catalog& catalog,
                 const Table& table,
                 const std::string& said,
                 Reading& reading) {
    const auto choices = choices_of(table);
    reading.option.reset();
    if (choices.empty()) {
        return;
    }
    const slots::Choice choice = slots::parse_choice(catalog.vocabulary, choices, said);
    if (choice.index) {
        reading.option = table.options[*choice.index].id;
        reading.option_whole = choice.whole;
    }
}

// The words after those that deny ("non mais"); all of them when none does.
std::string_view past_denial(std::string_view words) {
    static constexpr std::array denials =
        std::to_array<std::string_view>({"non", "nan", "mais", "attendez", "finalement", "enfin"});
    const std::vector<Word> said = words_of(words);
    std::size_t at = 0;
    while (at < said.size() && std::ranges::find(denials, said[at].folded) != denials.end()) {
        ++at;
    }
    return at < said.size() ? words.substr(said[at].begin) : words;
}

// The options of a question by their words: a mere yes or no names none.
std::vector<slots::ChoiceOption> choices_named(const Ask& ask) {
    std::vector<slots::ChoiceOption> choices;
    for (const Option& option : ask.options) {
        const std::string label = text::fold(option.label);
        const bool bare = label == "oui" || label == "non";
        choices.push_back({"", bare ? std::string_view() : option.label, option.says});
    }
    return choices;
}

// "C'est pour ma mère": the answer to a question that is never put. Where a story is asked for, no
// story is taken for it.
void read_unasked(const Table& table, Reading& reading) {
    const bool story = table.kind == Table::field && table.slot->type == slots::SlotType::texte &&
                       !(reading.next && reading.next->sure);
    if (story) {
        return;
    }
    for (const Position::Taken& taken : table.position->taken) {
        const auto& ask = std::get<Ask>(taken.node->kind);
        const Option* said = ask.presumed.empty() ? nullptr : option_said(ask, reading.words);
        if (said != nullptr && said != taken.option) {
            reading.other_choice = OtherChoice{taken.node, said->id};
        }
    }
}

// "Non, c'est iQera que j'ai payé": what was answered at a question is put right.
void read_other_choice(const Catalog& catalog, const Table& table, Reading& reading) {
    constexpr std::size_t longest = 100;
    // "Mais" is no misspelt "mail".
    const std::string_view said = past_denial(reading.words);
    const bool changes = reading.cues.has(Cue::correction) || said.size() < reading.words.size() ||
                         table.kind == Table::correction;
    if (!table.position || reading.words.size() > longest || reading.cues.has(Cue::question)) {
        return;
    }
    const auto& taken = table.position->taken;
    read_unasked(table, reading);
    if (reading.other_choice || !changes) {
        return;
    }
    for (auto each = taken.rbegin(); each != taken.rend(); ++each) {
        const auto& ask = std::get<Ask>(each->node->kind);
        const slots::Choice choice =
            slots::parse_choice(catalog.vocabulary, choices_named(ask), said);
        // "Je ne l'ai pas encore envoyé" takes no yes.
        const bool denied = choice.index && ask.options[*choice.index].id == "oui" &&
                            place_of(words_of(said), {"pas"});
        if (choice.index && !denied && &ask.options[*choice.index] != each->option) {
            reading.other_choice = OtherChoice{each->node, ask.options[*choice.index].id};
            return;
        }
    }
}

// The words that stand for another answer: "MCS" of "et chez MCS sinon ?".
std::string words_instead(const CueRules& rules, const Reading& reading) {
    const FoundCue* cue = reading.cues.find(Cue::instead);
    const std::vector<Word> words = words_of(reading.words);
    const Words said_of_cue = cue == nullptr ? Words() : text::words(cue->words);
    const auto at = place_of(words, said_of_cue);
    if (!at || *at + said_of_cue.size() >= words.size()) {
        return "";
    }
    const std::size_t begin = words[*at + said_of_cue.size()].begin;
    const std::string said = without_otherwise(without_asides(rules, reading.words.substr(begin)));
    // A number is no name of an option.
    return said.find_first_not_of("0123456789 ") == std::string::npos ? "" : said;
}

// The option of a question that these words are, of those that lead to no request; in a form, of
// those that tell something.
std::optional<OptionId> told_by(const Catalog& catalog,
                                const Ask& ask,
                                const std::string& words,
                                bool in_form) {
    const slots::Choice choice = slots::parse_choice(catalog.vocabulary, choices_named(ask), words);
    if (!choice.index || !choice.whole) {
        return std::nullopt;
    }
    const Option& option = ask.options[*choice.index];
    const bool says =
        !option.steps.empty() && std::holds_alternative<Say>(option.steps.front().kind);
    return (in_form ? says : !has_form(option.steps)) ? std::optional(option.id) : std::nullopt;
}

// "Et chez MCS ?", at a question, after what it led to or in the form: what another option tells.
void read_other_case(const Catalog& catalog,
                     const Session& session,
                     const Table& table,
                     Reading& reading) {
    const std::string words = words_instead(catalog.cues, reading);
    if (words.empty()) {
        return;
    }
    const bool in_form = table.kind == Table::field || table.kind == Table::summary;
    Position position;
    if (table.position) {
        position = *table.position;
    } else if (const auto subject = catalog.dialogs.find(session.subject);
               subject != catalog.dialogs.end()) {
        position = walk(catalog, session, subject->second, left_behind(session));
    }
    if (table.kind == Table::question) {
        position.taken.push_back({position.node, nullptr});
    }
    for (auto each = position.taken.rbegin(); each != position.taken.rend(); ++each) {
        const auto option = told_by(catalog, std::get<Ask>(each->node->kind), words, in_form);
        if (option && (each->option == nullptr || each->option->id != *option)) {
            (in_form ? reading.other_case : reading.other_choice) =
                OtherChoice{each->node, *option};
            return;
        }
    }
}

// Shown beside one thing and written beside another, it answers neither.
bool is_late(const Table& table, const Utterance& utterance) {
    if (!utterance.asks) {
        return false;
    }
    // Two dialogs may ask the same question, and all fields of a form are of one node.
    const bool elsewhere = table.beneath != Table::nothing && !utterance.node.empty() &&
                           table.position->node->id != utterance.node;
    return utterance.asks != table.asks || elsewhere;
}

}  // namespace

bool carries_nothing(const Cues& cues) {
    return cues.alone(Cue::filler) || cues.alone(Cue::thanks) || cues.alone(Cue::apology) ||
           cues.alone(Cue::consent);
}

Reading read(const Catalog& catalog,
             const Session& session,
             const Table& table,
             const Utterance& utterance,
             std::chrono::year_month_day today) {
    Reading reading;
    reading.too_long = code_points(utterance.text) > text::max_code_points;
    reading.said = reading.words = text::clean(utterance.text);
    if (auto masked = slots::mask_sensitive(reading.said)) {
        reading.masked = true;
        reading.said = std::move(masked->text);
        reading.words = std::move(masked->rest);
    }
    reading.words = without_dictated_stop(reading.words);
    if (table.beneath == Table::field || table.beneath == Table::summary) {
        reading.words = without_emphasis(reading.words);
    }
    reading.wordless = !has_letter_or_digit(reading.words);
    reading.late = is_late(table, utterance);
    reading.first =
        read_first_thing(catalog.first_things, reading.words, session.channel == Channel::sms);
    reading.cues = catalog.cues.read(reading.words);
    reading.next = asked_next(catalog, reading.words);
    reading.term = term_of(catalog, reading.cues);
    reading.found = slots::find_all(catalog.vocabulary, reading.words, today);
    reading.match =
        catalog.matcher.match(session.stack.empty() ? without_values(reading) : reading.words);
    reading.sure = sure_dialog(catalog, reading.match);
    read_bereavement(catalog, reading);
    read_denial(catalog, reading);
    read_mistake(catalog, reading);
    read_unwanted(catalog, reading);
    // "Et par chèque sinon ?"
    if (reading.sure == nullptr && reading.cues.has(Cue::instead)) {
        reading.match = catalog.matcher.match(without_otherwise(reading.words));
        reading.sure = sure_dialog(catalog, reading.match);
    }
    read_after_yes(catalog, today, reading);
    if (is_bare_name(catalog, reading)) {
        reading.match.decision = Decision::fallback;
        reading.sure = nullptr;
    }
    if (session.stack.empty()) {
        read_questions(catalog, reading);
    }
    if (session.stack.empty() || reading.cues.has(Cue::correction) ||
        reading.cues.has(Cue::wrong_topic)) {
        read_clauses(catalog, session.stack.empty(), reading);
    }
    if (!session.stack.empty() && reading.sure == nullptr) {
        read_call_for_a_person(catalog, reading);
    }
    // "Oui, envoyer" is one button.
    read_option(catalog, table, reading.words, reading);
    reading.head = reading.words;
    if (!reading.option_whole) {
        split_tail(catalog, table, reading);
    }
    if (!reading.tail) {
        split_question(catalog, table, today, reading);
    }
    const bool surer = reading.tail && reading.tail->next && reading.tail->next->sure;
    if (reading.tail && (!reading.next || (surer && !reading.next->sure))) {
        reading.next = reading.tail->next;
    }
    // "Merci. Et qui décide du montant ?": the question is what is meant.
    if (reading.tail && reading.tail->question && is_remark(reading.sure) &&
        (reading.tail->next || reading.tail->sure != nullptr)) {
        reading.sure = reading.tail->sure;
        reading.next = reading.next && reading.next->sure ? reading.next : reading.tail->next;
    }
    reading.head = without_asides(catalog.cues, reading.head);
    // "Non, je veux payer par carte": the request is what is meant.
    if (reading.tail && !reading.tail->question && !reading.tail->adds && reading.sure == nullptr) {
        reading.sure = reading.tail->sure;
    }
    if (!reading.option_whole) {
        read_option(catalog, table, reading.head, reading);
    }
    // "Au groupe, par carte, j'ai le reçu sous les yeux"
    if (reading.option && !reading.option_whole) {
        Reading first;
        read_option(catalog, table, first_part(reading.words), first);
        reading.option_first = first.option_whole && first.option == reading.option;
    }
    // "Aucun de ceux-ci, je veux juste savoir si je peux payer petit à petit"
    if (reading.option == "aucun" && reading.tail && reading.tail->sure != nullptr) {
        reading.sure = reading.tail->sure;
        reading.option.reset();
        reading.option_whole = false;
    }
    const slots::Parsed yes_no =
        slots::parse(catalog.vocabulary, slots::SlotType::oui_non, reading.words, today);
    if (yes_no.reading == slots::Reading::filled && yes_no.whole) {
        reading.yes = yes_no.value == "true";
    }
    reading.unknown = slots::means_unknown(catalog.vocabulary, reading.words) ||
                      (reading.sure != nullptr && reading.sure->command == Command::unknown);
    if (!reading.option) {
        read_other_choice(catalog, table, reading);
    }
    read_other_case(catalog, session, table, reading);
    if (table.position && !table.position->fields.empty()) {
        read_form(catalog, session, table, today, reading);
    }
    if ((table.kind & (Table::nothing | Table::question | Table::offer | Table::clarification)) !=
        0) {
        const std::string rest = read_data(catalog, table, today, reading);
        if (!reading.data.empty() && (!reading.option || reading.only_data)) {
            read_option(catalog, table, rest, reading);
        }
        // "En mon nom, je m'appelle Paul Durand"
        if (!reading.data.empty() && !reading.option) {
            read_option(catalog, table, first_part(reading.words), reading);
            reading.only_data = reading.only_data || reading.option_whole;
            reading.option_whole = false;
        }
    }
    if (table.kind == Table::nothing && reading.data.empty() && !session.drafts.empty()) {
        read_awaited(catalog, session, today, reading);
    }
    if (table.kind == Table::nothing && !session.sent.empty()) {
        read_amendment(catalog, session, today, reading);
    }
    return reading;
}

}  // namespace guichet
