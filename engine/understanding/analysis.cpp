#include "engine/understanding/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "engine/text/normalize.hpp"
#include "engine/understanding/french.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {
namespace {

bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string with_digits_masked(std::string_view word) {
    std::string masked(word);
    std::replace_if(
        masked.begin(), masked.end(), [](char c) { return c >= '0' && c <= '9'; }, '#');
    return masked;
}

// Puts `replacement` in place of tokens [at, at + count), and moves the sentence ends along. An end
// among the tokens that go is put behind what comes.
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
        if (end > at) {
            end = std::max(end, at + count) + added - count;
        }
    }
    auto& ends = analysis.sentence_ends;
    ends.erase(std::ranges::unique(ends).begin(), ends.end());
    if (ends.size() > 1 && ends.front() == 0) {
        ends.erase(ends.begin());
    }
}

// Takes words [at, at + count) away and says so.
void drop(Analysis& analysis, std::size_t at, std::size_t count) {
    std::string from;
    for (std::size_t i = at; i < at + count; ++i) {
        from += (i == at ? "" : " ") + analysis.tokens[i].word;
    }
    analysis.changes.push_back({Change::Kind::courtesy, std::move(from), {}});
    replace(analysis, at, count, {});
}

// "stoppp" and "ouiii": a letter is written `most` times in a row at most.
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

}  // namespace

Analyzer::Analyzer(const Lexicon& lexicon) {
    for (const auto& [from, to] : lexicon.abbreviations) {
        abbreviations_.add({words_of(from), to, tokens_of(text::fold_case(to))});
    }
    for (const std::string& greeting : lexicon.greetings) {
        greetings_.insert(text::fold(greeting));
    }
    for (const std::string& link : lexicon.links) {
        links_.insert(text::fold(link));
    }
    for (const std::string& courtesy : lexicon.courtesies) {
        courtesies_.add({words_of(courtesy), {}, {}});
    }
    for (const WordGroup& family : lexicon.families) {
        for (const std::string& form : family.words) {
            families_.emplace(text::fold(form), text::fold(family.name));
        }
    }
    for (const WordGroup& group : lexicon.synonyms) {
        add_synonyms(group);
    }
}

void Analyzer::add_synonyms(const WordGroup& group) {
    const Stemmer stemmer;
    const std::string meaning = text::fold(group.name);
    for (const std::string& member : group.words) {
        std::vector<std::string> stems = words_of(member);
        if (stems.size() == 1) {
            if (const auto family = families_.find(stems.front()); family != families_.end()) {
                groups_of_families_.emplace(family->second, meaning);
            }
        }
        for (std::string& word : stems) {
            word = stemmer.stem(word);
        }
        synonyms_.add({std::move(stems), meaning, {}});
    }
}

void Analyzer::learn_words(std::span<Spellings> spellings) {
    for (Spellings& some : spellings) {
        for (Spelling& spelling : some.all()) {
            KnownWord& known = known_[spelling.word];
            known.uses += spelling.uses;
            spelling.known = &known;
        }
    }
    std::vector<StringMap<KnownWord>::pointer> words;
    words.reserve(known_.size());
    for (auto& entry : known_) {
        words.push_back(&entry);
        speller_.add(entry.first, entry.second.uses);
    }
    speller_.finish();
    for_each_part(words.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        const Stemmer stemmer;
        for (std::size_t i = begin; i < end; ++i) {
            auto& [word, known] = *words[i];
            known.stem = has_digit(word) ? with_digits_masked(word) : stemmer.stem(word);
            known.family = family_of(word);
            known.synonyms = synonyms_.starting_with(known.stem);
            known.glued = glued(word, known.uses);
        }
    });
}

const KnownWord* Analyzer::known(std::string_view word) const {
    const auto found = known_.find(word);
    return found == known_.end() ? nullptr : &found->second;
}

std::string_view Analyzer::family_of(std::string_view word) const {
    const auto found = families_.find(word);
    return found == families_.end() ? std::string_view() : found->second;
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
        analysis.changes.push_back({Change::Kind::abbreviation,
                                    fmt::format("{}", fmt::join(phrase->words, " ")),
                                    phrase->meaning});
        replace(analysis, at, phrase->words.size(), phrase->tokens);
        at += added;
    }
}

