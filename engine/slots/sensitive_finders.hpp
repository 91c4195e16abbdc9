#pragma once
// The finders behind `mask_sensitive`, one a kind. Tested by tests/unit/slots/sensitive_test.cpp.
#include <span>
#include <vector>

#include "engine/slots/leftover.hpp"
#include "engine/slots/sensitive.hpp"
#include "engine/slots/token.hpp"

namespace guichet::slots {

struct Hidden {
    Stretch stretch;
    SensitiveKind kind;
};

// What the words beside a number say it is.
enum class Announced { nothing, card, account, social_security, something_else };

// The nearest announcement before `number`, or just after it ("… c'est ma référence"); one that is
// denied ("pas ma carte") does not count.
Announced announced(Tokens tokens, Stretch number);

std::vector<Hidden> find_accounts(Tokens tokens);
std::vector<Hidden> find_social_security(Tokens tokens);
std::vector<Hidden> find_cards(Tokens tokens);
std::vector<Hidden> find_passwords(Tokens tokens);

// The expiry and the code of the cards found, and codes that are announced ("cvv 123").
std::vector<Hidden> find_card_codes(Tokens tokens, std::span<const Hidden> cards);

// A word that only brings sensitive data ("carte", "numéro", "iban", "mdp").
bool brings_sensitive(const Token& token);

}  // namespace guichet::slots
