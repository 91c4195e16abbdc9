#include <fmt/format.h>

#include <algorithm>

#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

// A dialog interrupts at most this many others; beyond it takes the place of the last one.
constexpr std::size_t max_depth = 4;
// A turn ends dialogs and passes nodes; well-formed content needs a handful of rounds.
constexpr int step_budget = 50;

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

// By SMS what was sent is said once more, as many lines as the policy's segments hold.
void say_recap(TurnContext& ctx, const std::vector<std::string>& lines) {
    const std::string pattern = phrase_text(ctx, "sms-recap");
    const auto size = [&](const std::string& fields) {
        const std::string text = fill_variables(pattern, {{"champs", fields}});
        return text::sms_size(text::for_sms(text, ctx.catalog.sms.accents)).segments;
    };
    std::string fields;
    for (const std::string& line : lines) {
        const std::string longer = fields + (fields.empty() ? "" : " ; ") + line;
        if (size(longer + " ; ...") > ctx.catalog.sms.segments) {
            fields += fields.empty() ? "..." : " ; ...";
            break;
        }
        fields = longer;
    }
    say_phrase(ctx, "sms-recap", {{"champs", fields}});
}

void emit_ticket(TurnContext& ctx,
                 const Dialog& dialog,
                 const Position& position,
                 const Position::Passed& passed) {
    Ticket ticket = make_ticket(ctx, dialog, position, passed);
    say_phrase(
        ctx, "ticket-enregistre", {{"reference", ticket.reference}, {"titre", ticket.title}});
    if (!ticket.documents.empty()) {
        std::vector<std::string> names;
        for (const TicketDocument& document : ticket.documents) {
            names.push_back(document.label);
        }
        say_phrase(
            ctx, "ticket-pieces", {{"pieces", joined(names)}, {"reference", ticket.reference}});
    }
    if (ctx.session().channel == Channel::sms) {
        say_recap(ctx, ticket.recap);
    }
    ctx.trace("R50 ticket", ticket.branch);
    ctx.turn.ticket = std::move(ticket);
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
            Reply& reply = go->text ? say_text(ctx, *go->text, node.id)
                                    : say_phrase(ctx, "menu-sujets", {{"section", ""}});
            offer_topics(ctx, reply, go->targets, Pending::Kind::topics);
        } else if (std::holds_alternative<TicketSpec>(node.kind)) {
            emit_ticket(ctx, dialog, position, passed);
        }
    }
}

void give_options(TurnContext& ctx, const Position& position, Reply& reply) {
    reply.options = options_at(ctx, position);
    reply.node = position.node->id;
    ctx.turn.node = position.node->id;
}

void ask_question(TurnContext& ctx, const Position& position) {
    const auto& ask = std::get<Ask>(position.node->kind);
    Reply& reply = say_text(ctx, ask.text, position.node->id);
    give_options(ctx, position, reply);
    ctx.turn.asks = ask.question;
}

// Said once, before the first personal datum is asked or shown.
void give_notice(TurnContext& ctx) {
    if (!ctx.session().notice_given) {
        ctx.session().notice_given = true;
        say_phrase(ctx, "notice-donnees");
    }
}

// What is known already is shown once, before the first field that is missing.
void show_known(TurnContext& ctx, const Position& position) {
    if (!ctx.open()->passed.insert(position.node->id + "/deja-connu").second) {
        return;
    }
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    std::vector<std::string> given;
    std::vector<std::string> known;
    for (const FormField* field : position.fields) {
        if (const Answer* answer = answers.field(*field)) {
            (answer->undisclosed ? known : given).push_back(field->label);
        }
    }
    if (!given.empty() || !known.empty()) {
        give_notice(ctx);
    }
    if (!given.empty()) {
        say_phrase(ctx, "deja-connu", {{"champs", joined(given)}});
    }
    if (!known.empty()) {
        say_phrase(ctx, "connu-du-message", {{"champs", joined(known)}});
    }
}

void ask_field(TurnContext& ctx, const Position& position) {
    const Slot& slot = ctx.catalog.slots.at(position.field->slot);
    if (slot.personal) {
        give_notice(ctx);
    }
    show_known(ctx, position);
    const Text& prompt = position.field->prompt ? *position.field->prompt : slot.prompt;
    Reply& reply = say_text(ctx, prompt, position.node->id);
    give_options(ctx, position, reply);
    ctx.turn.asks = slot.id;
    ctx.turn.field_type = slots::type_name(slot.type);
    const auto index = std::ranges::find(position.fields, position.field) - position.fields.begin();
    ctx.turn.field_index = static_cast<int>(index) + 1;
    ctx.turn.field_count = static_cast<int>(position.fields.size());
}

void ask_summary(TurnContext& ctx, const Position& position) {
    give_notice(ctx);
    const std::string title = ctx.catalog.title_of(ctx.open()->dialog);
    Reply& recap = say_phrase(ctx, "recapitulatif", {{"titre", title}});
    recap.checklist = recap_lines(ctx, position.fields);
    Reply& question = say_phrase(ctx, "recapitulatif-question");
    give_options(ctx, position, question);
    ctx.turn.asks = "confirmation";
}

void put_question(TurnContext& ctx, const Position& position) {
    ctx.session().pending = {};
    switch (position.at) {
        case Position::At::question:
            ask_question(ctx, position);
            break;
        case Position::At::field:
            ask_field(ctx, position);
            break;
        case Position::At::summary:
            ask_summary(ctx, position);
            break;
        case Position::At::end:
            break;
    }
}

void close_dialog(TurnContext& ctx) {
    // What was asked about the request ends with it.
    const Pending::Kind asked = ctx.session().pending.kind;
    if (asked == Pending::Kind::pick_field || asked == Pending::Kind::cancel) {
        ctx.session().pending = {};
    }
    ctx.session().stack.pop_back();
    if (const OpenDialog* interrupted = ctx.open()) {
        say_phrase(ctx,
                   "reprise-apres-digression",
                   {{"titre", ctx.catalog.title_of(interrupted->dialog)}});
        ctx.trace("R46 reprise", interrupted->dialog);
    }
}

void end_with_menu(TurnContext& ctx, const Dialog& dialog) {
    if (dialog.shows_menu && ctx.session().stack.size() == 1) {
        offer_menu(ctx);
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
            put_question(ctx, position);
            return;
        }
        end_with_menu(ctx, *dialog);
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
    put_question(ctx, *position);
}

void open_dialog(TurnContext& ctx, const std::string& id) {
    const Dialog& dialog = ctx.catalog.dialogs.at(id);
    if (dialog.command != Command::none) {
        run_command(ctx, dialog);
        return;
    }
    ctx.session().pending = {};
    ctx.session().misses = 0;
    if (dialog.disowns) {
        ctx.session().stranger = true;
        std::erase_if(ctx.session().answers,
                      [](const auto& held) { return held.second.undisclosed; });
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
        ctx.trace("R48 même sujet", id);
        ask_again(ctx);
        return;
    }
    ctx.trace(stack.empty() ? "ouverture" : "digression", id);
    OpenDialog fresh;
    fresh.dialog = id;
    const auto below = std::ranges::find(stack, id, &OpenDialog::dialog);
    if (below != stack.end()) {
        fresh = std::move(*below);
        fresh.passed.clear();
        stack.erase(below);
    } else if (stack.size() >= max_depth) {
        stack.pop_back();
    }
    prefill(ctx, fresh);
    stack.push_back(std::move(fresh));
    advance(ctx);
}

}  // namespace guichet
