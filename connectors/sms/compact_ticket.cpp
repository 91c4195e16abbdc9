#include "connectors/sms/compact_ticket.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "connectors/host/time_text.hpp"

namespace guichet {

std::string compact_ticket(const Ticket& ticket) {
    std::string text = fmt::format("G1 {} {}", ticket.reference, ticket.topic);
    const auto line = [&text](std::string_view key, std::string value) {
        if (!value.empty()) {
            std::ranges::replace(value, '\n', ' ');
            text += fmt::format("\n{}={}", key, value);
        }
    };
    line("id", ticket.id);
    line("le", rfc3339(ticket.created_at));
    line("file", ticket.queue);
    line("branche", ticket.branch);
    line("entite", ticket.entity);
    line("de", ticket.address);
    for (const TicketField& field : ticket.fields) {
        line(field.id.text(), field.value);
    }
    std::vector<std::string> documents;
    for (const TicketDocument& document : ticket.documents) {
        documents.push_back(document.id);
    }
    line("pieces", fmt::format("{}", fmt::join(documents, ",")));
    line("drapeaux", fmt::format("{}", fmt::join(ticket.flags, ",")));
    return text;
}

}  // namespace guichet
