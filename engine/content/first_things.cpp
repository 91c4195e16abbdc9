#include "engine/content/first_things.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>
#include <span>

#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr std::size_t shortest_spaced_word = 4;  // letters; "y a t" are three words
constexpr std::size_t longest_name = 3;          // words
constexpr std::size_t longest_around = 8;        // words of a phrase at the end of a clause
constexpr std::size_t shortest_before_digits = 3;

// A word, or what parts two clauses.
struct Piece {
    enum class Kind { word, pause, full_stop };
    Kind kind = Kind::word;
    std::string word;
    WordId id = 0;
    bool capital = false;
    bool hyphen = false;    // and nothing else, before this word
    bool question = false;  // of a full stop
};

using Pieces = std::vector<Piece>;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_number(std::string_view word) {
    return std::ranges::all_of(word, is_digit);
}

std::string without_doubles(std::string_view word) {
    std::string single;
    for (const char c : word) {
        if (single.empty() || single.back() != c || is_digit(c)) {
            single += c;
        }
    }
    return single;
}

char letter_for(char digit) {
    constexpr std::string_view digits = "013457";
    constexpr std::string_view letters = "oieast";
    const auto at = digits.find(digit);
    return at == std::string_view::npos ? digit : letters[at];
}

std::string with_letters(std::string word) {
    std::ranges::transform(word, word.begin(), letter_for);
    return word;
}

// "stop36111" is a word and a number, "st0p" a word.
std::vector<std::string> split_digits(std::string_view folded) {
    if (is_number(folded)) {
        return {std::string(folded)};
    }
    std::size_t end = folded.size();
    while (is_digit(folded[end - 1])) {
        --end;
    }
    std::size_t begin = 0;
    while (is_digit(folded[begin])) {
        ++begin;
    }
    begin = begin >= shortest_before_digits ? begin : 0;
    end = end - begin >= shortest_before_digits ? end : folded.size();
    std::vector<std::string> parts;
    if (begin > 0) {
        parts.emplace_back(folded.substr(0, begin));
    }
    parts.push_back(without_doubles(with_letters(std::string(folded.substr(begin, end - begin)))));
    if (end < folded.size()) {
        parts.emplace_back(folded.substr(end));
    }
    return parts;
}

bool starts_with_capital(std::string_view word) {
    UChar32 c = 0;
    U8_GET(reinterpret_cast<const std::uint8_t*>(word.data()),
           0,
           0,
           static_cast<int32_t>(word.size()),
           c);
    return c > 0 && u_isupper(c);
}

// What the signs between two words make of them; nullopt: one clause.
std::optional<Piece> parting(std::string_view gap, bool between_digits) {
    const std::string signs = text::fold(gap);
    if (signs.find_first_of(".!?") != std::string::npos && !(between_digits && gap == ".")) {
        const bool question = signs.find('?') != std::string::npos;
        return Piece{Piece::Kind::full_stop, {}, 0, false, false, question};
    }
    const bool dash = gap.size() > 1 && signs.find('-') != std::string::npos;
    if (dash || signs.find_first_of(",;:()") != std::string::npos) {
        return Piece{Piece::Kind::pause, {}, 0, false, false, false};
    }
    return std::nullopt;
}

// The end of the single letters that begin at `from`, each a few signs from the next.
std::size_t end_of_spaced_letters(std::span<const text::WordSpan> spans,
                                  std::size_t from,
                                  std::string_view text) {
    const auto is_letter = [&](std::size_t i) {
        return spans[i].end - spans[i].begin == 1 && !is_digit(text[spans[i].begin]);
    };
    std::size_t end = from;
    while (end < spans.size() && is_letter(end) &&
           (end == from || spans[end].begin - spans[end - 1].end <= 3)) {
        ++end;
    }
    return end;
}

Pieces pieces_of(std::string_view raw) {
    std::string lines(raw);
    for (std::size_t at = lines.find('\n'); at != std::string::npos; at = lines.find('\n', at)) {
        lines.replace(at, 1, ". ");
    }
    const std::string text = text::clean(lines);
    const std::vector<text::WordSpan> spans = text::word_spans(text);
    const auto written = [&text](const text::WordSpan& span) {
        return std::string_view(text).substr(span.begin, span.end - span.begin);
    };
    Pieces pieces;
    std::size_t before = 0;  // where the last word ended
    const auto part = [&](std::size_t begin) {
        const bool digits = before > 0 && begin < text.size() && is_digit(text[before - 1]) &&
                            is_digit(text[begin]);
        if (auto parted = parting(std::string_view(text).substr(before, begin - before), digits);
            parted && !pieces.empty()) {
            pieces.push_back(std::move(*parted));
        }
    };
    for (std::size_t i = 0; i < spans.size(); ++i) {
        part(spans[i].begin);
        bool hyphen = before > 0 && text.substr(before, spans[i].begin - before) == "-";
        std::string word = text::fold(written(spans[i]));
        const bool capital = starts_with_capital(written(spans[i]));
        const std::size_t spaced = end_of_spaced_letters(spans, i, text);
        if (spaced - i >= shortest_spaced_word) {
            word.clear();
            for (; i < spaced; ++i) {
                word += text::fold(written(spans[i]));
            }
            --i;
        }
        before = spans[i].end;
        if (word.empty()) {
            continue;
        }
        for (std::string& piece : split_digits(word)) {
            pieces.push_back({Piece::Kind::word, std::move(piece), 0, capital, hyphen, false});
            hyphen = false;
        }
    }
    part(text.size());
    return pieces;
}

