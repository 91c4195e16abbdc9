#include <algorithm>
#include <array>

#include "engine/dialog/rules/rules.hpp"

namespace guichet::turn::rules {

using T = Table;

namespace {

// Nothing on the table takes the message: no option, no value, no story.
bool answers_nothing(const Moment& m) {
    // "Quand vous voulez" says when.
    if (m.table.kind == T::field && m.table.slot->moment && !m.reading.words.ends_with('?')) {
        return false;
    }
    // "Ça prend combien de temps" would be a long name.
    const bool sentence = m.table.kind == T::field && is_open(m) && !is_text(m) &&
                          m.reading.next->sure && !m.reading.names_value &&
                          std::ranges::count(m.reading.words, ' ') >= 3 &&
                          !slots::is_known_creditor(m.catalog.vocabulary, m.reading.value.value);
    // "Il faut un justificatif", an editor's own example, is no story.
    const bool told = is_filled(m) && !m.reading.next->exact;
    const bool value =
        m.table.kind == T::field && !sentence && (is_text(m) ? told : is_plausible(m));
    return m.reading.cues.has(Cue::question) || (!value && !m.reading.option);
}

// "Si j'ai pas de fiche de paie ?", right after what the subject tells: its own answer is nearer
// than another subject that the model prefers, but not by far.
bool is_nearer(const Moment& m) {
    constexpr std::size_t longest = 45;  // in bytes
    constexpr double clearly = 0.95;
    const Dialog* subject = subject_of(m.catalog, m.session);
    const auto& match = m.reading.match;
    const bool modelled = match.reason == MatchReason::model && !match.candidates.empty() &&
                          match.candidates.front().score < clearly;
    return subject != nullptr && modelled && m.reading.words.size() <= longest &&
           m.reading.cues.has(Cue::question) && !m.reading.cues.has(Cue::request) &&
           own_precision(m.catalog, m.session, *subject, m.reading.next->aspect) != nullptr;
}

}  // namespace

// Surely; only an example of something else, in so many words, is surer.
Result asks_next(const Moment& m) {
    if (!m.reading.next || !(m.reading.next->sure || is_nearer(m)) || !answers_nothing(m)) {
        return {};
    }
    const bool other = is_exact(m) && m.reading.sure != nullptr && !m.reading.next->exact &&
                       m.reading.sure != m.table.dialog;
    // "J'ai déjà tout donné" is about the field; "j'ai déjà envoyé la preuve" is not.
    static constexpr auto gave =
        std::to_array<std::string_view>({"donne", "dit", "ecrit", "repondu", "indique", "mis"});
    const bool given = m.table.kind == T::field && m.reading.cues.has(Cue::already) &&
                       !m.reading.cues.has(Cue::question) && says_any(m, gave);
    return other || given || m.reading.about_field ? Result() : precise(m);
}

// Likely, and no other subject is sure.
Result may_ask_next(const Moment& m) {
    const bool answered =
        m.table.kind == T::question && m.reading.option && !m.reading.cues.has(Cue::question);
    return m.reading.next && !answered && other_subject(m) == nullptr ? precise(m) : Result();
}

}  // namespace guichet::turn::rules
