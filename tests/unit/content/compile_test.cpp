#include "engine/content/compile.hpp"

#include <doctest/doctest.h>

#include <random>

#include "engine/content/prove.hpp"
#include "tests/support/sample_content.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

struct Broken {
    const char* name;
    const char* file;
    const char* from;
    const char* to;
    const char* says;  // part of the message
    int line;
};

constexpr const char* relance = "dialogs/sujets/relance.yaml";
constexpr const char* names = "intents/lexique/noms.yaml";
constexpr const char* dates = "intents/lexique/dates.yaml";
constexpr const char* sayings = "intents/lexique/pas-un-nom.yaml";
constexpr const char* around_names = "intents/lexique/autour-des-noms.yaml";
constexpr const char* answers = "intents/lexique/reponses.yaml";

const Broken broken_files[] = {
    {"cue of a group that is not there",
     "intents/reperes.yaml",
     "partout: [deuil]",
     "partout: ['{proches} mort']",
     "ce groupe n'est pas écrit sous « groupes »",
     13},
    {"variant of several words",
     "intents/reperes.yaml",
     "partout: [deuil]",
     "partout: [j'ai|il pleut]",
     "une variante est un mot seul",
     13},
    {"phrase that may begin anywhere",
     "intents/reperes.yaml",
     "partout: [deuil]",
     "partout: [… deuil]",
     "le premier mot ne peut pas manquer",
     13},
    {"cue left out",
     "intents/reperes.yaml",
     "  peur: {partout: [peur]}\n",
     "",
     "il manque « peur »",
     4},
    {"unknown key",
     relance,
     "responsable: Paiements",
     "responsalbe: Paiements",
     "clé inconnue « responsalbe »",
     3},
    {"unknown key, nearest named",
     relance,
     "    objet:",
     "    objt:",
     "vouliez-vous dire « objet »",
     27},
    {"missing branch",
     relance,
     "      mcs:\n        fin: oui\n        suite:\n          - inserer: rappel\n",
     "",
     "« mcs » de « entite »",
     7},
    {"unknown fragment",
     relance,
     "inserer: rappel",
     "inserer: rapel",
     "fragment inconnu : « rapel » : vouliez-vous dire « rappel »",
     14},
    {"unknown field", relance, "- identite", "- identitee", "champ ou groupe inconnu", 22},
    {"unknown queue", relance, "service: gestion", "service: gestoin", "service inconnu", 25},
    {"unknown document", relance, "pieces: [preuve]", "pieces: [preuves]", "pièce inconnue", 28},
    {"a topic in two places of the menu",
     organisation,
     "sujets: [relance]",
     "sujets: [relance, plainte]",
     "« plainte » est déjà dans la section « paiements »",
     4},
    {"the menu names no topic so",
     organisation,
     "sujets: [relance]",
     "sujets: [relance, horaire]",
     "sujet inconnu : « horaire » : vouliez-vous dire « horaires »",
     3},
    {"the menu names a dialog that is no topic",
     organisation,
     "sujets: [relance]",
     "sujets: [relance, aide-menu]",
     "sujet inconnu : « aide-menu »",
     3},
    {"condition on a question not asked",
     relance,
     "si: {recommande: oui}",
     "si: {recommandee: oui}",
     "qui n'est pas demandée plus haut",
     23},
    {"condition on an option that is not there",
     relance,
     "si: {recommande: oui}",
     "si: {recommande: peut-etre}",
     "n'a pas de réponse « peut-etre »",
     23},
    {"form without ticket",
     relance,
     "  - transmettre: envoi\n    service: gestion\n    objet: Paiement à retrouver\n    pieces: "
     "[preuve]\n",
     "",
     "un formulaire est suivi de « transmettre »",
     20},
    {"duplicate key",
     relance,
     "responsable: Paiements",
     "responsable: Paiements\nresponsable: Accueil",
     "clé « responsable » déjà écrite ligne 3",
     4},
    {"two kinds in a step",
     relance,
     "  - formulaire: demande",
     "  - formulaire: demande\n    dire: aussi",
     "une étape est soit",
     20},
    {"wrong version", relance, "version: 1", "version: 2", "version « 2 » inconnue", 1},
    {"alias", relance, "- identite\n", "- &x identite\n      - *x\n", "ancres YAML", 22},
    {"tabulation", relance, "  - demander: recommande", "\t- demander: recommande", "", 0},
    {"unclosed quote", relance, "texte: Pour iQera.", "texte: \"Pour iQera.", "", 0},
    {"id that is not the file's",
     relance,
     "id: relance",
     "id: relances",
     "doit être le nom du fichier",
     1},
    {"unknown link",
     "dialogs/sujets/horaires.yaml",
     "liens: [site]",
     "liens: [sit]",
     "lien inconnu : « sit »",
     5},
    {"empty text",
     "dialogs/sujets/horaires.yaml",
     "texte: Voyez votre courrier.",
     "texte: \"\"",
     "« texte » est vide",
     6},
    {"unknown slot type",
     "dialogs/communs/champs.yaml",
     "type: nom,",
     "type: noms,",
     "type de champ inconnu",
     3},
    {"unknown person of a form",
     relance,
     "personne: titulaire",
     "personne: defun",
     "personne inconnue : « defun » : vouliez-vous dire « defunt »",
     24},
    {"unknown person of a wording",
     "dialogs/communs/champs.yaml",
     "personnes: {defunt: {libelle",
     "personnes: {defunte: {libelle",
     "personne inconnue : « defunte »",
     4},
    {"a phrase that is missing",
     "dialogs/communs/textes.yaml",
     "  accueil: {texte: \"accueil\"}\n",
     "",
     "il manque « accueil »",
     0},
    {"a phrase that nothing says",
     "dialogs/communs/textes.yaml",
     "  accueil: {texte: \"accueil\"}\n",
     "  accueil: {texte: \"accueil\"}\n  adieu: {texte: \"adieu\"}\n",
     "clé inconnue « adieu » dans « textes »",
     4},
    {"a text of the window that is missing",
     "dialogs/communs/web.yaml",
     "  fermer: fermer\n",
     "",
     "il manque « fermer » à « fenetre »",
     0},
    {"a text of the page that nothing shows",
     "dialogs/communs/web.yaml",
     "page:\n",
     "page:\n  pied: pied\n",
     "clé inconnue « pied » dans « page »",
     0},
    {"a variable that a text of the window does not have",
     "dialogs/communs/web.yaml",
     "  vous: vous\n",
     "  vous: vous {max}\n",
     "« {max} » n'existe pas",
     0},
    {"a variable that does not exist",
     "dialogs/communs/textes.yaml",
     "abandonne {titre}",
     "abandonne {tire}",
     "« {tire} » n'existe pas",
     0},
    {"a link that is no address",
     "dialogs/communs/liens.yaml",
     "adresse: à configurer, sans",
     "adresse: javascript:alert(1), sans",
     "https://",
     0},
    {"an operator without an address",
     "dialogs/communs/liens.yaml",
     "  adresse: à configurer\n",
     "",
     "il manque « adresse »",
     3},
    {"a value that the operator does not have",
     "dialogs/communs/fragments.yaml",
     "texte: Gardez votre courrier.",
     "texte: \"Gardez votre courrier. {fax}\"",
     "« {fax} » n'existe pas",
     0},
    {"a question whose default is none of its options",
     relance,
     "    texte: Par courrier recommandé ?",
     "    defaut: peut-etre",
     "« defaut » cite une option absente",
     0},
    {"a first thing by an unknown list",
     "dialogs/communs/premieres-paroles.yaml",
     "\"<stop> ...\"",
     "\"<stopp> ...\"",
     "liste de mots inconnue : « stopp » : vouliez-vous dire « stop »",
     11},
    {"an SMS beyond the budget",
     "dialogs/sujets/horaires.yaml",
     "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n  - dire: reponse\n    texte: Voyez "
     "votre "
     "courrier.",
     "version: 1\nid: horaires\nsegments-sms: 1\nresponsable: Accueil\nsuite:\n  - dire: reponse\n "
     "   "
     "texte: Voyez votre courrier, en-tête comprise, avec son œuvre et sa fête 😀, car il faut plus "
     "de 70 signes.",
     "SMS de 2 segments (132 unités, en UCS-2 à cause de ê 😀) pour 1 au plus",
     6},
    {"a budget that is no number",
     "dialogs/sujets/horaires.yaml",
     "responsable: Accueil",
     "segments-sms: peu\nresponsable: Accueil",
     "« segments-sms » attend un nombre de 1 à 10",
     3},
    {"an unknown policy on accents",
     organisation,
     "accents: simplifier",
     "accents: bof",
     "« garder » ou « simplifier »",
     0},
    {"a rule without a word",
     "intents/sujets/relance.yaml",
     "exemples:",
     "regles:\n  affirme: [\"relance -\"]\nexemples:",
     "« - » n'est pas un mot",
     5},
    {"an example of two intents",
     "intents/sujets/relance.yaml",
     "j'ai payé et on me relance encore",
     "Quels sont vos horaires d'ouverture ?",
     "est aussi dans « horaires », ligne 5",
     5},
    {"one wording for two options",
     relance,
     "      oui: {libelle: Oui}\n",
     "      oui: {libelle: Oui, formulations: [Non]}\n",
     "désigne deux options",
     0},
    {"a word in two groups",
     "intents/lexique/synonymes.yaml",
     "  carte: [",
     "  carte: [fric, ",
     "« fric » est déjà dans « synonymes » : intents/lexique/synonymes.yaml, ligne",
     0},
    {"an abbreviation in two files",
     "intents/lexique/ecriture.yaml",
     "\"pk\": pourquoi",
     "\"rglt\": pourquoi",
     "« rglt » est déjà dans « abreviations » : intents/lexique/metier.yaml, ligne 2",
     9},
    {"a courtesy without a word",
     "intents/lexique/metier.yaml",
     "[svp, ",
     "[\"!\", ",
     "« ! » n'est pas un mot",
     0},
    {"a creditor twice", names, "  - Amazon", "  - edf", "« edf » est écrit deux fois", 0},
    {"a first name twice", names, " Aaron,", " Aïda, Aaron,", "« Aïda » est écrit deux fois", 0},
    {"a first name of two words", names, " Aaron,", " Jean-Paul,", "un seul mot", 0},
    {"initials with a sign", names, "[\n  AESIO,", "[\n  C&A,", "« C&A » doit être un seul mot", 0},
    {"a month that is none", dates, "  mai: ", "  may: ", "clé inconnue « may »", 0},
    {"a weekday without a word", dates, "[mardi]", "[]", "attend une liste", 0},
    {"a word no name holds, twice",
     sayings,
     "    mon, ma,",
     "    mon, Mon, ma,",
     "« Mon » est écrit deux fois",
     0},
    {"words that may be in a name, left out",
     sayings,
     "\nverbes:\n  jamais: [",
     "\nverbes:\n  jamai: [",
     "il manque « jamais »",
     0},
    {"a title of two words",
     around_names,
     "titres: [m,",
     "titres: [m, mon cher,",
     "« mon cher » doit être un seul mot",
     0},
    {"an answer that is yes and no",
     answers,
     "  non, nan,",
     "  non, Ouais,",
     "« Ouais » est écrit deux fois",
     0},
    {"a word alone that answers nothing",
     answers,
     "seuls: [\n  si,",
     "seuls: [\n  zut,",
     "« zut » n'est ni dans « oui » ni dans « non »",
     0},
    {"no way not to know",
     answers,
     "\nignorances: [",
     "\nignorance: [",
     "il manque « ignorances »",
     0},
    {"one word for two months", dates, "[mai,", "[mai, mars,", "« mars » est écrit deux fois", 0},
};

