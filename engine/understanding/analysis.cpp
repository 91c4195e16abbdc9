#include "engine/understanding/analysis.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "engine/text/normalize.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string with_digits_masked(std::string_view word) {
    std::string masked(word);
    std::replace_if(
        masked.begin(), masked.end(), [](char c) { return c >= '0' && c <= '9'; }, '#');
    return masked;
}

bool ends_sentence(std::string_view text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const bool mark = std::string_view(".!?;").find(text[i]) != std::string_view::npos;
        if (mark && (i + 1 == to || text[i + 1] == ' ' || text[i + 1] == text[i])) {
            return true;
        }
    }
    return false;
}

// The "t" of "a-t-il" and of "a t il" is there for the ear only.
bool is_euphonic(std::string_view text, std::span<const text::WordSpan> spans, std::size_t at) {
    constexpr std::string_view pronouns[] = {"il", "elle", "on", "ils", "elles"};
    const auto word = [&](std::size_t i) { return text.substr(spans[i].begin, spans[i].end - spans[i].begin); };
    return at > 0 && at + 1 < spans.size() && word(at) == "t" && std::ranges::find(pronouns, word(at + 1)) != std::end(pronouns);
}

// The words of a text from `fold_case`, and where its sentences end if asked.
std::vector<Token> tokens_of(std::string_view lower,
                             std::vector<std::size_t>* sentence_ends = nullptr) {
    const std::vector<text::WordSpan> spans = text::word_spans(lower);
    std::vector<Token> tokens;
    tokens.reserve(spans.size());
    std::size_t before = 0;  // end of the previous word
    for (std::size_t at = 0; at < spans.size(); ++at) {
        const text::WordSpan& span = spans[at];
        if (sentence_ends != nullptr && !tokens.empty() &&
            ends_sentence(lower, before, span.begin)) {
            sentence_ends->push_back(tokens.size());
        }
        before = span.end;
        if (is_euphonic(lower, spans, at)) {
            continue;
        }
        const std::string_view typed = lower.substr(span.begin, span.end - span.begin);
        Token token;
        if (is_ascii(typed)) {
            token.word = typed;
        } else {
            token.accented = typed;
            token.word = text::strip_accents(typed);
        }
        token.elided = span.elided;
        if (span.elided) {
            if (const std::string_view full = full_form_of_elision(token.word); !full.empty()) {
                token.word = full;
                token.accented.clear();
            }
        }
        tokens.push_back(std::move(token));
    }
    if (sentence_ends != nullptr) {
        sentence_ends->push_back(tokens.size());
    }
    return tokens;
}

// Puts `replacement` in place of tokens [at, at + count), and moves the sentence ends along.
void replace(Analysis& analysis,
             std::size_t at,
             std::size_t count,
             std::vector<Token> replacement) {
    const std::size_t added = replacement.size();
    auto& tokens = analysis.tokens;
    const auto place = tokens.begin() + static_cast<std::ptrdiff_t>(at);
    const auto next = tokens.erase(place, place + static_cast<std::ptrdiff_t>(count));
    tokens.insert(next,
                  std::make_move_iterator(replacement.begin()),
                  std::make_move_iterator(replacement.end()));
    for (std::size_t& end : analysis.sentence_ends) {
        if (end >= at + count) {
            end = end + added - count;
        }
    }
}

// "stoppp" and "ouiii": a letter is written twice at most.
std::string squeezed(std::string_view word, std::size_t most) {
    std::string out;
    for (const char c : word) {
        const bool run =
            out.size() >= most && std::all_of(out.end() - static_cast<std::ptrdiff_t>(most),
                                              out.end(),
                                              [c](char before) { return before == c; });
        if (!run) {
            out += c;
        }
    }
    return out;
}

std::vector<std::string> words_of(std::string_view written) {
    std::vector<std::string> words;
    for (Token& token : tokens_of(text::fold_case(written))) {
        words.push_back(std::move(token.word));
    }
    return words;
}

