#pragma once
// Every text of the content that can be said to a person, for what is checked of each.
// Tested by tests/unit/content, through what uses it.
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"

namespace guichet {

// A text with what is said beside it.
struct SpokenText {
    Text text;
    std::string name;  // the node, field, question or phrase
    std::vector<std::string> checklist;
    std::vector<std::string> links;   // ids of Catalog::links
    std::vector<std::string> labels;  // of the options
};

// A shared text comes once for each dialog that uses it. Links that do not exist are left out.
std::vector<SpokenText> spoken_texts(const Catalog& catalog);

}  // namespace guichet
