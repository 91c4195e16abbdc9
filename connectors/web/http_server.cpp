#include "connectors/web/http_server.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "connectors/web/http_connection.hpp"

namespace guichet {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

}  // namespace

// Outlives the server by a moment when it stops, for the accept under way ends later.
class HttpServer::Listener : public std::enable_shared_from_this<Listener> {
  public:
    Listener(asio::any_io_executor loop,
             const tcp::endpoint& endpoint,
             HttpHandler& handler,
             const HttpLimits& limits,
             const TlsFiles& tls)
        : loop_(std::move(loop)),
          acceptor_(loop_, endpoint),
          pause_(loop_),
          connections_(std::make_shared<HttpConnections>(handler, limits, tls_context(tls))) {}

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    std::size_t connections() const { return connections_->open; }

    const asio::any_io_executor& executor() const { return loop_; }

    asio::awaitable<void> accept();
    void stop();

  private:
    asio::any_io_executor loop_;
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::shared_ptr<HttpConnections> connections_;
};

asio::awaitable<void> HttpServer::Listener::accept() {
    const auto self = shared_from_this();
    while (!connections_->stopping) {
        auto [error, socket] = co_await acceptor_.async_accept(as_result);
        if (connections_->stopping) {
            break;
        }
        if (error) {
            // Most likely out of file descriptors: some will be free again.
            spdlog::warn("accept: {}", error.message());
            pause_.expires_after(std::chrono::milliseconds(100));
            co_await pause_.async_wait(as_result);
            continue;
        }
        if (connections_->open < connections_->limits.connections) {
            asio::co_spawn(loop_,
                           serve_connection(connections_, std::move(socket)),
                           [](std::exception_ptr failure) {
                               if (failure) {
                                   std::rethrow_exception(failure);  // to the barrier of the loop
                               }
                           });
        }
    }
}

void HttpServer::Listener::stop() {
    connections_->stopping = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    const std::set<WebSocket*> sockets = connections_->sockets;
    for (WebSocket* socket : sockets) {
        socket->close(CloseCode::restart, "restart");
    }
}

HttpServer::HttpServer(asio::any_io_executor loop,
                       const std::string& host,
                       std::uint16_t port,
                       HttpHandler& handler,
                       HttpLimits limits,
                       const TlsFiles& tls) {
    const tcp::endpoint endpoint(asio::ip::make_address(host), port);
    listener_ = std::make_shared<Listener>(std::move(loop), endpoint, handler, limits, tls);
}

HttpServer::~HttpServer() {
    listener_->stop();
}

std::uint16_t HttpServer::port() const {
    return listener_->port();
}

void HttpServer::start() {
    asio::co_spawn(listener_->executor(), listener_->accept(), asio::detached);
}

void HttpServer::stop() {
    listener_->stop();
}

std::size_t HttpServer::connections() const {
    return listener_->connections();
}

}  // namespace guichet
