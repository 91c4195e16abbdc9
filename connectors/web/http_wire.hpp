#pragma once
// What stands between the bytes of HTTP/1.1 and the requests and responses of our handlers. Pure;
// the parser is Beast's.
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>
#include <string>

#include "connectors/web/http_server.hpp"

namespace guichet {

// Of the head alone: it never meets a body, a chunk or a trailer.
using HeadParser = boost::beast::http::request_parser<boost::beast::http::empty_body>;

// An answer of one line that ends there.
HttpResponse refuse(unsigned status, std::string_view why);

// Parses a head, up to and including its empty line. Gives the refusal of one that is malformed, or
// that asks for what the handler does not take.
std::optional<HttpResponse> parse_head(HeadParser& parser,
                                       const std::string& head,
                                       const HttpHandler& handler);

// What was parsed, as much as it is; without its body. `peer` is the other end of the connection,
// which is not the client behind a proxy that we trust.
HttpRequest request_of(const HeadParser& parser, const std::string& peer, bool trust_proxy);

// The bytes of the response to what was parsed.
std::string to_wire(const HeadParser& parser, const HttpResponse& response, bool keep_alive);

}  // namespace guichet
