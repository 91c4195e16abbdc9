#pragma once
// Texts of the content as the channel says them.
#include <string>

#include "engine/content/catalog.hpp"
#include "engine/dialog/message.hpp"

namespace guichet {

// The text for a channel; by SMS the shorter one where there is one.
const std::string& wording(const Text& text, Channel channel);

// The first version of one of the engine's own texts, for labels and patterns.
std::string phrase_text(const Catalog& catalog, Channel channel, PhraseId id);

}  // namespace guichet
