#pragma once
// What is on the table: the one thing the assistant has asked or offered. A yes, a no and a number
// belong to it and to nothing else.
#include <optional>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/dialog/session.hpp"
#include "engine/dialog/walk.hpp"

namespace guichet {

struct Table {
    // Each a bit, so that a rule can name several.
    enum Kind : unsigned {
        nothing = 1,
        question = 2,        // of a dialog, with options
        field = 4,           // of a form
        summary = 8,         // of a form, to be confirmed
        offer = 16,          // subjects or sections to choose from
        clarification = 32,  // which subject was meant
        confirmation = 64,   // a yes or a no to the engine's own question
        correction = 128,    // which field is to be changed
    };

    Kind kind = nothing;
    // What is under an offer or a question of the engine: nothing, question, field or summary.
    Kind beneath = nothing;
    const Dialog* dialog = nullptr;      // the dialog that speaks
    const OpenDialog* open = nullptr;    // its state, in the session handed in
    std::optional<Position> position;    // where it stands
    std::vector<OfferedOption> options;  // what can be picked, as offered
    std::string asks;                    // as Turn::asks; empty: nothing, or an offer

    const Slot* slot = nullptr;  // of the open field
    // By which failures are counted.
    SlotId key() const;
};

// The table that the session left. Views the session and the catalog.
Table table_of(const Catalog& catalog, const Session& session);

// The same without what the engine itself has asked or offered.
Table table_beneath(const Catalog& catalog, const Session& session);

// The options at a position of the dialog that speaks: the question's, those of a summary, and the
// ways out once it went wrong.
std::vector<OfferedOption> options_at(const Catalog& catalog,
                                      Channel channel,
                                      const Position& position,
                                      const Counters& counters);

// What an option of an offer or of a question of the engine is called. `position`, of the dialog
// that speaks, knows what its fields are called there; null: none is open.
std::string label_of_offer(const Catalog& catalog,
                           Channel channel,
                           const Pending& pending,
                           const OptionId& option,
                           const Position* position = nullptr);

}  // namespace guichet
