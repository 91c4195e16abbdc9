#include "engine/dialog/names_of_today.hpp"

#include "engine/dialog/walk.hpp"

namespace guichet {

namespace {

class Renamer {
  public:
    explicit Renamer(const Catalog& catalog) : catalog_(catalog), names_(catalog.former_names) {}

    void rename(Session& session) const {
        for (auto* requests : {&session.stack, &session.drafts, &session.declined}) {
            for (OpenDialog& request : *requests) {
                rename(request);
            }
        }
        for (SentRequest& sent : session.sent) {
            rename(sent.request);
        }
        rename(session.answers);
        rename(session.chosen);
        rename(session.subject);
        for (auto* dialogs : {&session.refused_intents, &session.later_intents}) {
            for (DialogId& dialog : *dialogs) {
                rename(dialog);
            }
        }
        for (Pending* pending : {&session.pending, &session.refused}) {
            for (OptionId& option : pending->options) {
                option = offered_by_engine(option);
            }
        }
        for (auto* replies : {&session.last_replies, &session.held_back}) {
            for (Reply& reply : *replies) {
                rename(reply);
            }
        }
        rename(session.spoken);
    }

    void rename(Message& message) const {
        std::map<SlotId, std::string> known;
        for (const auto& [slot, value] : message.known) {
            const SlotId now = names_.now(slot);
            known.emplace(
                now,
                catalog_.questions.contains(now) ? names_.now(now, OptionId(value)).text() : value);
        }
        message.known = std::move(known);
        if (auto* choice = std::get_if<OptionChoice>(&message.content)) {
            choice->option = offered(choice->node, choice->option);
            rename(choice->node);
        } else if (auto* utterance = std::get_if<Utterance>(&message.content)) {
            rename(*utterance);
        }
    }

  private:
    template <class Name>
    void rename(Name& name) const {
        name = names_.now(name);
    }

    void rename(std::set<NodeId>& nodes) const {
        std::set<NodeId> renamed;
        for (const NodeId& node : nodes) {
            const SlotId field = slot_taken_up(node);
            renamed.insert(field.empty() ? names_.now(node) : taken_up(names_.now(field)));
        }
        nodes = std::move(renamed);
    }

    void rename(std::map<SlotId, Answer>& answers) const {
        std::map<SlotId, Answer> renamed;
        for (auto& [key, answer] : answers) {
            const SlotId now = names_.now(key);
            if (now.text().find('/') != std::string::npos || catalog_.questions.contains(now)) {
                answer.value = names_.now(now, OptionId(answer.value)).text();
            }
            renamed.emplace(now, std::move(answer));
        }
        answers = std::move(renamed);
    }

    // Phrases of the engine keep their names.
    void rename(std::map<std::string, int>& spoken) const {
        std::map<std::string, int> renamed;
        for (const auto& [key, times] : spoken) {
            const bool is_step = key.find('/') != std::string::npos;
            renamed.emplace(is_step ? names_.now(NodeId(key)).text() : key, times);
        }
        spoken = std::move(renamed);
    }

    void rename(OpenDialog& request) const {
        rename(request.dialog);
        rename(request.answers);
        for (SlotId& key : request.order) {
            rename(key);
        }
        rename(request.passed);
        rename(request.confirmed);
        std::map<SlotId, Counters> counters;
        for (const auto& [key, count] : request.counters) {
            counters.emplace(names_.now(key), count);
        }
        request.counters = std::move(counters);
    }

    void rename(Reply& reply) const {
        for (OfferedOption& option : reply.options) {
            option.id = offered(reply.node, option.id);
        }
        rename(reply.node);
        for (SlotId& field : reply.fields) {
            rename(field);
        }
    }

    // The channel calls a question of one tree by the last part of its path.
    void rename(Utterance& utterance) const {
        const NodeId now = names_.now(utterance.node);
        if (utterance.asks && now != utterance.node &&
            utterance.node.text().ends_with("/" + *utterance.asks)) {
            utterance.asks = now.text().substr(now.text().rfind('/') + 1);
        } else if (utterance.asks) {
            utterance.asks = names_.now(SlotId(*utterance.asks)).text();
        }
        utterance.node = now;
    }

    // An option of a question or, where a form or the engine offers it, a field or a dialog.
    OptionId offered(const NodeId& node, const OptionId& option) const {
        const OptionId own = names_.now(node, option);
        return own == option ? offered_by_engine(option) : own;
    }

    OptionId offered_by_engine(const OptionId& option) const {
        const std::string& name = option.text();
        if (catalog_.dialogs.contains(name) || catalog_.slots.contains(name)) {
            return option;
        }
        const DialogId dialog = names_.now(DialogId(name));
        return OptionId(dialog == name ? names_.now(SlotId(name)).text() : dialog.text());
    }

    const Catalog& catalog_;
    const FormerNames& names_;
};

}  // namespace

Session with_names_of_today(const Catalog& catalog, Session session) {
    if (session.catalog != catalog.fingerprint && !catalog.former_names.empty()) {
        Renamer(catalog).rename(session);
    }
    return session;
}

Message with_names_of_today(const Catalog& catalog, Message message) {
    if (!catalog.former_names.empty()) {
        Renamer(catalog).rename(message);
    }
    return message;
}

}  // namespace guichet
