#pragma once
// A person's name inside what was typed. Tested by tests/unit/slots.
#include <string>
#include <vector>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"
#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

// How a name was brought.
enum class NameMarker {
    none,         // "Marie Dupont"
    title,        // "Mme Dupont"
    full_name,    // "je m'appelle Marie Dupont"
    family_name,  // "mon nom de famille est …", "nom : …"
    given_name,   // "mon prénom est …"
};

struct SaidName {
    NameMarker marker = NameMarker::none;
    bool family_first = false;         // "Dupont, Marie"
    std::vector<std::string> words;    // typographic apostrophes made ASCII, compounds in one word
    Stretch stretch;                   // of the words
    bool tail_says_something = false;  // words that mean something follow
};

// The first run of words after the marker, if any. `words` is empty when there are none.
SaidName said_name(const Vocabulary& vocabulary, Tokens tokens);

struct FullName {
    std::vector<std::string> given;
    std::vector<std::string> family;
};

// Cuts the words of a full name by the particles, the capitals and the known first names. Both
// parts are empty when nothing tells where to cut.
FullName cut_name(const Vocabulary& vocabulary, const SaidName& said);

}  // namespace guichet::slots
