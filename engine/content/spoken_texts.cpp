#include "engine/content/spoken_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace guichet {

namespace {

class Collector {
  public:
    explicit Collector(const Catalog& catalog) : catalog_(catalog) {}

    std::vector<SpokenText> take() { return std::move(texts_); }

    void add(const Text& text, std::string name) {
        texts_.push_back({text, std::move(name), {}, {}, {}});
    }

    void add_slot(const Slot& slot) {
        const std::string name = fmt::format("champs/{}", slot.id);
        add(slot.prompt, name);
        add(slot.why, name + "/pourquoi");
        add(slot.where, name + "/ou-trouver");
    }

    void add_dialog(const Dialog& dialog) {
        add_steps(dialog.steps);
        for (const auto& [aspect, answers] : dialog.precisions) {
            for (const Precision& answer : answers) {
                add(answer.text, fmt::format("{}/precisions/{}", dialog.id, aspect));
            }
        }
    }

  private:
    void add_unknown(const std::optional<Text>& text, const std::string& name) {
        if (text) {
            add(*text, name + "/ne-sait-pas");
        }
    }

    void add_ask(const Ask& ask, const std::string& name) {
        if (ask.presumed.empty()) {
            SpokenText spoken{ask.text, name, {}, {}, {}};
            std::ranges::transform(ask.options, std::back_inserter(spoken.labels), &Option::label);
            texts_.push_back(std::move(spoken));
        }
        add_unknown(ask.unknown_text, name);
        for (const Option& option : ask.options) {
            add_steps(option.steps);
        }
    }

    void add_say(const Say& say, const std::string& name) {
        SpokenText spoken{{}, name, say.checklist, {}, {}};
        std::ranges::copy_if(say.links, std::back_inserter(spoken.links), [this](const auto& id) {
            return catalog_.links.contains(id);
        });
        for (const Text& version : say.versions) {
            spoken.text = version;
            texts_.push_back(spoken);
        }
    }

    void add_steps(const std::vector<Node>& steps) {
        for (const Node& node : steps) {
            if (const auto* say = std::get_if<Say>(&node.kind)) {
                add_say(*say, node.id.text());
            } else if (const auto* ask = std::get_if<Ask>(&node.kind)) {
                add_ask(*ask, node.id.text());
            } else if (const auto* form = std::get_if<Form>(&node.kind)) {
                for (const FormField& field : form->fields) {
                    if (field.prompt) {
                        add(*field.prompt, node.id.text() + "/" + field.slot.text());
                    }
                }
            } else if (const auto* go = std::get_if<Goto>(&node.kind); go != nullptr && go->text) {
                add(*go->text, node.id.text());
            }
        }
    }

    const Catalog& catalog_;
    std::vector<SpokenText> texts_;
};

}  // namespace

std::vector<SpokenText> spoken_texts(const Catalog& catalog) {
    Collector texts(catalog);
    for (const auto& [id, person] : catalog.persons) {
        texts.add(person.text, "champs/personnes/" + id);
    }
    for (const auto& [id, slot] : catalog.slots) {
        texts.add_slot(slot);
    }
    for (const auto& [id, dialog] : catalog.dialogs) {
        texts.add_dialog(dialog);
    }
    for (const auto& [aspect, text] : catalog.precisions) {
        texts.add(text, "precisions/" + aspect);
    }
    for (const Term& term : catalog.glossary) {
        texts.add(term.text, "glossaire/" + term.id);
    }
    for (const auto& [id, versions] : catalog.phrases) {
        for (const Text& text : versions) {
            texts.add(text, "textes/" + id);
        }
    }
    return texts.take();
}

}  // namespace guichet
