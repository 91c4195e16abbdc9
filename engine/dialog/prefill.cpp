#include <algorithm>

#include "engine/dialog/in_advance.hpp"
#include "engine/dialog/turn_context.hpp"
#include "engine/slots/moment.hpp"

namespace guichet {

namespace {

void prefill_questions(TurnContext& ctx,
                       const std::vector<Node>& steps,
                       const std::string& said,
                       OpenDialog& opening) {
    for (const Node& node : steps) {
        const auto* ask = std::get_if<Ask>(&node.kind);
        if (ask == nullptr) {
            continue;
        }
        auto& answers = ask->shared ? ctx.session().answers : opening.answers;
        if (const Option* option = option_said(*ask, said)) {
            if (answers.emplace(ask->key, Answer{option->id.text(), option->label, true}).second) {
                ctx.trace(TurnRule::in_advance, node.id.text() + "=" + option->id.text());
            }
        }
        for (const Option& option : ask->options) {
            prefill_questions(ctx, option.steps, said, opening);
        }
    }
}

void hold_in_advance(TurnContext& ctx, const FieldValue& value) {
    ctx.session().answers[value.field->slot] = {value.value, value.raw, true};
    ctx.trace(TurnRule::in_advance, value.field->slot);
}

// Whether steps ask for this slot, of somebody whose answers are kept or of another.
bool asks_for(const Catalog& catalog,
              const std::vector<Node>& steps,
              const SlotId& slot,
              bool kept) {
    return std::ranges::any_of(steps, [&](const Node& node) {
        if (const auto* form = std::get_if<Form>(&node.kind)) {
            return std::ranges::any_of(form->fields, [&](const FormField& field) {
                return field.slot == slot && is_kept(catalog, field) == kept;
            });
        }
        const auto* ask = std::get_if<Ask>(&node.kind);
        return ask != nullptr && std::ranges::any_of(ask->options, [&](const Option& option) {
                   return asks_for(catalog, option.steps, slot, kept);
               });
    });
}

// "Ma mère est décédée, dossier AB-123": the reference is that of the case spoken of, a birth date
// could be anybody's.
void hold_for_another(TurnContext& ctx, OpenDialog& opening, const FieldValue& value) {
    if (ctx.catalog.slots.at(value.field->slot).of_case) {
        opening.answers[value.field->slot] = {value.value, value.raw, true};
        ctx.trace(TurnRule::in_advance, value.field->slot);
    }
}

// What was said, or known to the channel, before anything was asked belongs to the case that the
// first request is about, whoever it speaks of.
void take_first_case(TurnContext& ctx, OpenDialog& opening, const Dialog& dialog) {
    const Session& session = ctx.session();
    if (!session.stack.empty() || !session.drafts.empty() || !session.sent.empty()) {
        return;
    }
    for (const auto& [id, slot] : ctx.catalog.slots) {
        const auto held = session.answers.find(id);
        if (slot.of_case && held != session.answers.end() && held->second.prefilled &&
            asks_for(ctx.catalog, dialog.steps, id, false)) {
            opening.answers.emplace(id, held->second);
        }
    }
}

void prefill_fields(TurnContext& ctx, const Dialog& dialog, OpenDialog& opening) {
    for (const slots::Found& found :
         slots::find_all(ctx.catalog.vocabulary, ctx.said, ctx.today())) {
        for (const FormField& field : ctx.catalog.in_advance) {
            if (ctx.catalog.slots.at(field.slot).type != found.type) {
                continue;
            }
            const bool another = asks_for(ctx.catalog, dialog.steps, field.slot, false);
            const FieldValue value{&field, found.value, found.raw};
            if (!another || asks_for(ctx.catalog, dialog.steps, field.slot, true)) {
                hold_in_advance(ctx, value);
            }
            if (another) {
                hold_for_another(ctx, opening, value);
            }
        }
    }
}

// "Rappelez-moi demain matin au 06 11 22 33 44": where the dialog asks when.
void prefill_moment(TurnContext& ctx, const Dialog& dialog, OpenDialog& opening) {
    std::string said = ctx.said;
    for (const slots::Found& found :
         slots::find_all(ctx.catalog.vocabulary, ctx.said, ctx.today())) {
        if (const auto at = said.find(found.raw); at != std::string::npos) {
            said.replace(at, found.raw.size(), 1, ',');
        }
    }
    for (const auto& [id, slot] : ctx.catalog.slots) {
        const bool asked = slot.moment && (asks_for(ctx.catalog, dialog.steps, id, true) ||
                                           asks_for(ctx.catalog, dialog.steps, id, false));
        const auto moment = asked ? slots::find_moment(ctx.catalog.vocabulary, said) : std::nullopt;
        if (moment) {
            opening.answers[id] = {*moment, *moment, true};
            ctx.trace(TurnRule::in_advance, id);
        }
    }
}

}  // namespace

void prefill(TurnContext& ctx, OpenDialog& opening) {
    const Dialog& dialog = ctx.catalog.dialogs.at(opening.dialog);
    if (!ctx.said.empty()) {
        prefill_questions(ctx, dialog.steps, ctx.said, opening);
        prefill_fields(ctx, dialog, opening);
        prefill_moment(ctx, dialog, opening);
    }
    take_first_case(ctx, opening, dialog);
}

void keep_data(TurnContext& ctx, const std::vector<FieldValue>& data) {
    for (const FieldValue& value : data) {
        const bool in_advance = std::ranges::any_of(
            ctx.catalog.in_advance, [&](const FormField& field) { return &field == value.field; });
        if (in_advance) {
            hold_in_advance(ctx, value);
        } else {
            hold_field(ctx, value);
        }
        if (const Dialog* dialog = ctx.open_dialog();
            dialog != nullptr && asks_for(ctx.catalog, dialog->steps, value.field->slot, false)) {
            hold_for_another(ctx, *ctx.open(), value);
        }
    }
}

}  // namespace guichet
