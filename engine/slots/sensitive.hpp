#pragma once
// What must never be kept, shown or sent on: payment cards, bank accounts, card codes, social
// security numbers, passwords. They are hidden and the rest of the message is still served.
// Rules over words and digits, so that what they hide can be proved. Pure; UTF-8.
// Tested by tests/unit/slots.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::slots {

enum class SensitiveKind {
    card,             // a payment card, its expiry with it
    iban,             // an IBAN, or a French account number (RIB)
    cvv,              // the three or four digits at the back of a card
    social_security,  // a French social security number
    password,         // a password, or the secret code of a card
};

struct Masked {
    std::string text;  // `clean` of the message, each thing hidden as "••••"
    std::vector<SensitiveKind> kinds;  // what was hidden: each once, in the order of the enum
    std::string rest;  // the message without what was hidden and the words that only bring it
                       // ("ma carte c'est"); empty when nothing else was said
};

// Hides card numbers (right, or printed or announced as one with a wrong digit), IBAN (the
// published length of their country), card codes, social security numbers and passwords. A number
// announced as something else ("référence", "SIRET", "téléphone", "chèque"…) stays. nullopt when
// there is nothing to hide; `mask_sensitive(masked.text)` is always nullopt.
std::optional<Masked> mask_sensitive(std::string_view text);

// True when the person protests that no such data was given, or that it was something else ("je
// n'ai donné aucun numéro", "c'est pas une carte", "c'est ma référence, pas ma carte").
bool denies_sensitive(std::string_view text);

}  // namespace guichet::slots
