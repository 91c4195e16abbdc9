#pragma once
// An outgoing connection, plain or in TLS, that talks bytes. Used from the loop thread; one read
// and one write may be under way at once.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace guichet {

class ByteStream {
  public:
    virtual ~ByteStream() = default;

    // Some bytes; 0 when the connection has ended, for whatever reason.
    virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer buffer) = 0;
    // All of them; false when the connection has ended.
    virtual boost::asio::awaitable<bool> write_all(boost::asio::const_buffer buffer) = 0;
    // Ends what is under way.
    virtual void close() = 0;
};

struct Remote {
    std::string host;
    std::string port;  // a number or a service name
    bool tls = false;
    std::string authority_file;  // PEM of the certificates to trust; empty: the system's
};

// Connects within that time, and checks the certificate against the host's name. Null when that
// fails; `why` then says so.
boost::asio::awaitable<std::unique_ptr<ByteStream>> connect(boost::asio::any_io_executor loop,
                                                            Remote remote,
                                                            std::chrono::seconds within,
                                                            std::string& why);

}  // namespace guichet
