// dialogs/communs/style.yaml: what `guichet check` warns of.
#include <fmt/format.h>

#include "engine/content/loader.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

std::vector<std::string> folded_words(const std::string& text) {
    return text::words(text::fold(text));
}

void read_turn(Mapping& mapping, Style& style) {
    if (const YamlNode* node = mapping.require("tour")) {
        Mapping turn(mapping.reader(), *node, "« tour »");
        style.words = read_number(turn, "mots", 1, 1000);
        style.messages = read_number(turn, "messages", 1, 100);
        turn.finish();
    }
}

void add_avoided(Mapping& mapping,
                 std::string_view key,
                 const std::string& instead,
                 std::vector<Style::Avoided>& list) {
    for (const std::string& written : mapping.optional_texts(key)) {
        Style::Avoided avoided{folded_words(written), written, instead};
        if (avoided.words.empty()) {
            mapping.reader().error(mapping.source(),
                                   fmt::format("« {} » n'est pas un mot", written));
            continue;
        }
        list.push_back(std::move(avoided));
    }
}

void read_avoided(Mapping& mapping, Style& style) {
    const YamlNode* list = mapping.require("mots");
    for (const YamlNode& item : list == nullptr ? std::vector<YamlNode>() : list->items) {
        Mapping each(mapping.reader(), item, "un mot");
        add_avoided(each, "eviter", each.text("preferer"), style.avoided);
        each.finish();
    }
}

// A form that starts with a hyphen is an ending.
void read_gender(Mapping& mapping, Style::Gender& gender) {
    const YamlNode* node = mapping.require("genre");
    if (node == nullptr) {
        return;
    }
    Mapping each(mapping.reader(), *node, "« genre »");
    for (const std::string& after : each.optional_texts("apres")) {
        gender.after.push_back(folded_words(after));
    }
    gender.between = each.optional_texts("entre");
    for (std::string& form : each.optional_texts("formes")) {
        if (form.starts_with('-')) {
            gender.endings.push_back(form.substr(1));
        } else {
            gender.forms.push_back(std::move(form));
        }
    }
    each.finish();
}

}  // namespace

void load_style(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier du style");
    read_version(mapping);
    read_turn(mapping, loader.style);
    add_avoided(mapping, "envoi", "", loader.style.sending);
    read_avoided(mapping, loader.style);
    read_gender(mapping, loader.style.gender);
    loader.style.ways_back = slot_ids(mapping.optional_texts("reponse"));
    check_known(loader, reader, root, loader.style.ways_back);
    mapping.finish();
}

}  // namespace guichet