// No catalog, and an error with these words.
bool refused_for(const std::vector<SourceText>& files, std::string_view why) {
    const Compiled compiled = compile(files);
    CHECK(compiled.catalog == nullptr);
    return std::ranges::any_of(compiled.diagnostics, [why](const Diagnostic& diagnostic) {
        return diagnostic.severity == Diagnostic::Severity::error &&
               diagnostic.message.find(why) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("compile: the sample content is good, and proved") {
    const Compiled compiled = compile(sample_content());
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        CHECK_MESSAGE(diagnostic.severity == Diagnostic::Severity::warning, to_string(diagnostic));
    }
    REQUIRE(compiled.catalog != nullptr);
    const DialogFigures found = figures(compiled.catalog->dialogs.at("relance"));
    CHECK(found.paths == 3);
    CHECK(found.forms == 1);
    CHECK(found.leaves == 4);
}

TEST_CASE("compile: a form of personal fields says of whom, and so do its questions") {
    const auto warnings = [](const std::string& person) {
        const auto files = sample_content_with(
            relance, replaced(sample_file(relance), "    personne: titulaire\n", person));
        std::vector<std::string> said;
        for (const Diagnostic& diagnostic : compile(files).diagnostics) {
            said.push_back(to_string(diagnostic));
        }
        return said;
    };
    const auto told = [&](const std::string& person, std::string_view what) {
        return std::ranges::any_of(warnings(person), [&](const std::string& line) {
            return line.find(what) != std::string::npos;
        });
    };
    CHECK(told("", "de qui est « nom » ? Écrivez « personne » au formulaire"));
    CHECK(told("    personne: defunt\n",
               "la question de « nom » ne dit pas qu'il s'agit de « defunt »"));
    CHECK_FALSE(told("    personne: titulaire\n", "« nom »"));
}

TEST_CASE("compile: each kind of mistake is told with its file, line and column") {
    for (const Broken& broken : broken_files) {
        CAPTURE(broken.name);
        const auto files = sample_content_with(
            broken.file, replaced(sample_file(broken.file), broken.from, broken.to));
        const Compiled compiled = compile(files);
        CHECK(compiled.catalog == nullptr);
        bool told = false;
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            CAPTURE(to_string(diagnostic));
            CHECK(diagnostic.source.line > 0);
            CHECK(diagnostic.source.column > 0);
            const bool right_line = broken.line == 0 || diagnostic.source.line == broken.line;
            told = told || (diagnostic.source.file == broken.file && right_line &&
                            diagnostic.message.find(broken.says) != std::string::npos);
        }
        std::string all;
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            all += to_string(diagnostic) + "\n";
        }
        CHECK_MESSAGE(told, all);
    }
}

