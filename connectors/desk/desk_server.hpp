#pragma once
// The back office's side: consumers subscribe over a WebSocket on a listener of its own, get the
// tickets in order from where they last acknowledged, and get again what they did not acknowledge.
// asyncapi.yaml describes the frames. Runs on the loop thread. Tested by tests/system.
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "connectors/host/storage.hpp"
#include "connectors/web/http_server.hpp"

namespace guichet {

class DeskServer final : public HttpHandler {
  public:
    // `storage` must outlive the server. Only the hash of the token is kept.
    DeskServer(Storage& storage, const std::string& token);
    ~DeskServer() override;

    boost::asio::awaitable<HttpResponse> respond(HttpRequest request) override;
    std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) override;
    boost::asio::awaitable<void> converse(std::shared_ptr<WebSocket> socket,
                                          HttpRequest request) override;

    // There may be new tickets to send.
    void wake();

  private:
    struct Subscriber;

    boost::asio::awaitable<std::shared_ptr<Subscriber>> subscribe(
        std::shared_ptr<WebSocket> socket);
    boost::asio::awaitable<bool> place(std::shared_ptr<Subscriber> subscriber,
                                       std::optional<std::int64_t> after);
    boost::asio::awaitable<void> acknowledge(std::shared_ptr<Subscriber> subscriber,
                                             std::string text);
    void pump(const std::shared_ptr<Subscriber>& subscriber);
    boost::asio::awaitable<void> send_events(std::shared_ptr<Subscriber> subscriber);

    Storage& storage_;
    std::string token_hash_;
    std::unordered_map<std::string, std::shared_ptr<Subscriber>> by_consumer_;
};

}  // namespace guichet
