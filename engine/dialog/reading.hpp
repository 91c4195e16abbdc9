#pragma once
// First stage of a turn: everything the message could be, with its words. Nothing is decided here.
#include <optional>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/content/first_things.hpp"
#include "engine/dialog/message.hpp"
#include "engine/dialog/table.hpp"
#include "engine/slots/plausibility.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/understanding/cues.hpp"

namespace guichet {

// A value for a field of the open form.
struct FieldValue {
    const FormField* field = nullptr;
    std::string value;  // canonical
    std::string raw;    // the words it was read from
    // The field is named, or of a type that nothing else is read as; else it is the open one.
    bool sure = true;
};

// A field that the words name or that a correction is meant for. No value: it is to be asked again.
struct Correction {
    const FormField* field = nullptr;
    std::optional<FieldValue> value;
};

// Another option of a question that was answered on the way.
struct OtherChoice {
    const Node* node = nullptr;
    OptionId option;
};

// What a message asks next about the subject spoken of.
struct AskedNext {
    std::string aspect;  // one of the catalog's
    bool sure = false;   // otherwise likely only
    bool exact = false;  // an editor's own example
};

// A question about a field of the open form: why it is asked, where its value is found, of whom it
// speaks, or whether it must be answered.
struct AboutField {
    enum class Asks { why, where, whose, required };
    const FormField* field = nullptr;
    Asks asks = Asks::where;
};

// The question or the request that follows a value or an option in the same message ("EDF, et c'est
// gratuit ?", "non, je veux payer par carte").
struct Tail {
    std::string text;
    const Dialog* sure = nullptr;  // the dialog it surely asks for, or null
    bool question = true;          // else a request, and `sure` is its topic
    bool adds = false;             // the request comes on top: "et je veux aussi"
    std::optional<AboutField> about_field;
    std::optional<AskedNext> next;
    const Term* term = nullptr;  // the word it asks the meaning of, or null
};

struct Reading {
    std::string said;   // as it may be kept: cleaned, masked
    std::string words;  // what there is to understand: without what was masked
    std::string head;   // `words` without its tail, nor what is said beside an answer
    std::optional<Tail> tail;
    // Of a message that asks several things at once, those to be offered after the first.
    std::vector<const Dialog*> later;

    bool too_long = false;
    bool masked = false;    // a number or a secret was hidden
    bool wordless = false;  // no letter and no digit is left
    bool late = false;      // written to another question than the one on the table

    std::vector<slots::Found> found;  // the sure values in `words`

    FirstThing first;  // what binds, by rule
    Cues cues;         // of `words`
    MatchResult match;
    const Dialog* sure = nullptr;      // the dialog of a sure match, or null
    const Dialog* unwanted = nullptr;  // what a part of it says is not wanted, or null
    // As in Tail, of the whole message.
    std::optional<AskedNext> next;
    const Term* term = nullptr;

    // What it could be to the thing on the table.
    std::optional<OptionId> option;  // one of its options
    bool option_whole = false;       // and nothing else was said
    bool option_first = false;       // the words before a first comma say it, and nothing else
    std::optional<bool> yes;         // a yes or a no and nothing else
    bool unknown = false;            // "je ne sais pas"
    std::optional<OtherChoice> other_choice;
    std::optional<OtherChoice> other_case;  // asked about in the midst of a form: "et chez MCS ?"

    // What it could be to the open form.
    slots::Parsed value;  // `head` as a value of the open field
    // Whether it looks like one; always for a type that is no name.
    slots::Plausibility plausibility = slots::Plausibility::not_a_value;
    std::string doubtful;            // the canonical value of a name that hardly looks like one
    std::vector<FieldValue> values;  // for its fields, by type or by name, in their order
    std::string unread;              // the part of several values that is none
    std::optional<Correction> correction;   // others of the same message are among `values`
    std::optional<AboutField> about_field;  // as in Tail, of the whole message
    const FormField* named = nullptr;       // the field that the words name, open or not
    bool names_value = false;               // and they say what it is: "mon nom c'est Girard"

    // What it could be where no field is open.
    std::vector<FieldValue> data;         // values for fields to come, of the person and the case
    bool only_data = false;               // and nothing else is said
    std::optional<Correction> amendment;  // of the last request sent
};

// True when the message is but fillers, thanks, an apology or an "ok": nothing to serve.
bool carries_nothing(const Cues& cues);

// `today` settles dates; `table` is what the session left on the table.
Reading read(const Catalog& catalog,
             const Session& session,
             const Table& table,
             const Utterance& utterance,
             std::chrono::year_month_day today);

}  // namespace guichet
