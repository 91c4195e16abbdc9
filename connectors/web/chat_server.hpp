#pragma once
// The public side: the page, its files, health, and the chat over a WebSocket. Every tab of a
// conversation gets all of its lines, in order, each once. Runs on the loop thread.
#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/host/host.hpp"
#include "connectors/host/token_bucket.hpp"
#include "connectors/web/chat_protocol.hpp"
#include "connectors/web/http_server.hpp"
#include "connectors/web/limits.hpp"
#include "connectors/web/public_files.hpp"

namespace guichet {

class ChatServer final : public HttpHandler {
  public:
    // `host` and `storage` must outlive the server.
    ChatServer(Host& host, Storage& storage, OriginRule origins, ChatLimits limits);
    ~ChatServer() override;

    boost::asio::awaitable<HttpResponse> respond(HttpRequest request) override;
    std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) override;
    boost::asio::awaitable<void> converse(std::shared_ptr<WebSocket> socket,
                                          HttpRequest request) override;

    // To be called when the host has other content: the page and the widget carry its texts.
    void renew_files();

    // /readyz says no from now on.
    void stop() { stopping_ = true; }

    // Drops the memory of addresses and conversations that have been quiet; to be called now and
    // then.
    void sweep();

  private:
    struct Guest;

    // A conversation that someone is connected to.
    struct Room {
        std::vector<std::shared_ptr<Guest>> guests;
        TokenBucket bucket;
    };

    HttpResponse file(const HttpRequest& request) const;
    boost::asio::awaitable<HttpResponse> readiness();
    boost::asio::awaitable<void> greet(std::shared_ptr<Guest> guest);
    void receive_stranger(const std::shared_ptr<Guest>& guest);
    bool begin(const std::shared_ptr<Guest>& guest, const std::string& id);
    void begun(Guest& guest, const Outcome& outcome);
    boost::asio::awaitable<void> go_on(std::shared_ptr<Guest> guest, chat::Hello hello);
    boost::asio::awaitable<void> replay(std::shared_ptr<Guest> guest);
    void receive(const std::shared_ptr<Guest>& guest, const std::string& text);
    void submit(const std::shared_ptr<Guest>& guest, const std::string& id, Inbound inbound);
    bool within_rate(const Guest& guest);
    void answered(const std::shared_ptr<Guest>& guest,
                  const std::string& id,
                  const Outcome& outcome);
    void publish(const ConversationId& conversation, const Outcome& outcome);
    void reject(Guest& guest, const chat::Rejected& rejected);
    void enter(const std::shared_ptr<Guest>& guest);
    void leave(const Guest& guest);
    bool may_begin(const std::string& address);

    Host& host_;
    Storage& storage_;
    OriginRule origins_;
    ChatLimits limits_;
    bool stopping_ = false;
    std::vector<PublicFile> files_;
    std::unordered_map<ConversationId, Room> rooms_;
    std::unordered_map<std::string, TokenBucket> begun_by_address_;
};

}  // namespace guichet
