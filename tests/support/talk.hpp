#pragma once
// A conversation in the hand of a unit test: each call is a turn on the session left by the last.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>

#include "engine/dialog/step.hpp"

namespace guichet::tests {

inline constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                                std::chrono::hours{12}};

struct Talk {
    const Catalog& catalog;
    Session session;
    Turn last;
    int turns = 0;
    TimePoint now = noon;
    std::map<SlotId, std::string> known;  // by the channel
    static inline std::set<TurnRule>
        cited;  // by the turns of every conversation, till it is cleared

    explicit Talk(const Catalog& content, Channel channel = Channel::web) : catalog(content) {
        session.channel = channel;
    }

    const Turn& say(const std::string& text) { return take(Utterance{text}); }

    // Written beside this turn, whatever is asked now.
    const Turn& say_at(const Turn& shown, const std::string& text) {
        return take(Utterance{text, shown.node, shown.asks});
    }

    const Turn& pick(const std::string& option, const NodeId& node = {}) {
        return take(OptionChoice{OptionId(option), node});
    }

    const Turn& open() { return take(Opened{}); }

    const Turn& take(std::variant<Utterance, OptionChoice, Opened> content) {
        last = step(catalog,
                    session,
                    {std::move(content),
                     fmt::format("019a0000-0000-7000-8000-{:012x}", ++turns),
                     {},
                     known},
                    now);
        session = last.session;
        for (const TraceLine& line : last.trace) {
            if (line.rule) {
                cited.insert(*line.rule);
            }
        }
        return last;
    }

    // Whether a reply says this, as whole words: "compris" is neither in "non-compris" nor in
    // "comprise".
    bool heard(std::string_view piece) const {
        return std::ranges::any_of(last.replies,
                                   [piece](const Reply& reply) { return says(reply.text, piece); });
    }

    static bool says(std::string_view text, std::string_view piece) {
        const auto in_word = [](std::string_view where, std::size_t at) {
            const auto byte = at < where.size() ? static_cast<unsigned char>(where[at]) : ' ';
            return std::isalnum(byte) != 0 || byte == '-' || byte >= 0x80;
        };
        const bool begins = in_word(piece, 0);  // what begins or ends in a sign has no word to end
        const bool ends = in_word(piece, piece.size() - 1);
        for (auto at = text.find(piece); at != std::string_view::npos;
             at = text.find(piece, at + 1)) {
            if (!(begins && in_word(text, at - 1)) && !(ends && in_word(text, at + piece.size()))) {
                return true;
            }
        }
        return false;
    }

    bool offered(std::string_view option) const {
        return std::ranges::any_of(last.replies, [option](const Reply& reply) {
            return std::ranges::find(reply.options, OptionId(option), &OfferedOption::id) !=
                   reply.options.end();
        });
    }

    bool traced(TurnRule rule) const {
        return std::ranges::find(last.trace, std::optional(rule), &TraceLine::rule) !=
               last.trace.end();
    }
};

}  // namespace guichet::tests
