#include "tests/unit/slots/reading.hpp"

using guichet::slots::SlotType;
using guichet::tests::check_readings;

TEST_CASE("where to answer: an address, a number or a letter") {
    check_readings(SlotType::contact,
                   {
                       {"marie.dupont@gmail.com", "marie.dupont@gmail.com"},
                       {"06 12 34 56 78", "+33612345678"},
                       {"marie.dupont@gmail.com ou 06 12 34 56 78", "marie.dupont@gmail.com …"},
                       {"par courrier", "courrier"},
                       {"par voie postale, par la poste", "courrier"},
                       {"plutôt par lettre svp", "courrier"},
                       {"j'ai perdu le courrier", "?"},
                       {"par courrier ?", "?"},
                       {"marie.dupont@gmail", "!email-invalide"},
                       {"06 12 34 56", "!telephone-longueur"},
                       {"par mail", "?"},
                       {"oui", "?"},
                   });
}
