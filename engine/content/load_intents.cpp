#include <fmt/format.h>

#include "engine/content/loader.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr std::size_t min_examples = 25;

// "chèque impayé|rejeté" -> {{"chèque"}, {"impayé", "rejeté"}}
Rule parse_rule(const std::string& text) {
    Rule rule;
    rule.text = text;
    std::string word;
    std::vector<std::string> alternatives;
    const auto end_word = [&] {
        if (!word.empty()) {
            alternatives.push_back(std::move(word));
        }
        word.clear();
    };
    for (const char c : text + " ") {
        if (c == '|') {
            end_word();
        } else if (c == ' ') {
            end_word();
            if (!alternatives.empty()) {
                rule.words.push_back(std::move(alternatives));
            }
            alternatives.clear();
        } else {
            word += c;
        }
    }
    return rule;
}

std::vector<Rule> parse_rules(Mapping& mapping, std::string_view key, const FileReader& reader) {
    std::vector<Rule> rules;
    for (const std::string& line : mapping.optional_texts(key)) {
        rules.push_back(parse_rule(line));
        for (const std::vector<std::string>& alternatives : rules.back().words) {
            for (const std::string& word : alternatives) {
                if (text::words(text::fold(word)).empty()) {
                    reader.error(mapping.source(),
                                 fmt::format("règle « {} » : « {} » n'est pas un mot", line, word));
                }
            }
        }
    }
    return rules;
}

struct Learned {
    Intent intent;
    IntentSource source;
};

void read_examples(const FileReader& reader, const YamlNode& examples, Intent& intent) {
    intent.examples = reader.scalars(examples, "exemples");
    for (const YamlNode& example : examples.items) {
        intent.example_places.push_back({example.line, example.column});
    }
    if (intent.examples.size() < min_examples) {
        reader.warning(
            reader.at(examples),
            fmt::format(
                "{} exemples seulement : il en faut {}", intent.examples.size(), min_examples));
    }
}

Learned read_intent(const FileReader& reader, const YamlNode& root) {
    Mapping mapping(reader, root, "l'intention");
    read_version(mapping);
    auto [intent, source] = Learned();
    intent.id = mapping.id("id");
    intent.title = mapping.text("titre");
    intent.source = mapping.source();
    intent.background = mapping.flag("hors-perimetre");
    intent.offered = !intent.background && !mapping.flag("jamais-propose");
    if (const YamlNode* examples = mapping.require("exemples")) {
        read_examples(reader, *examples, intent);
    }
    source.counter_examples = mapping.optional_texts("contre-exemples");
    if (const YamlNode* rules = mapping.find("regles")) {
        Mapping both(reader, *rules, "les règles");
        source.asserts = parse_rules(both, "affirme", reader);
        source.vetoes = parse_rules(both, "exclut", reader);
        both.finish();
    }
    mapping.finish();
    reader.check_file_name(intent.source, intent.id);
    source.id = intent.id;
    source.examples = intent.examples;
    if (intent.offered) {
        source.title = intent.title;
    }
    source.background = intent.background;
    return {std::move(intent), std::move(source)};
}

void add(const FileReader& reader,
         Learned learned,
         std::map<std::string, Intent>& intents,
         std::vector<IntentSource>& sources) {
    const std::string id = learned.intent.id;
    const Source where = learned.intent.source;
    if (!intents.emplace(id, std::move(learned.intent)).second) {
        reader.error(where, fmt::format("intention « {} » écrite deux fois", id));
        return;
    }
    sources.push_back(std::move(learned.source));
}

}  // namespace

void load_intent(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    add(reader, read_intent(reader, root), loader.catalog.intents, loader.intent_sources);
}

void load_aspect(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Learned learned = read_intent(reader, root);
    learned.source.title.clear();  // no button has it
    add(reader, std::move(learned), loader.catalog.aspects, loader.aspect_sources);
}

}  // namespace guichet
