#include <algorithm>

#include "connectors/sms/inbox.hpp"
#include "engine/slots/slot_type.hpp"

namespace guichet {

namespace {

constexpr std::size_t longest_short_code = 8;
constexpr std::size_t longest_number = 15;

}  // namespace

std::optional<std::string> sms_number(std::string_view written) {
    std::string digits;
    for (const char c : written) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c != '+' && c != ' ' && c != '.' && c != '-') {
            return std::nullopt;
        }
    }
    if (digits.empty()) {
        return std::nullopt;
    }
    if (written.front() != '+' && digits.size() <= longest_short_code) {
        return digits;
    }
    if (written.front() != '+' && digits.starts_with("00")) {
        digits.erase(0, 2);
    } else if (written.front() != '+' && digits.starts_with('0')) {
        const slots::Parsed parsed = slots::parse({}, slots::SlotType::telephone, digits, {});
        return parsed.reading == slots::Reading::filled ? std::optional(parsed.value)
                                                        : std::nullopt;
    }
    return digits.size() > longest_number ? std::nullopt : std::optional("+" + digits);
}

}  // namespace guichet
