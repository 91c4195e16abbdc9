#include <fmt/format.h>

#include <algorithm>

#include "engine/dialog/turn_context.hpp"
#include "engine/slots/choice.hpp"

namespace guichet {

namespace {

using Kind = Pending::Kind;

constexpr std::size_t most_titles = 3;
// A title less likely than the best one by more than this would only be noise.
constexpr double least_share = 0.12;

// A pending question that must be settled before anything else.
bool is_firm(Kind kind) {
    return kind == Kind::cancel || kind == Kind::restart || kind == Kind::pick_field;
}

std::string label_of(const TurnContext& ctx, Kind kind, const std::string& id) {
    const auto phrase = ctx.catalog.phrases.find("option-" + id);
    if (phrase != ctx.catalog.phrases.end()) {
        return phrase_text(ctx, "option-" + id);
    }
    if (kind == Kind::pick_field) {
        return ctx.catalog.slots.at(id).label;
    }
    const auto section = std::ranges::find(ctx.catalog.sections, id, &Named::id);
    return section == ctx.catalog.sections.end() ? ctx.catalog.title_of(id) : section->title;
}

std::vector<std::string> topics_of(const Catalog& catalog, const std::string& section) {
    std::vector<std::string> ids;
    for (const auto& [id, dialog] : catalog.dialogs) {
        if (dialog.section == section) {
            ids.push_back(id);
        }
    }
    return ids;
}

void show_section(TurnContext& ctx, const std::string& id) {
    const auto section = std::ranges::find(ctx.catalog.sections, id, &Named::id);
    Reply& reply = say_phrase(ctx, "menu-sujets", {{"section", section->title}});
    offer_topics(ctx, reply, topics_of(ctx.catalog, id), Kind::topics);
}

void drop_everything(TurnContext& ctx) {
    for (const OpenDialog& open : ctx.session().stack) {
        for (const std::string& key : open.order) {
            ctx.session().answers.erase(key);
        }
    }
    ctx.session().stack.clear();
}

void settle_cancel(TurnContext& ctx, bool yes) {
    if (!yes || ctx.open() == nullptr) {
        say_phrase(ctx, "continue");
        ask_again(ctx);
        return;
    }
    const std::string title = ctx.catalog.title_of(ctx.open()->dialog);
    drop_everything(ctx);
    say_phrase(ctx, "abandonne", {{"titre", title}});
}

void settle_restart(TurnContext& ctx, bool yes) {
    if (!yes) {
        say_phrase(ctx, "continue");
        ask_again(ctx);
        return;
    }
    drop_everything(ctx);
    say_phrase(ctx, "recommence");
    offer_menu(ctx);
}

// The menu and a person, beside `reply`; their numbers answer it.
void offer_ways_out(TurnContext& ctx, Reply& reply, bool person) {
    Pending pending;
    pending.kind = Kind::topics;
    pending.text = text_kept(ctx);
    offer(reply, "menu", phrase_text(ctx, "option-menu"));
    if (person) {
        offer(reply, "conseiller", phrase_text(ctx, "option-conseiller"));
    }
    for (const OfferedOption& option : reply.options) {
        pending.options.push_back(option.id);
    }
    ctx.session().pending = std::move(pending);
}

void refuse_titles(TurnContext& ctx, const Pending& asked) {
    for (const std::string& id : asked.options) {
        if (id != "aucun") {
            ctx.session().refused_intents.push_back(id);
        }
    }
    Reply& reply = say_phrase(ctx, "clarifier-aucun");
    if (ctx.open() == nullptr) {
        offer_ways_out(ctx, reply, true);
    } else {
        ask_again(ctx);
    }
}

}  // namespace

void ask_pending(TurnContext& ctx, Kind kind, std::vector<std::string> options) {
    const std::string title = ctx.open() == nullptr ? "" : ctx.catalog.title_of(ctx.open()->dialog);
    std::string_view phrase = "quel-champ";
    if (kind == Kind::cancel) {
        phrase = "abandonner-question";
    } else if (kind == Kind::restart) {
        phrase = "recommencer-question";
    } else if (kind == Kind::clarify) {
        phrase = "clarifier";
    }
    const bool one_title = kind == Kind::clarify && options.size() == 2;
    Reply& reply =
        one_title
            ? say_phrase(ctx, "clarifier-un", {{"titre", ctx.catalog.title_of(options.front())}})
            : say_phrase(ctx, phrase, {{"titre", title}});
    for (const std::string& id : options) {
        offer(reply,
              id,
              one_title ? phrase_text(ctx, id == "aucun" ? "option-non" : "option-oui")
                        : label_of(ctx, kind, id));
    }
    ctx.turn.asks = phrase == "quel-champ" ? "modifier" : std::string(phrase);
    Pending pending;
    pending.kind = kind;
    pending.options = std::move(options);
    pending.text = text_kept(ctx);
    ctx.session().pending = std::move(pending);
}

bool answer_pending_option(TurnContext& ctx, const std::string& option) {
    const Pending asked = ctx.session().pending;
    if (std::ranges::find(asked.options, option) == asked.options.end()) {
        return false;
    }
    ctx.session().pending = {};
    ctx.trace("R10 choix", option);
    const bool opens =
        asked.kind == Kind::clarify || asked.kind == Kind::topics || asked.kind == Kind::menu;
    if (opens) {
        // What was written before these titles were offered is not asked again.
        ctx.said = asked.text;
    }
    switch (asked.kind) {
        case Kind::cancel:
            settle_cancel(ctx, option == "oui");
            return true;
        case Kind::restart:
            settle_restart(ctx, option == "oui");
            return true;
        case Kind::pick_field:
            reopen_field(ctx, option);
            ask_again(ctx);
            return true;
        case Kind::menu:
            show_section(ctx, option);
            return true;
        case Kind::clarify:
            if (option == "aucun") {
                refuse_titles(ctx, asked);
                return true;
            }
            [[fallthrough]];
        default:
            if (take_way_out(ctx, option)) {
                return true;
            }
            ctx.turn.intent = option;
            open_dialog(ctx, option);
            return true;
    }
}

bool answer_pending_text(TurnContext& ctx) {
    const Pending asked = ctx.session().pending;
    if (asked.kind == Kind::none) {
        return false;
    }
    std::vector<std::string> labels;
    for (const std::string& id : asked.options) {
        labels.push_back(label_of(ctx, asked.kind, id));
    }
    std::vector<slots::ChoiceOption> options;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        options.push_back({asked.options[i], labels[i], {}});
    }
    const slots::Choice choice = slots::parse_choice(options, ctx.said);
    const bool short_enough = choice.whole || is_firm(asked.kind);
    if (choice.index && short_enough) {
        return answer_pending_option(ctx, asked.options[*choice.index]);
    }
    const slots::Parsed yes_no =
        slots::parse(ctx.catalog.vocabulary, slots::SlotType::oui_non, ctx.said, ctx.today());
    if (!choice.index && yes_no.reading == slots::Reading::filled && yes_no.whole) {
        const bool yes = yes_no.value == "true";
        if (asked.kind == Kind::clarify && !yes) {
            return answer_pending_option(ctx, "aucun");
        }
        // One thing was offered, or one title beside "none of these": yes means that one.
        if (yes && !is_firm(asked.kind) &&
            asked.options.size() <= (asked.kind == Kind::clarify ? 2U : 1U)) {
            return answer_pending_option(ctx, asked.options.front());
        }
    }
    const bool sure = ctx.match.decision == Decision::match;
    if (is_firm(asked.kind) && !sure) {
        say_phrase(ctx, "confirmation-non-comprise");
        ask_pending(ctx, asked.kind, asked.options);
        return true;
    }
    ctx.session().pending = {};
    return false;
}

void clarify(TurnContext& ctx) {
    std::vector<std::string> titles;
    double best = 0;
    for (const Candidate& candidate : ctx.match.candidates) {
        const auto& refused = ctx.session().refused_intents;
        const auto dialog = ctx.catalog.dialogs.find(candidate.intent);
        const bool offerable = dialog != ctx.catalog.dialogs.end() &&
                               dialog->second.command == Command::none &&
                               ctx.catalog.intents.at(candidate.intent).offered &&
                               std::ranges::find(refused, candidate.intent) == refused.end();
        best = offerable ? std::max(best, candidate.score) : best;
        if (offerable && titles.size() < most_titles && candidate.score >= least_share * best) {
            titles.push_back(candidate.intent);
        }
    }
    if (titles.empty()) {
        not_understood(ctx);
        return;
    }
    titles.emplace_back("aucun");
    ask_pending(ctx, Kind::clarify, std::move(titles));
}

void not_understood(TurnContext& ctx) {
    const int misses = ctx.session().misses++;
    ctx.trace("R11 non compris", fmt::format("{}", misses + 1));
    offer_ways_out(ctx, say_phrase_version(ctx, "non-compris", misses), misses > 0);
}

}  // namespace guichet
