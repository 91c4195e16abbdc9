#include "engine/content/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace guichet {

namespace {

auto rank(const Diagnostic& d) {
    return std::tie(d.source.file, d.source.line, d.source.column, d.severity, d.message);
}

}  // namespace

std::string to_string(const Diagnostic& diagnostic) {
    return fmt::format(
        "{}:{}:{}: {} : {}",
        diagnostic.source.file,
        diagnostic.source.line,
        diagnostic.source.column,
        diagnostic.severity == Diagnostic::Severity::error ? "erreur" : "avertissement",
        diagnostic.message);
}

void sort_diagnostics(std::vector<Diagnostic>& diagnostics) {
    std::ranges::sort(diagnostics,
                      [](const Diagnostic& a, const Diagnostic& b) { return rank(a) < rank(b); });
    const auto repeated = std::ranges::unique(
        diagnostics, [](const Diagnostic& a, const Diagnostic& b) { return rank(a) == rank(b); });
    diagnostics.erase(repeated.begin(), repeated.end());
}

}  // namespace guichet
