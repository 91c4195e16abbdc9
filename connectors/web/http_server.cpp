#include "connectors/web/http_server.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <charconv>
#include <set>
#include <unordered_map>

#include "connectors/web/beast_socket.hpp"

namespace guichet {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;

namespace {

// Gives (error, result) instead of throwing: connections end in many ordinary ways.
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t max_head_bytes = 8 * 1024;
// Long enough for a page and its files, short enough to spread load.
constexpr int max_requests = 100;
constexpr std::chrono::seconds closing_time{5};
// What a refused peer may still send before the connection is cut.
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t max_lingering_bytes = 256 * 1024;

constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

using Response = http::response<http::string_body>;
using Parser = http::request_parser<http::empty_body>;

bool is_ordinary_end(const beast::error_code& error) {
    return error == websocket::error::closed || error == asio::error::operation_aborted ||
           error == asio::error::eof || error == asio::error::connection_reset ||
           error == beast::error::timeout || error == asio::error::broken_pipe;
}

}  // namespace

BeastSocket::BeastSocket(NetStream&& stream, const HttpLimits& limits)
    : stream_(std::move(stream)),
      limits_(limits),
      drained_(stream_.get_executor()),
      deadline_(stream_.get_executor()) {
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = limits.head;
    timeout.idle_timeout = limits.idle;
    timeout.keep_alive_pings = true;
    stream_.set_option(timeout);
    stream_.read_message_max(limits.message_bytes);
    stream_.text(true);
}

asio::awaitable<std::optional<std::string>> BeastSocket::read() {
    std::optional<std::string> message;
    // Beast asserts when a stream is read again after a failed read.
    if (ended_ || closing_) {
        co_return message;
    }
    received_.clear();
    const auto [error, size] = co_await stream_.async_read(received_, as_result);
    if (error) {
        ended_ = true;
        if (!is_ordinary_end(error)) {
            spdlog::info("websocket ended: {}", error.message());
        }
        co_return message;
    }
    if (!stream_.got_text()) {
        close(CloseCode::unsupported, "text only");
        co_return message;
    }
    message.emplace(static_cast<const char*>(received_.data().data()), size);
    co_return message;
}

void BeastSocket::send(std::string frame) {
    if (closing_) {
        return;
    }
    if (queue_.size() >= limits_.queued_messages ||
        queued_bytes_ + frame.size() > limits_.queued_bytes) {
        close(CloseCode::policy, "too slow");
        return;
    }
    queued_bytes_ += frame.size();
    queue_.push_back(std::move(frame));
    if (queue_.size() == 1) {
        write_next();
    }
}

void BeastSocket::write_next() {
    stream_.async_write(
        asio::buffer(queue_.front()),
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->wrote(error); });
}

void BeastSocket::wrote(beast::error_code error) {
    queued_bytes_ -= queue_.front().size();
    queue_.pop_front();
    if (error) {
        queue_.clear();
        queued_bytes_ = 0;
        drained_.cancel();
        abort();
        return;
    }
    if (queued_bytes_ <= limits_.queued_bytes / 8) {
        drained_.cancel();
    }
    if (!queue_.empty()) {
        write_next();
    } else if (closing_) {
        send_close();
    }
}

asio::awaitable<void> BeastSocket::drained() {
    while (queued_bytes_ > limits_.queued_bytes / 8 && stream_.is_open() && !closing_) {
        drained_.expires_after(std::chrono::hours(1));
        co_await drained_.async_wait(as_result);
    }
}

void BeastSocket::close(CloseCode code, std::string_view reason) {
    if (closing_) {
        return;
    }
    closing_.emplace(static_cast<websocket::close_code>(code),
                     beast::string_view(reason.data(), reason.size()));
    drained_.cancel();
    deadline_.expires_after(closing_time);
    deadline_.async_wait([weak = weak_from_this()](beast::error_code error) {
        if (const auto self = weak.lock(); self && !error) {
            self->abort();
        }
    });
    if (queue_.empty()) {
        send_close();
    }
}

void BeastSocket::send_close() {
    stream_.async_close(
        *closing_, [self = shared_from_this()](beast::error_code) { self->deadline_.cancel(); });
}

void BeastSocket::expect_within(std::chrono::seconds delay) {
    deadline_.expires_after(delay);
    deadline_.async_wait([weak = weak_from_this()](beast::error_code error) {
        if (const auto self = weak.lock(); self && !error) {
            self->close(CloseCode::policy, "too late");
        }
    });
}

void BeastSocket::abort() {
    beast::error_code ignored;
    beast::get_lowest_layer(stream_).socket().close(ignored);
}

