#pragma once
// What a transport hands up to the SMS channel.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/sms/receipt.hpp"
#include "connectors/store/sms_store.hpp"

namespace guichet {

struct InboundSms {
    std::string id;           // the same again when the message is delivered again
    std::string fingerprint;  // of its bytes, where the carrier gives no id; else empty
    std::string from;         // E.164, or a short code
    std::string to;           // one of our numbers
    std::string text;         // UTF-8; empty for a message that is no text
};

class SmsInbox {
  public:
    using Kept = std::function<void(bool kept)>;

    virtual ~SmsInbox() = default;

    // `kept` is called once: true when the turn is on the disk, false when the carrier should try
    // again later.
    virtual void receive(InboundSms sms, Kept kept) = 0;
    virtual void receive_part(SmsPart part, Kept kept) = 0;
    virtual void receipt(const Receipt& receipt) = 0;
    // The carrier has certainly had our answer to these.
    virtual void no_more_doubt(std::vector<std::string> ids) = 0;
    // There is room to send.
    virtual void wake() = 0;
};

// A telephone number as carriers write it, in E.164: "0612345678", "0033612345678", "33612345678".
// Short codes stay as they are. nullopt for names, which cannot be answered.
// Tested by tests/unit/connectors.
std::optional<std::string> sms_number(std::string_view written);

}  // namespace guichet
