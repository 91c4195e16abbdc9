#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/content/sms_texts.hpp"
#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

const std::string& wording(const Text& text, Channel channel) {
    return channel == Channel::sms ? sms_wording(text) : text.web;
}

std::string place(const Source& source) {
    return fmt::format("{}:{}", source.file, source.line);
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

Reply& say_text(TurnContext& ctx, const Text& text, std::string node) {
    Reply reply;
    reply.text = wording(text, ctx.session().channel);
    reply.node = std::move(node);
    reply.source = place(text.source);
    ctx.turn.node = reply.node;
    return ctx.turn.replies.emplace_back(std::move(reply));
}

Reply& say_phrase_version(TurnContext& ctx,
                          std::string_view id,
                          int version,
                          const Variables& variables) {
    const auto& versions = ctx.catalog.phrases.at(std::string(id));
    const int last = static_cast<int>(versions.size()) - 1;
    const Text& text = versions[static_cast<std::size_t>(std::clamp(version, 0, last))];
    const std::string node = ctx.turn.node;
    Reply& reply = say_text(ctx, text, fmt::format("textes/{}", id));
    ctx.turn.node = node;
    reply.text = fill_variables(std::move(reply.text), variables);
    return reply;
}

Reply& say_phrase(TurnContext& ctx, std::string_view id, const Variables& variables) {
    int& spoken = ctx.session().spoken[std::string(id)];
    const auto versions = ctx.catalog.phrases.at(std::string(id)).size();
    return say_phrase_version(ctx, id, spoken++ % static_cast<int>(versions), variables);
}

std::string phrase_text(const TurnContext& ctx, std::string_view id) {
    return wording(ctx.catalog.phrases.at(std::string(id)).front(), ctx.turn.session.channel);
}

void say_node(TurnContext& ctx, const Node& node, const Say& say) {
    Reply& reply = say_text(ctx, say.text, node.id);
    const bool short_form = ctx.session().channel == Channel::sms && !say.text.sms.empty();
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

std::string text_kept(const TurnContext& ctx) {
    return ctx.said.empty() ? ctx.turn.session.pending.text : ctx.said;
}

void offer(Reply& reply, std::string id, std::string label) {
    reply.options.push_back({std::move(id), std::move(label)});
}

void offer_topics(TurnContext& ctx,
                  Reply& reply,
                  const std::vector<std::string>& ids,
                  Pending::Kind kind) {
    Pending pending;
    pending.kind = kind;
    pending.text = text_kept(ctx);
    for (const std::string& id : ids) {
        offer(reply, id, ctx.catalog.title_of(id));
        pending.options.push_back(id);
    }
    ctx.session().pending = std::move(pending);
}

void offer_menu(TurnContext& ctx) {
    Reply& reply = say_phrase(ctx, "menu-sections");
    Pending pending;
    pending.kind = Pending::Kind::menu;
    pending.text = text_kept(ctx);
    for (const Named& section : ctx.catalog.sections) {
        offer(reply, section.id, section.title);
        pending.options.push_back(section.id);
    }
    ctx.session().pending = std::move(pending);
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
