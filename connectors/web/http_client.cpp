#include "connectors/web/http_client.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>

namespace guichet {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t max_reply_bytes = 64 * 1024;

std::string to_wire(const HttpCall& call) {
    std::string text = call.method + ' ' + call.target + " HTTP/1.1\r\nHost: " + call.remote.host +
                       "\r\nConnection: close\r\n";
    for (const auto& [name, value] : call.fields) {
        text += name + ": " + value + "\r\n";
    }
    if (call.method != "GET") {
        text += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
    }
    return text + "\r\n" + call.body;
}

}  // namespace

asio::awaitable<HttpReply> call_http(asio::any_io_executor loop,
                                     HttpCall call,
                                     std::chrono::seconds within) {
    HttpReply reply;
    const std::unique_ptr<ByteStream> stream =
        co_await connect(loop, call.remote, within, reply.why);
    if (!stream) {
        co_return reply;
    }
    reply.kind = HttpReply::Kind::lost;
    asio::steady_timer deadline(loop, within);
    deadline.async_wait([&stream](boost::system::error_code stopped) {
        if (!stopped) {
            stream->close();
        }
    });
    const std::string text = to_wire(call);
    const auto out = asio::buffer(text);
    const bool sent = co_await stream->write_all(out);
    http::response_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(max_reply_bytes);
    std::string received;
    std::string space(4096, '\0');
    const auto in = asio::buffer(space);
    bool open = sent;
    boost::beast::error_code error;
    while (open && !error && !parser.is_done() && received.size() < max_reply_bytes) {
        const std::size_t size = co_await stream->read_some(in);
        open = size > 0;
        received.append(space, 0, size);
        try {
            const std::size_t used = parser.put(asio::buffer(received), error);
            received.erase(0, used);
        } catch (const std::exception& failure) {
            reply.why = failure.what();  // the parser throws on oversized trailers
            co_return reply;
        }
        if (error == http::error::need_more) {
            error = {};
        }
    }
    if (!open && !error && parser.is_header_done()) {
        parser.put_eof(error);
    }
    if (error || !parser.is_done()) {
        reply.why = error ? error.message() : "no answer";
        co_return reply;
    }
    reply.kind = HttpReply::Kind::answered;
    reply.status = parser.get().result_int();
    reply.body = parser.get().body();
    co_return reply;
}

}  // namespace guichet