std::vector<std::string> separated(std::string_view list, char separator) {
    std::vector<std::string> out;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(separator), list.size());
        out.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return out;
}

// "l'ai" and "lai" have the same letters.
std::string letters_of(const std::vector<Token>& tokens) {
    std::string letters;
    for (const Token& token : tokens) {
        std::string_view word = token.word;
        if (token.elided && word == full_form_of_elision(word.substr(0, word.size() - 1))) {
            word.remove_suffix(1);
        }
        letters += word;
    }
    return letters;
}

}  // namespace

void PhraseTable::add(Phrase phrase) {
    if (phrase.words.empty()) {
        return;
    }
    auto& phrases = by_first_word_[phrase.words.front()];
    if (std::ranges::find(phrases, phrase.words, &Phrase::words) == phrases.end()) {
        phrases.push_back(std::move(phrase));
        std::ranges::stable_sort(phrases, std::ranges::greater{}, [](const Phrase& one) { return one.words.size(); });
    }
}

const PhraseTable::Phrase* PhraseTable::find(const std::vector<Token>& tokens,
                                             std::size_t at,
                                             const std::string Token::*part) const {
    const auto found = by_first_word_.find(std::string_view(tokens[at].*part));
    if (found == by_first_word_.end()) {
        return nullptr;
    }
    const std::span<const Token> rest = std::span(tokens).subspan(at);
    const auto stands = [rest, part](const Phrase& phrase) {
        return phrase.words.size() <= rest.size() &&
               std::ranges::equal(phrase.words, rest.first(phrase.words.size()), {}, {}, part);
    };
    const auto phrase = std::ranges::find_if(found->second, stands);
    return phrase == found->second.end() ? nullptr : &*phrase;
}

Analyzer::Analyzer(const Lexicon& lexicon) {
    for (const auto& [from, to] : lexicon.abbreviations) {
        abbreviations_.add({words_of(from), to, tokens_of(text::fold_case(to))});
    }
    for (const Forms& entry : texting()) {
        const std::vector<Token> tokens = tokens_of(text::fold_case(entry.meaning));
        for (std::string& form : text::words(entry.forms)) {
            abbreviations_.add({{std::move(form)}, std::string(entry.meaning), tokens});
        }
    }
    for (const std::string& courtesy : lexicon.courtesies) {
        courtesies_.add({words_of(courtesy), {}, {}});
    }
    for (const std::string_view courtesy : courtesies()) {
        courtesies_.add({words_of(courtesy), {}, {}});
    }
    for (const Forms& family : families()) {
        for (const std::string& form : text::words(family.forms)) {
            families_.emplace(form, family.meaning);
        }
    }
    for (const std::vector<std::string>& members : lexicon.synonyms) {
        if (!members.empty()) {
            add_synonyms(text::fold(members.front()), members);
        }
    }
    for (const Forms& entry : concepts()) {
        add_synonyms(entry.meaning, separated(entry.forms, ','));
    }
}

void Analyzer::add_synonyms(std::string_view meaning, const std::vector<std::string>& members) {
    const Stemmer stemmer;
    for (const std::string& member : members) {
        std::vector<std::string> stems = words_of(member);
        if (stems.size() == 1) {
            if (const auto family = families_.find(stems.front()); family != families_.end()) {
                groups_of_families_.emplace(family->second, meaning);
            }
        }
        for (std::string& word : stems) {
            word = stemmer.stem(word);
        }
        synonyms_.add({std::move(stems), std::string(meaning), {}});
    }
}

