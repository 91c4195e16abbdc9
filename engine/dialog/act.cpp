#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/dialog/field_values.hpp"
#include "engine/dialog/table.hpp"
#include "engine/dialog/turn_context.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

using Kind = Pending::Kind;

Counters& counters_at(TurnContext& ctx, const Position& position) {
    const bool field = position.at == Position::At::field;
    return ctx.open()->counters[field ? position.field->slot : slot_of(position.node->id)];
}

void remember_order(TurnContext& ctx, const SlotId& key) {
    auto& order = ctx.open()->order;
    std::erase(order, key);
    order.push_back(key);
}

// "Marie Dupont" at the family name fills the first name of the same form as well.
void hold_first_name_too(TurnContext& ctx, const FieldValue& family) {
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    const auto position = ctx.position();
    if (!position) {
        return;
    }
    const auto first =
        first_name_beside(ctx.catalog, position->fields, answers, family, ctx.today());
    if (!first) {
        return;
    }
    hold_field(ctx, *first);
    // Where a company could have named itself, the name was held whole.
    const slots::SlotType type = slots::SlotType::nom;
    const auto bare = slots::parse(ctx.catalog.vocabulary, type, family.raw, ctx.today());
    if (bare.reading == slots::Reading::filled) {
        hold_field(ctx, {family.field, bare.value, family.raw});
    }
}

// The subject's own answer that applies, or the one for any subject.
void say_precision(TurnContext& ctx, const Dialog* subject, const std::string& aspect) {
    const Text* own =
        subject == nullptr ? nullptr : own_precision(ctx.catalog, ctx.session(), *subject, aspect);
    say_text(ctx,
             own == nullptr ? ctx.catalog.precisions.at(aspect) : *own,
             NodeId(fmt::format(
                 "{}precisions/{}", own == nullptr ? "" : subject->id.text() + "/", aspect)));
}

void explain_term(TurnContext& ctx, const Term& term) {
    say_text(ctx, term.text, NodeId("glossaire/" + term.id));
}

// What was asked before is asked again: the dialog's question, or the engine's own as it was put.
void put_back(TurnContext& ctx) {
    const Session& session = ctx.session();
    if (session.pending.kind == Kind::none) {
        ask_again(ctx);
        return;
    }
    const auto asked = std::ranges::find_if(
        session.last_replies.rbegin(), session.last_replies.rend(), [](const Reply& reply) {
            return !reply.options.empty();
        });
    // That nothing was understood is not said again after an answer.
    const bool missed = asked != session.last_replies.rend() &&
                        asked->node.text().starts_with("textes/" + PhraseId("non-compris").key());
    if (asked != session.last_replies.rend() && !missed) {
        ctx.turn.replies.push_back(*asked);
    }
    ctx.turn.asks = table_of(ctx.catalog, session).asks;
}

// What is asked beside an answer.
void answer_question(TurnContext& ctx, const Tail& tail) {
    if (tail.term != nullptr) {
        explain_term(ctx, *tail.term);
        return;
    }
    const Dialog* subject = turn::subject_of(ctx.catalog, ctx.session());
    const bool next = tail.next && (tail.next->sure || tail.sure == nullptr);
    if (next && subject != nullptr) {
        say_precision(ctx, subject, tail.next->aspect);
        return;
    }
    if (tail.sure != nullptr && tail.sure->command == Command::none &&
        tail.sure != ctx.open_dialog() && ctx.open() != nullptr) {
        ctx.turn.intent = tail.sure->id;
        inform(ctx, *tail.sure);
        return;
    }
    say_phrase(ctx, "question-sans-reponse");
}

// The question or the request that came with an answer, before the next one is asked.
void answer_tail(TurnContext& ctx, const std::optional<Tail>& tail) {
    if (!tail || ctx.turn.ticket) {
        return;
    }
    const auto position = ctx.position();
    if (tail->about_field && position && position->at == Position::At::field) {
        explain_field(ctx, *tail->about_field);
        return;
    }
    if (!tail->question) {
        ctx.session().later_intents.push_back(tail->sure->id);
        say_phrase(ctx, "question-pour-apres", {{"titre", ctx.catalog.title_of(tail->sure->id)}});
        return;
    }
    answer_question(ctx, *tail);
}

