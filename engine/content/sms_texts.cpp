#include "engine/content/sms_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace guichet {

namespace {

class Collector {
  public:
    explicit Collector(const Catalog& catalog) : catalog_(catalog) {}

    void add(const Text& text,
             std::string name,
             std::span<const std::string> checklist = {},
             std::span<const std::string> urls = {},
             std::span<const std::string> labels = {}) {
        SmsText entry{text.source, std::move(name), {}, {}, 0};
        entry.text = text::for_sms(spelled_out(sms_wording(text), checklist, urls, labels),
                                   catalog_.sms.accents);
        entry.size = text::sms_size(entry.text);
        const auto own = catalog_.sms.budgets.find(text.source.file);
        entry.budget = own == catalog_.sms.budgets.end() ? catalog_.sms.segments : own->second;
        texts_.push_back(std::move(entry));
    }

    void add_unknown(const std::optional<Text>& text, const std::string& name) {
        if (text) {
            add(*text, name + "/ne-sait-pas");
        }
    }

    void add_ask(const Ask& ask, const std::string& name) {
        std::vector<std::string> labels;
        for (const Option& option : ask.options) {
            labels.push_back(option.label);
        }
        if (ask.presumed.empty()) {
            add(ask.text, name, {}, {}, labels);
        }
        add_unknown(ask.unknown_text, name);
        for (const Option& option : ask.options) {
            add_steps(option.steps);
        }
    }

    void add_say(const Say& say, const std::string& name) {
        for (const Text& version : say.versions) {
            add_version(say, version, name);
        }
    }

    void add_version(const Say& say, Text text, const std::string& name) {
        std::vector<std::string> urls;
        for (const std::string& id : say.links) {
            const Link& link = catalog_.links.at(id);
            if (!link.url.empty()) {
                urls.push_back(link.url);
            } else if (text.sms.empty()) {
                text.web += " " + link.without_url;
            }
        }
        const bool short_form = !text.sms.empty();
        add(text, name, short_form ? std::span<const std::string>() : say.checklist, urls);
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

    // A shared text stands in every dialog that uses it: its place is one.
    std::vector<SmsText> sorted() {
        const auto place = [](const SmsText& entry) {
            return std::tie(entry.source.file, entry.source.line, entry.source.column, entry.text);
        };
        std::ranges::stable_sort(texts_, {}, place);
        const auto rest = std::ranges::unique(texts_, {}, place);
        texts_.erase(rest.begin(), rest.end());
        return std::move(texts_);
    }

  private:
    const Catalog& catalog_;
    std::vector<SmsText> texts_;
};

}  // namespace

const std::string& sms_wording(const Text& text) {
    return text.sms.empty() ? text.web : text.sms;
}

std::string spelled_out(std::string text,
                        std::span<const std::string> checklist,
                        std::span<const std::string> urls,
                        std::span<const std::string> labels) {
    for (const std::string& item : checklist) {
        text += "\n- " + item;
    }
    for (const std::string& url : urls) {
        text += "\n" + url;
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        text += fmt::format("\n{} {}", i + 1, labels[i]);
    }
    return text;
}

std::vector<SmsText> sms_texts(const Catalog& catalog) {
    Collector texts(catalog);
    for (const auto& [id, person] : catalog.persons) {
        texts.add(person.text, "champs/personnes/" + id);
    }
    for (const auto& [id, slot] : catalog.slots) {
        texts.add(slot.prompt, fmt::format("champs/{}", id));
        texts.add(slot.why, fmt::format("champs/{}/pourquoi", id));
        texts.add(slot.where, fmt::format("champs/{}/ou-trouver", id));
    }
    for (const auto& [id, dialog] : catalog.dialogs) {
        texts.add_steps(dialog.steps);
        for (const auto& [aspect, text] : dialog.precisions) {
            if (text) {
                texts.add(*text, id.text() + "/precisions/" + aspect);
            }
        }
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
    return texts.sorted();
}

}  // namespace guichet