TEST_CASE("compile: a topic that the menu does not name is refused") {
    const Compiled compiled = compile(sample_content_with(
        organisation, replaced(sample_file(organisation), "[horaires, plainte]", "[horaires]")));
    CHECK(compiled.catalog == nullptr);
    CHECK(std::ranges::any_of(compiled.diagnostics, [](const Diagnostic& d) {
        return d.source.file == "dialogs/sujets/plainte.yaml" &&
               d.message.find("le sujet « plainte » n'est dans aucune section") !=
                   std::string::npos;
    }));
}

TEST_CASE("compile: an example written twice is told where it is") {
    const std::string file = "intents/sujets/horaires.yaml";
    const std::string example = "  - \"vous ouvrez quand le guichet\"\n";
    const Compiled compiled =
        compile(sample_content_with(file, replaced(sample_file(file), example, example + example)));
    REQUIRE(compiled.catalog != nullptr);
    bool told = false;
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        told = told || (diagnostic.source.file == file && diagnostic.source.line == 7 &&
                        diagnostic.source.column == 5 &&
                        diagnostic.message.find("est déjà écrit ligne 6") != std::string::npos);
    }
    CHECK(told);
}

TEST_CASE("compile: a fragment that uses itself is refused") {
    const auto files =
        sample_content_with("dialogs/communs/fragments.yaml",
                            "version: 1\nfragments:\n  rappel:\n    - inserer: autre\n"
                            "  autre:\n    - inserer: rappel\n");
    CHECK(refused_for(files, "s'utilise lui-même"));
}

