#pragma once
// The WebSocket of websocket.hpp on Boost.Beast. Included by http_server.cpp alone: Beast takes
// long to compile.
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "connectors/web/http_server.hpp"
#include "connectors/web/net_stream.hpp"
#include "connectors/web/websocket.hpp"

namespace guichet {

class BeastSocket final : public WebSocket, public std::enable_shared_from_this<BeastSocket> {
  public:
    // Compression is compiled out: its memory is a lever for attackers.
    using Stream = boost::beast::websocket::stream<NetStream, false>;

    BeastSocket(NetStream&& stream, const HttpLimits& limits);

    Stream& stream() { return stream_; }

    boost::asio::awaitable<std::optional<std::string>> read() override;
    void send(std::string frame) override;
    boost::asio::awaitable<void> drained() override;
    void close(CloseCode code, std::string_view reason) override;

    bool closing() const override { return closing_.has_value(); }

    void expect_within(std::chrono::seconds delay) override;

    void in_time() override { deadline_.cancel(); }

    // Ends the connection without ceremony.
    void abort();

  private:
    void write_next();
    void wrote(boost::beast::error_code error);
    void send_close();

    Stream stream_;
    HttpLimits limits_;
    boost::beast::flat_buffer received_;
    std::deque<std::string> queue_;  // the first is being written
    std::size_t queued_bytes_ = 0;
    boost::asio::steady_timer drained_;   // cancelled each time the queue gets short
    boost::asio::steady_timer deadline_;  // of expect_within, then of the closing handshake
    std::optional<boost::beast::websocket::close_reason> closing_;
    bool ended_ = false;  // a read has failed: nothing more will come
};

}  // namespace guichet
