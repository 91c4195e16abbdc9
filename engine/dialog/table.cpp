#include "engine/dialog/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/dialog/wording.hpp"

namespace guichet {

namespace {

// After this many failures at one question the ways out are offered.
constexpr int ways_out_after = 2;

Table::Kind kind_of(Pending::Kind kind) {
    switch (kind) {
        case Pending::Kind::none:
            return Table::nothing;
        case Pending::Kind::clarify:
            return Table::clarification;
        case Pending::Kind::menu:
        case Pending::Kind::topics:
            return Table::offer;
        case Pending::Kind::cancel:
        case Pending::Kind::cancel_all:
        case Pending::Kind::restart:
        case Pending::Kind::erase:
        case Pending::Kind::doubt:
            return Table::confirmation;
        case Pending::Kind::pick_field:
            return Table::correction;
    }
    return Table::nothing;
}

Table::Kind kind_of(Position::At at) {
    switch (at) {
        case Position::At::question:
            return Table::question;
        case Position::At::field:
            return Table::field;
        case Position::At::summary:
            return Table::summary;
        case Position::At::end:
            return Table::nothing;
    }
    return Table::nothing;
}

std::string asks_at(const Position& position) {
    switch (position.at) {
        case Position::At::question:
            return std::get<Ask>(position.node->kind).question;
        case Position::At::field:
            return position.field->slot.text();
        case Position::At::summary:
            return "confirmation";
        case Position::At::end:
            break;
    }
    return {};
}

// What the engine offers of itself, among its subjects and sections.
struct OwnOption {
    std::string_view id;
    PhraseId label;
};

constexpr auto own_options = std::to_array<OwnOption>({
    {"oui", "option-oui"},
    {"non", "option-non"},
    {"aucun", "option-aucun"},
    {"menu", "option-menu"},
    {"conseiller", "option-conseiller"},
});

// What the engine itself asks, at a question that asks `beneath`.
std::string asks_at(Pending::Kind kind, std::string beneath) {
    switch (kind) {
        case Pending::Kind::clarify:
            return "clarifier";
        case Pending::Kind::cancel:
            return "abandonner-question";
        case Pending::Kind::cancel_all:
            return "abandonner-tout-question";
        case Pending::Kind::restart:
            return "recommencer-question";
        case Pending::Kind::erase:
            return "effacer-question";
        case Pending::Kind::pick_field:
            return "modifier";
        case Pending::Kind::none:
        case Pending::Kind::doubt:
            return beneath;
        case Pending::Kind::menu:
        case Pending::Kind::topics:
            break;
    }
    return {};
}

Counters counters_of(const OpenDialog& open, const SlotId& key) {
    const auto found = open.counters.find(key);
    return found == open.counters.end() ? Counters() : found->second;
}

}  // namespace

SlotId Table::key() const {
    if (slot != nullptr) {
        return slot->id;
    }
    return position && position->node ? slot_of(position->node->id) : SlotId();
}

std::vector<OfferedOption> options_at(const Catalog& catalog,
                                      Channel channel,
                                      const Position& position,
                                      const Counters& counters) {
    const auto phrase = [&](PhraseId id) { return phrase_text(catalog, channel, id); };
    std::vector<OfferedOption> offered;
    if (position.at == Position::At::question) {
        for (const Option& option : std::get<Ask>(position.node->kind).options) {
            offered.push_back({option.id, option.label});
        }
    } else if (position.at == Position::At::summary) {
        offered = {{"oui", phrase("option-envoyer")},
                   {"modifier", phrase("option-modifier")},
                   {"annuler", phrase("option-annuler")}};
    }
    const bool optional = position.at == Position::At::field &&
                          !catalog.slots.at(position.field->slot).without.empty();
    if (optional) {
        offered.push_back({"passer", phrase("option-passer")});
    }
    if (counters.not_understood >= ways_out_after || counters.invalid >= ways_out_after ||
        counters.unknown > 0) {
        if (position.at == Position::At::field) {
            offered.push_back({"plus-tard", phrase("option-plus-tard")});
        }
        offered.push_back({"conseiller", phrase("option-conseiller")});
    }
    return offered;
}

std::string label_of_offer(const Catalog& catalog,
                           Channel channel,
                           const Pending& pending,
                           const OptionId& option,
                           const Position* position) {
    if (pending.kind == Pending::Kind::pick_field) {
        const SlotId slot(option.text());
        const FormField* field = position == nullptr ? nullptr : position->field_of(slot);
        return field == nullptr ? catalog.slots.at(slot).label : field->label;
    }
    const auto own = std::ranges::find(own_options, option.text(), &OwnOption::id);
    if (own != own_options.end()) {
        return phrase_text(catalog, channel, own->label);
    }
    const auto section = std::ranges::find(catalog.sections, option.text(), &Section::id);
    return section == catalog.sections.end() ? catalog.title_of(DialogId(option.text()))
                                             : section->title;
}

Table table_beneath(const Catalog& catalog, const Session& session) {
    Table table;
    if (session.stack.empty()) {
        return table;
    }
    table.open = &session.stack.back();
    const auto dialog = catalog.dialogs.find(table.open->dialog);
    if (dialog == catalog.dialogs.end()) {
        return table;
    }
    table.dialog = &dialog->second;
    table.position = walk(catalog, session, *table.dialog, *table.open);
    table.kind = table.beneath = kind_of(table.position->at);
    table.asks = asks_at(*table.position);
    if (table.kind == Table::field) {
        table.slot = &catalog.slots.at(table.position->field->slot);
    }
    if (table.kind != Table::nothing) {
        table.options = options_at(
            catalog, session.channel, *table.position, counters_of(*table.open, table.key()));
    }
    return table;
}

Table table_of(const Catalog& catalog, const Session& session) {
    Table table = table_beneath(catalog, session);
    const Pending& pending = session.pending;
    if (pending.kind == Pending::Kind::none) {
        return table;
    }
    table.kind = kind_of(pending.kind);
    table.asks = asks_at(pending.kind, std::move(table.asks));
    table.options.clear();
    for (const OptionId& id : pending.options) {
        table.options.push_back({id,
                                 label_of_offer(catalog,
                                                session.channel,
                                                pending,
                                                id,
                                                table.position ? &*table.position : nullptr)});
    }
    return table;
}

}  // namespace guichet
