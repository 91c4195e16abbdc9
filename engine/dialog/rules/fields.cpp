#include <algorithm>
#include <array>

#include "engine/dialog/field_values.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/dialog/rules/rules.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::turn::rules {

using slots::Plausibility;
using slots::SlotType;

namespace {

// What may mean another value is said back before it is taken.
Action fill(const Moment& m, std::optional<Tail> tail) {
    if (!m.reading.value.sure) {
        return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.head}};
    }
    return Fill{
        {{m.table.position->field, m.reading.value.value, m.reading.head}}, "", std::move(tail)};
}

}  // namespace

// With other values in the same message, all are held.
Result corrects(const Moment& m) {
    if (!m.reading.correction || names_other_choice(m)) {
        return {};
    }
    const Correction& correction = *m.reading.correction;
    std::vector<FieldValue> values = m.reading.values;
    std::erase_if(values, [&](const FieldValue& value) {
        return value.field == correction.field || !value.sure;
    });
    if (!correction.value || values.empty()) {
        return Correct{correction, std::move(values), m.reading.unread};
    }
    values.insert(values.begin(), *correction.value);
    return Fill{std::move(values), m.reading.unread, m.reading.tail};
}

// Something is to be put right, and what is not said.
Result corrects_something(const Moment& m) {
    const bool wrong = m.reading.cues.has(Cue::correction) && has_typed(m) && !is_filled(m) &&
                       !m.reading.cues.has(Cue::question) && other_subject(m) == nullptr;
    return wrong ? Result(AskField{}) : Result();
}

Result speaks_of_another_case(const Moment& m) {
    const bool other = m.reading.cues.has(Cue::other_case) && !is_filled(m) &&
                       !m.reading.correction && !m.reading.cues.has(Cue::question) &&
                       other_subject(m) == nullptr;
    return other ? Result(ForgetCase{}) : Result();
}

Result gives_closed_value(const Moment& m) {
    const bool given = is_filled(m) && m.reading.value.whole && !is_open(m) && !m.reading.tail;
    return given ? Result(fill(m, {})) : Result();
}

namespace {

// The tail or, where nothing parts it from the value, all that is asked.
Tail whole_as_tail(const Moment& m) {
    return m.reading.tail.value_or(Tail{m.reading.words,
                                        other_subject(m),
                                        true,
                                        false,
                                        m.reading.about_field,
                                        m.reading.next,
                                        m.reading.term});
}

}  // namespace

Result gives_value_then_asks(const Moment& m) {
    const bool closed =
        !is_open(m) && is_filled(m) && (m.reading.tail || m.reading.cues.has(Cue::question));
    const bool open = is_open(m) && !is_text(m) && is_filled(m) && m.reading.value.whole &&
                      m.reading.plausibility == Plausibility::plausible && m.reading.tail;
    if (!closed && !open) {
        return {};
    }
    return fill(m, whole_as_tail(m));
}

Result gives_values(const Moment& m) {
    return m.reading.values.empty()
               ? Result()
               : Result(Fill{m.reading.values, m.reading.unread, m.reading.tail});
}

namespace {

// "SFR", where a person or a company names itself.
bool names_a_creditor(const Moment& m) {
    const Slot& slot = *m.table.slot;
    return slot.type == SlotType::denomination && slot.personal && !slot.of_case &&
           slots::is_known_creditor(m.catalog.vocabulary, m.reading.value.value);
}

}  // namespace

Result gives_several(const Moment& m) {
    const auto& values = m.reading.values;
    const bool elsewhere = values.size() == 1 && values.front().field != m.table.position->field;
    const bool creditor = elsewhere && names_a_creditor(m);
    const bool named = m.reading.names_value && m.reading.named != m.table.position->field;
    const bool own = is_open(m) && !is_text(m) && is_plausible(m) && !creditor && !named &&
                     !m.reading.cues.has(Cue::question);
    if (values.size() > 1 || (elsewhere && !own)) {
        return Fill{values, m.reading.unread, m.reading.tail};
    }
    // "06 72 15 44 90 c'est qui l'huissier ?", "AB-12. Et mon chèque est débité": what answers
    // stands first, and what follows is answered or told.
    const bool leads = values.size() == 1 && !elsewhere && !is_open(m) &&
                       m.reading.words.starts_with(values.front().raw) &&
                       !(is_filled(m) && m.reading.cues.has(Cue::question));
    if (leads) {
        return m.reading.cues.has(Cue::question)
                   ? Fill{values, "", whole_as_tail(m)}
                   : Fill{values, m.reading.tail ? "" : m.reading.unread, m.reading.tail};
    }
    // "Leroux Annie, c'est moi la caution, je veux une réponse par téléphone": the first words are
    // a name alone.
    const bool name_first = values.size() == 1 && m.reading.words.starts_with(values.front().raw);
    // "Marchetti, mais c'est mon nom d'épouse": a name beside other words is said back.
    const bool beside = values.size() == 1 && !elsewhere && is_open(m) && !is_text(m) &&
                        !m.reading.value.whole && !m.reading.cues.has(Cue::question) &&
                        (name_first || !m.reading.cues.has(Cue::request)) && !is_exact(m);
    return beside
               ? Result(DoubtValue{values.front(),
                                   holds_data(m.catalog, m.reading.unread) ? m.reading.unread : ""})
               : Result();
}

