#pragma once
// The compiled content: what editors wrote, checked and linked, with the matcher trained on it.
// Immutable; the shell holds it by `std::shared_ptr<const Catalog>` and replaces it as a whole.
// All texts are UTF-8 French as written; identifiers are lower-case ASCII with hyphens.
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/content/channel.hpp"
#include "engine/content/first_things.hpp"
#include "engine/content/former_names.hpp"
#include "engine/content/ids.hpp"
#include "engine/content/phrases.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/slots/vocabulary.hpp"
#include "engine/text/sms.hpp"
#include "engine/understanding/cues.hpp"
#include "engine/understanding/matcher.hpp"

namespace guichet {

// Where a piece of content stands. `file` is relative to the content folder; line and column
// from 1.
struct Source {
    std::string file;
    int line = 0;
    int column = 0;
};

// Where something stands in a file; both count from 1.
struct Place {
    int line = 0;
    int column = 0;
};

// A sentence and its shorter form for SMS (empty: the same).
struct Text {
    std::string web;
    std::string sms;
    Source source;
};

// A word of the trade, explained wherever it is asked.
struct Term {
    std::string id;
    Text text;
};

// When something applies; empty: always.
struct Condition {
    // Of each question, by the key of its answer, the accepted option ids; among them "" when no
    // answer is as good.
    std::map<SlotId, std::vector<OptionId>> answers;
    std::optional<Channel> channel;
};

struct Node;

struct Say {
    std::vector<Text> versions;  // said in turn, at least one
    std::vector<std::string> checklist;
    std::vector<std::string> links;  // ids of Catalog::links
    SlotId by;  // the question whose answer chose this text among others; empty: it is the only one
};

struct Option {
    OptionId id;
    std::vector<OptionId> former_ids;  // of a shared question
    std::string label;
    std::vector<std::string> says;        // other ways people say it
    std::vector<std::string> in_advance;  // said in a first sentence, these answer the question
    std::vector<Node> steps;
    bool ends = false;  // the dialog stops after `steps`
    Source source;
};

// A question with options. `key` is the answer's name: the question's own id when it is shared
// (remembered for the whole session), the node's id when it is local.
struct Ask {
    std::string question;  // the authored id, shown as "asks"
    SlotId key;
    bool shared = false;
    Text text;
    std::vector<Option> options;
    std::optional<Text> unknown_text;  // said to "je ne sais pas", then asked again
    OptionId unknown_option;           // or the option it stands for
    // Taken unless another one was said in advance: the question is never put. Empty: it is.
    OptionId presumed;
};

// The folded words of what an editor wrote, as those of a message are compared with them.
using Words = std::vector<std::string>;

// Of whom a field may speak: the holder of the case, the deceased, the person who writes…
struct Person {
    std::string id;
    Text text;  // said to "le mien ou le sien ?", at any field
    // What is known of them serves every request of the session; of the others, one request alone.
    bool remembered = false;
};

struct FormField {
    SlotId slot;
    std::string label;
    std::optional<Text> prompt;  // the dialog's own wording, or the slot's for this person
    std::string person;          // id in Catalog::persons; empty: not said
    Condition when;
    // Never asked before the summary, which asks for it: the request is sent without it as well.
    bool offered = false;
    Words label_words = {};
};

struct Form {
    std::string person;  // of whom it speaks, but for the fields that say another; may be empty
    std::vector<FormField> fields;
};

struct Document {
    std::string id;
    std::string label;
    Condition when;
};

struct TicketSpec {
    std::string queue;
    std::string subject;
    std::vector<Document> documents;
    std::vector<std::string> flags;  // urgent, fraude, detresse
};

// "See also": ends the path and offers other dialogs.
struct Goto {
    std::optional<Text> text;
    std::vector<DialogId> targets;
};

struct Node {
    NodeId id;
    std::string key;  // last part of the id
    Source source;
    Condition when;  // a ticket has that of its form
    std::variant<Say, Ask, Form, TicketSpec, Goto> kind;
};

// What a dialog answers to what people ask next, when it applies.
struct Precision {
    Condition when;
    Text text;
};

// What the engine does when a conversation dialog is matched, beside saying its steps.
enum class Command {
    none,
    restart,
    back,
    correct,
    repeat,
    rephrase,
    confirm,
    refuse,
    unknown,
    cancel,
    menu,
    goodbye,
    stop,
    start,
    later,
    resume,
    why,
    where,
    erase,
    more,
};

struct Dialog {
    DialogId id;
    std::string section;  // that it stands in; empty for a conversation dialog
    std::vector<Node> steps;
    Command command = Command::none;
    bool urgent = false;    // interrupts everything and sets the open request aside
    bool greets = false;    // says itself that this is an automatic assistant
    bool disowns = false;   // the person is not the addressee: what the channel knows is forgotten
    bool condoles = false;  // says itself that we are sorry for somebody's death
    bool shows_menu = false;  // the section choices follow its last message
    // Its answers to what people ask next, by aspect: the first that applies is given, else the one
    // for any subject. None at all: on purpose the one for any subject.
    using Precisions = std::map<std::string, std::vector<Precision>>;
    Precisions precisions;
    std::string owner, reviewer, reviewed_on,
        valid_until;  // editorial accountability, may be empty
    Source source;

