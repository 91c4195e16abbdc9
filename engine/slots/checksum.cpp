#include "engine/slots/checksum.hpp"

#include <algorithm>

namespace guichet::slots {

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        const int doubled = digit * 2;
        sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return !digits.empty() && sum % 10 == 0;
}

bool passes_iban_check(std::string_view iban) {
    if (iban.size() < 5) {
        return false;
    }
    int remainder = 0;
    const auto feed = [&](std::string_view part) {
        for (const char c : part) {
            const int value = c >= 'A' ? c - 'A' + 10 : c - '0';
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
    };
    feed(iban.substr(4));
    feed(iban.substr(0, 4));
    return remainder == 1;
}

bool is_siren(std::string_view digits) {
    return digits.size() == 9 && digits.find_first_not_of('0') != std::string_view::npos &&
           passes_luhn(digits);
}

bool is_siret(std::string_view digits) {
    if (digits.size() != 14 || !is_siren(digits.substr(0, 9))) {
        return false;
    }
    int sum = 0;
    for (const char digit : digits) {
        sum += digit - '0';
    }
    return passes_luhn(digits) || (digits.starts_with("356000000") && sum % 5 == 0);
}

}  // namespace guichet::slots
