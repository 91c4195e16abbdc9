#pragma once
// A text on the SMS channel: its alphabet and its size. GSM 7-bit is the default alphabet of
// 3GPP TS 23.038 (once GSM 03.38) with its extension table; all else is sent as UCS-2, read and
// written here as UTF-16BE. Septets are one to a byte, as SMPP carries them.
// Every function is total: bad UTF-8 counts as U+FFFD.
// Tested by tests/unit/text.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::text {

enum class SmsCoding { gsm7, ucs2 };

// What becomes of accents outside the alphabet (ê, ç, ô, î, û, â, ë, ï): kept, at the price of
// segments of 70 characters, or dropped.
enum class SmsAccents { keep, simplify };

// The text as it is sent. What stays correct French in the alphabet is always replaced: typographic
// apostrophes, quotes, dashes, ellipses and spaces, œ, ° and the capitals À È Ù. Accents are
// dropped under `simplify` when the alphabet then holds the whole text.
std::string for_sms(std::string_view utf8, SmsAccents accents);

struct SmsSize {
    SmsCoding coding = SmsCoding::gsm7;
    std::size_t units = 0;     // septets (extension signs count two), or UTF-16 units
    std::size_t segments = 0;  // 160 or 70 alone, 153 or 67 each when concatenated; 0 for no text
    std::vector<std::string> forcing;  // the characters that force UCS-2, each once
};

SmsSize sms_size(std::string_view utf8);

// nullopt when a character is not in the alphabet.
std::optional<std::string> to_gsm7(std::string_view utf8);

// Any bytes give a text: an unknown extension is a space, a byte over 127 is U+FFFD.
std::string from_gsm7(std::string_view septets);

std::string to_ucs2(std::string_view utf8);

// An odd last byte and lone surrogates become U+FFFD.
std::string from_ucs2(std::string_view bytes);

struct SmsParts {
    SmsCoding coding = SmsCoding::gsm7;
    std::vector<std::string> parts;  // encoded, without any header; at least one
};

// Cut where a segment is full, never inside an extension sign or a surrogate pair.
SmsParts sms_parts(std::string_view utf8);
// The same in that coding; characters that GSM 7-bit lacks are left out.
SmsParts sms_parts(std::string_view utf8, SmsCoding coding);

}  // namespace guichet::text