std::size_t Analyzer::greetings(std::span<const Token> tokens) const {
    const auto past = std::ranges::find_if_not(
        tokens, [this](const Token& token) { return greetings_.contains(token.word); });
    return static_cast<std::size_t>(past - tokens.begin());
}

// A greeting before a need is no part of it; a message that only greets stays whole.
void Analyzer::drop_greeting(Analysis& analysis) const {
    const std::span<const Token> rest =
        std::span<const Token>(analysis.tokens).subspan(greetings(analysis.tokens));
    const bool says_more = std::ranges::any_of(rest, [this](const Token& token) {
        return !is_function_word(token.word) && !greetings_.contains(token.word);
    });
    if (rest.size() < analysis.tokens.size() && says_more) {
        drop(analysis, 0, analysis.tokens.size() - rest.size());
    }
}

std::vector<Analyzer::Stretch> Analyzer::courtesies_in(const std::vector<Token>& tokens) const {
    std::vector<Stretch> places;
    for (std::size_t at = 0; at < tokens.size();) {
        const PhraseTable::Phrase* phrase = courtesies_.find(tokens, at, &Token::word);
        if (phrase != nullptr) {
            places.push_back({at, phrase->words.size()});
        }
        at += phrase == nullptr ? 1 : phrase->words.size();
    }
    return places;
}

// Of a message of nothing but courtesies, the first stays.
void Analyzer::drop_courtesies(Analysis& analysis, std::vector<Stretch> places) const {
    std::size_t words = 0;
    for (const Stretch& place : places) {
        words += place.count;
    }
    const std::size_t kept = words == analysis.tokens.size() ? 1 : 0;
    while (places.size() > kept) {
        drop(analysis, places.back().at, places.back().count);
        places.pop_back();
    }
}

std::vector<std::string> Analyzer::keys_of(std::string_view lower,
                                           const std::vector<Token>& tokens,
                                           std::vector<Stretch> places) const {
    constexpr std::size_t most = 4;  // of each: more is no way of writing a need
    std::vector<std::size_t> ends = {tokens.size()};
    while (ends.size() <= most && !places.empty() &&
           places.back().at + places.back().count == ends.back()) {
        ends.push_back(places.back().at);
        places.pop_back();
    }
    std::vector<std::string> keys = {letters_of(lower)};  // before abbreviations were put in full
    const auto need = std::ranges::find_if_not(tokens, [this](const Token& token) {
        return greetings_.contains(token.word) || links_.contains(token.word);
    });
    const std::size_t in_front = std::min(static_cast<std::size_t>(need - tokens.begin()), most);
    for (const std::size_t end : ends) {
        for (std::size_t begin = 0; begin <= std::min(in_front, end); ++begin) {
            if (end - begin < tokens.size()) {
                keys.push_back(letters_of(std::span(tokens).subspan(begin, end - begin)));
            }
        }
    }
    return keys;
}

std::optional<KnownWord::Glued> Analyzer::glued(std::string_view word, std::size_t uses) const {
    constexpr std::string_view vowels = "aeiouyh";
    constexpr std::size_t far_more = 4;
    for (const std::size_t head : {1UL, 2UL}) {
        if (word.size() < head + 3 || vowels.find(word[head]) == std::string_view::npos) {
            continue;
        }
        const std::string_view full = full_form_of_elision(word.substr(0, head));
        if (full.empty() || is_function_word(word)) {
            continue;
        }
        const auto rest = known_.find(word.substr(head));
        if (rest != known_.end() && rest->second.uses > far_more * uses) {
            return KnownWord::Glued{full, rest->first, &rest->second};
        }
    }
    return std::nullopt;
}

