#pragma once
// A conversation as a value: copied, compared, stored and replayed. The position inside a dialog is
// derived by a forward walk over `answers` (walk.hpp), never stored.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/content/ids.hpp"
#include "engine/dialog/message.hpp"
#include "engine/dialog/reply.hpp"

namespace guichet {

struct Answer {
    std::string value;         // canonical, or an option id
    std::string raw;           // what was typed or the option's label
    bool prefilled = false;    // read from a sentence before it was asked
    bool undisclosed = false;  // known to the channel, not given by the person: never shown
    bool operator==(const Answer&) const = default;
};

// Failures at one question or field since it was asked; a digression or a correction never counts.
struct Counters {
    int invalid = 0;
    int not_understood = 0;
    int unknown = 0;
    bool operator==(const Counters&) const = default;
};

// A dialog under way. Answers that belong to this request alone live here; those worth keeping for
// the whole conversation live in Session::answers.
struct OpenDialog {
    DialogId dialog;
    std::map<SlotId, Answer> answers;     // of local questions and fields
    std::vector<SlotId> order;            // as they were answered, for "retour"
    std::set<NodeId> passed;              // say, goto and ticket nodes already done
    std::set<NodeId> confirmed;           // form nodes whose summary was confirmed
    std::map<SlotId, Counters> counters;  // by field, or by the node of the question
    // The id of the ticket that this request amends; every answer then lives in `answers`. Empty: a
    // request of its own.
    std::string amends;
    bool operator==(const OpenDialog&) const = default;
};

// What the engine itself has asked or offered, outside any dialog tree.
struct Pending {
    enum class Kind {
        none,
        clarify,     // which of these subjects?
        menu,        // which section?
        topics,      // one of these subjects?
        cancel,      // really give the request up?
        cancel_all,  // really give up every open request?
        restart,     // really start anew?
        erase,       // really erase everything?
        doubt,       // is this strange value the one?
        pick_field,  // which field is to be changed?
    };
    Kind kind = Kind::none;
    std::vector<OptionId> options;  // as offered, in order
    std::string text;   // the utterance that caused it; of a doubt, what was typed as the value
    std::string value;  // of a doubt: the canonical value
    bool operator==(const Pending&) const = default;
};

// A request already sent: to answer what is asked about it, and to amend it.
struct SentRequest {
    std::string ticket;                  // its id
    std::string reference;               // as the person knows it
    std::string title;                   // of its dialog
    OpenDialog request;                  // with every answer of its fields
    std::vector<std::string> documents;  // names of those the person must still send
    bool operator==(const SentRequest&) const = default;
};

struct Session {
    Channel channel = Channel::web;
    std::string address;               // the telephone number on SMS; empty on the web
    std::string line;                  // the number of ours it wrote to
    std::vector<OpenDialog> stack;     // the last one speaks; the others were interrupted
    std::vector<OpenDialog> drafts;    // requests kept for later
    std::vector<SentRequest> sent;     // the last ones, oldest first
    std::map<SlotId, Answer> answers;  // shared questions and remembered slots
    Pending pending;
    Pending refused;                   // the last subjects offered that were refused
    std::vector<OpenDialog> declined;  // the last dialog that ended on a "no"; at most one
    DialogId subject;                  // the dialog last spoken of; what is asked next is about it
    std::map<SlotId, Answer> chosen;   // the answers to the questions of that dialog, once closed
    std::vector<DialogId> refused_intents;  // titles refused in a clarification
    std::vector<DialogId> later_intents;    // second questions of a message, offered afterwards
    int misses = 0;                         // utterances in a row that nothing understood
    bool greeted = false;
    bool notice_given = false;
    bool stopped = false;  // STOP received: silent until START
    bool stranger =
        false;  // not the person we meant to write to: what the channel knows is ignored
    bool distress = false;  // said something that worries: tickets carry the flag
    std::vector<Line> transcript;
    std::vector<Reply> last_replies;    // for "répéter"
    std::vector<Reply> held_back;       // the end of a long SMS turn, for "suite"
    std::map<std::string, int> spoken;  // how often each of the engine's sentences was said
    std::string catalog;                // fingerprint of the catalog that made the last turn
    TimePoint last_activity{};
    bool operator==(const Session&) const = default;
};

}  // namespace guichet