namespace {

// A name yields to a sure subject when the words look like a question or a request rather than a
// value.
bool yields(const Moment& m) {
    return other_subject(m) != nullptr && !m.reading.names_value &&
           (m.reading.cues.has(Cue::request) || m.reading.cues.has(Cue::question) ||
            (!m.reading.value.whole && std::ranges::count(m.reading.words, ' ') >= 3));
}

// "Roger" again, one field too far: a name that another field of the form holds.
bool is_held_elsewhere(const Moment& m) {
    const AnswersHeld answers(m.catalog, m.session, *m.table.open);
    return m.table.slot->type == SlotType::denomination && m.table.slot->of_case &&
           std::ranges::any_of(m.table.position->fields, [&](const FormField* field) {
               const Answer* held = answers.field(*field);
               return field != m.table.position->field && held != nullptr &&
                      held->value == m.reading.value.value;
           });
}

}  // namespace

Result gives_name(const Moment& m) {
    const bool given = is_open(m) && !is_text(m) && is_plausible(m) &&
                       !m.reading.cues.has(Cue::question) && !yields(m);
    if (!given) {
        return {};
    }
    const bool creditor = names_a_creditor(m) || is_held_elsewhere(m);
    return creditor ? Result(DoubtValue{
                          {m.table.position->field, m.reading.value.value, m.reading.words}})
                    : Result(fill(m, {}));
}

namespace {

// "Bonjour", as an editor wrote it: a remark, no name. "La somme est fausse" is a subject, of which
// people ask more.
bool is_remark(const Moment& m) {
    const Dialog* subject = other_subject(m);
    return subject != nullptr && !subject->is_topic() && subject->precisions.empty() &&
           asks_nothing(subject->steps) && is_exact(m);
}

// "Je veux parler à un conseiller", where something is to be told.
bool wants_a_person(const Moment& m) {
    const Dialog* subject = other_subject(m);
    return subject != nullptr && subject->id == handoff_dialog && is_exact(m);
}

// "Faut vous renvoyer l'enveloppe ?", "et si ça continue": a question, by its mark or by how it
// begins.
bool asks_of_the_request(const Moment& m) {
    const bool goes_on = is_short(m) && text::fold(m.reading.words).starts_with("et ");
    if (m.table.slot->moment && !m.reading.words.ends_with('?')) {
        return false;
    }
    const bool marked =
        m.reading.words.ends_with('?') && m.reading.words.size() <= 2 * short_answer_bytes;
    return m.reading.cues.has(Cue::question) && (goes_on || marked);
}

// "Je n'ai pas de référence" at the first name.
bool names_another_field(const Moment& m) {
    return m.reading.named != nullptr && m.reading.named != m.table.position->field;
}

}  // namespace

Result gives_doubtful_name(const Moment& m) {
    const bool doubtful = is_open(m) && !is_text(m) && !m.reading.doubtful.empty() &&
                          m.reading.plausibility == Plausibility::doubtful &&
                          !m.reading.cues.has(Cue::question) && !yields(m) && !is_remark(m) &&
                          (!is_exact(m) || other_subject(m) == nullptr);
    return doubtful
               ? Result(DoubtValue{{m.table.position->field, m.reading.doubtful, m.reading.words}})
               : Result();
}

// Free text tells a story: it yields to a question or a remark only. A question about itself is
// asked back, and so is what only says that all was said before.
Result tells_story(const Moment& m) {
    if (!is_text(m) || !is_filled(m) || is_remark(m)) {
        return {};
    }
    if (m.reading.cues.alone(Cue::filler)) {
        return AskAgain{};
    }
    if (wants_a_person(m)) {
        return interrupt(m, *other_subject(m));
    }
    // "C'est pour ma mère" is asked of the request as often as it tells.
    const bool asked = m.reading.next && m.reading.next->exact;
    if (is_short(m) && (asked || m.reading.cues.alone(Cue::already))) {
        return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.words}};
    }
    // "Et sans notaire", "celui-ci"
    const bool goes_on = is_short(m) && text::fold(m.reading.words).starts_with("et ");
    if (!asks_of_the_request(m)) {
        return goes_on || m.reading.cues.alone(Cue::this_number)
                   ? DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.words}}
                   : fill(m, {});
    }
    if (const Dialog* subject = other_subject(m)) {
        return interrupt(m, *subject);
    }
    if (m.reading.next) {
        return precise(m);
    }
    return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.words}};
}