bool is_word(const Pieces& pieces, std::size_t at) {
    return at < pieces.size() && pieces[at].kind == Piece::Kind::word;
}

bool stands_at(const Pieces& pieces, std::size_t at, const Phrase& phrase) {
    return at + phrase.size() <= pieces.size() &&
           std::equal(phrase.begin(),
                      phrase.end(),
                      pieces.begin() + static_cast<std::ptrdiff_t>(at),
                      [](WordId id, const Piece& piece) { return piece.id == id; });
}

// The lengths of the phrases of `list` that stand at `at`.
std::vector<std::size_t> lengths_at(const Pieces& pieces, std::size_t at, const WordList& list) {
    std::vector<std::size_t> lengths;
    if (at < pieces.size() && list.begins_with(pieces[at].id)) {
        for (const Phrase& phrase : list.from(pieces[at].id)) {
            if (stands_at(pieces, at, phrase)) {
                lengths.push_back(phrase.size());
            }
        }
    }
    return lengths;
}

// How many words at the end of [begin, end) are a phrase of `list`; the longest.
std::size_t length_before(const Pieces& pieces,
                          std::size_t begin,
                          std::size_t end,
                          const WordList& list) {
    for (std::size_t at = end > begin + longest_around ? end - longest_around : begin; at < end;
         ++at) {
        const std::vector<std::size_t> lengths = lengths_at(pieces, at, list);
        if (std::ranges::find(lengths, end - at) != lengths.end()) {
            return end - at;
        }
    }
    return 0;
}

// Clauses without what stands around them; a clause of nothing else goes, with what parts it.
Pieces trimmed(const Pieces& pieces, const WordList& around) {
    Pieces kept;
    for (std::size_t begin = 0; begin < pieces.size();) {
        std::size_t end = begin;
        while (is_word(pieces, end)) {
            ++end;
        }
        std::size_t first = begin;
        std::size_t last = end;
        for (auto lengths = lengths_at(pieces, first, around); first < last && !lengths.empty();
             lengths = lengths_at(pieces, first, around)) {
            first += std::ranges::max(lengths);
        }
        for (std::size_t length = length_before(pieces, first, last, around); length > 0;
             length = length_before(pieces, first, last, around)) {
            last -= length;
        }
        const bool parted = end < pieces.size();
        if (first < last) {
            kept.insert(kept.end(),
                        pieces.begin() + static_cast<std::ptrdiff_t>(first),
                        pieces.begin() + static_cast<std::ptrdiff_t>(last));
            if (parted) {
                kept.push_back(pieces[end]);
            }
        } else if (parted && !kept.empty() && kept.back().kind == Piece::Kind::pause) {
            kept.back() = pieces[end];
        }
        begin = end + 1;
    }
    while (!kept.empty() && kept.back().kind == Piece::Kind::pause) {
        kept.pop_back();
    }
    return kept;
}

// A pattern laid on the pieces of a message, from the beginning of one clause.
class Match {
  public:
    Match(const Pieces& pieces, const WordPattern& pattern, std::size_t begin)
        : pieces_(pieces), pattern_(pattern), begin_(begin), limit_(limit()) {
        if (!has_all_words()) {
            return;
        }
        layers_.emplace_back(limit_ - begin_ + 1);
        reach(0, begin, {begin, false});
        for (std::size_t i = 0; i < pattern.size() && any_reached(i); ++i) {
            layers_.emplace_back(limit_ - begin_ + 1);
            lay(i);
        }
        for (std::size_t at = begin; at <= limit_ && !end_; ++at) {
            if (layers_.size() > pattern.size() && from(pattern.size(), at) &&
                !is_word(pieces, at)) {
                end_ = at;
            }
        }
    }

    explicit operator bool() const { return end_.has_value(); }

    // Where it ends: a pause, a full stop or the end of the message.
    std::size_t end() const { return *end_; }

