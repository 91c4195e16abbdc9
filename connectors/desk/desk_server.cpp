#include "connectors/desk/desk_server.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <deque>
#include <utility>

#include "connectors/host/flat_json.hpp"
#include "connectors/host/time_text.hpp"
#include "connectors/host/uuid.hpp"

namespace guichet {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::chrono::seconds time_to_subscribe{10};
constexpr std::int64_t default_in_flight = 10;
constexpr std::int64_t max_in_flight = 100;
constexpr int page_of_events = 20;
constexpr std::size_t max_name_bytes = 64;

bool is_consumer_name(std::string_view name) {
    return !name.empty() && name.size() <= max_name_bytes &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") ==
               std::string_view::npos;
}

std::string error_frame(const char* code, const char* text) {
    return json::serialize(json::object{{"t", "error"}, {"code", code}, {"text", text}});
}

// The ticket is inserted as it was stored, without reading it again.
std::string event_frame(const OutboxEvent& event) {
    std::string frame = json::serialize(json::object{{"t", "event"},
                                                     {"position", event.position},
                                                     {"type", "ticket.created"},
                                                     {"id", event.id},
                                                     {"time", rfc3339(event.created_at)}});
    frame.pop_back();
    return frame + ",\"data\":" + event.payload + '}';
}

void refuse(WebSocket& socket, const char* code, const char* text, CloseCode close) {
    socket.send(error_frame(code, text));
    socket.close(close, code);
}

}  // namespace

struct DeskServer::Subscriber {
    std::shared_ptr<WebSocket> socket;
    asio::any_io_executor executor;
    std::string consumer;
    std::int64_t sent = 0;               // position of the last event sent
    std::deque<std::int64_t> in_flight;  // positions sent and not acknowledged
    std::size_t max_in_flight = 0;
    bool placed = false;   // `sent` is known: events may go out
    bool sending = false;  // send_events is under way
    bool woken = false;    // look again before it ends
};

DeskServer::DeskServer(Storage& storage, const std::string& token)
    : storage_(storage), token_hash_(sha256_hex(token)) {}

DeskServer::~DeskServer() = default;

asio::awaitable<HttpResponse> DeskServer::respond(HttpRequest request) {
    const bool here = request.path == "/desk";
    co_return text_response(here ? 426 : 404,
                            here ? "a WebSocket is expected here\n" : "not found\n");
}

std::optional<HttpResponse> DeskServer::refuse_upgrade(const HttpRequest& request) {
    if (request.path != "/desk") {
        return text_response(404, "not found\n");
    }
    // Consumers are programs: a page that a member of staff visits has no business here.
    if (!request.origin.empty()) {
        return text_response(403, "not for browsers\n");
    }
    return std::nullopt;
}

asio::awaitable<void> DeskServer::converse(std::shared_ptr<WebSocket> socket, HttpRequest) {
    // Forgets the subscription whatever happens below, unless a newer one has taken its place.
    auto forget = [this](const WebSocket* leaving) {
        std::erase_if(by_consumer_, [leaving](const auto& entry) {
            return entry.second->socket.get() == leaving;
        });
    };
    const std::unique_ptr<const WebSocket, decltype(forget)> presence(socket.get(), forget);

    const std::shared_ptr<Subscriber> subscriber = co_await subscribe(socket);
    if (!subscriber) {
        co_return;
    }
    while (!socket->closing()) {
        std::optional<std::string> text = co_await socket->read();
        if (!text) {
            break;
        }
        co_await acknowledge(subscriber, std::move(*text));
    }
}

// Null when the first frame was no good subscription; the socket is then being closed.
asio::awaitable<std::shared_ptr<DeskServer::Subscriber>> DeskServer::subscribe(
    std::shared_ptr<WebSocket> socket) {
    socket->expect_within(time_to_subscribe);
    const std::optional<std::string> text = co_await socket->read();
    if (!text) {
        co_return nullptr;
    }
    socket->in_time();
    const std::optional<FlatObject> frame = read_flat_object(*text);
    const std::string* type = frame ? frame->text("t") : nullptr;
    const std::string* consumer = frame ? frame->text("consumer") : nullptr;
    const std::string* token = frame ? frame->text("token") : nullptr;
    if (token == nullptr || !same_secret(sha256_hex(*token), token_hash_)) {
        refuse(*socket, "token_refused", "the token is not accepted", CloseCode::token_refused);
        co_return nullptr;
    }
    const std::int64_t wanted = frame->number("maxInFlight").value_or(default_in_flight);
    if (type == nullptr || *type != "subscribe" || consumer == nullptr ||
        !is_consumer_name(*consumer) || wanted < 1 || wanted > max_in_flight) {
        refuse(*socket, "bad_message", "a subscription is expected", CloseCode::policy);
        co_return nullptr;
    }
    const auto subscriber = std::make_shared<Subscriber>();
    subscriber->socket = socket;
    subscriber->executor = co_await asio::this_coro::executor;
    subscriber->consumer = *consumer;
    subscriber->max_in_flight = static_cast<std::size_t>(wanted);
    const std::optional<std::int64_t> after = frame->number("after");
    const bool placed = co_await place(subscriber, after);
    co_return placed ? subscriber : nullptr;
}

