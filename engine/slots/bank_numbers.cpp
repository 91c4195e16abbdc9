// Payment cards and bank accounts.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "engine/slots/checksum.hpp"
#include "engine/slots/digits.hpp"
#include "engine/slots/sensitive_finders.hpp"

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t least_card = 13;
constexpr std::size_t common_card = 16;
constexpr std::size_t most_card = 19;
constexpr std::size_t siret_digits = 14;
constexpr std::size_t rib_length = 23;
constexpr std::size_t least_account = 14;
constexpr std::size_t most_account = 34;

// Lengths of IBAN: the ISO 13616 registry, and the African countries that use the form without
// being in it.
constexpr std::array iban_lengths = {
    std::pair{"AD"sv, 24U}, std::pair{"AE"sv, 23U}, std::pair{"AL"sv, 28U}, std::pair{"AO"sv, 25U},
    std::pair{"AT"sv, 20U}, std::pair{"AZ"sv, 28U}, std::pair{"BA"sv, 20U}, std::pair{"BE"sv, 16U},
    std::pair{"BF"sv, 28U}, std::pair{"BG"sv, 22U}, std::pair{"BH"sv, 22U}, std::pair{"BI"sv, 27U},
    std::pair{"BJ"sv, 28U}, std::pair{"BR"sv, 29U}, std::pair{"BY"sv, 28U}, std::pair{"CF"sv, 27U},
    std::pair{"CG"sv, 27U}, std::pair{"CH"sv, 21U}, std::pair{"CI"sv, 28U}, std::pair{"CM"sv, 27U},
    std::pair{"CR"sv, 22U}, std::pair{"CV"sv, 25U}, std::pair{"CY"sv, 28U}, std::pair{"CZ"sv, 24U},
    std::pair{"DE"sv, 22U}, std::pair{"DJ"sv, 27U}, std::pair{"DK"sv, 18U}, std::pair{"DO"sv, 28U},
    std::pair{"DZ"sv, 26U}, std::pair{"EE"sv, 20U}, std::pair{"EG"sv, 29U}, std::pair{"ES"sv, 24U},
    std::pair{"FI"sv, 18U}, std::pair{"FK"sv, 18U}, std::pair{"FO"sv, 18U}, std::pair{"FR"sv, 27U},
    std::pair{"GA"sv, 27U}, std::pair{"GB"sv, 22U}, std::pair{"GE"sv, 22U}, std::pair{"GI"sv, 23U},
    std::pair{"GL"sv, 18U}, std::pair{"GR"sv, 27U}, std::pair{"GT"sv, 28U}, std::pair{"HN"sv, 28U},
    std::pair{"HR"sv, 21U}, std::pair{"HU"sv, 28U}, std::pair{"IE"sv, 22U}, std::pair{"IL"sv, 23U},
    std::pair{"IQ"sv, 23U}, std::pair{"IS"sv, 26U}, std::pair{"IT"sv, 27U}, std::pair{"JO"sv, 30U},
    std::pair{"KM"sv, 27U}, std::pair{"KW"sv, 30U}, std::pair{"KZ"sv, 20U}, std::pair{"LB"sv, 28U},
    std::pair{"LC"sv, 32U}, std::pair{"LI"sv, 21U}, std::pair{"LT"sv, 20U}, std::pair{"LU"sv, 20U},
    std::pair{"LV"sv, 21U}, std::pair{"LY"sv, 25U}, std::pair{"MA"sv, 28U}, std::pair{"MC"sv, 27U},
    std::pair{"MD"sv, 24U}, std::pair{"ME"sv, 22U}, std::pair{"MG"sv, 27U}, std::pair{"MK"sv, 19U},
    std::pair{"ML"sv, 28U}, std::pair{"MN"sv, 20U}, std::pair{"MR"sv, 27U}, std::pair{"MT"sv, 31U},
    std::pair{"MU"sv, 30U}, std::pair{"NE"sv, 28U}, std::pair{"NI"sv, 28U}, std::pair{"NL"sv, 18U},
    std::pair{"NO"sv, 15U}, std::pair{"OM"sv, 23U}, std::pair{"PK"sv, 24U}, std::pair{"PL"sv, 28U},
    std::pair{"PS"sv, 29U}, std::pair{"PT"sv, 25U}, std::pair{"QA"sv, 29U}, std::pair{"RO"sv, 24U},
    std::pair{"RS"sv, 22U}, std::pair{"RU"sv, 33U}, std::pair{"SA"sv, 24U}, std::pair{"SC"sv, 31U},
    std::pair{"SD"sv, 18U}, std::pair{"SE"sv, 24U}, std::pair{"SI"sv, 19U}, std::pair{"SK"sv, 24U},
    std::pair{"SM"sv, 27U}, std::pair{"SN"sv, 28U}, std::pair{"SO"sv, 23U}, std::pair{"ST"sv, 25U},
    std::pair{"SV"sv, 28U}, std::pair{"TD"sv, 27U}, std::pair{"TG"sv, 28U}, std::pair{"TL"sv, 23U},
    std::pair{"TN"sv, 24U}, std::pair{"TR"sv, 26U}, std::pair{"UA"sv, 29U}, std::pair{"VA"sv, 22U},
    std::pair{"VG"sv, 24U}, std::pair{"XK"sv, 20U}, std::pair{"YE"sv, 30U},
};