// Shared by its connections, which may outlive the server by a moment when it stops.
class HttpServer::Listener : public std::enable_shared_from_this<Listener> {
  public:
    Listener(asio::any_io_executor loop,
             const tcp::endpoint& endpoint,
             HttpHandler& handler,
             HttpLimits limits,
             std::shared_ptr<asio::ssl::context> tls)
        : loop_(std::move(loop)),
          acceptor_(loop_, endpoint),
          pause_(loop_),
          handler_(handler),
          limits_(limits),
          tls_(std::move(tls)) {}

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    std::size_t connections() const { return open_; }

    const asio::any_io_executor& executor() const { return loop_; }

    asio::awaitable<void> accept();
    void stop();

  private:
    // Counts a connection while it lives.
    class Place {
      public:
        explicit Place(Listener& listener) : listener_(listener.shared_from_this()) {
            ++listener_->open_;
        }

        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        ~Place() {
            --listener_->open_;
            release();
        }

        // False when that address has too many already.
        bool take(const std::string& address) {
            release();
            auto& count = listener_->by_address_[address];
            address_ = address;
            ++count;
            return count <= listener_->limits_.connections_per_address;
        }

      private:
        void release() {
            if (address_.empty()) {
                return;
            }
            const auto entry = listener_->by_address_.find(address_);
            if (--entry->second == 0) {
                listener_->by_address_.erase(entry);
            }
            address_.clear();
        }

        std::shared_ptr<Listener> listener_;
        std::string address_;
    };

    // What became of one request.
    enum class Next { again, close, taken };

    asio::awaitable<void> serve(tcp::socket socket);
    static asio::awaitable<void> linger(NetStream& stream);
    asio::awaitable<Next> serve_request(NetStream& stream,
                                        std::string& received,
                                        Place& place,
                                        const std::string& peer);
    static asio::awaitable<bool> read_body(NetStream& stream,
                                           std::string& received,
                                           const Parser& parser,
                                           HttpRequest& request);
    asio::awaitable<Next> answer(NetStream& stream,
                                 const Parser& parser,
                                 const HttpResponse& response);
    asio::awaitable<void> converse(NetStream& stream, const Parser& parser, HttpRequest request);
    std::optional<HttpResponse> refusal(const Parser& parser) const;
    HttpRequest request_of(const Parser& parser, const std::string& peer) const;

    asio::any_io_executor loop_;
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    HttpHandler& handler_;
    HttpLimits limits_;
    std::shared_ptr<asio::ssl::context> tls_;  // null: plain
    std::size_t open_ = 0;
    bool stopping_ = false;
    std::unordered_map<std::string, std::size_t> by_address_;
    std::set<BeastSocket*> sockets_;
};

namespace {

HttpResponse plain(unsigned status, std::string_view text) {
    return text_response(status, std::string(text) + '\n');
}

Response to_wire(const Parser& parser, const HttpResponse& response, bool keep_alive) {
    const auto& request = parser.get();
    Response wire(static_cast<http::status>(response.status), request.version());
    wire.set(http::field::content_type, response.content_type);
    if (response.tag.empty()) {
        wire.set(http::field::cache_control, "no-store");
    } else {
        wire.set(http::field::cache_control, "public, max-age=300, must-revalidate");
        wire.set(http::field::etag, response.tag);
        wire.set(http::field::vary, "Accept-Encoding");
    }
    if (response.is_gzip) {
        wire.set(http::field::content_encoding, "gzip");
    }
    wire.set("Content-Security-Policy", content_policy);
    wire.set("X-Content-Type-Options", "nosniff");
    wire.set("Referrer-Policy", "no-referrer");
    wire.set("Cross-Origin-Opener-Policy", "same-origin");
    wire.set("Cross-Origin-Resource-Policy", response.embeddable ? "cross-origin" : "same-origin");
    wire.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (response.status == 405) {
        wire.set(http::field::allow, "GET, HEAD");
    }
    wire.keep_alive(keep_alive);
    wire.content_length(response.body.size());
    if (request.method() != http::verb::head) {
        wire.body() = response.body;
    }
    return wire;
}

std::string header(const Parser& parser, http::field field) {
    return std::string(parser.get()[field]);
}

}  // namespace

asio::awaitable<void> HttpServer::Listener::accept() {
    const auto self = shared_from_this();
    while (!stopping_) {
        auto [error, socket] = co_await acceptor_.async_accept(as_result);
        if (stopping_) {
            break;
        }
        if (error) {
            // Most likely out of file descriptors: some will be free again.
            spdlog::warn("accept: {}", error.message());
            pause_.expires_after(std::chrono::milliseconds(100));
            co_await pause_.async_wait(as_result);
            continue;
        }
        if (open_ < limits_.connections) {
            asio::co_spawn(loop_, serve(std::move(socket)), [](std::exception_ptr failure) {
                if (failure) {
                    std::rethrow_exception(failure);  // to the barrier around the loop
                }
            });
        }
    }
}

