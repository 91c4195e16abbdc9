#pragma once
// The bounds of the public side, with their defaults. The settings file can change some of them.
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace guichet {

// Files in PEM; none: the server speaks plainly, for a proxy of our own to do TLS.
struct TlsFiles {
    std::string certificate;  // with its chain
    std::string key;          // empty: it is in the same file
};

struct HttpLimits {
    std::size_t connections = 2000;
    std::size_t connections_per_address = 64;
    std::size_t message_bytes = std::size_t{16} * 1024;
    std::size_t queued_bytes =
        std::size_t{256} * 1024;  // of one connection, not yet taken by its peer
    std::size_t queued_messages = 512;
    std::chrono::seconds head{10};      // to send a request head, and between two requests
    std::chrono::seconds response{30};  // to take a response
    std::chrono::seconds idle{300};     // without a sign of life on a WebSocket
    // The client's address is the last of X-Forwarded-For: only behind a proxy of our own.
    bool trust_proxy = false;
};

struct ChatLimits {
    std::size_t characters = 2000;   // of a message
    double messages_per_second = 5;  // in a conversation
    double message_burst = 10;
    double conversations_per_minute = 30;  // begun from one address
    double conversation_burst = 60;
    std::chrono::seconds hello{10};  // to say hello
    int replayed_lines = 200;        // of a conversation that is opened again
    std::chrono::minutes away{30};   // after which the assistant says where it was
};

// Which pages may open the chat.
struct OriginRule {
    std::vector<std::string> allowed;  // "https://www.exemple.fr", beside the server's own page
    bool allow_missing = false;        // programs other than browsers send none
};

}  // namespace guichet
