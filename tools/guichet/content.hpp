#pragma once
// The content that the commands work on.
#include <filesystem>
#include <memory>

#include "engine/content/catalog.hpp"

namespace guichet::tools {

// Where the content is unless --content says otherwise: the working directory when it holds
// intents/ and dialogs/, else what was installed with the binary.
std::filesystem::path default_content();

// Reads and compiles the folder; never null. Throws std::runtime_error when it cannot be read, and
// CommandFailure, with its errors as `guichet check` prints them, when it is faulty.
std::shared_ptr<const Catalog> load(const std::filesystem::path& folder);

// The same of how people write alone.
Lexicon load_lexicon(const std::filesystem::path& folder);

}  // namespace guichet::tools