// "Laissez tomber, je rappelle plus tard" keeps the request for later; "non, je préfère payer par
// virement" is about something else.
Result refuses_field(const Moment& m) {
    static constexpr auto later = std::to_array<std::string_view>({"tard", "demain"});
    if (!refuses(m)) {
        return {};
    }
    if (says_any(m, later)) {
        return TakeOffer{"plus-tard"};
    }
    const bool elsewhere = (other_subject(m) != nullptr || m.reading.cues.has(Cue::request)) &&
                           !m.reading.cues.alone(Cue::refusal);
    return elsewhere ? Result() : Result(AskAgain{PhraseId("champ-refuse")});
}

namespace {

// "J'ai pas d'e-mail à mon âge"
bool denies_open_field(const Moment& m) {
    const std::vector<Word> words = words_of(m.reading.words);
    const Naming naming = naming_in(m.catalog, {m.table.position->field}, words);
    return naming.field != nullptr && !is_text(m) && is_denied(words, naming);
}

// "Passer, et la référence c'est RJ-55120": what else is given is held too.
Result skips_then_gives(const Moment& m) {
    const std::string first = first_part(m.reading.words);
    if (m.reading.values.empty() || !m.catalog.cues.read(first).alone(Cue::skipping)) {
        return {};
    }
    Fill fill = skip(m.table, first);
    for (const FieldValue& value : m.reading.values) {
        if (value.field != m.table.position->field) {
            fill.values.push_back(value);
        }
    }
    fill.unread = m.reading.unread;
    fill.tail = m.reading.tail;
    return fill;
}

}  // namespace

// "Passer", "je n'en ai pas", where nothing has to be given.
Result skips_field(const Moment& m) {
    if (m.table.slot->without.empty()) {
        return {};
    }
    if (auto filled = skips_then_gives(m)) {
        return filled;
    }
    const bool skips = m.reading.option == "passer" || m.reading.unknown || refuses(m) ||
                       m.reading.cues.alone(Cue::skipping) ||
                       m.reading.cues.alone(Cue::nothing_at_all);
    const bool denies = denies_open_field(m);
    const bool may = !m.reading.cues.has(Cue::question) && (is_text(m) || !is_filled(m)) &&
                     is_short(m) && !m.reading.correction && m.reading.values.empty() &&
                     !names_another_field(m);
    return may && (skips || denies) ? Result(skip(m.table, m.reading.words)) : Result();
}

// "Passer", where an answer is needed.
Result cannot_skip(const Moment& m) {
    const bool skips = m.reading.cues.alone(Cue::skipping) && !is_text(m);
    return skips ? Result(AskAgain{PhraseId("champ-refuse")}) : Result();
}

// What the summary offered to give. A correction that names another field is surer than digits
// among other words.
Result gives_offered(const Moment& m) {
    const auto& correction = m.reading.correction;
    const bool puts_right = correction && correction->value;
    const bool given = is_filled(m) && !m.reading.values.empty() &&
                       (m.reading.value.whole || !correction || puts_right);
    if (!given) {
        return {};
    }
    std::vector<FieldValue> values = m.reading.values;
    if (correction && !puts_right) {
        return Correct{*correction, std::move(values), m.reading.unread};
    }
    if (puts_right && correction->field != values.front().field) {
        values.push_back(*correction->value);
    }
    return Fill{std::move(values), m.reading.unread, m.reading.tail};
}

Result gives_bad_value(const Moment& m) {
    const bool bad = m.reading.value.reading == slots::Reading::invalid &&
                     !m.reading.cues.has(Cue::question) &&
                     (!is_open(m) || m.reading.plausibility != Plausibility::not_a_value);
    return bad ? Result(RefuseValue{m.reading.value.refusal}) : Result();
}

// Meant as a date or a number, though not a right one: no other subject.
Result gives_bad_closed_value(const Moment& m) {
    const bool named = other_subject(m) != nullptr && is_exact(m);
    return is_open(m) || named || m.reading.cues.has(Cue::request) ? Result() : gives_bad_value(m);
}

Result gives_loose_value(const Moment& m) {
    const bool loose = is_filled(m) && !is_open(m) && other_subject(m) == nullptr;
    return loose ? Result(fill(m, {})) : Result();
}

}  // namespace guichet::turn::rules