Variables about_position(TurnContext& ctx) {
    const auto position = ctx.position();
    if (!position || position->at != Position::At::field) {
        return {};
    }
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    const auto left = std::ranges::count_if(
        position->fields, [&](const FormField* field) { return answers.field(*field) == nullptr; });
    return {{"libelle", position->field->label},
            {"exemple", ctx.catalog.slots.at(position->field->slot).example},
            {"reste", fmt::format("{}", left)}};
}

// The field, its label and the value as people write it.
Variables said_back(TurnContext& ctx, const FieldValue& value) {
    const slots::SlotType type = ctx.catalog.slots.at(value.field->slot).type;
    return {{"libelle", value.field->label}, {"valeur", display_value(type, value.value)}};
}

// "Nom : Dupont, Prénom : Marie".
std::string said_back(TurnContext& ctx, const std::vector<FieldValue>& values) {
    std::vector<std::string> lines;
    for (const FieldValue& value : values) {
        const slots::SlotType type = ctx.catalog.slots.at(value.field->slot).type;
        lines.push_back(
            fmt::format("{} : {}", value.field->label, display_value(type, value.value)));
    }
    return joined(lines);
}

void settle_doubt(TurnContext& ctx, const Pending& doubt, bool yes) {
    const auto position = ctx.position();
    if (yes && position && position->at == Position::At::field) {
        const FieldValue value{position->field, doubt.value, doubt.text};
        hold_field(ctx, value);
        advance(ctx);
        return;
    }
    ask_again(ctx);
}

class Actor {
  public:
    Actor(TurnContext& ctx, TurnRule rule) : ctx_(ctx), rule_(rule) {}

    void operator()(const turn::StaySilent&) { trace("silence"); }

    void operator()(const turn::TellUnreadable& action) {
        trace(action.phrase.key());
        say_phrase(ctx_, action.phrase, {{"max", fmt::format("{}", text::max_code_points)}});
        ask_again(ctx_);
    }

    void operator()(const turn::AskAgain& action) {
        trace(action.phrase ? action.phrase->key() : "");
        if (action.phrase) {
            say_phrase(ctx_, *action.phrase, about_position(ctx_));
        }
        ask_again(ctx_);
    }

    void operator()(const turn::TellHeld&) {
        trace("");
        const Position position = *ctx_.position();
        const AnswersHeld answers(ctx_.catalog, ctx_.session(), *ctx_.open());
        std::vector<const FormField*> held = position.fields;
        std::erase_if(held, [&](const FormField* field) { return !answers.field(*field); });
        say_phrase(ctx_, "deja-note", {{"champs", joined(recap_lines(ctx_, held))}});
        ask_again(ctx_);
    }

    void operator()(const turn::KeepData& action) {
        trace("");
        const bool asked = ctx_.open() != nullptr || ctx_.session().pending.kind != Kind::none;
        if (!asked && !ctx_.session().drafts.empty()) {
            answer_draft(action.data);
            return;
        }
        keep_data(ctx_, action.data);
        say_phrase(ctx_,
                   asked ? PhraseId("deja-note") : PhraseId("note-d-avance"),
                   {{"champs", said_back(ctx_, action.data)}});
        if (asked) {
            put_back(ctx_);
        }
    }

    void operator()(const turn::Run& action) {
        trace(action.dialog->id.text());
        ctx_.turn.intent = action.dialog->id;
        ctx_.session().greeted = true;
        run_command(ctx_, *action.dialog);
    }

    void operator()(const turn::Open& action) {
        trace(action.dialog->id.text());
        ctx_.turn.intent = action.dialog->id;
        ctx_.session().pending = {};
        open_dialog(ctx_, action.dialog->id);
    }

    void operator()(const turn::Inform& action) {
        trace(action.dialog->id.text());
        note_beside(action.data);
        ctx_.turn.intent = action.dialog->id;
        inform(ctx_, *action.dialog);
        ask_again(ctx_);
    }

    void operator()(const turn::TakeOption& action) {
        trace(action.option.text());
        const Position position = *ctx_.position();
        note_beside(action.data);
        answer_tail(ctx_, action.tail);
        take_option(ctx_, *position.node, action.option);
    }

    void operator()(const turn::ChangeChoice& action) {
        trace(action.choice.node->id.text());
        ctx_.session().pending = {};
        if (ctx_.open() == nullptr) {
            take_up_again();
        }
        take_option(ctx_, *action.choice.node, action.choice.option);
    }

