// "Je ne sais pas" and its like, which editors list (intents/lexique/reponses.yaml).
#include <algorithm>

#include "engine/slots/leftover.hpp"
#include "engine/slots/phrase_list.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {

bool means_unknown(const Vocabulary& vocabulary, std::string_view text) {
    const Line line = read_line(text);
    const std::vector<std::string> words = plain_words(line.tokens);
    bool unknown = false;
    for (std::span<const std::string> rest = words; !rest.empty();) {
        const std::size_t length = vocabulary.listed_at(Listed::ignorance, rest);
        if (length == 0 && !is_filler_word(rest.front()) &&
            vocabulary.listed_at(Listed::around_ignorance, rest) == 0) {
            return false;
        }
        unknown = unknown || length > 0;
        rest = rest.subspan(std::max<std::size_t>(length, 1));
    }
    return unknown;
}

}  // namespace guichet::slots
