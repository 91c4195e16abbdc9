#include "connectors/sms/segment.hpp"

#include <algorithm>

#include "engine/text/sms.hpp"
#include "engine/text/utf8.hpp"

namespace guichet {

namespace {

constexpr std::uint8_t coding_ucs2 = 8;
constexpr std::size_t max_parts = 255;

// Information elements 0x00 and 0x08: concatenation with a reference of 8 or 16 bits.
void read_element(Part& part, unsigned id, std::string_view value) {
    const auto at = [value](std::size_t index) {
        return static_cast<unsigned>(static_cast<unsigned char>(value[index]));
    };
    Part read = part;
    if (id == 0x00 && value.size() == 3) {
        read.reference = at(0);
        read.total = at(1);
        read.number = at(2);
    } else if (id == 0x08 && value.size() == 4) {
        read.reference = at(0) << 8U | at(1);
        read.total = at(2);
        read.number = at(3);
    }
    if (read.number >= 1 && read.number <= read.total) {
        part = read;
    }
}

void read_user_data_header(Part& part) {
    if (part.bytes.empty()) {
        return;
    }
    const std::size_t length = static_cast<unsigned char>(part.bytes.front());
    if (length + 1 > part.bytes.size()) {
        return;
    }
    std::string_view header(part.bytes);
    header = header.substr(1, length);
    while (header.size() >= 2) {
        const unsigned id = static_cast<unsigned char>(header[0]);
        const std::size_t size = static_cast<unsigned char>(header[1]);
        if (size + 2 > header.size()) {
            break;
        }
        read_element(part, id, header.substr(2, size));
        header.remove_prefix(size + 2);
    }
    part.bytes.erase(0, length + 1);
}

std::optional<unsigned> number_of(const std::string* value) {
    if (value == nullptr || value->empty() || value->size() > 2) {
        return std::nullopt;
    }
    unsigned number = 0;
    for (const char byte : *value) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

void read_sar_parameters(Part& part, const smpp::ShortMessage& message) {
    const auto reference = number_of(message.parameter(smpp::tag_sar_reference));
    const auto total = number_of(message.parameter(smpp::tag_sar_total));
    const auto number = number_of(message.parameter(smpp::tag_sar_number));
    if (reference && total && number && *number >= 1 && *number <= *total) {
        part.reference = *reference;
        part.total = *total;
        part.number = *number;
    }
}

std::string from_latin1(std::string_view bytes) {
    std::string out;
    for (const char byte : bytes) {
        text::append_point(out, static_cast<unsigned char>(byte));
    }
    return out;
}

}  // namespace

std::vector<Segment> segments_of(std::string_view utf8,
                                 std::uint8_t reference,
                                 DefaultAlphabet alphabet) {
    text::SmsParts cut = text::sms_parts(utf8);
    if (alphabet != DefaultAlphabet::gsm7 && cut.coding == text::SmsCoding::gsm7) {
        const bool ascii =
            std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 128; });
        cut = ascii ? cut : text::sms_parts(utf8, text::SmsCoding::ucs2);
        for (std::string& part : cut.parts) {
            part = ascii ? text::from_gsm7(part) : part;
        }
    }
    const std::uint8_t coding = cut.coding == text::SmsCoding::ucs2 ? coding_ucs2 : std::uint8_t{0};
    const std::size_t total = std::min(cut.parts.size(), max_parts);
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < total; ++i) {
        Segment segment{cut.parts[i], coding, total > 1};
        if (segment.has_header) {
            const std::string header{5,
                                     0,
                                     3,
                                     static_cast<char>(reference),
                                     static_cast<char>(total),
                                     static_cast<char>(i + 1)};
            segment.bytes.insert(0, header);
        }
        segments.push_back(std::move(segment));
    }
    return segments;
}

Part part_of(const smpp::ShortMessage& message) {
    Part part;
    part.bytes = message.payload();
    part.data_coding = message.data_coding;
    if ((message.esm_class & smpp::esm_has_header) != 0) {
        read_user_data_header(part);
    } else {
        read_sar_parameters(part, message);
    }
    return part;
}

std::optional<std::string> text_of(std::string_view bytes,
                                   std::uint8_t data_coding,
                                   DefaultAlphabet alphabet) {
    // Message classes (0xF0 to 0xFF) and the general group say their alphabet in bits 2 and 3.
    const bool general = data_coding >= 0x10 && data_coding < 0x40;
    const bool classed = data_coding >= 0xF0;
    if (general || classed) {
        const unsigned alphabet_bits = (data_coding >> 2U) & 3U;
        if (alphabet_bits == 1) {
            return std::nullopt;
        }
        return general && alphabet_bits == 2 ? text::from_ucs2(bytes) : text::from_gsm7(bytes);
    }
    switch (data_coding) {
        case 0:
            return alphabet == DefaultAlphabet::gsm7 ? text::from_gsm7(bytes) : from_latin1(bytes);
        case 1:
            // IA5 by the standard; peers also send the GSM alphabet under it.
            return alphabet == DefaultAlphabet::ascii ? from_latin1(bytes) : text::from_gsm7(bytes);
        case 3:
            return from_latin1(bytes);
        case coding_ucs2:
            return text::from_ucs2(bytes);
        default:
            return std::nullopt;
    }
}

}  // namespace guichet
