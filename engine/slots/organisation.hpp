#pragma once
// Names of companies. Tested by tests/unit/slots.
#include <optional>
#include <string>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"
#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

// `tokens` of `line` as a company's name: capitals restored ("edf" gives "EDF", "la banque postale"
// gives "La Banque Postale"), what was typed with capitals kept.
std::string organisation_capitals(const Vocabulary& vocabulary, Tokens tokens);

// A creditor everyone knows, at `index`: its stretch. The longest name first.
std::optional<Stretch> known_creditor_at(const Vocabulary& vocabulary,
                                         Tokens tokens,
                                         std::size_t index);

// True when a word such as "chez" or "facture" right before `index` brings a creditor.
bool creditor_is_brought(Tokens tokens, std::size_t index);

// The token after what introduces a company's name ("mon créancier est", "c'est").
std::size_t introduction_end(const Vocabulary& vocabulary, Tokens tokens);

}  // namespace guichet::slots
