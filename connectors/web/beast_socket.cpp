#include "connectors/web/beast_socket.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <optional>
#include <string>

namespace guichet {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

namespace {

// Gives (error, result) instead of throwing: connections end in many ordinary ways.
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::seconds closing_time{5};

bool is_ordinary_end(const beast::error_code& error) {
    return error == websocket::error::closed || error == asio::error::operation_aborted ||
           error == asio::error::eof || error == asio::error::connection_reset ||
           error == beast::error::timeout || error == asio::error::broken_pipe;
}

class BeastSocket final : public WebSocket, public std::enable_shared_from_this<BeastSocket> {
  public:
    // Compression is compiled out: its memory is a lever for attackers.
    using Stream = websocket::stream<NetStream, false>;

    BeastSocket(NetStream&& stream, const HttpLimits& limits);

    Stream& stream() { return stream_; }

    asio::awaitable<std::optional<std::string>> read() override;
    void send(std::string frame) override;
    asio::awaitable<void> drained() override;
    void close(CloseCode code, std::string_view reason) override;

    bool closing() const override { return closing_.has_value(); }

    void expect_within(std::chrono::seconds delay) override;

    void in_time() override { deadline_.cancel(); }

  private:
    void write_next();
    void wrote(beast::error_code error);
    void send_close();
    // Ends the connection without ceremony.
    void abort();

    Stream stream_;
    HttpLimits limits_;
    beast::flat_buffer received_;
    std::deque<std::string> queue_;  // the first is being written
    std::size_t queued_bytes_ = 0;
    asio::steady_timer drained_;   // cancelled each time the queue gets short
    asio::steady_timer deadline_;  // of expect_within, then of the closing handshake
    std::optional<websocket::close_reason> closing_;
    bool ended_ = false;  // a read has failed: nothing more will come
};

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
    beast::get_lowest_layer(stream_).close();
}

}  // namespace

asio::awaitable<std::shared_ptr<WebSocket>> accept_websocket(
    NetStream& stream,
    const beast::http::request<beast::http::empty_body>& handshake,
    const HttpLimits& limits) {
    stream.expires_never();  // the WebSocket has its own limits
    const auto socket = std::make_shared<BeastSocket>(std::move(stream), limits);
    const auto [error] = co_await socket->stream().async_accept(handshake, as_result);
    std::shared_ptr<WebSocket> accepted;
    if (!error) {
        accepted = socket;
    }
    co_return accepted;
}

}  // namespace guichet
