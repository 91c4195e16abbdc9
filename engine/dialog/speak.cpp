#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/content/sms_texts.hpp"
#include "engine/dialog/table.hpp"
#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

std::string place(const Source& source) {
    return fmt::format("{}:{}", source.file, source.line);
}

// On a page, a link that the text cites is a button under it.
void show_cited_links(const Catalog& catalog, Reply& reply) {
    for (const auto& [id, link] : catalog.links) {
        const std::string address = address_in_text(link);
        const auto at = address.empty() ? std::string::npos : reply.text.find(address);
        if (at != std::string::npos) {
            reply.text.erase(at, address.size());
            reply.links.push_back({link.label, link.url});
        }
    }
}

}  // namespace

const Dialog* TurnContext::open_dialog() {
    const OpenDialog* top = open();
    if (top == nullptr) {
        return nullptr;
    }
    const auto found = catalog.dialogs.find(top->dialog);
    return found == catalog.dialogs.end() ? nullptr : &found->second;
}

std::optional<Position> TurnContext::position() {
    const Dialog* dialog = open_dialog();
    if (dialog == nullptr) {
        return std::nullopt;
    }
    return walk(catalog, turn.session, *dialog, *open());
}

Reply& say_text(TurnContext& ctx, const Text& text, NodeId node) {
    Reply reply;
    reply.text = wording(text, ctx.session().channel);
    if (ctx.session().channel == Channel::web) {
        show_cited_links(ctx.catalog, reply);
    }
    reply.node = std::move(node);
    reply.source = place(text.source);
    ctx.turn.node = reply.node;
    return ctx.turn.replies.emplace_back(std::move(reply));
}

Reply& say_phrase_version(TurnContext& ctx, PhraseId id, int version, const Variables& variables) {
    const auto& versions = ctx.catalog.phrase(id);
    const int last = static_cast<int>(versions.size()) - 1;
    const Text& text = versions[static_cast<std::size_t>(std::clamp(version, 0, last))];
    const NodeId node = ctx.turn.node;
    Reply& reply = say_text(ctx, text, NodeId("textes/" + id.key()));
    ctx.turn.node = node;
    reply.text = fill_variables(std::move(reply.text), variables);
    return reply;
}

Reply& say_phrase(TurnContext& ctx, PhraseId id, const Variables& variables) {
    int& spoken = ctx.session().spoken[id.key()];
    const auto versions = ctx.catalog.phrase(id).size();
    return say_phrase_version(ctx, id, spoken++ % static_cast<int>(versions), variables);
}

namespace {

// The version whose turn it is.
const Text& next_version(TurnContext& ctx, const Node& node, const Say& say) {
    if (say.versions.size() == 1) {
        return say.versions.front();
    }
    const int spoken = ctx.session().spoken[node.id.text()]++;
    return say.versions[static_cast<std::size_t>(spoken) % say.versions.size()];
}

}  // namespace

void say_node(TurnContext& ctx, const Node& node, const Say& say) {
    const Text& text = next_version(ctx, node, say);
    Reply& reply = say_text(ctx, text, node.id);
    const bool short_form = ctx.session().channel == Channel::sms && !text.sms.empty();
    if (!short_form) {
        reply.checklist = say.checklist;
    }
    for (const std::string& id : say.links) {
        const Link& link = ctx.catalog.links.at(id);
        if (!link.url.empty()) {
            reply.links.push_back({link.label, link.url});
        } else if (!short_form) {
            reply.text += " " + link.without_url;
        }
    }
}

void give_notice(TurnContext& ctx) {
    if (!std::exchange(ctx.session().notice_given, true)) {
        say_phrase(ctx, "notice-donnees");
    }
}

std::string text_kept(const TurnContext& ctx) {
    return ctx.said.empty() ? ctx.turn.session.pending.text : ctx.said;
}

void offer(Reply& reply, OptionId id, std::string label) {
    reply.options.push_back({std::move(id), std::move(label)});
}

void offer_topics(TurnContext& ctx, Reply& reply, const std::vector<DialogId>& ids) {
    Pending pending;
    pending.kind = Pending::Kind::topics;
    pending.text = text_kept(ctx);
    for (const DialogId& id : ids) {
        offer(reply, OptionId(id.text()), ctx.catalog.title_of(id));
        pending.options.emplace_back(id.text());
    }
    ctx.session().pending = std::move(pending);
}

