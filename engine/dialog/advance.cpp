#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

// A dialog interrupts at most this many others; beyond it takes the place of the last one.
constexpr std::size_t max_depth = 4;
// A turn ends dialogs and passes nodes; well-formed content needs a handful of rounds.
constexpr int step_budget = 50;

// By SMS what was sent is said once more, as many lines as the policy's segments hold.
void say_recap(TurnContext& ctx, const std::vector<std::string>& lines) {
    const std::string pattern =
        phrase_text(ctx.catalog, ctx.session().channel, "sms-recapitulatif");
    const auto size = [&](const std::string& fields) {
        const std::string text = fill_variables(pattern, {{"champs", fields}});
        return text::sms_size(text::for_sms(text, ctx.catalog.sms.accents)).segments;
    };
    std::string fields;
    for (const std::string& line : lines) {
        const std::string longer = fields.empty() ? line : fmt::format("{} ; {}", fields, line);
        if (size(longer + " ; ...") > ctx.catalog.sms.segments) {
            fields += fields.empty() ? "..." : " ; ...";
            break;
        }
        fields = longer;
    }
    say_phrase(ctx, "sms-recapitulatif", {{"champs", fields}});
}

void emit_ticket(TurnContext& ctx,
                 const Dialog& dialog,
                 const Position& position,
                 const Position::Passed& passed) {
    Ticket ticket = make_ticket(ctx, dialog, position, passed);
    say_phrase(
        ctx, "demande-enregistree", {{"reference", ticket.reference}, {"titre", ticket.title}});
    if (!ticket.documents.empty()) {
        std::vector<std::string> names;
        names.reserve(ticket.documents.size());
        for (const TicketDocument& document : ticket.documents) {
            names.push_back(document.label);
        }
        say_phrase(
            ctx, "demande-pieces", {{"pieces", joined(names)}, {"reference", ticket.reference}});
    }
    if (ctx.session().channel == Channel::sms) {
        say_recap(ctx, ticket.recap);
    }
    ctx.note("ticket " + ticket.branch);
    ctx.turn.ticket = std::move(ticket);
    remember_sent(ctx, position);
}

void speak_passed(TurnContext& ctx, const Dialog& dialog, const Position& position) {
    for (const Position::Passed& passed : position.passed) {
        const Node& node = *passed.node;
        if (!ctx.open()->passed.insert(node.id).second) {
            continue;
        }
        ctx.turn.node = node.id;
        if (const auto* say = std::get_if<Say>(&node.kind)) {
            say_node(ctx, node, *say);
        } else if (const auto* go = std::get_if<Goto>(&node.kind)) {
            // In the midst of something else, see-also would hide its question.
            if (ctx.session().stack.size() > 1) {
                continue;
            }
            Reply& reply = go->text ? say_text(ctx, *go->text, node.id)
                                    : say_phrase(ctx, "menu-sujets", {{"section", ""}});
            offer_topics(ctx, reply, go->targets);
        } else if (std::holds_alternative<TicketSpec>(node.kind)) {
            emit_ticket(ctx, dialog, position, passed);
        }
    }
}

// A request that was sent or answered something, not a mere remark.
bool was_answered(const OpenDialog& closed) {
    return !closed.order.empty();
}

// Its last question was answered by "no".
bool ends_on_no(TurnContext& ctx) {
    const OpenDialog& open = *ctx.open();
    if (ctx.turn.ticket || open.order.empty()) {
        return false;
    }
    for (const auto* answers : {&open.answers, &std::as_const(ctx.session().answers)}) {
        const auto answer = answers->find(open.order.back());
        if (answer != answers->end()) {
            return answer->second.value == "non";
        }
    }
    return false;
}

// What is asked next may depend on what was answered, after it is closed too.
void keep_choices(TurnContext& ctx, const Position& position) {
    Session& session = ctx.session();
    if (ctx.open()->dialog != session.subject) {
        return;
    }
    session.chosen.clear();
    for (const Position::Taken& taken : position.taken) {
        const SlotId& key = std::get<Ask>(taken.node->kind).key;
        const auto answer = ctx.open()->answers.find(key);
        if (answer != ctx.open()->answers.end()) {
            session.chosen.insert(*answer);
        }
    }
}

void close_dialog(TurnContext& ctx) {
    // What was asked about the request ends with it.
    const Pending::Kind asked = ctx.session().pending.kind;
    if (asked == Pending::Kind::pick_field || asked == Pending::Kind::cancel ||
        asked == Pending::Kind::cancel_all || asked == Pending::Kind::doubt) {
        ctx.session().pending = {};
    }
    const bool announced = was_answered(*ctx.open());
    if (ends_on_no(ctx)) {
        ctx.session().declined = {*ctx.open()};
        ctx.session().refused = {};
    }
    ctx.session().stack.pop_back();
    if (const OpenDialog* interrupted = ctx.open()) {
        ctx.trace(TurnRule::resumed, interrupted->dialog);
        if (announced) {
            say_phrase(ctx,
                       "reprise-apres-digression",
                       {{"titre", ctx.catalog.title_of(interrupted->dialog)}});
        }
    }
}

void end_with_menu(TurnContext& ctx, const Dialog& dialog) {
    if (dialog.shows_menu && ctx.session().stack.size() == 1) {
        offer_menu(ctx);
    }
}

