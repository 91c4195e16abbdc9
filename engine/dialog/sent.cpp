// What was sent stays known: it is told about, and amended, never reopened.
#include <algorithm>

#include "engine/dialog/field_values.hpp"
#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_sent = 3;

}  // namespace

void remember_sent(TurnContext& ctx, const Position& position) {
    const Ticket& ticket = *ctx.turn.ticket;
    SentRequest sent{ticket.id, ticket.reference, ticket.title, *ctx.open(), {}};
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    for (const Position::Passed& passed : position.passed) {
        if (passed.form == nullptr || !std::holds_alternative<TicketSpec>(passed.node->kind)) {
            continue;
        }
        for (const FormField& field : std::get<Form>(passed.form->kind).fields) {
            if (const Answer* answer = answers.field(field)) {
                sent.request.answers[field.slot] = *answer;
                // What was put right after sending is right for the requests to come, too.
                if (!ctx.open()->amends.empty() && is_kept(ctx.catalog, field)) {
                    ctx.session().answers[field.slot] = *answer;
                }
            }
        }
    }
    for (const TicketDocument& document : ticket.documents) {
        sent.documents.push_back(document.label);
    }
    auto& all = ctx.session().sent;
    all.push_back(std::move(sent));
    if (all.size() > most_sent) {
        all.erase(all.begin());
    }
}

void tell_sent(TurnContext& ctx, PhraseId phrase) {
    const SentRequest sent = ctx.session().sent.back();
    const bool papers = phrase == PhraseId("envoi-pieces");
    if (papers && !sent.documents.empty()) {
        say_phrase(ctx,
                   "demande-pieces",
                   {{"pieces", joined(sent.documents)}, {"reference", sent.reference}});
        return;
    }
    say_phrase(ctx, phrase, {{"titre", sent.title}, {"reference", sent.reference}});
}

void amend(TurnContext& ctx, const std::optional<Correction>& correction) {
    const SentRequest& sent = ctx.session().sent.back();
    const auto dialog = ctx.catalog.dialogs.find(sent.request.dialog);
    OpenDialog again = sent.request;
    again.amends = sent.ticket;
    again.confirmed.clear();
    again.order.clear();
    ctx.session().pending = {};
    ctx.session().stack.push_back(std::move(again));
    const auto position = dialog == ctx.catalog.dialogs.end() ? std::nullopt : ctx.position();
    if (!position || position->at != Position::At::summary) {
        // The content changed under it: it can no longer be amended here.
        ctx.session().stack.pop_back();
        tell_sent(ctx, "envoi-annulation");
        return;
    }
    // The ticket is to be sent again once confirmed.
    std::erase_if(ctx.open()->passed, [&](const NodeId& id) {
        const Node* node = find_node(dialog->second, id);
        return node != nullptr && std::holds_alternative<TicketSpec>(node->kind);
    });
    say_phrase(ctx, "envoi-rectifier", {{"titre", sent.title}, {"reference", sent.reference}});
    if (correction && correction->value) {
        hold_field(ctx, *correction->value);
        advance(ctx);
        return;
    }
    if (correction) {
        reopen(ctx, correction->field->slot);
        ask_again(ctx);
        return;
    }
    std::vector<OptionId> slots;
    for (const FormField* field : position->fields) {
        slots.emplace_back(field->slot.text());
    }
    ask_pending(ctx, Pending::Kind::pick_field, std::move(slots));
}

}  // namespace guichet
