// Where to answer somebody: an e-mail address, a telephone number, or a letter.
#include <algorithm>

#include "engine/slots/leftover.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {

Parsed read_contact(const Line& line) {
    const Parsed email = read_email(line);
    if (email.reading != Reading::not_understood) {
        return email;
    }
    const Parsed telephone = read_telephone(line);
    if (telephone.reading != Reading::not_understood) {
        return telephone;
    }
    const auto is_letter = [](const Token& token) {
        return token.is_any({"courrier", "poste", "lettre"});
    };
    const bool letter = std::ranges::any_of(line.tokens, is_letter);
    const bool nothing_else = nothing_left(line.tokens,
                                           std::initializer_list<Stretch>{},
                                           {"par",
                                            "courrier",
                                            "poste",
                                            "lettre",
                                            "voie",
                                            "postal",
                                            "postale",
                                            "plutot",
                                            "finalement"});
    return letter && nothing_else ? filled(std::string(by_post), true) : not_understood();
}

}  // namespace guichet::slots
