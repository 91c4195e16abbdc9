#pragma once
// What the texts of the content cost on the SMS channel.
// Tested by tests/unit/content.
#include <span>
#include <string>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/text/sms.hpp"

namespace guichet {

// The wording of a text on SMS, before its policy on accents.
const std::string& sms_wording(const Text& text);

// On SMS everything is in the text: the checklist, the addresses, the options by number.
std::string spelled_out(std::string text,
                        std::span<const std::string> checklist,
                        std::span<const std::string> urls,
                        std::span<const std::string> labels);

// How a text that cites a link holds its address, behind its label: " (https://…)"; empty while the
// operator has not set it.
std::string address_in_text(const Link& link);

// One text as it is sent, with the room its file gives it.
struct SmsText {
    Source source;
    std::string name;  // the node, field, question or phrase
    std::string text;
    text::SmsSize size;
    std::size_t budget = 0;  // in segments
};

// Every text that can be said by SMS, each once, by file and line. Holes such as {reference} count
// as they are written.
std::vector<SmsText> sms_texts(const Catalog& catalog);

}  // namespace guichet
