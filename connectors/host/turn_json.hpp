#pragma once
// Turns and tickets as JSON: what `guichet chat --json` prints, what the store keeps of a turn,
// what the back office receives. The ticket's shape is published in
// connectors/desk/ticket.schema.json. Tested by tests/unit/connectors and tests/system.
#include <boost/json/object.hpp>

#include "engine/dialog/turn.hpp"

namespace guichet {

// {"replies":[{"text","options":[{"id","label"}],"links":[{"label","url"}],"checklist":[…],"fields":[…],
// "node","source"}],"asks":…|null,"node","intent":…|null,"field":{"type","index","count"}|null,
// "ticket":{…}|null}
boost::json::object turn_to_json(const Turn& turn);

// The ticket as the back office gets it; `ticket` must have an id.
boost::json::object ticket_to_json(const Ticket& ticket);

}  // namespace guichet
