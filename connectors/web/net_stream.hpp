#pragma once
// A connection accepted from a client, plain or in TLS, as Asio's and Beast's algorithms want it.
// What they hand over is erased here, so that TCP and TLS are compiled once, in the .cpp, and not
// again for each algorithm. Used on the loop thread.
#include <array>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/role.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

#include "connectors/web/limits.hpp"

namespace boost::asio::ssl {
class context;
}

namespace guichet {

class NetStream {
  public:
    using executor_type = boost::asio::any_io_executor;

    // In TLS when `tls` is not null: it must then outlive the stream, and the handshake is still to
    // be made.
    NetStream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);
    NetStream(NetStream&&) noexcept;
    NetStream& operator=(NetStream&&) noexcept;
    ~NetStream();

    executor_type get_executor();

    // Makes the handshake of TLS, where there is one. False: the connection is of no use.
    boost::asio::awaitable<bool> handshake();

    // How long everything from now on may take.
    void expires_after(std::chrono::seconds delay);
    void expires_never();

    // Tells the peer that nothing more will be sent.
    void shutdown_send();

    // Ends the connection without ceremony.
    void close();

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        const auto begin = [this](auto handler, const Buffers& space) {
            read_some(first_of(space), Transferred(std::move(handler)));
        };
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            begin, token, buffers);
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        const auto begin = [this](auto handler, const Buffers& bytes) {
            write_some(gather(bytes), Transferred(std::move(handler)));
        };
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            begin, token, buffers);
    }

    // How a WebSocket ends its connection; found by Beast.
    template <class Handler>
    friend void async_teardown(boost::beast::role_type role, NetStream& stream, Handler&& handler) {
        stream.teardown(role, Ended(std::forward<Handler>(handler)));
    }

    // How a WebSocket that has waited too long ends it; found by Beast.
    friend void beast_close_socket(NetStream& stream) { stream.close(); }

    class Transport;

  private:
    using Transferred =
        boost::asio::any_completion_handler<void(boost::system::error_code, std::size_t)>;
    using Ended = boost::asio::any_completion_handler<void(boost::system::error_code)>;
    // Enough for a frame's head and its text; whoever has more to write comes back with the rest.
    using Gathered = std::array<boost::asio::const_buffer, 4>;

    // The first that has room.
    template <class Buffers>
    static boost::asio::mutable_buffer first_of(const Buffers& buffers) {
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
            const boost::asio::mutable_buffer buffer = *at;
            if (buffer.size() > 0) {
                return buffer;
            }
        }
        return {};
    }

    // The first few that hold something.
    template <class Buffers>
    static Gathered gather(const Buffers& buffers) {
        Gathered gathered;
        std::size_t count = 0;
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers);
             at != end && count < gathered.size();
             ++at) {
            const boost::asio::const_buffer buffer = *at;
            if (buffer.size() > 0) {
                gathered[count++] = buffer;
            }
        }
        return gathered;
    }

    void read_some(boost::asio::mutable_buffer space, Transferred done);
    void write_some(const Gathered& bytes, Transferred done);
    void teardown(boost::beast::role_type role, Ended done);

    std::unique_ptr<Transport> transport_;
};

// Null without a certificate. TLS 1.2 at least, with what OpenSSL takes for sound. Throws
// boost::system::system_error when the certificate or its key cannot be used.
std::shared_ptr<boost::asio::ssl::context> tls_context(const TlsFiles& files);

}  // namespace guichet
