#include <algorithm>

#include "engine/understanding/french.hpp"

namespace guichet::understanding {
namespace {

struct Sound {
    std::string_view spelling;
    std::string_view sound;
};

// The first that fits is taken, left to right on a word without accents. Capitals are sounds that
// have no letter of their own.
constexpr Sound sounds[] = {
    {"eaux", "o"}, {"eau", "o"}, {"aux", "o"}, {"au", "o"},  {"ph", "f"},   {"qu", "k"},
    {"ck", "k"},   {"ch", "C"},  {"ce", "se"}, {"ci", "si"}, {"cy", "si"},  {"ge", "je"},
    {"gi", "ji"},  {"gu", "g"},  {"ain", "I"}, {"ein", "I"}, {"oin", "wI"}, {"oi", "wa"},
    {"ai", "e"},   {"ei", "e"},  {"ou", "U"},  {"gn", "N"},  {"em", "am"},  {"en", "an"},
    {"y", "i"},    {"h", ""},    {"z", "s"},   {"x", "ks"},  {"q", "k"},    {"c", "k"},
    {"w", "v"},
};

// Verb endings that are heard alike, longest first.
constexpr std::string_view endings[] = {
    "aient", "ees", "ent", "ait", "ais", "ez", "er", "ee", "es", "et", "ai", "e"};

std::string without_ending(std::string_view word) {
    for (const std::string_view ending : endings) {
        if (word.size() > ending.size() + 2 && word.ends_with(ending)) {
            return std::string(word.substr(0, word.size() - ending.size()));
        }
    }
    while (word.size() > 3 &&
           std::string_view("sxtdp").find(word.back()) != std::string_view::npos) {
        word.remove_suffix(1);
    }
    return std::string(word);
}

}  // namespace

std::string sound_of(std::string_view word) {
    if (std::any_of(word.begin(), word.end(), [](char c) { return c < 'a' || c > 'z'; })) {
        return std::string(word);
    }
    const std::string heard = without_ending(word);
    std::string key;
    for (std::size_t i = 0; i < heard.size();) {
        const std::string_view rest = std::string_view(heard).substr(i);
        const auto* found = std::find_if(std::begin(sounds), std::end(sounds), [&](const Sound& s) {
            return rest.starts_with(s.spelling);
        });
        const std::string_view sound = found == std::end(sounds) ? rest.substr(0, 1) : found->sound;
        for (const char c : sound) {
            if (key.empty() || key.back() != c) {
                key += c;
            }
        }
        i += found == std::end(sounds) ? 1 : found->spelling.size();
    }
    return key;
}

}  // namespace guichet::understanding
