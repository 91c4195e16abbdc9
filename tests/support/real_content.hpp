#pragma once
// The content of this repository, for tests that must hold of it whole.
#include <doctest/doctest.h>

#include "connectors/host/content_folder.hpp"
#include "engine/content/compile.hpp"

namespace guichet::tests {

// Compiled once for the test executable, from the current folder.
inline const Catalog& real_content() {
    static const Compiled compiled = compile(read_content("."));
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        if (diagnostic.severity == Diagnostic::Severity::error) {
            MESSAGE(to_string(diagnostic));
        }
    }
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

}  // namespace guichet::tests
