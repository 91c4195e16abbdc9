#include "engine/dialog/step.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

#include "engine/dialog/turn_context.hpp"
#include "engine/slots/choice.hpp"
#include "engine/slots/sensitive.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr std::size_t max_transcript_lines = 200;

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_letter_or_digit(const std::string& text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (c > 0 && u_isalnum(c)) {
            return true;
        }
    }
    return false;
}

const Dialog* matched_dialog(const TurnContext& ctx) {
    if (ctx.match.decision != Decision::match || ctx.match.candidates.empty()) {
        return nullptr;
    }
    const auto found = ctx.catalog.dialogs.find(ctx.match.candidates.front().intent);
    return found == ctx.catalog.dialogs.end() ? nullptr : &found->second;
}

void trace_match(TurnContext& ctx) {
    std::string detail =
        fmt::format("{} ({})", decision_name(ctx.match.decision), ctx.match.reason);
    for (const Candidate& candidate : ctx.match.candidates) {
        detail += fmt::format(" {}={:.2f}", candidate.intent, candidate.score);
    }
    ctx.trace("intention", std::move(detail));
}

void greet_briefly(TurnContext& ctx) {
    if (ctx.session().greeted) {
        return;
    }
    ctx.session().greeted = true;
    const Dialog* sure = matched_dialog(ctx);
    if (sure == nullptr || !sure->greets) {
        say_phrase(ctx, "accueil-court");
    }
}

// By SMS nobody opens a page: somebody who writes again after a long silence is told where it was.
void recall_where_we_were(TurnContext& ctx) {
    const bool away = ctx.session().channel == Channel::sms && ctx.open() != nullptr &&
                      ctx.now - ctx.session().last_activity >= ctx.catalog.sms.away;
    if (away) {
        ctx.trace("R61 reprise", ctx.open()->dialog);
        say_phrase(ctx, "session-reprise", {{"titre", ctx.catalog.title_of(ctx.open()->dialog)}});
    }
}

// The label of an option as it was last offered, for the transcript.
std::string offered_label(const Session& session, const std::string& option) {
    for (const Reply& reply : session.last_replies) {
        const auto offered = std::ranges::find(reply.options, option, &OfferedOption::id);
        if (offered != reply.options.end()) {
            return offered->label;
        }
    }
    return option;
}

void write_down(TurnContext& ctx, bool from_person, std::string text) {
    auto& transcript = ctx.session().transcript;
    if (transcript.size() == max_transcript_lines) {
        transcript.erase(transcript.begin());
    }
    transcript.push_back({from_person, std::move(text), ctx.now});
}

// After the whole message came to nothing: the question again, or "I did not understand".
void answer_without_dialog(TurnContext& ctx) {
    const Dialog* sure = matched_dialog(ctx);
    if (sure != nullptr) {
        ctx.turn.intent = sure->id;
        open_dialog(ctx, sure->id);
        return;
    }
    if (ctx.match.decision == Decision::clarify) {
        clarify(ctx);
        return;
    }
    if (ctx.match.out_of_scope) {
        open_dialog(ctx, ctx.match.candidates.front().intent);
        return;
    }
    not_understood(ctx);
}

// Urgent dialogs, STOP and START come before anything that is open.
bool answer_first_things(TurnContext& ctx) {
    const Dialog* sure = matched_dialog(ctx);
    const bool urgent = sure != nullptr && sure->urgent;
    const bool reopening = sure != nullptr && sure->command == Command::start;
    if (ctx.session().stopped && !urgent && !reopening) {
        ctx.trace("R8 stop", "silence");
        return true;
    }
    const bool stopping = sure != nullptr && sure->command == Command::stop &&
                          (ctx.session().channel == Channel::sms || ctx.open() == nullptr);
    if (urgent || stopping || (reopening && ctx.session().stopped)) {
        ctx.turn.intent = sure->id;
        ctx.session().greeted = true;
        open_dialog(ctx, sure->id);
        return true;
    }
    return false;
}

