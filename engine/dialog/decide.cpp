#include <algorithm>
#include <array>
#include <span>

#include "engine/dialog/corrections.hpp"
#include "engine/dialog/decision.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/slots/sensitive.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::turn {

namespace {

using slots::Plausibility;
using slots::SlotType;
using Result = std::optional<Action>;
using T = Table;

// A sentence longer than this is a story, not an option or a command with words around it.
constexpr std::size_t short_answer_bytes = 60;

constexpr unsigned everywhere = ~0U;
constexpr unsigned at_dialog = T::question | T::field | T::summary;
constexpr unsigned at_rest = at_dialog | T::nothing;
constexpr unsigned at_engine = T::confirmation | T::correction;
constexpr unsigned at_offer = T::offer | T::clarification;

bool is_short(const Moment& m) {
    return m.reading.words.size() <= short_answer_bytes;
}

// So many words without a question tell what happened.
bool tells_something(const Moment& m) {
    constexpr std::ptrdiff_t least_spaces = 5;
    return std::ranges::count(m.reading.words, ' ') >= least_spaces &&
           !m.reading.cues.has(Cue::question);
}

// An editor wrote these very words.
bool is_exact(const Moment& m) {
    return m.reading.match.reason == MatchReason::exact;
}

bool binds(const Moment& m, FirstKind kind) {
    return m.reading.first.asks(kind);
}

// Spoken of, but denied or asked about: nothing is done, what would do it is told.
bool mentions(const Moment& m, FirstKind kind) {
    return m.reading.first.kind == kind && !m.reading.first.asks(kind);
}

// A yes, a no or "I don't know" of the matcher: an answer, no subject.
bool is_reaction(const Dialog& dialog) {
    return dialog.command == Command::confirm || dialog.command == Command::refuse ||
           dialog.command == Command::unknown;
}

// These bind a person: a rule decides them, never the matcher.
bool needs_rule(Command command) {
    return command == Command::stop || command == Command::start || command == Command::erase ||
           command == Command::cancel;
}

// The subject or remark that is surely meant; null for commands and reactions.
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

const Dialog& dialog_of(const Catalog& catalog, Command command) {
    return std::ranges::find(
               catalog.dialogs, command, [](const auto& entry) { return entry.second.command; })
        ->second;
}

bool asks_nothing(const std::vector<Node>& steps) {
    return std::ranges::all_of(steps, [](const Node& node) {
        return std::holds_alternative<Say>(node.kind) || std::holds_alternative<Goto>(node.kind);
    });
}

// It leads to a request: a form somewhere in its tree.
bool has_form(const std::vector<Node>& steps) {
    return std::ranges::any_of(steps, [](const Node& node) {
        const auto* ask = std::get_if<Ask>(&node.kind);
        return std::holds_alternative<Form>(node.kind) ||
               (ask != nullptr && std::ranges::any_of(ask->options, [](const Option& option) {
                    return has_form(option.steps);
                }));
    });
}

// It tells something before it asks anything.
bool tells_first(const Dialog& dialog) {
    return !dialog.steps.empty() && std::holds_alternative<Say>(dialog.steps.front().kind);
}

bool feels(const Cues& cues) {
    return cues.has(Cue::anger) || cues.has(Cue::fear) || cues.has(Cue::shame) ||
           cues.has(Cue::death_certain) || cues.has(Cue::exhaustion) || cues.has(Cue::insult);
}

bool has_typed(const Moment& m) {
    return m.table.open != nullptr && !m.table.open->order.empty();
}

// A question in the midst of something is answered without opening its request.
Action interrupt(const Moment& m, const Dialog& dialog) {
    const bool midway =
        m.table.beneath == T::field || m.table.beneath == T::summary || has_typed(m);
    const bool asked = m.reading.cues.has(Cue::question) && !m.reading.cues.has(Cue::request);
    const bool inform = tells_first(dialog) && !dialog.urgent && !dialog.disowns &&
                        (asks_nothing(dialog.steps) ? asked || !dialog.is_topic()
                                                    : asked && midway && has_form(dialog.steps));
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

// What turns a yes into something else.
constexpr auto reserves = std::to_array<std::string_view>(
    {"non", "pas", "ne", "n", "sauf", "mais", "plus", "jamais", "attendez", "merci"});
// Thanks take nothing back that was said firmly.
constexpr auto firm_reserves = std::span(reserves).first<9>();
constexpr auto nothings = std::to_array<std::string_view>({"rien", "aucun", "aucune"});
constexpr auto yeses = std::to_array<std::string_view>(
    {"oui", "ouais", "ouai", "oue", "ui", "wi", "yes", "yep", "confirme", "certain", "certaine"});

// "C'est bon merci" is as often a no.
bool is_plain_yes(const Moment& m) {
    const bool said = m.reading.yes == true && !m.reading.cues.has(Cue::refusal);
    const bool thanked = says_any(m, yeses) && !says_any(m, firm_reserves);
    return said && (thanked || !says_any(m, reserves));
}

// "C'est bon merci", "plus tard peut-être".
bool declines_softly(const Moment& m) {
    static constexpr auto later = std::to_array<std::string_view>({"tard", "demain", "maintenant"});
    const bool thanks = m.reading.cues.has(Cue::thanks) && !says_any(m, yeses);
    return thanks || m.reading.cues.has(Cue::refusal) || says_any(m, later);
}

// What is lost is lost by a yes in so many words only.
bool gives_up_for_sure(const Moment& m) {
    return is_plain_yes(m) && says_any(m, yeses);
}

// "Oui, ne mettez pas l'adresse", "oui abandonnez celle-là": a yes in so many words, with more than
// politeness after it, but nothing that takes it back.
bool opens_with_yes(const Moment& m) {
    static constexpr auto backs = std::to_array<std::string_view>(
        {"non", "mais", "sauf", "attendez", "plutot", "finalement", "enfin", "faux", "fausse"});
    const auto words = words_of(m.reading.words);
    return words.size() > 1 && std::ranges::find(yeses, words.front().folded) != yeses.end() &&
           !says_any(m, backs) && !m.reading.correction;
}

// "Oui abandonnez celle-là": a yes, then the very order that is asked about, and nothing that
// denies it or asks.
bool orders_after_yes(const Moment& m, std::span<const std::string_view> orders) {
    const auto words = words_of(m.reading.words);
    const bool taken_back = m.reading.cues.has(Cue::question) || m.reading.cues.has(Cue::refusal) ||
                            says_any(m, firm_reserves) || says_any(m, nothings);
    return opens_with_yes(m) && !taken_back &&
           std::ranges::find(orders, words[1].folded) != orders.end();
}

bool repeats_wish(const Moment& m) {
    static constexpr auto gives_up = std::to_array<std::string_view>(
        {"abandonnez", "abandonne", "abandonner", "annulez", "annule", "annuler"});
    static constexpr auto erases = std::to_array<std::string_view>(
        {"effacez", "efface", "effacer", "supprimez", "supprime", "supprimer"});
    static constexpr auto restarts =
        std::to_array<std::string_view>({"recommencez", "recommence", "recommencer"});
    switch (m.session.pending.kind) {
        case Pending::Kind::cancel:
        case Pending::Kind::cancel_all:
            return orders_after_yes(m, gives_up);
        case Pending::Kind::erase:
            return orders_after_yes(m, erases);
        case Pending::Kind::restart:
            return orders_after_yes(m, restarts);
        default:
            return false;
    }
}

// --- first things -----------------------------------------------------------------------------

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

// "C'est quoi un RCS ?" The word alone may also be something offered or a subject.
Result asks_meaning(const Moment& m) {
    if (m.reading.term == nullptr || (m.table.kind == T::nothing && is_exact(m))) {
        return {};
    }
    const bool offered = m.reading.option && (m.table.kind & at_offer) != 0;
    const bool meant = m.reading.cues.term->plainly || (!offered && other_subject(m) == nullptr);
    return meant ? Result(ExplainTerm{m.reading.term}) : Result();
}

// What is asked next is about the subject spoken of: there must be one.
Result precise(const Moment& m) {
    const Dialog* subject = subject_of(m.catalog, m.session);
    return subject == nullptr ? Result()
                              : Result(Precise{m.reading.next->aspect, subject, m.reading.data});
}

// --- the engine's own questions ------------------------------------------------------------------

// Wanting the request is no wish to give it up: only a plain yes, or the same wish again, is.
Result settles_wish(const Moment& m) {
    const Pending::Kind kind = m.session.pending.kind;
    const bool cancels = kind == Pending::Kind::cancel || kind == Pending::Kind::cancel_all;
    const bool again = (cancels && binds(m, FirstKind::cancel)) ||
                       (kind == Pending::Kind::erase && binds(m, FirstKind::erase));
    const bool number = m.reading.option == "oui" && m.reading.option_whole && !m.reading.yes;
    if (gives_up_for_sure(m) || again || number || repeats_wish(m)) {
        return Settle{true};
    }
    const bool stays = m.reading.cues.has(Cue::consent) || m.reading.yes == true ||
                       mentions(m, FirstKind::cancel) ||
                       (m.reading.option == "non" && !m.reading.sure);
    return refuses(m) || stays ? Result(Settle{false}) : Result();
}

Result settles_doubt(const Moment& m) {
    const Pending& doubt = m.session.pending;
    const bool same = (is_filled(m) && m.reading.value.value == doubt.value) ||
                      (!doubt.value.empty() && m.reading.doubtful == doubt.value);
    if (m.reading.yes == true || m.reading.cues.has(Cue::insisting) || same || opens_with_yes(m)) {
        return Settle{true, m.reading.tail};
    }
    const bool better = is_filled(m) && m.reading.plausibility == Plausibility::plausible &&
                        m.table.slot != nullptr && m.table.slot->type != SlotType::texte &&
                        !m.reading.cues.has(Cue::question) && !m.reading.sure;
    if (better && !m.reading.value.sure) {
        return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.words}};
    }
    if (better) {
        return Fill{{{m.table.position->field, m.reading.value.value, m.reading.words}}, "", {}};
    }
    return refuses(m) ? Result(Settle{false}) : Result();
}

