#pragma once
// Reads the content files of a folder that holds intents/ and dialogs/.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"

namespace guichet {

// Every *.yaml under intents/ and dialogs/, sorted by path. Throws std::runtime_error, with the
// path, when a folder or a file cannot be read.
std::vector<SourceText> read_content(const std::filesystem::path& folder);

}  // namespace guichet
