#include <algorithm>
#include <array>
#include <span>

#include "engine/dialog/rules/rules.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::turn::rules {

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

namespace {

constexpr auto send_orders = std::to_array<std::string_view>(
    {"envoyer", "envoyez", "envoie", "envoi", "transmettre", "transmettez", "valider", "validez"});

// "Envoyez": not "vous envoyez".
bool gives_order(const std::vector<std::string>& words) {
    static constexpr auto imperatives =
        std::to_array<std::string_view>({"envoyez", "transmettez", "validez"});
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool told = at > 0 && words[at - 1] == "vous";
        if (!told && std::ranges::find(imperatives, words[at]) != imperatives.end()) {
            return true;
        }
    }
    return false;
}

// "Oui, vous pouvez envoyer", "c'est bon, envoyez", "envoyez merci": a yes or the order itself, and
// nothing but words that say the same.
bool says_send(std::string_view words) {
    static constexpr auto same = std::to_array<std::string_view>(
        {"vous",    "pouvez",  "tu",       "peux",    "envoyer",     "envoyez",     "envoie",
         "l",       "la",      "le",       "demande", "transmettre", "transmettez", "valider",
         "validez", "c",       "est",      "bon",     "tout",        "exact",       "exacte",
         "correct", "parfait", "ok",       "d",       "accord",      "allez",       "y",
         "svp",     "stp",     "s",        "il",      "te",          "plait",       "maintenant",
         "je",      "merci",   "beaucoup", "envoi",   "aller"});
    static constexpr auto agreements = std::to_array<std::string_view>({"ok", "bon", "accord"});
    // What a correction is called, where it is surely to be sent: "oui, correction" wants one.
    static constexpr auto amended =
        std::to_array<std::string_view>({"correction", "rectification"});
    const auto said = text::words(text::fold(words));
    const auto among = [](std::span<const std::string_view> list) {
        return
            [list](const std::string& word) { return std::ranges::find(list, word) != list.end(); };
    };
    const bool ordered = std::ranges::any_of(said, among(send_orders));
    const bool wants = std::ranges::any_of(said, among(yeses)) || gives_order(said) ||
                       (ordered && std::ranges::any_of(said, among(agreements)));
    return wants && std::ranges::all_of(said, [&](const std::string& word) {
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

}  // namespace

namespace {

// "Oui envoyez et arrêtez de me relancer": an order to send, and a second one that takes nothing
// back.
bool sends_and_scolds(const Moment& m) {
    static constexpr auto scoldings =
        std::to_array<std::string_view>({"arretez", "arrete", "basta", "vite", "fichez", "foutez"});
    const std::string& words = m.reading.words;
    const auto joint = words.find(" et ");
    if (joint == std::string::npos || m.reading.correction || !m.reading.values.empty() ||
        says_any(m, firm_reserves)) {
        return false;
    }
    const auto rest = text::words(text::fold(words.substr(joint + 4)));
    const auto order = text::words(text::fold(words.substr(0, joint)));
    const bool ordered = std::ranges::any_of(order, [](const std::string& word) {
        return std::ranges::find(send_orders, word) != send_orders.end();
    });
    return ordered && says_send(words.substr(0, joint)) && !rest.empty() &&
           std::ranges::find(scoldings, rest.front()) != scoldings.end() &&
           std::ranges::none_of(rest, [](const std::string& word) {
               return word == "tout" || word.starts_with("envo");
           });
}

}  // namespace

Result sends(const Moment& m) {
    const bool option =
        m.reading.option == "oui" && m.reading.option_whole && !says_any(m, reserves);
    const bool plain = !m.reading.tail && !m.reading.cues.has(Cue::question);
    if (sends_then_asks(m)) {
        return Send{m.reading.tail};
    }
    const bool said =
        !m.reading.cues.has(Cue::question) && (says_send(m.reading.words) || sends_and_scolds(m));
    return ((is_plain_yes(m) || option) && plain) || said ? Result(Send{}) : Result();
}

Result changes(const Moment& m) {
    const bool whole = m.reading.option_whole;
    if (whole && m.reading.option == "annuler") {
        return AskCancel{true};
    }
    static constexpr auto wrong =
        std::to_array<std::string_view>({"faux", "fausse", "erreur", "inexact", "inexacte"});
    const bool thanks = m.reading.yes == true || m.reading.option == "oui";
    const bool asks = (refuses(m) && !thanks) || (whole && m.reading.option == "modifier") ||
                      (m.reading.cues.has(Cue::correction) && other_subject(m) == nullptr) ||
                      (says_any(m, wrong) && !m.reading.cues.has(Cue::question));
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

namespace {

// "Finalement", "bon si": not "si je paie demain".
bool says_after_all(const Moment& m) {
    const auto said = text::words(text::fold(m.reading.words));
    return is_short(m) && (std::ranges::find(said, "finalement") != said.end() ||
                           (!said.empty() && said.back() == "si"));
}

}  // namespace

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

}  // namespace guichet::turn::rules