Result settles(const Moment& m) {
    return m.session.pending.kind == Pending::Kind::doubt ? settles_doubt(m) : settles_wish(m);
}

Result picks_field(const Moment& m) {
    if (m.reading.correction) {
        return Correct{*m.reading.correction};
    }
    if (!m.reading.option) {
        return {};
    }
    const FormField* field = m.table.position->field_of(SlotId(m.reading.option->text()));
    return field == nullptr ? Result() : Result(Correct{{field, std::nullopt}});
}

// "Rien, envoyez", "finalement oui": the summary again, which only a yes to it sends.
Result picks_no_field(const Moment& m) {
    if (binds(m, FirstKind::cancel)) {
        return AskCancel{true};
    }
    const bool nothing = refuses(m) || m.reading.cues.has(Cue::nothing_at_all) ||
                         m.reading.unknown || m.reading.yes == true ||
                         m.reading.cues.has(Cue::consent) || says_any(m, yeses) ||
                         says_any(m, nothings);
    return nothing ? Result(AskAgain{PhraseId("continue")}) : Result();
}

// A firm question gives way to a sure subject or command only; a doubt to whatever comes.
Result misses_confirmation(const Moment& m) {
    const bool leaves = m.session.pending.kind == Pending::Kind::doubt ||
                        sure_subject(m) != nullptr || sure_command(m) != nullptr;
    return leaves ? Result() : Result(Miss{});
}

