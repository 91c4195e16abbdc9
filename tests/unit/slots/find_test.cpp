#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/slot_type.hpp"
#include "tests/unit/slots/reading.hpp"

using namespace guichet::slots;

namespace {

// "nom=Dupont prenom=Marie", in the order of the types.
std::string found(std::string_view text) {
    std::string out;
    for (const SlotType type : {SlotType::nom,
                                SlotType::prenom,
                                SlotType::denomination,
                                SlotType::reference,
                                SlotType::date_naissance,
                                SlotType::date_passee,
                                SlotType::date_future,
                                SlotType::date,
                                SlotType::telephone,
                                SlotType::email,
                                SlotType::rcs,
                                SlotType::montant,
                                SlotType::numero_cheque,
                                SlotType::numero_recommande,
                                SlotType::texte,
                                SlotType::oui_non}) {
        for (const Found& each :
             find_all(guichet::tests::vocabulary(), text, guichet::tests::monday)) {
            if (each.type == type) {
                out += (out.empty() ? "" : " ") + std::string(type_name(type)) + "=" + each.value;
            }
        }
    }
    return out;
}

struct Finding {
    std::string_view text;
    std::string_view values;
};

void check_findings(std::initializer_list<Finding> table) {
    for (const Finding& finding : table) {
        CAPTURE(finding.text);
        CHECK(found(finding.text) == finding.values);
    }
}

}  // namespace

TEST_CASE("values in a sentence") {
    check_findings({
        {"Bonjour, Marie Dupont, née le 12/03/1985, dossier 45 778 B, EDF",
         "nom=Dupont prenom=Marie denomination=EDF reference=45778B date-naissance=1985-03-12"},
        {"je m'appelle Marie Dupont, née le 12/03/1985, dossier 45778B",
         "nom=Dupont prenom=Marie reference=45778B date-naissance=1985-03-12"},
        {"Je m'appelle Jean-Pierre de La Tour et mon dossier est le AB-123456",
         "nom=de La Tour prenom=Jean-Pierre reference=AB-123456"},
        {"Mon nom est Dupont", "nom=Dupont"},
        {"je suis Mme Dupont, dossier n° 45778B", "nom=Dupont reference=45778B"},
        {"né le 1er avril 1972", "date-naissance=1972-04-01"},
        {"ma date de naissance est le 7 août 1990", "date-naissance=1990-08-07"},
        {"réf. 2024/00123 pourquoi me relancez-vous ?", "reference=2024/00123"},
        {"référence : 45778B", "reference=45778B"},
        {"rappelez-moi au 06 12 34 56 78", "telephone=+33612345678"},
        {"mon numéro : +33 6 12 34 56 78 svp", "telephone=+33612345678"},
        {"écrivez-moi à marie.dupont@gmail.com", "email=marie.dupont@gmail.com"},
        {"mail marie.dupont@gmail.com, tél 0612345678",
         "telephone=+33612345678 email=marie.dupont@gmail.com"},
        {"ma société est au RCS de Paris, 552 100 554", "rcs=552100554"},
        {"SIREN 732829320", "rcs=732829320"},
        {"j'ai fait un chèque de 300 euros n° 1234567", "montant=300.00 numero-cheque=1234567"},
        {"j'ai envoyé un recommandé n° 1A 123 456 7890 1", "numero-recommande=1A12345678901"},
        {"un virement de 1 234,56 € hier", "montant=1234.56"},
        {"j'ai une dette chez Orange", "denomination=Orange"},
        {"mon créancier est cofidis", "denomination=Cofidis"},
        {"je suis Marie Dupont et j'ai reçu un courrier", "nom=Dupont prenom=Marie"},
        {"mon nom est Marie Dupont", "nom=Dupont prenom=Marie"},
    });
}

TEST_CASE("nothing false in a sentence") {
    check_findings({
        {"", ""},
        {"bonjour", ""},
        {"Bonjour, je voudrais payer ma dette", ""},
        {"j'habite au 12 rue des Lilas, 75011 Paris", ""},
        {"12 rue du Dossier, 75011 Paris", ""},
        {"je veux payer en 3 fois", ""},
        {"j'ai reçu votre lettre du 12/03/2025", ""},
        {"j'ai reçu 3 courriers en 2025", ""},
        {"mon dossier est bloqué depuis 2 ans", ""},
        {"mon dossier du 12/03/2025 est soldé", ""},
        {"je suis malade", ""},
        {"je suis au chômage", ""},
        {"je suis en arrêt depuis le 12/03/2025", ""},
        {"je m'appelle comment déjà ?", ""},
        {"je gagne 1500 euros par mois", ""},
        {"c'est une orange", ""},
        {"je me sens libre", ""},
        {"free", ""},
        {"appelez le 3631", ""},
        {"mon loyer est de 800 euros", ""},
        {"j'ai 45 ans et 3 enfants", ""},
        {"né en 1985", ""},
        {"née le 31/02/1990", ""},
        {"mon père né le 12/03/1945 est décédé", ""},
        {"mon mari, Paul Durand, est né le 12/03/1975", ""},
        {"mon dossier de 2019", ""},
        {"mon dossier 45778B et le dossier 99887C", ""},
        {"mon conseiller est Paul Durand", ""},
        {"j'ai appelé Marie Dupont hier, elle ne répond pas", ""},
        {"Madame, Monsieur, je vous écris", ""},
        {"dossier du 12 mars", ""},
        {"rappelez-moi au 06 12 34", ""},
        {"marie@gmail", ""},
        {"SIREN 732829321", ""},
        {"mon conseiller Monsieur est absent", ""},
        {"Merci, bonne journée", ""},
        {"ma carte est la 4111 1111 1111 1111", ""},
        {"mon iban FR76 3000 6000 0112 3456 7890 189", ""},
    });
}

TEST_CASE("a found value quotes the words it was read from") {
    const std::string text = "Bonjour, Marie Dupont, née le 12/03/1985, dossier 45 778 B, EDF";
    const std::vector<Found> all =
        find_all(guichet::tests::vocabulary(), text, guichet::tests::monday);
    CHECK(all.size() == 5);
    for (const Found& each : all) {
        CAPTURE(each.value);
        CHECK_FALSE(each.raw.empty());
        CHECK(text.find(each.raw) != std::string::npos);
    }
}
