#pragma once
// The rules of a turn, a file for each place where they apply. Each looks at a moment and decides,
// or leaves it to the next; the order is that of the table (decide.cpp), and what each is for
// stands in RULES.md under its number. Pure.
#include "engine/dialog/rules/evidence.hpp"

namespace guichet::turn::rules {

// First things: before anything that is on the table.
Result stays_silent(const Moment& m);
Result opts_out(const Moment& m);
Result opts_in(const Moment& m);
Result is_urgent(const Moment& m);
Result asks_who(const Moment& m);
Result asks_to_erase(const Moment& m);
Result is_too_long(const Moment& m);
Result was_masked_whole(const Moment& m);
Result denies_masked(const Moment& m);
Result is_wordless(const Moment& m);
Result is_late(const Moment& m);
Result asks_meaning(const Moment& m);

// At a question of the engine itself.
Result settles(const Moment& m);
Result picks_field(const Moment& m);
Result picks_no_field(const Moment& m);
Result misses_confirmation(const Moment& m);

// At an offer or a clarification.
Result takes_offer(const Moment& m);
Result refuses_offer(const Moment& m);
Result accepts_offer(const Moment& m);
Result accepts_several(const Moment& m);

// Wherever a dialog stands, and at rest.
Result asks_to_cancel(const Moment& m);
Result changes_choice(const Moment& m);
Result asks_other_case(const Moment& m);
Result was_wrong_topic(const Moment& m);
Result says_wrong_topic(const Moment& m);
Result gives_up_for_another(const Moment& m);
Result declines_subject(const Moment& m);
Result waits(const Moment& m);
Result asks_how_far(const Moment& m);
Result checks_what_is_held(const Moment& m);
Result runs_command(const Moment& m);
Result tells_how(const Moment& m);
Result seems_to_cancel(const Moment& m);
Result is_soothed(const Moment& m);
Result is_soothed_at_rest(const Moment& m);
Result is_filler(const Moment& m);
Result digresses(const Moment& m);
Result same_again(const Moment& m);
Result asks_about_field(const Moment& m);
Result says_it_was_given(const Moment& m);
Result asks_else(const Moment& m);
Result has_no_answer(const Moment& m);

// At a question of a dialog.
Result takes_option(const Moment& m);
Result takes_way_out(const Moment& m);
Result takes_option_then_asks(const Moment& m);
Result takes_option_inside(const Moment& m);
Result does_not_know(const Moment& m);

// At a field of a form.
Result corrects(const Moment& m);
Result corrects_something(const Moment& m);
Result speaks_of_another_case(const Moment& m);
Result gives_closed_value(const Moment& m);
Result gives_value_then_asks(const Moment& m);
Result gives_values(const Moment& m);
Result gives_several(const Moment& m);
Result gives_name(const Moment& m);
Result gives_doubtful_name(const Moment& m);
Result tells_story(const Moment& m);
Result refuses_field(const Moment& m);
Result skips_field(const Moment& m);
Result cannot_skip(const Moment& m);
Result gives_offered(const Moment& m);
Result gives_bad_value(const Moment& m);
Result gives_bad_closed_value(const Moment& m);
Result gives_loose_value(const Moment& m);

// What is asked next about a subject.
Result asks_next(const Moment& m);
Result may_ask_next(const Moment& m);

// At a summary.
Result postpones(const Moment& m);
Result asks_if_sent(const Moment& m);
Result asks_when(const Moment& m);
Result sends(const Moment& m);
Result changes(const Moment& m);
Result wants_it(const Moment& m);
Result thinks_again(const Moment& m);

// With nothing open.
Result asks_about_sent(const Moment& m);
Result amends(const Moment& m);
Result says_data(const Moment& m);
Result brings_data(const Moment& m);
Result brings_awaited(const Moment& m);
Result wants_nothing(const Moment& m);
Result opens(const Moment& m);
Result reacts(const Moment& m);
Result is_unclear(const Moment& m);
Result is_out_of_scope(const Moment& m);
Result is_nothing(const Moment&);
Result is_missed(const Moment& m);

}  // namespace guichet::turn::rules
