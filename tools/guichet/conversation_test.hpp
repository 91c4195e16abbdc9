#pragma once
// Runs conversations written in YAML (the guide: « Une conversation d'exemple ») through `step`.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/dialog/session.hpp"

namespace guichet::tools {

struct ConversationReport {
    std::size_t conversations = 0;
    std::size_t failed = 0;
    std::size_t turns = 0;
    std::vector<std::string> failures;  // "file:line: …", in French
    std::set<std::string> spoken;       // nodes that spoke, and options taken ("node/option")
};

// A conversation that nobody has begun; by SMS it has a number of its own.
Session new_session(Channel channel);

// `paths` are files, or folders whose *.yaml files are run (not those of sub-folders).
ConversationReport run_conversations(const Catalog& catalog,
                                     const std::vector<std::filesystem::path>& paths);

// The answers of dialogs that no conversation took, as "file:line: …".
void print_coverage(const Catalog& catalog, const ConversationReport& report);

}  // namespace guichet::tools
