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
            if (answers.emplace(ask->key, Answer{said->id.text(), said->label, true}).second) {
                ctx.trace(TurnRule::in_advance, node.id + "=" + said->id.text());
            }
        }
        for (const Option& option : ask->options) {
            prefill_questions(ctx, option.steps, sentence, opening);
        }
    }
}

void hold_in_advance(TurnContext& ctx, const FieldValue& value) {
    ctx.session().answers[value.field->slot] = {value.value, value.raw, true};
    ctx.trace(TurnRule::in_advance, value.field->slot);
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
        for (const FormField& field : ctx.catalog.in_advance) {
            if (ctx.catalog.slots.at(field.slot).type == found.type) {
                hold_in_advance(ctx, {&field, found.value, found.raw});
            }
        }
    }
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
    }
}

}  // namespace guichet
