#include "engine/slots/vocabulary.hpp"

#include <algorithm>
#include <functional>

#include "engine/slots/token.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

constexpr std::size_t loose_name = 5;   // letters of a name that may hold one slip
constexpr std::size_t looser_name = 7;  // letters of a name that may hold two

std::vector<std::string> words_of(std::string_view phrase) {
    return plain_words(read_line(phrase).tokens);
}

}  // namespace

bool Vocabulary::add_given_name(std::string_view name) {
    return given_names_.insert(text::fold(name)).second;
}

bool Vocabulary::add_creditor(std::string_view name) {
    std::vector<std::string> words;
    for (const Token& token : read_line(name).tokens) {
        if (!token.is_any({"'", "-"})) {
            words.push_back(token.folded);
        }
    }
    if (words.empty()) {
        return false;
    }
    auto& names = creditors_[words.front()];
    if (std::ranges::find(names, words) != names.end()) {
        return false;
    }
    names.push_back(std::move(words));
    std::ranges::stable_sort(names, std::greater{}, &std::vector<std::string>::size);
    return true;
}

bool Vocabulary::add_initials(std::string_view name) {
    return initials_.emplace(text::fold(name), name).second;
}

bool Vocabulary::add_month(std::string_view word, unsigned month) {
    std::string folded = text::fold(word);
    if (std::ranges::find(months_, folded, &Month::word) != months_.end()) {
        return false;
    }
    months_.push_back({std::move(folded), month});
    return true;
}

bool Vocabulary::add_weekday(std::string_view word, unsigned weekday) {
    return weekdays_.emplace(text::fold(word), weekday).second;
}

bool Vocabulary::add_saying(Saying saying, std::string_view phrase) {
    return sayings_.add(words_of(phrase), static_cast<std::size_t>(saying));
}

bool Vocabulary::add_answer(Answer answer, std::string_view phrase) {
    return answers_.add(words_of(phrase), static_cast<std::size_t>(answer));
}

bool Vocabulary::add_no_name(std::string_view word) {
    return no_names_.insert(text::fold(word)).second;
}

bool Vocabulary::add(Listed list, std::string_view phrase) {
    return lists_[list].add(words_of(phrase));
}

bool Vocabulary::is_given_name(std::string_view folded) const {
    for (std::size_t start = 0; start <= folded.size();) {
        const std::size_t end = std::min(folded.find('-', start), folded.size());
        if (!given_names_.contains(folded.substr(start, end - start))) {
            return false;
        }
        start = end + 1;
    }
    return true;
}

bool Vocabulary::is_no_name(std::string_view folded) const {
    return no_names_.contains(folded);
}

std::span<const std::vector<std::string>> Vocabulary::creditors_at(std::string_view folded) const {
    const auto found = creditors_.find(folded);
    if (found == creditors_.end()) {
        return {};
    }
    return found->second;
}

std::string_view Vocabulary::initials(std::string_view folded) const {
    const auto found = initials_.find(folded);
    return found == initials_.end() ? std::string_view() : found->second;
}

std::optional<unsigned> Vocabulary::month_named(std::string_view folded) const {
    const auto exact = std::ranges::find(months_, folded, &Month::word);
    if (exact != months_.end()) {
        return exact->number == 0 ? std::nullopt : std::optional(exact->number);
    }
    std::optional<unsigned> nearest;
    std::size_t best = 3;
    for (const auto& [name, month] : months_) {
        const std::size_t limit = name.size() >= looser_name  ? 2
                                  : name.size() >= loose_name ? 1
                                                              : 0;
        if (limit == 0 || folded.size() + 1 < loose_name || folded.front() != name.front()) {
            continue;
        }
        const std::size_t distance = text::edit_distance(folded, name, limit);
        if (distance <= limit && distance < best) {
            best = distance;
            nearest = month;
        }
    }
    return nearest;
}

std::optional<unsigned> Vocabulary::weekday_named(std::string_view folded) const {
    const auto found = weekdays_.find(folded);
    return found == weekdays_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Vocabulary::Said> Vocabulary::said_by(std::span<const std::string> words) const {
    const auto [length, group] = sayings_.longest(words);
    return length == 0 ? std::nullopt : std::optional(Said{static_cast<Saying>(group), length});
}

std::optional<Vocabulary::Answered> Vocabulary::answered_by(
    std::span<const std::string> words) const {
    const auto [length, group] = answers_.longest(words);
    return length == 0 ? std::nullopt : std::optional(Answered{static_cast<Answer>(group), length});
}

std::size_t Vocabulary::listed_at(Listed list, std::span<const std::string> words) const {
    const auto found = lists_.find(list);
    return found == lists_.end() ? 0 : found->second.longest(words).length;
}

}  // namespace guichet::slots
