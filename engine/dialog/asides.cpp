#include "engine/dialog/asides.hpp"

#include <algorithm>
#include <array>

#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr auto kinds = std::to_array<Cue>({Cue::anger,
                                           Cue::fear,
                                           Cue::shame,
                                           Cue::exhaustion,
                                           Cue::insult,
                                           Cue::thanks,
                                           Cue::apology,
                                           Cue::filler,
                                           Cue::waiting,
                                           Cue::already});

constexpr std::string_view marks = ",;.!";

bool is_aside(const Cues& cues) {
    return std::ranges::any_of(kinds, [&](Cue cue) { return cues.alone(cue); });
}

bool has_words(std::string_view text) {
    return !text::words(text::fold(text)).empty();
}

std::string_view without_marks_at_end(std::string_view text) {
    const auto last = text.find_last_not_of(" ,;.!");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// One word alone may be a name ("Pardon", "Marre"), but for thanks; the words before "déjà donné"
// belong to it.
bool may_go(const CueRules& rules, std::string_view end, bool marks_too) {
    const Cues cues = rules.read(end);
    if (cues.has(Cue::already)) {
        return false;
    }
    const bool one_word = end.find(' ') == std::string_view::npos;
    return (marks_too && cues.alone(Cue::correction)) || cues.alone(Cue::thanks) ||
           ((marks_too || !one_word) && is_aside(cues));
}

// "Foncia tout court"
std::string_view without_only(std::string_view text) {
    static constexpr auto ends =
        std::to_array<std::string_view>({" tout court", " tout simplement"});
    const std::string folded = text::fold(text);
    for (const std::string_view end : ends) {
        if (folded.ends_with(end) && text.ends_with(end)) {
            return text.substr(0, text.size() - end.size());
        }
    }
    return text;
}

// The longest end that is an aside goes, unless that is all there is.
std::string without_end(const CueRules& rules, std::string_view text, bool marks_too) {
    text = without_only(text);
    const Cues cues = rules.read(text);
    if (cues.found.empty() || cues.has(Cue::question)) {
        return std::string(text);
    }
    for (std::size_t at = 0; at < text.size();) {
        if (may_go(rules, text.substr(at), marks_too)) {
            const std::string_view rest = without_marks_at_end(text.substr(0, at));
            return std::string(has_words(rest) ? rest : text);
        }
        at = text.find_first_not_of(' ', std::min(text.find(' ', at), text.size()));
    }
    return std::string(text);
}

}  // namespace

std::string without_asides(const CueRules& rules, const std::string& words) {
    std::string kept;
    std::size_t from = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool last = at + 1 == words.size();
        const bool mark = marks.find(words[at]) != std::string_view::npos;
        const bool ends = last || (mark && words[at + 1] == ' ');
        if (!ends) {
            continue;
        }
        const std::string clause = words.substr(from, at + 1 - from);
        from = at + 1;
        if (!has_words(clause) || !is_aside(rules.read(clause))) {
            kept += clause;
        }
    }
    kept = without_end(rules, kept, false);
    const auto begin = kept.find_first_not_of(" ,;.!");
    return begin == std::string::npos || !has_words(kept) ? words : kept.substr(begin);
}

std::string without_mark_at_end(const CueRules& rules, std::string_view words) {
    return without_end(rules, words, true);
}

}  // namespace guichet
