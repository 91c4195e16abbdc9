#pragma once
// A session as JSON text and back, exactly: `session_from_json(session_to_json(s)) == s` for any
// session whose texts are UTF-8. Tested by tests/unit/connectors.
#include <string>
#include <string_view>

#include "engine/dialog/session.hpp"

namespace guichet {

std::string session_to_json(const Session& session);

// Throws std::runtime_error when the text is not a session of the version written here.
Session session_from_json(std::string_view text);

}  // namespace guichet
