#include <algorithm>

#include "engine/dialog/turn_context.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

// A correction is a short sentence; a long one tells something else.
constexpr std::size_t max_correction_bytes = 120;

bool holds_mark(const TurnContext& ctx, const std::string& folded) {
    return std::ranges::any_of(ctx.catalog.correction_marks, [&](const std::string& mark) {
        return folded.find(mark) != std::string::npos;
    });
}

// Every word of the label stands in the sentence; the label with most words wins ("date de
// naissance" over "date").
const FormField* field_named(const std::vector<const FormField*>& fields, const std::vector<std::string>& said) {
    const FormField* best = nullptr;
    std::size_t length = 0;
    for (const FormField* field : fields) {
        const auto label = text::words(text::fold(field->label));
        const bool named = std::ranges::all_of(
            label, [&](const std::string& word) { return std::ranges::find(said, word) != said.end(); });
        if (named && label.size() > length) {
            best = field;
            length = label.size();
        }
    }
    return best;
}

// The new value of a field, read from the sentence. A date without its year keeps the old one.
slots::Parsed new_value(const TurnContext& ctx, slots::SlotType type, const std::string& old) {
    using slots::SlotType;
    slots::Parsed parsed;
    const auto found = slots::find_all(ctx.said, ctx.today());
    const auto same = std::ranges::find(found, type, &slots::Found::type);
    if (same != found.end()) {
        parsed.reading = slots::Reading::filled;
        parsed.value = same->value;
        return parsed;
    }
    if (slots::is_open(type)) {
        return parsed;
    }
    parsed = slots::parse(type, ctx.said, ctx.today());
    const bool is_date = type == SlotType::date_naissance || type == SlotType::date_passee ||
                         type == SlotType::date_future || type == SlotType::date;
    if (parsed.reading != slots::Reading::filled && is_date && old.size() == 10) {
        parsed = slots::parse(type, ctx.said + " " + old.substr(0, 4), ctx.today());
    }
    return parsed;
}

std::vector<const FormField*> filled_fields(TurnContext& ctx, const Position& position) {
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    std::vector<const FormField*> filled;
    for (const FormField* field : position.fields) {
        if (answers.field(*field) != nullptr) {
            filled.push_back(field);
        }
    }
    return filled;
}

bool set_field(TurnContext& ctx, const FormField& field) {
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    const slots::SlotType type = ctx.catalog.slots.at(field.slot).type;
    const slots::Parsed parsed = new_value(ctx, type, answers.field(field)->value);
    if (parsed.reading != slots::Reading::filled) {
        return false;
    }
    hold_field(ctx, field, parsed.value, ctx.said);
    ctx.trace("R44 correction", field.slot);
    say_phrase(ctx, "champ-corrige", {{"label", field.label}, {"valeur", display_value(type, parsed.value)}});
    advance(ctx);
    return true;
}

}  // namespace

bool correct_by_words(TurnContext& ctx, const Position& position) {
    if (ctx.said.size() > max_correction_bytes || position.fields.empty()) {
        return false;
    }
    const std::string folded = text::fold(ctx.said);
    const auto filled = filled_fields(ctx, position);
    const bool marked = holds_mark(ctx, folded);
    const FormField* named = field_named(filled, text::words(folded));
    if (filled.empty() || (!marked && (named == nullptr || position.at != Position::At::summary))) {
        return false;
    }
    if (named != nullptr) {
        if (!set_field(ctx, *named)) {
            reopen_field(ctx, named->slot);
            ctx.trace("R44 correction", named->slot);
            ask_again(ctx);
        }
        return true;
    }
    // No field is named: the last one filled that can read the sentence.
    for (auto field = filled.rbegin(); field != filled.rend(); ++field) {
        if (set_field(ctx, **field)) {
            return true;
        }
    }
    return false;
}

}  // namespace guichet
