#include "connectors/web/http_wire.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <sstream>

namespace guichet {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

std::string header(const HeadParser& parser, http::field field) {
    return std::string(parser.get()[field]);
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::optional<HttpResponse> refuse_request(const HeadParser& parser, const HttpHandler& handler) {
    const auto& request = parser.get();
    const std::string_view target(request.target().data(), request.target().size());
    const std::size_t body_limit = handler.takes_body(target.substr(0, target.find('?')));
    const bool may_post = body_limit > 0 && request.method() == http::verb::post;
    if (request.find(http::field::transfer_encoding) != request.end()) {
        return refuse(411, "transfer encodings are not accepted");
    }
    const auto length = request.find(http::field::content_length);
    if (may_post && !parser.content_length()) {
        return refuse(411, "a Content-Length is needed");
    }
    if (length != request.end() && length->value() != "0" &&
        (!may_post || *parser.content_length() > body_limit)) {
        return refuse(413, may_post ? "the body is too large" : "no body is accepted");
    }
    if (request.count(http::field::host) > 1 ||
        (request.version() >= 11 && request.count(http::field::host) == 0)) {
        return refuse(400, "one Host header is needed");
    }
    if (!may_post && request.method() != http::verb::get && request.method() != http::verb::head) {
        return refuse(405, "GET and HEAD only");
    }
    if (!request.target().starts_with('/')) {
        return refuse(400, "malformed target");
    }
    return std::nullopt;
}

// The last address of X-Forwarded-For, which our own proxy has written; else the peer.
std::string client_behind_proxy(const HeadParser& parser, const std::string& peer) {
    const std::string chain(parser.get()["X-Forwarded-For"]);
    const auto last = chain.find_last_of(", ");
    const std::string client = last == std::string::npos ? chain : chain.substr(last + 1);
    beast::error_code error;
    const auto address = asio::ip::make_address(client, error);
    return error ? peer : address.to_string();
}

}  // namespace

HttpResponse refuse(unsigned status, std::string_view why) {
    return text_response(status, std::string(why) + '\n');
}

std::optional<HttpResponse> parse_head(HeadParser& parser,
                                       const std::string& head,
                                       const HttpHandler& handler) {
    if (const auto complaint = check_head(head)) {
        return refuse(complaint->status, complaint->why);
    }
    beast::error_code malformed;
    parser.put(asio::buffer(head), malformed);
    if (malformed || !parser.is_header_done()) {
        return refuse(400, "malformed request");
    }
    return refuse_request(parser, handler);
}

HttpRequest request_of(const HeadParser& parser, const std::string& peer, bool trust_proxy) {
    HttpRequest request;
    request.method = std::string(parser.get().method_string());
    request.path = std::string(parser.get().target());
    if (const auto mark = request.path.find('?'); mark != std::string::npos) {
        request.query = request.path.substr(mark + 1);
        request.path.resize(mark);
    }
    for (const auto& field : parser.get()) {
        request.fields[lower_case(std::string(field.name_string()))] = std::string(field.value());
    }
    request.host = header(parser, http::field::host);
    request.origin = header(parser, http::field::origin);
    request.known_tag = header(parser, http::field::if_none_match);
    request.takes_gzip =
        header(parser, http::field::accept_encoding).find("gzip") != std::string::npos;
    request.address = trust_proxy ? client_behind_proxy(parser, peer) : peer;
    request.upgrade = beast::websocket::is_upgrade(parser.get());
    return request;
}

std::string to_wire(const HeadParser& parser, const HttpResponse& response, bool keep_alive) {
    const auto& request = parser.get();
    http::response<http::empty_body> wire(static_cast<http::status>(response.status),
                                          request.version());
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
    if (response.embeddable) {
        // A page may check the integrity of what it loads only where it may read it.
        wire.set("Access-Control-Allow-Origin", "*");
    }
    wire.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (response.status == 405) {
        wire.set(http::field::allow, "GET, HEAD");
    }
    wire.keep_alive(keep_alive);
    wire.content_length(response.body.size());
    std::ostringstream text;
    text << wire.base();
    if (request.method() != http::verb::head) {
        text << response.body;
    }
    return std::move(text).str();
}

}  // namespace guichet
