#pragma once
// The sentences the engine says of itself: which ones dialogs/communs/textes.yaml must hold, and
// the variables each may use. The refusals of fields ("refus-<code>") come in addition.
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guichet {

using Variables = std::map<std::string, std::string, std::less<>>;

// `text` with each {name} replaced by its value.
std::string fill_variables(std::string text, const Variables& variables);

struct PhraseSpec {
    std::string_view id;
    std::vector<std::string_view> variables;  // written {name} in the text
};

std::span<const PhraseSpec> phrase_specs();

}  // namespace guichet