TEST_CASE("compile: an alias bomb is refused") {
    std::string bomb = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 25; ++i) {
        bomb += fmt::format("a{}: &a{} [*a{}, *a{}]\n", i, i, i - 1, i - 1);
    }
    CHECK(refused_for(sample_content_with("dialogs/sujets/bombe.yaml", bomb), "ancres YAML"));
}

TEST_CASE("compile: deep nesting, bytes that are not UTF-8 and an empty file are refused") {
    const auto refused = [](const std::string& text, std::string_view why) {
        return refused_for(sample_content_with("dialogs/sujets/x.yaml", text), why);
    };
    CHECK(refused(std::string(5000, '['), "trop de niveaux imbriqués"));
    CHECK(refused("version: 1\nid: \xff\xfe\n", "enregistrez le fichier en UTF-8"));
    CHECK(refused("", "fichier vide"));
}

TEST_CASE("compile: an option that leads nowhere is told where it is") {
    const auto files = sample_content_with(
        "dialogs/sujets/horaires.yaml",
        "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n  - demander: jour\n   "
        " texte: Quel jour ?\n    options:\n"
        "      lundi: {libelle: Lundi}\n      mardi:\n        libelle: Mardi\n     "
        "   suite:\n          - dire: x\n            texte: Oui.\n");
    const Compiled compiled = compile(files);
    CHECK(compiled.catalog == nullptr);
    CHECK(std::ranges::any_of(compiled.diagnostics, [](const Diagnostic& d) {
        return d.source.line == 8 && d.message.find("ne mène à rien") != std::string::npos;
    }));
}

