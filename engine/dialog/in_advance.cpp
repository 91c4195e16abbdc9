#include "engine/dialog/in_advance.hpp"

#include <algorithm>
#include <span>

#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

// A word of a phrase: any of these, or none where it may be missing.
struct Variants {
    Words words;
    bool optional = false;
};

std::vector<Variants> places_of(std::string_view phrase) {
    std::vector<Variants> places;
    while (!phrase.empty()) {
        const std::string_view chunk = phrase.substr(0, phrase.find(' '));
        phrase.remove_prefix(std::min(chunk.size() + 1, phrase.size()));
        const bool optional = chunk.starts_with('(');
        if (optional || chunk.find('|') != std::string_view::npos) {
            places.push_back({text::words(text::fold(chunk)), optional});
            continue;
        }
        for (const std::string& word : text::words(text::fold(chunk))) {
            places.push_back({{word}, false});
        }
    }
    return places;
}

// How many words the phrase takes from the first on; 0: it does not stand there.
std::size_t taken_by(std::span<const Variants> places, std::span<const std::string> words) {
    std::size_t taken = 0;
    for (const Variants& place : places) {
        const bool there = taken < words.size() &&
                           std::ranges::find(place.words, words[taken]) != place.words.end();
        if (!there && !place.optional) {
            return 0;
        }
        taken += there ? 1 : 0;
    }
    return taken;
}

}  // namespace

const Option* option_said(const Ask& ask, std::string_view said) {
    const Words words = text::words(text::fold(said));
    const Option* best = nullptr;
    std::size_t longest = 0;
    for (const Option& option : ask.options) {
        for (const std::string& phrase : option.in_advance) {
            const std::vector<Variants> places = places_of(phrase);
            for (std::size_t at = 0; at < words.size(); ++at) {
                const std::size_t taken = taken_by(places, std::span(words).subspan(at));
                if (taken > longest) {
                    best = &option;
                    longest = taken;
                }
            }
        }
    }
    return best;
}

}  // namespace guichet
