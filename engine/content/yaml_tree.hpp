#pragma once
// A YAML text as a plain tree that keeps every position and every key, duplicates included, which
// yaml-cpp's own nodes drop in silence. yaml-cpp's exceptions stop here.
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/diagnostic.hpp"

namespace guichet {

struct YamlEntry;

struct YamlNode {
    enum class Kind { null, scalar, sequence, mapping };
    Kind kind = Kind::null;
    std::string scalar;
    std::vector<YamlNode> items;     // of a sequence
    std::vector<YamlEntry> entries;  // of a mapping
    int line = 1;
    int column = 1;
};

struct YamlEntry {
    YamlNode key;  // a scalar
    YamlNode value;
};

// Reads one document. Problems go to `diagnostics` (bad UTF-8, syntax, anchors and aliases, tabs
// in the indentation, duplicate keys, several documents); the tree is then what could be read.
YamlNode parse_yaml(const std::string& file,
                    std::string_view text,
                    std::vector<Diagnostic>& diagnostics);

}  // namespace guichet