namespace {

// What is said of a dialog made of these steps, as its errors.
std::string errors_of(const std::string& steps) {
    const Compiled compiled = compile(
        sample_content_with("dialogs/sujets/horaires.yaml",
                            "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n"
                            "  - demander: jour\n    texte: Quel jour ?\n    options:\n"
                            "      lundi: {libelle: Lundi}\n      mardi: {libelle: Mardi}\n" +
                                steps));
    std::string errors;
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        errors +=
            diagnostic.severity == Diagnostic::Severity::error ? to_string(diagnostic) + "\n" : "";
    }
    return errors;
}

}  // namespace

TEST_CASE("compile: paths are proved with their conditions, on both channels") {
    const std::string monday = "  - dire: a\n    si: {jour: lundi}\n    texte: A.\n";
    CHECK(errors_of(monday + "  - dire: b\n    si: {jour: mardi}\n    texte: B.\n") == "");
    CHECK(errors_of(monday).find("ne mène à rien") != std::string::npos);
    CHECK(errors_of(monday + "  - dire: b\n    si: {jour: mardi}\n    canal: sms\n    texte: B.\n")
              .find("ne mène à rien") != std::string::npos);
    CHECK(errors_of("  - voir-aussi: [relance]\n  - dire: b\n    canal: web\n    texte: B.\n")
              .find("jamais atteinte") != std::string::npos);
    CHECK(errors_of(monday + "  - dire: b\n    canal: fax\n    texte: B.\n")
              .find("« canal » attend « web » ou « sms »") != std::string::npos);
}

