#include "connectors/sms/receipt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace guichet {

namespace {

// Section 5.2.28.
std::optional<Delivery> state_of_parameter(std::string_view value) {
    if (value.size() != 1) {
        return std::nullopt;
    }
    switch (value.front()) {
        case 2:
            return Delivery::delivered;
        case 3:
        case 4:
        case 5:
        case 8:
            return Delivery::failed;
        default:
            return Delivery::on_its_way;
    }
}

std::string_view field(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string_view::npos) {
        return {};
    }
    text.remove_prefix(at + name.size());
    return text.substr(0, text.find(' '));
}

std::optional<Delivery> state_of_text(std::string_view text) {
    const std::string_view state = field(text, "stat:");
    if (state == "DELIVRD") {
        return Delivery::delivered;
    }
    if (state == "EXPIRED" || state == "DELETED" || state == "UNDELIV" || state == "REJECTD") {
        return Delivery::failed;
    }
    if (state == "ACCEPTD" || state == "ENROUTE" || state == "UNKNOWN") {
        return Delivery::on_its_way;
    }
    return std::nullopt;
}

// The id in the text may be decimal where the response had it in hexadecimal, or the reverse.
void add_other_base(std::vector<std::string>& ids) {
    const std::string id = ids.front();
    for (const auto& [from, to] :
         {std::pair(10, "{:x}"), std::pair(10, "{:X}"), std::pair(16, "{}")}) {
        std::uint64_t value = 0;
        const auto [end, failure] = std::from_chars(id.data(), id.data() + id.size(), value, from);
        if (failure == std::errc() && end == id.data() + id.size()) {
            ids.push_back(fmt::format(fmt::runtime(to), value));
        }
    }
}

}  // namespace

std::optional<Receipt> read_receipt(const smpp::ShortMessage& message) {
    Receipt receipt;
    receipt.address = message.source.digits;
    const std::string_view text = message.payload();
    if (const std::string* id = message.parameter(smpp::tag_receipted_message_id)) {
        receipt.ids.emplace_back(id->substr(0, id->find('\0')));
    } else if (const std::string_view written = field(text, "id:"); !written.empty()) {
        receipt.ids.emplace_back(written);
    }
    if (!receipt.ids.empty()) {
        add_other_base(receipt.ids);
    }
    if (const std::string* reference = message.parameter(smpp::tag_user_message_reference);
        reference != nullptr && reference->size() == 2) {
        const auto high = static_cast<unsigned char>((*reference)[0]);
        receipt.reference =
            static_cast<std::uint16_t>(high << 8U | static_cast<unsigned char>((*reference)[1]));
    }
    std::optional<Delivery> state;
    if (const std::string* parameter = message.parameter(smpp::tag_message_state)) {
        state = state_of_parameter(*parameter);
    }
    if (!state) {
        state = state_of_text(text);
    }
    if (!state || (receipt.ids.empty() && !receipt.reference)) {
        return std::nullopt;
    }
    receipt.state = *state;
    return receipt;
}

}  // namespace guichet