void offer_menu(TurnContext& ctx) {
    Reply& reply = say_phrase(ctx, "menu-sections");
    Pending pending;
    pending.kind = Pending::Kind::menu;
    pending.text = text_kept(ctx);
    for (const Section& section : ctx.catalog.sections) {
        offer(reply, OptionId(section.id), section.title);
        pending.options.emplace_back(section.id);
    }
    ctx.session().pending = std::move(pending);
}

void show_section(TurnContext& ctx, const std::string& section) {
    const auto named = std::ranges::find(ctx.catalog.sections, section, &Section::id);
    Reply& reply = say_phrase(ctx, "menu-sujets", {{"section", named->title}});
    offer_topics(ctx, reply, named->topics);
}

void offer_ways_out(TurnContext& ctx, Reply& reply, bool person) {
    const Channel channel = ctx.session().channel;
    Pending pending;
    pending.kind = Pending::Kind::topics;
    pending.text = text_kept(ctx);
    pending.options = {"menu"};
    if (person) {
        pending.options.emplace_back("conseiller");
    }
    for (const OptionId& id : pending.options) {
        offer(reply, id, label_of_offer(ctx.catalog, channel, pending, id));
    }
    ctx.session().pending = std::move(pending);
}

namespace {

void give_options(TurnContext& ctx, const Position& position, Reply& reply) {
    const Table table = table_beneath(ctx.catalog, ctx.session());
    reply.options = table.options;
    reply.node = position.node->id;
}

void ask_question(TurnContext& ctx, const Position& position) {
    const auto& ask = std::get<Ask>(position.node->kind);
    Reply& reply = say_text(ctx, ask.text, position.node->id);
    give_options(ctx, position, reply);
}

// What is known already is shown once, before the first field that is missing; false: nothing is.
bool show_known(TurnContext& ctx, const Position& position) {
    if (!ctx.open()->passed.insert(part_of(position.node->id, "deja-connu")).second) {
        return false;
    }
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    std::vector<std::string> given;
    std::vector<std::string> known;
    for (const FormField* field : position.fields) {
        const Answer* answer = answers.field(*field);
        if (answer != nullptr && !answer->value.empty()) {
            (answer->undisclosed ? known : given).push_back(field->label);
        }
    }
    if (!given.empty()) {
        say_phrase(ctx, "deja-connu", {{"champs", joined(given)}});
    }
    if (!known.empty()) {
        say_phrase(ctx, "connu-du-message", {{"champs", joined(known)}});
    }
    return !given.empty() || !known.empty();
}

void ask_field(TurnContext& ctx, const Position& position) {
    const Slot& slot = ctx.catalog.slots.at(position.field->slot);
    const bool shown = show_known(ctx, position);
    const Text& prompt = position.field->prompt ? *position.field->prompt : slot.prompt;
    give_options(ctx, position, say_text(ctx, prompt, position.node->id));
    if (slot.personal || shown) {
        give_notice(ctx);
    }
}

// The recap is on screen already when it was all that the last turn showed.
bool recap_is_shown(TurnContext& ctx) {
    return std::ranges::find(ctx.session().last_replies, "textes/recapitulatif", &Reply::node) !=
           ctx.session().last_replies.end();
}

// What the summary offers to give beside, said once in a conversation.
void offer_fields(TurnContext& ctx, const Position& position) {
    for (const FormField* field : position.offered) {
        const NodeId node(fmt::format("champs/{}", field->slot));
        if (ctx.session().spoken[node.text()]++ == 0) {
            say_text(ctx, ctx.catalog.slots.at(field->slot).prompt, node);
        }
    }
}

void ask_summary(TurnContext& ctx, const Position& position, bool again) {
    if (!again || !recap_is_shown(ctx)) {
        const std::string title = ctx.catalog.title_of(ctx.open()->dialog);
        Reply& recap = say_phrase(ctx, "recapitulatif", {{"titre", title}});
        std::vector<const FormField*> fields = position.fields;
        fields.insert(fields.end(), position.offered.begin(), position.offered.end());
        recap.checklist = recap_lines(ctx, fields);
        for (const FormField* field : fields) {
            recap.fields.push_back(field->slot);
        }
    }
    offer_fields(ctx, position);
    give_options(ctx, position, say_phrase(ctx, "recapitulatif-question"));
    give_notice(ctx);
}

constexpr std::size_t most_titles = 3;
// A title less likely than the best one by more than this would only be noise.
constexpr double least_share = 0.12;

// The subjects that a clarification names: likely ones, never refused before.
std::vector<OptionId> titles_to_offer(const TurnContext& ctx) {
    std::vector<OptionId> titles;
    double best = 0;
    for (const Candidate& candidate : ctx.match.candidates) {
        const auto& refused = ctx.turn.session.refused_intents;
        const auto dialog = ctx.catalog.dialogs.find(candidate.intent);
        const bool offerable = dialog != ctx.catalog.dialogs.end() &&
                               dialog->second.command == Command::none &&
                               ctx.catalog.intents.at(candidate.intent).offered &&
                               std::ranges::find(refused, dialog->first) == refused.end();
        best = offerable ? std::max(best, candidate.score) : best;
        if (offerable && titles.size() < most_titles && candidate.score >= least_share * best) {
            titles.emplace_back(candidate.intent);
        }
    }
    return titles;
}

bool condoles(const turn::Decision& decision) {
    const auto* open = std::get_if<turn::Open>(&decision.action);
    return open != nullptr && open->dialog->condoles;
}

// A remark about anger has its own words for it.
bool speaks_of_it(const turn::Decision& decision) {
    const auto* open = std::get_if<turn::Open>(&decision.action);
    return open != nullptr && !open->dialog->is_topic();
}

// Each said once in a conversation, however often it shows.
void say_once(TurnContext& ctx, PhraseId id) {
    if (!ctx.session().spoken.contains(id.key())) {
        say_phrase(ctx, id);
    }
}

}  // namespace