TEST_CASE("compile: a text is chosen by an answer, and every answer has its own") {
    const std::string both =
        "  - dire: a\n    selon: {jour: {lundi: {texte: L., liens: [site]}, mardi: {texte: M.}}}\n";
    CHECK(errors_of(both) == "");
    CHECK(errors_of("  - dire: a\n    selon: {jour: {lundi: {texte: L.}}}\n")
              .find("horaires.yaml:11:13: erreur : il manque le texte de « mardi »") !=
          std::string::npos);
    CHECK(errors_of("  - dire: a\n    selon: {jour: {lundi: {texte: L.}, mardi: {texte: M.}, "
                    "jeudi: {texte: J.}}}\n")
              .find("clé inconnue « jeudi »") != std::string::npos);
    CHECK(errors_of("  - dire: a\n    selon: {heure: {lundi: {texte: L.}}}\n")
              .find("« selon » cite « heure », qui n'est pas demandée plus haut") !=
          std::string::npos);
    CHECK(errors_of("  - dire: a\n    selon: {}\n").find("« selon » attend une seule question") !=
          std::string::npos);
}

TEST_CASE("compile: a text chosen by an answer that may be wanting is refused") {
    const auto after = [](const std::string& of_no) {
        return errors_of(
            "  - demander: matin\n    texte: Le matin ?\n    options:\n"
            "      oui:\n        libelle: Oui\n        suite:\n"
            "          - demander: heure\n            texte: Tôt ?\n            options:\n"
            "              tot: {libelle: Tôt}\n              tard: {libelle: Tard}\n"
            "      non:\n        libelle: Non\n" +
            of_no + "  - dire: a\n    selon: {heure: {tot: {texte: T.}, tard: {texte: D.}}}\n");
    };
    CHECK(after("").find("« horaires/matin/oui/heure » peut être sans réponse ici") !=
          std::string::npos);
    CHECK(after("        fin: oui\n        suite:\n          - dire: b\n            texte: B.\n") ==
          "");
}

TEST_CASE("compile: what hangs on an answer never given where it stands is refused") {
    const std::string asked =
        "  - demander: matin\n    texte: Le matin ?\n    options:\n"
        "      oui:\n        libelle: Oui\n        suite:\n"
        "          - demander: heure\n            texte: Tôt ?\n            options:\n"
        "              tot: {libelle: Tôt}\n              tard: {libelle: Tard}\n"
        "      non:\n        libelle: Non\n        suite:\n";
    CHECK(errors_of(asked + "          - dire: a\n            si: {heure: tot}\n"
                            "            texte: A.\n  - dire: b\n    texte: B.\n")
              .find("étape jamais atteinte") != std::string::npos);
    CHECK(errors_of(asked + "          - formulaire: demande\n            personne: titulaire\n"
                            "            champs: [nom, {champ: description, si: {heure: tot}}]\n"
                            "          - transmettre: envoi\n            service: gestion\n"
                            "            objet: Demande\n  - dire: b\n    texte: B.\n")
              .find("champ « description » jamais demandé") != std::string::npos);
}

TEST_CASE("compile: each answer to what is asked next can be given") {
    const auto of = [](const std::string& precisions) {
        return errors_of("  - dire: b\n    texte: B.\nprecisions:\n" + precisions);
    };
    CHECK(of("  cout: {si: {jour: lundi}, texte: L.}\n") == "");
    CHECK(of("  cout:\n    - {si: {jour: lundi}, texte: L.}\n    - {si: {entite: mcs}, texte: M.}\n"
             "    - {canal: sms, texte: S.}\n    - {texte: T.}\n") == "");
    CHECK(of("  cout:\n    - {texte: T.}\n    - {si: {jour: lundi}, texte: L.}\n")
              .find("horaires.yaml:15:7: erreur : précision « cout » jamais dite : une autre passe "
                    "toujours avant, ou « si » n'est jamais vrai") != std::string::npos);
    CHECK(of("  cout:\n    - {si: {jour: [lundi, mardi]}, texte: L.}\n"
             "    - {si: {jour: mardi}, texte: M.}\n")
              .find("précision « cout » jamais dite") != std::string::npos);
    CHECK(of("  cout: {si: {jour: jeudi}, texte: J.}\n")
              .find("« jour » n'a pas de réponse « jeudi »") != std::string::npos);
    CHECK(of("  cout: {si: {nuit: oui}, texte: J.}\n").find("« si » cite « nuit »") !=
          std::string::npos);
    CHECK(of("  cout: []\n").find("attend une liste d'au moins une réponse") != std::string::npos);
}