// The newest connection of a consumer wins: the other may be a dead one nobody has noticed yet.
asio::awaitable<bool> DeskServer::place(std::shared_ptr<Subscriber> subscriber,
                                        std::optional<std::int64_t> after) {
    auto& current = by_consumer_[subscriber->consumer];
    if (current) {
        current->socket->close(CloseCode::replaced, "replaced");
    }
    current = subscriber;
    auto read = [name = subscriber->consumer](Store& store) {
        return std::pair(store.acknowledged(name), store.last_position());
    };
    const auto [acknowledged, last] = co_await storage_.run(read);
    const std::int64_t position = after.value_or(acknowledged);
    if (position < 0 || position > last) {
        refuse(*subscriber->socket, "bad_position", "there is no such position", CloseCode::policy);
        co_return false;
    }
    subscriber->sent = position;
    subscriber->placed = true;
    subscriber->socket->send(json::serialize(json::object{{"t", "subscribed"},
                                                          {"consumer", subscriber->consumer},
                                                          {"position", position},
                                                          {"last", last}}));
    spdlog::info(
        "desk: {} subscribed after position {} of {}", subscriber->consumer, position, last);
    pump(subscriber);
    co_return true;
}

// Cumulative: everything up to the position is safe at the consumer's.
asio::awaitable<void> DeskServer::acknowledge(std::shared_ptr<Subscriber> subscriber,
                                              std::string text) {
    const std::optional<FlatObject> frame = read_flat_object(text);
    const std::string* type = frame ? frame->text("t") : nullptr;
    const std::int64_t position = frame ? frame->number("position").value_or(-1) : -1;
    if (type == nullptr || *type != "ack" || position < 0 || position > subscriber->sent) {
        subscriber->socket->send(
            error_frame("bad_message", "an acknowledgement of a position sent is expected"));
        co_return;
    }
    auto& in_flight = subscriber->in_flight;
    while (!in_flight.empty() && in_flight.front() <= position) {
        in_flight.pop_front();
    }
    auto write = [name = subscriber->consumer, position](Store& store) {
        store.acknowledge(name, position);
        return true;
    };
    co_await storage_.run(write);
    pump(subscriber);
}

void DeskServer::wake() {
    for (const auto& [name, subscriber] : by_consumer_) {
        pump(subscriber);
    }
}

void DeskServer::pump(const std::shared_ptr<Subscriber>& subscriber) {
    if (!subscriber->placed) {
        return;
    }
    subscriber->woken = true;
    if (subscriber->sending) {
        return;
    }
    subscriber->sending = true;
    asio::co_spawn(subscriber->executor,
                   send_events(subscriber),
                   [subscriber](const std::exception_ptr& failure) {
                       if (failure) {
                           spdlog::error("desk: sending to {} failed", subscriber->consumer);
                           subscriber->socket->close(CloseCode::internal, "not read");
                       }
                   });
}

asio::awaitable<void> DeskServer::send_events(std::shared_ptr<Subscriber> subscriber) {
    const auto socket = subscriber->socket;
    while (subscriber->woken && !socket->closing()) {
        const std::size_t room = subscriber->max_in_flight - subscriber->in_flight.size();
        const int limit = std::min(static_cast<int>(room), page_of_events);
        if (limit == 0) {
            break;  // the next acknowledgement wakes us
        }
        subscriber->woken = false;
        auto read = [&subscriber, limit](Store& store) {
            return store.events_after(subscriber->sent, limit);
        };
        const std::vector<OutboxEvent> events = co_await storage_.run(read);
        for (const auto& event : events) {
            socket->send(event_frame(event));
            subscriber->sent = event.position;
            subscriber->in_flight.push_back(event.position);
            subscriber->woken = true;
            co_await socket->drained();
        }
    }
    subscriber->sending = false;
}

}  // namespace guichet
