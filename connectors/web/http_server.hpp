#pragma once
// A small HTTP and WebSocket server for the open internet, on Boost.Beast, which stays inside the
// .cpp. It answers GET and HEAD, and POST with a body where its handler takes one; every phase has
// a time limit, every size a bound. Runs on the loop thread. Tested by tests/system.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/web/http_message.hpp"
#include "connectors/web/limits.hpp"
#include "connectors/web/websocket.hpp"

namespace guichet {

// What a server does with its requests. Handlers are coroutines on the loop.
class HttpHandler {
  public:
    virtual ~HttpHandler() = default;

    virtual boost::asio::awaitable<HttpResponse> respond(HttpRequest request) = 0;

    // The largest body that a POST to this path may have; 0 where none is taken.
    virtual std::size_t takes_body(std::string_view path) const {
        (void)path;
        return 0;
    }

    // nullopt lets the WebSocket open; else the refusal.
    virtual std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) = 0;

    // Talks until the connection ends; the socket is closed on return.
    virtual boost::asio::awaitable<void> converse(std::shared_ptr<WebSocket> socket,
                                                  HttpRequest request) = 0;
};

class HttpServer {
  public:
    // Binds and listens at once; port 0 takes a free one. Throws boost::system::system_error, also
    // when the certificate or its key cannot be used.
    // `handler` must outlive the server.
    HttpServer(boost::asio::any_io_executor loop,
               const std::string& host,
               std::uint16_t port,
               HttpHandler& handler,
               HttpLimits limits,
               const TlsFiles& tls = {});
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    std::uint16_t port() const;

    // Begins to accept.
    void start();

    // Accepts no more, lets requests end and closes the WebSockets with 1012. They are gone when
    // `connections()` is 0.
    void stop();

    std::size_t connections() const;

  private:
    class Listener;
    std::shared_ptr<Listener> listener_;
};

}  // namespace guichet