TEST_CASE("compile: nothing is asked next about a command or an emergency") {
    for (const char* file :
         {"dialogs/conversation/retour.yaml", "dialogs/conversation/detresse.yaml"}) {
        CHECK(refused_for(
            sample_content_with(file, sample_file(file) + "precisions: {cout: {texte: Rien.}}\n"),
            "précisions jamais dites : ce dialogue est une commande ou une urgence"));
    }
}

TEST_CASE("compile: a fragment used under a condition stands under it") {
    CHECK(errors_of("  - inserer: rappel\n    si: {jour: lundi}\n").find("ne mène à rien") !=
          std::string::npos);
    CHECK(errors_of("  - inserer: rappel\n    si: {jour: lundi}\n"
                    "  - dire: b\n    si: {jour: mardi}\n    texte: B.\n") == "");
}

TEST_CASE("compile: the operator's values stand in any text") {
    const auto files = sample_content_with(
        "dialogs/sujets/horaires.yaml",
        "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n  - dire: reponse\n"
        "    texte: \"{operateur} : {horaires} {telephone}\"\n");
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    const Node& node = compiled.catalog->dialogs.at("horaires").steps.front();
    CHECK(std::get<Say>(node.kind).versions.front().web ==
          "Exemple : Ouvert le matin. Écrivez-nous.");
    CHECK_FALSE(compiled.catalog->operated_by.complete);
}

TEST_CASE("compile: any text may cite a link, with its address once it is set") {
    const auto text_with = [](const std::string& url) {
        auto files = sample_content_with("dialogs/sujets/horaires.yaml",
                                         "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n"
                                         "  - dire: reponse\n    texte: \"Voyez {site}.\"\n");
        for (SourceText& file : files) {
            if (file.path == "dialogs/communs/liens.yaml") {
                file.text = replaced(
                    file.text, "adresse: à configurer, sans", "adresse: " + url + ", sans");
            }
        }
        const Compiled compiled = compile(files);
        REQUIRE(compiled.catalog != nullptr);
        const Node& node = compiled.catalog->dialogs.at("horaires").steps.front();
        return std::get<Say>(node.kind).versions.front().web;
    };
    CHECK(text_with("à configurer") == "Voyez le site.");
    CHECK(text_with("https://exemple.fr/a") == "Voyez le site (https://exemple.fr/a).");
}

TEST_CASE("compile: the fingerprint is that of the texts, whatever the order of the files") {
    auto files = sample_content();
    const std::string first = compile(files).catalog->fingerprint;
    std::ranges::reverse(files);
    CHECK(compile(files).catalog->fingerprint == first);
    const auto edited =
        sample_content_with(relance, replaced(sample_file(relance), "Pour iQera.", "Chez iQera."));
    CHECK(compile(edited).catalog->fingerprint != first);
}

