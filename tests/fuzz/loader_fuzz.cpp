// Any text in place of a dialog, on a small good content: a catalog or complaints that have a
// place.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/content/compile.hpp"
#include "tests/support/sample_content.hpp"

using namespace guichet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto files = tests::sample_content();
    for (SourceText& file : files) {
        if (file.path == "dialogs/sujets/relance.yaml") {
            file.text.assign(reinterpret_cast<const char*>(data), size);
        }
    }
    const Compiled compiled = compile(files);
    bool complained = false;
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        complained = complained || diagnostic.severity == Diagnostic::Severity::error;
        if (diagnostic.source.file.empty() || diagnostic.message.empty()) {
            std::abort();
        }
    }
    if (complained == (compiled.catalog != nullptr)) {
        std::abort();
    }
    return 0;
}
