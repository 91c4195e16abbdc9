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

// intents/lexique alone.
struct CompiledLexicon {
    Lexicon lexicon;
    slots::Vocabulary vocabulary;
    std::vector<Diagnostic> diagnostics;  // every problem found, sorted; an error leaves words out
};

// Reads and checks the files of intents/lexique among `sources`. Never throws.
CompiledLexicon compile_lexicon(std::span<const SourceText> sources);

// Reads, checks, links and trains. The order of `sources` does not matter. Never throws.
Compiled compile(std::span<const SourceText> sources);

}  // namespace guichet
