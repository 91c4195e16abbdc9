#pragma once
// Checked access to a YAML tree: a key is asked for once, with its type; what was never asked for
// is an unknown key. Every complaint is a Diagnostic in French; reading goes on with an empty
// value.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/phrases.hpp"
#include "engine/content/yaml_tree.hpp"

namespace guichet {

// One file being read.
struct FileReader {
    std::string file;
    std::vector<Diagnostic>& diagnostics;
    const Variables* values = nullptr;  // what any text may name between braces; null: nothing

    Source at(const YamlNode& node) const { return {file, node.line, node.column}; }

    void error(const Source& where, std::string message) const;
    void warning(const Source& where, std::string message) const;

    // Complains when the file is not called as what it describes; an empty id was complained of.
    void check_file_name(const Source& where, std::string_view id) const;

    // The text of a scalar: not empty, NFC, on one paragraph. Complains and gives "" otherwise.
    std::string scalar(const YamlNode& node, std::string_view what) const;
    // The same, and an identifier: lower-case letters, digits and hyphens.
    std::string identifier(const YamlNode& node, std::string_view what) const;
    // A list of texts, at least one.
    std::vector<std::string> scalars(const YamlNode& node, std::string_view what) const;
};

class Mapping {
  public:
    // `what` names the thing in messages: "une option". Complains when `node` is no mapping.
    Mapping(const FileReader& reader, const YamlNode& node, std::string_view what);

    // Null when the key is absent.
    const YamlNode* find(std::string_view key);
    // Complains when it is absent.
    const YamlNode* require(std::string_view key);

    std::string text(std::string_view key);           // required
    std::string optional_text(std::string_view key);  // "" when absent
    std::string id(std::string_view key);             // required identifier
    std::vector<std::string> optional_texts(std::string_view key);
    bool flag(std::string_view key);  // oui / non; false when absent

    // The keys in the order written, for mappings whose keys are the author's.
    std::span<const YamlEntry> entries() const;

    // Complains of every key never asked for, with the nearest known one.
    void finish() const;

    const FileReader& reader() const { return reader_; }

    Source source() const { return reader_.at(node_); }

  private:
    const FileReader& reader_;
    const YamlNode& node_;
    std::string what_;
    std::vector<std::string> asked_;
};

// " : vouliez-vous dire « x » ?" when one of `known` is near or is what an English or older key
// says,
// "" otherwise.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace guichet
