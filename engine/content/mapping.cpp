#include "engine/content/mapping.hpp"

#include <fmt/format.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

bool is_nfc(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    return U_FAILURE(status) || (nfc->isNormalizedUTF8(text, status) != 0);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \n\t\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// English or older keys, and the one that says the same.
constexpr auto other_words = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"say", "dire"},
    {"ask", "demander"},
    {"form", "formulaire"},
    {"ticket", "transmettre"},
    {"ticket", "transmis"},
    {"use", "inserer"},
    {"goto", "voir-aussi"},
    {"file", "service"},
    {"files", "services"},
    {"queue", "service"},
    {"versions", "tour-a-tour"},
    {"label", "libelle"},
    {"dire", "formulations"},
    {"dire", "eviter"},
    {"url", "adresse"},
    {"sans-url", "sans-adresse"},
    {"dossier", "par-dossier"},
});

}  // namespace

void FileReader::error(const Source& where, std::string message) const {
    diagnostics.push_back({Diagnostic::Severity::error, where, std::move(message)});
}

void FileReader::warning(const Source& where, std::string message) const {
    diagnostics.push_back({Diagnostic::Severity::warning, where, std::move(message)});
}

void FileReader::check_file_name(const Source& where, std::string_view id) const {
    std::string_view name = file;
    name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
    if (!id.empty() && name.substr(0, name.rfind('.')) != id) {
        error(where, fmt::format("l'identifiant « {} » doit être le nom du fichier", id));
    }
}

std::string FileReader::scalar(const YamlNode& node, std::string_view what) const {
    if (node.kind != YamlNode::Kind::scalar) {
        error(at(node), fmt::format("« {} » attend un texte", what));
        return {};
    }
    std::string text(trimmed(node.scalar));
    if (text.empty()) {
        error(at(node), fmt::format("« {} » est vide", what));
    } else if (!is_nfc(text)) {
        error(at(node), fmt::format("« {} » contient des accents décomposés : retapez-les", what));
    }
    return text;
}

std::string FileReader::identifier(const YamlNode& node, std::string_view what) const {
    std::string id = scalar(node, what);
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (!id.empty() && !std::ranges::all_of(id, allowed)) {
        error(at(node),
              fmt::format("identifiant « {} » : minuscules sans accent, chiffres et tirets", id));
    }
    return id;
}

std::vector<std::string> FileReader::scalars(const YamlNode& node, std::string_view what) const {
    std::vector<std::string> texts;
    if (node.kind != YamlNode::Kind::sequence || node.items.empty()) {
        error(at(node), fmt::format("« {} » attend une liste d'au moins un élément", what));
        return texts;
    }
    for (const YamlNode& item : node.items) {
        texts.push_back(scalar(item, what));
    }
    return texts;
}

Mapping::Mapping(const FileReader& reader, const YamlNode& node, std::string_view what)
    : reader_(reader), node_(node), what_(what) {
    if (node.kind != YamlNode::Kind::mapping) {
        reader_.error(reader_.at(node),
                      fmt::format("{} s'écrit avec des clés (« clé: valeur »)", what));
    }
}

const YamlNode* Mapping::find(std::string_view key) {
    asked_.emplace_back(key);
    const auto it = std::ranges::find_if(
        node_.entries, [key](const auto& entry) { return entry.key.scalar == key; });
    return it == node_.entries.end() ? nullptr : &it->value;
}

const YamlNode* Mapping::require(std::string_view key) {
    const YamlNode* found = find(key);
    if (found == nullptr && node_.kind == YamlNode::Kind::mapping) {
        reader_.error(source(), fmt::format("il manque « {} » à {}", key, what_));
    }
    return found;
}

std::string Mapping::text(std::string_view key) {
    const YamlNode* found = require(key);
    return found == nullptr ? std::string() : reader_.scalar(*found, key);
}

std::string Mapping::optional_text(std::string_view key) {
    const YamlNode* found = find(key);
    return found == nullptr ? std::string() : reader_.scalar(*found, key);
}

std::string Mapping::id(std::string_view key) {
    const YamlNode* found = require(key);
    return found == nullptr ? std::string() : reader_.identifier(*found, key);
}

std::vector<std::string> Mapping::optional_texts(std::string_view key) {
    const YamlNode* found = find(key);
    return found == nullptr ? std::vector<std::string>() : reader_.scalars(*found, key);
}

bool Mapping::flag(std::string_view key) {
    const YamlNode* found = find(key);
    if (found == nullptr) {
        return false;
    }
    if (found->scalar != "oui" && found->scalar != "non") {
        reader_.error(reader_.at(*found), fmt::format("« {} » attend oui ou non", key));
    }
    return found->scalar == "oui";
}

std::span<const YamlEntry> Mapping::entries() const {
    return node_.entries;
}

void Mapping::finish() const {
    for (const auto& [key, value] : node_.entries) {
        if (std::ranges::find(asked_, key.scalar) == asked_.end()) {
            reader_.error(reader_.at(key),
                          fmt::format("clé inconnue « {} » dans {}{}",
                                      key.scalar,
                                      what_,
                                      did_you_mean(key.scalar, asked_)));
        }
    }
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
    const std::size_t limit = word.size() <= 4 ? 1 : 3;
    std::size_t best = limit + 1;
    std::string_view nearest;
    for (const std::string_view candidate : known) {
        const bool is_said_otherwise =
            std::ranges::find(other_words, std::pair(word, candidate)) != other_words.end();
        const std::size_t distance =
            is_said_otherwise ? 0 : text::edit_distance(word, candidate, limit);
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest.empty() ? std::string() : fmt::format(" : vouliez-vous dire « {} » ?", nearest);
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
    return did_you_mean(word, std::vector<std::string_view>(known.begin(), known.end()));
}

}  // namespace guichet
