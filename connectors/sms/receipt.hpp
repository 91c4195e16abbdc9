#pragma once
// What became of a message we sent, as a carrier tells it.
// Tested by tests/unit/connectors.
#include <optional>
#include <string>
#include <vector>

#include "connectors/sms/pdu.hpp"

namespace guichet {

enum class Delivery { on_its_way, delivered, failed };

struct Receipt {
    std::vector<std::string>
        ids;  // as it may have been given at the submission: carriers mix bases
    std::optional<std::uint16_t>
        reference;        // our user_message_reference, when the carrier echoes it
    std::string address;  // the digits of the person's number
    Delivery state = Delivery::on_its_way;
};

// Reads a deliver_sm of the receipt type: by its parameters when it has them, else by the text of
// SMPP 3.4 appendix B, "id:… stat:DELIVRD err:000 …". nullopt when neither says anything.
std::optional<Receipt> read_receipt(const smpp::ShortMessage& message);

}  // namespace guichet
