#pragma once
// A conversation in the hand of a unit test: each call is a turn on the session left by the last.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "engine/dialog/step.hpp"

namespace guichet::tests {

inline constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                                std::chrono::hours{12}};

struct Talk {
    const Catalog& catalog;
    Session session;
    Turn last;
    int turns = 0;
    std::map<SlotId, std::string> known;  // by the channel

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
                    noon);
        session = last.session;
        return last;
    }

    bool heard(std::string_view piece) const {
        return std::ranges::any_of(last.replies, [piece](const Reply& reply) {
            return reply.text.find(piece) != std::string::npos;
        });
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
