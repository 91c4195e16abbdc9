#include <algorithm>

#include "engine/dialog/turn_context.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

// A correction is a short sentence; a long one tells something else.
constexpr std::size_t max_correction_bytes = 120;

bool holds_mark(const TurnContext& ctx, const std::string& folded, bool at_start) {
    const Cues cues = ctx.catalog.cues.read(ctx.said);
    const FoundCue* mark = cues.find(Cue::correction);
    return mark != nullptr && (!at_start || folded.starts_with(mark->words));
}

// Every word of the label stands in the sentence; the label with most words wins ("date de
// naissance" over "date").
const FormField* field_named(const std::vector<const FormField*>& fields,
                             const std::vector<std::string>& said) {
    const FormField* best = nullptr;
    std::size_t length = 0;
    for (const FormField* field : fields) {
        const auto label = text::words(text::fold(field->label));
        const bool named = std::ranges::all_of(label, [&](const std::string& word) {
            return std::ranges::find(said, word) != said.end();
        });
        if (named && label.size() > length) {
            best = field;
            length = label.size();
        }
    }
    return best;
}

// The one field whose label holds a word of the sentence ("la date est fausse"); null when there
// are several.
const FormField* field_hinted(const std::vector<const FormField*>& fields,
                              const std::vector<std::string>& said) {
    const FormField* hinted = nullptr;
    for (const FormField* field : fields) {
        const auto label = text::words(text::fold(field->label));
        const bool hints = std::ranges::any_of(label, [&](const std::string& word) {
            return word.size() > 3 && std::ranges::find(said, word) != said.end();
        });
        if (hints && hinted != nullptr) {
            return nullptr;
        }
        hinted = hints ? field : hinted;
    }
    return hinted;
}

// Where in the sentence the new value may stand: after its last comma, from its last "c'est", after
// the "non" that opens it.
std::vector<std::string_view> places_of_value(std::string_view said) {
    std::vector<std::string_view> places;
    if (const auto comma = said.rfind(','); comma != std::string_view::npos) {
        places.push_back(said.substr(comma + 1));
    }
    for (const std::string_view verb : {"c'est ", "c’est ", "c est ", "cest "}) {
        if (const auto at = said.rfind(verb); at != std::string_view::npos) {
            places.push_back(said.substr(at));
        }
    }
    if (said.starts_with("non ") || said.starts_with("Non ")) {
        places.push_back(said.substr(4));
    }
    places.push_back(said);
    return places;
}

// The new value of a field, read from the sentence. A date without its year keeps the old one.
slots::Parsed new_value(const TurnContext& ctx, slots::SlotType type, const std::string& old) {
    using slots::SlotType;
    slots::Parsed parsed;
    const auto found = slots::find_all(ctx.catalog.vocabulary, ctx.said, ctx.today());
    const auto same = std::ranges::find(found, type, &slots::Found::type);
    if (same != found.end()) {
        parsed.reading = slots::Reading::filled;
        parsed.value = same->value;
        return parsed;
    }
    if (type == SlotType::texte) {
        return parsed;
    }
    if (slots::is_open(type)) {
        for (const std::string_view place : places_of_value(ctx.said)) {
            parsed = slots::parse(ctx.catalog.vocabulary, type, place, ctx.today());
            if (parsed.reading == slots::Reading::filled && parsed.whole) {
                return parsed;
            }
        }
        return {};
    }
    parsed = slots::parse(ctx.catalog.vocabulary, type, ctx.said, ctx.today());
    const bool is_date = type == SlotType::date_naissance || type == SlotType::date_passee ||
                         type == SlotType::date_future || type == SlotType::date;
    if (parsed.reading != slots::Reading::filled && is_date && old.size() == 10) {
        parsed = slots::parse(
            ctx.catalog.vocabulary, type, ctx.said + " " + old.substr(0, 4), ctx.today());
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
    say_phrase(ctx,
               "champ-corrige",
               {{"label", field.label}, {"valeur", display_value(type, parsed.value)}});
    advance(ctx);
    return true;
}

}  // namespace

bool correct_by_words(TurnContext& ctx, const Position& position) {
    if (ctx.said.size() > max_correction_bytes || position.fields.empty()) {
        return false;
    }
    // Free text tells a story: only a correction that opens with its mark is one there.
    const bool free_text =
        position.at == Position::At::field &&
        ctx.catalog.slots.at(position.field->slot).type == slots::SlotType::texte;
    const std::string folded = text::fold(ctx.said);
    const auto filled = filled_fields(ctx, position);
    const auto words = text::words(folded);
    const bool at_summary = position.at == Position::At::summary;
    const bool marked = holds_mark(ctx, folded, free_text) ||
                        (at_summary && words.size() > 1 && words.front() == "non");
    const FormField* named = field_named(filled, words);
    if (named == nullptr && at_summary) {
        named = field_hinted(filled, words);
    }
    if (filled.empty() || (!marked && (named == nullptr || !at_summary))) {
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