bool is_way_out(const OptionId& option) {
    return option == "conseiller" || option == "menu" || option == "plus-tard";
}

// --- offers ------------------------------------------------------------------------------------

Result takes_offer(const Moment& m) {
    const bool other = m.reading.sure != nullptr && !is_reaction(*m.reading.sure) &&
                       m.reading.sure->id.text() != m.reading.option;
    const bool subject = m.reading.option && !is_way_out(*m.reading.option);
    const bool inside = subject && !other && !m.reading.cues.has(Cue::question) && is_short(m);
    const bool taken =
        m.reading.option && !declines_softly(m) && (m.reading.option_whole || inside);
    return taken ? Result(TakeOffer{*m.reading.option}) : Result();
}

Result refuses_offer(const Moment& m) {
    if (m.reading.cues.has(Cue::not_wanted) && is_short(m)) {
        return RefuseOffer{};
    }
    const bool other = sure_subject(m) != nullptr || sure_command(m) != nullptr;
    const bool softly = m.reading.yes == true && declines_softly(m);
    const bool thanks = softly && m.reading.cues.has(Cue::thanks) && !refuses(m) &&
                        !m.reading.cues.has(Cue::refusal);
    return softly || (refuses(m) && !other) ? Result(RefuseOffer{thanks}) : Result();
}

// The subjects among what is offered: neither "none of these" nor a way out.
std::vector<OptionId> subjects_offered(const Moment& m) {
    std::vector<OptionId> subjects;
    for (const OfferedOption& option : m.table.options) {
        if (option.id != "aucun" && option.id != "menu" && option.id != "conseiller") {
            subjects.push_back(option.id);
        }
    }
    return subjects;
}

bool accepts(const Moment& m) {
    const bool wants = m.reading.cues.has(Cue::consent) && is_short(m);
    return (m.reading.yes == true || wants) && !m.reading.cues.has(Cue::question) &&
           !declines_softly(m);
}

Result accepts_offer(const Moment& m) {
    const auto subjects = subjects_offered(m);
    return accepts(m) && subjects.size() == 1 ? Result(TakeOffer{subjects.front()}) : Result();
}

Result accepts_several(const Moment& m) {
    return accepts(m) && other_subject(m) == nullptr ? Result(RepeatOffer{}) : Result();
}

// --- wherever a dialog stands ------------------------------------------------------------------

