#include <array>

#include "engine/dialog/rules/rules.hpp"

namespace guichet::turn::rules {

using T = Table;

Result asks_about_sent(const Moment& m) {
    if (m.session.sent.empty()) {
        return {};
    }
    static constexpr std::array told = {
        std::pair{Cue::sent_papers, PhraseId("envoi-pieces")},
        std::pair{Cue::sent_when, PhraseId("envoi-delai")},
        std::pair{Cue::after_sending, PhraseId("envoi-statut")},
    };
    for (const auto& [cue, phrase] : told) {
        if (m.reading.cues.has(cue)) {
            return TellSent{phrase};
        }
    }
    // "Non c'est déjà envoyé !"
    if (m.reading.cues.has(Cue::already) && is_short(m) && other_subject(m) == nullptr &&
        !m.reading.amendment) {
        return TellSent{"envoi-statut"};
    }
    const bool yes = m.reading.yes == true || m.reading.cues.has(Cue::consent) ||
                     (m.reading.sure != nullptr && m.reading.sure->command == Command::confirm);
    return yes && other_subject(m) == nullptr ? Result(TellSent{"envoi-statut"}) : Result();
}

namespace {

bool gives_contact(const Moment& m) {
    const auto& amendment = m.reading.amendment;
    return amendment && amendment->value &&
           m.catalog.slots.at(amendment->field->slot).type == slots::SlotType::contact;
}

}  // namespace

Result amends(const Moment& m) {
    if (m.reading.cues.has(Cue::other_case)) {
        return {};
    }
    // "Vous pouvez mettre mon téléphone, 06 …": a request, however it is put.
    const bool asks = m.reading.cues.has(Cue::question) && !gives_contact(m);
    if (m.reading.amendment && !asks && !refuses(m)) {
        return Amend{m.reading.amendment};
    }
    const bool wrong = m.reading.cues.has(Cue::correction) && !m.session.sent.empty();
    if (!wrong || (other_subject(m) != nullptr && other_subject(m)->is_topic())) {
        return {};
    }
    return Amend{};
}

// "Pour ma société, RCS 812 345 678": what answers the question is taken with the rest.
Result says_data(const Moment& m) {
    if (!m.reading.only_data) {
        return {};
    }
    const bool answers =
        m.table.kind == T::question && m.reading.option && !is_way_out(*m.reading.option);
    return answers ? Result(TakeOption{*m.reading.option, {}, m.reading.data})
                   : Result(KeepData{m.reading.data});
}

// Nothing else takes the message: what it gives is kept all the same.
Result brings_data(const Moment& m) {
    return m.reading.data.empty() ? Result() : Result(KeepData{m.reading.data});
}

// "Je l'ai retrouvée : CT 44 1200", after "plus tard".
Result brings_awaited(const Moment& m) {
    const bool awaited = !m.session.drafts.empty() && !m.reading.cues.has(Cue::question) &&
                         !m.reading.cues.has(Cue::request);
    return awaited ? brings_data(m) : Result();
}

// "Sans façon", "ce sera tout": a no to nothing.
Result wants_nothing(const Moment& m) {
    const bool nothing = m.reading.yes == false || m.reading.cues.alone(Cue::refusal) ||
                         m.reading.cues.alone(Cue::nothing_at_all);
    const bool own = m.reading.sure != nullptr && is_reaction(*m.reading.sure);
    return nothing && !own ? Result(AskAgain{PhraseId("offre-refusee")}) : Result();
}

// A question right after a request was sent opens no other request, filled as it would be.
Result opens(const Moment& m) {
    const Dialog* subject = sure_subject(m);
    if (subject == nullptr) {
        return {};
    }
    // "Je peux faire trois chèques ?", right after what is told about cheques.
    const bool again = subject == subject_of(m.catalog, m.session) && m.reading.next &&
                       m.reading.cues.has(Cue::question) && !m.reading.cues.has(Cue::request) &&
                       !is_exact(m);
    if (again) {
        return precise(m);
    }
    // The request just sent never opens again by what is said of it.
    const bool sent =
        !m.session.sent.empty() && m.session.sent.back().request.dialog == subject->id &&
        !is_exact(m) && !m.reading.cues.has(Cue::other_case) && !m.reading.cues.has(Cue::request) &&
        (m.reading.cues.has(Cue::question) || m.reading.cues.has(Cue::thanks) || m.reading.next);
    if (sent) {
        return m.reading.next ? precise(m) : TellSent{"envoi-statut"};
    }
    const bool asks = !m.session.sent.empty() && m.reading.cues.has(Cue::question) &&
                      !m.reading.cues.has(Cue::request) && subject->is_topic() &&
                      tells_first(*subject) && !subject->urgent && has_form(subject->steps);
    return asks ? Result(Inform{subject}) : Result(Open{subject});
}

Result reacts(const Moment& m) {
    const bool reacts = m.reading.sure != nullptr && is_reaction(*m.reading.sure);
    return reacts ? Result(Run{m.reading.sure}) : Result();
}

Result is_unclear(const Moment& m) {
    return m.reading.match.decision == ::guichet::Decision::clarify ? Result(Clarify{}) : Result();
}

Result is_out_of_scope(const Moment& m) {
    if (!m.reading.match.out_of_scope) {
        return {};
    }
    return Open{&m.catalog.dialogs.at(DialogId(m.reading.match.candidates.front().intent))};
}

Result is_nothing(const Moment&) {
    return NotUnderstood{};
}

Result is_missed(const Moment& m) {
    // Nothing else could be meant by an address, where it is all that the request holds.
    if (m.table.kind == T::summary && m.table.position->fields.size() == 1 &&
        !m.reading.cues.has(Cue::request)) {
        if (const FormField* text = only_text_meant(m)) {
            return Correct{{text, FieldValue{text, m.reading.words, m.reading.words}}};
        }
    }
    return Miss{tells_something(m)};
}

}  // namespace guichet::turn::rules