std::size_t iban_length(std::string_view country) {
    const auto known =
        std::ranges::find(iban_lengths, country, [](const auto& entry) { return entry.first; });
    return known == iban_lengths.end() ? 0 : known->second;
}

char upper(char c) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t count_digits(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}

// Cards begin with 2 to 6, and each length has its issuers.
bool may_begin_card(std::string_view digits) {
    const char first = digits.front();
    switch (digits.size()) {
        case 13:
            return first == '4';
        case 14:
            return first == '3' && std::string_view("0689").find(digits[1]) != std::string::npos;
        case 15:
            return digits.starts_with("34") || digits.starts_with("37");
        default:
            return first >= '2' && first <= '6';
    }
}

// A SIRET passes Luhn too.
bool is_card(std::string_view digits) {
    return digits.size() >= least_card && digits.size() <= most_card && may_begin_card(digits) &&
           passes_luhn(digits) && !(digits.size() == siret_digits && is_siret(digits));
}

// Lengths of the pieces in which a number is written.
using Pieces = std::vector<std::size_t>;

// One piece, equal pieces and a last, pieces that end where those of four do, or 4-6-5.
bool is_regular(const Pieces& pieces) {
    std::size_t end = 0;
    bool fours = true;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        end += pieces[i];
        fours = fours && end % 4 == 0;
    }
    const bool equal =
        std::ranges::all_of(pieces.begin(),
                            pieces.end() - 1,
                            [&](std::size_t piece) { return piece == pieces.front(); }) &&
        pieces.back() <= pieces.front();
    const bool long_middle = pieces.size() == 3 && pieces[0] == 4 && pieces[1] == 6;
    return equal || fours || long_middle;
}

// "4111 1111 1111 111": 4-4-4-4 with a digit lost or added in one piece.
bool is_almost_printed(const Pieces& pieces) {
    return pieces.size() == 4 && std::ranges::count(pieces, 4U) >= 3 &&
           std::ranges::all_of(pieces, [](std::size_t piece) { return piece >= 3 && piece <= 5; });
}

struct Candidate {
    std::string digits;
    Pieces pieces;
    bool years = true;   // every piece is a year ("2019 2020 2021 2022")
    bool whole = false;  // the run holds nothing else
};

void add_piece(Candidate& candidate, std::string_view piece) {
    candidate.digits += piece;
    candidate.pieces.push_back(piece.size());
    candidate.years = candidate.years && piece.size() == 4 &&
                      (piece.starts_with("19") || piece.starts_with("20"));
}

bool looks_like_card(const Candidate& card, Announced announced) {
    const bool shaped = card.whole || is_regular(card.pieces);
    if (is_card(card.digits) && shaped) {
        return announced != Announced::something_else || card.digits.size() == common_card;
    }
    if (card.years || announced == Announced::something_else) {
        return false;
    }
    if (announced == Announced::card) {
        return card.digits.size() >= least_card && card.digits.size() <= most_card && shaped;
    }
    const bool printed = is_almost_printed(card.pieces) ||
                         (card.pieces == Pieces{4, 6, 5} && card.digits.size() == 15);
    const char first = card.digits.front();
    return announced == Announced::nothing && printed && first >= '2' && first <= '6';
}

// The token after the card that begins at `first`; 0 when there is none. Sixteen digits are taken
// before a longer number that would eat the code after it.
std::size_t card_end(Tokens tokens, std::size_t first, const Stretch& run, Announced announced) {
    Candidate candidate;
    std::size_t end = 0;
    for (std::size_t i = first; i < run.last && candidate.digits.size() < most_card; ++i) {
        if (!tokens[i].is_number()) {
            continue;
        }
        add_piece(candidate, tokens[i].folded);
        candidate.whole = first == run.first && i + 1 == run.last;
        if (looks_like_card(candidate, announced)) {
            end = i + 1;
            if (candidate.digits.size() == common_card) {
                break;
            }
        }
    }
    return end;
}

