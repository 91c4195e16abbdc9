#include "engine/understanding/repair.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/text/normalize.hpp"
#include "engine/understanding/french.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet::understanding {
namespace {

constexpr std::size_t shortest_repaired = 6;
constexpr std::size_t shortest_slip = 4;
constexpr std::size_t frequent = 20;  // times in the content
constexpr std::size_t long_word = 8;  // from here on, two slips are believed

bool is_plain(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::uint32_t letter_set_of(std::string_view word) {
    std::uint32_t letters = 0;
    for (const char c : word) {
        letters |= 1U << (static_cast<unsigned char>(c) & 31U);
    }
    return letters;
}

// Whether a finger that meant one key of a French keyboard may have hit the other.
bool beside(char one, char other) {
    struct Key {
        int row = 0;
        int column = 0;
    };

    static const auto keys = [] {
        constexpr std::string_view rows[] = {"azertyuiop", "qsdfghjklm", " wxcvbn"};
        std::array<Key, 26> places{};
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < static_cast<int>(rows[row].size()); ++column) {
                if (const char letter = rows[row][static_cast<std::size_t>(column)];
                    letter != ' ') {
                    places[static_cast<std::size_t>(letter - 'a')] = {row, column};
                }
            }
        }
        return places;
    }();
    const Key a = keys[static_cast<std::size_t>(one - 'a')];
    const Key b = keys[static_cast<std::size_t>(other - 'a')];
    const auto beside = [](int first, int second) {
        return first - second <= 1 && second - first <= 1;
    };
    return beside(a.row, b.row) && beside(a.column, b.column);
}

// Of two words of plain letters.
bool one_slip_apart(std::string_view word, std::string_view meant) {
    if (word.size() != meant.size()) {
        return false;
    }
    const auto [here, there] = std::ranges::mismatch(word, meant);
    const std::string_view rest(here, word.end());
    const std::string_view meant_rest(there, meant.end());
    if (rest.empty()) {
        return false;
    }
    const bool neighbour =
        rest.substr(1) == meant_rest.substr(1) && beside(rest.front(), meant_rest.front());
    const bool swapped = rest.size() > 1 && rest[0] == meant_rest[1] && rest[1] == meant_rest[0] &&
                         rest.substr(2) == meant_rest.substr(2);
    return neighbour || swapped;
}

}  // namespace

void Speller::add(std::string_view word, std::size_t count) {
    if (!is_plain(word)) {
        return;
    }
    if (word.size() >= shortest_repaired - 1) {
        entries_.push_back({std::string(word), {}, letter_set_of(word), count});
    }
    if (word.size() >= shortest_slip && word.size() < shortest_repaired && count >= frequent) {
        short_.push_back({std::string(word), {}, letter_set_of(word), count});
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
    std::ranges::sort(short_, [](const Entry& a, const Entry& b) {
        return a.count != b.count ? a.count > b.count : a.word < b.word;
    });
}

std::string_view Speller::suggest_short(std::string_view word) const {
    if (word.size() < shortest_slip || !is_plain(word)) {
        return {};
    }
    const std::uint32_t letters = letter_set_of(word);
    const auto meant = std::ranges::find_if(short_, [&](const Entry& entry) {
        return std::popcount(entry.letters ^ letters) <= 2 && one_slip_apart(word, entry.word);
    });
    return meant == short_.end() ? std::string_view() : std::string_view(meant->word);
}

std::string_view Speller::suggest(std::string_view word) const {
    if (word.size() < shortest_repaired) {
        return suggest_short(word);
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
