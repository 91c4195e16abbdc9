#pragma once
// How the content is to be written: what `guichet check` warns of, never refuses. The words are the
// editors' own, in dialogs/communs/style.yaml.
#include <string>
#include <vector>

#include "engine/content/ids.hpp"

namespace guichet {

struct Style {
    // Words that are not said, folded, and what is said instead.
    struct Avoided {
        std::vector<std::string> words;
        std::string written;
        std::string instead;
    };

    // How a text tells whether a man or a woman reads: a form after the words that speak of the
    // reader, with some words at most between. Lower case, with accents.
    struct Gender {
        std::vector<std::vector<std::string>> after;  // folded
        std::vector<std::string> between;
        std::vector<std::string> forms;
        std::vector<std::string> endings;
    };

    // The most that a dialog may say on the web in a turn, and in how many messages; neither lists
    // nor what the engine says of itself are counted.
    std::size_t words = 0;
    std::size_t messages = 0;
    std::vector<Avoided> sending;  // what says that something is being sent; nothing to say instead
    std::vector<Avoided> avoided;
    Gender gender;
    std::vector<SlotId> ways_back;  // by one of these fields a request can be answered
};

}  // namespace guichet
