#pragma once
// What `step` gives back.
#include <optional>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/dialog/reply.hpp"
#include "engine/dialog/session.hpp"
#include "engine/dialog/ticket.hpp"
#include "engine/dialog/turn_rules.hpp"

namespace guichet {

// Why this turn is what it is, in the order things were decided.
struct TraceLine {
    std::optional<TurnRule> rule;  // the rule that applied; none: what was read
    std::string detail;            // words, weights, ids; never shown to the person
};

struct Turn {
    std::vector<Reply> replies;
    Session session;
    std::optional<Ticket> ticket;
    // Slot or question id now open, "confirmation" at a summary, the engine's own question
    // ("clarifier", "abandonner-question", "modifier"…); empty: none.
    std::string asks;
    NodeId node;      // that is open, or that spoke last
    DialogId intent;  // intent recognised in this turn; empty: none
    // The field now asked, for the channel's keyboard: its type, and its place in the form.
    std::string field_type;
    int field_index = 0;  // from 1; 0 when no field is asked
    int field_count = 0;
    bool erase =
        false;  // the person asked for their data to be erased: the host deletes the session
    std::vector<TraceLine> trace;
};

}  // namespace guichet