    // The words that the pattern names.
    std::string words() const {
        std::string words;
        std::size_t at = *end_;
        for (std::size_t i = pattern_.size(); i > 0;) {
            const From came = *from(i, at);
            if (pattern_[i - 1].kind == WordElement::Kind::words) {
                for (std::size_t word = at; word > came.at; --word) {
                    words.insert(0, pieces_[word - 1].word + (words.empty() ? "" : " "));
                }
            }
            at = came.at;
            i -= came.same_element ? 0 : 1;
        }
        return words;
    }

  private:
    // Where the element that ends here began; a repeated one may have begun after itself.
    struct From {
        std::size_t at = 0;
        bool same_element = false;
    };

    using Layer = std::vector<std::optional<From>>;

    // How far the pattern can reach: the end of this clause, or of one further for each pause.
    std::size_t limit() const {
        auto pauses = std::ranges::count(pattern_, WordElement::Kind::pause, &WordElement::kind);
        std::size_t at = begin_;
        while (at < pieces_.size() && (is_word(pieces_, at) || pauses-- > 0)) {
            ++at;
        }
        return at;
    }

    // Whether each element that must stand somewhere can: most messages are done with here.
    bool has_all_words() const {
        return std::ranges::all_of(pattern_, [this](const WordElement& element) {
            const auto has = [&element](const Piece& piece) {
                return element.list.begins_with(piece.id);
            };
            return element.kind != WordElement::Kind::words || element.optional ||
                   std::any_of(pieces_.begin() + static_cast<std::ptrdiff_t>(begin_),
                               pieces_.begin() + static_cast<std::ptrdiff_t>(limit_),
                               has);
        });
    }

    const std::optional<From>& from(std::size_t layer, std::size_t at) const {
        return layers_[layer][at - begin_];
    }

    bool any_reached(std::size_t layer) const {
        return std::ranges::any_of(layers_[layer],
                                   [](const auto& came) { return came.has_value(); });
    }

    void reach(std::size_t layer, std::size_t at, From came) {
        if (at <= limit_ && !from(layer, at)) {
            layers_[layer][at - begin_] = came;
        }
    }

    void lay(std::size_t i) {
        const WordElement& element = pattern_[i];
        for (std::size_t at = begin_; at <= limit_; ++at) {
            if (!from(i, at)) {
                continue;
            }
            if (element.optional) {
                reach(i + 1, at, {at, false});
            }
            for (const std::size_t length : lengths(element, at)) {
                reach(i + 1, at + length, {at, false});
            }
        }
        for (std::size_t at = begin_; element.repeated && at <= limit_; ++at) {
            if (from(i + 1, at)) {
                for (const std::size_t length : lengths(element, at)) {
                    reach(i + 1, at + length, {at, true});
                }
            }
        }
    }

    std::vector<std::size_t> lengths(const WordElement& element, std::size_t at) const {
        switch (element.kind) {
            case WordElement::Kind::words:
                return lengths_at(pieces_, at, element.list);
            case WordElement::Kind::number:
                return one(is_word(pieces_, at) && is_number(pieces_[at].word));
            case WordElement::Kind::name:
                return name_lengths(element, at);
            case WordElement::Kind::capitalised:
                return is_word(pieces_, at) && pieces_[at].capital
                           ? lengths_at(pieces_, at, element.list)
                           : std::vector<std::size_t>{};
            case WordElement::Kind::any:
                return one(is_word(pieces_, at));
            case WordElement::Kind::pause:
                return one(at < pieces_.size() && pieces_[at].kind == Piece::Kind::pause);
            case WordElement::Kind::sentence_edge:
                return here(at == begin_ ? at == 0 || is_full_stop(at - 1)
                                         : at == pieces_.size() || is_full_stop(at));
            case WordElement::Kind::message_begins:
                return here(at == 0);
            case WordElement::Kind::message_ends:
                return here(at == pieces_.size() || (is_full_stop(at) && at + 1 == pieces_.size()));
            case WordElement::Kind::in_question:
                return here(is_in_question(at));
            case WordElement::Kind::hyphen:
                return here(is_word(pieces_, at) && pieces_[at].hyphen);
        }
        return {};
    }

    static std::vector<std::size_t> one(bool holds) {
        return holds ? std::vector<std::size_t>{1} : std::vector<std::size_t>{};
    }

    static std::vector<std::size_t> here(bool holds) {
        return holds ? std::vector<std::size_t>{0} : std::vector<std::size_t>{};
    }

    bool is_full_stop(std::size_t at) const {
        return at < pieces_.size() && pieces_[at].kind == Piece::Kind::full_stop;
    }

    bool is_in_question(std::size_t at) const {
        while (at < pieces_.size() && !is_full_stop(at)) {
            ++at;
        }
        return at < pieces_.size() && pieces_[at].question;
    }

