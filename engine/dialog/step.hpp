#pragma once
// The turn. Pure and total: the same catalog, session, message and time give the same Turn, byte
// for byte, and any input gives one. Tested by tests/unit/dialog and tests/conversations.
#include "engine/content/catalog.hpp"
#include "engine/dialog/message.hpp"
#include "engine/dialog/session.hpp"
#include "engine/dialog/turn.hpp"

namespace guichet {

// One message in, one Turn out. Never silent, but for a session that said STOP by SMS.
Turn step(const Catalog& catalog, const Session& session, const Message& message, TimePoint now);

}  // namespace guichet