    void operator()(const turn::TellChoice& action) {
        trace(action.choice.node->id.text());
        const auto& options = std::get<Ask>(action.choice.node->kind).options;
        for (const Node& node :
             std::ranges::find(options, action.choice.option, &Option::id)->steps) {
            const auto* say = std::get_if<Say>(&node.kind);
            if (say == nullptr) {
                break;
            }
            say_node(ctx_, node, *say);
        }
        ask_again(ctx_);
    }

    void operator()(const turn::TakeOffer& action) {
        trace(action.option.text());
        if (!take_way_out(ctx_, action.option)) {
            take_offer(ctx_, action.option);
        }
    }

    void operator()(const turn::RefuseOffer& action) {
        trace("");
        const Pending asked = std::exchange(ctx_.session().pending, {});
        if (asked.kind == Kind::clarify) {
            take_offer_none(asked);
            return;
        }
        ctx_.session().refused = asked;
        ctx_.session().declined.clear();
        say_phrase(ctx_, action.thanks ? PhraseId("avec-plaisir") : PhraseId("offre-refusee"));
        if (ctx_.open() != nullptr) {
            ask_again(ctx_);
        } else {
            offer_second_question(ctx_);
        }
    }

    void operator()(const turn::Reconsider&) {
        trace("");
        Session& session = ctx_.session();
        std::vector<OpenDialog> declined = std::exchange(session.declined, {});
        const Pending refused = std::exchange(session.refused, {});
        if (!declined.empty()) {
            reconsider(std::move(declined.back()));
        } else if (refused.options.size() == 1 && refused.kind == Kind::topics) {
            const DialogId dialog(refused.options.front().text());
            ctx_.turn.intent = dialog;
            open_dialog(ctx_, dialog);
        } else {
            session.pending = refused;
            repeat_offer();
        }
    }

    void operator()(const turn::RepeatOffer&) {
        trace("");
        repeat_offer();
    }

    void operator()(const turn::Settle& action) {
        trace(action.yes ? "oui" : "non");
        const Pending asked = std::exchange(ctx_.session().pending, {});
        if (asked.kind == Kind::doubt) {
            answer_tail(ctx_, action.tail);
            note_values(action.values);
            settle_doubt(ctx_, asked, action.yes);
        } else if (!action.yes) {
            say_phrase(ctx_, "continue");
            ask_again(ctx_);
        } else if (asked.kind == Kind::cancel) {
            give_up(ctx_);
        } else if (asked.kind == Kind::cancel_all) {
            give_up_all(ctx_);
        } else if (asked.kind == Kind::restart) {
            start_anew(ctx_);
        } else {
            erase_everything(ctx_);
        }
    }

    void operator()(const turn::Fill& action) {
        ctx_.session().pending = {};
        // What is asked about the field is answered while it is still the open one.
        answer_tail(ctx_, action.tail);
        note_values(action.values);
        tell_unread(action.unread);
        advance(ctx_);
    }

    void operator()(const turn::DoubtValue& action) {
        trace(action.value.field->slot.text());
        Pending doubt;
        doubt.kind = Kind::doubt;
        doubt.options = {"oui", "non"};
        doubt.text = action.value.raw;
        doubt.value = action.value.value;
        tell_unread(action.unread);
        ask_doubt(ctx_, *action.value.field, std::move(doubt));
    }

    void operator()(const turn::RefuseValue& action) {
        const Position position = *ctx_.position();
        ++counters_at(ctx_, position).invalid;
        trace(fmt::format("{} {}", position.field->slot, action.code));
        say_phrase(ctx_, PhraseId::refusal(action.code), about_position(ctx_));
        ask_again(ctx_);
    }

    void operator()(const turn::Correct& action) {
        ctx_.session().pending = {};
        const FormField& field = *action.correction.field;
        trace(field.slot.text());
        note_values(action.values);
        tell_unread(action.unread);
        if (!action.correction.value) {
            reopen(ctx_, field.slot);
            take_up(field);
            ask_again(ctx_);
            return;
        }
        hold_field(ctx_, *action.correction.value);
        say_phrase(ctx_, "champ-corrige", said_back(ctx_, *action.correction.value));
        advance(ctx_);
    }

    void operator()(const turn::AskField&) {
        trace("");
        const Position position = *ctx_.position();
        const AnswersHeld answers(ctx_.catalog, ctx_.session(), *ctx_.open());
        std::vector<OptionId> slots;
        for (const FormField* field : position.fields) {
            if (answers.field(*field) != nullptr) {
                slots.emplace_back(field->slot.text());
            }
        }
        for (const FormField* field : position.offered) {
            slots.emplace_back(field->slot.text());
        }
        ask_pending(ctx_, Kind::pick_field, std::move(slots));
    }

