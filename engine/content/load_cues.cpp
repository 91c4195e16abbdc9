// intents/reperes.yaml: what kind of utterance a message is besides its intent.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "engine/content/loader.hpp"
#include "engine/understanding/french.hpp"

namespace guichet {

namespace {

constexpr std::array<std::pair<std::string_view, CuePlace>, 5> places = {{
    {"partout", CuePlace::anywhere},
    {"debut", CuePlace::start},
    {"fin", CuePlace::end},
    {"seul", CuePlace::alone},
    {"sauf", CuePlace::exception},
}};

void check(const FileReader& reader, const YamlNode& node, PhraseProblem problem) {
    const auto complain = [&](std::string_view why) {
        reader.error(reader.at(node), fmt::format("« {} » : {}", node.scalar, why));
    };
    switch (problem) {
        case PhraseProblem::none:
            return;
        case PhraseProblem::no_word:
            return complain("aucun mot à chercher");
        case PhraseProblem::unknown_group:
            return complain("ce groupe n'est pas écrit sous « groupes »");
        case PhraseProblem::several_words:
            return complain("une variante est un mot seul, sans apostrophe");
        case PhraseProblem::open_start:
            return complain("le premier mot ne peut pas manquer : ni « … » ni parenthèses");
    }
}

void add_spellings(CueRules& cues, const Lexicon& lexicon) {
    for (const auto& [abbreviation, meaning] : lexicon.abbreviations) {
        cues.add_abbreviation(abbreviation, meaning);
    }
}

void add_courtesies(CueRules& cues, const Lexicon& lexicon) {
    for (const std::string& courtesy : lexicon.courtesies) {
        cues.add_courtesy(courtesy);
    }
    for (const std::string& greeting : lexicon.greetings) {
        cues.add_courtesy(greeting);
    }
}

void read_same(CueRules& cues, Mapping& mapping) {
    if (const YamlNode* list = mapping.find("confondus")) {
        for (const YamlNode& same : list->items) {
            if (const auto words = mapping.reader().scalars(same, "confondus"); !words.empty()) {
                cues.add_same(words);
            }
        }
    }
}

void read_groups(CueRules& cues, Mapping& mapping) {
    if (const YamlNode* groups = mapping.find("groupes")) {
        Mapping entries(mapping.reader(), *groups, "« groupes »");
        for (const auto& [key, value] : entries.entries()) {
            cues.add_group(mapping.reader().identifier(key, "groupe"),
                           mapping.reader().scalars(value, key.scalar));
        }
    }
}

void read_cue(CueRules& cues, Cue cue, Mapping& mapping) {
    for (const auto& [key, place] : places) {
        add_phrase_list(mapping, key, [&, place = place](const std::string& phrase) {
            return cues.add(cue, place, phrase);
        });
    }
    mapping.finish();
}

}  // namespace

void add_phrase_list(Mapping& mapping,
                     std::string_view key,
                     const std::function<PhraseProblem(const std::string&)>& add) {
    if (const YamlNode* list = mapping.find(key)) {
        mapping.reader().scalars(*list, key);
        for (const YamlNode& item : list->items) {
            if (!item.scalar.empty()) {
                check(mapping.reader(), item, add(item.scalar));
            }
        }
    }
}

void load_cues(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des repères");
    read_version(mapping);
    CueRules& cues = loader.catalog.cues;
    add_spellings(cues, loader.lexicon);
    read_same(cues, mapping);
    read_groups(cues, mapping);
    add_courtesies(cues, loader.lexicon);
    add_phrase_list(
        mapping, "ouvertures", [&](const std::string& phrase) { return cues.add_opening(phrase); });
    if (const YamlNode* list = mapping.require("reperes")) {
        Mapping entries(reader, *list, "« reperes »");
        for (std::size_t i = 0; i < cue_keys().size(); ++i) {
            if (const YamlNode* value = entries.require(cue_keys()[i])) {
                Mapping one(reader, *value, fmt::format("le repère « {} »", cue_keys()[i]));
                read_cue(cues, static_cast<Cue>(i), one);
            }
        }
        entries.finish();
    }
    mapping.finish();
}

}  // namespace guichet
