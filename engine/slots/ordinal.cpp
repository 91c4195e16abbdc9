#include "engine/slots/ordinal.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/slots/leftover.hpp"
#include "engine/slots/numeral.hpp"

namespace guichet::slots {
namespace {

struct Place {
    std::string_view word;
    std::size_t number;
};

constexpr std::array places = {
    Place{"premier", 1},  Place{"premiere", 1},  Place{"deuxieme", 2},   Place{"second", 2},
    Place{"seconde", 2},  Place{"troisieme", 3}, Place{"quatrieme", 4},  Place{"cinquieme", 5},
    Place{"sixieme", 6},  Place{"septieme", 7},  Place{"huitieme", 8},   Place{"neuvieme", 9},
    Place{"dixieme", 10}, Place{"onzieme", 11},  Place{"douzieme", 12},  Place{"deusieme", 2},
    Place{"2m", 2},       Place{"deuxiemme", 2}, Place{"troisiemme", 3}, Place{"prems", 1},
    Place{"deuxime", 2},  Place{"troisime", 3},  Place{"primier", 1},    Place{"dexieme", 2},
};

bool is_ending(const Token& token) {
    return token.is_any({"e",
                         "er",
                         "ere",
                         "re",
                         "eme",
                         "ieme",
                         "emme",
                         "iem",
                         "ier",
                         "iere",
                         "nd",
                         "nde",
                         "d",
                         "de",
                         "em",
                         "m",
                         "me",
                         "\xC2\xB0"});
}

// "Les deux" is both.
bool goes_with_place(const Token& token) {
    if (token.is_any({"les"})) {
        return false;
    }
    return is_filler(token) ||
           token.is_any({"numero", "num",         "nr",      "option", "reponse",
                         "choix",  "prends",      "choisis", "celui",  "celle",
                         "prend",  "choisi",      "le",      "la",     "proposition",
                         "ligne",  "possibilite", "prendre", "vais",   "tape",
                         "veux",   "selectionne", "cas",     "touche", "va"});
}

// The number said at `index`, and how many tokens it takes.
std::pair<std::size_t, std::size_t> number_at(Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    if (token.is_number() && token.folded.size() <= 2) {
        const bool ending =
            index + 1 < tokens.size() && glued(tokens, index + 1) && is_ending(tokens[index + 1]);
        return {static_cast<std::size_t>(std::stoul(token.folded)), ending ? 2 : 1};
    }
    const auto place = std::ranges::find(places, token.folded, &Place::word);
    if (place != places.end()) {
        return {place->number, 1};
    }
    return token.is_any({"un", "une"}) ? std::pair<std::size_t, std::size_t>{1, 1}
                                       : std::pair<std::size_t, std::size_t>{0, 0};
}

}  // namespace

std::optional<std::size_t> place_named(Tokens line, std::size_t count) {
    const std::vector<Token> tokens = with_numerals(line);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < tokens.size();) {
        auto [number, length] = number_at(tokens, i);
        if (stands_at(tokens, i, {"avant", "derniere"}) ||
            stands_at(tokens, i, {"avant", "dernier"})) {
            number = count - 1;
            length = 2;
            while (i + length < tokens.size() &&
                   !tokens[i + length - 1].is_any({"dernier", "derniere"})) {
                ++length;
            }
        } else if (tokens[i].is_any({"dernier", "derniere"})) {
            number = count;
            length = 1;
        }
        if (length == 0) {
            if (!goes_with_place(tokens[i])) {
                return std::nullopt;
            }
            ++i;
            continue;
        }
        // "un" after another number is an article.
        if (found || number == 0 || number > count) {
            return std::nullopt;
        }
        found = number - 1;
        i += length;
    }
    return found;
}

}  // namespace guichet::slots