void Analyzer::learn_words(std::span<const std::string_view> examples) {
    // Counted in parts, side by side.
    constexpr std::size_t parts = 4;
    std::array<StringMap<std::size_t>, parts> counts;
    for_each_below(parts, [&](std::size_t part) {
        const std::size_t begin = examples.size() * part / parts;
        const std::size_t end = examples.size() * (part + 1) / parts;
        for (const std::string_view example : examples.subspan(begin, end - begin)) {
            for (Token& token : tokenize(example).tokens) {
                ++counts[part].try_emplace(std::move(token.word)).first->second;
            }
        }
    });
    for (const StringMap<std::size_t>& some : counts) {
        for (const auto& [word, count] : some) {
            known_[word].count += count;
        }
    }
    for (const auto& [word, entry] : known_) {
        speller_.add(word, entry.count);
    }
    speller_.finish();
    const Stemmer stemmer;
    for (auto& [word, entry] : known_) {
        entry.stem = stemmer.stem(word);
    }
}

void Analyzer::expand_abbreviations(Analysis& analysis) const {
    for (std::size_t at = 0; at < analysis.tokens.size();) {
        const Token& token = analysis.tokens[at];
        const PhraseTable::Phrase* phrase =
            token.elided ? nullptr : abbreviations_.find(analysis.tokens, at, &Token::word);
        if (phrase == nullptr) {
            ++at;
            continue;
        }
        const std::size_t added = phrase->tokens.size();
        std::string from = phrase->words.front();
        for (std::size_t i = 1; i < phrase->words.size(); ++i) {
            from += ' ' + phrase->words[i];
        }
        analysis.changes.push_back({Change::Kind::abbreviation, std::move(from), phrase->meaning});
        replace(analysis, at, phrase->words.size(), phrase->tokens);
        at += added;
    }
}

// A greeting before a need is no part of it; a message that only greets stays whole.
void Analyzer::drop_greeting(Analysis& analysis) const {
    const auto& tokens = analysis.tokens;
    const auto past = std::ranges::find_if_not(tokens, [](const Token& token) { return is_greeting(token.word); });
    const bool says_more = std::any_of(past, tokens.end(), [](const Token& token) {
        return !is_function_word(token.word) && !is_greeting(token.word);
    });
    const auto count = static_cast<std::size_t>(past - tokens.begin());
    if (count == 0 || !says_more) {
        return;
    }
    std::string from;
    for (std::size_t i = 0; i < count; ++i) {
        from += (i == 0 ? "" : " ") + tokens[i].word;
    }
    analysis.changes.push_back({Change::Kind::courtesy, std::move(from), {}});
    replace(analysis, 0, count, {});
}

void Analyzer::drop_courtesies(Analysis& analysis) const {
    for (std::size_t at = 0; at < analysis.tokens.size();) {
        const PhraseTable::Phrase* phrase = courtesies_.find(analysis.tokens, at, &Token::word);
        if (phrase == nullptr || phrase->words.size() == analysis.tokens.size()) {
            ++at;
            continue;
        }
        std::string from = phrase->words.front();
        for (std::size_t i = 1; i < phrase->words.size(); ++i) {
            from += ' ' + phrase->words[i];
        }
        analysis.changes.push_back({Change::Kind::courtesy, std::move(from), {}});
        replace(analysis, at, phrase->words.size(), {});
    }
}

// "mavez" is "m'avez": an elision without its apostrophe before a word that the content uses far more.
void Analyzer::unglue(Analysis& analysis) const {
    constexpr std::string_view vowels = "aeiouyh";
    constexpr std::size_t far_more = 4;
    for (std::size_t at = 0; at < analysis.tokens.size(); ++at) {
        const std::string word = analysis.tokens[at].word;
        const auto own = known_.find(std::string_view(word));
        const std::size_t own_count = own == known_.end() ? 0 : own->second.count;
        for (const std::size_t head : {1UL, 2UL}) {
            if (word.size() < head + 3 || vowels.find(word[head]) == std::string_view::npos) {
                continue;
            }
            const std::string_view full = full_form_of_elision(std::string_view(word).substr(0, head));
            const auto rest = known_.find(std::string_view(word).substr(head));
            if (full.empty() || rest == known_.end() || rest->second.count <= far_more * own_count) {
                continue;
            }
            analysis.changes.push_back({Change::Kind::repair, word, std::string(full) + ' ' + std::string(rest->first)});
            std::vector<Token> two(2);
            two[0].word = full;
            two[1].word = rest->first;
            replace(analysis, at, 1, std::move(two));
            ++at;
            break;
        }
    }
}

