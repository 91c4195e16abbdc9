#include "engine/dialog/stand.hpp"

#include <algorithm>

#include "engine/dialog/step.hpp"
#include "engine/dialog/table.hpp"

namespace guichet {

namespace {

// Tries the ways of a dialog, option by option, until the question is put.
class Seeker {
  public:
    Seeker(const Catalog& catalog, const NodeId& node, std::string_view asks, TimePoint now)
        : catalog_(catalog), node_(node), asks_(asks), now_(now) {}

    std::optional<Turn> after(const Session& session,
                              std::variant<Utterance, OptionChoice, Opened> content) const {
        return from(step(catalog_, session, {std::move(content), "", {}, {}}, now_));
    }

  private:
    std::optional<Turn> from(Turn turn) const {
        const Table table = table_of(catalog_, turn.session);
        const bool there =
            table.kind != Table::nothing && table.kind == table.beneath && turn.node == node_;
        if (there && (asks_.empty() || turn.asks == asks_)) {
            return turn;
        }
        switch (table.kind) {
            case Table::question:
                return by_any_option(turn, table);
            case Table::field:
                return there && !may_come(table)
                           ? std::nullopt
                           : after(turn.session, Utterance{table.slot->example});
            case Table::summary:
                return there ? std::nullopt : after(turn.session, OptionChoice{"oui", turn.node});
            default:
                return std::nullopt;
        }
    }

    std::optional<Turn> by_any_option(const Turn& turn, const Table& table) const {
        for (const Option& option : std::get<Ask>(table.position->node->kind).options) {
            if (auto found = after(turn.session, OptionChoice{option.id, turn.node})) {
                return found;
            }
        }
        return std::nullopt;
    }

    bool may_come(const Table& table) const {
        return asks_ == "confirmation" ||
               std::ranges::find(table.position->fields, SlotId(asks_), &FormField::slot) !=
                   table.position->fields.end();
    }

    const Catalog& catalog_;
    const NodeId& node_;
    std::string_view asks_;
    TimePoint now_;
};

}  // namespace

std::optional<Turn> stand_at(const Catalog& catalog,
                             Channel channel,
                             const NodeId& named,
                             std::string_view asks,
                             TimePoint now) {
    const NodeId node = catalog.former_names.now(named);
    const auto dialog = std::ranges::find_if(catalog.dialogs, [&node](const auto& entry) {
        return find_node(entry.second, node) != nullptr;
    });
    if (dialog == catalog.dialogs.end()) {
        return std::nullopt;
    }
    Session session;
    session.channel = channel;
    const Node& found = *find_node(dialog->second, node);
    return Seeker(catalog, found.id, asks, now)
        .after(session, OptionChoice{OptionId(dialog->first.text()), ""});
}

}  // namespace guichet
