#pragma once
// One request to a server of ours or of a partner, over a connection of its own.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "connectors/host/byte_stream.hpp"

namespace guichet {

struct HttpCall {
    Remote remote;
    std::string method = "POST";
    std::string target;  // path and query, already encoded
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

struct HttpReply {
    enum class Kind {
        answered,
        not_sent,  // no connection: the server has seen nothing
        lost,      // sent, and the answer did not come
    };
    Kind kind = Kind::not_sent;
    unsigned status = 0;
    std::string body;
    std::string why;
};

boost::asio::awaitable<HttpReply> call_http(boost::asio::any_io_executor loop,
                                            HttpCall call,
                                            std::chrono::seconds within);

}  // namespace guichet