void say_question(TurnContext& ctx, const Position& position, bool again) {
    switch (position.at) {
        case Position::At::question:
            return ask_question(ctx, position);
        case Position::At::field:
            return ask_field(ctx, position);
        case Position::At::summary:
            return ask_summary(ctx, position, again);
        case Position::At::end:
            break;
    }
}

void tell_unknown(TurnContext& ctx, const Position& position) {
    if (position.at == Position::At::field) {
        const Slot& slot = ctx.catalog.slots.at(position.field->slot);
        say_text(ctx, slot.where, NodeId(fmt::format("champs/{}", slot.id)));
        say_phrase_version(ctx,
                           "champ-inconnu",
                           ctx.open()->counters[slot.id].unknown,
                           {{"libelle", position.field->label}});
        return;
    }
    const auto* ask = std::get_if<Ask>(&position.node->kind);
    if (ask != nullptr && ask->unknown_text) {
        say_text(ctx, *ask->unknown_text, part_of(position.node->id, "ne-sait-pas"));
    } else {
        say_phrase(ctx, "question-inconnue");
    }
}

void explain_field(TurnContext& ctx, const AboutField& about) {
    using Asks = AboutField::Asks;
    if (about.asks == Asks::whose && !about.field->person.empty()) {
        const Person& person = ctx.catalog.persons.at(about.field->person);
        say_text(ctx, person.text, NodeId(fmt::format("champs/personnes/{}", person.id)));
        return;
    }
    const Slot& slot = ctx.catalog.slots.at(about.field->slot);
    if (about.asks == Asks::required) {
        const bool required = slot.without.empty();
        const PhraseId answer =
            required ? PhraseId("champ-obligatoire") : PhraseId("champ-facultatif");
        say_phrase(ctx, answer, {{"libelle", about.field->label}});
    }
    say_text(ctx,
             about.asks == Asks::where ? slot.where : slot.why,
             NodeId(fmt::format("champs/{}", slot.id)));
}

void clarify(TurnContext& ctx) {
    std::vector<OptionId> titles = titles_to_offer(ctx);
    if (titles.empty()) {
        not_understood(ctx);
        return;
    }
    titles.emplace_back("aucun");
    ask_pending(ctx, Pending::Kind::clarify, std::move(titles));
}

void not_understood(TurnContext& ctx) {
    const int misses = ctx.session().misses++;
    offer_ways_out(ctx, say_phrase_version(ctx, "non-compris", misses), misses > 0);
}

