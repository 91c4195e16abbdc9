#pragma once
// The way an SMS takes to its carrier.
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "connectors/store/sms_store.hpp"

namespace guichet {

struct SendResult {
    enum class Kind {
        accepted,
        refused,    // for good
        later,      // the carrier is busy: to be sent again after `pause`
        unknown,    // the answer was lost
        opted_out,  // the carrier knows that the person said STOP
    };
    Kind kind = Kind::unknown;
    std::string carrier_id;
    std::string why;  // for the log; never holds the message or the number
    std::chrono::seconds pause{0};
};

class SmsTransport {
  public:
    virtual ~SmsTransport() = default;

    virtual void start() = 0;
    // Ends in an orderly way; what is under way is answered within seconds.
    virtual void stop() = 0;
    // True when nothing is under way.
    virtual bool idle() const = 0;

    // How many messages may be sent now; SmsInbox::wake is called whenever that grows.
    virtual int room() = 0;

    // `done` is called once, from the loop.
    virtual void send(const OutgoingSms& sms, std::function<void(const SendResult&)> done) = 0;

    // The text as this transport takes it: whole, or cut into segments. `reference` ties segments.
    virtual std::vector<SmsDraft> cut(const std::string& utf8, std::uint8_t reference) const = 0;
};

}  // namespace guichet