bool is_ascii_word(const Token& token) {
    return token.is_word() && token.folded.size() == token.raw.size();
}

bool touches_number(Tokens tokens, std::size_t index) {
    return (glued(tokens, index) && tokens[index - 1].is_number()) ||
           (glued(tokens, index + 1) && tokens[index + 1].is_number());
}

// Letters of an account: glued to digits, or the four of a bank ("GB29 NWBK 6016…").
bool is_account_part(Tokens tokens, std::size_t index, std::size_t written) {
    const Token& token = tokens[index];
    return token.is_number() ||
           (is_ascii_word(token) &&
            (touches_number(tokens, index) || (token.folded.size() == 4 && written == 4)));
}

// The country whose code stands at the end of the token ("FR", "fr", "ibanFR").
std::string country_at(const Token& token) {
    if (!is_ascii_word(token)) {
        return {};
    }
    const std::string_view folded = token.folded;
    if (folded.size() != 2 && !(folded.size() == 6 && folded.starts_with("iban"))) {
        return {};
    }
    const std::string country{upper(folded[folded.size() - 2]), upper(folded.back())};
    return iban_length(country) > 0 ? country : std::string{};
}

// A number of the right length, or one digit off, that its writer surely meant as an IBAN.
bool is_almost_iban(std::string_view iban, std::size_t length, bool meant) {
    const std::size_t digits = count_digits(iban);
    return meant && iban.size() + 1 >= length && iban.size() <= length + 1 &&
           digits * 5 >= iban.size() * 3;
}

// The token after the IBAN that begins at `first`; 0 when there is none.
std::size_t iban_end(Tokens tokens, std::size_t first) {
    std::string iban = country_at(tokens[first]);
    if (iban.empty()) {
        return 0;
    }
    const std::size_t length = iban_length(iban);
    const Announced what = announced(tokens, {first, first + 1});
    const bool meant =
        what != Announced::something_else &&
        (glued(tokens, first + 1) || tokens[first].raw[0] < 'a' || what == Announced::account);
    std::size_t almost = 0;
    for (std::size_t i = first + 1; i < tokens.size() && iban.size() <= length; ++i) {
        if (tokens[i].is_any({"-", ".", "_"})) {
            continue;
        }
        if (!is_account_part(tokens, i, iban.size()) ||
            (iban.size() == 2 && !tokens[i].is_number())) {
            break;
        }
        std::ranges::transform(tokens[i].folded, std::back_inserter(iban), upper);
        if (iban.size() == length && is_digit(iban[3]) &&
            (passes_iban_check(iban) || is_almost_iban(iban, length, meant))) {
            return i + 1;
        }
        almost = is_almost_iban(iban, length, meant) ? i + 1 : almost;
    }
    return almost;
}

// A French account number without its IBAN: bank, branch, account, key. Letters stand for digits.
bool is_rib(std::string_view rib) {
    if (rib.size() != rib_length || count_digits(rib) != rib_length) {
        return false;
    }
    int remainder = 0;
    for (const char c : rib) {
        remainder = (remainder * 10 + (c - '0')) % 97;
    }
    return remainder == 0 && rib.find_first_not_of('0') != std::string_view::npos;
}

bool is_account(const DigitRun& run, Tokens tokens) {
    const Announced what = announced(tokens, run.stretch);
    return (is_rib(run.digits) && what != Announced::something_else) ||
           (what == Announced::account && run.digits.size() >= least_account &&
            run.digits.size() <= most_account);
}

}  // namespace

std::vector<Hidden> find_accounts(Tokens tokens) {
    std::vector<Hidden> found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (const std::size_t end = iban_end(tokens, i); end != 0) {
            found.push_back({{i, end}, SensitiveKind::iban});
            i = end - 1;
        }
    }
    for (const DigitRun& run : digit_runs(tokens, {"-", ".", "_"})) {
        if (is_account(run, tokens)) {
            found.push_back({run.stretch, SensitiveKind::iban});
        }
    }
    return found;
}

std::vector<Hidden> find_cards(Tokens tokens) {
    std::vector<Hidden> found;
    for (const DigitRun& run : digit_runs(tokens, {"-", ".", "/", "_", ":", "*"})) {
        const Announced what = announced(tokens, run.stretch);
        for (std::size_t i = run.stretch.first; i < run.stretch.last; ++i) {
            const std::size_t end =
                tokens[i].is_number() ? card_end(tokens, i, run.stretch, what) : 0;
            if (end != 0) {
                found.push_back({{i, end}, SensitiveKind::card});
                i = end - 1;
            }
        }
    }
    return found;
}

}  // namespace guichet::slots
