#pragma once
// The protocol data units of SMPP 3.4 that a transceiver meets, on the wire and as values
// (Short Message Peer to Peer Protocol Specification v3.4, sections 3 to 5).
// Decoding takes any bytes: nothing is read beyond its limits, and nothing throws.
// Tested by tests/unit/connectors.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guichet::smpp {

inline constexpr std::size_t header_bytes = 16;
// Larger than any PDU with a message_payload of a whole concatenated text.
inline constexpr std::size_t max_pdu_bytes = std::size_t{64} * 1024;
inline constexpr std::uint32_t max_sequence = 0x7FFFFFFF;

// Section 5.1.2.1.
enum class Command : std::uint32_t {
    generic_nack = 0x80000000,
    submit_sm = 0x00000004,
    submit_sm_resp = 0x80000004,
    deliver_sm = 0x00000005,
    deliver_sm_resp = 0x80000005,
    unbind = 0x00000006,
    unbind_resp = 0x80000006,
    bind_transceiver = 0x00000009,
    bind_transceiver_resp = 0x80000009,
    enquire_link = 0x00000015,
    enquire_link_resp = 0x80000015,
};

// Section 5.1.3, those we send or act upon.
enum class Status : std::uint32_t {
    ok = 0x00,
    invalid_message_length = 0x01,
    invalid_command_id = 0x03,
    system_error = 0x08,
    bind_failed = 0x0D,
    invalid_password = 0x0E,
    invalid_system_id = 0x0F,
    queue_full = 0x14,
    throttled = 0x58,
    temporary_application_error = 0x64,
};

struct Header {
    std::uint32_t length = 0;
    Command command = Command::generic_nack;
    std::uint32_t status = 0;
    std::uint32_t sequence = 0;
};

// Section 4.1.5.
struct BindTransceiver {
    std::string system_id;    // 15 characters at most
    std::string password;     // 8
    std::string system_type;  // 12
    std::uint8_t interface_version = 0x34;
    std::uint8_t address_ton = 0;
    std::uint8_t address_npi = 0;
    std::string address_range;  // 40
    bool operator==(const BindTransceiver&) const = default;
};

struct BindResponse {
    std::string system_id;
    bool operator==(const BindResponse&) const = default;
};

struct Address {
    std::uint8_t ton = 0;
    std::uint8_t npi = 0;
    std::string digits;  // 20 characters at most
    bool operator==(const Address&) const = default;
};

// An optional parameter, section 5.3; its value as it stands on the wire.
struct Parameter {
    std::uint16_t tag = 0;
    std::string value;
    bool operator==(const Parameter&) const = default;
};

// Section 5.3.2.
inline constexpr std::uint16_t tag_receipted_message_id = 0x001E;
inline constexpr std::uint16_t tag_user_message_reference = 0x0204;
inline constexpr std::uint16_t tag_sar_reference = 0x020C;
inline constexpr std::uint16_t tag_sar_total = 0x020E;
inline constexpr std::uint16_t tag_sar_number = 0x020F;
inline constexpr std::uint16_t tag_message_payload = 0x0424;
inline constexpr std::uint16_t tag_message_state = 0x0427;

// Section 5.2.12.
inline constexpr std::uint8_t esm_receipt = 0x04;
inline constexpr std::uint8_t esm_type_mask = 0x3C;
inline constexpr std::uint8_t esm_has_header = 0x40;

// submit_sm and deliver_sm have the same body, sections 4.4.1 and 4.6.1.
struct ShortMessage {
    std::string service_type;  // 5 characters at most
    Address source;
    Address destination;
    std::uint8_t esm_class = 0;
    std::uint8_t protocol_id = 0;
    std::uint8_t priority = 0;
    std::string schedule_time;    // 16
    std::string validity_period;  // 16
    std::uint8_t registered_delivery = 0;
    std::uint8_t replace_if_present = 0;
    std::uint8_t data_coding = 0;
    std::uint8_t default_message = 0;
    std::string text;  // short_message as bytes, 254 at most
    std::vector<Parameter> parameters;
    bool operator==(const ShortMessage&) const = default;

    // The value of an optional parameter, or null.
    const std::string* parameter(std::uint16_t tag) const;
    // short_message, or message_payload when that is used instead.
    std::string_view payload() const;
};

struct MessageResponse {
    std::string message_id;  // 64 characters at most; may be absent when the status is not ok
    bool operator==(const MessageResponse&) const = default;
};

// A PDU without a body, or whose body we do not read.
struct Bare {
    bool operator==(const Bare&) const = default;
};

using Body = std::variant<Bare, BindTransceiver, BindResponse, ShortMessage, MessageResponse>;

struct Pdu {
    Command command = Command::generic_nack;
    std::uint32_t status = 0;
    std::uint32_t sequence = 0;
    Body body;
};

// Texts longer than their field are cut.
std::string encode(const Pdu& pdu);

// The header of a PDU from its first 16 bytes; nullopt when the length is impossible, after which
// the stream cannot be followed.
std::optional<Header> decode_header(std::string_view bytes);

// A whole PDU, header included; nullopt when its body is not what its command says.
std::optional<Pdu> decode(std::string_view bytes);

// The response to a request: command | 0x80000000.
Command response_to(Command request);

}  // namespace guichet::smpp
