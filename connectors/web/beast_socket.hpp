#pragma once
// The WebSocket of websocket.hpp on Boost.Beast, whose streams stay inside the .cpp: they take long
// to compile.
#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <memory>

#include "connectors/web/limits.hpp"
#include "connectors/web/net_stream.hpp"
#include "connectors/web/websocket.hpp"

namespace guichet {

// Takes the connection over and answers the client's handshake. Null when that fails: the
// connection is gone then.
boost::asio::awaitable<std::shared_ptr<WebSocket>> accept_websocket(
    NetStream& stream,
    const boost::beast::http::request<boost::beast::http::empty_body>& handshake,
    const HttpLimits& limits);

}  // namespace guichet