void HttpServer::Listener::stop() {
    stopping_ = true;
    beast::error_code ignored;
    acceptor_.close(ignored);
    const std::set<BeastSocket*> sockets = sockets_;
    for (BeastSocket* socket : sockets) {
        socket->close(CloseCode::restart, "restart");
    }
}

asio::awaitable<void> HttpServer::Listener::serve(tcp::socket socket) {
    Place place(*this);
    beast::error_code error;
    const tcp::endpoint peer = socket.remote_endpoint(error);
    const std::string address = error ? std::string() : peer.address().to_string();
    if (address.empty() || (!limits_.trust_proxy && !place.take(address))) {
        co_return;
    }
    socket.set_option(tcp::no_delay(true), error);
    NetStream stream = tls_ ? NetStream(beast::tcp_stream(std::move(socket)), *tls_)
                            : NetStream(beast::tcp_stream(std::move(socket)));
    if (stream.tls() != nullptr) {
        stream.next_layer().expires_after(limits_.head);
        const auto [refused] =
            co_await stream.tls()->async_handshake(asio::ssl::stream_base::server, as_result);
        if (refused) {
            co_return;
        }
    }
    std::string received;
    Next next = Next::again;
    for (int count = 0; count < max_requests && next == Next::again; ++count) {
        next = co_await serve_request(stream, received, place, address);
    }
    if (next != Next::taken) {
        co_await linger(stream);
    }
}

// Closing with unread input would reset the connection, and the peer might lose our answer.
asio::awaitable<void> HttpServer::Listener::linger(NetStream& stream) {
    beast::error_code error;
    stream.next_layer().socket().shutdown(tcp::socket::shutdown_send, error);
    stream.next_layer().expires_after(linger_time);
    std::string rest(4096, '\0');
    std::size_t total = 0;
    while (!error && total < max_lingering_bytes) {
        auto buffer = asio::buffer(rest);
        const auto [ended, size] = co_await stream.async_read_some(buffer, as_result);
        error = ended;
        total += size;
    }
}

// Reads the head ourselves and hands exactly that to the parser: the parser never meets a body, a
// chunk or a trailer.
asio::awaitable<HttpServer::Listener::Next> HttpServer::Listener::serve_request(
    NetStream& stream, std::string& received, Place& place, const std::string& peer) {
    stream.next_layer().expires_after(limits_.head);
    auto buffer = asio::dynamic_buffer(received, max_head_bytes);
    const auto [error, size] =
        co_await asio::async_read_until(stream, buffer, "\r\n\r\n", as_result);
    Parser parser;
    std::optional<HttpResponse> refused;
    if (error == asio::error::not_found) {
        refused = plain(431, "header too large");
    } else if (error) {
        co_return Next::close;
    }
    const std::string head = received.substr(0, size);
    received.erase(0, size);
    if (!refused) {
        if (const auto complaint = check_head(head)) {
            refused = plain(complaint->status, complaint->why);
        }
    }
    if (!refused) {
        beast::error_code malformed;
        parser.put(asio::buffer(head), malformed);
        refused = malformed || !parser.is_header_done() ? plain(400, "malformed request")
                                                        : refusal(parser);
    }
    HttpRequest request = request_of(parser, peer);
    if (!refused && limits_.trust_proxy && !place.take(request.address)) {
        refused = plain(429, "too many connections");
    }
    if (!refused && request.upgrade) {
        refused = stopping_          ? plain(503, "stopping")
                  : received.empty() ? handler_.refuse_upgrade(request)
                                     : plain(400, "data before the handshake");
        if (!refused) {
            co_await converse(stream, parser, std::move(request));
            co_return Next::taken;
        }
    }
    HttpResponse response;
    if (refused) {
        response = std::move(*refused);
    } else {
        const bool whole = co_await read_body(stream, received, parser, request);
        if (!whole) {
            co_return Next::close;
        }
        response = co_await handler_.respond(std::move(request));
    }
    const Next next = co_await answer(stream, parser, response);
    co_return next;
}

// The body has the length that was told, and `refusal` has accepted it.
asio::awaitable<bool> HttpServer::Listener::read_body(NetStream& stream,
                                                      std::string& received,
                                                      const Parser& parser,
                                                      HttpRequest& request) {
    const std::size_t length = parser.content_length() ? *parser.content_length() : 0;
    if (received.size() < length) {
        std::string rest(length - received.size(), '\0');
        const auto buffer = asio::buffer(rest);
        const auto [error, size] = co_await asio::async_read(stream, buffer, as_result);
        if (error) {
            co_return false;
        }
        received += rest;
    }
    request.body = received.substr(0, length);
    received.erase(0, length);
    co_return true;
}

