#pragma once
// Internal to engine/dialog: one turn being made by `act`, and what `speak` says of it.
// `turn.session` is the working copy.
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "engine/content/phrases.hpp"
#include "engine/dialog/decision.hpp"
#include "engine/dialog/turn.hpp"
#include "engine/dialog/walk.hpp"
#include "engine/dialog/wording.hpp"

namespace guichet {

struct TurnContext {
    const Catalog& catalog;
    const Message& message;
    TimePoint now;
    Turn turn;
    std::string said;   // the words to read in advance when a dialog opens; empty for a choice
    MatchResult match;  // of `said`
    std::vector<Reply> rest;  // what the last SMS turn held back
    bool says_rest = false;   // this turn is that rest, already in the channel's wording
    Pending doubt = {};  // a value to be confirmed, asked again after what was answered beside it

    Session& session() { return turn.session; }

    std::chrono::year_month_day today() const {
        return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now));
    }

    // The dialog that speaks, or null when none is open.
    OpenDialog* open() { return turn.session.stack.empty() ? nullptr : &turn.session.stack.back(); }

    const Dialog* open_dialog();
    // Where the dialog that speaks stands; nullopt when none is open.
    std::optional<Position> position();

    void trace(TurnRule rule, std::string detail) {
        turn.trace.push_back({rule, std::move(detail)});
    }

    template <class Kind>
    void trace(TurnRule rule, const Id<Kind>& id) {
        trace(rule, id.text());
    }

    void note(std::string detail) { turn.trace.push_back({std::nullopt, std::move(detail)}); }
};

// --- act.cpp: carries a decision out -----------------------------------------------------------

void act(TurnContext& ctx, const turn::Decision& decision);
// Holds an answer to the open form; the summary is to be confirmed again.
void hold_field(TurnContext& ctx, const FieldValue& value);
// Asks whether what was read is the field's value. `doubt` holds it, with its options.
void ask_doubt(TurnContext& ctx, const FormField& field, Pending doubt);
void take_option(TurnContext& ctx, const Node& node, const OptionId& option);
void take_offer(TurnContext& ctx, const OptionId& option);
// Forgets an answer, so that it is asked again.
void reopen(TurnContext& ctx, const SlotId& key);
// Forgets what belongs to one case: its reference, its creditor, the questions about its letter.
void forget_case(TurnContext& ctx);
void ask_pending(TurnContext& ctx, Pending::Kind kind, std::vector<OptionId> options);

// --- command.cpp -------------------------------------------------------------------------------

void run_command(TurnContext& ctx, const Dialog& dialog);
// One of the engine's own options, offered beside any question: menu, conseiller, plus-tard.
bool take_way_out(TurnContext& ctx, const OptionId& option);
// Gives up the request that is open, and forgets what was typed for it alone.
void give_up(TurnContext& ctx);

// The request kept last is open again, which is said; there must be one.
void take_up_draft(TurnContext& ctx);
void give_up_all(TurnContext& ctx);
// Of every open request, the one that speaks first.
std::vector<std::string> open_titles(TurnContext& ctx);
void start_anew(TurnContext& ctx);
void erase_everything(TurnContext& ctx);
void ask_to_cancel(TurnContext& ctx, bool by_rule);

// --- sent.cpp: what was sent stays known ---------------------------------------------------------

void remember_sent(TurnContext& ctx, const Position& position);
void tell_sent(TurnContext& ctx, PhraseId phrase);
// Opens the last request sent once more, to send an amendment of it.
void amend(TurnContext& ctx, const std::optional<Correction>& correction);

// --- advance.cpp: the open dialog goes on to its next question ----------------------------------

// Says what the walk has newly passed, emits a ticket if its form is confirmed, then puts the open
// question. A dialog that ends gives way to the one it interrupted.
void advance(TurnContext& ctx);
// Puts the open question again; nothing new is said. Falls back on `advance`.
void ask_again(TurnContext& ctx);
// Opens a dialog above the others (a digression when there are some), or runs its command.
void open_dialog(TurnContext& ctx, const DialogId& id);
// Says what a dialog tells before it asks anything; nothing is opened.
void inform(TurnContext& ctx, const Dialog& dialog);
// Once nothing is open any more, offers the question that waits.
void offer_second_question(TurnContext& ctx);

// --- prefill.cpp: what a sentence says beside its question --------------------------------------

// Answers in advance, from the utterance, questions and fields of the dialog about to be opened.
void prefill(TurnContext& ctx, OpenDialog& opening);
// Keeps values for fields to come.
void keep_data(TurnContext& ctx, const std::vector<FieldValue>& data);

// --- ticket.cpp --------------------------------------------------------------------------------

Ticket make_ticket(TurnContext& ctx,
                   const Dialog& dialog,
                   const Position& position,
                   const Position::Passed& passed);
// "Nom : Dupont" for each field of the form.
std::vector<std::string> recap_lines(TurnContext& ctx, const std::vector<const FormField*>& fields);
// A canonical value as people write it: "12/03/1985", "06 12 34 56 78", "1 234,56 €".
std::string display_value(slots::SlotType type, const std::string& value);

// --- speak.cpp: from content to replies --------------------------------------------------------

// One of the engine's own sentences. Its versions are said one after the other, the last one again
// and again, unless `version` (from 0) says which. The reference holds until the next reply.
Reply& say_phrase(TurnContext& ctx, PhraseId id, const Variables& variables = {});
Reply& say_phrase_version(TurnContext& ctx,
                          PhraseId id,
                          int version,
                          const Variables& variables = {});
Reply& say_text(TurnContext& ctx, const Text& text, NodeId node);
void say_node(TurnContext& ctx, const Node& node, const Say& say);
// The question, field or summary at a position. `again`: it was put before, and nothing changed.
void say_question(TurnContext& ctx, const Position& position, bool again);
// The privacy notice, once in a conversation: under the menu that a page opens with, else under the
// question for the first personal datum, so that it never parts an answer from its question.
void give_notice(TurnContext& ctx);
// "Nom, Prénom".
std::string joined(const std::vector<std::string>& parts);
// The section choices, as a menu that waits for an answer.
void offer_menu(TurnContext& ctx);
void offer_topics(TurnContext& ctx, Reply& reply, const std::vector<DialogId>& ids);
// The subjects of a section.
void show_section(TurnContext& ctx, const std::string& section);
// The menu and, if `person`, a person, beside `reply`; their numbers answer it.
void offer_ways_out(TurnContext& ctx, Reply& reply, bool person);
void offer(Reply& reply, OptionId id, std::string label);
// What a pending choice keeps of the person's words: this message, or those an earlier choice kept.
std::string text_kept(const TurnContext& ctx);
// "Je ne sais pas" at the open question or field.
void tell_unknown(TurnContext& ctx, const Position& position);
// Why the field is asked, where its value is found, or of whom it speaks.
void explain_field(TurnContext& ctx, const AboutField& about);
void clarify(TurnContext& ctx);
void not_understood(TurnContext& ctx);
// What comes before the answer: what was hidden, and feelings, once each.
void acknowledge(TurnContext& ctx, const Reading& reading, const turn::Decision& decision);
// SMS spells out what the web shows: checklist, links, numbered options.
void render_for_channel(TurnContext& ctx);

}  // namespace guichet
