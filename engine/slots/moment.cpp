#include "engine/slots/moment.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/text/normalize.hpp"

namespace guichet::slots {

namespace {

struct Word {
    std::string folded;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool parted = false;  // a sign stands before it
};

std::vector<Word> words_in(std::string_view text) {
    std::vector<Word> words;
    for (const text::WordSpan& span : text::word_spans(text)) {
        const std::size_t before = words.empty() ? 0 : words.back().end;
        const std::string_view gap = text.substr(before, span.begin - before);
        words.push_back({text::fold(text.substr(span.begin, span.end - span.begin)),
                         span.begin,
                         span.end,
                         gap.find_first_of(",;.!?:") != std::string_view::npos});
    }
    return words;
}

bool is_number(std::string_view word) {
    return !word.empty() && word.size() <= 2 &&
           word.find_first_not_of("0123456789") == std::string_view::npos;
}

// "18h", "18h30", and "h" after a number.
bool is_hour(std::span<const Word> words, std::size_t at) {
    const std::string& word = words[at].folded;
    const auto h = word.find('h');
    if (h != std::string::npos && h > 0) {
        const std::string_view minutes = std::string_view(word).substr(h + 1);
        return is_number(word.substr(0, h)) && (minutes.empty() || is_number(minutes));
    }
    return at > 0 && is_number(words[at - 1].folded) &&
           (word == "h" || word == "heure" || word == "heures");
}

class MomentFinder {
  public:
    MomentFinder(const Vocabulary& vocabulary, std::string_view text)
        : vocabulary_(vocabulary), text_(text), words_(words_in(text)) {}

    std::optional<std::string> find() const {
        std::size_t best_first = 0;
        std::size_t best_last = 0;
        for (std::size_t first = 0; first < words_.size(); ++first) {
            std::size_t last = first;
            std::size_t end = first;  // after the last word that says a moment
            while (last < words_.size() && (last == first || !words_[last].parted) &&
                   (says(last) || surrounds(last))) {
                end = says(last) ? last + 1 : end;
                ++last;
            }
            if (end > first && end - first > best_last - best_first) {
                best_first = first;
                best_last = end;
            }
        }
        if (best_last == best_first) {
            return std::nullopt;
        }
        const std::size_t begin = words_[best_first].begin;
        return std::string(text_.substr(begin, words_[best_last - 1].end - begin));
    }

  private:
    bool says(std::size_t at) const {
        const std::string& word = words_[at].folded;
        return is_hour(words_, at) || lists(Listed::moment, word) ||
               vocabulary_.weekday_named(word).has_value();
    }

    bool surrounds(std::size_t at) const {
        const std::string& word = words_[at].folded;
        return is_number(word) || lists(Listed::around_moment, word);
    }

    // "Aujourd'hui" is one word of a text, and two of a list.
    bool lists(Listed list, std::string word) const {
        std::ranges::replace(word, '\'', ' ');
        const std::vector<std::string> words = text::words(word);
        return !words.empty() && vocabulary_.listed_at(list, words) == words.size();
    }

    const Vocabulary& vocabulary_;
    std::string_view text_;
    std::vector<Word> words_;
};

}  // namespace

std::optional<std::string> find_moment(const Vocabulary& vocabulary, std::string_view text) {
    return MomentFinder(vocabulary, text).find();
}

}  // namespace guichet::slots
