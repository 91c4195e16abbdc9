#pragma once
// The sentences the engine says of itself: which ones dialogs/communs/textes.yaml must hold, and the
// variables each may use. The refusals of fields ("refus-<code>") come in addition.
#include <span>
#include <string_view>
#include <vector>

namespace guichet {

struct PhraseSpec {
    std::string_view id;
    std::vector<std::string_view> variables;  // written {name} in the text
};

std::span<const PhraseSpec> phrase_specs();

}  // namespace guichet
