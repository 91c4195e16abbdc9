#include "engine/dialog/naming.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

// What says that a value is wrong, and is none itself: "le nom est mal écrit".
bool complains(std::string_view word) {
    static constexpr std::array words = std::to_array<std::string_view>(
        {"n",         "ne",         "mal",     "faux",     "fausse",   "incorrect", "incorrecte",
         "errone",    "erronee",    "inexact", "inexacte", "mauvais",  "mauvaise",  "pas",
         "incomplet", "incomplete", "changer", "modifier", "corriger", "revoir",    "qui",
         "que",       "avec",       "sans",    "je",       "j"});
    return std::ranges::find(words, word) != words.end();
}

bool binds(std::string_view word) {
    static constexpr std::array verbs =
        std::to_array<std::string_view>({"c", "est", "cest", "ces", "ecrit", "etait"});
    return std::ranges::find(verbs, word) != verbs.end();
}

// "M." and "réf." end none.
bool ends_sentence(std::string_view said, const Word& word) {
    constexpr std::size_t no_short_form = 3;
    const char last = said[word.end - 1];
    return last == '!' || last == '?' || last == ';' ||
           (last == '.' && word.folded.size() > no_short_form);
}

// "c'est Delmas, mon nom", "Delmas c'est mon nom": what stands before a name that ends the
// sentence.
Value value_before(std::string_view said, const std::vector<Word>& words, std::size_t name) {
    std::size_t begin = name;
    std::size_t end = name;
    while (begin > 0 && !ends_sentence(said, words[begin - 1])) {
        --begin;
    }
    Value value;
    const auto skip = [&](const Word& word) {
        value.bound = value.bound || binds(word.folded);
        return is_link(word.folded);
    };
    while (begin < end && skip(words[begin])) {
        ++begin;
    }
    while (end > begin && skip(words[end - 1])) {
        --end;
    }
    // "Mettez Fabri comme nom"
    if (end > begin && words[end - 1].folded == "comme") {
        value.bound = true;
        --end;
    }
    if (begin == end) {
        return {};
    }
    value.text = said.substr(words[begin].begin, words[end - 1].end - words[begin].begin);
    value.bound = value.bound || value.text.ends_with(',');
    value.text = value.text.substr(0, value.text.find_last_not_of(" ,;:!.") + 1);
    return value;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = text.find_first_not_of(' ', at);
        if (begin == std::string_view::npos) {
            break;
        }
        at = std::min(text.find(' ', begin), text.size());
        for (std::string& word : text::words(text::fold(text.substr(begin, at - begin)))) {
            words.push_back({std::move(word), begin, at});
        }
    }
    return words;
}

