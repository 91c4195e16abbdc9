#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

#include "engine/content/loader.hpp"
#include "engine/content/sms_texts.hpp"
#include "engine/text/normalize.hpp"
#include "engine/understanding/parallel.hpp"
#include "engine/understanding/tokens.hpp"

namespace guichet {

namespace {

void error(Loader& loader, const Source& where, std::string message) {
    loader.diagnostics.push_back({Diagnostic::Severity::error, where, std::move(message)});
}

void warning(Loader& loader, const Source& where, std::string message) {
    loader.diagnostics.push_back({Diagnostic::Severity::warning, where, std::move(message)});
}

template <typename Map>
std::string suggestion(const Map& known, const std::string& word) {
    std::vector<std::string> ids;
    ids.reserve(known.size());
    for (const auto& [id, value] : known) {
        ids.push_back(fmt::format("{}", id));
    }
    return did_you_mean(word, ids);
}

void check_steps(Loader& loader, const std::vector<Node>& steps);

void check_ask(Loader& loader, const Node& node, const Ask& ask) {
    const auto is_option = [&ask](const OptionId& id) {
        return std::ranges::any_of(ask.options,
                                   [&id](const Option& option) { return option.id == id; });
    };
    if (!ask.unknown_option.empty() && !is_option(ask.unknown_option)) {
        error(loader,
              node.source,
              fmt::format("« ne-sait-pas » cite une option absente : « {} »", ask.unknown_option));
    }
    if (!ask.presumed.empty() && !is_option(ask.presumed)) {
        error(loader,
              node.source,
              fmt::format("« defaut » cite une option absente : « {} »", ask.presumed));
    }
    std::map<std::string, OptionId> wordings;
    for (const Option& option : ask.options) {
        std::vector<std::string> says = option.says;
        says.push_back(option.label);
        for (const std::string& say : says) {
            const auto [other, fresh] = wordings.emplace(text::fold(say), option.id);
            if (!fresh && other->second != option.id) {
                error(loader,
                      option.source,
                      fmt::format(
                          "« {} » désigne deux options : {} et {}", say, other->second, option.id));
            }
        }
        check_steps(loader, option.steps);
    }
}

void check_steps(Loader& loader, const std::vector<Node>& steps) {
    for (const Node& node : steps) {
        if (const auto* say = std::get_if<Say>(&node.kind)) {
            for (const std::string& link : say->links) {
                if (!loader.catalog.links.contains(link)) {
                    error(loader,
                          node.source,
                          fmt::format("lien inconnu : « {} »{}",
                                      link,
                                      suggestion(loader.catalog.links, link)));
                }
            }
        } else if (const auto* go = std::get_if<Goto>(&node.kind)) {
            for (const DialogId& target : go->targets) {
                if (!loader.catalog.dialogs.contains(target)) {
                    error(loader,
                          node.source,
                          fmt::format("dialogue inconnu : « {} »{}",
                                      target,
                                      suggestion(loader.catalog.dialogs, target.text())));
                }
            }
        } else if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            check_ask(loader, node, *ask);
        }
    }
}

void check_questions(Loader& loader) {
    const auto& questions = loader.catalog.questions;
    for (const auto& [id, question] : questions) {
        if (loader.catalog.slots.contains(id)) {
            error(loader, question.source, fmt::format("« {} » est aussi le nom d'un champ", id));
        }
        if (question.derived_from.empty()) {
            continue;
        }
        const auto base = questions.find(question.derived_from);
        if (base == questions.end()) {
            error(loader,
                  question.source,
                  fmt::format("question inconnue : « {} »", question.derived_from));
            continue;
        }
        for (const auto& [option, sources] : question.derivation) {
            for (const OptionId& source : sources) {
                if (std::ranges::find(base->second.options, source, &Option::id) ==
                    base->second.options.end()) {
                    error(loader,
                          question.source,
                          fmt::format(
                              "« {} » n'a pas de réponse « {} »", question.derived_from, source));
                }
            }
        }
    }
}

// An example is known by its letters; one of signs alone, by these.
std::string by_which_known(const std::string& example) {
    const std::string lower = text::fold_case(example);
    const std::string letters = understanding::letters_of(lower);
    return letters.empty() ? lower : letters;
}

void check_examples(Loader& loader) {
    struct Example {
        const Intent* intent;
        std::size_t number;
        std::string letters;

        const std::string& text() const { return intent->examples[number]; }

        Source source() const { return intent->source_of(number); }
    };

    std::vector<Example> examples;
    for (const auto& [id, intent] : loader.catalog.intents) {
        for (std::size_t i = 0; i < intent.examples.size(); ++i) {
            examples.push_back({&intent, i, {}});
        }
    }
    understanding::for_each_part(
        examples.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            for (Example& example : std::span(examples).subspan(begin, end - begin)) {
                example.letters = by_which_known(example.text());
            }
        });
    std::unordered_map<std::string_view, const Example*> first;
    first.reserve(examples.size());
    for (const Example& example : examples) {
        const auto [other, fresh] = first.emplace(example.letters, &example);
        if (fresh) {
            continue;
        }
        const Source there = other->second->source();
        if (other->second->intent == example.intent) {
            warning(loader,
                    example.source(),
                    fmt::format(
                        "l'exemple « {} » est déjà écrit ligne {}", example.text(), there.line));
        } else {
            error(loader,
                  example.source(),
                  fmt::format("l'exemple « {} » est aussi dans « {} », ligne {}",
                              example.text(),
                              other->second->intent->id,
                              there.line));
        }
    }
}

