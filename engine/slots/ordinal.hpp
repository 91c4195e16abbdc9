#pragma once
// "2", "le deux", "la deuxième", "la dernière" as an answer to numbered options.
// Tested by tests/unit/slots.
#include <cstddef>
#include <optional>

#include "engine/slots/token.hpp"

namespace guichet::slots {

// The index meant among `count` options (from 0), when the whole message names a place and nothing
// else; nullopt when it does not, or when there is no such place.
std::optional<std::size_t> place_named(Tokens tokens, std::size_t count);

}  // namespace guichet::slots