void Analyzer::repair(Analysis& analysis) const {
    if (known_.empty()) {
        return;
    }
    for (std::size_t at = 0; at < analysis.tokens.size(); ++at) {
        Token& token = analysis.tokens[at];
        if (knows(token.word) || has_digit(token.word)) {
            continue;
        }
        std::string repaired;
        for (const std::size_t most : {2UL, 1UL}) {
            std::string once = squeezed(token.word, most);
            if (repaired.empty() && once != token.word && knows(once)) {
                repaired = std::move(once);
            }
        }
        if (repaired.empty()) {
            repaired = speller_.suggest(token.word);
        }
        if (!repaired.empty()) {
            analysis.changes.push_back({Change::Kind::repair, token.word, repaired});
            token.word = std::move(repaired);
            token.accented.clear();
        }
    }
}

// "j'ai deja payer" says that it is paid.
void Analyzer::agree(Analysis& analysis) const {
    constexpr std::size_t most_adverbs = 2;
    for (std::size_t at = 0; at + 1 < analysis.tokens.size(); ++at) {
        if (!is_auxiliary(analysis.tokens[at].word)) {
            continue;
        }
        std::size_t verb = at + 1;
        while (verb + 1 < analysis.tokens.size() && verb <= at + most_adverbs &&
               is_adverb_inside_verb(analysis.tokens[verb].word)) {
            ++verb;
        }
        Token& token = analysis.tokens[verb];
        if (const std::string participle(participle_of(token.word)); !participle.empty()) {
            analysis.changes.push_back({Change::Kind::repair, token.word, participle});
            token.word = participle;
        }
    }
}

void Analyzer::complete(Analysis& analysis) const {
    std::optional<Stemmer> stemmer;
    for (std::size_t at = 0; at < analysis.tokens.size(); ++at) {
        Token& token = analysis.tokens[at];
        const auto known = known_.find(std::string_view(token.word));
        token.known = known != known_.end();
        if (token.known) {
            token.stem = known->second.stem;
        } else {
            if (!stemmer) {
                stemmer.emplace();
            }
            token.stem = stemmer->stem(token.word);
        }
        if (has_digit(token.word)) {
            token.stem = with_digits_masked(token.word);
        }
        if (const auto family = families_.find(std::string_view(token.word));
            family != families_.end()) {
            token.family = family->second;
        }
    }
}

void Analyzer::group(Analysis& analysis) const {
    for (std::size_t at = 0; at < analysis.tokens.size();) {
        const PhraseTable::Phrase* phrase = synonyms_.find(analysis.tokens, at, &Token::stem);
        if (phrase != nullptr) {
            analysis.tokens[at].group = phrase->meaning;
        } else if (const auto family = groups_of_families_.find(analysis.tokens[at].family);
                   family != groups_of_families_.end()) {
            analysis.tokens[at].group = family->second;
        }
        at += phrase == nullptr ? 1 : phrase->words.size();
    }
}

Analysis Analyzer::read(std::string_view raw) const {
    Analysis analysis = tokenize(raw);
    interpret(analysis);
    return analysis;
}

Analysis Analyzer::tokenize(std::string_view raw) const {
    Analysis analysis;
    analysis.tokens = tokens_of(text::fold_case(raw), &analysis.sentence_ends);
    expand_abbreviations(analysis);
    drop_greeting(analysis);
    drop_courtesies(analysis);
    analysis.key = letters_of(analysis.tokens);
    return analysis;
}

void Analyzer::interpret(Analysis& analysis) const {
    unglue(analysis);
    repair(analysis);
    agree(analysis);
    complete(analysis);
    group(analysis);
}

}  // namespace guichet::understanding
