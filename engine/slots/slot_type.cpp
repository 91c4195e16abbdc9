#include "engine/slots/slot_type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::array type_names = {
    std::pair{SlotType::nom, "nom"sv},
    std::pair{SlotType::prenom, "prenom"sv},
    std::pair{SlotType::denomination, "denomination"sv},
    std::pair{SlotType::reference, "reference"sv},
    std::pair{SlotType::date_naissance, "date-naissance"sv},
    std::pair{SlotType::date_passee, "date-passee"sv},
    std::pair{SlotType::date_future, "date-future"sv},
    std::pair{SlotType::date, "date"sv},
    std::pair{SlotType::telephone, "telephone"sv},
    std::pair{SlotType::email, "email"sv},
    std::pair{SlotType::contact, "contact"sv},
    std::pair{SlotType::rcs, "rcs"sv},
    std::pair{SlotType::montant, "montant"sv},
    std::pair{SlotType::numero_cheque, "numero-cheque"sv},
    std::pair{SlotType::numero_recommande, "numero-recommande"sv},
    std::pair{SlotType::texte, "texte"sv},
    std::pair{SlotType::oui_non, "oui-non"sv},
};

// The meaning of each code is told in README.md.
constexpr std::array refusal_codes = {
    "illisible"sv,           "incertain"sv,          "date-impossible"sv,
    "date-vague"sv,          "date-incomplete"sv,    "date-future"sv,
    "date-passee"sv,         "date-mineur"sv,        "date-trop-ancienne"sv,
    "date-trop-lointaine"sv, "plusieurs-dates"sv,    "telephone-longueur"sv,
    "telephone-special"sv,   "telephone-invalide"sv, "plusieurs-telephones"sv,
    "email-invalide"sv,      "plusieurs-emails"sv,   "montant-negatif"sv,
    "montant-nul"sv,         "montant-trop-grand"sv, "montant-imprecis"sv,
    "montant-devise"sv,      "plusieurs-montants"sv, "reference-sans-chiffre"sv,
    "reference-longueur"sv,  "reference-autre"sv,    "plusieurs-references"sv,
    "donnee-bancaire"sv,     "rcs-longueur"sv,       "rcs-cle"sv,
    "plusieurs-rcs"sv,       "nom-chiffres"sv,       "nom-trop-court"sv,
    "nom-trop-long"sv,       "cheque-longueur"sv,    "recommande-longueur"sv,
    "texte-trop-court"sv,    "texte-trop-long"sv,
};

}  // namespace

std::optional<SlotType> type_named(std::string_view name) {
    const auto found =
        std::ranges::find(type_names, name, [](const auto& pair) { return pair.second; });
    return found == type_names.end() ? std::nullopt : std::optional(found->first);
}

std::string_view type_name(SlotType type) {
    const auto found =
        std::ranges::find(type_names, type, [](const auto& pair) { return pair.first; });
    return found == type_names.end() ? std::string_view{} : found->second;
}

bool is_open(SlotType type) {
    switch (type) {
        case SlotType::nom:
        case SlotType::prenom:
        case SlotType::denomination:
        case SlotType::texte:
            return true;
        default:
            return false;
    }
}

std::span<const std::string_view> refusals() {
    return refusal_codes;
}

}  // namespace guichet::slots
