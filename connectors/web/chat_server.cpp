#include "connectors/web/chat_server.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "connectors/host/uuid.hpp"

namespace guichet {

namespace asio = boost::asio;

namespace {

constexpr int max_bad_frames = 20;
constexpr int page_of_lines = 50;

// "https://exemple.fr" for the host "exemple.fr".
bool is_same_host(std::string_view origin, std::string_view host) {
    const auto scheme = origin.find("://");
    return scheme != std::string_view::npos && origin.substr(scheme + 3) == host;
}

Session web_session() {
    Session fresh;
    fresh.channel = Channel::web;
    return fresh;
}

Inbound opening() {
    Inbound opened;
    opened.content = Opened{};
    return opened;
}

TokenBucket::Time tick() {
    return std::chrono::steady_clock::now();
}

}  // namespace

// One connection, usually a tab.
struct ChatServer::Guest {
    std::shared_ptr<WebSocket> socket;
    std::string address;
    std::string token;            // of a conversation that has not begun
    ConversationId conversation;  // empty until it has begun
    std::int64_t sent_seq = 0;    // the last line sent
    std::int64_t known_seq = 0;   // the last line there is, as far as we heard
    bool replaying = false;       // lines come from the store until none is missing
    int bad_frames = 0;
};

ChatServer::ChatServer(Host& host, Storage& storage, OriginRule origins, ChatLimits limits)
    : host_(host), storage_(storage), origins_(std::move(origins)), limits_(limits) {
    renew_files();
}

ChatServer::~ChatServer() = default;

void ChatServer::renew_files() {
    files_ = public_files(host_.catalog().web);
}

asio::awaitable<HttpResponse> ChatServer::respond(HttpRequest request) {
    HttpResponse response;
    if (request.path == "/healthz") {
        response = text_response(200, "ok\n");
    } else if (request.path == "/readyz") {
        response = co_await readiness();
    } else if (request.path == "/ws") {
        response = text_response(426, "a WebSocket is expected here\n");
    } else {
        response = file(request);
    }
    co_return response;
}

HttpResponse ChatServer::file(const HttpRequest& request) const {
    const auto file = std::ranges::find(files_, request.path, &PublicFile::path);
    if (file == files_.end()) {
        return text_response(404, "not found\n");
    }
    HttpResponse response;
    response.content_type = file->content_type;
    response.tag = file->tag;
    response.embeddable = file->embeddable;
    if (request.known_tag == file->tag) {
        response.status = 304;
        return response;
    }
    response.is_gzip = request.takes_gzip;
    response.body = request.takes_gzip ? file->gzip : file->plain;
    return response;
}

asio::awaitable<HttpResponse> ChatServer::readiness() {
    if (stopping_) {
        co_return text_response(503, "stopping\n");
    }
    auto check = [](Store& store) {
        store.check_writable();
        return true;
    };
    HttpResponse response = text_response(200, "ready\n");
    try {
        co_await storage_.run(check);
    } catch (const StoreError& error) {
        spdlog::error("not ready: {}", error.what());
        response = text_response(503, "the store accepts no writes\n");
    }
    co_return response;
}

std::optional<HttpResponse> ChatServer::refuse_upgrade(const HttpRequest& request) {
    if (request.path != "/ws") {
        return text_response(404, "not found\n");
    }
    const bool allowed =
        request.origin.empty()
            ? origins_.allow_missing
            : is_same_host(request.origin, request.host) ||
                  std::ranges::find(origins_.allowed, request.origin) != origins_.allowed.end();
    if (!allowed) {
        return text_response(403, "this origin may not open the chat\n");
    }
    return std::nullopt;
}

asio::awaitable<void> ChatServer::converse(std::shared_ptr<WebSocket> socket, HttpRequest request) {
    const auto guest = std::make_shared<Guest>();
    guest->socket = socket;
    guest->address = request.address;
    // Leaves the room whatever happens below.
    auto depart = [this](const Guest* leaving) { leave(*leaving); };
    const std::unique_ptr<const Guest, decltype(depart)> presence(guest.get(), depart);

    co_await greet(guest);
    while (!socket->closing()) {
        const std::optional<std::string> text = co_await socket->read();
        if (!text) {
            break;
        }
        receive(guest, *text);
    }
}

asio::awaitable<void> ChatServer::greet(std::shared_ptr<Guest> guest) {
    const auto socket = guest->socket;
    socket->expect_within(limits_.hello);
    const std::optional<std::string> text = co_await socket->read();
    if (!text) {
        co_return;
    }
    socket->in_time();
    const chat::ClientFrame frame = chat::read_frame(*text, limits_.characters);
    if (const auto* hello = std::get_if<chat::Hello>(&frame)) {
        if (hello->token.empty()) {
            receive_stranger(guest);
            co_return;
        }
        chat::Hello resumed = *hello;
        co_await go_on(guest, std::move(resumed));
        co_return;
    }
    const auto* rejected = std::get_if<chat::Rejected>(&frame);
    const chat::Rejected why =
        rejected != nullptr ? *rejected : chat::Rejected{chat::Problem::hello_first, {}};
    reject(*guest, why);
    const bool unknown = why.problem == chat::Problem::session_unknown;
    socket->close(unknown ? CloseCode::session_unknown : CloseCode::policy, "no hello");
}

// Nothing is kept of somebody who has said nothing: the greeting is shown, the token promised.
void ChatServer::receive_stranger(const std::shared_ptr<Guest>& guest) {
    guest->token = new_secret();
    const std::vector<StoredLine> lines = host_.preview(web_session(), opening());
    guest->sent_seq = lines.back().seq;
    guest->known_seq = guest->sent_seq;
    guest->socket->send(chat::welcome_frame(guest->token, 0, guest->known_seq, limits_.characters));
    for (const auto& line : lines) {
        guest->socket->send(chat::line_frame(line, false));
    }
}

// The conversation begins with its first message, `id`: what was shown before is kept now.
bool ChatServer::begin(const std::shared_ptr<Guest>& guest, const std::string& id) {
    if (!may_begin(guest->address)) {
        reject(*guest, {chat::Problem::slow_down, id});
        return false;
    }
    guest->conversation = host_.open(
        web_session(), sha256_hex(guest->token), opening(), [this, guest](const Outcome& outcome) {
            begun(*guest, outcome);
        });
    enter(guest);
    return true;
}

void ChatServer::begun(Guest& guest, const Outcome& outcome) {
    if (outcome.kind != Outcome::Kind::answered) {
        reject(guest, {chat::Problem::try_again, {}});
        guest.socket->close(CloseCode::internal, "not stored");
    }
}

asio::awaitable<void> ChatServer::go_on(std::shared_ptr<Guest> guest, chat::Hello hello) {
    const std::string hash = sha256_hex(hello.token);
    auto look = [&hash](Store& store) { return store.find(hash); };
    const std::optional<Whereabouts> found = co_await storage_.run(look);
    if (!found) {
        reject(*guest, {chat::Problem::session_unknown, {}});
        guest->socket->close(CloseCode::session_unknown, "unknown session");
        co_return;
    }
    // A page that knows more than we do is of another time: it starts over.
    std::int64_t after = hello.last_seq > found->last_seq ? 0 : hello.last_seq;
    after = std::max(after, found->last_seq - limits_.replayed_lines);
    guest->conversation = found->conversation;
    guest->sent_seq = after;
    guest->known_seq = found->last_seq;
    guest->socket->send(
        chat::welcome_frame(std::nullopt, after, found->last_seq, limits_.characters));
    enter(guest);
    co_await replay(guest);
    if (host_.now() - found->updated_at > limits_.away) {
        submit(guest, {}, opening());
    }
}

// Lines that are committed meanwhile only raise `known_seq`; they are read from the store too.
asio::awaitable<void> ChatServer::replay(std::shared_ptr<Guest> guest) {
    guest->replaying = true;
    const auto socket = guest->socket;
    std::int64_t known = 0;
    bool more = true;
    while (!socket->closing() && (more || guest->known_seq > known)) {
        known = guest->known_seq;
        auto read = [&guest](Store& store) {
            return store.lines_after(guest->conversation, guest->sent_seq, page_of_lines);
        };
        const std::vector<StoredLine> lines = co_await storage_.run(read);
        for (const auto& line : lines) {
            socket->send(chat::line_frame(line, false));
            guest->sent_seq = line.seq;
        }
        more = !lines.empty();
        co_await socket->drained();
    }
    guest->replaying = false;
}

void ChatServer::receive(const std::shared_ptr<Guest>& guest, const std::string& text) {
    const chat::ClientFrame frame = chat::read_frame(text, limits_.characters);
    if (const auto* say = std::get_if<chat::Say>(&frame)) {
        Inbound inbound;
        inbound.content = Utterance{say->text, say->node, say->asks};
        submit(guest, say->id, std::move(inbound));
    } else if (const auto* choose = std::get_if<chat::Choose>(&frame)) {
        Inbound inbound;
        inbound.content = OptionChoice{choose->choice, choose->of};
        submit(guest, choose->id, std::move(inbound));
    } else if (std::holds_alternative<chat::Ping>(frame)) {
        guest->socket->send(chat::pong_frame());
    } else if (const auto* rejected = std::get_if<chat::Rejected>(&frame)) {
        reject(*guest, *rejected);
    } else {
        reject(*guest, {chat::Problem::bad_message, {}});
    }
}

void ChatServer::submit(const std::shared_ptr<Guest>& guest,
                        const std::string& id,
                        Inbound inbound) {
    if (guest->conversation.empty() && !begin(guest, id)) {
        return;
    }
    if (!id.empty()) {
        if (!within_rate(*guest)) {
            reject(*guest, {chat::Problem::slow_down, id});
            return;
        }
        inbound.ids.push_back(id);
    }
    host_.submit(guest->conversation,
                 std::move(inbound),
                 [this, guest, id](const Outcome& outcome) { answered(guest, id, outcome); });
}

bool ChatServer::within_rate(const Guest& guest) {
    return rooms_.at(guest.conversation).bucket.take(tick());
}

void ChatServer::answered(const std::shared_ptr<Guest>& guest,
                          const std::string& id,
                          const Outcome& outcome) {
    WebSocket& socket = *guest->socket;
    switch (outcome.kind) {
        case Outcome::Kind::answered:
            if (!id.empty()) {
                socket.send(chat::ack_frame(id, outcome.lines.back().seq));
            }
            publish(guest->conversation, outcome);
            break;
        case Outcome::Kind::again:
            socket.send(chat::ack_frame(id, outcome.lines.empty() ? 0 : outcome.lines.back().seq));
            for (const auto& line : outcome.lines) {
                socket.send(chat::line_frame(line, false));
            }
            break;
        case Outcome::Kind::unknown:
            reject(*guest, {chat::Problem::session_unknown, id});
            socket.close(CloseCode::session_unknown, "unknown session");
            break;
        case Outcome::Kind::busy:
            reject(*guest, {chat::Problem::slow_down, id});
            break;
        case Outcome::Kind::failed:
            reject(*guest, {chat::Problem::try_again, id});
            break;
    }
}

void ChatServer::publish(const ConversationId& conversation, const Outcome& outcome) {
    const auto room = rooms_.find(conversation);
    if (room == rooms_.end()) {
        return;
    }
    for (const auto& guest : room->second.guests) {
        for (const auto& line : outcome.lines) {
            guest->known_seq = std::max(guest->known_seq, line.seq);
            if (!guest->replaying && line.seq == guest->sent_seq + 1) {
                guest->socket->send(chat::line_frame(line, outcome.erased));
                guest->sent_seq = line.seq;
            }
        }
        if (outcome.erased) {
            guest->socket->close(CloseCode::normal, "erased");
        } else if (!guest->replaying && guest->sent_seq < guest->known_seq) {
            // A line was missed: the page comes back and asks for what follows its last one.
            guest->socket->close(CloseCode::restart, "resynchronise");
        }
    }
}

void ChatServer::reject(Guest& guest, const chat::Rejected& rejected) {
    guest.socket->send(chat::error_frame(rejected, host_.catalog().web.window, limits_.characters));
    if (++guest.bad_frames > max_bad_frames) {
        guest.socket->close(CloseCode::policy, "too many refused messages");
    }
}

void ChatServer::enter(const std::shared_ptr<Guest>& guest) {
    const TokenBucket bucket(limits_.messages_per_second, limits_.message_burst, tick());
    const auto entry = rooms_.try_emplace(guest->conversation, Room{{}, bucket}).first;
    entry->second.guests.push_back(guest);
}

// The room stays until `sweep`, so that its rate limit survives a quick return.
void ChatServer::leave(const Guest& guest) {
    const auto room = rooms_.find(guest.conversation);
    if (room != rooms_.end()) {
        std::erase_if(room->second.guests, [&guest](const auto& g) { return g.get() == &guest; });
    }
}

bool ChatServer::may_begin(const std::string& address) {
    const TokenBucket bucket(
        limits_.conversations_per_minute / 60, limits_.conversation_burst, tick());
    return begun_by_address_.try_emplace(address, bucket).first->second.take(tick());
}

void ChatServer::sweep() {
    const auto now = tick();
    std::erase_if(rooms_, [now](const auto& entry) {
        return entry.second.guests.empty() && entry.second.bucket.full(now);
    });
    std::erase_if(begun_by_address_, [now](const auto& entry) { return entry.second.full(now); });
}

}  // namespace guichet
