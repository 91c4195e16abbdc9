// `parse`: the reader for each type.
#include "engine/slots/readers.hpp"

namespace guichet::slots {

Parsed filled(std::string value, bool whole, bool sure) {
    return {Reading::filled, std::move(value), {}, whole, sure};
}

Parsed invalid(std::string_view refusal) {
    return {Reading::invalid, {}, std::string(refusal), false};
}

Parsed not_understood() {
    return {Reading::not_understood, {}, "illisible", false};
}

Parsed unreadable(bool whole) {
    return whole ? invalid("illisible") : not_understood();
}

Parsed parse(const Vocabulary& vocabulary,
             SlotType type,
             std::string_view text,
             std::chrono::year_month_day today) {
    const Line line = read_line(text);
    if (line.tokens.empty()) {
        return not_understood();
    }
    switch (type) {
        case SlotType::nom:
            return read_family_name(vocabulary, line);
        case SlotType::prenom:
            return read_given_name(vocabulary, line);
        case SlotType::denomination:
            return read_organisation(vocabulary, line);
        case SlotType::reference:
            return read_reference(vocabulary, line);
        case SlotType::date_naissance:
        case SlotType::date_passee:
        case SlotType::date_future:
        case SlotType::date:
            return read_date(vocabulary, type, line, today);
        case SlotType::telephone:
            return read_telephone(line);
        case SlotType::email:
            return read_email(line);
        case SlotType::contact:
            return read_contact(line);
        case SlotType::rcs:
            return read_rcs(line);
        case SlotType::montant:
            return read_amount(vocabulary, line);
        case SlotType::numero_cheque:
            return read_cheque_number(line);
        case SlotType::numero_recommande:
            return read_registered_letter(line);
        case SlotType::texte:
            return read_free_text(line);
        case SlotType::oui_non:
            return read_yes_no(vocabulary, line);
    }
    return not_understood();
}

}  // namespace guichet::slots
