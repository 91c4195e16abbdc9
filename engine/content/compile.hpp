#pragma once
// From the editors' files to a Catalog. Tested by tests/unit/content.
#include <memory>
#include <span>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/content/diagnostic.hpp"

namespace guichet {

struct Compiled {
    std::shared_ptr<const Catalog> catalog;  // null as soon as there is one error
    std::vector<IntentSource> intents;       // what the catalog's matcher learned from, by id
    Lexicon lexicon;
    std::vector<Diagnostic> diagnostics;  // every problem found, sorted
};

// Reads, checks, links and trains. The order of `sources` does not matter. Never throws.
Compiled compile(std::span<const SourceText> sources);

}  // namespace guichet
