#include <algorithm>
#include <array>

#include "engine/dialog/corrections.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/dialog/rules/rules.hpp"

namespace guichet::turn::rules {

using slots::Plausibility;
using slots::SlotType;
using T = Table;

namespace {

bool feels(const Cues& cues) {
    return cues.has(Cue::anger) || cues.has(Cue::fear) || cues.has(Cue::shame) ||
           cues.has(Cue::death_certain) || cues.has(Cue::exhaustion) || cues.has(Cue::insult);
}

}  // namespace

Result asks_to_cancel(const Moment& m) {
    if (mentions(m, FirstKind::cancel)) {
        const bool denied = m.reading.first.mood == Mood::negated;
        if (!denied && m.table.kind == T::nothing && !m.session.sent.empty()) {
            return TellSent{"envoi-annulation"};
        }
        return AskAgain{denied ? PhraseId("continue") : PhraseId("abandon-comment")};
    }
    if (!binds(m, FirstKind::cancel)) {
        return {};
    }
    const bool sent = m.table.dialog == nullptr && !m.session.sent.empty();
    const Dialog* then = m.reading.tail ? m.reading.tail->sure : nullptr;
    return sent ? Result(TellSent{"envoi-annulation"})
                : Result(AskCancel{true, then, m.reading.first.everything});
}

Result changes_choice(const Moment& m) {
    return names_other_choice(m) ? Result(ChangeChoice{*m.reading.other_choice}) : Result();
}

// "Et chez MCS ?", in the midst of a form: nothing changes in it.
Result asks_other_case(const Moment& m) {
    return m.reading.other_case ? Result(TellChoice{*m.reading.other_case}) : Result();
}

// "Mais personne n'est mort !", or another subject right after a question that nobody answered.
Result was_wrong_topic(const Moment& m) {
    const Dialog* meant = other_subject(m);
    const bool mistaken =
        m.reading.cues.has(Cue::wrong_topic) && is_short(m) && !m.reading.correction;
    const bool changes = m.reading.cues.has(Cue::correction) && meant != nullptr &&
                         meant->is_topic() && m.table.dialog != nullptr && !has_typed(m) &&
                         !m.reading.correction;
    const PhraseId phrase =
        meant == nullptr ? PhraseId("erreur-sujet") : PhraseId("erreur-sujet-remplace");
    return mistaken || changes ? Result(DropTopic{phrase, meant}) : Result();
}

// "Pas ça" is no "no" to the question.
Result says_wrong_topic(const Moment& m) {
    return m.reading.cues.alone(Cue::wrong_topic) ? was_wrong_topic(m) : Result();
}

// "Laissez tomber le fichage, je veux être remboursé", in the request on the former: the other
// takes its place, once that is sure where something was typed.
Result gives_up_for_another(const Moment& m) {
    const Dialog* unwanted = m.reading.unwanted;
    const Dialog* meant = other_subject(m);
    if (unwanted == nullptr || unwanted != m.table.dialog ||
        (m.reading.correction && meant == nullptr)) {
        return {};
    }
    if (has_typed(m)) {
        return AskCancel{true, meant};
    }
    return meant == nullptr ? Result()
                            : Result(DropTopic{PhraseId("erreur-sujet-remplace"), meant});
}

// "Je ne veux pas faire de réclamation" refuses the subject, wherever it is said.
Result declines_subject(const Moment& m) {
    const bool declines = m.reading.cues.has(Cue::not_wanted) && is_short(m) &&
                          !m.reading.cues.has(Cue::question) && !is_exact(m) &&
                          (other_subject(m) == nullptr || m.reading.unwanted == nullptr ||
                           other_subject(m) == m.reading.unwanted);
    if (!declines) {
        return {};
    }
    const auto& candidates = m.reading.match.candidates;
    const bool own = m.table.dialog != nullptr && !candidates.empty() &&
                     m.table.dialog->id == candidates.front().intent;
    if (own && has_typed(m)) {
        return AskCancel{true};
    }
    if (own) {
        return DropTopic{"offre-refusee"};
    }
    return AskAgain{m.table.kind == T::nothing ? PhraseId("offre-refusee") : PhraseId("continue")};
}

// "Annulez tout", in the midst of a sentence: asked first, since no rule is sure of it.
bool orders_to_drop_all(const Moment& m) {
    static constexpr auto denials = std::to_array<std::string_view>({"pas", "ne", "n"});
    const std::vector<Word> words = words_of(m.reading.words);
    const bool orders =
        std::ranges::any_of(std::array{"annulez", "annule", "abandonnez", "abandonne", "annuler"},
                            [&](const char* order) {
                                return place_of(words, {order, "tout"}).has_value();
                            });
    return orders && !says_any(m, denials) && !m.reading.cues.has(Cue::question);
}

// "Attendez, c'est Durand" waits for nothing.
Result waits(const Moment& m) {
    const bool named = m.table.kind == T::field && slots::is_open(m.table.slot->type) &&
                       m.table.slot->type != SlotType::texte && is_plausible(m);
    // "Je cherche mes codes de paiement", where nothing is asked.
    const bool else_wanted = other_subject(m) != nullptr &&
                             (m.reading.cues.has(Cue::request) || m.table.kind == T::nothing);
    const bool valued =
        m.table.kind == T::field && !slots::is_open(m.table.slot->type) && is_filled(m);
    const bool gives_up = orders_to_drop_all(m) || m.reading.first.kind == FirstKind::cancel ||
                          (m.reading.sure != nullptr && m.reading.sure->command == Command::cancel);
    const bool waits = m.reading.cues.has(Cue::waiting) && is_short(m) && !gives_up &&
                       !m.reading.cues.has(Cue::question) && !named && !valued && !else_wanted;
    return waits ? Result(AskAgain{PhraseId("prenez-votre-temps")}) : Result();
}

// "Il reste combien de questions ?"
Result asks_how_far(const Moment& m) {
    return m.reading.cues.has(Cue::progress) ? Result(AskAgain{PhraseId("reste-a-dire")})
                                             : Result();
}

namespace {

// "Vous avez bien noté mon nom ?"
bool holds_anything(const Moment& m) {
    const AnswersHeld answers(m.catalog, m.session, *m.table.open);
    return std::ranges::any_of(m.table.position->fields, [&](const FormField* field) {
        return answers.field(*field) != nullptr;
    });
}

}  // namespace

Result checks_what_is_held(const Moment& m) {
    // "Gardez ma demande pour plus tard" keeps it otherwise.
    if (m.table.kind == T::summary && keeps_what_is_held(m.reading.words) &&
        sure_command(m) == nullptr && !declines_softly(m)) {
        return AskAgain{PhraseId("continue")};
    }
    if (!m.reading.cues.has(Cue::checking)) {
        return {};
    }
    return holds_anything(m) ? Result(TellHeld{}) : Result(AskAgain{});
}

Result runs_command(const Moment& m) {
    const Dialog* command = sure_command(m);
    const bool about_field =
        m.table.kind == T::field && m.reading.about_field && command != nullptr &&
        (command->command == Command::why || command->command == Command::where);
    // "Et si vous recommencez ?" orders nothing.
    const bool supposes = place_of(words_of(m.reading.words), {"et", "si"}) == 0U;
    if (command == nullptr || about_field || supposes) {
        return {};
    }
    const bool value = m.table.kind == T::field &&
                       m.reading.value.reading == slots::Reading::filled && m.reading.value.whole &&
                       m.table.slot->type != SlotType::texte &&
                       m.reading.plausibility == Plausibility::plausible;
    return !value && (is_exact(m) || is_short(m)) ? Result(Run{command}) : Result();
}

// The matcher is sure of what only a rule may do: how to do it is told.
Result tells_how(const Moment& m) {
    const Dialog* sure = m.reading.sure;
    if (sure == nullptr || !needs_rule(sure->command)) {
        return {};
    }
    switch (sure->command) {
        case Command::erase:
            return AskAgain{PhraseId("effacement-comment")};
        case Command::stop:
            return AskAgain{PhraseId("stop-comment")};
        default:
            return {};
    }
}

// Nothing is given up but by a plain yes to this.
Result seems_to_cancel(const Moment& m) {
    if (orders_to_drop_all(m)) {
        return AskCancel{false};
    }
    const bool seems =
        m.reading.sure != nullptr && m.reading.sure->command == Command::cancel &&
        !m.reading.cues.has(Cue::consent) && !m.reading.cues.has(Cue::question) &&
        (!is_plausible(m) || (m.table.kind == T::field && is_text(m) && is_short(m)));
    return seems ? Result(AskCancel{false}) : Result();
}

Result is_soothed(const Moment& m) {
    const Dialog* sure = sure_subject(m);
    const bool subject = sure != nullptr && (sure->is_topic() || !asks_nothing(sure->steps));
    return feels(m.reading.cues) && !subject && !m.reading.cues.has(Cue::question)
               ? Result(AskAgain{})
               : Result();
}

Result is_soothed_at_rest(const Moment& m) {
    return feels(m.reading.cues) ? Result(AskAgain{PhraseId("sentiment-suite")}) : Result();
}

Result is_filler(const Moment& m) {
    // Thanks at a summary are no sending: "parfait, merci, on envoie".
    if (m.reading.cues.alone(Cue::thanks)) {
        return AskAgain{m.table.kind == T::summary ? PhraseId("recapitulatif-confirmer")
                                                   : PhraseId("avec-plaisir")};
    }
    if (m.table.kind == T::question && m.reading.yes == true) {
        return AskAgain{PhraseId("quel-choix")};
    }
    if (carries_nothing(m.reading.cues)) {
        return AskAgain{};
    }
    const bool agrees = m.reading.cues.has(Cue::consent) && !m.reading.cues.has(Cue::question) &&
                        is_short(m) && sure_subject(m) == nullptr;
    return agrees ? Result(AskAgain{PhraseId("continue")}) : Result();
}

// What names a field and says what it is belongs to the form.
Result digresses(const Moment& m) {
    const Dialog* subject = other_subject(m);
    const bool of_form = m.reading.names_value && !m.reading.cues.has(Cue::question) &&
                         !m.reading.cues.has(Cue::request);
    return subject == nullptr || of_form ? Result() : Result(interrupt(m, *subject));
}

// Asked about once more, the subject says again what it told, unless it has just done so.
Result same_again(const Moment& m) {
    const Dialog* own = m.table.dialog;
    if (sure_subject(m) == nullptr || sure_subject(m) != own) {
        return {};
    }
    if (m.table.kind == T::summary && tells_something(m)) {
        return AskField{};
    }
    if (!m.reading.cues.has(Cue::question)) {
        const bool story = tells_something(m) && !m.reading.cues.has(Cue::request);
        return AskAgain{story ? PhraseId("recit") : PhraseId("continue")};
    }
    if (m.reading.next && !is_exact(m)) {
        return precise(m);
    }
    const auto& last = m.session.last_replies;
    const bool told = !tells_first(*own) ||
                      std::ranges::find(last, own->steps.front().id, &Reply::node) != last.end();
    return told ? Result() : Result(Inform{own});
}

// A question about the very field that is asked.
Result asks_about_field(const Moment& m) {
    return m.reading.about_field ? Result(ExplainField{*m.reading.about_field}) : Result();
}

Result says_it_was_given(const Moment& m) {
    const bool given = m.reading.cues.has(Cue::already) && is_short(m) && !is_plausible(m) &&
                       m.reading.value.reading != slots::Reading::filled;
    return given ? Result(AskAgain{PhraseId("deja-donne")}) : Result();
}

// Something else is asked for, and what is not sure: it is asked, or owned up to.
Result asks_else(const Moment& m) {
    if (!m.reading.cues.has(Cue::request) || is_filled(m)) {
        return {};
    }
    // A form keeps its place: what was typed is worth more than a guess.
    const bool unclear =
        m.table.kind == T::question && m.reading.match.decision == ::guichet::Decision::clarify;
    return unclear ? Result(Clarify{}) : Result(AskAgain{PhraseId("autre-demande")});
}

Result has_no_answer(const Moment& m) {
    return m.reading.cues.has(Cue::question) ? Result(AskAgain{PhraseId("question-sans-reponse")})
                                             : Result();
}

}  // namespace guichet::turn::rules
