#pragma once
// The types a field of a form may have, and the reading of what a person typed as a value of one.
// Pure: the day is handed in. Texts are UTF-8 as typed. Tested by tests/unit/slots.
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/vocabulary.hpp"

namespace guichet::slots {

// Names in YAML are those of `type_name`: the enumerator with hyphens.
enum class SlotType {
    nom,                // a family name
    prenom,             // a first name
    denomination,       // a company's or a creditor's name
    reference,          // a case reference
    date_naissance,     // a birth date
    date_passee,        // the date of a past event
    date_future,        // a date to come
    date,               // any date
    telephone,          // a telephone number
    email,              // an e-mail address
    contact,            // where to answer: an e-mail address, a telephone number, or by post
    rcs,                // a SIREN, possibly inside an RCS mention or a SIRET
    montant,            // an amount in euros
    numero_cheque,      // the number of a cheque (seven digits)
    numero_recommande,  // the number of a registered letter
    texte,              // free text
    oui_non,            // yes or no
};

// The canonical contact of somebody who prefers a letter.
inline constexpr std::string_view by_post = "courrier";

std::optional<SlotType> type_named(std::string_view name);
std::string_view type_name(SlotType type);

// An open type takes almost any words (names, free text), so an intent or a question may be meant
// instead; a closed type (dates, numbers) that parses is an answer.
bool is_open(SlotType type);

enum class Reading {
    filled,          // `value` holds the canonical form
    invalid,         // meant as a value of this type, but refused: `refusal` says why
    not_understood,  // nothing of this type in the text: `refusal` is "illisible"
};

struct Parsed {
    Reading reading = Reading::not_understood;
    std::string value;    // canonical form (DESIGN: canonical values); empty unless filled
    std::string refusal;  // one of `refusals()`; empty when filled
    bool whole =
        false;  // nothing meaningful in the text was left over ("le 12/03/1985 svp" is whole)
    bool sure = true;  // false: what was said may mean another value, to be said back and confirmed
};

// Reads `text` as a value of `type`, by the words of the content. `today` settles two-digit years,
// ages and past or future.
Parsed parse(const Vocabulary& vocabulary,
             SlotType type,
             std::string_view text,
             std::chrono::year_month_day today);

// Every refusal code `parse` may give; the content holds a French sentence for each.
std::span<const std::string_view> refusals();

// True when the text says that the person does not know or does not have it
// ("je ne sais pas", "jlai pas", "aucune idée", "je l'ai perdue").
bool means_unknown(const Vocabulary& vocabulary, std::string_view text);

// True when the whole text is the name of a creditor everyone knows ("edf", "le Crédit Agricole").
bool is_known_creditor(const Vocabulary& vocabulary, std::string_view text);

// A value found inside a longer message ("je m'appelle Marie Dupont, née le 12/03/1985, dossier
// 45778B"). Only sure finds: a name needs a marker, a reference its label, a date of birth "né".
struct Found {
    SlotType type;
    std::string value;  // canonical, valid
    std::string raw;    // the words it was read from
};

std::vector<Found> find_all(const Vocabulary& vocabulary,
                            std::string_view text,
                            std::chrono::year_month_day today);

}  // namespace guichet::slots
