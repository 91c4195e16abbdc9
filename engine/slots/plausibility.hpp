#pragma once
// Whether what was typed for a name looks like one, and what a name is brought with. Pure; the
// words are those of intents/lexique/pas-un-nom.yaml. Tested by tests/unit/slots.
#include <string>
#include <string_view>

#include "engine/slots/slot_type.hpp"
#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

enum class Plausibility {
    plausible,    // a name, as far as words tell
    doubtful,     // hardly a name: to be asked ("Est-ce bien le nom ?"), and taken if it is
    not_a_value,  // said of something else
};

// Why it is not plausible.
enum class Oddity {
    none,       // it is plausible
    letter,     // doubtful: one letter
    gibberish,  // doubtful: "xxxx", "qsdfg"
    word,       // doubtful: words that are hardly a name ("Aucun", "Salut", "Encore lui")
    creditor,   // doubtful: a company where a person is asked for
    another,    // doubtful: the name of a relative ("le prénom de mon mari est Jean")
    sentence,   // no value, as are all below
    question,
    waiting,
    feeling,
    command,
    filler,
};

struct JudgedName {
    Plausibility plausibility = Plausibility::not_a_value;
    Oddity oddity = Oddity::none;
    std::string value;  // canonical, as `parse` gives it where it takes it; empty for no value
};

// Judges `text` as an answer of an open type of name (nom, prenom, denomination); the introduction
// ("je m'appelle", "c'est") and what `without_opening` takes off do not count.
JudgedName judge_name(const Vocabulary& vocabulary, SlotType type, std::string_view text);

struct Brought {
    bool correction = false;  // "*Dupont", "non je voulais dire Dupont"
    std::string value;        // what is left: the text itself when there is nothing to take off
};

// Takes the apologies, fillers, waits and marks of correction off the start of an answer ("oh
// pardon, Jean-Luc" gives "Jean-Luc"). An answer made of them alone stays as it is.
Brought without_opening(const Vocabulary& vocabulary, std::string_view text);

}  // namespace guichet::slots
