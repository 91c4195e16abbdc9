#include <fmt/format.h>

#include <algorithm>

#include "engine/dialog/turn_context.hpp"
#include "engine/slots/choice.hpp"
#include "engine/slots/slot_type.hpp"

namespace guichet {

namespace {

using slots::Reading;

// After this many failures at one question the ways out are offered.
constexpr int ways_out_after = 2;
// A sentence longer than this is a story, not an option with words around it.
constexpr std::size_t short_answer_bytes = 60;

Counters& counters_at(TurnContext& ctx, const std::string& key) {
    return ctx.open()->counters[key];
}

std::string key_at(const Position& position) {
    if (position.at == Position::At::field) {
        return position.field->slot;
    }
    return position.node->id;
}

void remember_order(TurnContext& ctx, const std::string& key) {
    auto& order = ctx.open()->order;
    std::erase(order, key);
    order.push_back(key);
}

bool ends_as_question(const std::string& text) {
    return text.ends_with('?');
}

// The dialog the utterance surely asks for, or null.
const Dialog* sure_dialog(const TurnContext& ctx) {
    if (ctx.match.decision != Decision::match || ctx.match.candidates.empty()) {
        return nullptr;
    }
    const auto found = ctx.catalog.dialogs.find(ctx.match.candidates.front().intent);
    return found == ctx.catalog.dialogs.end() ? nullptr : &found->second;
}

bool is_mere_reaction(const Dialog& dialog) {
    return dialog.command == Command::confirm || dialog.command == Command::refuse ||
           dialog.command == Command::unknown;
}

// A digression: the dialog's own answer, then back to the question. Never counts as a failure.
bool digress(TurnContext& ctx, const Dialog* dialog) {
    if (dialog == nullptr || is_mere_reaction(*dialog) || dialog->id == ctx.open()->dialog) {
        return false;
    }
    ctx.turn.intent = dialog->id;
    ctx.trace("R18 digression", dialog->id);
    open_dialog(ctx, dialog->id);
    return true;
}

void miss(TurnContext& ctx,
          const Position& position,
          std::string_view phrase,
          const Variables& variables) {
    Counters& counters = counters_at(ctx, key_at(position));
    ++counters.not_understood;
    ctx.trace("R19 non compris", fmt::format("{} {}", key_at(position), counters.not_understood));
    say_phrase_version(ctx, phrase, counters.not_understood - 1, variables);
    ask_again(ctx);
}

void answer_question(TurnContext& ctx, const Position& position) {
    const auto& ask = std::get<Ask>(position.node->kind);
    std::vector<slots::ChoiceOption> options;
    for (const Option& option : ask.options) {
        options.push_back({option.id, option.label, option.says});
    }
    const slots::Choice choice = slots::parse_choice(options, ctx.said);
    if (choice.index && choice.whole) {
        ctx.trace("R14 option", ask.options[*choice.index].id);
        take_option(ctx, *position.node, ask.options[*choice.index].id);
        return;
    }
    const Dialog* sure = sure_dialog(ctx);
    const bool unknown =
        slots::means_unknown(ctx.said) || (sure != nullptr && sure->command == Command::unknown);
    if (unknown) {
        answer_unknown(ctx, position);
        return;
    }
    const bool plain = ctx.said.size() <= short_answer_bytes && !ends_as_question(ctx.said);
    if (choice.index && (plain || sure == nullptr || sure->id == ctx.open()->dialog) &&
        !(sure != nullptr && sure->command != Command::none && !is_mere_reaction(*sure))) {
        ctx.trace("R17 option", ask.options[*choice.index].id);
        take_option(ctx, *position.node, ask.options[*choice.index].id);
        return;
    }
    if (!digress(ctx, sure)) {
        miss(ctx, position, "question-non-comprise", {});
    }
}

// An open type yields to a sure intent when the words look like a question or a request rather than
// a value. Free text yields to a command or a short question only: it is meant to tell a story.
bool yields(const TurnContext& ctx,
            slots::SlotType type,
            const Dialog* sure,
            const slots::Parsed& parsed) {
    if (sure == nullptr || is_mere_reaction(*sure)) {
        return false;
    }
    if (sure->command != Command::none) {
        const bool plain_value =
            parsed.reading == Reading::filled && parsed.whole && type != slots::SlotType::texte;
        return ctx.match.reason.starts_with("exact") ||
               (ctx.said.size() <= short_answer_bytes && !plain_value);
    }
    if (type == slots::SlotType::texte) {
        return ends_as_question(ctx.said) && ctx.said.size() <= 2 * short_answer_bytes;
    }
    if (slots::is_open(type)) {
        return parsed.reading != Reading::filled || ends_as_question(ctx.said) ||
               (!parsed.whole && std::ranges::count(ctx.said, ' ') >= 3);
    }
    return parsed.reading == Reading::not_understood ||
           (parsed.reading == Reading::invalid && ends_as_question(ctx.said));
}

void refuse_value(TurnContext& ctx, const Slot& slot, const std::string& code) {
    Counters& counters = counters_at(ctx, slot.id);
    ++counters.invalid;
    ctx.trace("R26 refus", fmt::format("{} {}", slot.id, code));
    say_phrase(ctx, "refus-" + code, {{"exemple", slot.example}});
    ask_again(ctx);
}

void answer_field(TurnContext& ctx, const Position& position) {
    const Slot& slot = ctx.catalog.slots.at(position.field->slot);
    const slots::Parsed parsed =
        slots::parse(ctx.catalog.vocabulary, slot.type, ctx.said, ctx.today());
    const Dialog* sure = sure_dialog(ctx);
    const bool answered =
        parsed.reading == Reading::filled && parsed.whole && !slots::is_open(slot.type);
    if (!answered) {
        if (correct_by_words(ctx, position) || take_several(ctx, position)) {
            return;
        }
        const bool unknown = slots::means_unknown(ctx.said) ||
                             (sure != nullptr && sure->command == Command::unknown);
        if (unknown && slot.type != slots::SlotType::texte) {
            answer_unknown(ctx, position);
            return;
        }
        if (yields(ctx, slot.type, sure, parsed) && digress(ctx, sure)) {
            return;
        }
    }
    switch (parsed.reading) {
        case Reading::filled:
            ctx.trace("R20 champ", slot.id);
            hold_field(ctx, *position.field, parsed.value, ctx.said);
            hold_first_name_too(ctx, position, *position.field, ctx.said);
            if (!parsed.whole && !slots::is_open(slot.type) && ends_as_question(ctx.said) &&
                digress(ctx, sure)) {
                return;
            }
            advance(ctx);
            break;
        case Reading::invalid:
            refuse_value(ctx, slot, parsed.refusal);
            break;
        case Reading::not_understood:
            miss(ctx, position, "champ-non-compris", {{"exemple", slot.example}});
            break;
    }
}

void answer_summary(TurnContext& ctx, const Position& position) {
    const slots::Parsed yes_no =
        slots::parse(ctx.catalog.vocabulary, slots::SlotType::oui_non, ctx.said, ctx.today());
    if (yes_no.reading == Reading::filled && yes_no.whole) {
        answer_summary_option(ctx, position, yes_no.value == "true" ? "oui" : "modifier");
        return;
    }
    std::vector<slots::ChoiceOption> options;
    const auto offered = options_at(ctx, position);
    for (const OfferedOption& option : offered) {
        options.push_back({option.id, option.label, {}});
    }
    const slots::Choice choice = slots::parse_choice(options, ctx.said);
    if (choice.index && choice.whole) {
        const std::string& id = offered[*choice.index].id;
        if (!take_way_out(ctx, id)) {
            answer_summary_option(ctx, position, id);
        }
        return;
    }
    if (correct_by_words(ctx, position) || digress(ctx, sure_dialog(ctx))) {
        return;
    }
    miss(ctx, position, "confirmation-non-comprise", {});
}

}  // namespace

void hold_first_name_too(TurnContext& ctx,
                         const Position& position,
                         const FormField& field,
                         const std::string& said) {
    using slots::SlotType;
    if (ctx.catalog.slots.at(field.slot).type != SlotType::nom) {
        return;
    }
    const std::string family =
        slots::parse(ctx.catalog.vocabulary, SlotType::nom, said, ctx.today()).value;
    std::string given =
        slots::parse(ctx.catalog.vocabulary, SlotType::prenom, said, ctx.today()).value;
    // "Paul Martin" also reads as two first names: the family name is not one of them here.
    if (given.ends_with(" " + family)) {
        given.resize(given.size() - family.size() - 1);
    } else if (given.starts_with(family + " ")) {
        given.erase(0, family.size() + 1);
    }
    if (family.empty() || given.empty() || family.find(given) != std::string::npos ||
        given.find(family) != std::string::npos) {
        return;
    }
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    for (const FormField* other : position.fields) {
        if (ctx.catalog.slots.at(other->slot).type == SlotType::prenom &&
            answers.field(*other) == nullptr) {
            hold_field(ctx, *other, given, said);
            return;
        }
    }
}

void hold_field(TurnContext& ctx,
                const FormField& field,
                const std::string& value,
                const std::string& raw) {
    auto& answers = is_kept(ctx.catalog, field) ? ctx.session().answers : ctx.open()->answers;
    answers[field.slot] = {value, raw, false};
    remember_order(ctx, field.slot);
    ctx.open()->counters.erase(field.slot);
    ctx.open()->confirmed.clear();
}

void take_option(TurnContext& ctx, const Node& node, const std::string& option) {
    const auto& ask = std::get<Ask>(node.kind);
    const auto chosen = std::ranges::find(ask.options, option, &Option::id);
    auto& answers = ask.shared ? ctx.session().answers : ctx.open()->answers;
    answers[ask.key] = {option, chosen == ask.options.end() ? option : chosen->label, false};
    remember_order(ctx, ask.key);
    ctx.open()->counters.erase(node.id);
    ctx.open()->confirmed.clear();
    ctx.session().misses = 0;
    advance(ctx);
}

void reopen_field(TurnContext& ctx, const std::string& slot) {
    ctx.open()->answers.erase(slot);
    ctx.session().answers.erase(slot);
    ctx.open()->confirmed.clear();
    std::erase(ctx.open()->order, slot);
}

std::vector<OfferedOption> options_at(TurnContext& ctx, const Position& position) {
    std::vector<OfferedOption> offered;
    if (const auto* ask = std::get_if<Ask>(&position.node->kind)) {
        for (const Option& option : ask->options) {
            offered.push_back({option.id, option.label});
        }
    } else if (position.at == Position::At::summary) {
        offered.push_back({"oui", phrase_text(ctx, "option-envoyer")});
        offered.push_back({"modifier", phrase_text(ctx, "option-modifier")});
        offered.push_back({"annuler", phrase_text(ctx, "option-annuler")});
    }
    const Counters counters = counters_at(ctx, key_at(position));
    if (counters.not_understood >= ways_out_after || counters.invalid >= ways_out_after ||
        counters.unknown > 0) {
        if (position.at == Position::At::field) {
            offered.push_back({"plus-tard", phrase_text(ctx, "option-plus-tard")});
        }
        offered.push_back({"conseiller", phrase_text(ctx, "option-conseiller")});
    }
    return offered;
}

void answer_summary_option(TurnContext& ctx, const Position& position, const std::string& option) {
    if (option == "oui") {
        ctx.trace("R50 confirmé", position.node->id);
        ctx.open()->confirmed.insert(position.node->id);
        advance(ctx);
        return;
    }
    if (option == "annuler") {
        ask_pending(ctx, Pending::Kind::cancel, {"oui", "non"});
        return;
    }
    std::vector<std::string> slots;
    for (const FormField* field : position.fields) {
        slots.push_back(field->slot);
    }
    ask_pending(ctx, Pending::Kind::pick_field, std::move(slots));
}

void answer_text(TurnContext& ctx, const Position& position) {
    // Ways out that were offered beside the question are answers too, by number or by label.
    const auto offered = options_at(ctx, position);
    std::vector<slots::ChoiceOption> options;
    for (const OfferedOption& option : offered) {
        options.push_back({option.id, option.label, {}});
    }
    if (position.at != Position::At::summary && !options.empty()) {
        const slots::Choice choice = slots::parse_choice(options, ctx.said);
        if (choice.index && choice.whole && take_way_out(ctx, offered[*choice.index].id)) {
            return;
        }
    }
    switch (position.at) {
        case Position::At::question:
            answer_question(ctx, position);
            break;
        case Position::At::field:
            answer_field(ctx, position);
            break;
        case Position::At::summary:
            answer_summary(ctx, position);
            break;
        case Position::At::end:
            advance(ctx);
            break;
    }
}

}  // namespace guichet
