#include "tools/guichet/content.hpp"

#include <span>
#include <utility>

#include "connectors/host/content_folder.hpp"
#include "engine/content/compile.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace fs = std::filesystem;

namespace {

bool holds_content(const fs::path& folder) {
    std::error_code absent;
    return fs::is_directory(folder / "intents", absent) &&
           fs::is_directory(folder / "dialogs", absent);
}

// GUICHET_SHARE is relative to the binary, so that an installation can be moved as a whole.
fs::path installed_content() {
    std::error_code unknown;
    const fs::path binary = fs::read_symlink("/proc/self/exe", unknown);
    return (binary.parent_path() / GUICHET_SHARE).lexically_normal();
}

[[noreturn]] void fail(std::span<const Diagnostic> diagnostics) {
    std::string errors;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Diagnostic::Severity::error) {
            errors += '\n' + to_string(diagnostic);
        }
    }
    throw CommandFailure("the content has errors" + errors);
}

}  // namespace

fs::path default_content() {
    const fs::path here = ".";
    if (holds_content(here)) {
        return here;
    }
    const fs::path installed = installed_content();
    return holds_content(installed) ? installed : here;
}

std::shared_ptr<const Catalog> load(const fs::path& folder) {
    const Compiled compiled = compile(read_content(folder));
    if (compiled.catalog == nullptr) {
        fail(compiled.diagnostics);
    }
    return compiled.catalog;
}

Lexicon load_lexicon(const fs::path& folder) {
    CompiledLexicon compiled = compile_lexicon(read_content(folder));
    if (!compiled.diagnostics.empty()) {
        fail(compiled.diagnostics);
    }
    return std::move(compiled.lexicon);
}

}  // namespace guichet::tools
