// intents/lexique: how people write, and the words that answers are read by.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/content/loader.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr std::array<std::string_view, 12> months = {"janvier",
                                                     "février",
                                                     "mars",
                                                     "avril",
                                                     "mai",
                                                     "juin",
                                                     "juillet",
                                                     "août",
                                                     "septembre",
                                                     "octobre",
                                                     "novembre",
                                                     "décembre"};

// In the order of std::chrono::weekday.
constexpr std::array<std::string_view, 7> weekdays = {
    "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"};

constexpr std::pair<std::string_view, slots::Saying> sayings[] = {
    {"outils", slots::Saying::grammar},
    {"verbes", slots::Saying::verb},
    {"courants", slots::Saying::common},
    {"attentes", slots::Saying::waiting},
    {"sentiments", slots::Saying::feeling},
    {"commandes", slots::Saying::command},
    {"remplissages", slots::Saying::filler},
    {"excuses", slots::Saying::excuse},
    {"reprises", slots::Saying::correction},
};

constexpr std::pair<std::string_view, slots::Listed> around_names[] = {
    {"titres", slots::Listed::title},
    {"appels-d-autrui", slots::Listed::other_call},
    {"appels", slots::Listed::call},
    {"suis", slots::Listed::am},
    {"annonces", slots::Listed::name_intro},
    {"autres", slots::Listed::other_name},
    {"fins", slots::Listed::name_end},
    {"particules", slots::Listed::particle},
    {"presentations", slots::Listed::company_intro},
    {"genres", slots::Listed::company_kind},
    {"detaches", slots::Listed::without_article},
    {"tolerances", slots::Listed::company_word},
};

constexpr std::pair<std::string_view, slots::Answer> answers[] = {
    {"oui", slots::Answer::yes},
    {"non", slots::Answer::no},
    {"affirmations", slots::Answer::weak_yes},
    {"negations", slots::Answer::weak_no},
    {"avis", slots::Answer::hedge},
    {"doutes", slots::Answer::doubt},
    {"remplissages", slots::Answer::filler},
};

bool is_one_word(std::string_view written) {
    const std::string folded = text::fold(written);
    return text::words(folded) == std::vector{folded};
}

// Whether a word or phrase stands for the first time in the lists that are called `list`, in any
// file; complains otherwise.
bool is_new(Loader& loader, const FileReader& reader, const YamlNode& node, std::string_view list) {
    const std::string written = reader.scalar(node, list);
    const std::vector<std::string> words = text::words(text::fold(written));
    if (words.empty()) {
        if (!written.empty()) {
            reader.error(reader.at(node), fmt::format("« {} » n'est pas un mot", written));
        }
        return false;
    }
    const Source here = reader.at(node);
    const auto [entry, is_first] =
        loader.lexicon_words.emplace(fmt::format("{}: {}", list, fmt::join(words, " ")), here);
    if (!is_first) {
        const Source& there = entry->second;
        reader.error(here,
                     fmt::format("« {} » est déjà dans « {} » : {}, ligne {}",
                                 written,
                                 list,
                                 there.file,
                                 there.line));
    }
    return is_first;
}

// The texts of a list of words or phrases.
std::vector<std::string> read_new(Loader& loader,
                                  const FileReader& reader,
                                  const YamlNode& list,
                                  std::string_view key) {
    std::vector<std::string> texts;
    if (list.kind != YamlNode::Kind::sequence || list.items.empty()) {
        return reader.scalars(list, key);
    }
    for (const YamlNode& item : list.items) {
        if (is_new(loader, reader, item, key)) {
            texts.push_back(reader.scalar(item, key));
        }
    }
    return texts;
}

void read_list(Loader& loader,
               Mapping& mapping,
               std::string_view key,
               std::vector<std::string>& texts) {
    if (const YamlNode* list = mapping.find(key)) {
        std::ranges::move(read_new(loader, mapping.reader(), *list, key),
                          std::back_inserter(texts));
    }
}

// "argent: [argent, sous, fric]"
void read_groups(Loader& loader,
                 Mapping& mapping,
                 std::string_view key,
                 std::vector<WordGroup>& groups) {
    const YamlNode* node = mapping.find(key);
    if (node == nullptr) {
        return;
    }
    Mapping each(mapping.reader(), *node, fmt::format("« {} »", key));
    for (const auto& [name, list] : each.entries()) {
        groups.push_back({name.scalar, read_new(loader, mapping.reader(), list, key)});
    }
}

// Calls `add` with each text of the list under `key`; complains of what it refuses as written
// before, and of what is not one word where `one_word` is asked.
template <typename Add>
void read_words(Mapping& mapping, std::string_view key, bool one_word, Add add) {
    const YamlNode* list = mapping.require(key);
    if (list == nullptr) {
        return;
    }
    const FileReader& reader = mapping.reader();
    const std::vector<std::string> words = reader.scalars(*list, key);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Source where = reader.at(list->items[i]);
        if (words[i].empty()) {
            continue;  // complained of
        }
        if (one_word && !is_one_word(words[i])) {
            reader.error(where, fmt::format("« {} » doit être un seul mot", words[i]));
        } else if (!add(words[i])) {
            reader.error(where, fmt::format("« {} » est écrit deux fois", words[i]));
        }
    }
}

