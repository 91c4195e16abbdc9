#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

bool anything_typed(const Session& session) {
    return std::ranges::any_of(session.stack,
                               [](const OpenDialog& open) { return !open.order.empty(); });
}

std::string open_title(TurnContext& ctx) {
    return ctx.catalog.title_of(ctx.open()->dialog);
}

// Says the dialog's own steps, leaving the open one where it is.
void say_aside(TurnContext& ctx, const Dialog& dialog) {
    OpenDialog aside;
    aside.dialog = dialog.id;
    ctx.session().stack.push_back(std::move(aside));
    advance(ctx);
}

void ask_again_or_menu(TurnContext& ctx) {
    if (ctx.open() == nullptr) {
        offer_menu(ctx);
    } else {
        ask_again(ctx);
    }
}

void go_back(TurnContext& ctx) {
    OpenDialog* open = ctx.open();
    if (open == nullptr || open->order.empty()) {
        say_phrase(ctx, "retour-debut");
        ask_again_or_menu(ctx);
        return;
    }
    const SlotId key = open->order.back();
    ctx.trace(TurnRule::back, key);
    reopen(ctx, key);
    ask_again(ctx);
}

void correct(TurnContext& ctx) {
    if (ctx.open() == nullptr && !ctx.session().sent.empty()) {
        amend(ctx, std::nullopt);
        return;
    }
    const auto position = ctx.position();
    std::vector<OptionId> filled;
    if (position && position->node != nullptr &&
        std::holds_alternative<Form>(position->node->kind)) {
        const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
        for (const FormField* field : position->fields) {
            if (answers.field(*field) != nullptr) {
                filled.emplace_back(field->slot.text());
            }
        }
        for (const FormField* field : position->offered) {
            filled.emplace_back(field->slot.text());
        }
    }
    if (filled.empty()) {
        go_back(ctx);
        return;
    }
    ask_pending(ctx, Pending::Kind::pick_field, std::move(filled));
}

void repeat(TurnContext& ctx) {
    if (ctx.session().last_replies.empty()) {
        say_phrase(ctx, "rien-a-repeter");
        return;
    }
    ctx.turn.replies = ctx.session().last_replies;
}

// The rest of a long SMS turn; the last words again when nothing is left.
void say_more(TurnContext& ctx) {
    if (ctx.rest.empty()) {
        repeat(ctx);
        return;
    }
    ctx.trace(TurnRule::rest_of_sms, "");
    ctx.says_rest = true;
    ctx.turn.replies = std::move(ctx.rest);
}

// Says the field's explanation, then asks again.
void explain_or_say(TurnContext& ctx, const Dialog& dialog) {
    const auto position = ctx.position();
    if (!position || position->at != Position::At::field) {
        say_aside(ctx, dialog);
        return;
    }
    using Asks = AboutField::Asks;
    explain_field(ctx, {position->field, dialog.command == Command::why ? Asks::why : Asks::where});
    ask_again(ctx);
}

void restart(TurnContext& ctx) {
    if (anything_typed(ctx.session())) {
        ask_pending(ctx, Pending::Kind::restart, {"oui", "non"});
        return;
    }
    start_anew(ctx);
}

// A draft of the same subject is replaced; others stay.
void keep_draft(TurnContext& ctx) {
    auto& drafts = ctx.session().drafts;
    std::erase_if(drafts,
                  [&](const OpenDialog& draft) { return draft.dialog == ctx.open()->dialog; });
    drafts.push_back(std::move(ctx.session().stack.back()));
    ctx.session().stack.pop_back();
}

void put_off(TurnContext& ctx) {
    const std::string title = open_title(ctx);
    keep_draft(ctx);
    say_phrase(ctx, "brouillon-garde", {{"titre", title}});
    if (ctx.open() != nullptr) {
        ask_again(ctx);
    }
}

void keep_for_later(TurnContext& ctx, const Dialog& dialog) {
    if (ctx.open() == nullptr) {
        say_aside(ctx, dialog);
        return;
    }
    put_off(ctx);
}

void resume_draft(TurnContext& ctx) {
    if (ctx.session().drafts.empty()) {
        // "Je veux finir ma demande de chèque", in the midst of another.
        if (ctx.session().stack.size() > 1) {
            put_off(ctx);
            return;
        }
        if (ctx.open() == nullptr) {
            say_phrase(ctx, "rien-a-reprendre");
        }
        ask_again_or_menu(ctx);
        return;
    }
    take_up_draft(ctx);
    ask_again(ctx);
}

void say_goodbye(TurnContext& ctx, const Dialog& dialog) {
    if (ctx.open() == nullptr || !anything_typed(ctx.session())) {
        ctx.session().stack.clear();
        say_aside(ctx, dialog);
        return;
    }
    const std::string title = open_title(ctx);
    while (ctx.open() != nullptr) {
        if (ctx.open()->order.empty()) {
            ctx.session().stack.pop_back();
        } else {
            keep_draft(ctx);
        }
    }
    say_phrase(ctx, "demande-non-envoyee", {{"titre", title}});
}

void stop(TurnContext& ctx, const Dialog& dialog) {
    if (ctx.session().channel == Channel::sms) {
        ctx.session().stack.clear();
        ctx.session().drafts.clear();
        ctx.session().later_intents.clear();
        ctx.session().stopped = true;
    }
    say_aside(ctx, dialog);
}

