#pragma once
// One connection of the server, from its handshake to its end: requests one after the other, or a
// WebSocket once it is asked for.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "connectors/web/http_server.hpp"
#include "connectors/web/net_stream.hpp"

namespace guichet {

// What the connections of a server have in common. They may outlive it by a moment when it stops.
struct HttpConnections {
    HttpHandler& handler;
    HttpLimits limits;
    std::shared_ptr<boost::asio::ssl::context> tls;  // null: plain
    bool stopping = false;
    std::size_t open = 0;
    std::unordered_map<std::string, std::size_t> by_address;
    std::set<WebSocket*> sockets;
};

boost::asio::awaitable<void> serve_connection(std::shared_ptr<HttpConnections> connections,
                                              boost::asio::ip::tcp::socket socket);

}  // namespace guichet
