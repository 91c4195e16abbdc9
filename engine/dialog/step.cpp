#include "engine/dialog/step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/dialog/decision.hpp"
#include "engine/dialog/names_of_today.hpp"
#include "engine/dialog/table.hpp"
#include "engine/dialog/turn_context.hpp"
#include "engine/slots/choice.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr std::size_t max_transcript_lines = 200;

void note_match(TurnContext& ctx) {
    std::string detail =
        fmt::format("{} ({})", decision_name(ctx.match.decision), reason_in_french(ctx.match));
    for (const Candidate& candidate : ctx.match.candidates) {
        detail += fmt::format(" {}={:.2f}", candidate.intent, candidate.score);
    }
    ctx.note(std::move(detail));
}

void greet_briefly(TurnContext& ctx, const Dialog* sure) {
    if (std::exchange(ctx.session().greeted, true)) {
        return;
    }
    if (sure == nullptr || !sure->greets) {
        say_phrase(ctx, "accueil-court");
    }
}

// By SMS nobody opens a page: somebody who writes again after a long silence is told where it was.
void recall_where_we_were(TurnContext& ctx) {
    const bool away = ctx.session().channel == Channel::sms && ctx.open() != nullptr &&
                      ctx.now - ctx.session().last_activity >= ctx.catalog.sms.away;
    if (away) {
        ctx.trace(TurnRule::away, ctx.open()->dialog);
        say_phrase(ctx, "session-reprise", {{"titre", ctx.catalog.title_of(ctx.open()->dialog)}});
    }
}

// The label of an option as it was last offered, for the transcript.
std::string offered_label(const Session& session, const OptionId& option) {
    for (const Reply& reply : session.last_replies) {
        const auto offered = std::ranges::find(reply.options, option, &OfferedOption::id);
        if (offered != reply.options.end()) {
            return offered->label;
        }
    }
    return option.text();
}

// What it says of somebody who gives that field anew, for the transcript.
std::string words_to_correct(TurnContext& ctx, const FormField& field) {
    return fmt::format(
        "{} : {}", phrase_text(ctx.catalog, ctx.session().channel, "option-modifier"), field.label);
}

void write_down(TurnContext& ctx, bool from_person, std::string text) {
    auto& transcript = ctx.session().transcript;
    if (transcript.size() == max_transcript_lines) {
        transcript.erase(transcript.begin());
    }
    transcript.push_back({from_person, std::move(text), ctx.now});
}

// What comes before the answer, unless it is a matter of urgency or of silence.
bool needs_no_preamble(const turn::Decision& decision) {
    return decision.rule == TurnRule::stopped || decision.rule == TurnRule::urgent ||
           decision.rule == TurnRule::opt_out || decision.rule == TurnRule::opt_in;
}

void preamble(TurnContext& ctx, const Reading& reading, const turn::Decision& decision) {
    if (needs_no_preamble(decision)) {
        ctx.session().greeted = true;
        return;
    }
    greet_briefly(ctx, reading.sure);
    recall_where_we_were(ctx);
    acknowledge(ctx, reading, decision);
}

// A question put beside a doubt leaves it open.
bool only_tells(const turn::Action& action) {
    return std::holds_alternative<turn::Precise>(action) ||
           std::holds_alternative<turn::Inform>(action) ||
           std::holds_alternative<turn::ExplainTerm>(action) ||
           std::holds_alternative<turn::ExplainField>(action) ||
           std::holds_alternative<turn::TellHeld>(action) ||
           std::holds_alternative<turn::AskAgain>(action);
}

void handle_text(TurnContext& ctx, const Utterance& utterance) {
    const Session before = ctx.session();
    const Table table = table_of(ctx.catalog, before);
    Reading reading = read(ctx.catalog, before, table, utterance, ctx.today());
    auto decision = turn::decide({ctx.catalog, before, table, reading});
    if (!decision) {
        // What the engine asked or offered gives way to what lies beneath.
        const Table beneath = table_beneath(ctx.catalog, before);
        reading = read(ctx.catalog, before, beneath, utterance, ctx.today());
        decision = turn::decide({ctx.catalog, before, beneath, reading});
        // A command says itself whether it does: "répéter" repeats what was offered.
        if (!std::holds_alternative<turn::Run>(decision->action)) {
            ctx.session().pending = {};
        }
        if (before.pending.kind == Pending::Kind::doubt && only_tells(decision->action)) {
            ctx.doubt = before.pending;
        }
    }
    write_down(ctx, true, reading.said);
    ctx.said = reading.words;
    ctx.match = reading.match;
    for (const Dialog* subject : reading.later) {
        ctx.session().later_intents.push_back(subject->id);
        ctx.trace(TurnRule::second_question, subject->id);
    }
    note_match(ctx);
    if (reading.cues.has(Cue::other_case) && std::holds_alternative<turn::Open>(decision->action)) {
        ctx.trace(TurnRule::other_case, "");
        forget_case(ctx);
    }
    preamble(ctx, reading, *decision);
    act(ctx, *decision);
}

