#include <algorithm>

#include "engine/dialog/rules/rules.hpp"
#include "engine/slots/sensitive.hpp"

namespace guichet::turn::rules {

using T = Table;

namespace {

const Dialog& dialog_of(const Catalog& catalog, Command command) {
    return std::ranges::find(
               catalog.dialogs, command, [](const auto& entry) { return entry.second.command; })
        ->second;
}

}  // namespace

Result stays_silent(const Moment& m) {
    const bool breaks = binds(m, FirstKind::opt_in) || binds(m, FirstKind::who_we_are) ||
                        (m.reading.sure != nullptr && m.reading.sure->urgent);
    return m.session.stopped && !breaks ? Result(StaySilent{}) : Result();
}

Result opts_out(const Moment& m) {
    if (binds(m, FirstKind::opt_out)) {
        return Run{&dialog_of(m.catalog, Command::stop)};
    }
    const bool asks_how = m.reading.first.kind == FirstKind::opt_out &&
                          m.reading.first.mood == Mood::question && !m.session.stopped;
    return asks_how ? Result(AskAgain{PhraseId("stop-comment")}) : Result();
}

Result opts_in(const Moment& m) {
    if (m.session.stopped && binds(m, FirstKind::opt_in)) {
        return Run{&dialog_of(m.catalog, Command::start)};
    }
    return {};
}

// "Pardon" and "j'en ai marre" alone are no danger, whatever the matcher makes of them.
Result is_urgent(const Moment& m) {
    const bool mild = carries_nothing(m.reading.cues) || m.reading.cues.alone(Cue::anger);
    const bool urgent = m.reading.sure != nullptr && m.reading.sure->urgent && !mild;
    return urgent ? Result(Open{m.reading.sure}) : Result();
}

Result asks_who(const Moment& m) {
    return binds(m, FirstKind::who_we_are) ? Result(TellWho{}) : Result();
}

Result asks_to_erase(const Moment& m) {
    if (mentions(m, FirstKind::erase)) {
        return AskAgain{PhraseId("effacement-comment")};
    }
    const bool settled = m.session.pending.kind == Pending::Kind::erase;
    return binds(m, FirstKind::erase) && !settled ? Result(AskErase{}) : Result();
}

Result is_too_long(const Moment& m) {
    return m.reading.too_long ? Result(TellUnreadable{"message-trop-long"}) : Result();
}

// What was hidden is told before anything; nothing else was said.
Result was_masked_whole(const Moment& m) {
    return m.reading.masked && m.reading.wordless ? Result(AskAgain{}) : Result();
}

Result denies_masked(const Moment& m) {
    const auto told = m.session.spoken.find("donnee-sensible");
    const bool denies = told != m.session.spoken.end() && slots::denies_sensitive(m.reading.words);
    return denies ? Result(AskAgain{PhraseId("donnee-sensible-niee")}) : Result();
}

// An emoji may be a yes or a no to what is on the table.
Result is_wordless(const Moment& m) {
    const bool answers = m.reading.yes && m.table.kind != T::nothing;
    return m.reading.wordless && !answers
               ? Result(Open{&m.catalog.dialogs.at("message-vide-ou-media")})
               : Result();
}

Result is_late(const Moment& m) {
    if (!m.reading.late) {
        return {};
    }
    if (const Dialog* command = sure_command(m)) {
        return Run{command};
    }
    if (const Dialog* subject = other_subject(m)) {
        return interrupt(m, *subject);
    }
    return TellUnreadable{"question-passee"};
}

// "C'est quoi un RCS ?" The word alone may also be something offered or, first of all, a topic.
Result asks_meaning(const Moment& m) {
    const bool topic = m.table.kind == T::nothing && is_exact(m) && m.reading.sure != nullptr &&
                       m.reading.sure->is_topic();
    if (m.reading.term == nullptr || topic) {
        return {};
    }
    const bool offered = m.reading.option && (m.table.kind & at_offer) != 0;
    const bool meant = m.reading.cues.term->plainly || !offered;
    return meant ? Result(ExplainTerm{m.reading.term}) : Result();
}

}  // namespace guichet::turn::rules
