#pragma once
// What a channel hands to `step`.
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/content/channel.hpp"
#include "engine/content/ids.hpp"

namespace guichet {

// UTC, to the second.
using TimePoint = std::chrono::sys_seconds;

std::string_view channel_name(Channel channel);

// The person wrote something. `node` and `asks` are those of the turn on screen (Turn::node,
// Turn::asks), so that a message from another tab or a late one never answers the next question.
struct Utterance {
    std::string text;  // UTF-8 as received; any bytes are survived
    NodeId node = {};
    std::optional<std::string> asks = {};  // nullopt when the channel cannot know
};

// The person picked an offered option. `node` is the question it was offered by (Reply::node), so
// that an old button is a correction or politely past, never an answer to something else; empty
// when the channel cannot know (a typed number).
struct OptionChoice {
    OptionId option;
    NodeId node;
};

// The conversation was opened: greets, or says where it was.
struct Opened {};

struct Message {
    std::variant<Utterance, OptionChoice, Opened> content;
    // A fresh UUIDv7 made by the host: the id of the ticket, should this turn emit one.
    std::string ticket_id;
    // The sender's ids of this message; several when short messages were read as one.
    std::vector<std::string> ids;
    // What the channel knows of the addressee (the reminder being answered): values by field or
    // shared question. They answer in advance, and are never shown to anyone.
    std::map<SlotId, std::string> known;
};

}  // namespace guichet