// --- options picked ------------------------------------------------------------------------------

// A button of a question that is still on the way is a correction of its answer.
bool correct_by_option(TurnContext& ctx, const OptionChoice& choice) {
    const auto position = ctx.position();
    if (!position) {
        return false;
    }
    for (const Position::Taken& taken : position->taken) {
        if (taken.node->id != choice.node) {
            continue;
        }
        const auto& ask = std::get<Ask>(taken.node->kind);
        if (std::ranges::find(ask.options, choice.option, &Option::id) == ask.options.end()) {
            return false;
        }
        ctx.trace(TurnRule::changed_by_button, choice.node);
        take_option(ctx, *taken.node, choice.option);
        return true;
    }
    return false;
}

// The field whose earlier answer is given anew: of the form that is open or, when nothing is, of
// the request sent last; null for another choice.
const FormField* field_given_anew(TurnContext& ctx, const OptionChoice& choice) {
    const SlotId slot(choice.option.text());
    if (ctx.open() != nullptr) {
        const auto position = ctx.position();
        const bool here =
            position && position->node != nullptr && position->node->id == choice.node;
        return here ? position->field_of(slot) : nullptr;
    }
    const auto& sent = ctx.session().sent;
    const auto dialog = sent.empty() ? ctx.catalog.dialogs.end()
                                     : ctx.catalog.dialogs.find(sent.back().request.dialog);
    const Node* node =
        dialog == ctx.catalog.dialogs.end() ? nullptr : find_node(dialog->second, choice.node);
    const Form* form = node == nullptr ? nullptr : std::get_if<Form>(&node->kind);
    if (form == nullptr) {
        return nullptr;
    }
    const auto field = std::ranges::find(form->fields, slot, &FormField::slot);
    return field == form->fields.end() ? nullptr : &*field;
}

// An earlier answer that one wants to give anew, in the log of a page.
bool correct_field(TurnContext& ctx, const FormField* field) {
    if (field == nullptr) {
        return false;
    }
    const Correction correction{field, std::nullopt};
    if (ctx.open() != nullptr) {
        act(ctx, {TurnRule::field_to_correct, turn::Correct{correction}});
    } else {
        act(ctx, {TurnRule::amendment, turn::Amend{correction}});
    }
    return true;
}

turn::Action at_summary(const OptionId& option) {
    if (option == "oui") {
        return turn::Send{};
    }
    return option == "annuler" ? turn::Action(turn::AskCancel{true})
                               : turn::Action(turn::AskField{});
}

bool answer_open_option(TurnContext& ctx, const OptionChoice& choice) {
    const Session before = ctx.session();
    const Table table = table_beneath(ctx.catalog, before);
    const bool elsewhere = !choice.node.empty() && table.position &&
                           table.position->node != nullptr &&
                           choice.node != table.position->node->id;
    const bool offered =
        std::ranges::find(table.options, choice.option, &OfferedOption::id) != table.options.end();
    if (elsewhere || !offered) {
        return false;
    }
    ctx.session().pending = {};
    if (take_way_out(ctx, choice.option)) {
        return true;
    }
    if (table.kind == Table::field) {
        act(ctx, {TurnRule::skipped, turn::skip(table, offered_label(before, choice.option))});
        return true;
    }
    act(ctx,
        {TurnRule::option,
         table.kind == Table::summary ? at_summary(choice.option)
                                      : turn::Action(turn::TakeOption{choice.option, {}})});
    return true;
}

// What the engine itself has asked or offered.
bool answer_engine_option(TurnContext& ctx, const OptionChoice& choice) {
    const Pending& pending = ctx.session().pending;
    if (std::ranges::find(pending.options, choice.option) == pending.options.end()) {
        return false;
    }
    switch (pending.kind) {
        case Pending::Kind::none:
            return false;
        case Pending::Kind::clarify:
        case Pending::Kind::menu:
        case Pending::Kind::topics:
            act(ctx, {TurnRule::offer_taken, turn::TakeOffer{choice.option}});
            return true;
        case Pending::Kind::cancel:
        case Pending::Kind::cancel_all:
        case Pending::Kind::restart:
        case Pending::Kind::erase:
        case Pending::Kind::doubt:
            act(ctx, {TurnRule::settled, turn::Settle{choice.option == "oui"}});
            return true;
        case Pending::Kind::pick_field:
            break;
    }
    const auto position = ctx.position();
    const FormField* field = position->field_of(SlotId(choice.option.text()));
    if (field == nullptr) {
        return false;
    }
    act(ctx, {TurnRule::field_to_correct, turn::Correct{{field, std::nullopt}}});
    return true;
}

