#include "engine/slots/plausibility.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string_view>

#include "tests/unit/slots/reading.hpp"

using guichet::slots::judge_name;
using guichet::slots::JudgedName;
using guichet::slots::Oddity;
using guichet::slots::Plausibility;
using guichet::slots::SlotType;
using guichet::slots::without_opening;
using guichet::tests::vocabulary;

namespace {

struct Named {
    std::string_view text;
    std::string_view value;
};

void check_names(SlotType type, Plausibility expected, std::initializer_list<Named> table) {
    for (const Named& named : table) {
        CAPTURE(named.text);
        const JudgedName judged = judge_name(vocabulary(), type, named.text);
        CHECK(judged.plausibility == expected);
        CHECK(judged.value == named.value);
        CHECK((judged.oddity == Oddity::none) == (expected == Plausibility::plausible));
    }
}

void check_no_values(Oddity oddity, std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts) {
        for (const SlotType type : {SlotType::nom, SlotType::prenom, SlotType::denomination}) {
            CAPTURE(text);
            const std::string_view field = type_name(type);
            CAPTURE(field);
            const JudgedName judged = judge_name(vocabulary(), type, text);
            CHECK(judged.plausibility == Plausibility::not_a_value);
            CHECK(static_cast<int>(judged.oddity) == static_cast<int>(oddity));
            CHECK(judged.value == "");
        }
    }
}

}  // namespace

TEST_CASE("family names of every origin are plausible") {
    check_names(SlotType::nom,
                Plausibility::plausible,
                {
                    {"Dupont", "Dupont"},
                    {"dupont", "Dupont"},
                    {"DURAND", "Durand"},
                    {"Petit", "Petit"},
                    {"Boucher", "Boucher"},
                    {"Blanc", "Blanc"},
                    {"Lebon", "Lebon"},
                    {"Legrand", "Legrand"},
                    {"Roux", "Roux"},
                    {"Marchand", "Marchand"},
                    {"Fontaine", "Fontaine"},
                    {"Chevalier", "Chevalier"},
                    {"Noir", "Noir"},
                    {"Bonnet", "Bonnet"},
                    {"Berger", "Berger"},
                    {"Leroy", "Leroy"},
                    {"Moulin", "Moulin"},
                    {"Rey", "Rey"},
                    {"Le Goff", "Le Goff"},
                    {"le bihan", "Le Bihan"},
                    {"Kerguelen", "Kerguelen"},
                    {"Abgrall", "Abgrall"},
                    {"Da Silva", "Da Silva"},
                    {"dos Santos", "Dos Santos"},
                    {"Gonçalves", "Gonçalves"},
                    {"Ferreira", "Ferreira"},
                    {"Benali", "Benali"},
                    {"Ben Ali", "Ben Ali"},
                    {"El Amrani", "El Amrani"},
                    {"Bouzid", "Bouzid"},
                    {"Ould Ahmed", "Ould Ahmed"},
                    {"Ly", "Ly"},
                    {"Ba", "Ba"},
                    {"Sy", "Sy"},
                    {"Ng", "Ng"},
                    {"Nguyen", "Nguyen"},
                    {"N'Guyen", "N'Guyen"},
                    {"Tran", "Tran"},
                    {"Pham", "Pham"},
                    {"Traoré", "Traoré"},
                    {"M'Baye", "M'Baye"},
                    {"N'Diaye", "N'Diaye"},
                    {"Ndongo", "Ndongo"},
                    {"Diop", "Diop"},
                    {"Kouassi", "Kouassi"},
                    {"Rakotomalala", "Rakotomalala"},
                    {"O'Brien", "O'Brien"},
                    {"d'Artagnan", "d'Artagnan"},
                    {"De La Tour", "de La Tour"},
                    {"Du Bellay", "du Bellay"},
                    {"Schmidt", "Schmidt"},
                    {"Kowalczyk", "Kowalczyk"},
                    {"Van der Berg", "Van der Berg"},
                    {"Yılmaz", "Yılmaz"},
                    {"Öztürk", "Öztürk"},
                    {"Papadopoulos", "Papadopoulos"},
                    {"Saint-Martin", "Saint-Martin"},
                    {"Dupont-Durand", "Dupont-Durand"},
                    {"Martin Lefort", "Lefort"},
                    // brought by words
                    {"c'est Dupont", "Dupont"},
                    {"mon nom c'est Le Roux", "Le Roux"},
                    {"mon nom de famille est Petit", "Petit"},
                    {"je m'appelle Nadège Perrin", "Perrin"},
                    {"moi c'est Lambert", "Lambert"},
                    {"Mme Garnier", "Garnier"},
                    {"Monsieur Leblanc", "Leblanc"},
                    {"bonjour, Moreau", "Moreau"},
                    {"euh Moreau", "Moreau"},
                    {"Moreau svp", "Moreau"},
                    {"Moreau, merci", "Moreau"},
                    {"oui, Moreau", "Moreau"},
                    {"attendez, c'est Moreau", "Moreau"},
                    {"une seconde... Moreau", "Moreau"},
                    {"oh pardon, Moreau", "Moreau"},
                    {"*Moreau", "Moreau"},
                    {"non je voulais dire Moreau", "Moreau"},
                    {"désolé je me suis trompé, Moreau", "Moreau"},
                    {"Moreau avec un x à la fin non", "Moreau"},
                });
}

