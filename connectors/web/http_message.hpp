#pragma once
// HTTP requests and responses as the handlers see them.
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace guichet {

struct HttpRequest {
    std::string method;
    std::string path;       // without the query
    std::string host;       // the Host header
    std::string origin;     // the Origin header; empty when absent
    std::string address;    // of the client, as text
    std::string known_tag;  // If-None-Match
    bool upgrade = false;   // asks for a WebSocket
    bool takes_gzip = false;
    std::string query;  // without the question mark
    std::string body;
    std::map<std::string, std::string> fields;  // every header field, names in lower case

    // The value of a header field; empty when it is absent.
    std::string field(const std::string& name) const {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string() : found->second;
    }
};

struct HttpResponse {
    unsigned status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::string tag;          // the entity tag, quoted; empty: never to be cached
    bool is_gzip = false;     // `body` is compressed
    bool embeddable = false;  // pages of other sites may load it
};

HttpResponse text_response(unsigned status, std::string body);

// A request head we refuse to interpret: the status to answer with, and why.
struct HeadRefusal {
    unsigned status = 400;
    std::string_view why;
};

// Checks the raw head of a request, up to and including its empty line, for what the parser would
// let through: folded fields, bare CR or LF, NUL, too many fields. nullopt: nothing to say.
// Tested by tests/unit/connectors.
std::optional<HeadRefusal> check_head(std::string_view head);

}  // namespace guichet
