#pragma once
// What the rules of a turn look at: small questions about a moment, each asked by several rules.
// Pure; none decides.
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/dialog/decision.hpp"

namespace guichet::turn::rules {

// What a rule decides; nothing where it does not apply.
using Result = std::optional<Action>;

// A sentence longer than this is a story, not an option or a command with words around it.
inline constexpr std::size_t short_answer_bytes = 60;

// Places of the table where subjects are offered.
inline constexpr unsigned at_offer = Table::offer | Table::clarification;

// No longer than that.
bool is_short(const Moment& m);

// So many words without a question tell what happened.
bool tells_something(const Moment& m);

// An editor wrote these very words.
bool is_exact(const Moment& m);

// A first thing (STOP, erasing, giving up…) is asked for, neither denied nor asked about.
bool binds(const Moment& m, FirstKind kind);

// Spoken of, but denied or asked about: nothing is done, what would do it is told.
bool mentions(const Moment& m, FirstKind kind);

// A yes, a no or "I don't know" of the matcher: an answer, no subject.
bool is_reaction(const Dialog& dialog);

// These bind a person: a rule decides them, never the matcher.
bool needs_rule(Command command);

// The subject or remark that is surely meant; null for commands and reactions.
const Dialog* sure_subject(const Moment& m);

// That subject, where it is not the one that stands.
const Dialog* other_subject(const Moment& m);

// The command that is surely meant and that the matcher may run; null for none.
const Dialog* sure_command(const Moment& m);

// It tells something before it asks anything.
bool tells_first(const Dialog& dialog);

// The open form holds an answer.
bool has_typed(const Moment& m);

// A question in the midst of something is answered without opening its request.
Action interrupt(const Moment& m, const Dialog& dialog);

// A no to what is on the table, by a word or in a short refusal.
bool refuses(const Moment& m);

// The message holds a value of the open field.
bool is_filled(const Moment& m);

// And one that looks like a value of this field.
bool is_plausible(const Moment& m);

// One of these words, folded, stands in the message.
bool says_any(const Moment& m, std::span<const std::string_view> wanted);

// What turns a yes into something else.
inline constexpr auto reserves = std::to_array<std::string_view>(
    {"non", "pas", "ne", "n", "sauf", "mais", "plus", "jamais", "attendez", "merci"});

// Thanks take nothing back that was said firmly.
inline constexpr auto firm_reserves = std::span(reserves).first<9>();

// A yes in so many words.
inline constexpr auto yeses = std::to_array<std::string_view>(
    {"oui", "ouais", "ouai", "oue", "ui", "wi", "yes", "yep", "confirme", "certain", "certaine"});

// "C'est bon merci" is as often a no.
bool is_plain_yes(const Moment& m);

// "C'est bon merci", "plus tard peut-être".
bool declines_softly(const Moment& m);

// "22 bis rue de la Gare, 06 58 41 20 39", where something is to be changed: the one field of the
// form that takes a text; null where there is none or several, or the words tell no data.
const FormField* only_text_meant(const Moment& m);

// What is asked next is about the subject spoken of: there must be one.
Result precise(const Moment& m);

// A person, the menu, or later: what every question offers after two failures.
bool is_way_out(const OptionId& option);

// A field's correction is surer where it names the field or has its form.
bool names_other_choice(const Moment& m);

// The open field takes any words (a name, a creditor, a text), or a closed form (a date…).
bool is_open(const Moment& m);

// The open field takes a story.
bool is_text(const Moment& m);

}  // namespace guichet::turn::rules
