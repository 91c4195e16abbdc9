#pragma once
// Internal to engine/content: the state of one compilation, and the reading of each kind of file.
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/content/mapping.hpp"
#include "engine/content/style.hpp"

namespace guichet {

// A fragment waits as YAML: it is read anew at each use, with the ids of that place.
struct Fragment {
    std::string file;
    const YamlNode* steps = nullptr;
    Source source;
    bool used = false;
};

// So does a group of fields.
struct FieldGroup {
    std::string file;
    const YamlNode* fields = nullptr;
};

// Where the menu names a topic.
struct MenuPlace {
    std::string section;
    Source source;
};

struct Loader {
    std::vector<Diagnostic>& diagnostics;
    Catalog catalog = {};
    std::vector<IntentSource> intent_sources = {};
    std::vector<IntentSource> aspect_sources = {};
    std::vector<std::string> required_aspects = {};  // every topic says what it answers to them
    Style style = {};
    Lexicon lexicon = {};
    std::map<std::string, Source> lexicon_words = {};  // list and words -> where they first stand
    std::map<std::string, FieldGroup> field_groups = {};
    std::vector<SlotId> offered_slots = {};  // by the summary of every form
    std::map<std::string, Fragment> fragments = {};
    std::map<DialogId, MenuPlace> menu_places = {};
    // Every step and option, by each name it has or had -> file:line.
    std::map<std::string, std::string> node_owner = {};
    std::map<DialogId, Source> former_dialogs = {};  // where each is said
    std::map<SlotId, Source> former_slots = {};      // fields and shared questions

    FileReader reader(const std::string& file) {
        return {file, diagnostics, &catalog.operated_by.values};
    }
};

// `texte` (or another key) and `sms` of a mapping, with the operator's values in it. Complains of
// any other name between braces that is not one of `own`.
Text read_text(Mapping& mapping,
               std::string_view key = "texte",
               std::span<const std::string_view> own = {});

// `canal: web|sms`; nullopt when absent.
std::optional<Channel> read_channel(Mapping& mapping);

// A person of `personnes` in the file of fields; complains of any other, and gives "".
std::string known_person(const Loader& loader, const FileReader& reader, const YamlNode& node);

// `personne`, of whom a form or a field speaks; "" when absent.
std::string read_person(const Loader& loader, Mapping& mapping);

// One text, or a list of those said in turn; `id` names it in messages.
std::vector<Text> read_versions(const FileReader& reader,
                                const YamlNode& value,
                                const std::string& id,
                                std::span<const std::string_view> own = {});

// `version: 1`, which every file starts with.
void read_version(Mapping& mapping);

// The same, and `segments-sms`: what the texts of this file may cost each.
void read_head(Loader& loader, Mapping& mapping);

// A number within these bounds; complains of any other.
std::size_t read_number(Mapping& mapping,
                        std::string_view key,
                        std::size_t least,
                        std::size_t most);

std::vector<SlotId> slot_ids(const std::vector<std::string>& names);

// Complains of each that is no field.
void check_known(const Loader& loader,
                 const FileReader& reader,
                 const YamlNode& where,
                 const std::vector<SlotId>& slots);

// `anciens-ids`, identifiers.
std::vector<std::string> read_former_ids(Mapping& mapping);

// A number of SMS segments, from 1 to 10.
std::size_t read_segments(Mapping& mapping, std::string_view key);

// Adds each phrase of the list under a key by `add`, which says what is wrong with it.
void add_phrase_list(Mapping& mapping,
                     std::string_view key,
                     const std::function<PhraseProblem(const std::string&)>& add);

// Each reads one file into the loader.
void load_intent(Loader& loader, const std::string& file, const YamlNode& root);
void load_aspect(Loader& loader, const std::string& file, const YamlNode& root);
void load_lexicon(Loader& loader, const std::string& file, const YamlNode& root);
void load_names(Loader& loader, const std::string& file, const YamlNode& root);
void load_sayings(Loader& loader, const std::string& file, const YamlNode& root);
void load_around_names(Loader& loader, const std::string& file, const YamlNode& root);
void load_answers(Loader& loader, const std::string& file, const YamlNode& root);
void load_dates(Loader& loader, const std::string& file, const YamlNode& root);
void load_cues(Loader& loader, const std::string& file, const YamlNode& root);
void load_precisions(Loader& loader, const std::string& file, const YamlNode& root);
void load_glossary(Loader& loader, const std::string& file, const YamlNode& root);
void load_slots(Loader& loader, const std::string& file, const YamlNode& root);
void load_questions(Loader& loader, const std::string& file, const YamlNode& root);
void load_fragments(Loader& loader, const std::string& file, const YamlNode& root);
void load_links(Loader& loader, const std::string& file, const YamlNode& root);
void load_organisation(Loader& loader, const std::string& file, const YamlNode& root);
void load_first_things(Loader& loader, const std::string& file, const YamlNode& root);
void load_phrases(Loader& loader, const std::string& file, const YamlNode& root);
void load_web_texts(Loader& loader, const std::string& file, const YamlNode& root);
void load_style(Loader& loader, const std::string& file, const YamlNode& root);
void load_dialog(Loader& loader, const std::string& file, const YamlNode& root);

// Options of a question: libelle, formulations; `with_steps` is false for a shared question. The
// `suite` of each option is left for the caller (keys `suite` and `fin` are marked as known when
// with_steps).
Option read_option_face(Mapping& mapping, const OptionId& id);

// `ne-sait-pas` of a question.
void read_unknown(Mapping& mapping, std::optional<Text>& text, OptionId& option);

// Reads a suite of steps. `prefix` is the path the ids of its nodes start with.
struct AskSeen {
    std::string question;
    SlotId key;
    std::vector<std::string> options;
    OptionId presumed;  // as Ask::presumed
};

struct StepScope {
    Loader& loader;
    std::vector<AskSeen> asks;                // asked so far in this dialog, for conditions
    std::vector<std::string> open_fragments;  // to refuse cycles
};

// `si: {question: option}` or `si: {question: [option, option]}`, and `canal: web|sms`.
Condition read_condition(StepScope& scope, Mapping& mapping);

// The `precisions` of a dialog whose steps were read: for each aspect that is there its answers, or
// `general`. They may depend on any question of the dialog, and on those that are shared.
Dialog::Precisions read_own_precisions(StepScope scope,
                                       const FileReader& reader,
                                       const YamlNode& node);

std::vector<Node> read_steps(StepScope& scope,
                             const FileReader& reader,
                             const YamlNode& list,
                             const std::string& prefix);

// What holds between files: references, intents without a dialog, unused things.
void check_links(Loader& loader);

// What is warned of in the texts and turns of content without errors.
void check_style(Loader& loader);

// The answers to what people ask next: each of an aspect that is, none wanting.
void check_precisions(Loader& loader);

}  // namespace guichet
