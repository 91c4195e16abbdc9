#pragma once
// Codes printed on letters (case references, registered letters): letters, digits, hyphens and
// slashes, cut by spaces as people copy them. Tested by tests/unit/slots.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/leftover.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {

struct CodeRun {
    Stretch stretch;
    std::string text;       // capitals, no spaces, with its inner - / . _
    bool labelled = false;  // one of the labels stands before it
    bool cut_by_spaces = false;

    std::size_t length() const;  // letters and digits
    std::size_t digits() const;
};

// Every run with a digit. Words among `labels` (folded) and small words of the language end a run;
// a label glued by a dot or directly ("réf.123", "REF123") is taken off.
std::vector<CodeRun> code_runs(Tokens tokens, std::span<const std::string_view> labels);

}  // namespace guichet::slots
