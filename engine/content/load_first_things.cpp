// dialogs/communs/premieres-paroles.yaml: the rules of what binds a person.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "engine/content/loader.hpp"

namespace guichet {

namespace {

struct Meaning {
    std::string_view name;
    FirstKind kind;
};

constexpr std::array<Meaning, 6> meanings = {{
    {"rien", FirstKind::none},
    {"stop", FirstKind::opt_out},
    {"reprise", FirstKind::opt_in},
    {"effacer", FirstKind::erase},
    {"annuler", FirstKind::cancel},
    {"contact", FirstKind::who_we_are},
}};

struct Sign {
    std::string_view written;
    WordElement::Kind kind;
};

constexpr std::array<Sign, 8> signs = {{
    {".", WordElement::Kind::sentence_edge},
    {",", WordElement::Kind::pause},
    {"^", WordElement::Kind::message_begins},
    {"$", WordElement::Kind::message_ends},
    {"?", WordElement::Kind::in_question},
    {"-", WordElement::Kind::hyphen},
    {"#", WordElement::Kind::number},
    {"...", WordElement::Kind::any},
}};

using Vocabulary = decltype(FirstThings::vocabulary);

Phrase phrase_of(std::string_view written, Vocabulary& vocabulary) {
    Phrase phrase;
    for (std::string& word : first_words(written)) {
        const auto next = static_cast<WordId>(vocabulary.size() + 1);
        phrase.push_back(vocabulary.emplace(std::move(word), next).first->second);
    }
    return phrase;
}

WordList read_words(const FileReader& reader,
                    const YamlNode& node,
                    const std::string& name,
                    Vocabulary& vocabulary) {
    WordList words;
    for (const YamlNode& item : node.items) {
        Phrase phrase = phrase_of(reader.scalar(item, name), vocabulary);
        if (phrase.empty()) {
            reader.error(reader.at(item), fmt::format("« {} » n'est pas un mot", item.scalar));
        } else if (!words.add(std::move(phrase))) {
            reader.warning(reader.at(item),
                           fmt::format("« {} » est déjà dans « {} »", item.scalar, name));
        }
    }
    if (node.items.empty()) {
        reader.error(reader.at(node), fmt::format("« {} » attend une liste de mots", name));
    }
    return words;
}

// Reads the rules of one file.
class RuleReader {
  public:
    RuleReader(const FileReader& reader, const YamlNode& lists, Vocabulary& vocabulary)
        : reader_(reader), vocabulary_(vocabulary) {
        Mapping entries(reader, lists, "« mots »");
        for (const auto& [key, value] : entries.entries()) {
            const std::string name = reader.identifier(key, "liste de mots");
            lists_.emplace(name, List{read_words(reader, value, name, vocabulary), reader.at(key)});
        }
    }

    void read(const YamlNode& node, std::vector<FirstRule>& rules) {
        Mapping mapping(reader_, node, "une règle");
        FirstRule rule;
        rule.kind = kind(mapping);
        rule.mood = mood(mapping);
        rule.where = where(mapping);
        rule.everything = mapping.flag("tout");
        if (const YamlNode* patterns = mapping.require("si")) {
            for (const YamlNode& written : patterns->items) {
                rule.line = written.line;
                rule.pattern = pattern(written);
                rules.push_back(rule);
            }
            if (patterns->items.empty()) {
                reader_.error(reader_.at(*patterns), "« si » attend une liste de tournures");
            }
        }
        mapping.finish();
    }

    WordPattern pattern(const YamlNode& node) {
        WordPattern elements;
        std::istringstream written(reader_.scalar(node, "une tournure"));
        for (std::string part; written >> part;) {
            elements.push_back(element(node, part));
        }
        return elements;
    }

    void complain_of_unused() const {
        for (const auto& [name, list] : lists_) {
            if (!used_.contains(name)) {
                reader_.warning(list.source, fmt::format("liste de mots « {} » inutilisée", name));
            }
        }
    }

  private:
    struct List {
        WordList words;
        Source source;
    };

    FirstKind kind(Mapping& mapping) const {
        const std::string name = mapping.text("sens");
        const auto found = std::ranges::find(meanings, name, &Meaning::name);
        if (found == meanings.end() && !name.empty()) {
            reader_.error(mapping.source(), fmt::format("sens inconnu : « {} »", name));
        }
        return found == meanings.end() ? FirstKind::none : found->kind;
    }

