#pragma once
// The sample content as a catalog, for tests of what a message means in it.
#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"

namespace guichet::tests {

// The sample with the repository's own cues and first things, compiled once for the executable.
inline const Catalog& shipped_sample() {
    static const Compiled compiled = compile(sample_content_as_shipped());
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

}  // namespace guichet::tests