std::optional<std::size_t> place_of(const std::vector<Word>& words, const Words& name) {
    const auto at = std::ranges::search(words, name, {}, &Word::folded);
    if (name.empty() || at.empty()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(at.begin() - words.begin());
}

std::vector<Naming> namings_in(const Catalog& catalog,
                               const std::vector<const FormField*>& fields,
                               const std::vector<Word>& words) {
    std::vector<Naming> namings;
    for (std::size_t at = 0; at < words.size();) {
        Naming longest;
        const auto consider = [&](const FormField* field, const Words& name) {
            const bool here =
                !name.empty() && at + name.size() <= words.size() &&
                std::ranges::equal(
                    name, std::span(words).subspan(at, name.size()), {}, {}, &Word::folded);
            if (here && name.size() > longest.last - longest.first) {
                longest = {field, at, at + name.size()};
            }
        };
        for (const FormField* field : fields) {
            consider(field, field->label_words);
            for (const Words& name : catalog.slots.at(field->slot).names) {
                consider(field, name);
            }
        }
        at = longest.field == nullptr ? at + 1 : longest.last;
        if (longest.field != nullptr) {
            namings.push_back(longest);
        }
    }
    return namings;
}

Naming naming_in(const Catalog& catalog,
                 const std::vector<const FormField*>& fields,
                 const std::vector<Word>& words) {
    const std::vector<Naming> namings = namings_in(catalog, fields, words);
    const auto longest = std::ranges::max_element(namings, [&](const Naming& a, const Naming& b) {
        const std::size_t length_a = a.last - a.first;
        const std::size_t length_b = b.last - b.first;
        return length_a != length_b
                   ? length_a < length_b
                   : std::ranges::find(fields, a.field) > std::ranges::find(fields, b.field);
    });
    return longest == namings.end() ? Naming() : *longest;
}

// "Mon nom au dossier c'est Tanguy": between a field's name and the verb that gives its value.
std::size_t past_place(const std::vector<Word>& words, std::size_t from) {
    static constexpr auto places = std::to_array<std::string_view>({"au",
                                                                    "sur",
                                                                    "dans",
                                                                    "du",
                                                                    "de",
                                                                    "le",
                                                                    "la",
                                                                    "les",
                                                                    "mon",
                                                                    "ma",
                                                                    "dossier",
                                                                    "courrier",
                                                                    "courriers",
                                                                    "lettre",
                                                                    "contrat",
                                                                    "papiers",
                                                                    "societe",
                                                                    "entreprise",
                                                                    "famille"});
    constexpr std::size_t longest = 4;
    std::size_t at = from;
    while (at < words.size() && at - from < longest &&
           std::ranges::find(places, words[at].folded) != places.end()) {
        ++at;
    }
    const bool verb = at > from && at < words.size() && binds(words[at].folded);
    return verb ? at : from;
}

bool hedges(const std::vector<Word>& words, std::size_t at) {
    const auto says = [&](std::size_t i, std::string_view word) {
        return i < words.size() && words[i].folded == word;
    };
    return (says(at, "il") && says(at + 1, "me") && says(at + 2, "semble")) ||
           (says(at, "je") && (says(at + 1, "crois") || says(at + 1, "pense")));
}

bool is_link(std::string_view word) {
    static constexpr std::array links = std::to_array<std::string_view>(
        {"c",     "est",    "cest",       "ces",        "s",       "ecrit", "en",
         "fait",  "bien",   "plutot",     "finalement", "non",     "et",    "etait",
         "exact", "exacte", "bon",        "bonne",      "mon",     "ma",    "le",
         "la",    "l",      "de",         "vrai",       "vraie",   "moi",   "mettez",
         "mets",  "juste",  "simplement", "marque",     "ecrivez", "notez"});
    return std::ranges::find(links, word) != links.end();
}

bool is_denied(const std::vector<Word>& words, const Naming& naming) {
    static constexpr auto owners =
        std::to_array<std::string_view>({"mon", "ma", "le", "la", "l", "de", "d", "un", "une"});
    std::size_t at = naming.first;
    while (at > 0 && std::ranges::find(owners, words[at - 1].folded) != owners.end()) {
        --at;
    }
    return at > 0 && words[at - 1].folded == "pas";
}

Value value_after(std::string_view said, const std::vector<Word>& words, std::size_t from) {
    Value value;
    if (from > 0 && words[from - 1].end <= said.size()) {
        const std::string_view name =
            said.substr(words[from - 1].begin, words[from - 1].end - words[from - 1].begin);
        value.bound = name.ends_with(':') || name.ends_with('=');
    }
    std::size_t at = past_place(words, from);
    // A stretch is skipped as a whole: "c'est" is, "l'Oréal" is not.
    while (at < words.size()) {
        std::size_t next = at;
        bool all = true;
        for (; next < words.size() && words[next].begin == words[at].begin; ++next) {
            // "Mon nom s'écrit De Launay": a particle in capitals belongs to the name.
            const bool particle = words[next].folded == "de" && said[words[next].begin] == 'D';
            all = all && !particle && is_link(words[next].folded);
            value.bound = value.bound || (all && binds(words[next].folded));
        }
        if (!all) {
            break;
        }
        at = next;
    }
    if (from > 0 && at < words.size()) {
        const std::size_t end = words[from - 1].end;
        const std::string_view between =
            said.substr(end, words[at].begin - std::min(end, words[at].begin));
        value.bound = value.bound || between.find_first_of(":=") != std::string_view::npos;
    }
    if (at < words.size() && complains(words[at].folded)) {
        // "Le nom est faux, c'est Durand."
        const auto is = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(at),
                                     words.end(),
                                     [](const Word& word) { return word.folded == "c"; });
        const auto again = static_cast<std::size_t>(is - words.begin());
        return again + 1 < words.size() && words[again + 1].folded == "est"
                   ? value_after(said, words, again)
                   : value;
    }
    if (at >= words.size()) {
        return value;
    }
    std::size_t end = at + 1;
    while (end < words.size() && words[end].folded != "pas" && !hedges(words, end)) {
        ++end;
    }
    value.text = said.substr(words[at].begin, words[end - 1].end - words[at].begin);
    const auto last = value.text.find_last_not_of(" ,;:!.");
    value.text = value.text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    return value;
}

Value value_beside(std::string_view said, const std::vector<Word>& words, const Naming& naming) {
    Value after = value_after(said, words, naming.last);
    return after.text.empty() && naming.last == words.size()
               ? value_before(said, words, naming.first)
               : after;
}

std::vector<std::string> parts_of(std::string text) {
    for (const std::string_view joint : {" et ", " mais "}) {
        for (auto at = text.find(joint); at != std::string::npos; at = text.find(joint, at + 1)) {
            text.replace(at, joint.size(), ", ");
        }
    }
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    std::vector<std::string> parts(1);
    // "Sofinco. né le", "jean@exemple.fr. Et": a word of some length, no "M.", "réf." or
    // "S.A.R.L.".
    const auto ends_sentence = [&](std::size_t i) {
        constexpr std::size_t no_short_form = 5;
        const auto length_from = [&](std::string_view marks) {
            const std::size_t from = text.find_last_of(marks, i == 0 ? 0 : i - 1);
            return from == std::string::npos ? i : i - from - 1;
        };
        return text[i] == '.' && i + 1 < text.size() && text[i + 1] == ' ' &&
               length_from(" ,;") >= no_short_form && length_from(" ,;.") > 1;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool decimal =
            text[i] == ',' && i > 0 && i + 1 < text.size() && digit(i - 1) && digit(i + 1);
        if (((text[i] == ',' || text[i] == ';') && !decimal) || ends_sentence(i)) {
            parts.emplace_back();
        } else {
            parts.back() += text[i];
        }
    }
    std::erase_if(parts,
                  [](const std::string& part) { return text::words(text::fold(part)).empty(); });
    return parts;
}

std::string first_part(std::string text) {
    std::vector<std::string> parts = parts_of(std::move(text));
    return parts.empty() ? std::string() : std::move(parts.front());
}

}  // namespace guichet
