#include <fmt/format.h>

#include <algorithm>

#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

const std::string& wording(const Text& text, Channel channel) {
    return channel == Channel::sms && !text.sms.empty() ? text.sms : text.web;
}

std::string place(const Source& source) {
    return fmt::format("{}:{}", source.file, source.line);
}

}  // namespace

std::string fill_variables(std::string text, const Variables& variables) {
    for (const auto& [name, value] : variables) {
        const std::string hole = "{" + name + "}";
        for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size())) {
            text.replace(at, hole.size(), value);
        }
    }
    return text;
}

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

Reply& say_phrase_version(TurnContext& ctx, std::string_view id, int version, const Variables& variables) {
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

void offer_topics(TurnContext& ctx, Reply& reply, const std::vector<std::string>& ids, Pending::Kind kind) {
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

void render_for_channel(TurnContext& ctx) {
    if (ctx.session().channel != Channel::sms) {
        return;
    }
    for (Reply& reply : ctx.turn.replies) {
        for (const std::string& item : reply.checklist) {
            reply.text += "\n- " + item;
        }
        for (const OfferedLink& link : reply.links) {
            reply.text += "\n" + link.url;
        }
        for (std::size_t i = 0; i < reply.options.size(); ++i) {
            reply.text += fmt::format("\n{} {}", i + 1, reply.options[i].label);
        }
    }
}

}  // namespace guichet
