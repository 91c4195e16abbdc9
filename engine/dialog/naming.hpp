#pragma once
// How a sentence names a field and where it gives its value: "ma référence c'est GH 55", "c'est
// Delmas, mon nom". Views the sentence handed in.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/catalog.hpp"

namespace guichet {

// A folded word and the place of the stretch without spaces that holds it ("c'est" holds two).
struct Word {
    std::string folded;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Word> words_of(std::string_view text);

// The parts between commas, "et" and the ends of sentences; a comma between digits is a decimal
// one.
std::vector<std::string> parts_of(std::string text);

// The first of them; empty when there are none, as of "???".
std::string first_part(std::string text);

// A field and the words that name it: [first, last) in the sentence.
struct Naming {
    const FormField* field = nullptr;
    std::size_t first = 0;
    std::size_t last = 0;
};

// Where `name` stands in the words, whole and in order.
std::optional<std::size_t> place_of(const std::vector<Word>& words, const Words& name);

// The field whose name (its label, or a way to say it) takes most words; of equals, the first.
Naming naming_in(const Catalog& catalog,
                 const std::vector<const FormField*>& fields,
                 const std::vector<Word>& words);

// Every field that is named, in the order of the words.
std::vector<Naming> namings_in(const Catalog& catalog,
                               const std::vector<const FormField*>& fields,
                               const std::vector<Word>& words);

// What may stand between a field's name and its value: "c'est", "est :", "s'écrit plutôt".
bool is_link(std::string_view word);

// "EDF il me semble", "Cofidis je crois": from word `at` on, what is said of the value, and no part
// of it.
bool hedges(const std::vector<Word>& words, std::size_t at);

// "C'est pas mon nom dessus": no value follows what is denied.
bool is_denied(const std::vector<Word>& words, const Naming& naming);

// The words after a name, without what links and what is denied ("c'est Solène, pas Marlène").
// `bound` tells whether a verb or a colon ties them to the name.
struct Value {
    std::string_view text;
    bool bound = false;
};

// The value after word `from`, which ends a name; empty when nothing or a complaint follows.
Value value_after(std::string_view said, const std::vector<Word>& words, std::size_t from);

// The value after a name or, when the name ends the sentence, before it.
Value value_beside(std::string_view said, const std::vector<Word>& words, const Naming& naming);

}  // namespace guichet