    void operator()(const turn::ExplainField& action) {
        trace(action.about.field->slot.text());
        explain_field(ctx_, action.about);
        ask_again(ctx_);
    }

    void operator()(const turn::Precise& action) {
        trace(action.aspect);
        note_beside(action.data);
        say_precision(ctx_, action.dialog, action.aspect);
        put_back(ctx_);
    }

    void operator()(const turn::ExplainTerm& action) {
        trace(action.term->id);
        explain_term(ctx_, *action.term);
        put_back(ctx_);
    }

    void operator()(const turn::Send& action) {
        const Position position = *ctx_.position();
        const NodeId form = position.node->id;
        trace(form.text());
        ctx_.open()->confirmed.insert(form);
        advance(ctx_);
        if (action.tail) {
            answer_question(ctx_, *action.tail);
        }
    }

    void operator()(const turn::AskCancel& action) {
        trace("");
        if (action.then != nullptr) {
            ctx_.session().later_intents.push_back(action.then->id);
        }
        if (action.everything && ctx_.session().stack.size() > 1) {
            ask_pending(ctx_, Kind::cancel_all, {"oui", "non"});
        } else {
            ask_to_cancel(ctx_, action.by_rule);
        }
    }

    void operator()(const turn::AskErase&) {
        trace("");
        ask_pending(ctx_, Kind::erase, {"oui", "non"});
    }

    void operator()(const turn::TellUnknown&) {
        const Position position = *ctx_.position();
        trace(position.node->id.text());
        const auto* ask = std::get_if<Ask>(&position.node->kind);
        const OptionId option = ask == nullptr ? OptionId() : option_for_unknown(*ask);
        if (!option.empty()) {
            take_option(ctx_, *position.node, option);
            return;
        }
        tell_unknown(ctx_, position);
        ++counters_at(ctx_, position).unknown;
        ask_again(ctx_);
    }

    void operator()(const turn::Miss& action) {
        const Pending asked = ctx_.session().pending;
        if (asked.kind != Kind::none) {
            trace("");
            say_phrase(ctx_, "confirmation-non-comprise");
            ask_pending(ctx_, asked.kind, asked.options);
            return;
        }
        const Position position = *ctx_.position();
        const int times = counters_at(ctx_, position).not_understood++;
        trace(fmt::format("{} {}", position.node->id, times + 1));
        if (action.story && times == 0) {
            say_phrase(ctx_, "recit");
        } else {
            say_phrase_version(ctx_, missed_phrase(position.at), times, about_position(ctx_));
        }
        ask_again(ctx_);
    }

    void operator()(const turn::DropTopic& action) {
        OpenDialog* open = ctx_.open();
        trace(open == nullptr ? "" : open->dialog.text());
        say_phrase(ctx_, action.phrase);
        if (open != nullptr && open->order.empty()) {
            ctx_.session().refused_intents.push_back(open->dialog);
            ctx_.session().stack.pop_back();
        }
        if (action.meant != nullptr) {
            ctx_.turn.intent = action.meant->id;
            open_dialog(ctx_, action.meant->id);
        } else {
            ask_again(ctx_);
        }
    }

    void operator()(const turn::ForgetCase&) {
        trace("");
        forget_case(ctx_);
        ctx_.open()->confirmed.clear();
        say_phrase(ctx_, "autre-dossier");
        advance(ctx_);
    }

    void operator()(const turn::TellSent& action) {
        trace(action.phrase.key());
        tell_sent(ctx_, action.phrase);
    }

    void operator()(const turn::TellWho&) {
        trace("");
        ctx_.turn.intent = "coordonnees-iqera";
        say_phrase(ctx_, "qui-nous-sommes");
        ask_again(ctx_);
    }

    void operator()(const turn::Amend& action) {
        trace(ctx_.session().sent.back().reference);
        amend(ctx_, action.correction);
    }

    void operator()(const turn::Clarify&) {
        trace("");
        clarify(ctx_);
    }

    void operator()(const turn::NotUnderstood&) {
        trace(fmt::format("{}", ctx_.session().misses + 1));
        not_understood(ctx_);
    }

  private:
    void trace(std::string detail) { ctx_.trace(rule_, std::move(detail)); }

