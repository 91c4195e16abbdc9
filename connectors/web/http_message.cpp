#include "connectors/web/http_message.hpp"

#include <utility>

namespace guichet {

namespace {

// Browsers behind proxies send about thirty.
constexpr std::size_t max_fields = 64;

}  // namespace

HttpResponse text_response(unsigned status, std::string body) {
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

std::optional<HeadRefusal> check_head(std::string_view head) {
    std::size_t lines = 0;
    while (!head.empty()) {
        const std::size_t end = head.find("\r\n");
        if (end == std::string_view::npos) {
            return HeadRefusal{400, "line not ended"};
        }
        const std::string_view line = head.substr(0, end);
        // Two readers of a folded field may disagree on where it ends.
        if (line.starts_with(' ') || line.starts_with('\t')) {
            return HeadRefusal{400, "folded header field"};
        }
        if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
            return HeadRefusal{400, "stray control character"};
        }
        if (++lines > max_fields) {
            return HeadRefusal{431, "too many header fields"};
        }
        head.remove_prefix(end + 2);
    }
    return std::nullopt;
}

}  // namespace guichet
