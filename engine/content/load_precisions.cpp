// How what people ask next is answered: dialogs/communs/precisions.yaml, the `precisions` of a
// dialog, and dialogs/communs/glossaire.yaml.
#include <fmt/format.h>

#include <algorithm>

#include "engine/content/loader.hpp"

namespace guichet {

namespace {

constexpr std::string_view as_for_any = "general";

Text read_precision(const FileReader& reader, const std::string& aspect, const YamlNode& node) {
    Mapping one(reader, node, fmt::format("la précision « {} »", aspect));
    Text text = read_text(one);
    one.finish();
    return text;
}

Precision read_own(StepScope& scope,
                   const FileReader& reader,
                   const std::string& aspect,
                   const YamlNode& node) {
    Mapping one(reader, node, fmt::format("la précision « {} »", aspect));
    Precision answer{read_condition(scope, one), read_text(one)};
    one.finish();
    return answer;
}

// Their answers are kept for the whole conversation, whoever asked.
void add_shared_questions(StepScope& scope) {
    for (const auto& [id, question] : scope.loader.catalog.questions) {
        AskSeen seen{id.text(), id, {}, {}};
        for (const Option& option : question.options) {
            seen.options.push_back(option.id.text());
        }
        scope.asks.push_back(std::move(seen));
    }
}

}  // namespace

Dialog::Precisions read_own_precisions(StepScope scope,
                                       const FileReader& reader,
                                       const YamlNode& node) {
    add_shared_questions(scope);
    Dialog::Precisions precisions;
    Mapping entries(reader, node, "« precisions »");
    for (const auto& [key, value] : entries.entries()) {
        const std::string aspect = reader.identifier(key, "précision");
        std::vector<Precision> answers;
        if (value.kind == YamlNode::Kind::sequence) {
            if (value.items.empty()) {
                reader.error(reader.at(value),
                             fmt::format("« {} » attend une liste d'au moins une réponse", aspect));
            }
            for (const YamlNode& item : value.items) {
                answers.push_back(read_own(scope, reader, aspect, item));
            }
        } else if (value.kind != YamlNode::Kind::scalar || value.scalar != as_for_any) {
            answers.push_back(read_own(scope, reader, aspect, value));
        }
        precisions.emplace(aspect, std::move(answers));
    }
    return precisions;
}

void load_precisions(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des précisions");
    read_head(loader, mapping);
    loader.required_aspects = mapping.optional_texts("requises");
    if (const YamlNode* list = mapping.require("precisions")) {
        Mapping entries(reader, *list, "« precisions »");
        for (const auto& [key, value] : entries.entries()) {
            const std::string aspect = reader.identifier(key, "précision");
            loader.catalog.precisions.emplace(aspect, read_precision(reader, aspect, value));
        }
    }
    mapping.finish();
}

void check_precisions(Loader& loader) {
    const Catalog& catalog = loader.catalog;
    const auto check_known = [&](const std::string& aspect, const Source& source) {
        if (!catalog.aspects.contains(aspect)) {
            loader.reader(source.file)
                .error(source,
                       fmt::format("précision « {} » sans fichier intents/precisions/{}.yaml",
                                   aspect,
                                   aspect));
        }
    };
    for (const auto& [aspect, text] : catalog.precisions) {
        check_known(aspect, text.source);
    }
    for (const auto& [id, aspect] : catalog.aspects) {
        if (!catalog.precisions.contains(id)) {
            loader.reader(aspect.source.file)
                .error(aspect.source,
                       fmt::format("« {} » n'a pas de réponse dans dialogs/communs/precisions.yaml",
                                   id));
        }
    }
    for (const auto& [id, dialog] : catalog.dialogs) {
        for (const auto& [aspect, answers] : dialog.precisions) {
            check_known(aspect, answers.empty() ? dialog.source : answers.front().text.source);
        }
        for (const std::string& aspect : loader.required_aspects) {
            if (dialog.is_topic() && !dialog.precisions.contains(aspect)) {
                loader.reader(dialog.source.file)
                    .warning(dialog.source,
                             fmt::format("précision « {} » : écrivez une réponse, ou « {} »",
                                         aspect,
                                         as_for_any));
            }
        }
    }
}

namespace {

using Spellings = std::map<std::string, int>;  // spelling -> the line it stands at

// A spelling may follow an article; it belongs to one term.
void read_spellings(CueRules& cues, Mapping& mapping, std::size_t term, Spellings& spellings) {
    const YamlNode* list = mapping.require("formulations");
    add_phrase_list(mapping, "formulations", [&](const std::string& spelling) {
        const PhraseProblem problem = cues.add_term(term, spelling);
        return problem == PhraseProblem::none ? cues.add_term(term, "{article} " + spelling)
                                              : problem;
    });
    if (list == nullptr) {
        return;
    }
    for (const YamlNode& item : list->items) {
        const auto [known, fresh] = spellings.emplace(item.scalar, item.line);
        if (!fresh) {
            mapping.reader().error(
                mapping.reader().at(item),
                fmt::format("« {} » est déjà à la ligne {}", item.scalar, known->second));
        }
    }
}

}  // namespace

void load_glossary(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le glossaire");
    read_head(loader, mapping);
    CueRules& cues = loader.catalog.cues;
    if (const YamlNode* articles = mapping.require("articles")) {
        cues.add_group("article", reader.scalars(*articles, "articles"));
    }
    mapping.require("formes");
    add_phrase_list(
        mapping, "formes", [&](const std::string& phrase) { return cues.add_definition(phrase); });
    if (const YamlNode* list = mapping.require("termes")) {
        Spellings spellings;
        Mapping entries(reader, *list, "« termes »");
        for (const auto& [key, value] : entries.entries()) {
            Term term{reader.identifier(key, "terme"), {}};
            Mapping one(reader, value, fmt::format("le terme « {} »", term.id));
            read_spellings(cues, one, loader.catalog.glossary.size(), spellings);
            term.text = read_text(one);
            one.finish();
            loader.catalog.glossary.push_back(std::move(term));
        }
    }
    mapping.finish();
}

}  // namespace guichet
