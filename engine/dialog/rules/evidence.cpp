#include "engine/dialog/rules/evidence.hpp"

#include <algorithm>

#include "engine/dialog/naming.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::turn::rules {

using slots::Plausibility;
using slots::SlotType;
using T = Table;

bool is_short(const Moment& m) {
    return m.reading.words.size() <= short_answer_bytes;
}

bool tells_something(const Moment& m) {
    constexpr std::ptrdiff_t least_spaces = 5;
    return std::ranges::count(m.reading.words, ' ') >= least_spaces &&
           !m.reading.cues.has(Cue::question);
}

bool is_exact(const Moment& m) {
    return m.reading.match.reason == MatchReason::exact;
}

bool binds(const Moment& m, FirstKind kind) {
    return m.reading.first.asks(kind);
}

bool mentions(const Moment& m, FirstKind kind) {
    return m.reading.first.kind == kind && !m.reading.first.asks(kind);
}

bool is_reaction(const Dialog& dialog) {
    return dialog.command == Command::confirm || dialog.command == Command::refuse ||
           dialog.command == Command::unknown;
}

bool needs_rule(Command command) {
    return command == Command::stop || command == Command::start || command == Command::erase ||
           command == Command::cancel;
}

const Dialog* sure_subject(const Moment& m) {
    const Dialog* sure = m.reading.sure;
    return sure != nullptr && sure->command == Command::none ? sure : nullptr;
}

const Dialog* other_subject(const Moment& m) {
    const Dialog* sure = sure_subject(m);
    return sure != nullptr && sure != m.table.dialog ? sure : nullptr;
}

const Dialog* sure_command(const Moment& m) {
    const Dialog* sure = m.reading.sure;
    const bool runs = sure != nullptr && sure->command != Command::none && !is_reaction(*sure) &&
                      !needs_rule(sure->command);
    return runs ? sure : nullptr;
}

bool tells_first(const Dialog& dialog) {
    return !dialog.steps.empty() && std::holds_alternative<Say>(dialog.steps.front().kind);
}

bool has_typed(const Moment& m) {
    return m.table.open != nullptr && !m.table.open->order.empty();
}

Action interrupt(const Moment& m, const Dialog& dialog) {
    const bool midway =
        m.table.beneath == T::field || m.table.beneath == T::summary || has_typed(m);
    const bool instead = m.reading.cues.has(Cue::instead);  // "et par chèque ?"
    const bool asked =
        (m.reading.cues.has(Cue::question) || instead) && !m.reading.cues.has(Cue::request);
    // "C'est exact, mais je veux être remboursé sur un autre compte"
    const bool beside_yes = m.table.kind == T::summary && m.reading.tail &&
                            (m.reading.cues.has(Cue::insisting) ||
                             m.reading.cues.has(Cue::consent) || says_any(m, yeses));
    if (beside_yes && tells_first(dialog) && !dialog.urgent && !dialog.disowns) {
        return Inform{&dialog, m.reading.data};
    }
    const bool inform =
        tells_first(dialog) && !dialog.urgent && !dialog.disowns &&
        (asks_nothing(dialog.steps) ? asked || !dialog.is_topic()
                                    : asked && midway && (instead || has_form(dialog.steps)));
    return inform && m.table.dialog != nullptr ? Action(Inform{&dialog, m.reading.data})
                                               : Action(Open{&dialog});
}

bool refuses(const Moment& m) {
    return m.reading.yes == false ||
           (m.reading.cues.has(Cue::refusal) && is_short(m) && !m.reading.cues.has(Cue::question));
}

bool is_filled(const Moment& m) {
    return m.reading.value.reading == slots::Reading::filled;
}

bool is_plausible(const Moment& m) {
    return is_filled(m) && m.reading.plausibility == Plausibility::plausible;
}

bool says_any(const Moment& m, std::span<const std::string_view> wanted) {
    const auto said = text::words(text::fold(m.reading.words));
    return std::ranges::any_of(said, [&](const std::string& word) {
        return std::ranges::find(wanted, word) != wanted.end();
    });
}

bool is_plain_yes(const Moment& m) {
    const bool said = m.reading.yes == true && !m.reading.cues.has(Cue::refusal);
    const bool thanked = says_any(m, yeses) && !says_any(m, firm_reserves);
    return said && (thanked || !says_any(m, reserves));
}

bool declines_softly(const Moment& m) {
    static constexpr auto later = std::to_array<std::string_view>({"tard", "demain", "maintenant"});
    const bool thanks = m.reading.cues.has(Cue::thanks) && !says_any(m, yeses);
    return thanks || m.reading.cues.has(Cue::refusal) || says_any(m, later);
}

const FormField* only_text_meant(const Moment& m) {
    constexpr std::ptrdiff_t least_spaces = 2;
    const bool data = std::ranges::count(m.reading.words, ' ') >= least_spaces &&
                      m.reading.words.find_first_of("0123456789") != std::string::npos &&
                      !m.reading.cues.has(Cue::question) && m.reading.named == nullptr;
    const FormField* only = nullptr;
    for (const FormField* field : m.table.position->fields) {
        if (m.catalog.slots.at(field->slot).type == SlotType::texte) {
            if (only != nullptr) {
                return nullptr;
            }
            only = field;
        }
    }
    return data ? only : nullptr;
}

// Between subjects that are not told apart yet, what is asked is answered as for any.
Result precise(const Moment& m) {
    const bool between = m.table.kind == T::clarification && m.reading.cues.has(Cue::question);
    const Dialog* subject = between ? nullptr : subject_of(m.catalog, m.session);
    return subject == nullptr && !between
               ? Result()
               : Result(Precise{m.reading.next->aspect, subject, m.reading.data});
}

bool is_way_out(const OptionId& option) {
    return option == "conseiller" || option == "menu" || option == "plus-tard";
}

bool names_other_choice(const Moment& m) {
    const auto& correction = m.reading.correction;
    const bool surer =
        correction && (m.reading.named != nullptr ||
                       !slots::is_open(m.catalog.slots.at(correction->field->slot).type));
    return m.reading.other_choice && m.reading.values.empty() && !surer;
}

bool is_open(const Moment& m) {
    return slots::is_open(m.table.slot->type);
}

bool is_text(const Moment& m) {
    return m.table.slot->type == SlotType::texte;
}

}  // namespace guichet::turn::rules
