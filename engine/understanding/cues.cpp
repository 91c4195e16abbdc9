#include "engine/understanding/cues.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/text/normalize.hpp"
#include "engine/understanding/french.hpp"

namespace guichet {

namespace {

constexpr std::size_t longest_gap = 3;           // words that "…" stands for
constexpr std::size_t shortest_heard = 4;        // letters of a word that is compared by its sound
constexpr std::string_view number = "{nombre}";  // any word with a digit
constexpr std::string_view negation = "ne";      // often left out when speaking

constexpr std::array<std::string_view, 31> keys = {
    "question",      "demande",      "accord",       "refus",  "attente",       "remplissage",
    "colere",        "peur",         "honte",        "deuil",  "deces-certain", "epuisement",
    "mauvais-sujet", "correction",   "insulte",      "merci",  "excuse",        "deja",
    "apres-envoi",   "envoi-pieces", "envoi-delai",  "rien",   "autre-dossier", "insistance",
    "pas-voulu",     "progres",      "verification", "passer", "ce-numero",     "de-qui",
    "autre-choix"};

// What a phrase means, as one number: a cue, the definition, or a term.
constexpr std::size_t meaning_of(Cue cue) {
    return static_cast<std::size_t>(cue);
}

constexpr std::size_t definition = keys.size();
constexpr std::size_t first_term = definition + 1;

// What ends a sentence, if a space or the end follows: "3.5" and "12:30" are one word each way.
bool ends_sentence(std::string_view text, std::size_t at) {
    constexpr std::string_view ends = ".!?;:\n";
    return ends.find(text[at]) != std::string_view::npos &&
           (at + 1 == text.size() || ends.find(text[at + 1]) != std::string_view::npos ||
            text[at + 1] == ' ');
}

// The "t" of "a-t-on" is there for the ear only.
bool is_euphonic(std::string_view text, const text::WordSpan& span) {
    return span.end - span.begin == 1 && text[span.begin] == 't' && span.begin > 0 &&
           text[span.begin - 1] == '-' && span.end < text.size() && text[span.end] == '-';
}

// "nonnnn" is "non": a letter typed three times or more counts once.
std::string without_repeats(std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t other = std::min(word.find_first_not_of(word[i], i), word.size());
        out.append(other - i >= 3 ? 1 : other - i, word[i]);
        i = other;
    }
    return out;
}

bool has_repeats(std::string_view word) {
    for (std::size_t i = 2; i < word.size(); ++i) {
        if (word[i] == word[i - 1] && word[i] == word[i - 2]) {
            return true;
        }
    }
    return false;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) {
            parts.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool has_digit(std::string_view word) {
    return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool encloses(std::string_view chunk, char open, char close) {
    return chunk.size() > 2 && chunk.front() == open && chunk.back() == close;
}

bool is_ticked(std::string_view folded) {
    return folded.size() > 1 && folded.front() == '*' && folded[1] != ' ' && folded[1] != '*';
}

}  // namespace

std::span<const std::string_view> cue_keys() {
    return keys;
}

const FoundCue* Cues::find(Cue cue) const {
    const auto place = std::ranges::find(found, cue, &FoundCue::cue);
    return place == found.end() ? nullptr : &*place;
}

bool CueRules::Element::takes(WordId word) const {
    return (mask >> (word % 64) & 1U) != 0 && std::ranges::find(words, word) != words.end();
}

// --- the phrases ------------------------------------------------------------------------------

CueRules::WordId CueRules::id_of(std::string_view word) const {
    if (const auto known = ids_.find(word); known != ids_.end()) {
        return known->second;
    }
    if (has_digit(word)) {
        const auto id = ids_.find(number);
        return id == ids_.end() ? 0 : id->second;
    }
    if (word.size() < shortest_heard) {
        return 0;
    }
    const auto heard = ids_heard_.find(understanding::sound_of(word));
    return heard == ids_heard_.end() ? 0 : heard->second;
}

CueRules::WordId CueRules::intern(std::string_view word) {
    WordId id = id_of(word);
    if (id == 0) {
        id = ++last_id_;
    }
    ids_.emplace(word, id);
    if (word.size() >= shortest_heard) {
        ids_heard_.emplace(understanding::sound_of(word), id);
    }
    return id;
}

void CueRules::add_abbreviation(std::string_view abbreviation, std::string_view meaning) {
    abbreviations_.emplace(text::fold(abbreviation), words_of(meaning));
}

void CueRules::add_same(std::span<const std::string> words) {
    ++last_id_;
    for (const std::string& word : words) {
        ids_.insert_or_assign(text::fold(word), last_id_);
    }
}

void CueRules::add_group(std::string name, std::vector<std::string> words) {
    groups_.insert_or_assign(std::move(name), std::move(words));
}

PhraseProblem CueRules::add_courtesy(std::string_view phrase) {
    return add_phrase({.kind = Phrase::Kind::courtesy}, phrase);
}

PhraseProblem CueRules::add_opening(std::string_view phrase) {
    return add_phrase({.kind = Phrase::Kind::opening}, phrase);
}

PhraseProblem CueRules::add(Cue cue, CuePlace place, std::string_view phrase) {
    return add_phrase({.meaning = meaning_of(cue), .place = place}, phrase);
}

PhraseProblem CueRules::add_definition(std::string_view phrase) {
    return add_phrase({.meaning = definition}, phrase);
}

PhraseProblem CueRules::add_term(std::size_t term, std::string_view phrase) {
    return add_phrase({.meaning = first_term + term}, phrase);
}

// Of what an editor wrote, read as a message is.
std::vector<std::string> CueRules::words_of(std::string_view written) const {
    const std::string folded = text::fold(written);
    std::vector<std::string> words;
    for (const text::WordSpan& span : text::word_spans(folded)) {
        const std::string_view typed =
            std::string_view(folded).substr(span.begin, span.end - span.begin);
        const std::string_view full =
            span.elided ? understanding::full_form_of_elision(typed) : std::string_view();
        const auto abbreviation = abbreviations_.find(typed);
        if (full == negation || typed == negation || is_euphonic(folded, span)) {
            continue;
        }
        if (!full.empty()) {
            words.emplace_back(full);
        } else if (abbreviation != abbreviations_.end()) {
            words.insert(words.end(), abbreviation->second.begin(), abbreviation->second.end());
        } else {
            words.emplace_back(typed);
        }
    }
    return words;
}

// One word, whichever of `written`: "mon|ma", "{proche}".
PhraseProblem CueRules::add_variants(Phrase& phrase, std::string_view written, Element::Kind kind) {
    Element element{.kind = kind, .mask = 0, .words = {}};
    const auto take = [&](std::string_view variant) {
        const std::vector<std::string> words =
            variant == number ? std::vector{std::string(number)} : words_of(variant);
        if (words.size() == 1) {
            const WordId id = intern(words.front());
            element.mask |= std::uint64_t{1} << (id % 64);
            element.words.push_back(id);
        }
        return words.size() == 1;
    };
    for (const std::string_view variant : split(written, '|')) {
        if (variant == number || !encloses(variant, '{', '}')) {
            if (!take(variant)) {
                return PhraseProblem::several_words;
            }
            continue;
        }
        const auto group = groups_.find(variant.substr(1, variant.size() - 2));
        if (group == groups_.end()) {
            return PhraseProblem::unknown_group;
        }
        if (!std::ranges::all_of(group->second, take)) {
            return PhraseProblem::several_words;
        }
    }
    const bool again = kind == Element::Kind::word && written != number &&
                       element.words.size() == 1 && !phrase.elements.empty() &&
                       phrase.elements.back().words == element.words;
    if (!again) {
        phrase.elements.push_back(std::move(element));
    }
    return PhraseProblem::none;
}

PhraseProblem CueRules::add_chunk(Phrase& phrase, std::string_view chunk) {
    if (chunk == "…") {
        phrase.elements.push_back({.kind = Element::Kind::gap, .mask = 0, .words = {}});
        return PhraseProblem::none;
    }
    if (encloses(chunk, '(', ')')) {
        return add_variants(phrase, chunk.substr(1, chunk.size() - 2), Element::Kind::optional);
    }
    if (chunk.find_first_of("()") != std::string_view::npos) {
        return PhraseProblem::several_words;
    }
    if (chunk.find_first_of("|{") != std::string_view::npos) {
        return add_variants(phrase, chunk, Element::Kind::word);
    }
    for (const std::string& word : words_of(chunk)) {
        add_variants(phrase, word, Element::Kind::word);
    }
    return PhraseProblem::none;
}

PhraseProblem CueRules::add_phrase(Phrase phrase, std::string_view written) {
    phrase.text = written;
    phrase.asks = written.ends_with('?');
    for (const std::string_view chunk : split(written, ' ')) {
        if (const PhraseProblem problem = add_chunk(phrase, chunk);
            problem != PhraseProblem::none) {
            return problem;
        }
    }
    if (phrase.elements.empty()) {
        return PhraseProblem::no_word;
    }
    if (phrase.elements.front().kind != Element::Kind::word) {
        return PhraseProblem::open_start;
    }
    by_first_word_.resize(last_id_ + 1);
    const bool goes_on =
        phrase.elements.size() > 1 && phrase.elements[1].kind == Element::Kind::word;
    const Start start{.phrase = static_cast<std::uint32_t>(phrases_.size()),
                      .next = goes_on ? phrase.elements[1].mask : all_words};
    for (const WordId word : phrase.elements.front().words) {
        by_first_word_[word].push_back(start);
    }
    phrases_.push_back(std::move(phrase));
    return PhraseProblem::none;
}

// --- a message --------------------------------------------------------------------------------

// What was typed as one word, after abbreviations and elisions.
void CueRules::add_words(Line& line, std::string_view typed, bool elided, Word word) const {
    const auto add = [&](std::string_view one) {
        word.id = id_of(one);
        const bool again = word.id != 0 && !has_digit(one) && !line.words.empty() &&
                           line.words.back().id == word.id &&
                           line.words.back().sentence == word.sentence;
        if (again) {
            line.words.back().end = word.end;
        } else if (one != negation) {
            line.words.push_back(word);
        }
    };
    if (elided) {
        if (const std::string_view full = understanding::full_form_of_elision(typed);
            !full.empty()) {
            return add(full);
        }
    }
    if (const auto known = abbreviations_.find(typed); known != abbreviations_.end()) {
        for (const std::string& meant : known->second) {
            add(meant);
        }
        return;
    }
    add(typed);
}

CueRules::Line CueRules::line_of(std::string_view text) const {
    Line line{.folded = text::fold(text), .words = {}, .asked = {}};
    const std::string_view folded = line.folded;
    std::size_t before = 0;  // end of the previous word
    bool asked = false;
    std::uint32_t sentence = 0;
    const auto close = [&](std::size_t next) {
        bool ended = false;
        for (; before < next; ++before) {
            asked = asked || folded[before] == '?';
            ended = ended || ends_sentence(folded, before);
        }
        if (ended || next == folded.size()) {
            line.asked.push_back(asked);
            asked = false;
            ++sentence;
        }
    };
    const std::vector<text::WordSpan> spans = text::word_spans(folded);
    line.words.reserve(spans.size() + spans.size() / 2);
    for (const text::WordSpan& span : spans) {
        if (span.begin > 0) {
            close(span.begin);
        }
        before = span.end;
        if (is_euphonic(folded, span)) {
            continue;
        }
        const std::string_view typed = folded.substr(span.begin, span.end - span.begin);
        const Word word{.begin = static_cast<std::uint32_t>(span.begin),
                        .end = static_cast<std::uint32_t>(span.end),
                        .sentence = sentence};
        if (has_repeats(typed)) {
            add_words(line, without_repeats(typed), span.elided, word);
        } else {
            add_words(line, typed, span.elided, word);
        }
    }
    close(folded.size());
    return line;
}

// Where the elements end in one sentence from word `at` on, the first way that fits.
std::optional<std::size_t> CueRules::end_of_match(std::span<const Element> elements,
                                                  const std::vector<Word>& words,
                                                  std::size_t at) {
    if (elements.empty()) {
        return at;
    }
    const Element& element = elements.front();
    const auto rest = elements.subspan(1);
    const bool in_sentence =
        at < words.size() && (at == 0 || words[at].sentence == words[at - 1].sentence);
    switch (element.kind) {
        case Element::Kind::word:
            return in_sentence && element.takes(words[at].id) ? end_of_match(rest, words, at + 1)
                                                              : std::nullopt;
        case Element::Kind::optional:
            if (in_sentence && element.takes(words[at].id)) {
                if (const auto end = end_of_match(rest, words, at + 1)) {
                    return end;
                }
            }
            return end_of_match(rest, words, at);
        case Element::Kind::gap:
            for (std::size_t skipped = 0; skipped <= longest_gap && at + skipped <= words.size();
                 ++skipped) {
                if (skipped > 0 && words[at + skipped - 1].sentence != words[at - 1].sentence) {
                    break;
                }
                if (const auto end = end_of_match(rest, words, at + skipped)) {
                    return end;
                }
            }
            return std::nullopt;
    }
    return std::nullopt;
}

std::vector<CueRules::Hit> CueRules::hits_in(const Line& line) const {
    std::vector<Hit> hits;
    for (std::size_t at = 0; at < line.words.size(); ++at) {
        const Word& word = line.words[at];
        if (word.id == 0 || word.id >= by_first_word_.size()) {
            continue;
        }
        const WordId next = at + 1 < line.words.size() ? line.words[at + 1].id : 0;
        for (const Start& start : by_first_word_[word.id]) {
            if (!start.goes_on(next)) {
                continue;
            }
            const Phrase& phrase = phrases_[start.phrase];
            if (phrase.asks && !line.asked[word.sentence]) {
                continue;
            }
            const auto others = std::span(phrase.elements).subspan(1);
            if (const auto end = end_of_match(others, line.words, at + 1)) {
                hits.push_back({&phrase, at, *end});
            }
        }
    }
    return hits;
}

void CueRules::mark_empty(Line& line, const std::vector<Hit>& hits) {
    for (const Hit& hit : hits) {
        const bool opening = hit.phrase->kind == Phrase::Kind::opening;
        const bool empty = hit.phrase->kind == Phrase::Kind::courtesy ||
                           (hit.phrase->kind == Phrase::Kind::meaning &&
                            hit.phrase->meaning == meaning_of(Cue::filler));
        for (std::size_t at = hit.begin; at < hit.end; ++at) {
            line.words[at].empty = line.words[at].empty || empty;
            line.words[at].opening = line.words[at].opening || empty || opening;
        }
    }
}

// Whether nothing but openings stands before, or but empty words after, in its sentence.
bool CueRules::stands(const Hit& hit, const Line& line, const std::vector<Hit>& hits) {
    const auto overlaps = [&hit](const Hit& other) {
        return other.phrase->kind == Phrase::Kind::meaning &&
               other.phrase->place == CuePlace::exception &&
               other.phrase->meaning == hit.phrase->meaning && other.begin < hit.end &&
               hit.begin < other.end;
    };
    const std::uint32_t sentence = line.words[hit.begin].sentence;
    const std::span<const Word> words = line.words;
    const auto is_opening = [sentence](const Word& word) {
        return word.sentence != sentence || word.opening;
    };
    const auto is_empty = [sentence](const Word& word) {
        return word.sentence != sentence || word.empty;
    };
    switch (hit.phrase->place) {
        case CuePlace::exception:
            return false;
        case CuePlace::start:
            if (!std::ranges::all_of(words.first(hit.begin), is_opening)) {
                return false;
            }
            break;
        case CuePlace::end:
            if (!std::ranges::all_of(words.subspan(hit.end), is_empty)) {
                return false;
            }
            break;
        case CuePlace::alone:
            if (!covers({hit.phrase->meaning}, line, hits)) {
                return false;
            }
            break;
        case CuePlace::anywhere:
            break;
    }
    return std::ranges::none_of(hits, overlaps);
}

// Whether every word of the message is one of these meanings or an empty one.
bool CueRules::covers(std::initializer_list<std::size_t> meanings,
                      const Line& line,
                      const std::vector<Hit>& hits) {
    const auto of_cue = [&](std::size_t at) {
        return std::ranges::any_of(hits, [&](const Hit& hit) {
            return hit.phrase->kind == Phrase::Kind::meaning &&
                   std::ranges::find(meanings, hit.phrase->meaning) != meanings.end() &&
                   hit.phrase->place != CuePlace::exception && hit.begin <= at && at < hit.end;
        });
    };
    for (std::size_t at = 0; at < line.words.size(); ++at) {
        if (!line.words[at].empty && !of_cue(at)) {
            return false;
        }
    }
    return true;
}

// The longest term, when the message says nothing beside it but what asks for its meaning.
std::optional<FoundTerm> CueRules::term_in(const Line& line, const std::vector<Hit>& hits) {
    const Hit* term = nullptr;
    bool plainly = false;
    for (const Hit& hit : hits) {
        const bool means = hit.phrase->kind == Phrase::Kind::meaning;
        plainly = plainly || (means && hit.phrase->meaning == definition);
        const bool longer = term == nullptr || hit.end - hit.begin > term->end - term->begin;
        if (means && hit.phrase->meaning >= first_term && longer) {
            term = &hit;
        }
    }
    const bool asked = plainly || std::ranges::find(line.asked, true) != line.asked.end();
    if (term == nullptr || !asked) {
        return std::nullopt;
    }
    const std::size_t meaning = term->phrase->meaning;
    return covers({definition, meaning}, line, hits)
               ? std::optional(FoundTerm{meaning - first_term, plainly})
               : std::nullopt;
}

Cues CueRules::read(std::string_view text) const {
    Line line = line_of(text);
    const std::vector<Hit> hits = hits_in(line);
    mark_empty(line, hits);
    std::array<const Hit*, keys.size()> longest{};
    for (const Hit& hit : hits) {
        if (hit.phrase->kind != Phrase::Kind::meaning || hit.phrase->meaning >= longest.size()) {
            continue;
        }
        const Hit*& kept = longest[hit.phrase->meaning];
        const bool longer = kept == nullptr || hit.end - hit.begin > kept->end - kept->begin;
        if (longer && stands(hit, line, hits)) {
            kept = &hit;
        }
    }
    const auto at = [&longest](Cue cue) -> const Hit*& { return longest[meaning_of(cue)]; };
    if (at(Cue::grief) == nullptr) {
        at(Cue::grief) = at(Cue::death_certain);
    }
    Cues cues;
    for (std::size_t i = 0; i < longest.size(); ++i) {
        const auto cue = static_cast<Cue>(i);
        if (const Hit* hit = longest[i]) {
            const std::size_t begin = line.words[hit->begin].begin;
            const std::size_t end = line.words[hit->end - 1].end;
            cues.found.push_back({.cue = cue,
                                  .phrase = hit->phrase->text,
                                  .words = line.folded.substr(begin, end - begin),
                                  .alone = covers({i}, line, hits)});
        } else if (cue == Cue::question && line.folded.find('?') != std::string::npos) {
            cues.found.push_back({.cue = cue, .phrase = "?", .words = "?"});
        } else if (cue == Cue::correction && is_ticked(line.folded)) {
            cues.found.push_back({.cue = cue, .phrase = "*", .words = "*"});
        }
    }
    cues.term = term_in(line, hits);
    return cues;
}

}  // namespace guichet
