#pragma once
// The proof that every path of a dialog ends in an answer, a ticket or an offer of other dialogs,
// and the figures `guichet check` prints.
#include "engine/content/catalog.hpp"
#include "engine/content/mapping.hpp"

namespace guichet {

// Complains of every path that ends after a question or a form, of steps never reached, of fields
// never asked, of a form without its ticket and a ticket without its form, of texts chosen by an
// answer that may be wanting, of precisions never given. Tree walk: paths are told apart only by
// the channel and by the answers that a step is conditional on.
void prove(const Dialog& dialog, const FileReader& reader);

struct DialogFigures {
    std::size_t leaves = 0;  // options that lead to no further question
    std::size_t paths = 0;   // ways from the first step to an end, were every question put
    std::size_t forms = 0;
    std::size_t tickets = 0;
    std::size_t texts = 0;  // say nodes
};

DialogFigures figures(const Dialog& dialog);

}  // namespace guichet
