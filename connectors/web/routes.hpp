#pragma once
// Puts a few paths beside a handler: everything else goes to that handler.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/web/http_server.hpp"

namespace guichet {

class Routes final : public HttpHandler {
  public:
    using Respond = std::function<boost::asio::awaitable<HttpResponse>(HttpRequest)>;

    // `main` must outlive it.
    explicit Routes(HttpHandler& main) : main_(main) {}

    // Requests whose path begins so; `body` is the largest that a POST may have.
    void add(std::string prefix, std::size_t body, Respond respond) {
        routes_.push_back({std::move(prefix), body, std::move(respond)});
    }

    std::size_t takes_body(std::string_view path) const override {
        const Route* route = find(path);
        return route == nullptr ? main_.takes_body(path) : route->body;
    }

    boost::asio::awaitable<HttpResponse> respond(HttpRequest request) override {
        const Route* route = find(request.path);
        return route == nullptr ? main_.respond(std::move(request))
                                : route->respond(std::move(request));
    }

    std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) override {
        return main_.refuse_upgrade(request);
    }

    boost::asio::awaitable<void> converse(std::shared_ptr<WebSocket> socket,
                                          HttpRequest request) override {
        return main_.converse(std::move(socket), std::move(request));
    }

  private:
    struct Route {
        std::string prefix;
        std::size_t body = 0;
        Respond respond;
    };

    const Route* find(std::string_view path) const {
        for (const Route& route : routes_) {
            if (path.starts_with(route.prefix)) {
                return &route;
            }
        }
        return nullptr;
    }

    HttpHandler& main_;
    std::vector<Route> routes_;
};

}  // namespace guichet