// A subject opened over another one: what nobody answered is left, and never comes back.
void leave_unanswered(TurnContext& ctx, const Dialog& opening) {
    auto& stack = ctx.session().stack;
    const bool subject =
        opening.is_topic() || !std::ranges::all_of(opening.steps, [](const Node& node) {
            return std::holds_alternative<Say>(node.kind) ||
                   std::holds_alternative<Goto>(node.kind);
        });
    if (subject && !stack.empty() && stack.back().order.empty()) {
        ctx.trace(TurnRule::dropped, stack.back().dialog);
        stack.pop_back();
    }
}

// What is asked next is about it; nothing is, in an emergency.
void speak_of(TurnContext& ctx, const Dialog& dialog) {
    if (dialog.urgent) {
        ctx.session().subject = {};
    } else if (ctx.catalog.is_subject(dialog)) {
        ctx.session().subject = dialog.id;
    }
}

// What the channel knows is of the person it meant to write to.
void forget_known(Session& session) {
    const auto forget = [](std::map<SlotId, Answer>& answers) {
        std::erase_if(answers, [](const auto& held) { return held.second.undisclosed; });
    };
    forget(session.answers);
    for (auto* requests : {&session.stack, &session.drafts}) {
        for (OpenDialog& request : *requests) {
            forget(request.answers);
        }
    }
}

}  // namespace

void advance(TurnContext& ctx) {
    for (int round = 0; round < step_budget && ctx.open() != nullptr; ++round) {
        const Dialog* dialog = ctx.open_dialog();
        if (dialog == nullptr) {
            // The content changed and this dialog is gone: what it held stays in the session.
            ctx.session().stack.pop_back();
            continue;
        }
        const Position position = *ctx.position();
        speak_passed(ctx, *dialog, position);
        if (position.at != Position::At::end) {
            ctx.session().pending = {};
            say_question(ctx, position, false);
            return;
        }
        end_with_menu(ctx, *dialog);
        keep_choices(ctx, position);
        close_dialog(ctx);
    }
    offer_second_question(ctx);
}

void ask_again(TurnContext& ctx) {
    const auto position = ctx.position();
    if (!position || position->at == Position::At::end) {
        advance(ctx);
        return;
    }
    ctx.session().pending = {};
    if (ctx.doubt.kind == Pending::Kind::doubt && position->field != nullptr) {
        ask_doubt(ctx, *position->field, std::exchange(ctx.doubt, {}));
        return;
    }
    say_question(ctx, *position, true);
}

void open_dialog(TurnContext& ctx, const DialogId& id) {
    const Dialog& dialog = ctx.catalog.dialogs.at(id);
    if (dialog.command != Command::none) {
        run_command(ctx, dialog);
        return;
    }
    ctx.session().pending = {};
    ctx.session().misses = 0;
    if (dialog.disowns) {
        ctx.session().stranger = true;
        forget_known(ctx.session());
    }
    auto& stack = ctx.session().stack;
    if (dialog.urgent) {
        // Nothing is resumed by itself after this: the requests under way wait as drafts.
        for (OpenDialog& open : stack) {
            ctx.session().drafts.push_back(std::move(open));
        }
        stack.clear();
        ctx.session().distress = true;
    }
    if (!stack.empty() && stack.back().dialog == id) {
        ctx.trace(TurnRule::same_dialog, id);
        ask_again(ctx);
        return;
    }
    leave_unanswered(ctx, dialog);
    ctx.note(fmt::format("{} {}", stack.empty() ? "ouverture" : "digression", id));
    OpenDialog fresh;
    fresh.dialog = id;
    const auto below = std::ranges::find(stack, id, &OpenDialog::dialog);
    if (below != stack.end()) {
        fresh = std::move(*below);
        fresh.passed.clear();
        stack.erase(below);
    } else if (stack.size() >= max_depth) {
        // It waits as a draft: what was typed is never lost.
        ctx.session().drafts.push_back(std::move(stack.front()));
        stack.erase(stack.begin());
    }
    speak_of(ctx, dialog);
    prefill(ctx, fresh);
    stack.push_back(std::move(fresh));
    advance(ctx);
}

void inform(TurnContext& ctx, const Dialog& dialog) {
    speak_of(ctx, dialog);
    OpenDialog aside;
    aside.dialog = dialog.id;
    const Position position = walk(ctx.catalog, ctx.session(), dialog, aside);
    for (const Position::Passed& passed : position.passed) {
        if (const auto* say = std::get_if<Say>(&passed.node->kind)) {
            say_node(ctx, *passed.node, *say);
        }
    }
    ctx.trace(TurnRule::information_only, dialog.id);
}

void offer_second_question(TurnContext& ctx) {
    auto& later = ctx.session().later_intents;
    if (later.empty() || ctx.open() != nullptr) {
        return;
    }
    const DialogId id = later.front();
    later.erase(later.begin());
    if (!ctx.catalog.dialogs.contains(id)) {
        return;
    }
    Reply& reply = say_phrase(ctx, "question-suivante", {{"titre", ctx.catalog.title_of(id)}});
    offer_topics(ctx, reply, {id});
}

}  // namespace guichet
