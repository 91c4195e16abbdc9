#pragma once
// Whether a value that stands in a sentence is the answer, or somebody else's, or denied.
// Tested by tests/unit/slots.
#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {

// "père", "conseiller", "ex".
bool is_another(const Token& token);

// A relative, a friend or a professional is named ("ma fille", "mon conseiller", "mon ex").
bool names_another(Tokens tokens);

// One is named shortly before token `index`: "mon père né le …".
bool is_of_another(Tokens tokens, std::size_t index);

// The value that stands at `value` is said not to be the one: "ce n'est pas le …", "mon ancien
// numéro …", "… n'est plus le mien".
bool is_denied(Tokens tokens, const Stretch& value);

}  // namespace guichet::slots
