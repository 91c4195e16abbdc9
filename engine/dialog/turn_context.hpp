#pragma once
// Internal to engine/dialog: one turn being made. `turn.session` is the working copy.
#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "engine/content/phrases.hpp"
#include "engine/dialog/turn.hpp"
#include "engine/dialog/walk.hpp"

namespace guichet {

struct TurnContext {
    const Catalog& catalog;
    const Message& message;
    TimePoint now;
    Turn turn;
    std::string said;         // the utterance, cleaned; empty for a choice
    MatchResult match;        // of `said`
    std::vector<Reply> rest;  // what the last SMS turn held back
    bool says_rest = false;   // this turn is that rest, already in the channel's wording

    Session& session() { return turn.session; }

    std::chrono::year_month_day today() const {
        return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now));
    }

    // The dialog that speaks, or null when none is open.
    OpenDialog* open() { return turn.session.stack.empty() ? nullptr : &turn.session.stack.back(); }

    const Dialog* open_dialog();
    // Where the dialog that speaks stands; nullopt when none is open.
    std::optional<Position> position();

    void trace(std::string rule, std::string detail) {
        turn.trace.push_back({std::move(rule), std::move(detail)});
    }
};

// --- speak.cpp: from content to replies -------------------------------------------------------

// One of the engine's own sentences. Its versions are said one after the other, the last one again
// and again, unless `version` (from 0) says which. The reference holds until the next reply.
Reply& say_phrase(TurnContext& ctx, std::string_view id, const Variables& variables = {});
Reply& say_phrase_version(TurnContext& ctx,
                          std::string_view id,
                          int version,
                          const Variables& variables = {});
// The text of a phrase, for labels.
std::string phrase_text(const TurnContext& ctx, std::string_view id);
Reply& say_text(TurnContext& ctx, const Text& text, std::string node);
void say_node(TurnContext& ctx, const Node& node, const Say& say);
// What a pending choice keeps of the person's words: this message, or those an earlier choice kept.
std::string text_kept(const TurnContext& ctx);
void offer(Reply& reply, std::string id, std::string label);
// The section choices, as a menu that waits for an answer.
void offer_menu(TurnContext& ctx);
void offer_topics(TurnContext& ctx,
                  Reply& reply,
                  const std::vector<std::string>& ids,
                  Pending::Kind kind);
// SMS spells out what the web shows: checklist, links, numbered options.
void render_for_channel(TurnContext& ctx);

// --- advance.cpp: the open dialog speaks up to its next question ------------------------------

// Says what the walk has newly passed, emits a ticket if its form is confirmed, then puts the open
// question. A dialog that ends gives way to the one it interrupted.
void advance(TurnContext& ctx);
// Puts the open question again; nothing new is said. Falls back on `advance`.
void ask_again(TurnContext& ctx);
// Opens a dialog above the others (a digression when there are some), or runs its command.
void open_dialog(TurnContext& ctx, const std::string& id);

// --- ticket.cpp --------------------------------------------------------------------------------

Ticket make_ticket(TurnContext& ctx,
                   const Dialog& dialog,
                   const Position& position,
                   const Position::Passed& passed);
// "Nom : Dupont" for each field of the form.
std::vector<std::string> recap_lines(TurnContext& ctx, const std::vector<const FormField*>& fields);
// A canonical value as people write it: "12/03/1985", "06 12 34 56 78", "1 234,56 €".
std::string display_value(slots::SlotType type, const std::string& value);

// --- answer.cpp: what was said at an open question, field or summary --------------------------

void answer_text(TurnContext& ctx, const Position& position);
void take_option(TurnContext& ctx, const Node& node, const std::string& option);
void answer_summary_option(TurnContext& ctx, const Position& position, const std::string& option);
// What is offered at this position: the question's options, then the ways out once it went wrong.
std::vector<OfferedOption> options_at(TurnContext& ctx, const Position& position);
void hold_field(TurnContext& ctx,
                const FormField& field,
                const std::string& value,
                const std::string& raw);
// "Marie Dupont" at the family name fills the first name of the same form as well.
void hold_first_name_too(TurnContext& ctx,
                         const Position& position,
                         const FormField& field,
                         const std::string& said);
void reopen_field(TurnContext& ctx, const std::string& slot);

// --- prefill.cpp: what a sentence says beside its question --------------------------------------

// Answers in advance, from the utterance, questions and fields of the dialog about to be opened.
void prefill(TurnContext& ctx, OpenDialog& opening);
// Several values in one message at a form: each goes to its field. True when there were several, or
// one that belongs to another field than the open one.
bool take_several(TurnContext& ctx, const Position& position);

// --- second_question.cpp: two questions in one message -------------------------------------------

// Finds the questions of a message that holds several; the utterance and its match become those of
// the first, the others wait in the session.
void split_questions(TurnContext& ctx);
// Once nothing is open any more, offers the question that waits.
void offer_second_question(TurnContext& ctx);

// --- correct.cpp: "non, je me suis trompé, c'est le 13 mars" ------------------------------------

// True when the utterance corrected a field already filled, or named one to correct.
bool correct_by_words(TurnContext& ctx, const Position& position);

// --- command.cpp --------------------------------------------------------------------------------

void run_command(TurnContext& ctx, const Dialog& dialog);
// Says the dialog's own steps, leaving the open one where it is.
void say_aside(TurnContext& ctx, const Dialog& dialog);
// "Je ne sais pas" at the open question or field.
void answer_unknown(TurnContext& ctx, const Position& position);
// One of the engine's own options, offered beside any question: menu, conseiller, plus-tard…
bool take_way_out(TurnContext& ctx, const std::string& option);

// --- pending.cpp: questions of the engine itself ------------------------------------------------

// True when the text or option answered the pending question.
bool answer_pending_text(TurnContext& ctx);
bool answer_pending_option(TurnContext& ctx, const std::string& option);
void ask_pending(TurnContext& ctx, Pending::Kind kind, std::vector<std::string> options);
void clarify(TurnContext& ctx);
void not_understood(TurnContext& ctx);

}  // namespace guichet
