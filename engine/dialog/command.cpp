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

void resume_or_nothing(TurnContext& ctx) {
    if (ctx.open() != nullptr) {
        ask_again(ctx);
    }
}

void go_back(TurnContext& ctx) {
    OpenDialog* open = ctx.open();
    if (open == nullptr || open->order.empty()) {
        say_phrase(ctx, "retour-debut");
        if (open == nullptr) {
            offer_menu(ctx);
        } else {
            ask_again(ctx);
        }
        return;
    }
    const std::string key = open->order.back();
    ctx.trace("R43 retour", key);
    reopen_field(ctx, key);
    ask_again(ctx);
}

void correct(TurnContext& ctx) {
    const auto position = ctx.position();
    std::vector<std::string> filled;
    if (position && position->node != nullptr &&
        std::holds_alternative<Form>(position->node->kind)) {
        const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
        for (const FormField* field : position->fields) {
            if (answers.field(*field) != nullptr) {
                filled.push_back(field->slot);
            }
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
    ctx.trace("R59 suite", "");
    ctx.says_rest = true;
    ctx.turn.replies = std::move(ctx.rest);
}

// Says the field's explanation, then asks again.
void explain_field(TurnContext& ctx, const Dialog& dialog) {
    const auto position = ctx.position();
    if (!position || position->at != Position::At::field) {
        say_aside(ctx, dialog);
        return;
    }
    const Slot& slot = ctx.catalog.slots.at(position->field->slot);
    const Text& text = dialog.command == Command::why ? slot.why : slot.where;
    say_text(ctx, text, fmt::format("champs/{}", slot.id));
    ask_again(ctx);
}

void cancel(TurnContext& ctx) {
    if (ctx.open() == nullptr) {
        say_phrase(ctx, "rien-a-annuler");
        offer_menu(ctx);
        return;
    }
    if (anything_typed(ctx.session())) {
        ask_pending(ctx, Pending::Kind::cancel, {"oui", "non"});
        return;
    }
    const std::string title = open_title(ctx);
    ctx.session().stack.clear();
    say_phrase(ctx, "abandonne", {{"titre", title}});
}

void restart(TurnContext& ctx) {
    if (anything_typed(ctx.session())) {
        ask_pending(ctx, Pending::Kind::restart, {"oui", "non"});
        return;
    }
    ctx.session().stack.clear();
    say_phrase(ctx, "recommence");
    offer_menu(ctx);
}

void keep_for_later(TurnContext& ctx, const Dialog& dialog) {
    if (ctx.open() == nullptr) {
        say_aside(ctx, dialog);
        return;
    }
    const std::string title = open_title(ctx);
    auto& drafts = ctx.session().drafts;
    std::erase_if(drafts,
                  [&](const OpenDialog& draft) { return draft.dialog == ctx.open()->dialog; });
    drafts.push_back(std::move(ctx.session().stack.back()));
    ctx.session().stack.pop_back();
    say_phrase(ctx, "brouillon-garde", {{"titre", title}});
    resume_or_nothing(ctx);
}

void resume_draft(TurnContext& ctx) {
    auto& drafts = ctx.session().drafts;
    if (drafts.empty()) {
        say_phrase(ctx, "rien-a-reprendre");
        if (ctx.open() == nullptr) {
            offer_menu(ctx);
        } else {
            ask_again(ctx);
        }
        return;
    }
    ctx.session().stack.push_back(std::move(drafts.back()));
    drafts.pop_back();
    say_phrase(ctx, "brouillon-repris", {{"titre", open_title(ctx)}});
    ask_again(ctx);
}

void say_goodbye(TurnContext& ctx, const Dialog& dialog) {
    if (ctx.open() != nullptr && anything_typed(ctx.session())) {
        const std::string title = open_title(ctx);
        ctx.session().drafts.push_back(std::move(ctx.session().stack.back()));
        ctx.session().stack.clear();
        say_phrase(ctx, "demande-non-envoyee", {{"titre", title}});
        return;
    }
    ctx.session().stack.clear();
    say_aside(ctx, dialog);
}

void stop(TurnContext& ctx, const Dialog& dialog) {
    ctx.session().stack.clear();
    ctx.session().drafts.clear();
    ctx.session().pending = {};
    ctx.session().stopped = ctx.session().channel == Channel::sms;
    say_aside(ctx, dialog);
}

void erase(TurnContext& ctx) {
    Session fresh;
    fresh.channel = ctx.session().channel;
    fresh.address = ctx.session().address;
    fresh.line = ctx.session().line;
    fresh.greeted = true;
    ctx.session() = std::move(fresh);
    ctx.turn.erase = true;
    say_phrase(ctx, "donnees-effacees");
}

void rephrase(TurnContext& ctx, const Dialog& dialog) {
    const auto position = ctx.position();
    if (position && position->at == Position::At::field) {
        explain_field(ctx, dialog);
        return;
    }
    say_aside(ctx, dialog);
}

}  // namespace

void say_aside(TurnContext& ctx, const Dialog& dialog) {
    OpenDialog aside;
    aside.dialog = dialog.id;
    ctx.session().stack.push_back(std::move(aside));
    advance(ctx);
}

void run_command(TurnContext& ctx, const Dialog& dialog) {
    ctx.trace("R28 commande", dialog.id);
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
        case Command::rephrase:
            return rephrase(ctx, dialog);
        case Command::cancel:
            return cancel(ctx);
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
        case Command::why:
        case Command::where:
            return explain_field(ctx, dialog);
        case Command::erase:
            return erase(ctx);
        case Command::more:
            return say_more(ctx);
        case Command::menu:
        case Command::confirm:
        case Command::refuse:
        case Command::unknown:
        case Command::none:
            return say_aside(ctx, dialog);
    }
}

void answer_unknown(TurnContext& ctx, const Position& position) {
    if (const auto* ask = std::get_if<Ask>(&position.node->kind)) {
        if (!ask->unknown_option.empty()) {
            ctx.trace("R16 ne sait pas", ask->unknown_option);
            take_option(ctx, *position.node, ask->unknown_option);
            return;
        }
        const auto own = std::ranges::find(ask->options, "ne-sait-pas", &Option::id);
        if (own != ask->options.end()) {
            take_option(ctx, *position.node, own->id);
            return;
        }
        ++ctx.open()->counters[position.node->id].unknown;
        if (ask->unknown_text) {
            say_text(ctx, *ask->unknown_text, position.node->id + "/ne-sait-pas");
        } else {
            say_phrase(ctx, "question-inconnue");
        }
    } else if (position.at == Position::At::field) {
        const Slot& slot = ctx.catalog.slots.at(position.field->slot);
        const int times = ctx.open()->counters[slot.id].unknown++;
        say_text(ctx, slot.where, fmt::format("champs/{}", slot.id));
        say_phrase_version(ctx, "champ-inconnu", times, {{"label", position.field->label}});
    }
    ctx.trace(position.at == Position::At::field ? "R25 ne sait pas" : "R16 ne sait pas",
              position.node->id);
    ask_again(ctx);
}

bool take_way_out(TurnContext& ctx, const std::string& option) {
    if (option == "conseiller") {
        open_dialog(ctx, "parler-a-un-conseiller");
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
