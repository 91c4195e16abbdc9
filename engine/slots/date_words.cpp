#include "engine/slots/date_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;
using Named = std::pair<std::string_view, unsigned>;

// Names too short to be compared loosely ("mars" is one letter from "mais") list their slips here.
constexpr std::array months = {
    Named{"janvier", 1},   Named{"janv", 1},    Named{"jan", 1},       Named{"jv", 1},
    Named{"fevrier", 2},   Named{"fevr", 2},    Named{"fev", 2},       Named{"feb", 2},
    Named{"mars", 3},      Named{"mar", 3},     Named{"marss", 3},     Named{"mrs", 3},
    Named{"marrs", 3},     Named{"avril", 4},   Named{"avr", 4},       Named{"avl", 4},
    Named{"avrl", 4},      Named{"mai", 5},     Named{"mei", 5},       Named{"may", 5},
    Named{"maii", 5},      Named{"juin", 6},    Named{"jun", 6},       Named{"jiun", 6},
    Named{"juins", 6},     Named{"juim", 6},    Named{"jui", 0},       Named{"juillet", 7},
    Named{"juil", 7},      Named{"juill", 7},   Named{"jul", 7},       Named{"jlt", 7},
    Named{"juiet", 7},     Named{"juiller", 7}, Named{"aout", 8},      Named{"aou", 8},
    Named{"aoutt", 8},     Named{"oaut", 8},    Named{"out", 8},       Named{"aouts", 8},
    Named{"septembre", 9}, Named{"sept", 9},    Named{"sep", 9},       Named{"septemb", 9},
    Named{"octobre", 10},  Named{"oct", 10},    Named{"octo", 10},     Named{"novembre", 11},
    Named{"nov", 11},      Named{"novemb", 11}, Named{"decembre", 12}, Named{"dec", 12},
    Named{"decemb", 12},
};

constexpr std::array weekdays = {
    Named{"dimanche", 0},
    Named{"dim", 0},
    Named{"lundi", 1},
    Named{"lun", 1},
    Named{"mardi", 2},
    Named{"mercredi", 3},
    Named{"mer", 3},
    Named{"mercr", 3},
    Named{"jeudi", 4},
    Named{"jeu", 4},
    Named{"vendredi", 5},
    Named{"ven", 5},
    Named{"vend", 5},
    Named{"samedi", 6},
    Named{"sam", 6},
};

constexpr std::size_t loose_name = 5;   // letters of a name that may hold one slip
constexpr std::size_t looser_name = 7;  // letters of a name that may hold two

}  // namespace

std::optional<unsigned> month_named(std::string_view folded) {
    const auto exact = std::ranges::find(months, folded, &Named::first);
    if (exact != months.end()) {
        // "jui" may be June or July.
        return exact->second == 0 ? std::nullopt : std::optional(exact->second);
    }
    std::optional<unsigned> nearest;
    std::size_t best = 3;
    for (const auto& [name, month] : months) {
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

std::optional<unsigned> weekday_named(std::string_view folded) {
    const auto found = std::ranges::find(weekdays, folded, &Named::first);
    return found == weekdays.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace guichet::slots
