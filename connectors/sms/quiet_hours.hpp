#pragma once
// When messages that we start ourselves may leave, by the clock of Paris. Answers leave at any
// time. Tested by tests/unit/connectors.
#include <chrono>

#include "engine/dialog/message.hpp"

namespace guichet {

struct QuietHours {
    std::chrono::minutes opens{8 * 60};  // after midnight
    std::chrono::minutes closes{20 * 60};
    bool sundays = false;  // may leave on Sundays
};

// That instant, or the next one at which a message may leave.
TimePoint next_allowed(TimePoint at, const QuietHours& hours);

}  // namespace guichet