TEST_CASE("first names are plausible") {
    check_names(SlotType::prenom,
                Plausibility::plausible,
                {
                    {"Nadège", "Nadège"},
                    {"jean-luc", "Jean-Luc"},
                    {"Jean Luc", "Jean Luc"},
                    {"MARIE", "Marie"},
                    {"Aïcha", "Aïcha"},
                    {"Mamadou", "Mamadou"},
                    {"Thi Mai", "Thi Mai"},
                    {"Li", "Li"},
                    {"Bo", "Bo"},
                    {"Yann", "Yann"},
                    {"Gwenaëlle", "Gwenaëlle"},
                    {"João", "João"},
                    {"Fatoumata", "Fatoumata"},
                    {"Loup", "Loup"},
                    {"Clément", "Clément"},
                    {"Prudence", "Prudence"},
                    {"je m'appelle Nadège", "Nadège"},
                    {"mon prénom c'est Karim", "Karim"},
                    {"c'est Karim", "Karim"},
                    {"oh pardon, Jean-Luc", "Jean-Luc"},
                    {"euh… Odile", "Odile"},
                    {"Odile merci", "Odile"},
                });
}

TEST_CASE("companies are plausible") {
    check_names(SlotType::denomination,
                Plausibility::plausible,
                {
                    {"Oney", "Oney"},
                    {"oney", "Oney"},
                    {"Banque Postale", "Banque Postale"},
                    {"La Banque Postale", "La Banque Postale"},
                    {"Free", "Free"},
                    {"La Poste", "La Poste"},
                    {"orange", "Orange"},
                    {"edf", "EDF"},
                    {"EDF", "EDF"},
                    {"Action Logement", "Action Logement"},
                    {"Carrefour Banque", "Carrefour Banque"},
                    {"Crédit Agricole", "Crédit Agricole"},
                    {"Mieux Chez Soi", "Mieux Chez Soi"},
                    {"Garage du Centre", "Garage du Centre"},
                    {"Menuiserie Petit", "Menuiserie Petit"},
                    {"Vivre Ensemble Immobilier", "Vivre Ensemble Immobilier"},
                    {"Dupont et Fils", "Dupont et Fils"},
                    {"CGPS", "CGPS"},
                    {"c'est EDF", "EDF"},
                    {"mon créancier c'est Cofidis", "Cofidis"},
                    {"euh Cofidis", "Cofidis"},
                    {"non je voulais dire Sofinco", "Sofinco"},
                    {"*Sofinco", "Sofinco"},
                });
}

TEST_CASE("words that are hardly a name are asked about") {
    check_names(SlotType::nom,
                Plausibility::doubtful,
                {
                    {"Aucun", "Aucun"},
                    {"aucune", "Aucune"},
                    {"Personne", "Personne"},
                    {"Salut", "Salut"},
                    {"Bonjour", "Bonjour"},
                    {"Bonsoir", "Bonsoir"},
                    {"Oui", "Oui"},
                    {"Non", "Non"},
                    {"Merci", "Merci"},
                    {"O", "O"},
                    {"x", "X"},
                    {"Encore Lui", "Encore Lui"},
                    {"Encore moi", "Encore Moi"},
                    {"La Poste", "La Poste"},
                    {"EDF", "Edf"},
                    {"Cofidis", "Cofidis"},
                    {"La Banque", "La Banque"},
                    {"Dossier", "Dossier"},
                    {"ma dette", "Dette"},
                    {"facture", "Facture"},
                    {"Moi", "Moi"},
                    {"Toujours", "Toujours"},
                    {"Rien", "Rien"},
                    {"Inconnu", "Inconnu"},
                    {"Anonyme", "Anonyme"},
                    {"Maison", "Maison"},
                    {"Le", "Le"},
                    {"Payer", "Payer"},
                    {"azerty", "Azerty"},
                    {"dfghjk", "Dfghjk"},
                    {"xxxx", "Xxxx"},
                    {"Secret", "Secret"},
                    {"test", "Test"},
                    {"Chez Moi", "Chez Moi"},
                    {"Erreur", "Erreur"},
                });
    check_names(SlotType::prenom,
                Plausibility::doubtful,
                {
                    {"Aucun", "Aucun"},
                    {"Bonjour", "Bonjour"},
                    {"Monsieur", "Monsieur"},
                    {"J", "J"},
                    {"Personne", "Personne"},
                    {"Oui", "Oui"},
                    {"Humain", "Humain"},
                });
    check_names(SlotType::denomination,
                Plausibility::doubtful,
                {
                    {"Aucun", "Aucun"},
                    {"Personne", "Personne"},
                    {"Banque", "Banque"},
                    {"Oui", "Oui"},
                    {"Moi", "Moi"},
                    {"Z", "Z"},
                    {"Salut", "Salut"},
                    {"Loyer", "Loyer"},
                });
}

