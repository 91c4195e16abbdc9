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
                ctx.trace(TurnRule::in_advance, node.id + "=" + said->id);
            }
        }
        for (const Option& option : ask->options) {
            prefill_questions(ctx, option.steps, sentence, opening);
        }
    }
}

// Whether a field takes it.
bool hold_found(TurnContext& ctx, const slots::Found& found) {
    bool held = false;
    for (const auto& [id, slot] : ctx.catalog.slots) {
        if (slot.in_advance && slot.remembered && slot.type == found.type) {
            ctx.session().answers[id] = {found.value, found.raw, true};
            ctx.trace(TurnRule::in_advance, id);
            held = true;
        }
    }
    return held;
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

void keep_data(TurnContext& ctx, std::span<const slots::Found> data) {
    std::vector<std::string> kept;
    for (const slots::Found& found : data) {
        if (hold_found(ctx, found)) {
            kept.push_back(display_value(found.type, found.value));
        }
    }
    if (kept.empty()) {
        not_understood(ctx);
        return;
    }
    if (ctx.open() != nullptr) {
        say_phrase(ctx, "deja-note", {{"champs", joined(kept)}});
        ask_again(ctx);
        return;
    }
    say_phrase(ctx, "note-d-avance", {{"champs", joined(kept)}});
}

}  // namespace guichet
