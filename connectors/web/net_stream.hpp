#pragma once
// A connection accepted from a client, plain or in TLS, as Beast's algorithms want it. Included by
// http_server.cpp alone, with beast_socket.hpp.
#include <boost/asio/async_result.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <memory>
#include <utility>
#include <variant>

namespace guichet {

class NetStream {
  public:
    using Tcp = boost::beast::tcp_stream;
    using Tls = boost::asio::ssl::stream<Tcp>;
    using executor_type = Tcp::executor_type;
    using next_layer_type = Tcp;

    explicit NetStream(Tcp tcp) : stream_(std::move(tcp)) {}

    // The handshake is still to be made.
    NetStream(Tcp tcp, boost::asio::ssl::context& context)
        : stream_(std::make_unique<Tls>(std::move(tcp), context)) {}

    // Where the timeouts and the socket are.
    Tcp& next_layer() { return tls() == nullptr ? std::get<Tcp>(stream_) : tls()->next_layer(); }

    const Tcp& next_layer() const {
        const auto* secured = std::get_if<std::unique_ptr<Tls>>(&stream_);
        return secured == nullptr ? std::get<Tcp>(stream_) : (*secured)->next_layer();
    }

    executor_type get_executor() { return next_layer().get_executor(); }

    // Null when the connection is plain.
    Tls* tls() {
        auto* secured = std::get_if<std::unique_ptr<Tls>>(&stream_);
        return secured == nullptr ? nullptr : secured->get();
    }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        const auto begin = [this](auto handler, const Buffers& space) {
            tls() == nullptr ? next_layer().async_read_some(space, std::move(handler))
                             : tls()->async_read_some(space, std::move(handler));
        };
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            begin, token, buffers);
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        const auto begin = [this](auto handler, const Buffers& bytes) {
            tls() == nullptr ? next_layer().async_write_some(bytes, std::move(handler))
                             : tls()->async_write_some(bytes, std::move(handler));
        };
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            begin, token, buffers);
    }

  private:
    std::variant<Tcp, std::unique_ptr<Tls>> stream_;
};

// How a WebSocket ends its connection; found by Beast.
template <class Handler>
void async_teardown(boost::beast::role_type role, NetStream& stream, Handler&& handler) {
    using boost::beast::websocket::async_teardown;
    if (stream.tls() != nullptr) {
        async_teardown(role, *stream.tls(), std::forward<Handler>(handler));
    } else {
        async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
    }
}

}  // namespace guichet
