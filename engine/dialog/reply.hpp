#pragma once
// One message to the person, and the lines of a conversation.
#include <string>
#include <vector>

#include "engine/dialog/message.hpp"

namespace guichet {

struct OfferedOption {
    OptionId id;
    std::string label;
    bool operator==(const OfferedOption&) const = default;
};

struct OfferedLink {
    std::string label;
    std::string url;
    bool operator==(const OfferedLink&) const = default;
};

// One message to the person, already in the channel's wording. On SMS options, links and checklist
// are also part of `text` (numbered, spelled out); on the web the client shows them.
struct Reply {
    std::string text;
    std::vector<std::string> checklist;
    std::vector<OfferedLink> links;
    std::vector<OfferedOption> options;
    NodeId node;                      // that speaks
    std::string source;               // "dialogs/sujets/cheque-impaye.yaml:12"
    std::vector<SlotId> fields = {};  // of a summary: the field of each item of the checklist
    bool operator==(const Reply&) const = default;
};

// The replies of an SMS turn as the one message that is sent.
std::string sms_message(const std::vector<Reply>& replies);

// One line of the transcript. Sensitive numbers are already masked.
struct Line {
    bool from_person = false;
    std::string text;
    TimePoint at{};
    bool operator==(const Line&) const = default;
};

}  // namespace guichet