std::optional<HttpResponse> HttpServer::Listener::refusal(const Parser& parser) const {
    const auto& request = parser.get();
    const std::string_view target(request.target().data(), request.target().size());
    const std::size_t body_limit = handler_.takes_body(target.substr(0, target.find('?')));
    const bool may_post = body_limit > 0 && request.method() == http::verb::post;
    if (request.find(http::field::transfer_encoding) != request.end()) {
        return plain(411, "transfer encodings are not accepted");
    }
    const auto length = request.find(http::field::content_length);
    if (may_post && !parser.content_length()) {
        return plain(411, "a Content-Length is needed");
    }
    if (length != request.end() && length->value() != "0" &&
        (!may_post || *parser.content_length() > body_limit)) {
        return plain(413, may_post ? "the body is too large" : "no body is accepted");
    }
    if (request.count(http::field::host) > 1 ||
        (request.version() >= 11 && request.count(http::field::host) == 0)) {
        return plain(400, "one Host header is needed");
    }
    if (!may_post && request.method() != http::verb::get && request.method() != http::verb::head) {
        return plain(405, "GET and HEAD only");
    }
    if (!request.target().starts_with('/')) {
        return plain(400, "malformed target");
    }
    return std::nullopt;
}

HttpRequest HttpServer::Listener::request_of(const Parser& parser, const std::string& peer) const {
    HttpRequest request;
    request.method = std::string(parser.get().method_string());
    request.path = std::string(parser.get().target());
    if (const auto mark = request.path.find('?'); mark != std::string::npos) {
        request.query = request.path.substr(mark + 1);
        request.path.resize(mark);
    }
    for (const auto& field : parser.get()) {
        std::string name(field.name_string());
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        request.fields[name] = std::string(field.value());
    }
    request.host = header(parser, http::field::host);
    request.origin = header(parser, http::field::origin);
    request.known_tag = header(parser, http::field::if_none_match);
    request.takes_gzip =
        header(parser, http::field::accept_encoding).find("gzip") != std::string::npos;
    request.address = peer;
    request.upgrade = websocket::is_upgrade(parser.get());
    if (limits_.trust_proxy) {
        const std::string chain = std::string(parser.get()["X-Forwarded-For"]);
        const auto last = chain.find_last_of(", ");
        const std::string client = last == std::string::npos ? chain : chain.substr(last + 1);
        beast::error_code error;
        const auto address = asio::ip::make_address(client, error);
        request.address = error ? peer : address.to_string();
    }
    return request;
}

asio::awaitable<HttpServer::Listener::Next> HttpServer::Listener::answer(
    NetStream& stream, const Parser& parser, const HttpResponse& response) {
    const bool keep_alive = response.status < 400 && parser.get().keep_alive() && !stopping_;
    Response wire = to_wire(parser, response, keep_alive);
    stream.next_layer().expires_after(limits_.response);
    const auto [error, size] = co_await http::async_write(stream, wire, as_result);
    co_return error || !keep_alive ? Next::close : Next::again;
}

asio::awaitable<void> HttpServer::Listener::converse(NetStream& stream,
                                                     const Parser& parser,
                                                     HttpRequest request) {
    stream.next_layer().expires_never();  // the WebSocket has its own limits
    const auto socket = std::make_shared<BeastSocket>(std::move(stream), limits_);
    const auto& handshake = parser.get();
    const auto [error] = co_await socket->stream().async_accept(handshake, as_result);
    if (error) {
        co_return;
    }
    if (stopping_) {
        socket->close(CloseCode::restart, "restart");
    }
    BeastSocket* const key = socket.get();
    sockets_.insert(key);
    std::shared_ptr<WebSocket> shared = socket;
    std::exception_ptr failure;
    try {
        co_await handler_.converse(std::move(shared), std::move(request));
    } catch (const std::exception& problem) {
        spdlog::error("websocket handler: {}", problem.what());
        failure = std::current_exception();
    }
    sockets_.erase(key);
    socket->close(failure ? CloseCode::internal : CloseCode::normal, "");
}

namespace {

// Null without a certificate. TLS 1.2 at least, with what OpenSSL takes for sound.
std::shared_ptr<asio::ssl::context> tls_context(const TlsFiles& files) {
    if (files.certificate.empty()) {
        return nullptr;
    }
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                         asio::ssl::context::no_tlsv1_1 | asio::ssl::context::single_dh_use);
    context->use_certificate_chain_file(files.certificate);
    context->use_private_key_file(files.key.empty() ? files.certificate : files.key,
                                  asio::ssl::context::pem);
    return context;
}

}  // namespace

HttpServer::HttpServer(asio::any_io_executor loop,
                       const std::string& host,
                       std::uint16_t port,
                       HttpHandler& handler,
                       HttpLimits limits,
                       const TlsFiles& tls) {
    const tcp::endpoint endpoint(asio::ip::make_address(host), port);
    listener_ =
        std::make_shared<Listener>(std::move(loop), endpoint, handler, limits, tls_context(tls));
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
