#include "connectors/web/http_connection.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "connectors/web/beast_socket.hpp"
#include "connectors/web/http_wire.hpp"

namespace guichet {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// Gives (error, result) instead of throwing: connections end in many ordinary ways.
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t max_head_bytes = 8 * 1024;
// Long enough for a page and its files, short enough to spread load.
constexpr int max_requests = 100;
// What a refused peer may still send before the connection is cut.
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t max_lingering_bytes = 256 * 1024;

// Counts a connection while it lives.
class Place {
  public:
    explicit Place(std::shared_ptr<HttpConnections> connections)
        : connections_(std::move(connections)) {
        ++connections_->open;
    }

    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    ~Place() {
        --connections_->open;
        release();
    }

    // False when that address has too many already.
    bool take(const std::string& address) {
        release();
        auto& count = connections_->by_address[address];
        address_ = address;
        ++count;
        return count <= connections_->limits.connections_per_address;
    }

  private:
    void release() {
        if (address_.empty()) {
            return;
        }
        const auto entry = connections_->by_address.find(address_);
        if (--entry->second == 0) {
            connections_->by_address.erase(entry);
        }
        address_.clear();
    }

    std::shared_ptr<HttpConnections> connections_;
    std::string address_;
};

class HttpConnection {
  public:
    // `connections` and `place` must outlive it.
    HttpConnection(HttpConnections& connections, Place& place, NetStream stream, std::string peer)
        : connections_(connections),
          place_(place),
          stream_(std::move(stream)),
          peer_(std::move(peer)) {}

    asio::awaitable<void> serve();

  private:
    // What became of one request.
    enum class Next { again, close, taken };

    asio::awaitable<Next> serve_request();
    asio::awaitable<bool> read_body(const HeadParser& parser, HttpRequest& request);
    asio::awaitable<Next> answer(const HeadParser& parser, const HttpResponse& response);
    asio::awaitable<void> converse(const HeadParser& parser, HttpRequest request);
    asio::awaitable<void> linger();
    std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) const;

    HttpConnections& connections_;
    Place& place_;
    NetStream stream_;
    std::string peer_;      // its address
    std::string received_;  // and not yet consumed
};

asio::awaitable<void> HttpConnection::serve() {
    stream_.expires_after(connections_.limits.head);
    const bool usable = co_await stream_.handshake();
    if (!usable) {
        co_return;
    }
    Next next = Next::again;
    for (int count = 0; count < max_requests && next == Next::again; ++count) {
        next = co_await serve_request();
    }
    if (next != Next::taken) {
        co_await linger();
    }
}

// Closing with unread input would reset the connection, and the peer might lose our answer.
asio::awaitable<void> HttpConnection::linger() {
    stream_.shutdown_send();
    stream_.expires_after(linger_time);
    std::string rest(4096, '\0');
    const auto buffer = asio::buffer(rest);
    std::size_t total = 0;
    bool open = true;
    while (open && total < max_lingering_bytes) {
        const auto [ended, size] = co_await stream_.async_read_some(buffer, as_result);
        open = !ended;
        total += size;
    }
}

// Reads the head ourselves and hands exactly that to the parser.
asio::awaitable<HttpConnection::Next> HttpConnection::serve_request() {
    stream_.expires_after(connections_.limits.head);
    auto buffer = asio::dynamic_buffer(received_, max_head_bytes);
    const auto [error, size] =
        co_await asio::async_read_until(stream_, buffer, "\r\n\r\n", as_result);
    if (error && error != asio::error::not_found) {
        co_return Next::close;
    }
    const std::string head = received_.substr(0, size);
    received_.erase(0, size);
    HeadParser parser;
    std::optional<HttpResponse> refused =
        error ? refuse(431, "header too large") : parse_head(parser, head, connections_.handler);
    HttpRequest request = request_of(parser, peer_, connections_.limits.trust_proxy);
    if (!refused && connections_.limits.trust_proxy && !place_.take(request.address)) {
        refused = refuse(429, "too many connections");
    }
    if (!refused && request.upgrade) {
        refused = refuse_upgrade(request);
        if (!refused) {
            co_await converse(parser, std::move(request));
            co_return Next::taken;
        }
    }
    HttpResponse response;
    if (refused) {
        response = std::move(*refused);
    } else {
        const bool whole = co_await read_body(parser, request);
        if (!whole) {
            co_return Next::close;
        }
        response = co_await connections_.handler.respond(std::move(request));
    }
    const Next next = co_await answer(parser, response);
    co_return next;
}

std::optional<HttpResponse> HttpConnection::refuse_upgrade(const HttpRequest& request) const {
    if (connections_.stopping) {
        return refuse(503, "stopping");
    }
    if (!received_.empty()) {
        return refuse(400, "data before the handshake");
    }
    return connections_.handler.refuse_upgrade(request);
}

// The body has the length that was told, and `parse_head` has accepted it.
asio::awaitable<bool> HttpConnection::read_body(const HeadParser& parser, HttpRequest& request) {
    const std::size_t length = parser.content_length() ? *parser.content_length() : 0;
    if (received_.size() < length) {
        std::string rest(length - received_.size(), '\0');
        const auto buffer = asio::buffer(rest);
        const auto [error, size] = co_await asio::async_read(stream_, buffer, as_result);
        if (error) {
            co_return false;
        }
        received_ += rest;
    }
    request.body = received_.substr(0, length);
    received_.erase(0, length);
    co_return true;
}

asio::awaitable<HttpConnection::Next> HttpConnection::answer(const HeadParser& parser,
                                                             const HttpResponse& response) {
    const bool keep_alive =
        response.status < 400 && parser.get().keep_alive() && !connections_.stopping;
    const std::string text = to_wire(parser, response, keep_alive);
    const auto buffer = asio::buffer(text);
    stream_.expires_after(connections_.limits.response);
    const auto [error, size] = co_await asio::async_write(stream_, buffer, as_result);
    co_return error || !keep_alive ? Next::close : Next::again;
}

asio::awaitable<void> HttpConnection::converse(const HeadParser& parser, HttpRequest request) {
    const auto& handshake = parser.get();
    const std::shared_ptr<WebSocket> socket =
        co_await accept_websocket(stream_, handshake, connections_.limits);
    if (!socket) {
        co_return;
    }
    if (connections_.stopping) {
        socket->close(CloseCode::restart, "restart");
    }
    connections_.sockets.insert(socket.get());
    std::shared_ptr<WebSocket> shared = socket;
    CloseCode end = CloseCode::normal;
    try {
        co_await connections_.handler.converse(std::move(shared), std::move(request));
    } catch (const std::exception& problem) {
        spdlog::error("websocket handler: {}", problem.what());
        end = CloseCode::internal;
    }
    connections_.sockets.erase(socket.get());
    socket->close(end, "");
}

}  // namespace

asio::awaitable<void> serve_connection(std::shared_ptr<HttpConnections> connections,
                                       tcp::socket socket) {
    Place place(connections);
    boost::system::error_code error;
    const tcp::endpoint peer = socket.remote_endpoint(error);
    std::string address = error ? std::string() : peer.address().to_string();
    if (address.empty() || (!connections->limits.trust_proxy && !place.take(address))) {
        co_return;
    }
    socket.set_option(tcp::no_delay(true), error);
    NetStream stream(std::move(socket), connections->tls.get());
    HttpConnection connection(*connections, place, std::move(stream), std::move(address));
    co_await connection.serve();
}

}  // namespace guichet