void handle_choice(TurnContext& ctx, const OptionChoice& choice) {
    const FormField* field = field_given_anew(ctx, choice);
    write_down(ctx,
               true,
               text::clean(field == nullptr ? offered_label(ctx.session(), choice.option)
                                            : words_to_correct(ctx, *field)));
    if (ctx.session().stopped) {
        ctx.trace(TurnRule::stopped, "silence");
        return;
    }
    greet_briefly(ctx, nullptr);
    if (answer_engine_option(ctx, choice) || take_way_out(ctx, choice.option) ||
        answer_open_option(ctx, choice) || correct_by_option(ctx, choice) ||
        correct_field(ctx, field)) {
        return;
    }
    const auto dialog = ctx.catalog.dialogs.find(choice.option.text());
    if (dialog != ctx.catalog.dialogs.end()) {
        ctx.said = text_kept(ctx);
        act(ctx, {TurnRule::opened, turn::Open{&dialog->second}});
        return;
    }
    ctx.trace(TurnRule::past_question, choice.node);
    say_phrase(ctx, "question-passee");
    if (ctx.open() != nullptr) {
        ask_again(ctx);
    } else {
        offer_menu(ctx);
    }
}

void handle_opened(TurnContext& ctx) {
    if (ctx.session().stopped) {
        return;
    }
    if (ctx.open() != nullptr) {
        say_phrase(ctx, "session-reprise", {{"titre", ctx.catalog.title_of(ctx.open()->dialog)}});
        ask_again(ctx);
        return;
    }
    ctx.session().greeted = true;
    say_phrase(ctx, "accueil");
    offer_menu(ctx);
    give_notice(ctx);
}

// For the channel: what the next message answers, whatever was said of it in this turn.
void tell_what_is_asked(Turn& turn, const Table& table) {
    turn.asks = table.asks;
    if (table.beneath == Table::nothing) {
        return;
    }
    const Position& position = *table.position;
    turn.node = position.node->id;
    if (table.kind != Table::field) {
        return;
    }
    turn.field_type = slots::type_name(table.slot->type);
    const auto index = std::ranges::find(position.fields, position.field) - position.fields.begin();
    turn.field_index = static_cast<int>(index) + 1;
    turn.field_count = static_cast<int>(position.fields.size());
}

void finish(TurnContext& ctx) {
    if (ctx.turn.replies.empty() && !ctx.session().stopped) {
        // A turn is never silent.
        ctx.trace(TurnRule::never_silent, "");
        not_understood(ctx);
    }
    if (!ctx.session().stopped) {
        tell_what_is_asked(ctx.turn, table_of(ctx.catalog, ctx.session()));
    }
    if (!ctx.turn.replies.empty() && !ctx.says_rest) {
        ctx.session().last_replies = ctx.turn.replies;
    }
    render_for_channel(ctx);
    for (const Reply& reply : ctx.turn.replies) {
        write_down(ctx, false, reply.text);
    }
    ctx.session().catalog = ctx.catalog.fingerprint;
    ctx.session().last_activity = ctx.now;
}

// Values of the channel answer in advance, once checked like those typed; what the person said
// stands above them.
void take_known(TurnContext& ctx) {
    for (const auto& [id, raw] : ctx.message.known) {
        const auto held = ctx.session().answers.find(id);
        if (held != ctx.session().answers.end() && !held->second.undisclosed) {
            continue;
        }
        std::string value;
        if (const auto slot = ctx.catalog.slots.find(id);
            slot != ctx.catalog.slots.end() && slot->second.remembered) {
            const slots::Parsed parsed =
                slots::parse(ctx.catalog.vocabulary, slot->second.type, raw, ctx.today());
            value = parsed.reading == slots::Reading::filled ? parsed.value : "";
        } else if (const auto question = ctx.catalog.questions.find(id);
                   question != ctx.catalog.questions.end()) {
            const auto option =
                std::ranges::find(question->second.options, OptionId(raw), &Option::id);
            value = option == question->second.options.end() ? "" : option->id.text();
        }
        if (!value.empty()) {
            ctx.session().answers[id] = {value, value, true, true};
            ctx.trace(TurnRule::known, id);
        }
    }
}

}  // namespace

Turn step(const Catalog& catalog, const Session& session, const Message& message, TimePoint now) {
    const Message today = with_names_of_today(catalog, message);
    TurnContext ctx{catalog, today, now, {}, {}, {}, {}};
    ctx.turn.session = with_names_of_today(catalog, session);
    ctx.rest = std::exchange(ctx.turn.session.held_back, {});
    if (!session.stranger) {
        take_known(ctx);
    }
    if (const auto* utterance = std::get_if<Utterance>(&today.content)) {
        handle_text(ctx, *utterance);
    } else if (const auto* choice = std::get_if<OptionChoice>(&today.content)) {
        handle_choice(ctx, *choice);
    } else {
        handle_opened(ctx);
    }
    finish(ctx);
    return std::move(ctx.turn);
}

}  // namespace guichet
