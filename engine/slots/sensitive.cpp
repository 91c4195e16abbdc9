// Cards and IBAN hidden.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "engine/slots/checksum.hpp"
#include "engine/slots/digits.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view mask = "••••";
constexpr std::size_t least_card = 13;
constexpr std::size_t most_card = 19;
constexpr std::size_t siret_digits = 14;

struct Bytes {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Lengths of IBAN in the countries whose accounts a person in France may hold (ISO 13616 registry).
constexpr std::array iban_lengths = {
    std::pair{"FR"sv, 27U}, std::pair{"MC"sv, 27U}, std::pair{"BE"sv, 16U}, std::pair{"DE"sv, 22U},
    std::pair{"ES"sv, 24U}, std::pair{"IT"sv, 27U}, std::pair{"PT"sv, 25U}, std::pair{"LU"sv, 20U},
    std::pair{"CH"sv, 21U}, std::pair{"GB"sv, 22U}, std::pair{"NL"sv, 18U}, std::pair{"AT"sv, 20U},
    std::pair{"IE"sv, 22U}, std::pair{"LT"sv, 20U}, std::pair{"LV"sv, 21U}, std::pair{"EE"sv, 20U},
    std::pair{"PL"sv, 28U}, std::pair{"RO"sv, 24U}, std::pair{"BG"sv, 22U}, std::pair{"CZ"sv, 24U},
    std::pair{"SK"sv, 24U}, std::pair{"SI"sv, 19U}, std::pair{"HR"sv, 21U}, std::pair{"HU"sv, 28U},
    std::pair{"GR"sv, 27U}, std::pair{"CY"sv, 28U}, std::pair{"MT"sv, 31U}, std::pair{"FI"sv, 18U},
    std::pair{"SE"sv, 24U}, std::pair{"DK"sv, 18U}, std::pair{"NO"sv, 15U}, std::pair{"IS"sv, 26U},
    std::pair{"LI"sv, 21U}, std::pair{"SM"sv, 27U}, std::pair{"AD"sv, 24U}, std::pair{"TN"sv, 24U},
    std::pair{"MA"sv, 28U}, std::pair{"DZ"sv, 26U}, std::pair{"TR"sv, 26U}, std::pair{"MU"sv, 30U},
};

// Cards start with 2 to 6; a SIRET passes Luhn too.
bool is_card(std::string_view digits) {
    const bool length = digits.size() >= least_card && digits.size() <= most_card;
    return length && digits.front() >= '2' && digits.front() <= '6' && passes_luhn(digits) &&
           !(digits.size() == siret_digits && is_siret(digits));
}

// The groups of a card as printed, at `first`: 4-4-4-4 and what may follow, 4-6-5, 4-6-4. The index
// after the last, or 0.
std::size_t printed_card(Tokens tokens, std::size_t first, std::size_t last) {
    std::string digits;
    std::size_t end = 0;
    for (std::size_t i = first; i < last && digits.size() < most_card; ++i) {
        if (tokens[i].is_number()) {
            digits += tokens[i].folded;
            const bool printed = tokens[first].folded.size() == 4 && tokens[i].folded.size() >= 3;
            end = is_card(digits) && (printed || i == first) ? i + 1 : end;
        }
    }
    return end;
}

std::vector<Bytes> cards(Tokens tokens) {
    std::vector<Bytes> found;
    for (const DigitRun& run : digit_runs(tokens, {"-", ".", "/", "_"})) {
        if (is_card(run.digits)) {
            found.push_back({tokens[run.stretch.first].begin, tokens[run.stretch.last - 1].end});
            continue;
        }
        for (std::size_t i = run.stretch.first; i < run.stretch.last; ++i) {
            const std::size_t end =
                tokens[i].is_number() ? printed_card(tokens, i, run.stretch.last) : 0;
            if (end != 0) {
                found.push_back({tokens[i].begin, tokens[end - 1].end});
                i = end - 1;
            }
        }
    }
    return found;
}

bool is_letter(const Token& token) {
    return token.is_word() && token.folded.size() == token.raw.size();
}

// The IBAN whose country code is the start of the token at `index`; empty bytes when there is none.
Bytes iban_at(Tokens tokens, std::size_t index) {
    if (!is_letter(tokens[index]) || tokens[index].folded.size() != 2) {
        return {};
    }
    std::string iban;
    for (std::size_t i = index; i < tokens.size(); ++i) {
        if (tokens[i].is_any({"-", "."})) {
            continue;
        }
        if (!tokens[i].is_number() && !is_letter(tokens[i])) {
            break;
        }
        for (const char c : tokens[i].folded) {
            iban += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
        const auto known = std::ranges::find(iban_lengths,
                                             std::string_view(iban).substr(0, 2),
                                             [](const auto& p) { return p.first; });
        const bool complete =
            known != iban_lengths.end() ? iban.size() == known->second : iban.size() >= 15;
        if (iban.size() > 34) {
            break;
        }
        if (complete && std::isdigit(static_cast<unsigned char>(iban[2])) != 0 &&
            passes_iban_check(iban)) {
            return {tokens[index].begin, tokens[i].end};
        }
    }
    return {};
}

}  // namespace

std::optional<std::string> mask_sensitive(std::string_view text) {
    const Line line = read_line(text);
    std::vector<Bytes> hidden;
    for (std::size_t i = 0; i < line.tokens.size(); ++i) {
        if (const Bytes iban = iban_at(line.tokens, i); iban.end != 0) {
            hidden.push_back(iban);
        }
    }
    for (const Bytes& card : cards(line.tokens)) {
        const bool inside = std::ranges::any_of(hidden, [&](const Bytes& iban) {
            return card.begin < iban.end && iban.begin < card.end;
        });
        if (!inside) {
            hidden.push_back(card);
        }
    }
    if (hidden.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(hidden, {}, &Bytes::begin);
    std::string out;
    std::size_t at = 0;
    for (const Bytes& bytes : hidden) {
        out += std::string_view(line.text).substr(at, bytes.begin - at);
        out += mask;
        at = bytes.end;
    }
    return out + line.text.substr(at);
}

}  // namespace guichet::slots