bool answer_unreadable(TurnContext& ctx, std::size_t length, bool sensitive) {
    if (length > text::max_code_points) {
        say_phrase(ctx, "message-trop-long", {{"max", fmt::format("{}", text::max_code_points)}});
    } else if (sensitive) {
        ctx.trace("R4 donnée sensible", "masquée");
        say_phrase(ctx, "donnee-sensible");
    } else {
        return false;
    }
    if (ctx.open() != nullptr) {
        ask_again(ctx);
    }
    return true;
}

void answer_empty(TurnContext& ctx) {
    const auto position = ctx.position();
    const slots::Parsed emoji =
        slots::parse(ctx.catalog.vocabulary, slots::SlotType::oui_non, ctx.said, ctx.today());
    if (position && emoji.reading == slots::Reading::filled) {
        answer_text(ctx, *position);
        return;
    }
    open_dialog(ctx, "message-vide-ou-media");
}

// The words that say what is asked: a first message that also gives a name or a reference is
// matched without these.
std::string without_values(const TurnContext& ctx) {
    std::string words = ctx.said;
    for (const slots::Found& found :
         slots::find_all(ctx.catalog.vocabulary, ctx.said, ctx.today())) {
        if (const auto at = words.find(found.raw);
            at != std::string::npos && found.raw.size() < words.size()) {
            words = fmt::format("{}, {}", words.substr(0, at), words.substr(at + found.raw.size()));
        }
    }
    return words;
}

void handle_text(TurnContext& ctx, const std::string& raw) {
    const std::size_t length = code_points(raw);
    ctx.said = text::clean(raw);
    const auto masked = slots::mask_sensitive(ctx.said);
    write_down(ctx, true, masked ? masked->text : ctx.said);
    if (ctx.session().stopped && masked) {
        return;
    }
    if (masked) {
        ctx.said = masked->text;
    }
    ctx.match = ctx.catalog.matcher.match(ctx.open() == nullptr ? without_values(ctx) : ctx.said);
    trace_match(ctx);
    if (answer_first_things(ctx)) {
        return;
    }
    greet_briefly(ctx);
    recall_where_we_were(ctx);
    if (answer_unreadable(ctx, length, masked.has_value())) {
        return;
    }
    if (!has_letter_or_digit(ctx.said)) {
        answer_empty(ctx);
        return;
    }
    if (answer_pending_text(ctx)) {
        return;
    }
    if (const auto position = ctx.position(); position && position->at != Position::At::end) {
        answer_text(ctx, *position);
        return;
    }
    split_questions(ctx);
    answer_without_dialog(ctx);
}

// A button of a question that is still on the way is a correction of its answer.
bool correct_by_option(TurnContext& ctx, const OptionChoice& choice) {
    const auto position = ctx.position();
    if (!position) {
        return false;
    }
    for (const Position::Taken& taken : position->taken) {
        if (taken.node->id != choice.node) {
            continue;
        }
        const auto& ask = std::get<Ask>(taken.node->kind);
        if (std::ranges::find(ask.options, choice.option, &Option::id) == ask.options.end()) {
            return false;
        }
        ctx.trace("R39 correction", choice.node);
        take_option(ctx, *taken.node, choice.option);
        return true;
    }
    return false;
}

bool answer_open_option(TurnContext& ctx, const OptionChoice& choice) {
    const auto position = ctx.position();
    if (!position || position->node == nullptr ||
        (!choice.node.empty() && choice.node != position->node->id)) {
        return false;
    }
    const auto offered = options_at(ctx, *position);
    if (std::ranges::find(offered, choice.option, &OfferedOption::id) == offered.end()) {
        return false;
    }
    if (take_way_out(ctx, choice.option)) {
        return true;
    }
    ctx.trace("R14 option", choice.option);
    if (position->at == Position::At::summary) {
        answer_summary_option(ctx, *position, choice.option);
    } else {
        take_option(ctx, *position->node, choice.option);
    }
    return true;
}

