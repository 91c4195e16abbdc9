#include "connectors/host/turn_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "connectors/host/time_text.hpp"

namespace guichet {

namespace json = boost::json;

namespace {

// Version of the ticket's shape. 2: a ticket may amend another one (`amends`).
constexpr int ticket_schema_version = 2;

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::array strings_to_json(const std::vector<std::string>& strings) {
    return json::array(strings.begin(), strings.end());
}

json::array ids_to_json(const std::vector<SlotId>& ids) {
    json::array texts;
    for (const SlotId& id : ids) {
        texts.emplace_back(id.text());
    }
    return texts;
}

json::object reply_to_json(const Reply& reply) {
    json::array options;
    for (const auto& option : reply.options) {
        options.push_back(json::object{{"id", option.id.text()}, {"label", option.label}});
    }
    json::array links;
    for (const auto& link : reply.links) {
        links.push_back(json::object{{"label", link.label}, {"url", link.url}});
    }
    return {{"text", reply.text},
            {"options", std::move(options)},
            {"links", std::move(links)},
            {"checklist", strings_to_json(reply.checklist)},
            {"fields", ids_to_json(reply.fields)},
            {"node", reply.node.text()},
            {"source", reply.source}};
}

json::value field_to_json(const Turn& turn) {
    if (turn.field_index == 0) {
        return nullptr;
    }
    return json::object{
        {"type", turn.field_type}, {"index", turn.field_index}, {"count", turn.field_count}};
}

json::array fields_to_json(const std::vector<TicketField>& fields) {
    json::array result;
    for (const auto& field : fields) {
        result.push_back(json::object{{"id", field.id.text()},
                                      {"label", field.label},
                                      {"value", field.value},
                                      {"raw", field.raw}});
    }
    return result;
}

json::value amended_to_json(const std::optional<AmendedTicket>& amends) {
    if (!amends) {
        return nullptr;
    }
    return json::object{{"id", amends->id}, {"reference", amends->reference}};
}

json::array documents_to_json(const std::vector<TicketDocument>& documents) {
    json::array result;
    for (const auto& document : documents) {
        result.push_back(json::object{{"id", document.id}, {"label", document.label}});
    }
    return result;
}

json::array transcript_to_json(const std::vector<Line>& lines) {
    json::array result;
    for (const auto& line : lines) {
        result.push_back(json::object{{"from", line.from_person ? "person" : "guichet"},
                                      {"text", line.text},
                                      {"at", rfc3339(line.at)}});
    }
    return result;
}

}  // namespace

json::object turn_to_json(const Turn& turn) {
    json::array replies;
    for (const auto& reply : turn.replies) {
        replies.push_back(reply_to_json(reply));
    }
    json::value ticket = nullptr;
    if (turn.ticket) {
        ticket = ticket_to_json(*turn.ticket);
    }
    return {{"replies", std::move(replies)},
            {"asks", text_or_null(turn.asks)},
            {"node", turn.node.text()},
            {"intent", text_or_null(turn.intent.text())},
            {"field", field_to_json(turn)},
            {"ticket", std::move(ticket)}};
}

json::object ticket_to_json(const Ticket& ticket) {
    return {
        {"id", ticket.id},
        {"reference", ticket.reference},
        {"schema_version", ticket_schema_version},
        {"created_at", rfc3339(ticket.created_at)},
        {"channel", std::string(channel_name(ticket.channel))},
        {"address", ticket.address.empty() ? json::value(nullptr) : json::value(ticket.address)},
        {"language", "fr"},
        {"topic", ticket.topic.text()},
        {"title", ticket.title},
        {"section", text_or_null(ticket.section)},
        {"branch", ticket.branch},
        {"node", ticket.node.text()},
        {"entity", text_or_null(ticket.entity)},
        {"queue", ticket.queue},
        {"subject", ticket.subject},
        {"amends", amended_to_json(ticket.amends)},
        {"fields", fields_to_json(ticket.fields)},
        {"documents", documents_to_json(ticket.documents)},
        {"flags", strings_to_json(ticket.flags)},
        {"recap", strings_to_json(ticket.recap)},
        {"transcript", transcript_to_json(ticket.transcript)},
        {"content",
         json::object{{"fingerprint", ticket.catalog},
                      {"owner", text_or_null(ticket.owner)},
                      {"reviewer", text_or_null(ticket.reviewer)},
                      {"reviewed_on", text_or_null(ticket.reviewed_on)},
                      {"valid_until", text_or_null(ticket.valid_until)}}}};
}

}  // namespace guichet
