#include <algorithm>
#include <array>

#include "engine/dialog/rules/rules.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::turn::rules {

using slots::SlotType;
using T = Table;

namespace {

// "Ok" takes note. Where one may also not know, only a yes states a fact.
bool only_takes_note(const Moment& m) {
    return m.reading.cues.alone(Cue::filler) && !says_any(m, yeses) &&
           std::ranges::find(m.table.options, OptionId("ne-sait-pas"), &OfferedOption::id) !=
               m.table.options.end();
}

// "Oui transmettez", where the yes that is offered says something else.
bool orders_to_send_elsewhere(const Moment& m) {
    static constexpr auto orders = std::to_array<std::string_view>(
        {"transmettez", "transmettre", "envoyez", "envoyer", "envoie"});
    const auto offered = std::ranges::find(m.table.options, *m.reading.option, &OfferedOption::id);
    const std::string title = text::fold(offered == m.table.options.end() ? "" : offered->label);
    return m.reading.option == "oui" && is_short(m) && says_any(m, orders) &&
           title.find("transm") == std::string::npos && title.find("envo") == std::string::npos;
}

}  // namespace

Result takes_option(const Moment& m) {
    const bool plain = m.reading.option && m.reading.option_whole && !m.reading.tail &&
                       !is_way_out(*m.reading.option) && !only_takes_note(m) &&
                       !orders_to_send_elsewhere(m);
    return plain ? Result(TakeOption{*m.reading.option}) : Result();
}

namespace {

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

}  // namespace

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

namespace {

// "Non, je veux la faire ici", "non mais c'est mon fils": no plain no.
bool contradicts_no(const Moment& m) {
    const auto said = text::words(text::fold(m.reading.words));
    const bool protests = said.size() > 3 && said[0] == "non" && said[1] == "mais";
    const bool wants = m.reading.cues.has(Cue::request) || m.reading.cues.has(Cue::consent);
    return m.reading.option == "non" && (protests || wants);
}

}  // namespace

// "Je ne l'ai pas encore envoyé" is no yes to "Est-il débité ?".
bool denies_option(const Moment& m) {
    static constexpr auto denials =
        std::to_array<std::string_view>({"pas", "jamais", "aucun", "aucune", "rien"});
    return m.reading.option == "oui" && says_any(m, denials) && !says_any(m, yeses);
}

Result takes_option_inside(const Moment& m) {
    const Dialog* sure = m.reading.sure;
    const Cues& cues = m.reading.cues;
    if (!m.reading.option || is_way_out(*m.reading.option) || cues.has(Cue::question) ||
        cues.has(Cue::waiting) || sure_command(m) != nullptr || only_takes_note(m) ||
        contradicts_no(m) || denies_option(m)) {
        return {};
    }
    if (orders_to_send_elsewhere(m)) {
        return AskAgain{PhraseId("quel-choix")};
    }
    const bool leaves = (cues.has(Cue::request) || is_exact(m)) && other_subject(m) != nullptr;
    const bool own = sure == nullptr || sure == m.table.dialog || m.reading.option_first;
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

}  // namespace guichet::turn::rules