TEST_CASE("compile: an English or older key is refused, and the one that is meant is named") {
    struct Old {
        const char* file;
        const char* now;
        const char* before;
        const char* meant;
    };

    const auto links = "dialogs/communs/liens.yaml";
    const auto fields = "dialogs/communs/champs.yaml";
    for (const Old& each :
         {Old{relance, "- dire: bonjour", "- say: bonjour", "dire"},
          Old{relance, "- demander: entite", "- ask: entite", "demander"},
          Old{relance, "- formulaire: ", "- form: ", "formulaire"},
          Old{relance, "- transmettre: ", "- ticket: ", "transmettre"},
          Old{relance, "- inserer: ", "- use: ", "inserer"},
          Old{relance, " service: ", " file: ", "service"},
          Old{relance, "{libelle: Oui}", "{label: Oui}", "libelle"},
          Old{relance, "Oui}", "Oui, dire: [ok]}", "formulations"},
          Old{"dialogs/sujets/plainte.yaml", "- voir-aussi: ", "- goto: ", "voir-aussi"},
          Old{relance,
              "bonjour-iqera\n            texte: Pour iQera.",
              "bonjour-iqera\n            versions: [{texte: Oui.}]",
              "tour-a-tour"},
          Old{organisation, "\nservices: ", "\nfiles: ", "services"},
          Old{links, "{libelle: ", "{label: ", "libelle"},
          Old{links, "sans-adresse: L'", "sans-url: L'", "sans-adresse"},
          Old{links, ", adresse: ", ", url: ", "adresse"},
          Old{fields, "nom, libelle: ", "nom, label: ", "libelle"},
          Old{fields, "retenu: oui", "dossier: oui", "par-dossier"},
          Old{style, "{eviter: ", "{dire: ", "eviter"}}) {
        CAPTURE(each.before);
        const auto files =
            sample_content_with(each.file, replaced(sample_file(each.file), each.now, each.before));
        CHECK(refused_for(files, fmt::format("vouliez-vous dire « {} »", each.meant)));
    }
}

TEST_CASE("compile: the same id twice is refused") {
    auto files = sample_content();
    files.push_back({"dialogs/conversation/horaires.yaml", sample_say("horaires")});
    CHECK(refused_for(files, "dialogue « horaires » écrit deux fois"));
    const auto twice =
        sample_content_with(relance,
                            replaced(sample_file(relance),
                                     "- demander: recommande",
                                     "- dire: demande\n    texte: Bis.\n  - demander: recommande"));
    CHECK(refused_for(twice, "« relance/demande » existe déjà"));
}

TEST_CASE("compile: whatever a file holds, there is a catalog, or an error that names a place") {
    const std::vector<std::string> pieces = {"&a ",
                                             "*a",
                                             "- ",
                                             ": ",
                                             "\t",
                                             "{",
                                             "}",
                                             "[",
                                             "]",
                                             "'",
                                             "\"",
                                             "\xff",
                                             "\n\n",
                                             "  ",
                                             "inserer: rappel",
                                             "id: relance",
                                             "version: 2",
                                             "<<: *a",
                                             "|",
                                             ">",
                                             "!!binary ",
                                             "%",
                                             std::string(5000, '['),
                                             std::string(3000, 'x'),
                                             "\xEF\xBB\xBF",
                                             "---\n",
                                             "? "};
    std::mt19937 random(1912);
    std::size_t refused = 0;
    for (int round = 0; round < 1000; ++round) {
        std::vector<SourceText> files = sample_content();
        SourceText& file = files[random() % files.size()];
        for (std::size_t edits = 1 + random() % 4; edits > 0; --edits) {
            const std::size_t at = file.text.empty() ? 0 : random() % file.text.size();
            switch (random() % 4) {
                case 0:
                    file.text.insert(at, pieces[random() % pieces.size()]);
                    break;
                case 1:
                    file.text.erase(at, 1 + random() % 30);
                    break;
                case 2:
                    file.text.insert(
                        at, file.text.substr(random() % (file.text.size() + 1), 1 + random() % 60));
                    break;
                default:
                    if (!file.text.empty()) {
                        file.text[at] = static_cast<char>(random() % 256);
                    }
            }
        }
        CAPTURE(file.path);
        CAPTURE(file.text);
        const Compiled compiled = compile(files);
        bool error = false;
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            error = error || diagnostic.severity == Diagnostic::Severity::error;
            CHECK(diagnostic.source.line > 0);
            CHECK(diagnostic.source.column > 0);
            CHECK_FALSE(diagnostic.message.empty());
        }
        CHECK(error == (compiled.catalog == nullptr));
        refused += error ? 1U : 0U;
    }
    CHECK(refused > 300);
}
