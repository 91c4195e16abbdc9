// Free text: kept as typed, cleaned.
#include <unicode/uchar.h>

#include "engine/slots/leftover.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/utf8.hpp"

namespace guichet::slots {
namespace {

constexpr int least_letters = 3;
constexpr int most_characters = 1000;

}  // namespace

Parsed read_free_text(const Line& line) {
    int letters = 0;
    int characters = 0;
    for (std::size_t at = 0; at < line.text.size();) {
        letters += u_isalpha(text::next_point(line.text, at)) != 0 ? 1 : 0;
        ++characters;
    }
    if (letters < least_letters) {
        return invalid("texte-trop-court");
    }
    if (characters > most_characters) {
        return invalid("texte-trop-long");
    }
    return filled(line.text, !asks_something(line.tokens));
}

}  // namespace guichet::slots
