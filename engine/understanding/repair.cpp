#include "engine/understanding/repair.hpp"

#include <algorithm>
#include <bit>

#include "engine/text/normalize.hpp"
#include "engine/understanding/french.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {
namespace {

constexpr std::size_t shortest_repaired = 6;
constexpr std::size_t long_word = 8;  // from here on, two slips are believed

std::uint32_t letter_set_of(std::string_view word) {
    std::uint32_t letters = 0;
    for (const char c : word) {
        letters |= 1U << (static_cast<unsigned char>(c) & 31U);
    }
    return letters;
}

}  // namespace

void Speller::add(std::string_view word, std::size_t count) {
    const bool plain =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (plain && word.size() >= shortest_repaired - 1) {
        entries_.push_back({std::string(word), {}, letter_set_of(word), count});
    }
}

void Speller::finish() {
    for_each_part(entries_.size(), [this](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            entries_[i].sound = sound_of(entries_[i].word);
        }
    });
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return a.word.size() != b.word.size() ? a.word.size() < b.word.size() : a.word < b.word;
    });
}

std::string_view Speller::suggest(std::string_view word) const {
    if (word.size() < shortest_repaired) {
        return {};
    }
    const std::size_t limit = word.size() < long_word ? 1 : 2;
    const std::string sound = sound_of(word);
    const std::uint32_t letters = letter_set_of(word);
    const Entry* best = nullptr;
    std::size_t best_cost = 2 * limit + 2;
    const auto from = std::lower_bound(
        entries_.begin(),
        entries_.end(),
        word.size() - limit,
        [](const Entry& entry, std::size_t size) { return entry.word.size() < size; });
    for (auto entry = from; entry != entries_.end() && entry->word.size() <= word.size() + limit;
         ++entry) {
        const bool same_sound = entry->sound == sound;
        if ((entry->word.front() != word.front() && !same_sound) ||
            static_cast<std::size_t>(std::popcount(entry->letters ^ letters)) > 2 * limit) {
            continue;
        }
        const std::size_t distance = text::edit_distance(entry->word, word, limit);
        if (distance > limit) {
            continue;
        }
        const std::size_t cost = 2 * distance - (same_sound ? 1 : 0);
        if (cost < best_cost || (cost == best_cost && entry->count > best->count)) {
            best = &*entry;
            best_cost = cost;
        }
    }
    return best == nullptr ? std::string_view() : std::string_view(best->word);
}

}  // namespace guichet::understanding