    bool is_topic() const { return !section.empty(); }
};

// The dialog that leads to a person, which the engine opens of itself.
inline constexpr std::string_view handoff_dialog = "parler-a-un-conseiller";

struct Intent {
    std::string id;
    std::string title;  // shown to people instead of the id
    bool background = false;
    bool offered = true;  // may be one of the titles of a clarification
    std::vector<std::string> examples;
    std::vector<Place> example_places;  // of each, in the file of `source`
    Source source;

    Source source_of(std::size_t example) const {
        return {source.file, example_places[example].line, example_places[example].column};
    }
};

// How a field is asked of one person.
struct Wording {
    std::string label;
    Text prompt;
};

// A field that forms may ask for.
struct Slot {
    SlotId id;
    slots::SlotType type = slots::SlotType::texte;
    std::string label;
    std::vector<Words> names;  // other ways people call it: "mail", "date de naissance"
    Text prompt;
    Text why;
    Text where;
    std::string example;
    std::string person;  // of whom it speaks, whatever the form; empty: the form says
    // How it is asked of somebody: person -> wording.
    std::map<std::string, Wording> wordings;
    bool remembered = false;  // kept for every request of the session
    bool of_case = false;     // of one case alone: forgotten when another case is spoken of
    bool in_advance = false;  // may be read in a first sentence
    bool personal = false;    // the privacy notice comes before the first of these
    bool moment = false;      // a text that says when: read beside other values of its form
    // What the summary shows when the person gives none; not empty: the field may be skipped.
    std::string without;
    std::string without_value;  // the canonical value that this stands for; empty: none at all
    // Fields of the same session that answer it as well, in this order.
    std::vector<SlotId> derived_from;
    std::optional<Channel> channel;  // nullopt: both
};

// A shared question, asked from any dialog.
struct Question {
    SlotId id;
    std::vector<SlotId> former_ids;
    Text text;
    std::vector<Option> options;  // without steps
    std::optional<Text> unknown_text;
    OptionId unknown_option;
    SlotId derived_from;                                   // another shared question, or empty
    std::map<OptionId, std::vector<OptionId>> derivation;  // option -> options of that question
    Source source;
};

struct Link {
    std::string label;
    std::string url;          // empty while the operator has not set it
    std::string without_url;  // said instead
    Source source;
};

// Who answers for the messages: its name, and whole sentences for its address, its telephone and
// its hours. Any text may hold them, as {operateur}, {adresse}, {telephone}, {horaires}: they are
// put into it when the content is loaded.
struct Operator {
    Variables values;
    bool complete = true;  // false while one is still to be filled in, and another sentence said
    Source source;
};

struct Named {
    std::string id;
    std::string title;
};

// A theme of the menu: its topics, in the order offered.
struct Section {
    std::string id;
    std::string title;
    std::vector<DialogId> topics;
};

// What the SMS channel may cost, and how its accents are written.
struct SmsPolicy {
    text::SmsAccents accents = text::SmsAccents::keep;
    std::size_t segments = 0;  // of one text, unless its file says otherwise
    std::chrono::hours away{
        0};  // after which somebody in the middle of a request is told where it was
    std::size_t turn_segments = 0;  // of one turn; the rest is sent when the person asks for it
    std::map<std::string, std::size_t> budgets;  // file -> segments of one text
};

// What the website says beside the assistant, by key: see window_specs and page_specs.
struct WebTexts {
    Variables window;
    Variables page;
};

struct Catalog {
    std::string fingerprint;  // hash of every source text, 16 hexadecimal digits
    std::map<DialogId, Dialog, std::less<>> dialogs;
    FormerNames former_names;
    std::map<std::string, Intent> intents;  // by the name of the dialog that answers
    std::map<std::string, Person> persons;
    std::map<SlotId, Slot, std::less<>> slots;
    std::vector<FormField> in_advance;  // of the slots that may be read in a first sentence
    std::map<SlotId, Question, std::less<>> questions;
    std::map<std::string, Link> links;
    Operator operated_by;
    std::size_t fragments =
        0;  // how many are written; their steps stand in the dialogs that use them
    std::vector<Section> sections;
    std::vector<Named> queues;
    SmsPolicy sms;
    std::map<std::string, std::string> documents;      // id -> name
    std::map<std::string, std::vector<Text>> phrases;  // what the engine says itself, by key
    WebTexts web;
    std::map<std::string, Intent> aspects;   // what people ask next about the subject spoken of
    std::map<std::string, Text> precisions;  // how each aspect is answered for any subject
    std::vector<Term> glossary;              // numbered as `cues` numbers them
    FirstThings first_things;                // what binds a person
    CueRules cues;                           // what an utterance is beside its intent
    slots::Vocabulary vocabulary;            // by which answers are read
    Matcher matcher;
    Matcher aspect_matcher;  // only asked once a subject was spoken of

    // The versions of a phrase, at least one.
    const std::vector<Text>& phrase(PhraseId id) const { return phrases.at(id.key()); }

    // The title of a dialog's intent; the id's words if there is none.
    std::string title_of(const DialogId& id) const;

    // Whether what people ask next is about it: a topic, a subject that may be offered to them, or
    // whatever has answers of its own to that. Not a greeting or a command.
    bool is_subject(const Dialog& dialog) const;
};

// One file of the content, already read: `path` is relative to the content folder, with '/'.
struct SourceText {
    std::string path;
    std::string text;
};

}  // namespace guichet
