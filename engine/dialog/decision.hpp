#pragma once
// Second stage of a turn: what a message means. One table of rules over (what is on the table) x
// (what the message could be); the first row that applies decides. Pure. RULES.md is this table.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/dialog/reading.hpp"
#include "engine/dialog/turn_rules.hpp"

namespace guichet::turn {

// Nothing is said: the person said STOP.
struct StaySilent {};

// The message cannot be read: `phrase` says why, the question stays.
struct TellUnreadable {
    PhraseId phrase;
};

// The question that is on the table is put again, after `phrase` (none: put as it is).
struct AskAgain {
    std::optional<PhraseId> phrase;
};

// What the open form holds so far, then its question again.
struct TellHeld {};

// Keeps what the message says of the person and the case, for the request to come.
struct KeepData {
    std::vector<FieldValue> data;
};

// A dialog's command is carried out.
struct Run {
    const Dialog* dialog = nullptr;
};

// Opens a dialog above what is open.
struct Open {
    const Dialog* dialog = nullptr;
};

// Says what a dialog tells without asking anything, then the open question again.
struct Inform {
    const Dialog* dialog = nullptr;
    std::vector<FieldValue> data = {};  // said beside the question, and kept
};

// An option of the open question or summary; then the question of the same message is answered, and
// what else it says is kept.
struct TakeOption {
    OptionId option;
    std::optional<Tail> tail = std::nullopt;
    std::vector<FieldValue> data = {};
};

// Another option of a question answered on the way.
struct ChangeChoice {
    OtherChoice choice;
};

// What another option of a question answered on the way tells, then the open question again.
struct TellChoice {
    OtherChoice choice;
};

// One of the subjects or sections offered.
struct TakeOffer {
    OptionId option;
};

struct RefuseOffer {
    bool thanks = false;  // and no word of refusal: "ok merci"
};

// Takes up again what was last refused.
struct Reconsider {};

struct RepeatOffer {};

// A yes or a no to the engine's own question.
struct Settle {
    bool yes = false;
    std::optional<Tail> tail = std::nullopt;  // asked beside it
    std::vector<FieldValue> values = {};      // said beside it, for other fields
};

// Values of the open form; then the question of the same message is answered.
struct Fill {
    std::vector<FieldValue> values;
    std::string unread;
    std::optional<Tail> tail;
};

// "Est-ce bien le nom ?"
struct DoubtValue {
    FieldValue value;
    std::string unread = {};  // a number beside it that no field takes
};

struct RefuseValue {
    std::string code;
};

// What else the same message gives is held first; `unread` is what no field takes.
struct Correct {
    Correction correction;
    std::vector<FieldValue> values = {};
    std::string unread = {};
};

// Which field is to be changed?
struct AskField {};

// Why a field is asked, or where its value is found.
struct ExplainField {
    AboutField about;
};

// Answers what is asked next about a subject, as it stands in the subject or for any. Null: for
// any.
struct Precise {
    std::string aspect;
    const Dialog* dialog = nullptr;
    std::vector<FieldValue> data = {};  // as in Inform
};

struct ExplainTerm {
    const Term* term = nullptr;
};

// Confirms the summary: sends.
struct Send {
    std::optional<Tail> tail = std::nullopt;  // asked after the yes
};

// `by_rule`: the person surely asked for it, so that nothing typed means nothing to ask about.
// `then` is the subject asked for in the same message, or null. `everything`: every open request is
// meant.
struct AskCancel {
    bool by_rule = true;
    const Dialog* then = nullptr;
    bool everything = false;
};

struct AskErase {};

struct TellUnknown {};

// The message was not understood at the open question, field or summary. A story is thanked for,
// the first time.
struct Miss {
    bool story = false;
};

// The open dialog was opened by mistake or is not wanted, as `phrase` says; the one meant, if any,
// takes its place.
struct DropTopic {
    PhraseId phrase;
    const Dialog* meant = nullptr;
};

// What belongs to the case spoken of before is forgotten and asked anew.
struct ForgetCase {};

// Tells about the last request sent.
struct TellSent {
    PhraseId phrase;
};

// Says who answers for the messages, then the open question again.
struct TellWho {};

// Begins an amendment of the last request sent, with the correction said, if any.
struct Amend {
    std::optional<Correction> correction;
};

struct Clarify {};

struct NotUnderstood {};

using Action = std::variant<StaySilent,
                            TellUnreadable,
                            AskAgain,
                            TellHeld,
                            KeepData,
                            Run,
                            Open,
                            Inform,
                            TakeOption,
                            ChangeChoice,
                            TellChoice,
                            TakeOffer,
                            RefuseOffer,
                            Reconsider,
                            RepeatOffer,
                            Settle,
                            Fill,
                            DoubtValue,
                            RefuseValue,
                            Correct,
                            AskField,
                            ExplainField,
                            Precise,
                            ExplainTerm,
                            Send,
                            AskCancel,
                            AskErase,
                            TellUnknown,
                            Miss,
                            DropTopic,
                            ForgetCase,
                            TellSent,
                            TellWho,
                            Amend,
                            Clarify,
                            NotUnderstood>;

struct Decision {
    TurnRule rule = TurnRule::not_understood;
    Action action;
};

// What a rule looks at.
struct Moment {
    const Catalog& catalog;
    const Session& session;
    const Table& table;
    const Reading& reading;
};

// The open field is left without a value, by words or by a button.
Fill skip(const Table& table, std::string said);

// The subject last spoken of, or the one that is open; null: none.
const Dialog* subject_of(const Catalog& catalog, const Session& session);

// A row of the table: at what may be on the table (bits of Table::Kind), for which readings.
struct Row {
    TurnRule rule;
    unsigned where;
    std::optional<Action> (*when)(const Moment&);
};

// The rows, in the order in which they are tried.
std::span<const Row> rows();

// The first row that applies. Total but for what the engine itself has asked or offered: nullopt
// says that it gives way, and the message is read again for what lies beneath. It always does to a
// message that was written to something else.
std::optional<Decision> decide(const Moment& moment);

// The name of an action, for the explanation: "TakeOption".
std::string_view name_of(const Action& action);

}  // namespace guichet::turn
