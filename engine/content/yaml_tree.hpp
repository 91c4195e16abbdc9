#pragma once
// A YAML text as a plain tree that keeps every position and every key, duplicates included, which
// yaml-cpp's own nodes drop in silence. yaml-cpp's exceptions stop here.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/content/diagnostic.hpp"

namespace guichet {

struct YamlNode {
    enum class Kind { null, scalar, sequence, mapping };
    Kind kind = Kind::null;
    std::string scalar;
    std::vector<YamlNode> items;                           // of a sequence
    std::vector<std::pair<YamlNode, YamlNode>> entries;    // of a mapping, keys are scalars
    int line = 1;
    int column = 1;
};

// Reads one document. Problems go to `diagnostics` (bad UTF-8, syntax, anchors and aliases, tabs
// in the indentation, duplicate keys, several documents); the tree is then what could be read.
YamlNode parse_yaml(const std::string& file,
                    std::string_view text,
                    std::vector<Diagnostic>& diagnostics);

}  // namespace guichet
