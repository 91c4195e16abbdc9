#pragma once
// Which of the offered options a person meant. Tested by tests/unit/slots.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

// An option as it is offered, in order. The views must outlive the call only.
struct ChoiceOption {
    std::string_view id;
    std::string_view label;
    std::span<const std::string> says;  // other ways people say it
};

struct Choice {
    std::optional<std::size_t> index;  // nullopt: none, or more than one equally plausible
    bool whole = false;                // the whole message was the choice: surely an answer
    std::vector<std::size_t> tied;     // the plausible ones when ambiguous
};

// Reads an answer to a question with options: the id, the label, one of `says` or a distinctive
// part or misspelling of these ("iqera service", "M.C.S"), a number ("2", "le deux", "réponse 2"),
// an ordinal ("la deuxième", "la dernière"), yes/no when the options are `oui` and `non`
// ("ouais", "non merci", "je crois pas"). A question or a long sentence that merely holds an
// option's word is a choice with `whole` false.
Choice parse_choice(const Vocabulary& vocabulary,
                    std::span<const ChoiceOption> options,
                    std::string_view text);

}  // namespace guichet::slots