Result asks_to_cancel(const Moment& m) {
    if (mentions(m, FirstKind::cancel)) {
        const bool denied = m.reading.first.mood == Mood::negated;
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

// A field's correction is surer where it names the field or has its form.
bool names_other_choice(const Moment& m) {
    const auto& correction = m.reading.correction;
    const bool surer =
        correction && (m.reading.named != nullptr ||
                       !slots::is_open(m.catalog.slots.at(correction->field->slot).type));
    return m.reading.other_choice && m.reading.values.empty() && !surer;
}

Result changes_choice(const Moment& m) {
    return names_other_choice(m) ? Result(ChangeChoice{*m.reading.other_choice}) : Result();
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

// "Je ne veux pas faire de réclamation" refuses the subject, wherever it is said.
Result declines_subject(const Moment& m) {
    const bool declines = m.reading.cues.has(Cue::not_wanted) && is_short(m) &&
                          !m.reading.cues.has(Cue::question) && !is_exact(m);
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

// "Attendez, c'est Durand" waits for nothing.
Result waits(const Moment& m) {
    const bool named = m.table.kind == T::field && slots::is_open(m.table.slot->type) &&
                       m.table.slot->type != SlotType::texte && is_plausible(m);
    // "Je cherche mes codes de paiement", where nothing is asked.
    const bool else_wanted = other_subject(m) != nullptr &&
                             (m.reading.cues.has(Cue::request) || m.table.kind == T::nothing);
    const bool valued =
        m.table.kind == T::field && !slots::is_open(m.table.slot->type) && is_filled(m);
    const bool waits = m.reading.cues.has(Cue::waiting) && is_short(m) &&
                       !m.reading.cues.has(Cue::question) && !named && !valued && !else_wanted;
    return waits ? Result(AskAgain{PhraseId("prenez-votre-temps")}) : Result();
}

// "Il reste combien de questions ?"
Result asks_how_far(const Moment& m) {
    return m.reading.cues.has(Cue::progress) ? Result(AskAgain{PhraseId("reste-a-dire")})
                                             : Result();
}

// "Vous avez bien noté mon nom ?"
bool holds_anything(const Moment& m) {
    const AnswersHeld answers(m.catalog, m.session, *m.table.open);
    return std::ranges::any_of(m.table.position->fields, [&](const FormField* field) {
        return answers.field(*field) != nullptr;
    });
}

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
    if (command == nullptr || about_field) {
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
    const bool seems = m.reading.sure != nullptr && m.reading.sure->command == Command::cancel &&
                       !m.reading.cues.has(Cue::consent) && !m.reading.cues.has(Cue::question) &&
                       !is_plausible(m);
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
    if (m.reading.cues.alone(Cue::thanks)) {
        return AskAgain{PhraseId("avec-plaisir")};
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
        return AskAgain{tells_something(m) ? PhraseId("recit") : PhraseId("continue")};
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

// --- at a question of a dialog -----------------------------------------------------------------

// "Ok" takes note. Where one may also not know, only a yes states a fact.
bool only_takes_note(const Moment& m) {
    return m.reading.cues.alone(Cue::filler) && !says_any(m, yeses) &&
           std::ranges::find(m.table.options, OptionId("ne-sait-pas"), &OfferedOption::id) !=
               m.table.options.end();
}

Result takes_option(const Moment& m) {
    const bool plain = m.reading.option && m.reading.option_whole && !m.reading.tail &&
                       !is_way_out(*m.reading.option) && !only_takes_note(m);
    return plain ? Result(TakeOption{*m.reading.option}) : Result();
}

constexpr auto losses = std::to_array<std::string_view>({"ai", "n", "ne", "jai", "trouve", "sais"});

// "Revenez à ma demande d'avant", in the midst of another.
bool returns_to_the_other(const Moment& m) {
    static constexpr auto returns =
        std::to_array<std::string_view>({"revenez", "revenons", "reviens", "retournez", "retour"});
    static constexpr auto others =
        std::to_array<std::string_view>({"avant", "precedente", "premiere", "autre"});
    static constexpr auto requests = std::to_array<std::string_view>({"demande", "dossier"});
    return m.session.stack.size() > 1 && is_short(m) && says_any(m, returns) &&
           says_any(m, others) && says_any(m, requests);
}

Result takes_way_out(const Moment& m) {
    // "Je n'ai plus la lettre" puts nothing off.
    const bool lost = m.reading.option == "plus-tard" && says_any(m, losses);
    const bool out =
        m.reading.option && m.reading.option_whole && !lost && is_way_out(*m.reading.option);
    // "Bon, joindre une personne, je vous dis"
    if (m.reading.option == "conseiller" && is_short(m) && !m.reading.cues.has(Cue::question) &&
        !m.reading.cues.has(Cue::refusal) && !says_any(m, firm_reserves)) {
        return TakeOffer{"conseiller"};
    }
    if (!out && returns_to_the_other(m)) {
        return TakeOffer{"plus-tard"};
    }
    return out ? Result(TakeOffer{*m.reading.option}) : Result();
}

Result takes_option_then_asks(const Moment& m) {
    const bool leaves = m.reading.tail && !m.reading.tail->question && !m.reading.tail->adds;
    // "Ok, et ça s'arrête quand ?" takes note, and answers nothing.
    const bool notes = m.reading.tail && m.reading.tail->question &&
                       carries_nothing(m.catalog.cues.read(m.reading.head)) && !says_any(m, yeses);
    const bool taken = m.reading.option && m.reading.tail && !is_way_out(*m.reading.option) &&
                       !leaves && !notes && (m.reading.option_whole || other_subject(m) == nullptr);
    return taken ? Result(TakeOption{*m.reading.option, m.reading.tail}) : Result();
}

// "Non, je veux la faire ici", "non mais c'est mon fils": no plain no.
bool contradicts_no(const Moment& m) {
    const auto said = text::words(text::fold(m.reading.words));
    const bool protests = said.size() > 3 && said[0] == "non" && said[1] == "mais";
    const bool wants = m.reading.cues.has(Cue::request) || m.reading.cues.has(Cue::consent);
    return m.reading.option == "non" && (protests || wants);
}

Result takes_option_inside(const Moment& m) {
    const Dialog* sure = m.reading.sure;
    const Cues& cues = m.reading.cues;
    if (!m.reading.option || is_way_out(*m.reading.option) || cues.has(Cue::question) ||
        cues.has(Cue::waiting) || sure_command(m) != nullptr || only_takes_note(m) ||
        contradicts_no(m)) {
        return {};
    }
    const bool leaves = (cues.has(Cue::request) || is_exact(m)) && other_subject(m) != nullptr;
    const bool own = sure == nullptr || sure == m.table.dialog;
    return (is_short(m) || own) && !leaves
               ? Result(TakeOption{*m.reading.option, {}, m.reading.data})
               : Result();
}

Result does_not_know(const Moment& m) {
    // A story may hold these words.
    const bool story = m.table.kind == T::field && m.table.slot->type == SlotType::texte &&
                       m.reading.words.size() > short_answer_bytes / 2;
    const bool asks = m.reading.cues.has(Cue::question) ||
                      (m.table.kind == T::field && m.reading.cues.has(Cue::whose));
    if (!m.reading.unknown || story || asks) {
        return {};
    }
    // "Je ne sais plus ma référence" at the first name.
    const bool other = m.table.kind == T::field && m.reading.named != nullptr &&
                       m.reading.named != m.table.position->field;
    return other ? Result(ExplainField{{m.reading.named, AboutField::Asks::where}})
                 : Result(TellUnknown{});
}

// --- at a field of a form ------------------------------------------------------------------------

bool is_open(const Moment& m) {
    return slots::is_open(m.table.slot->type);
}

bool is_text(const Moment& m) {
    return m.table.slot->type == SlotType::texte;
}

// What may mean another value is said back before it is taken.
Action fill(const Moment& m, std::optional<Tail> tail) {
    if (!m.reading.value.sure) {
        return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.head}};
    }
    return Fill{
        {{m.table.position->field, m.reading.value.value, m.reading.head}}, "", std::move(tail)};
}

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
        return Correct{correction};
    }
    values.insert(values.begin(), *correction.value);
    return Fill{std::move(values), "", m.reading.tail};
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

// "SFR", where a person or a company names itself.
bool names_a_creditor(const Moment& m) {
    const Slot& slot = *m.table.slot;
    return slot.type == SlotType::denomination && slot.personal && !slot.of_case &&
           slots::is_known_creditor(m.catalog.vocabulary, m.reading.value.value);
}

Result gives_several(const Moment& m) {
    const auto& values = m.reading.values;
    const bool elsewhere = values.size() == 1 && values.front().field != m.table.position->field;
    const bool creditor = elsewhere && names_a_creditor(m);
    const bool own = is_open(m) && !is_text(m) && is_plausible(m) && !creditor &&
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
    return beside ? Result(DoubtValue{values.front()}) : Result();
}

// A name yields to a sure subject when the words look like a question or a request rather than a
// value.
bool yields(const Moment& m) {
    return other_subject(m) != nullptr && !m.reading.names_value &&
           (m.reading.cues.has(Cue::request) || m.reading.cues.has(Cue::question) ||
            (!m.reading.value.whole && std::ranges::count(m.reading.words, ' ') >= 3));
}

Result gives_name(const Moment& m) {
    const bool given = is_open(m) && !is_text(m) && is_plausible(m) &&
                       !m.reading.cues.has(Cue::question) && !yields(m);
    if (!given) {
        return {};
    }
    const bool creditor = names_a_creditor(m);
    return creditor ? Result(DoubtValue{
                          {m.table.position->field, m.reading.value.value, m.reading.words}})
                    : Result(fill(m, {}));
}

// "Bonjour", as an editor wrote it: a remark, no name.
bool is_remark(const Moment& m) {
    const Dialog* subject = other_subject(m);
    return subject != nullptr && !subject->is_topic() && asks_nothing(subject->steps) &&
           is_exact(m);
}

Result gives_doubtful_name(const Moment& m) {
    const bool doubtful = is_open(m) && !is_text(m) && !m.reading.doubtful.empty() &&
                          m.reading.plausibility == Plausibility::doubtful &&
                          !m.reading.cues.has(Cue::question) && !yields(m) && !is_remark(m);
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
    // "C'est pour ma mère" is asked of the request as often as it tells.
    const bool asked = m.reading.next && m.reading.next->exact;
    if (is_short(m) && (asked || m.reading.cues.alone(Cue::already))) {
        return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.words}};
    }
    const bool asks = m.reading.cues.has(Cue::question) && m.reading.words.ends_with('?') &&
                      m.reading.words.size() <= 2 * short_answer_bytes;
    if (!asks) {
        return fill(m, {});
    }
    if (const Dialog* subject = other_subject(m)) {
        return interrupt(m, *subject);
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

// "Passer", "je n'en ai pas", where nothing has to be given.
Result skips_field(const Moment& m) {
    const bool skips = m.reading.option == "passer" || m.reading.unknown || refuses(m) ||
                       m.reading.cues.alone(Cue::skipping) ||
                       m.reading.cues.alone(Cue::nothing_at_all);
    const bool may = !m.table.slot->without.empty() && !m.reading.cues.has(Cue::question) &&
                     (is_text(m) || !is_filled(m)) && is_short(m) && !m.reading.correction &&
                     m.reading.values.empty();
    return may && skips ? Result(skip(m.table, m.reading.words)) : Result();
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
    if (puts_right && correction->field != values.front().field) {
        values.push_back(*correction->value);
    }
    return Fill{std::move(values), "", m.reading.tail};
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

// --- what is asked next --------------------------------------------------------------------------

// Nothing on the table takes the message: no option, no value, no story.
bool answers_nothing(const Moment& m) {
    // "Ça prend combien de temps" would be a long name.
    const bool sentence = m.table.kind == T::field && is_open(m) && !is_text(m) &&
                          m.reading.next->sure && !m.reading.names_value &&
                          std::ranges::count(m.reading.words, ' ') >= 3 &&
                          !slots::is_known_creditor(m.catalog.vocabulary, m.reading.value.value);
    const bool value =
        m.table.kind == T::field && !sentence && (is_text(m) ? is_filled(m) : is_plausible(m));
    return m.reading.cues.has(Cue::question) || (!value && !m.reading.option);
}

// Surely; only an example of something else, in so many words, is surer.
Result asks_next(const Moment& m) {
    if (!m.reading.next || !m.reading.next->sure || !answers_nothing(m)) {
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

// --- at a summary ------------------------------------------------------------------------------

// "Pas maintenant" is no wish to change anything.
Result postpones(const Moment& m) {
    static constexpr auto later = std::to_array<std::string_view>(
        {"tard", "demain", "maintenant", "suite", "instant", "moment", "aujourd"});
    const bool postpones = refuses(m) && says_any(m, later) && !m.reading.correction;
    return postpones ? Result(AskAgain{PhraseId("prenez-votre-temps")}) : Result();
}

// "C'est bon ?", "c'est parti ?": nothing is sent yet.
Result asks_if_sent(const Moment& m) {
    return m.reading.cues.has(Cue::after_sending)
               ? Result(AskAgain{PhraseId("recapitulatif-confirmer")})
               : Result();
}

Result asks_when(const Moment& m) {
    return m.reading.cues.has(Cue::sent_when)
               ? Result(AskAgain{PhraseId("recapitulatif-confirmer")})
               : Result();
}

constexpr auto send_orders = std::to_array<std::string_view>(
    {"envoyer", "envoyez", "envoie", "transmettre", "transmettez", "valider", "validez"});

// "Oui, vous pouvez envoyer": a yes, and nothing but words that say the same.
bool says_send(std::string_view words) {
    static constexpr auto same = std::to_array<std::string_view>(
        {"vous", "pouvez", "tu",         "peux",        "envoyer",     "envoyez", "envoie",  "l",
         "la",   "le",     "demande",    "transmettre", "transmettez", "valider", "validez", "c",
         "est",  "bon",    "tout",       "exact",       "exacte",      "correct", "parfait", "ok",
         "d",    "accord", "allez",      "y",           "svp",         "stp",     "s",       "il",
         "te",   "plait",  "maintenant", "je",          "merci"});
    // What a correction is called, where it is surely to be sent: "oui, correction" wants one.
    static constexpr auto amended =
        std::to_array<std::string_view>({"correction", "rectification"});
    const auto said = text::words(text::fold(words));
    const auto among = [](std::span<const std::string_view> list) {
        return
            [list](const std::string& word) { return std::ranges::find(list, word) != list.end(); };
    };
    const bool ordered = std::ranges::any_of(said, among(send_orders));
    return std::ranges::any_of(said, among(yeses)) &&
           std::ranges::all_of(said, [&](const std::string& word) {
               return among(same)(word) || among(yeses)(word) || (ordered && among(amended)(word));
           });
}

// "Oui, envoyez. Et je paie en attendant ?": a sentence that sends by itself, then a question that
// takes nothing back.
bool sends_then_asks(const Moment& m) {
    const auto end = m.reading.words.find_first_of(".!?");
    if (!m.reading.tail || !m.reading.tail->question || end == std::string::npos ||
        m.reading.words[end] == '?' || says_any(m, firm_reserves)) {
        return false;
    }
    const std::string sentence = m.reading.words.substr(0, end);
    const auto said = text::words(text::fold(sentence));
    const bool orders = std::ranges::any_of(said, [](const std::string& word) {
        return std::ranges::find(send_orders, word) != send_orders.end();
    });
    return orders && says_send(sentence);
}

Result sends(const Moment& m) {
    const bool option =
        m.reading.option == "oui" && m.reading.option_whole && !says_any(m, reserves);
    const bool plain = !m.reading.tail && !m.reading.cues.has(Cue::question);
    if (sends_then_asks(m)) {
        return Send{m.reading.tail};
    }
    const bool said = !m.reading.cues.has(Cue::question) && says_send(m.reading.words);
    return ((is_plain_yes(m) || option) && plain) || said ? Result(Send{}) : Result();
}

Result changes(const Moment& m) {
    const bool whole = m.reading.option_whole;
    if (whole && m.reading.option == "annuler") {
        return AskCancel{true};
    }
    const bool thanks = m.reading.yes == true || m.reading.option == "oui";
    const bool asks = (refuses(m) && !thanks) || (whole && m.reading.option == "modifier") ||
                      (m.reading.cues.has(Cue::correction) && other_subject(m) == nullptr);
    return asks ? Result(AskField{}) : Result();
}

// "Je veux faire la demande", "c'est bon merci" want it, but only a yes sends it.
Result wants_it(const Moment& m) {
    const bool wants = m.reading.cues.has(Cue::consent) || m.reading.yes == true ||
                       (m.reading.option == "oui" && m.reading.option_whole);
    return wants && !m.reading.cues.has(Cue::question)
               ? Result(AskAgain{PhraseId("recapitulatif-confirmer")})
               : Result();
}

// "Finalement", "bon si": not "si je paie demain".
bool says_after_all(const Moment& m) {
    const auto said = text::words(text::fold(m.reading.words));
    return is_short(m) && (std::ranges::find(said, "finalement") != said.end() ||
                           (!said.empty() && said.back() == "si"));
}

// "Finalement oui, transmettez": what was refused last is taken up again.
Result thinks_again(const Moment& m) {
    const bool something =
        m.session.refused.kind != Pending::Kind::none || !m.session.declined.empty();
    const bool wants =
        m.reading.yes == true || m.reading.cues.has(Cue::consent) || says_after_all(m);
    const bool thinks = something && wants && !m.reading.cues.has(Cue::question) && !refuses(m) &&
                        !declines_softly(m) && !carries_nothing(m.reading.cues) &&
                        other_subject(m) == nullptr;
    return thinks ? Result(Reconsider{}) : Result();
}

// --- with nothing open ---------------------------------------------------------------------------

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

Result amends(const Moment& m) {
    if (m.reading.cues.has(Cue::other_case)) {
        return {};
    }
    if (m.reading.amendment && !m.reading.cues.has(Cue::question) && !refuses(m)) {
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
    return Miss{tells_something(m)};
}

}  // namespace

Action skip(const Table& table, std::string said) {
    return Fill{{{table.position->field, table.slot->without_value, std::move(said)}}, "", {}};
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
        Row{TurnRule::stopped, everywhere, stays_silent},
        Row{TurnRule::opt_out, everywhere, opts_out},
        Row{TurnRule::opt_in, everywhere, opts_in},
        Row{TurnRule::urgent, everywhere, is_urgent},
        Row{TurnRule::who_we_are, everywhere, asks_who},
        Row{TurnRule::ask_erase, everywhere, asks_to_erase},
        Row{TurnRule::too_long, everywhere, is_too_long},
        Row{TurnRule::masked, everywhere, was_masked_whole},
        Row{TurnRule::masked, everywhere, denies_masked},
        Row{TurnRule::wordless, everywhere, is_wordless},
        Row{TurnRule::late, everywhere, is_late},

        Row{TurnRule::glossary, everywhere, asks_meaning},
        Row{TurnRule::settled, T::confirmation, settles},
        Row{TurnRule::field_to_correct, T::correction, picks_field},
        Row{TurnRule::nothing_to_correct, T::correction, picks_no_field},
        Row{TurnRule::several_values, T::correction, gives_values},
        Row{TurnRule::confirmation_missed, at_engine, misses_confirmation},

        Row{TurnRule::offer_refused, at_offer, refuses_offer},
        Row{TurnRule::offer_taken, at_offer, takes_offer},
        Row{TurnRule::offer_accepted, at_offer, accepts_offer},
        Row{TurnRule::which_offer, at_offer, accepts_several},

        Row{TurnRule::ask_cancel, at_rest, asks_to_cancel},
        Row{TurnRule::declined, at_rest, declines_subject},
        Row{TurnRule::wrong_topic, T::question, says_wrong_topic},
        Row{TurnRule::option, T::question, takes_option},
        Row{TurnRule::way_out, at_dialog, takes_way_out},
        Row{TurnRule::other_case, T::field | T::summary, speaks_of_another_case},
        Row{TurnRule::skipped, T::field, skips_field},
        Row{TurnRule::refused_field, T::field, cannot_skip},
        Row{TurnRule::several_values, T::summary, gives_offered},
        Row{TurnRule::corrected, T::field | T::summary, corrects},
        Row{TurnRule::choice_changed, at_dialog | T::correction, changes_choice},
        Row{TurnRule::wrong_topic, at_rest, was_wrong_topic},
        Row{TurnRule::value, T::field, gives_closed_value},
        Row{TurnRule::several_values, T::field, gives_several},
        Row{TurnRule::value_then_question, T::field, gives_value_then_asks},
        Row{TurnRule::unknown_at_question, T::question, does_not_know},
        Row{TurnRule::unknown_at_field, T::field, does_not_know},
        Row{TurnRule::option_then_question, T::question, takes_option_then_asks},
        Row{TurnRule::confirmed, T::summary, sends},
        Row{TurnRule::waiting, T::summary, postpones},
        Row{TurnRule::change_at_summary, T::summary, changes},
        Row{TurnRule::second_thought, T::nothing, thinks_again},
        Row{TurnRule::about_sent, T::nothing, asks_about_sent},
        Row{TurnRule::amendment, T::nothing, amends},
        Row{TurnRule::data_in_advance, T::question | T::nothing | at_offer, says_data},
        Row{TurnRule::how_far, T::field, asks_how_far},
        Row{TurnRule::held, T::field | T::summary, checks_what_is_held},
        Row{TurnRule::about_sent, T::summary, asks_if_sent},
        Row{TurnRule::precision, at_rest | at_offer, asks_next},
        Row{TurnRule::about_sent, T::summary, asks_when},
        Row{TurnRule::waiting, at_rest, waits},
        Row{TurnRule::command, at_rest, runs_command},
        Row{TurnRule::option_inside, T::question, takes_option_inside},
        Row{TurnRule::ask_cancel, at_dialog, seems_to_cancel},
        Row{TurnRule::value, T::field, gives_name},
        Row{TurnRule::soothed, at_dialog, is_soothed},
        Row{TurnRule::refused_field, T::field, refuses_field},
        Row{TurnRule::consent, T::summary, wants_it},
        Row{TurnRule::consent, at_dialog, is_filler},
        Row{TurnRule::about_field, T::field, asks_about_field},
        Row{TurnRule::already_given, T::field, says_it_was_given},
        Row{TurnRule::doubtful_value, T::field, gives_doubtful_name},
        Row{TurnRule::value, T::field, tells_story},
        Row{TurnRule::corrected, T::field, corrects_something},
        Row{TurnRule::refused_value, T::field, gives_bad_closed_value},
        Row{TurnRule::precision, at_rest | at_offer, may_ask_next},
        Row{TurnRule::digression, at_dialog, digresses},
        Row{TurnRule::same_dialog, at_dialog, same_again},
        Row{TurnRule::command, at_rest, tells_how},
        Row{TurnRule::no_answer, at_dialog, has_no_answer},
        Row{TurnRule::asks_else, at_dialog, asks_else},
        Row{TurnRule::value, T::field, gives_loose_value},
        Row{TurnRule::refused_value, T::field, gives_bad_value},
        Row{TurnRule::data_in_advance, T::question, brings_data},
        Row{TurnRule::question_missed, T::question | T::summary, is_missed},
        Row{TurnRule::field_missed, T::field, is_missed},

        Row{TurnRule::offer_refused, T::nothing, wants_nothing},
        Row{TurnRule::opened, T::nothing, opens},
        Row{TurnRule::command, T::nothing, reacts},
        Row{TurnRule::data_in_advance, T::nothing, brings_awaited},
        Row{TurnRule::clarification, T::nothing, is_unclear},
        Row{TurnRule::soothed, T::nothing, is_soothed_at_rest},
        Row{TurnRule::out_of_scope, T::nothing, is_out_of_scope},
        Row{TurnRule::not_understood, T::nothing, is_nothing},
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
         "TakeOffer",    "RefuseOffer",    "Reconsider",  "RepeatOffer", "Settle",
         "Fill",         "DoubtValue",     "RefuseValue", "Correct",     "AskField",
         "ExplainField", "Precise",        "ExplainTerm", "Send",        "AskCancel",
         "AskErase",     "TellUnknown",    "Miss",        "DropTopic",   "ForgetCase",
         "TellSent",     "TellWho",        "Amend",       "Clarify",     "NotUnderstood"});
    static_assert(names.size() == std::variant_size_v<Action>);
    return names[action.index()];
}

}  // namespace guichet::turn
