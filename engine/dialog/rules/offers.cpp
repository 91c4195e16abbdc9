#include "engine/dialog/rules/rules.hpp"

namespace guichet::turn::rules {

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

namespace {

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

}  // namespace

Result accepts_offer(const Moment& m) {
    const auto subjects = subjects_offered(m);
    return accepts(m) && subjects.size() == 1 ? Result(TakeOffer{subjects.front()}) : Result();
}

Result accepts_several(const Moment& m) {
    return accepts(m) && other_subject(m) == nullptr ? Result(RepeatOffer{}) : Result();
}

}  // namespace guichet::turn::rules
