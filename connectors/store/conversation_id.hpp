#pragma once
// What a conversation is called where it is kept: a UUIDv7 from the host. Never shown to people.
#include "engine/text/id.hpp"

namespace guichet {

using ConversationId = Id<struct ConversationKind>;

}  // namespace guichet
