#include "engine/dialog/wording.hpp"

#include "engine/content/sms_texts.hpp"

namespace guichet {

const std::string& wording(const Text& text, Channel channel) {
    return channel == Channel::sms ? sms_wording(text) : text.web;
}

std::string phrase_text(const Catalog& catalog, Channel channel, PhraseId id) {
    return wording(catalog.phrase(id).front(), channel);
}

}  // namespace guichet
