#include "connectors/web/net_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace guichet {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

using Tcp = beast::tcp_stream;
using Tls = ssl::stream<Tcp>;

}  // namespace

class NetStream::Transport {
  public:
    virtual ~Transport() = default;

    // Where the time limit and the socket are.
    virtual Tcp& tcp() = 0;

    virtual asio::awaitable<bool> handshake() = 0;
    virtual void read_some(asio::mutable_buffer space, Transferred done) = 0;
    virtual void write_some(const Gathered& bytes, Transferred done) = 0;
    virtual void teardown(beast::role_type role, Ended done) = 0;

    template <class Stream>
    class Over;
    class Plain;
    class Secured;
};

template <class Stream>
class NetStream::Transport::Over : public Transport {
  public:
    explicit Over(Stream stream) : stream_(std::move(stream)) {}

    Tcp& tcp() final { return beast::get_lowest_layer(stream_); }

    void read_some(asio::mutable_buffer space, Transferred done) final {
        stream_.async_read_some(space, on_loop(std::move(done)));
    }

    void write_some(const Gathered& bytes, Transferred done) final {
        stream_.async_write_some(bytes, on_loop(std::move(done)));
    }

    void teardown(beast::role_type role, Ended done) final {
        using beast::websocket::async_teardown;
        async_teardown(role, stream_, on_loop(std::move(done)));
    }

  protected:
    Stream stream_;

  private:
    // The executor of an erased handler cannot be posted to, which Beast does; all are the loop's.
    template <class Done>
    auto on_loop(Done done) {
        return asio::bind_executor(stream_.get_executor(), std::move(done));
    }
};

class NetStream::Transport::Plain final : public Over<Tcp> {
  public:
    using Over::Over;

    asio::awaitable<bool> handshake() override { co_return true; }
};

class NetStream::Transport::Secured final : public Over<Tls> {
  public:
    using Over::Over;

    asio::awaitable<bool> handshake() override {
        const auto [refused] = co_await stream_.async_handshake(Tls::server, as_result);
        co_return !refused;
    }
};

NetStream::NetStream(asio::ip::tcp::socket socket, ssl::context* tls) {
    Tcp tcp(std::move(socket));
    if (tls == nullptr) {
        transport_ = std::make_unique<Transport::Plain>(std::move(tcp));
    } else {
        transport_ = std::make_unique<Transport::Secured>(Tls(std::move(tcp), *tls));
    }
}

NetStream::NetStream(NetStream&&) noexcept = default;
NetStream& NetStream::operator=(NetStream&&) noexcept = default;
NetStream::~NetStream() = default;

NetStream::executor_type NetStream::get_executor() {
    return transport_->tcp().get_executor();
}

asio::awaitable<bool> NetStream::handshake() {
    return transport_->handshake();
}

void NetStream::expires_after(std::chrono::seconds delay) {
    transport_->tcp().expires_after(delay);
}

void NetStream::expires_never() {
    transport_->tcp().expires_never();
}

void NetStream::shutdown_send() {
    beast::error_code ignored;
    transport_->tcp().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void NetStream::close() {
    beast::error_code ignored;
    transport_->tcp().socket().close(ignored);
}

void NetStream::read_some(asio::mutable_buffer space, Transferred done) {
    transport_->read_some(space, std::move(done));
}

void NetStream::write_some(const Gathered& bytes, Transferred done) {
    transport_->write_some(bytes, std::move(done));
}

void NetStream::teardown(beast::role_type role, Ended done) {
    transport_->teardown(role, std::move(done));
}

std::shared_ptr<ssl::context> tls_context(const TlsFiles& files) {
    if (files.certificate.empty()) {
        return nullptr;
    }
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    context->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 |
                         ssl::context::no_tlsv1_1 | ssl::context::single_dh_use);
    context->use_certificate_chain_file(files.certificate);
    context->use_private_key_file(files.key.empty() ? files.certificate : files.key,
                                  ssl::context::pem);
    return context;
}

}  // namespace guichet
