#include <algorithm>

#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

std::vector<std::string> questions_in(const std::string& text) {
    std::vector<std::string> questions;
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '?') {
            questions.push_back(text.substr(from, i + 1 - from));
        }
        if (c == '?' || c == '.' || c == '!') {
            from = i + 1;
        }
    }
    return questions;
}

}  // namespace

void split_questions(TurnContext& ctx) {
    const auto questions = questions_in(ctx.said);
    if (questions.size() < 2) {
        return;
    }
    std::vector<std::pair<std::string, MatchResult>> sure;
    for (const std::string& question : questions) {
        MatchResult match = ctx.catalog.matcher.match(question);
        if (match.decision != Decision::match) {
            continue;
        }
        const std::string& intent = match.candidates.front().intent;
        const auto dialog = ctx.catalog.dialogs.find(intent);
        const bool known = std::ranges::any_of(sure, [&intent](const auto& other) {
            return other.second.candidates.front().intent == intent;
        });
        if (!known && dialog != ctx.catalog.dialogs.end() && dialog->second.is_topic()) {
            sure.emplace_back(question, std::move(match));
        }
    }
    if (sure.size() < 2) {
        return;
    }
    for (std::size_t i = 1; i < sure.size(); ++i) {
        ctx.session().later_intents.push_back(sure[i].second.candidates.front().intent);
        ctx.trace("R49 seconde question", ctx.session().later_intents.back());
    }
    ctx.said = sure.front().first;
    ctx.match = std::move(sure.front().second);
}

void offer_second_question(TurnContext& ctx) {
    auto& later = ctx.session().later_intents;
    if (later.empty() || ctx.open() != nullptr) {
        return;
    }
    const std::string id = later.front();
    later.erase(later.begin());
    if (!ctx.catalog.dialogs.contains(id)) {
        return;
    }
    Reply& reply = say_phrase(ctx, "question-suivante", {{"titre", ctx.catalog.title_of(id)}});
    Pending pending;
    pending.kind = Pending::Kind::topics;
    pending.options = {id};
    offer(reply, id, ctx.catalog.title_of(id));
    ctx.session().pending = std::move(pending);
}

}  // namespace guichet
