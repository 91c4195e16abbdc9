#pragma once
// The rules of a turn, by number, as RULES.md lists them. A trace cites them by these names alone,
// so that it can cite none that does not exist.
#include <span>
#include <string_view>

namespace guichet {

// The enumerator's value is the rule's number. A number is never given to another rule.
enum class TurnRule {
    never_silent = 1,
    too_long = 3,
    masked = 4,
    wordless = 5,
    urgent = 6,
    stopped = 8,
    confirmation_missed = 10,
    not_understood = 11,
    clarification = 13,
    option = 14,
    way_out = 15,
    unknown_at_question = 16,
    option_inside = 17,
    digression = 18,
    question_missed = 19,
    value = 20,
    value_then_question = 21,
    several_values = 24,
    unknown_at_field = 25,
    refused_value = 26,
    field_missed = 27,
    command = 28,
    in_advance = 36,
    changed_by_button = 39,
    past_question = 40,
    back = 43,
    corrected = 44,
    resumed = 46,
    same_dialog = 48,
    second_question = 49,
    confirmed = 50,
    ask_cancel = 52,
    known = 58,
    rest_of_sms = 59,
    away = 61,
    opt_out = 62,
    opt_in = 63,
    who_we_are = 64,
    ask_erase = 65,
    late = 66,
    settled = 67,
    field_to_correct = 68,
    nothing_to_correct = 69,
    offer_taken = 70,
    offer_refused = 71,
    offer_accepted = 72,
    which_offer = 73,
    wrong_topic = 75,
    waiting = 76,
    option_then_question = 77,
    refused_field = 78,
    doubtful_value = 79,
    soothed = 80,
    no_answer = 81,
    about_sent = 82,
    amendment = 83,
    opened = 84,
    out_of_scope = 85,
    change_at_summary = 86,
    consent = 87,
    information_only = 88,
    dropped = 89,
    about_field = 90,
    already_given = 91,
    precision = 92,
    glossary = 93,
    asks_else = 94,
    other_case = 95,
    declined = 96,
    how_far = 97,
    held = 98,
    data_in_advance = 99,
    skipped = 100,
    choice_changed = 101,
    second_thought = 102,
};

struct TurnRuleName {
    TurnRule rule;
    std::string_view name;  // in French, as the trace shows it
};

// All of them, by number.
std::span<const TurnRuleName> turn_rules();

// The French name of a rule.
std::string_view name_of(TurnRule rule);

}  // namespace guichet