void acknowledge(TurnContext& ctx, const Reading& reading, const turn::Decision& decision) {
    const Cues& cues = reading.cues;
    if (reading.masked) {
        ctx.trace(TurnRule::masked, "");
        say_phrase(ctx, "donnee-sensible");
    }
    const Dialog* open = ctx.open_dialog();
    if (condoles(decision) || (open != nullptr && open->condoles)) {
        ++ctx.session().spoken[PhraseId("emotion-deuil").key()];
    }
    if (cues.has(Cue::death_certain)) {
        say_once(ctx, "emotion-deuil");
    } else if (cues.has(Cue::exhaustion)) {
        ctx.session().distress = true;
        say_once(ctx, "emotion-epuisement");
    } else if (cues.has(Cue::fear)) {
        say_once(ctx, "emotion-peur");
    } else if (cues.has(Cue::shame)) {
        say_once(ctx, "emotion-honte");
    } else if ((cues.has(Cue::anger) || cues.has(Cue::insult)) && !speaks_of_it(decision)) {
        say_once(ctx, "emotion-colere");
    }
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

namespace {

std::size_t segments_of(const std::vector<Reply>& replies) {
    return text::sms_size(sms_message(replies)).segments;
}

// The end of the last sentence or line before `limit`, or 0.
std::size_t sentence_end(std::string_view text, std::size_t limit) {
    for (std::size_t at = std::min(limit, text.size()); at > 1; --at) {
        const bool stop = text[at - 1] == '\n' ||
                          (text[at - 1] == ' ' &&
                           (text[at - 2] == '.' || text[at - 2] == '?' || text[at - 2] == '!'));
        if (stop) {
            return at;
        }
    }
    return 0;
}

// Moves to `rest` what of this reply does not fit beside those kept; false when nothing does.
bool keep_beginning(std::vector<Reply>& kept,
                    const Reply& reply,
                    const Reply& invitation,
                    std::size_t budget,
                    std::vector<Reply>& rest) {
    for (std::size_t end = sentence_end(reply.text, reply.text.size() - 1); end > 0;
         end = sentence_end(reply.text, end - 1)) {
        std::vector<Reply> tried = kept;
        tried.push_back(reply);
        tried.back().text = reply.text.substr(0, reply.text.find_last_not_of(" \n", end - 1) + 1);
        tried.back().options.clear();
        tried.push_back(invitation);
        if (segments_of(tried) <= budget) {
            tried.pop_back();
            kept = std::move(tried);
            rest.push_back(reply);
            rest.back().text = reply.text.substr(end);
            return true;
        }
    }
    return false;
}

// A turn of too many segments is cut at the end of a sentence; "suite" brings the rest.
void hold_back_rest(TurnContext& ctx) {
    const std::size_t budget = ctx.catalog.sms.turn_segments;
    auto& replies = ctx.turn.replies;
    if (segments_of(replies) <= budget) {
        return;
    }
    const std::vector<Reply> all = std::exchange(replies, {});
    say_phrase_version(ctx, "sms-suite", 0, {});
    Reply invitation = replies.front();
    invitation.text = text::for_sms(invitation.text, ctx.catalog.sms.accents);
    replies.clear();
    std::vector<Reply> rest;
    for (const Reply& reply : all) {
        std::vector<Reply> tried = replies;
        tried.push_back(reply);
        tried.push_back(invitation);
        if (rest.empty() && segments_of(tried) <= budget) {
            replies.push_back(reply);
        } else if (!rest.empty() || !keep_beginning(replies, reply, invitation, budget, rest)) {
            rest.push_back(reply);
        }
    }
    if (replies.empty()) {
        replies = all;  // one endless sentence: better dear than lost
        return;
    }
    replies.push_back(std::move(invitation));
    for (Reply& reply : rest) {
        // They are in its text by now.
        reply.checklist.clear();
        reply.fields.clear();
        reply.links.clear();
        reply.options.clear();
    }
    ctx.session().held_back = std::move(rest);
}

}  // namespace

std::string sms_message(const std::vector<Reply>& replies) {
    std::string message;
    for (const Reply& reply : replies) {
        message += (message.empty() ? "" : "\n") + reply.text;
    }
    return message;
}

void render_for_channel(TurnContext& ctx) {
    if (ctx.session().channel != Channel::sms) {
        return;
    }
    for (Reply& reply : ctx.turn.replies) {
        std::vector<std::string> urls;
        std::ranges::transform(reply.links, std::back_inserter(urls), &OfferedLink::url);
        std::vector<std::string> labels;
        std::ranges::transform(reply.options, std::back_inserter(labels), &OfferedOption::label);
        const std::string whole = spelled_out(std::move(reply.text), reply.checklist, urls, labels);
        reply.text = text::for_sms(whole, ctx.catalog.sms.accents);
    }
    hold_back_rest(ctx);
}

}  // namespace guichet