TEST_CASE("a wait, a feeling, a question is no name") {
    check_no_values(Oddity::waiting,
                    {
                        "attendez, je cherche",
                        "attends",
                        "une seconde, je regarde",
                        "un instant",
                        "2 minutes",
                        "deux secondes svp",
                        "je cherche mes papiers",
                        "laissez-moi le temps de chercher",
                        "je reviens",
                        "patientez",
                        "ne quittez pas",
                        "je vais voir",
                        "pas maintenant",
                    });
    check_no_values(Oddity::feeling,
                    {
                        "je suis à bout",
                        "je n'en peux plus",
                        "j'en peux plus de tout ça",
                        "j'en ai marre",
                        "y en a marre de vos histoires",
                        "ras le bol",
                        "j'ai peur",
                        "j'ai honte",
                        "je suis épuisée",
                        "laissez-moi tranquille",
                        "au secours",
                    });
    check_no_values(Oddity::question,
                    {
                        "et pour mon ex-mari, il doit signer ?",
                        "et après il se passe quoi ?",
                        "pourquoi vous voulez savoir",
                        "pourquoi",
                        "comment ça",
                        "le mien ou le sien ?",
                        "c'est obligatoire ?",
                        "lequel ?",
                        "quel nom",
                        "à quoi ça sert",
                        "combien je dois",
                    });
}

TEST_CASE("a command, a filler, a sentence is no name") {
    check_no_values(Oddity::command,
                    {
                        "non merci",
                        "annuler",
                        "stop",
                        "STOP",
                        "retour",
                        "recommencer",
                        "menu",
                        "aide",
                        "laissez tomber",
                        "parler à un conseiller",
                        "au revoir",
                    });
    check_no_values(Oddity::filler,
                    {
                        "ok",
                        "OK",
                        "okay",
                        "euh",
                        "euhhh",
                        "lol",
                        "mdr",
                        "ah",
                        "hein",
                        "bof",
                        "pff",
                        "d'accord",
                        "pardon",
                        "oups",
                        "désolé",
                        "svp",
                        "ah ok",
                    });
    check_no_values(Oddity::sentence,
                    {
                        "c'est pas ça",
                        "je comprends pas",
                        "je ne comprends pas ce que vous voulez",
                        "je ne veux pas vous le dire",
                        "je veux pas répondre",
                        "vous le savez déjà",
                        "j'ai déjà répondu",
                        "je vous ai déjà donné mon nom",
                        "il doit signer",
                        "ça ne vous regarde pas",
                        "je veux parler à quelqu'un",
                        "pas envie",
                        "on verra plus loin avec vous",
                        "je préfère ne rien dire",
                    });
}

TEST_CASE("what cannot be a value of the type keeps its refusal") {
    const JudgedName judged = judge_name(vocabulary(), SlotType::nom, "Dupont75");
    CHECK(judged.plausibility == Plausibility::plausible);
    CHECK(judged.value == "");
    CHECK(judge_name(vocabulary(), SlotType::nom, "").plausibility == Plausibility::not_a_value);
}

TEST_CASE("what an answer is brought with is taken off") {
    struct Line {
        std::string_view text;
        bool correction;
        std::string_view value;
    };

    const Line table[] = {
        {"Dupont", false, "Dupont"},
        {"oh pardon, Jean-Luc", false, "Jean-Luc"},
        {"pardon Jean-Luc", false, "Jean-Luc"},
        {"Désolée, Marie", false, "Marie"},
        {"je suis désolé, Marie", false, "Marie"},
        {"oups : Marie", false, "Marie"},
        {"euh… Marie", false, "Marie"},
        {"ok Marie", false, "Marie"},
        {"attendez, c'est Marie", false, "c'est Marie"},
        {"une seconde, je regarde… EDF", false, "EDF"},
        {"*Dupont", true, "Dupont"},
        {"* Dupont", true, "Dupont"},
        {"Dupont*", true, "Dupont"},
        {"Dupont *", true, "Dupont"},
        {"non je voulais dire Dupont", true, "Dupont"},
        {"je voulais écrire Dupont", true, "Dupont"},
        {"non, Dupont", true, "Dupont"},
        {"non plutôt EDF", true, "EDF"},
        {"plutôt le 12 mars", true, "le 12 mars"},
        {"en fait c'est Dupont", true, "c'est Dupont"},
        {"erreur, Dupont", true, "Dupont"},
        {"je me suis trompé : 45778B", true, "45778B"},
        {"oups je me suis trompée, Dupont", true, "Dupont"},
        {"faute de frappe, Dupont", true, "Dupont"},
        {"pardon, non, je voulais dire Le Goff !", true, "Le Goff !"},
        {"Ben Ali", false, "Ben Ali"},
        {"Nonnette", false, "Nonnette"},
        {"non", false, "non"},
        {"pardon", false, "pardon"},
        {"*", false, "*"},
        {"", false, ""},
    };
    for (const Line& line : table) {
        CAPTURE(line.text);
        const auto brought = without_opening(vocabulary(), line.text);
        CHECK(brought.correction == line.correction);
        CHECK(brought.value == line.value);
    }
}
