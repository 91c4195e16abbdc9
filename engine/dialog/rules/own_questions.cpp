#include <algorithm>
#include <array>
#include <span>

#include "engine/dialog/naming.hpp"
#include "engine/dialog/rules/rules.hpp"

namespace guichet::turn::rules {

using slots::Plausibility;
using slots::SlotType;

namespace {

constexpr auto give_up_orders = std::to_array<std::string_view>(
    {"abandonnez", "abandonne", "abandonner", "annulez", "annule", "annuler"});

constexpr auto denials = std::to_array<std::string_view>({"pas", "ne", "n", "jamais"});

constexpr auto nothings = std::to_array<std::string_view>({"rien", "aucun", "aucune"});

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
    static constexpr auto erases = std::to_array<std::string_view>(
        {"effacez", "efface", "effacer", "supprimez", "supprime", "supprimer"});
    static constexpr auto restarts =
        std::to_array<std::string_view>({"recommencez", "recommence", "recommencer"});
    switch (m.session.pending.kind) {
        case Pending::Kind::cancel:
        case Pending::Kind::cancel_all:
            return orders_after_yes(m, give_up_orders);
        case Pending::Kind::erase:
            return orders_after_yes(m, erases);
        case Pending::Kind::restart:
            return orders_after_yes(m, restarts);
        default:
            return false;
    }
}

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

// "Oui, et mettez le 06 51 22 87 40": what is said for other fields.
std::vector<FieldValue> said_beside(const Moment& m) {
    const auto& correction = m.reading.correction;
    std::vector<FieldValue> values = m.reading.values;
    std::erase_if(values, [&](const FieldValue& value) {
        return !value.sure || value.field == m.table.position->field ||
               (correction && value.field == correction->field);
    });
    return values;
}

Result settles_doubt(const Moment& m) {
    const Pending& doubt = m.session.pending;
    const bool same = (is_filled(m) && m.reading.value.value == doubt.value) ||
                      (!doubt.value.empty() && m.reading.doubtful == doubt.value);
    // "2" among the options is no value of the field.
    const bool number = m.reading.option_whole && !m.reading.yes;
    const bool picks_yes = number && m.reading.option == "oui";
    const bool picks_no = number && m.reading.option == "non";
    if (m.reading.yes == true || m.reading.cues.has(Cue::insisting) || same || picks_yes ||
        opens_with_yes(m)) {
        return Settle{true, m.reading.tail, said_beside(m)};
    }
    if (picks_no) {
        return Settle{false};
    }
    const bool better = is_filled(m) && m.reading.plausibility == Plausibility::plausible &&
                        m.reading.value.whole && m.table.slot != nullptr &&
                        m.table.slot->type != SlotType::texte &&
                        !m.reading.cues.has(Cue::question) && !m.reading.sure;
    if (better && !m.reading.value.sure) {
        return DoubtValue{{m.table.position->field, m.reading.value.value, m.reading.words}};
    }
    if (better) {
        return Fill{{{m.table.position->field, m.reading.value.value, m.reading.words}}, "", {}};
    }
    return refuses(m) ? Result(Settle{false}) : Result();
}

}  // namespace

Result settles(const Moment& m) {
    return m.session.pending.kind == Pending::Kind::doubt ? settles_doubt(m) : settles_wish(m);
}

Result picks_field(const Moment& m) {
    if (m.reading.correction) {
        return Correct{*m.reading.correction, said_beside(m), m.reading.unread};
    }
    if (const FormField* text = only_text_meant(m)) {
        return Correct{{text, FieldValue{text, m.reading.words, m.reading.words}}};
    }
    if (!m.reading.option) {
        return {};
    }
    const FormField* field = m.table.position->field_of(SlotId(m.reading.option->text()));
    return field == nullptr ? Result() : Result(Correct{{field, std::nullopt}});
}

// "Rien, envoyez", "finalement oui": the summary again, which only a yes to it sends.
Result picks_no_field(const Moment& m) {
    if (binds(m, FirstKind::cancel) || (says_any(m, give_up_orders) && !says_any(m, denials))) {
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

}  // namespace guichet::turn::rules
