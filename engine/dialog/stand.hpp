#pragma once
// The shortest way to stand somewhere in the content, to see what a message means there.
// Tested by tests/unit/dialog/stand_test.cpp.
#include <optional>
#include <string>
#include <string_view>

#include "engine/dialog/turn.hpp"

namespace guichet {

// The turn that puts a question: the first that `node` asks when `asks` is empty, else the one that
// Turn::asks names so (a field of the form, or "confirmation"). Played by `step` from the opening
// of its dialog: an option at every question, the slot's example at every field. nullopt when there
// is no such node or no way leads there.
std::optional<Turn> stand_at(const Catalog& catalog,
                             Channel channel,
                             const NodeId& node,
                             std::string_view asks,
                             TimePoint now);

}  // namespace guichet