void handle_choice(TurnContext& ctx, const OptionChoice& choice) {
    write_down(ctx, true, text::clean(offered_label(ctx.session(), choice.option)));
    if (ctx.session().stopped) {
        ctx.trace("R8 stop", "silence");
        return;
    }
    greet_briefly(ctx);
    if (take_way_out(ctx, choice.option) || answer_pending_option(ctx, choice.option) ||
        answer_open_option(ctx, choice) || correct_by_option(ctx, choice)) {
        return;
    }
    const auto dialog = ctx.catalog.dialogs.find(choice.option);
    if (dialog != ctx.catalog.dialogs.end()) {
        ctx.turn.intent = choice.option;
        ctx.said = text_kept(ctx);
        open_dialog(ctx, choice.option);
        return;
    }
    ctx.trace("R40 question passée", choice.node);
    say_phrase(ctx, "question-passee");
    if (ctx.open() != nullptr) {
        ask_again(ctx);
    } else {
        offer_menu(ctx);
    }
}

void handle_opened(TurnContext& ctx) {
    if (ctx.session().stopped) {
        return;
    }
    if (ctx.open() != nullptr) {
        say_phrase(ctx, "session-reprise", {{"titre", ctx.catalog.title_of(ctx.open()->dialog)}});
        ask_again(ctx);
        return;
    }
    ctx.session().greeted = true;
    say_phrase(ctx, "accueil");
    offer_menu(ctx);
}

void finish(TurnContext& ctx) {
    if (ctx.turn.replies.empty() && !ctx.session().stopped) {
        // A turn is never silent.
        ctx.trace("R1 silence", "question reposée");
        not_understood(ctx);
    }
    if (const auto position = ctx.position();
        ctx.turn.asks.empty() && position && position->node != nullptr) {
        // "Répéter" and the like leave the open question open.
        ctx.turn.node = position->node->id;
    }
    if (!ctx.turn.replies.empty() && !ctx.says_rest) {
        ctx.session().last_replies = ctx.turn.replies;
    }
    render_for_channel(ctx);
    for (const Reply& reply : ctx.turn.replies) {
        write_down(ctx, false, reply.text);
    }
    ctx.session().catalog = ctx.catalog.fingerprint;
    ctx.session().last_activity = ctx.now;
}

// Values of the channel answer in advance, once checked like those typed; what the person said
// stands above them.
void take_known(TurnContext& ctx) {
    for (const auto& [id, raw] : ctx.message.known) {
        const auto held = ctx.session().answers.find(id);
        if (held != ctx.session().answers.end() && !held->second.undisclosed) {
            continue;
        }
        std::string value;
        if (const auto slot = ctx.catalog.slots.find(id);
            slot != ctx.catalog.slots.end() && slot->second.remembered) {
            const slots::Parsed parsed =
                slots::parse(ctx.catalog.vocabulary, slot->second.type, raw, ctx.today());
            value = parsed.reading == slots::Reading::filled ? parsed.value : "";
        } else if (const auto question = ctx.catalog.questions.find(id);
                   question != ctx.catalog.questions.end()) {
            const auto option = std::ranges::find(question->second.options, raw, &Option::id);
            value = option == question->second.options.end() ? "" : option->id;
        }
        if (!value.empty()) {
            ctx.session().answers[id] = {value, value, true, true};
            ctx.trace("R58 connu", id);
        }
    }
}

}  // namespace

Turn step(const Catalog& catalog, const Session& session, const Message& message, TimePoint now) {
    TurnContext ctx{catalog, message, now, {}, {}, {}, {}};
    ctx.turn.session = session;
    ctx.rest = std::exchange(ctx.turn.session.held_back, {});
    if (!session.stranger) {
        take_known(ctx);
    }
    if (const auto* utterance = std::get_if<Utterance>(&message.content)) {
        handle_text(ctx, utterance->text);
    } else if (const auto* choice = std::get_if<OptionChoice>(&message.content)) {
        handle_choice(ctx, *choice);
    } else {
        handle_opened(ctx);
    }
    finish(ctx);
    return std::move(ctx.turn);
}

}  // namespace guichet
