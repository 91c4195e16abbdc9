#pragma once
// One WebSocket connection, text messages only. Used on the loop thread. The reader waits; writing
// never does: frames queue up, and a peer that lets too many of them wait is disconnected.
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet {

// Codes of the WebSocket protocol that we send, then our own.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    unsupported = 1003,
    policy = 1008,
    internal = 1011,
    restart = 1012,
    session_unknown = 4001,  // the token is of no conversation: begin a new one
    token_refused = 4003,    // do not try again with this token
    replaced = 4009,         // the same consumer has connected again
};

class WebSocket {
  public:
    virtual ~WebSocket() = default;

    // The next message: UTF-8, at most the size the server allows. nullopt once the connection is
    // closed or being closed, whoever closed it. One call at a time.
    virtual boost::asio::awaitable<std::optional<std::string>> read() = 0;

    // Queues a message; nothing happens once the connection is being closed.
    virtual void send(std::string frame) = 0;

    // Waits until little is queued: for those who have much to send.
    virtual boost::asio::awaitable<void> drained() = 0;

    // Sends what is queued, then closes. Only the first call counts.
    virtual void close(CloseCode code, std::string_view reason) = 0;

    virtual bool closing() const = 0;

    // Closes for policy unless `in_time()` is called before the delay ends.
    virtual void expect_within(std::chrono::seconds delay) = 0;
    virtual void in_time() = 0;
};

}  // namespace guichet