void Analyzer::unglue(Analysis& analysis) const {
    for (std::size_t at = 0; at < analysis.tokens.size(); ++at) {
        const Token& token = analysis.tokens[at];
        const std::optional<KnownWord::Glued> found =
            token.known != nullptr ? token.known->glued : glued(token.word, 0);
        if (!found) {
            continue;
        }
        analysis.changes.push_back(
            {Change::Kind::repair, token.word, fmt::format("{} {}", found->elided, found->word)});
        std::vector<Token> two(2);
        two[0].word = found->elided;
        two[0].known = known(found->elided);
        two[1].word = found->word;
        two[1].known = found->known;
        replace(analysis, at, 1, std::move(two));
        ++at;
    }
}

void Analyzer::repair(Analysis& analysis) const {
    if (known_.empty()) {
        return;
    }
    for (std::size_t at = 0; at < analysis.tokens.size(); ++at) {
        Token& token = analysis.tokens[at];
        if (token.known != nullptr || has_digit(token.word)) {
            continue;
        }
        std::string repaired;
        for (const std::size_t most : {2UL, 1UL}) {
            std::string once = squeezed(token.word, most);
            if (repaired.empty() && once != token.word && known(once) != nullptr) {
                repaired = std::move(once);
            }
        }
        if (repaired.empty()) {
            repaired = speller_.suggest(token.word);
        }
        if (!repaired.empty()) {
            analysis.changes.push_back({Change::Kind::repair, token.word, repaired});
            token.word = std::move(repaired);
            token.known = known(token.word);
            token.accented.clear();
        }
    }
}

// "j'ai deja payer" says that it is paid; "a" may have lost its accent, "à" has not.
void Analyzer::agree(Analysis& analysis) const {
    constexpr std::size_t most_adverbs = 2;
    for (std::size_t at = 0; at + 1 < analysis.tokens.size(); ++at) {
        if (!is_auxiliary(analysis.tokens[at].word) || analysis.tokens[at].accented == "à") {
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
            token.known = known(participle);
        }
    }
}

void Analyzer::stem(Analysis& analysis) const {
    std::optional<Stemmer> stemmer;
    for (std::size_t at = 0; at < analysis.tokens.size(); ++at) {
        Token& token = analysis.tokens[at];
        if (token.known != nullptr) {
            token.stem = token.known->stem;
            token.family = token.known->family;
            continue;
        }
        if (has_digit(token.word)) {
            token.stem = with_digits_masked(token.word);
        } else {
            if (!stemmer) {
                stemmer.emplace();
            }
            token.stem = stemmer->stem(token.word);
        }
        token.family = family_of(token.word);
    }
}

void Analyzer::group(Analysis& analysis) const {
    for (std::size_t at = 0; at < analysis.tokens.size();) {
        Token& token = analysis.tokens[at];
        const PhraseTable::Phrase* phrase = PhraseTable::find_among(
            token.known != nullptr ? token.known->synonyms : synonyms_.starting_with(token.stem),
            analysis.tokens,
            at,
            &Token::stem);
        if (phrase != nullptr) {
            token.group = phrase->meaning;
        } else if (!token.family.empty()) {
            if (const auto family = groups_of_families_.find(token.family);
                family != groups_of_families_.end()) {
                token.group = family->second;
            }
        }
        at += phrase == nullptr ? 1 : phrase->words.size();
    }
}

Analysis Analyzer::spell_out(std::string_view raw) const {
    const std::string lower = text::fold_case(raw);
    Analysis analysis;
    analysis.tokens = tokens_of(lower, &analysis.sentence_ends);
    expand_abbreviations(analysis);
    const std::vector<Stretch> courtesies = courtesies_in(analysis.tokens);
    analysis.keys = keys_of(lower, analysis.tokens, courtesies);
    drop_courtesies(analysis, courtesies);
    drop_greeting(analysis);
    analysis.keys.push_back(letters_of(std::span<const Token>(analysis.tokens)));
    return analysis;
}

void Analyzer::complete(Analysis& analysis) const {
    for (Token& token : analysis.tokens) {
        if (token.known == nullptr) {
            token.known = known(token.word);
        }
    }
    unglue(analysis);
    repair(analysis);
    agree(analysis);
    stem(analysis);
    group(analysis);
}

Analysis Analyzer::read(std::string_view raw) const {
    Analysis analysis = spell_out(raw);
    complete(analysis);
    return analysis;
}

}  // namespace guichet::understanding
