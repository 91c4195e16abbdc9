#pragma once
// Check digits. Tested by tests/unit/slots.
#include <string_view>

namespace guichet::slots {

// ISO/IEC 7812 (Luhn): cards, SIREN, SIRET. `digits` holds ASCII digits only; empty is false.
bool passes_luhn(std::string_view digits);

// ISO 7064 mod 97-10 of an IBAN in capital letters and digits, its country first.
bool passes_iban_check(std::string_view iban);

// A SIREN: nine digits with the Luhn check, not all zeros.
bool is_siren(std::string_view digits);

// A SIRET: fourteen digits with the Luhn check, its first nine a SIREN. The postal service's own
// establishments (356000000) have their digits sum up to a multiple of five instead.
bool is_siret(std::string_view digits);

}  // namespace guichet::slots