    Mood mood(Mapping& mapping) const {
        const std::string name = mapping.optional_text("ton");
        if (!name.empty() && name != "refus" && name != "question") {
            reader_.error(mapping.source(), "« ton » attend « refus » ou « question »");
        }
        return name == "refus" ? Mood::negated : name == "question" ? Mood::question : Mood::asked;
    }

    FirstRule::Where where(Mapping& mapping) const {
        const std::string name = mapping.optional_text("canal");
        if (!name.empty() && name != "sms" && name != "web") {
            reader_.error(mapping.source(), "« canal » attend « sms » ou « web »");
        }
        return name == "sms"   ? FirstRule::Where::sms
               : name == "web" ? FirstRule::Where::web
                               : FirstRule::Where::anywhere;
    }

    WordElement element(const YamlNode& node, std::string part) {
        WordElement element;
        if (const auto sign = std::ranges::find(signs, part, &Sign::written); sign != signs.end()) {
            element.kind = sign->kind;
            element.optional = element.repeated = sign->kind == WordElement::Kind::any;
            return element;
        }
        if (part.ends_with('?') || part.ends_with('*')) {
            element.optional = true;
            element.repeated = part.ends_with('*');
            part.pop_back();
        }
        if (part == "#") {
            element.kind = WordElement::Kind::number;
        } else if (part.starts_with("<nom-sauf:") && part.ends_with('>')) {
            element.kind = WordElement::Kind::name;
            add_lists(node, part.substr(10, part.size() - 11), element.list);
        } else if (part.starts_with("<nom:") && part.ends_with('>')) {
            element.kind = WordElement::Kind::capitalised;
            add_lists(node, part.substr(5, part.size() - 6), element.list);
        } else if (part.starts_with('<') && part.ends_with('>')) {
            add_lists(node, part.substr(1, part.size() - 2), element.list);
        } else {
            add_words(node, part, element.list);
        }
        return element;
    }

    // "liste|autre-liste".
    void add_lists(const YamlNode& node, const std::string& names, WordList& words) {
        std::istringstream each(names);
        for (std::string name; std::getline(each, name, '|');) {
            const auto list = lists_.find(name);
            if (list == lists_.end()) {
                reader_.error(reader_.at(node),
                              fmt::format("liste de mots inconnue : « {} »{}", name, near(name)));
                continue;
            }
            used_.insert(name);
            words.add(list->second.words);
        }
    }

    // "mot|autre".
    void add_words(const YamlNode& node, const std::string& alternatives, WordList& words) {
        std::istringstream each(alternatives);
        for (std::string word; std::getline(each, word, '|');) {
            Phrase phrase = phrase_of(word, vocabulary_);
            if (phrase.size() != 1) {
                reader_.error(reader_.at(node), fmt::format("« {} » n'est pas un mot", word));
            } else {
                words.add(std::move(phrase));
            }
        }
    }

    std::string near(const std::string& name) const {
        std::vector<std::string> names;
        names.reserve(lists_.size());
        for (const auto& [known, list] : lists_) {
            names.push_back(known);
        }
        return did_you_mean(name, names);
    }

    const FileReader& reader_;
    Vocabulary& vocabulary_;
    std::map<std::string, List> lists_;
    std::set<std::string> used_;
};

}  // namespace

void load_first_things(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des premières paroles");
    read_version(mapping);
    FirstThings& things = loader.catalog.first_things;
    if (const YamlNode* around = mapping.require("autour")) {
        things.around = read_words(reader, *around, "autour", things.vocabulary);
    }
    if (const YamlNode* abbreviations = mapping.find("abreges")) {
        things.abbreviations = read_words(reader, *abbreviations, "abreges", things.vocabulary);
    }
    const YamlNode* lists = mapping.require("mots");
    const YamlNode* names = mapping.find("noms");
    const YamlNode* rules = mapping.require("regles");
    if (lists != nullptr && rules != nullptr) {
        RuleReader each(reader, *lists, things.vocabulary);
        for (const YamlNode& rule : rules->items) {
            each.read(rule, things.rules);
        }
        if (names != nullptr) {
            things.names.reserve(names->items.size());
            for (const YamlNode& name : names->items) {
                things.names.push_back(each.pattern(name));
            }
        }
        if (rules->items.empty()) {
            reader.error(reader.at(*rules), "« regles » attend une liste de règles");
        }
        each.complain_of_unused();
    }
    mapping.finish();
}

}  // namespace guichet