    std::vector<std::size_t> name_lengths(const WordElement& element, std::size_t at) const {
        std::vector<std::size_t> lengths;
        while (lengths.size() < longest_name && is_word(pieces_, at) && pieces_[at].capital &&
               lengths_at(pieces_, at, element.list).empty()) {
            lengths.push_back(lengths.size() + 1);
            ++at;
        }
        return lengths;
    }

    const Pieces& pieces_;
    const WordPattern& pattern_;
    std::size_t begin_;
    std::size_t limit_;
    std::vector<Layer> layers_;  // where the pattern may stand after each element
    std::optional<std::size_t> end_;
};

bool applies(const FirstRule& rule, bool sms) {
    return rule.where == FirstRule::Where::anywhere || (rule.where == FirstRule::Where::sms) == sms;
}

FirstThing read_clause(const FirstThings& content,
                       const Pieces& pieces,
                       std::size_t begin,
                       bool sms) {
    for (const FirstRule& rule : content.rules) {
        if (!applies(rule, sms)) {
            continue;
        }
        if (const Match match(pieces, rule.pattern, begin); match) {
            return {rule.kind, rule.mood, match.words(), rule.line, rule.everything};
        }
    }
    return {};
}

bool begins_clause(const Pieces& pieces, std::size_t at) {
    return is_word(pieces, at) && (at == 0 || !is_word(pieces, at - 1));
}

Pieces written_pieces(const FirstThings& content, std::string_view text) {
    Pieces pieces = pieces_of(text);
    for (Piece& piece : pieces) {
        const auto known = content.vocabulary.find(piece.word);
        piece.id = known == content.vocabulary.end() ? 0 : known->second;
    }
    return pieces;
}

// "M. Petit" is one clause.
Pieces without_abbreviating_dots(Pieces pieces, const WordList& abbreviations) {
    Pieces kept;
    for (Piece& piece : pieces) {
        const bool dot = piece.kind == Piece::Kind::full_stop && !piece.question;
        const bool abbreviates = dot && !kept.empty() && abbreviations.begins_with(kept.back().id);
        if (!abbreviates) {
            kept.push_back(std::move(piece));
        }
    }
    return kept;
}

Pieces without_names(Pieces pieces, std::span<const WordPattern> names) {
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        for (const WordPattern& pattern : names) {
            if (!begins_clause(pieces, at)) {
                break;
            }
            if (const Match match(pieces, pattern, at); match) {
                pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(at),
                             pieces.begin() + static_cast<std::ptrdiff_t>(match.end()));
            }
        }
    }
    return pieces;
}

// Who refuses somewhere what they ask elsewhere has not asked for it. Opting out is never taken
// back by the same message.
bool is_taken_back(const FirstThing& thing, std::span<const FirstThing> said) {
    return thing.kind != FirstKind::opt_out &&
           std::ranges::any_of(said, [&thing](const FirstThing& other) {
               return other.kind == thing.kind && other.mood == Mood::negated;
           });
}

// What is asked comes before what is not, then the kinds in their order.
bool comes_before(const FirstThing& a, const FirstThing& b) {
    const bool a_asks = a.mood == Mood::asked;
    const bool b_asks = b.mood == Mood::asked;
    return a_asks == b_asks ? a.kind < b.kind : a_asks;
}

}  // namespace

bool WordList::add(Phrase phrase) {
    const WordId first = phrase.front();
    begins_.resize(std::max<std::size_t>(begins_.size(), first + 1));
    begins_[first] = true;
    return phrases_[first].insert(std::move(phrase)).second;
}

void WordList::add(const WordList& other) {
    for (const auto& [first, phrases] : other.phrases_) {
        for (const Phrase& phrase : phrases) {
            add(phrase);
        }
    }
}

std::vector<std::string> first_words(std::string_view text) {
    std::vector<std::string> words;
    for (Piece& piece : pieces_of(text)) {
        if (piece.kind == Piece::Kind::word) {
            words.push_back(std::move(piece.word));
        }
    }
    return words;
}

FirstThing read_first_thing(const FirstThings& content, std::string_view text, bool sms) {
    const Pieces written =
        without_abbreviating_dots(written_pieces(content, text), content.abbreviations);
    const Pieces pieces = trimmed(without_names(written, content.names), content.around);
    std::vector<FirstThing> said;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        if (begins_clause(pieces, at)) {
            if (FirstThing thing = read_clause(content, pieces, at, sms);
                thing.kind != FirstKind::none) {
                said.push_back(std::move(thing));
            }
        }
    }
    FirstThing first;
    for (const FirstThing& thing : said) {
        const bool bound = thing.mood != Mood::asked || !is_taken_back(thing, said);
        if (bound && (first.kind == FirstKind::none || comes_before(thing, first))) {
            first = thing;
        }
    }
    return first;
}

}  // namespace guichet
