#include <algorithm>
#include <array>

#include "engine/dialog/decision.hpp"
#include "engine/dialog/rules/rules.hpp"

namespace guichet::turn {

namespace {

using T = Table;

constexpr unsigned everywhere = ~0U;
constexpr unsigned at_dialog = T::question | T::field | T::summary;
constexpr unsigned at_rest = at_dialog | T::nothing;
constexpr unsigned at_engine = T::confirmation | T::correction;

}  // namespace

Fill skip(const Table& table, std::string said) {
    return {{{table.position->field, table.slot->without_value, std::move(said)}}, "", {}};
}

const Dialog* subject_of(const Catalog& catalog, const Session& session) {
    DialogId id = session.subject;
    if (id.empty() && !session.stack.empty()) {
        id = session.stack.back().dialog;
    }
    const auto dialog = catalog.dialogs.find(id);
    return dialog == catalog.dialogs.end() ? nullptr : &dialog->second;
}

std::span<const Row> rows() {
    static constexpr std::array table = {
        Row{TurnRule::stopped, everywhere, rules::stays_silent},
        Row{TurnRule::opt_out, everywhere, rules::opts_out},
        Row{TurnRule::opt_in, everywhere, rules::opts_in},
        Row{TurnRule::urgent, everywhere, rules::is_urgent},
        Row{TurnRule::who_we_are, everywhere, rules::asks_who},
        Row{TurnRule::ask_erase, everywhere, rules::asks_to_erase},
        Row{TurnRule::too_long, everywhere, rules::is_too_long},
        Row{TurnRule::masked, everywhere, rules::was_masked_whole},
        Row{TurnRule::masked, everywhere, rules::denies_masked},
        Row{TurnRule::wordless, everywhere, rules::is_wordless},
        Row{TurnRule::late, everywhere, rules::is_late},

        Row{TurnRule::glossary, everywhere, rules::asks_meaning},
        Row{TurnRule::settled, T::confirmation, rules::settles},
        Row{TurnRule::field_to_correct, T::correction, rules::picks_field},
        Row{TurnRule::nothing_to_correct, T::correction, rules::picks_no_field},
        Row{TurnRule::several_values, T::correction, rules::gives_values},
        Row{TurnRule::confirmation_missed, at_engine, rules::misses_confirmation},

        Row{TurnRule::choice_changed, rules::at_offer | T::nothing, rules::changes_choice},
        Row{TurnRule::offer_refused, rules::at_offer, rules::refuses_offer},
        Row{TurnRule::offer_taken, rules::at_offer, rules::takes_offer},
        Row{TurnRule::offer_accepted, rules::at_offer, rules::accepts_offer},
        Row{TurnRule::which_offer, rules::at_offer, rules::accepts_several},

        Row{TurnRule::ask_cancel, at_rest, rules::asks_to_cancel},
        Row{TurnRule::declined, at_dialog, rules::gives_up_for_another},
        Row{TurnRule::declined, at_rest, rules::declines_subject},
        Row{TurnRule::wrong_topic, T::question, rules::says_wrong_topic},
        Row{TurnRule::option, T::question, rules::takes_option},
        Row{TurnRule::way_out, at_dialog, rules::takes_way_out},
        Row{TurnRule::other_case, T::field | T::summary, rules::speaks_of_another_case},
        Row{TurnRule::skipped, T::field, rules::skips_field},
        Row{TurnRule::refused_field, T::field, rules::cannot_skip},
        Row{TurnRule::several_values, T::summary, rules::gives_offered},
        Row{TurnRule::corrected, T::field | T::summary, rules::corrects},
        Row{TurnRule::choice_changed, at_dialog | T::correction, rules::changes_choice},
        Row{TurnRule::choice_changed, T::field | T::summary, rules::asks_other_case},
        Row{TurnRule::wrong_topic, at_rest, rules::was_wrong_topic},
        Row{TurnRule::value, T::field, rules::gives_closed_value},
        Row{TurnRule::several_values, T::field, rules::gives_several},
        Row{TurnRule::value_then_question, T::field, rules::gives_value_then_asks},
        Row{TurnRule::unknown_at_question, T::question, rules::does_not_know},
        Row{TurnRule::unknown_at_field, T::field, rules::does_not_know},
        Row{TurnRule::option_then_question, T::question, rules::takes_option_then_asks},
        Row{TurnRule::confirmed, T::summary, rules::sends},
        Row{TurnRule::waiting, T::summary, rules::postpones},
        Row{TurnRule::change_at_summary, T::summary, rules::changes},
        Row{TurnRule::second_thought, T::nothing, rules::thinks_again},
        Row{TurnRule::about_sent, T::nothing, rules::asks_about_sent},
        Row{TurnRule::amendment, T::nothing, rules::amends},
        Row{TurnRule::data_in_advance,
            T::question | T::nothing | rules::at_offer,
            rules::says_data},
        Row{TurnRule::how_far, T::field, rules::asks_how_far},
        Row{TurnRule::held, T::field | T::summary, rules::checks_what_is_held},
        Row{TurnRule::about_sent, T::summary, rules::asks_if_sent},
        Row{TurnRule::precision, at_rest | rules::at_offer, rules::asks_next},
        Row{TurnRule::about_sent, T::summary, rules::asks_when},
        Row{TurnRule::waiting, at_rest, rules::waits},
        Row{TurnRule::command, at_rest, rules::runs_command},
        Row{TurnRule::option_inside, T::question, rules::takes_option_inside},
        Row{TurnRule::ask_cancel, at_dialog, rules::seems_to_cancel},
        Row{TurnRule::value, T::field, rules::gives_name},
        Row{TurnRule::soothed, at_dialog, rules::is_soothed},
        Row{TurnRule::refused_field, T::field, rules::refuses_field},
        Row{TurnRule::consent, T::summary, rules::wants_it},
        Row{TurnRule::consent, at_dialog, rules::is_filler},
        Row{TurnRule::about_field, T::field | T::summary, rules::asks_about_field},
        Row{TurnRule::already_given, T::field, rules::says_it_was_given},
        Row{TurnRule::doubtful_value, T::field, rules::gives_doubtful_name},
        Row{TurnRule::value, T::field, rules::tells_story},
        Row{TurnRule::corrected, T::field, rules::corrects_something},
        Row{TurnRule::refused_value, T::field, rules::gives_bad_closed_value},
        Row{TurnRule::precision, at_rest | rules::at_offer, rules::may_ask_next},
        Row{TurnRule::digression, at_dialog, rules::digresses},
        Row{TurnRule::same_dialog, at_dialog, rules::same_again},
        Row{TurnRule::command, at_rest, rules::tells_how},
        Row{TurnRule::no_answer, at_dialog, rules::has_no_answer},
        Row{TurnRule::asks_else, at_dialog, rules::asks_else},
        Row{TurnRule::value, T::field, rules::gives_loose_value},
        Row{TurnRule::refused_value, T::field, rules::gives_bad_value},
        Row{TurnRule::data_in_advance, T::question, rules::brings_data},
        Row{TurnRule::question_missed, T::question | T::summary, rules::is_missed},
        Row{TurnRule::field_missed, T::field, rules::is_missed},

        Row{TurnRule::offer_refused, T::nothing, rules::wants_nothing},
        Row{TurnRule::opened, T::nothing, rules::opens},
        Row{TurnRule::command, T::nothing, rules::reacts},
        Row{TurnRule::data_in_advance, T::nothing, rules::brings_awaited},
        Row{TurnRule::clarification, T::nothing, rules::is_unclear},
        Row{TurnRule::soothed, T::nothing, rules::is_soothed_at_rest},
        Row{TurnRule::out_of_scope, T::nothing, rules::is_out_of_scope},
        Row{TurnRule::not_understood, T::nothing, rules::is_nothing},
    };
    return table;
}

std::optional<Decision> decide(const Moment& moment) {
    if (moment.reading.late && moment.table.kind != moment.table.beneath) {
        return std::nullopt;
    }
    for (const Row& row : rows()) {
        if ((row.where & moment.table.kind) == 0) {
            continue;
        }
        if (auto action = row.when(moment)) {
            return Decision{row.rule, *std::move(action)};
        }
    }
    return std::nullopt;
}

std::string_view name_of(const Action& action) {
    static constexpr std::array names = std::to_array<std::string_view>(
        {"StaySilent",   "TellUnreadable", "AskAgain",    "TellHeld",    "KeepData",
         "Run",          "Open",           "Inform",      "TakeOption",  "ChangeChoice",
         "TellChoice",   "TakeOffer",      "RefuseOffer", "Reconsider",  "RepeatOffer",
         "Settle",       "Fill",           "DoubtValue",  "RefuseValue", "Correct",
         "AskField",     "ExplainField",   "Precise",     "ExplainTerm", "Send",
         "AskCancel",    "AskErase",       "TellUnknown", "Miss",        "DropTopic",
         "ForgetCase",   "TellSent",       "TellWho",     "Amend",       "Clarify",
         "NotUnderstood"});
    static_assert(names.size() == std::variant_size_v<Action>);
    return names[action.index()];
}

}  // namespace guichet::turn
