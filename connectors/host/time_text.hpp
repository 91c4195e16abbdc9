#pragma once
// Instants as text.
#include <string>

#include "engine/dialog/message.hpp"

namespace guichet {

// RFC 3339 in UTC, to the second: "2026-03-02T09:15:00Z".
std::string rfc3339(TimePoint at);

}  // namespace guichet
