#pragma once
// One SMS as carriers move it: bytes, a coding, perhaps a user data header that says which part of
// a longer text it is (3GPP TS 23.040, 9.2.3.24). Tested by tests/unit/connectors.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sms/pdu.hpp"

namespace guichet {

// What a carrier means by data_coding 0, "the default alphabet of the SMSC".
enum class DefaultAlphabet { gsm7, latin1, ascii };

struct Segment {
    std::string bytes;             // the short_message, header included
    std::uint8_t data_coding = 0;  // 0 or 8
    bool has_header = false;
};

// A text cut into segments ready to submit. `reference` ties the parts of one text together. Where
// coding 0 is not the GSM alphabet, what is not plain ASCII goes out as UCS-2.
std::vector<Segment> segments_of(std::string_view utf8,
                                 std::uint8_t reference,
                                 DefaultAlphabet alphabet);

// One received message, or one part of one.
struct Part {
    unsigned reference = 0;
    unsigned total = 1;   // 1: a whole message
    unsigned number = 1;  // from 1
    std::string bytes;    // without the header
    std::uint8_t data_coding = 0;
};

// Reads the header, or the sar_ parameters. A header that makes no sense is left out and the rest
// taken as a whole message.
Part part_of(const smpp::ShortMessage& message);

// The text of the parts joined, by their data_coding; nullopt when they are binary.
std::optional<std::string> text_of(std::string_view bytes,
                                   std::uint8_t data_coding,
                                   DefaultAlphabet alphabet);

}  // namespace guichet