// The words of each of `names` under `key`; `add` is given the place of the name too.
template <typename Add>
void read_named_words(Mapping& mapping,
                      std::string_view key,
                      std::span<const std::string_view> names,
                      Add add) {
    const YamlNode* node = mapping.require(key);
    if (node == nullptr) {
        return;
    }
    Mapping each(mapping.reader(), *node, fmt::format("« {} »", key));
    for (unsigned i = 0; i < names.size(); ++i) {
        read_words(each, names[i], true, [&](std::string_view word) { return add(word, i); });
    }
    each.finish();
}

// A word that answers when nothing else is said is an answer first.
void check_alone(const FileReader& reader,
                 const YamlNode& list,
                 const slots::Vocabulary& vocabulary) {
    for (const YamlNode& item : list.items) {
        const auto words = slots::plain_words(slots::read_line(item.scalar).tokens);
        const auto answered = vocabulary.answered_by(words);
        if (!answered || answered->length != words.size() ||
            (answered->answer != slots::Answer::yes && answered->answer != slots::Answer::no)) {
            reader.error(reader.at(item),
                         fmt::format("« {} » n'est ni dans « oui » ni dans « non »", item.scalar));
        }
    }
}

}  // namespace

void load_lexicon(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le lexique");
    read_version(mapping);
    Lexicon& lexicon = loader.lexicon;
    if (const YamlNode* list = mapping.find("abreviations")) {
        Mapping pairs(reader, *list, "les abréviations");
        for (const auto& [key, value] : pairs.entries()) {
            if (is_new(loader, reader, key, "abreviations")) {
                lexicon.abbreviations.emplace_back(key.scalar, reader.scalar(value, key.scalar));
            }
        }
    }
    read_groups(loader, mapping, "familles", lexicon.families);
    read_groups(loader, mapping, "synonymes", lexicon.synonyms);
    read_list(loader, mapping, "salutations", lexicon.greetings);
    read_list(loader, mapping, "liaisons", lexicon.links);
    read_list(loader, mapping, "politesses", lexicon.courtesies);
    mapping.finish();
}

void load_names(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des noms");
    read_version(mapping);
    slots::Vocabulary& vocabulary = loader.catalog.vocabulary;
    read_words(mapping, "creanciers", false, [&](std::string_view name) {
        return vocabulary.add_creditor(name);
    });
    read_words(mapping, "sigles", true, [&](std::string_view name) {
        return vocabulary.add_initials(name);
    });
    read_words(mapping, "prenoms", true, [&](std::string_view name) {
        return vocabulary.add_given_name(name);
    });
    mapping.finish();
}

void load_around_names(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier de ce qui entoure un nom");
    read_version(mapping);
    for (const auto& [key, list] : around_names) {
        const bool one_word = list != slots::Listed::other_call;
        read_words(mapping, key, one_word, [&, kind = list](std::string_view word) {
            return loader.catalog.vocabulary.add(kind, word);
        });
    }
    mapping.finish();
}

void load_sayings(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier de ce qui n'est pas un nom");
    read_version(mapping);
    slots::Vocabulary& vocabulary = loader.catalog.vocabulary;
    for (const auto& [key, saying] : sayings) {
        const auto add = [&, kind = saying](std::string_view phrase) {
            return vocabulary.add_saying(kind, phrase);
        };
        const YamlNode* node = mapping.require(key);
        if (node == nullptr || node->kind != YamlNode::Kind::mapping) {
            read_words(mapping, key, false, add);
            continue;
        }
        Mapping parts(reader, *node, fmt::format("« {} »", key));
        read_words(parts, "jamais", false, [&](std::string_view phrase) {
            return add(phrase) && vocabulary.add_no_name(phrase);
        });
        read_words(parts, "parfois", false, add);
        parts.finish();
    }
    read_words(mapping, "exclus", true, [&](std::string_view word) {
        return vocabulary.add_no_name(word);
    });
    mapping.finish();
}

void load_answers(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des réponses");
    read_version(mapping);
    slots::Vocabulary& vocabulary = loader.catalog.vocabulary;
    for (const auto& [key, answer] : answers) {
        read_words(mapping, key, false, [&, kind = answer](std::string_view phrase) {
            return vocabulary.add_answer(kind, phrase);
        });
    }
    for (const auto& [key, list] : {std::pair("seuls", slots::Listed::answer_alone),
                                    std::pair("ignorances", slots::Listed::ignorance),
                                    std::pair("alentours", slots::Listed::around_ignorance)}) {
        read_words(mapping, key, false, [&, kind = list](std::string_view phrase) {
            return vocabulary.add(kind, phrase);
        });
    }
    if (const YamlNode* alone = mapping.find("seuls")) {
        check_alone(reader, *alone, vocabulary);
    }
    mapping.finish();
}

void load_dates(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des dates");
    read_version(mapping);
    slots::Vocabulary& vocabulary = loader.catalog.vocabulary;
    read_named_words(mapping, "mois", months, [&](std::string_view word, unsigned place) {
        return vocabulary.add_month(word, place + 1);
    });
    read_words(mapping, "ambigus", true, [&](std::string_view word) {
        return vocabulary.add_month(word, 0);
    });
    read_named_words(mapping, "jours", weekdays, [&](std::string_view word, unsigned place) {
        return vocabulary.add_weekday(word, place);
    });
    for (const auto& [key, list] :
         {std::pair("moments", slots::Listed::moment),
          std::pair("autour-des-moments", slots::Listed::around_moment)}) {
        read_words(mapping, key, false, [&, kind = list](std::string_view word) {
            return vocabulary.add(kind, word);
        });
    }
    mapping.finish();
}

}  // namespace guichet
