#pragma once
// The structured request handed to the back office. Its JSON form and JSON Schema are in
// connectors/desk (ticket.schema.json).
#include <optional>
#include <string>
#include <vector>

#include "engine/content/ids.hpp"
#include "engine/dialog/message.hpp"
#include "engine/dialog/reply.hpp"

namespace guichet {

struct TicketField {
    SlotId id;
    std::string label;
    std::string value;  // canonical
    std::string raw;    // what was typed
    bool operator==(const TicketField&) const = default;
};

struct TicketDocument {
    std::string id;
    std::string label;
    bool operator==(const TicketDocument&) const = default;
};

// The ticket that another one puts right.
struct AmendedTicket {
    std::string id;
    std::string reference;
    bool operator==(const AmendedTicket&) const = default;
};

struct Ticket {
    std::string id;         // UUIDv7, from the host
    std::string reference;  // short, for people: see short_reference
    TimePoint created_at{};
    Channel channel = Channel::web;
    std::string address;  // the telephone number it came from by SMS; empty on the web
    DialogId topic;
    std::string title;    // its French title
    std::string section;  // empty for a conversation dialog
    std::string branch;   // the way through the tree: "cheque-impaye/coordonnees-gestionnaire/non"
    NodeId node;          // the ticket node
    std::string entity;   // iqera, iqera-services, mcs, or empty when it was not asked
    std::string queue;
    std::string subject;
    std::vector<TicketField> fields;
    std::vector<TicketDocument> documents;  // to be joined by the person
    std::vector<std::string> flags;
    std::vector<std::string> recap;  // the summary's lines as the person confirmed them
    std::vector<Line> transcript;
    std::string catalog;                  // fingerprint of the content that made it
    std::optional<AmendedTicket> amends;  // it replaces the fields of that one
    std::string owner, reviewer, reviewed_on, valid_until;
    bool operator==(const Ticket&) const = default;
};

// Eight letters and digits easy to read out (Crockford base 32), from the last 40 bits of the id:
// "7K3M-9QXZ".
std::string short_reference(std::string_view uuid);

}  // namespace guichet
