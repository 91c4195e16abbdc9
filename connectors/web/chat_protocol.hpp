#pragma once
// The frames of the chat's WebSocket, version 1; asyncapi.yaml describes them. One JSON object a
// text message. Tested by tests/unit/connectors and, against asyncapi.yaml, by tests/system.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "connectors/store/store.hpp"
#include "engine/content/ids.hpp"
#include "engine/content/phrases.hpp"

namespace guichet::chat {

constexpr int version = 1;

// The first frame: begins a conversation, or goes on with the one of `token` after line `last_seq`.
struct Hello {
    std::string token;  // empty: a new conversation
    std::int64_t last_seq = 0;
};

// `node` and `asks` are those of the last turn the page showed; see Utterance.
struct Say {
    std::string id;
    std::string text;
    NodeId node;
    std::optional<std::string> asks;
};

// `of` is the node of the reply that offered the option.
struct Choose {
    std::string id;
    OptionId choice;
    NodeId of;
};

// Asks for a sign of life.
struct Ping {};

// Why a frame was not accepted. The content has a sentence for each.
enum class Problem {
    bad_message,      // not a frame of this protocol
    too_long,         // the text is
    empty,            // the text is
    slow_down,        // too many messages
    hello_first,      // said before hello
    bad_version,      // of the protocol
    session_unknown,  // the token is of no conversation
    try_again,        // could not be kept; the same message may be sent again
};

// A frame that is not accepted; `id` is its message's, where it could be read.
struct Rejected {
    Problem problem = Problem::bad_message;
    std::string id;
};

using ClientFrame = std::variant<Hello, Say, Choose, Ping, Rejected>;

// Reads a frame. A text has at most `max_characters` code points.
ClientFrame read_frame(std::string_view text, std::size_t max_characters);

// `token` is given for a new conversation only. Lines follow from `after` + 1 to `seq`.
std::string welcome_frame(const std::optional<std::string>& token,
                          std::int64_t after,
                          std::int64_t seq,
                          std::size_t max_characters);

// Answers a ping.
std::string pong_frame();

// The message `id` is on the disk, and so is its answer, up to line `seq`.
std::string ack_frame(std::string_view id, std::int64_t seq);

// A line as the page shows it: "you" for the person's, "bot" for ours, with French spacing.
// `erased`: the conversation is gone after this one.
std::string line_frame(const StoredLine& line, bool erased);

// `texts` are the chat window's (WebTexts), `max_characters` the room of a message.
std::string error_frame(const Rejected& rejected,
                        const Variables& texts,
                        std::size_t max_characters);

}  // namespace guichet::chat
