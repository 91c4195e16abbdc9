#pragma once
// The content of this repository, for programs that must hold of it whole.
#include <cstdlib>
#include <iostream>

#include "connectors/host/content_folder.hpp"
#include "engine/content/compile.hpp"

namespace guichet::tests {

// Compiled once for the executable, from the current folder; ends the program when it has errors.
inline const Catalog& real_content() {
    static const Compiled compiled = compile(read_content("."));
    if (compiled.catalog == nullptr) {
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            std::cerr << to_string(diagnostic) << '\n';
        }
        std::exit(EXIT_FAILURE);
    }
    return *compiled.catalog;
}

}  // namespace guichet::tests