    // Values of the open form: what was not just asked is said back.
    void note_values(const std::vector<FieldValue>& values) {
        const auto position = ctx_.position();
        for (const FieldValue& value : values) {
            trace(value.field->slot.text());
            const bool asked = position && position->field == value.field;
            const bool again =
                AnswersHeld(ctx_.catalog, ctx_.session(), *ctx_.open()).field(*value.field) !=
                nullptr;
            hold_field(ctx_, value);
            hold_first_name_too(ctx_, value);
            if (again || !asked) {
                say_phrase(ctx_,
                           again ? PhraseId("champ-corrige") : PhraseId("champ-note"),
                           said_back(ctx_, value));
            }
        }
    }

    void tell_unread(const std::string& unread) {
        if (!unread.empty()) {
            say_phrase(ctx_, "partie-non-lue", {{"texte", unread}});
        }
    }

    // The dialog last spoken of is open again, with what it told; nothing of it is told twice.
    void take_up_again() {
        Session& session = ctx_.session();
        OpenDialog left = left_behind(session);
        const Dialog& dialog = ctx_.catalog.dialogs.at(left.dialog);
        for (const auto& passed : walk(ctx_.catalog, session, dialog, left).passed) {
            left.passed.insert(passed.node->id);
        }
        session.stack.push_back(std::move(left));
    }

    // What the summary only offers, or what another answer stood for, is asked like the others from
    // now on.
    void take_up(const FormField& field) {
        if (field.offered || !ctx_.catalog.slots.at(field.slot).derived_from.empty()) {
            ctx_.open()->passed.insert(taken_up(field.slot));
        }
    }

    static PhraseId missed_phrase(Position::At at) {
        switch (at) {
            case Position::At::field:
                return "champ-non-compris";
            case Position::At::summary:
                return "confirmation-non-comprise";
            case Position::At::question:
            case Position::At::end:
                break;
        }
        return "question-non-comprise";
    }

    // The option that "I don't know" stands for; empty: none.
    static OptionId option_for_unknown(const Ask& ask) {
        const bool own =
            std::ranges::find(ask.options, "ne-sait-pas", &Option::id) != ask.options.end();
        return own ? "ne-sait-pas" : ask.unknown_option;
    }

    void repeat_offer() {
        const Pending asked = ctx_.session().pending;
        Reply& reply = say_phrase(ctx_, "quel-choix");
        for (const OptionId& id : asked.options) {
            offer(reply, id, label_of_offer(ctx_.catalog, ctx_.session().channel, asked, id));
        }
    }

    void note_beside(const std::vector<FieldValue>& data) {
        if (!data.empty()) {
            keep_data(ctx_, data);
            say_phrase(ctx_, "deja-note", {{"champs", said_back(ctx_, data)}});
        }
    }

    void answer_draft(const std::vector<FieldValue>& data) {
        take_up_draft(ctx_);
        note_beside(data);
        advance(ctx_);
    }

    // The question answered by "no" is open again, and the yes is its answer.
    void reconsider(OpenDialog declined) {
        if (!ctx_.catalog.dialogs.contains(declined.dialog) || declined.order.empty()) {
            ask_again(ctx_);
            return;
        }
        const SlotId last = declined.order.back();
        ctx_.session().stack.push_back(std::move(declined));
        reopen(ctx_, last);
        const auto position = ctx_.position();
        const auto* ask = position && position->at == Position::At::question
                              ? std::get_if<Ask>(&position->node->kind)
                              : nullptr;
        if (ask != nullptr &&
            std::ranges::find(ask->options, "oui", &Option::id) != ask->options.end()) {
            take_option(ctx_, *position->node, "oui");
        } else {
            ask_again(ctx_);
        }
    }

    void take_offer_none(const Pending& asked) {
        ctx_.session().pending = asked;
        take_offer(ctx_, "aucun");
    }

    TurnContext& ctx_;
    TurnRule rule_;
};

void refuse_titles(TurnContext& ctx, const Pending& asked) {
    for (const OptionId& id : asked.options) {
        if (id != "aucun") {
            ctx.session().refused_intents.emplace_back(id.text());
        }
    }
    Reply& reply = say_phrase(ctx, "clarifier-aucun");
    if (ctx.open() == nullptr) {
        offer_ways_out(ctx, reply, true);
    } else {
        ask_again(ctx);
    }
}

}  // namespace

void act(TurnContext& ctx, const turn::Decision& decision) {
    std::visit(Actor(ctx, decision.rule), decision.action);
}

