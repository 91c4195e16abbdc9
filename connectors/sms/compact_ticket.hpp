#pragma once
// A ticket as one SMS text, for a back office whose desk is a telephone number (README, "SMS").
// Tested by tests/unit/connectors.
#include <string>

#include "engine/dialog/ticket.hpp"

namespace guichet {

// Lines of `key=value` after a first line "G1 reference topic". Values are on one line; keys
// without a value are left out. The id makes it possible to drop a ticket that comes twice.
std::string compact_ticket(const Ticket& ticket);

}  // namespace guichet