// Forgets what was typed for this request, but for what another one holds, too.
void forget_answers(TurnContext& ctx, const OpenDialog& dropped) {
    const auto& stack = ctx.session().stack;
    for (const SlotId& key : dropped.order) {
        const bool shared = std::ranges::any_of(stack, [&](const OpenDialog& open) {
            return std::ranges::find(open.order, key) != open.order.end();
        });
        if (!shared) {
            ctx.session().answers.erase(key);
        }
    }
}

void close_all(TurnContext& ctx) {
    while (ctx.open() != nullptr) {
        const OpenDialog dropped = std::move(ctx.session().stack.back());
        ctx.session().stack.pop_back();
        forget_answers(ctx, dropped);
    }
}

}  // namespace

void take_up_draft(TurnContext& ctx) {
    auto& drafts = ctx.session().drafts;
    ctx.session().stack.push_back(std::move(drafts.back()));
    drafts.pop_back();
    say_phrase(ctx, "brouillon-repris", {{"titre", open_title(ctx)}});
}

void give_up(TurnContext& ctx) {
    if (ctx.open() == nullptr) {
        say_phrase(ctx, "rien-a-annuler");
        return;
    }
    const OpenDialog dropped = std::move(ctx.session().stack.back());
    ctx.session().stack.pop_back();
    forget_answers(ctx, dropped);
    say_phrase(ctx, "abandonne", {{"titre", ctx.catalog.title_of(dropped.dialog)}});
    ctx.session().declined.clear();
    ctx.session().refused = {};
    ctx.session().refused.kind = Pending::Kind::topics;
    ctx.session().refused.options = {OptionId(dropped.dialog.text())};
    if (ctx.open() != nullptr) {
        say_phrase(ctx, "reprise-apres-digression", {{"titre", open_title(ctx)}});
        ctx.trace(TurnRule::resumed, ctx.open()->dialog);
        ask_again(ctx);
    } else {
        offer_second_question(ctx);
    }
}

std::vector<std::string> open_titles(TurnContext& ctx) {
    std::vector<std::string> titles;
    titles.reserve(ctx.session().stack.size());
    for (const OpenDialog& open : ctx.session().stack) {
        titles.insert(titles.begin(), ctx.catalog.title_of(open.dialog));
    }
    return titles;
}

void give_up_all(TurnContext& ctx) {
    for (const std::string& title : open_titles(ctx)) {
        say_phrase(ctx, "abandonne", {{"titre", title}});
    }
    close_all(ctx);
}

void start_anew(TurnContext& ctx) {
    close_all(ctx);
    say_phrase(ctx, "recommence");
    offer_menu(ctx);
}

void ask_to_cancel(TurnContext& ctx, bool by_rule) {
    if (ctx.open() == nullptr) {
        say_phrase(ctx, "rien-a-annuler");
        offer_menu(ctx);
    } else if (by_rule && ctx.open()->order.empty()) {
        give_up(ctx);
    } else {
        ask_pending(ctx, Pending::Kind::cancel, {"oui", "non"});
    }
}

void erase_everything(TurnContext& ctx) {
    Session fresh;
    fresh.channel = ctx.session().channel;
    fresh.address = ctx.session().address;
    fresh.line = ctx.session().line;
    fresh.greeted = true;
    ctx.session() = std::move(fresh);
    ctx.turn.erase = true;
    say_phrase(ctx, "donnees-effacees");
}

void run_command(TurnContext& ctx, const Dialog& dialog) {
    ctx.session().misses = 0;
    const bool keeps_pending = dialog.command == Command::repeat ||
                               dialog.command == Command::rephrase ||
                               dialog.command == Command::more;
    if (!keeps_pending) {
        ctx.session().pending = {};
    }
    switch (dialog.command) {
        case Command::restart:
            return restart(ctx);
        case Command::back:
            return go_back(ctx);
        case Command::correct:
            return correct(ctx);
        case Command::repeat:
            return repeat(ctx);
        case Command::goodbye:
            return say_goodbye(ctx, dialog);
        case Command::stop:
            return stop(ctx, dialog);
        case Command::start:
            ctx.session().stopped = false;
            return say_aside(ctx, dialog);
        case Command::later:
            return keep_for_later(ctx, dialog);
        case Command::resume:
            return resume_draft(ctx);
        case Command::rephrase:
        case Command::why:
        case Command::where:
            return explain_or_say(ctx, dialog);
        case Command::more:
            return say_more(ctx);
        case Command::cancel:
            return ask_to_cancel(ctx, true);
        case Command::erase:
            return ask_pending(ctx, Pending::Kind::erase, {"oui", "non"});
        case Command::menu:
        case Command::confirm:
        case Command::refuse:
        case Command::unknown:
        case Command::none:
            return say_aside(ctx, dialog);
    }
}

bool take_way_out(TurnContext& ctx, const OptionId& option) {
    if (option == "conseiller") {
        open_dialog(ctx, DialogId(handoff_dialog));
    } else if (option == "menu") {
        open_dialog(ctx, "aide-menu");
    } else if (option == "plus-tard") {
        ctx.session().pending = {};
        keep_for_later(ctx, ctx.catalog.dialogs.at("aide-menu"));
    } else {
        return false;
    }
    return true;
}

}  // namespace guichet
