#include "connectors/host/byte_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace guichet {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

class PlainStream final : public ByteStream {
  public:
    explicit PlainStream(tcp::socket socket) : socket_(std::move(socket)) {}

    asio::awaitable<std::size_t> read_some(asio::mutable_buffer buffer) override {
        const auto [error, size] = co_await socket_.async_read_some(buffer, as_result);
        co_return error ? 0 : size;
    }

    asio::awaitable<bool> write_all(asio::const_buffer buffer) override {
        const auto [error, size] = co_await asio::async_write(socket_, buffer, as_result);
        co_return !error;
    }

    void close() override {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

  private:
    tcp::socket socket_;
};

class TlsStream final : public ByteStream {
  public:
    TlsStream(tcp::socket socket, std::unique_ptr<ssl::context> context)
        : context_(std::move(context)), stream_(std::move(socket), *context_) {}

    ssl::stream<tcp::socket>& stream() { return stream_; }

    asio::awaitable<std::size_t> read_some(asio::mutable_buffer buffer) override {
        const auto [error, size] = co_await stream_.async_read_some(buffer, as_result);
        co_return error ? 0 : size;
    }

    asio::awaitable<bool> write_all(asio::const_buffer buffer) override {
        const auto [error, size] = co_await asio::async_write(stream_, buffer, as_result);
        co_return !error;
    }

    void close() override {
        boost::system::error_code ignored;
        stream_.lowest_layer().close(ignored);
    }

  private:
    std::unique_ptr<ssl::context> context_;
    ssl::stream<tcp::socket> stream_;
};

std::unique_ptr<ssl::context> client_context(const std::string& authority_file,
                                             boost::system::error_code& error) {
    auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
    context->set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1, error);
    if (authority_file.empty()) {
        context->set_default_verify_paths(error);
    } else {
        context->load_verify_file(authority_file, error);
    }
    context->set_verify_mode(ssl::verify_peer);
    return context;
}

// `current` is what a deadline has to close meanwhile.
asio::awaitable<std::unique_ptr<ByteStream>> secure(tcp::socket& socket,
                                                    const Remote& remote,
                                                    std::string& why,
                                                    ByteStream*& current) {
    boost::system::error_code error;
    auto context = client_context(remote.authority_file, error);
    if (error) {
        why = "certificates to trust: " + error.message();
        co_return nullptr;
    }
    auto tls = std::make_unique<TlsStream>(std::move(socket), std::move(context));
    auto& stream = tls->stream();
    stream.set_verify_callback(ssl::host_name_verification(remote.host));
    SSL_set_tlsext_host_name(stream.native_handle(), remote.host.c_str());
    current = tls.get();
    const auto [failed] = co_await stream.async_handshake(ssl::stream_base::client, as_result);
    current = nullptr;
    if (failed) {
        why = "TLS: " + failed.message();
        co_return nullptr;
    }
    co_return tls;
}

}  // namespace

asio::awaitable<std::unique_ptr<ByteStream>> connect(asio::any_io_executor loop,
                                                     Remote remote,
                                                     std::chrono::seconds within,
                                                     std::string& why) {
    tcp::resolver resolver(loop);
    tcp::socket socket(loop);
    asio::steady_timer deadline(loop, within);
    ByteStream* current = nullptr;
    deadline.async_wait([&resolver, &socket, &current](boost::system::error_code stopped) {
        if (stopped) {
            return;
        }
        boost::system::error_code ignored;
        resolver.cancel();
        socket.close(ignored);
        if (current != nullptr) {
            current->close();
        }
    });
    const auto [unresolved, endpoints] =
        co_await resolver.async_resolve(remote.host, remote.port, as_result);
    if (unresolved) {
        why = unresolved.message();
        co_return nullptr;
    }
    const auto [unreachable, endpoint] = co_await asio::async_connect(socket, endpoints, as_result);
    if (unreachable) {
        why = unreachable.message();
        co_return nullptr;
    }
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (!remote.tls) {
        co_return std::make_unique<PlainStream>(std::move(socket));
    }
    auto secured = co_await secure(socket, remote, why, current);
    co_return secured;
}

}  // namespace guichet
