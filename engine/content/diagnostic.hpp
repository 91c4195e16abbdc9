#pragma once
// What is wrong with a piece of content, for its editor: in French, with its place.
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"

namespace guichet {

struct Diagnostic {
    enum class Severity { error, warning };
    Severity severity = Severity::error;
    Source source;
    std::string message;  // French, plain; says what to do where that is clear
};

// "dialogs/sujets/payer-cb.yaml:12:5: erreur : clé inconnue « txte »"
std::string to_string(const Diagnostic& diagnostic);

// By file, line, column; duplicates removed.
void sort_diagnostics(std::vector<Diagnostic>& diagnostics);

}  // namespace guichet