void hold_field(TurnContext& ctx, const FieldValue& value) {
    const bool kept = ctx.open()->amends.empty() && is_kept(ctx.catalog, *value.field);
    auto& answers = kept ? ctx.session().answers : ctx.open()->answers;
    answers[value.field->slot] = {value.value, value.raw, false};
    remember_order(ctx, value.field->slot);
    ctx.session().subject = ctx.open()->dialog;
    ctx.open()->counters.erase(value.field->slot);
    ctx.open()->confirmed.clear();
}

void ask_doubt(TurnContext& ctx, const FormField& field, Pending doubt) {
    Reply& reply =
        say_phrase(ctx, "valeur-douteuse", said_back(ctx, {&field, doubt.value, doubt.text}));
    for (const OptionId& id : doubt.options) {
        offer(reply, id, label_of_offer(ctx.catalog, ctx.session().channel, doubt, id));
    }
    ctx.session().pending = std::move(doubt);
}

void take_option(TurnContext& ctx, const Node& node, const OptionId& option) {
    const auto& ask = std::get<Ask>(node.kind);
    const auto chosen = std::ranges::find(ask.options, option, &Option::id);
    auto& answers = ask.shared ? ctx.session().answers : ctx.open()->answers;
    answers[ask.key] = {
        option.text(), chosen == ask.options.end() ? option.text() : chosen->label, false};
    remember_order(ctx, ask.key);
    ctx.session().subject = ctx.open()->dialog;
    ctx.open()->counters.erase(slot_of(node.id));
    ctx.open()->confirmed.clear();
    ctx.session().misses = 0;
    advance(ctx);
}

void take_offer(TurnContext& ctx, const OptionId& option) {
    const Pending asked = std::exchange(ctx.session().pending, {});
    // What was written before these were offered is not asked again.
    ctx.said = asked.text;
    if (option == "aucun") {
        refuse_titles(ctx, asked);
    } else if (asked.kind == Kind::menu) {
        show_section(ctx, option.text());
    } else {
        const DialogId dialog(option.text());
        ctx.turn.intent = dialog;
        open_dialog(ctx, dialog);
    }
}

// The person stays, the case changes: shared questions are about the letter of a case.
void forget_case(TurnContext& ctx) {
    std::erase_if(ctx.session().answers, [&](const auto& held) {
        const auto slot = ctx.catalog.slots.find(held.first);
        return slot == ctx.catalog.slots.end() || slot->second.of_case;
    });
}

void reopen(TurnContext& ctx, const SlotId& key) {
    const bool own = ctx.open()->answers.erase(key) > 0;
    if (!own && ctx.open()->amends.empty()) {
        ctx.session().answers.erase(key);
    }
    ctx.open()->confirmed.clear();
    std::erase(ctx.open()->order, key);
}

void ask_pending(TurnContext& ctx, Kind kind, std::vector<OptionId> options) {
    PhraseId phrase = "quel-champ";
    if (kind == Kind::cancel) {
        phrase = "abandonner-question";
    } else if (kind == Kind::cancel_all) {
        phrase = "abandonner-tout-question";
    } else if (kind == Kind::restart) {
        phrase = "recommencer-question";
    } else if (kind == Kind::erase) {
        phrase = "effacer-question";
    } else if (kind == Kind::clarify) {
        phrase = "clarifier";
    }
    Pending pending{kind, std::move(options), text_kept(ctx), ""};
    const bool one_title = kind == Kind::clarify && pending.options.size() == 2;
    const std::string title = one_title
                                  ? ctx.catalog.title_of(DialogId(pending.options.front().text()))
                              : ctx.open() == nullptr ? ""
                                                      : ctx.catalog.title_of(ctx.open()->dialog);
    Reply& reply = say_phrase(ctx,
                              one_title ? PhraseId("clarifier-un") : phrase,
                              {{"titre", title}, {"titres", joined(open_titles(ctx))}});
    const auto position = ctx.position();
    for (const OptionId& id : pending.options) {
        const Channel channel = ctx.session().channel;
        offer(reply,
              id,
              one_title
                  ? phrase_text(ctx.catalog,
                                channel,
                                id == "aucun" ? PhraseId("option-non") : PhraseId("option-oui"))
                  : label_of_offer(
                        ctx.catalog, channel, pending, id, position ? &*position : nullptr));
    }
    ctx.session().pending = std::move(pending);
}

}  // namespace guichet