void check_intents(Loader& loader) {
    for (const auto& [id, intent] : loader.catalog.intents) {
        if (!loader.catalog.dialogs.contains(id)) {
            error(loader,
                  intent.source,
                  fmt::format("aucun dialogue ne répond à l'intention « {} »", id));
        }
    }
    for (const auto& [id, dialog] : loader.catalog.dialogs) {
        if (dialog.is_topic() && !loader.catalog.intents.contains(id.text())) {
            error(
                loader, dialog.source, fmt::format("aucune intention ne mène au sujet « {} »", id));
        }
    }
}

// Every topic stands in the menu, and the menu names no other dialog.
void check_menu(Loader& loader) {
    if (loader.menu_places.empty()) {
        return;  // a menu that could not be read was complained of
    }
    std::vector<std::string> topics;
    for (const auto& [id, dialog] : loader.catalog.dialogs) {
        if (!dialog.source.file.starts_with("dialogs/sujets/")) {
            continue;
        }
        topics.push_back(id.text());
        if (!dialog.is_topic()) {
            error(loader,
                  dialog.source,
                  fmt::format("le sujet « {} » n'est dans aucune section de "
                              "dialogs/communs/organisation.yaml",
                              id));
        }
    }
    for (const auto& [id, place] : loader.menu_places) {
        if (std::ranges::find(topics, id.text()) == topics.end()) {
            error(loader,
                  place.source,
                  fmt::format("sujet inconnu : « {} »{}", id, did_you_mean(id.text(), topics)));
        }
    }
}

std::string joined(const std::vector<std::string>& characters) {
    std::string list;
    for (const std::string& character : characters) {
        list += (list.empty() ? "" : " ") + character;
    }
    return list;
}

// An SMS costs by the segment: a text stays within the budget of its file.
void check_sms(Loader& loader) {
    for (const SmsText& text : sms_texts(loader.catalog)) {
        const std::string why = text.size.forcing.empty() ? ""
                                                          : fmt::format(", en UCS-2 à cause de {}",
                                                                        joined(text.size.forcing));
        if (text.size.segments > text.budget) {
            error(loader,
                  text.source,
                  fmt::format("SMS de {} segments ({} unités{}) pour {} au plus : raccourcissez « "
                              "sms » dans {}",
                              text.size.segments,
                              text.size.units,
                              why,
                              text.budget,
                              text.name));
        } else if (!why.empty()) {
            warning(loader,
                    text.source,
                    fmt::format("SMS de {} segment{}{}",
                                text.size.segments,
                                text.size.segments > 1 ? "s" : "",
                                why));
        }
    }
}

// What the engine names by itself.
void check_needed_dialogs(Loader& loader) {
    for (const std::string_view id : std::to_array<std::string_view>(
             {"non-compris", "message-vide-ou-media", handoff_dialog, "aide-menu"})) {
        if (!loader.catalog.dialogs.contains(id)) {
            error(loader,
                  {"dialogs/conversation", 1, 1},
                  fmt::format("il manque le dialogue « {} »", id));
        }
    }
}

// What a conversation still calls by its former name is nothing else today.
template <typename Names, typename IsName>
void check_former(Loader& loader, const Names& formers, IsName is_name) {
    for (const auto& [former, source] : formers) {
        if (is_name(former)) {
            error(loader,
                  source,
                  fmt::format("« {} » existe encore : ôtez-le d'anciens-ids", former));
        }
    }
}

void check_former_names(Loader& loader) {
    const Catalog& catalog = loader.catalog;
    check_former(loader, loader.former_dialogs, [&](const DialogId& id) {
        return catalog.dialogs.contains(id);
    });
    check_former(loader, loader.former_slots, [&](const SlotId& id) {
        return catalog.slots.contains(id) || catalog.questions.contains(id);
    });
}

}  // namespace

void check_links(Loader& loader) {
    check_former_names(loader);
    check_questions(loader);
    check_intents(loader);
    check_menu(loader);
    check_examples(loader);
    check_needed_dialogs(loader);
    for (const auto& [id, dialog] : loader.catalog.dialogs) {
        check_steps(loader, dialog.steps);
    }
    // A link that is not there would hide the size of its text.
    if (std::ranges::none_of(loader.diagnostics, [](const Diagnostic& d) {
            return d.severity == Diagnostic::Severity::error;
        })) {
        check_sms(loader);
        check_style(loader);
    }
    for (const auto& [id, fragment] : loader.fragments) {
        if (!fragment.used) {
            warning(loader, fragment.source, fmt::format("fragment « {} » inutilisé", id));
        }
    }
}

}  // namespace guichet
