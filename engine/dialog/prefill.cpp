#include <algorithm>

#include "engine/dialog/turn_context.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

// " mot mot mot " of a text, so that whole words are found with `find`.
std::string padded_words(std::string_view text) {
    std::string padded = " ";
    for (const std::string& word : text::words(text::fold(text))) {
        padded += word + " ";
    }
    return padded;
}

// The option whose in-advance phrase stands in the sentence; the longest phrase wins.
const Option* option_said(const Ask& ask, const std::string& sentence) {
    const Option* best = nullptr;
    std::size_t length = 0;
    for (const Option& option : ask.options) {
        for (const std::string& phrase : option.in_advance) {
            const std::string words = padded_words(phrase);
            if (words.size() > length && sentence.find(words) != std::string::npos) {
                best = &option;
                length = words.size();
            }
        }
    }
    return best;
}

void prefill_questions(TurnContext& ctx,
                       const std::vector<Node>& steps,
                       const std::string& sentence,
                       OpenDialog& opening) {
    for (const Node& node : steps) {
        const auto* ask = std::get_if<Ask>(&node.kind);
        if (ask == nullptr) {
            continue;
        }
        auto& answers = ask->shared ? ctx.session().answers : opening.answers;
        if (const Option* said = option_said(*ask, sentence)) {
            if (answers.emplace(ask->key, Answer{said->id, said->label, true}).second) {
                ctx.trace("R36 d'avance", node.id + "=" + said->id);
            }
        }
        for (const Option& option : ask->options) {
            prefill_questions(ctx, option.steps, sentence, opening);
        }
    }
}

void hold_found(TurnContext& ctx, const slots::Found& found) {
    for (const auto& [id, slot] : ctx.catalog.slots) {
        if (slot.in_advance && slot.remembered && slot.type == found.type) {
            ctx.session().answers[id] = {found.value, found.raw, true};
            ctx.trace("R36 d'avance", id);
        }
    }
}

std::vector<std::string> segments(const std::string& text) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        // A comma between digits is a decimal comma.
        const bool decimal = text[i] == ',' && i > 0 && i + 1 < text.size() && text[i - 1] >= '0' &&
                             text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
        if ((text[i] == ',' || text[i] == ';') && !decimal) {
            parts.emplace_back();
        } else {
            parts.back() += text[i];
        }
    }
    std::erase_if(parts, [](const std::string& part) {
        return part.find_first_not_of(' ') == std::string::npos;
    });
    return parts;
}

// The open field of the form that this part of the message fills, tried in the form's order.
const FormField* field_for(TurnContext& ctx,
                           const Position& position,
                           const std::string& part,
                           std::string& value) {
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    const auto found = slots::find_all(ctx.catalog.vocabulary, part, ctx.today());
    const bool creditor = slots::is_known_creditor(ctx.catalog.vocabulary, part);
    for (const FormField* field : position.fields) {
        const Slot& slot = ctx.catalog.slots.at(field->slot);
        const bool is_person =
            slot.type == slots::SlotType::nom || slot.type == slots::SlotType::prenom;
        if (answers.field(*field) != nullptr || (creditor && is_person)) {
            continue;
        }
        const auto same_type = std::ranges::find(found, slot.type, &slots::Found::type);
        if (same_type != found.end()) {
            value = same_type->value;
            return field;
        }
        const slots::Parsed parsed =
            slots::parse(ctx.catalog.vocabulary, slot.type, part, ctx.today());
        if (found.empty() && parsed.reading == slots::Reading::filled && parsed.whole &&
            slot.type != slots::SlotType::texte) {
            value = parsed.value;
            return field;
        }
    }
    return nullptr;
}

}  // namespace

void prefill(TurnContext& ctx, OpenDialog& opening) {
    if (ctx.said.empty()) {
        return;
    }
    const Dialog& dialog = ctx.catalog.dialogs.at(opening.dialog);
    prefill_questions(ctx, dialog.steps, padded_words(ctx.said), opening);
    for (const slots::Found& found :
         slots::find_all(ctx.catalog.vocabulary, ctx.said, ctx.today())) {
        hold_found(ctx, found);
    }
}

bool take_several(TurnContext& ctx, const Position& position) {
    const Slot& open = ctx.catalog.slots.at(position.field->slot);
    if (open.type == slots::SlotType::texte) {
        return false;
    }
    const auto parts = segments(ctx.said);
    if (parts.size() < 2) {
        return false;
    }
    int held = 0;
    for (const std::string& part : parts) {
        std::string value;
        if (const FormField* field = field_for(ctx, position, part, value)) {
            hold_field(ctx, *field, value, part);
            hold_first_name_too(ctx, position, *field, part);
            ++held;
        }
    }
    if (held == 0) {
        return false;
    }
    ctx.trace("R24 plusieurs", std::to_string(held));
    advance(ctx);
    return true;
}

}  // namespace guichet
