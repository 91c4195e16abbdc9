#pragma once
// The ways in which the conditions of a dialog can turn out, for what is proved over them.
// Tested by tests/unit/content.
#include <map>
#include <vector>

#include "engine/content/catalog.hpp"

namespace guichet {

// The channel, and the answer of each question that the dialog's conditions cite ("": none).
struct Case {
    Channel channel = Channel::web;
    std::map<SlotId, OptionId> answers;

    bool holds(const Condition& condition) const;

    // Whether a walk in this case may take the option: another one is not the answer.
    bool may_take(const Ask& ask, const Option& option) const;
};

// Every one of a dialog, on both channels.
std::vector<Case> cases_of(const Dialog& dialog);

}  // namespace guichet
