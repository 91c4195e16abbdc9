#pragma once
// A small but complete content for unit tests, to be changed file by file.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/content/compile.hpp"
#include "engine/slots/slot_type.hpp"
#include "tests/support/shipped_lexicon.hpp"

namespace guichet::tests {

inline std::string sample_phrases() {
    std::string yaml = "version: 1\ntextes:\n";
    const auto add = [&yaml](const std::string& id, const std::string& variables) {
        yaml += fmt::format("  {}: {{texte: \"{}{}\"}}\n", id, id, variables);
    };
    for (const PhraseSpec& spec : phrase_specs) {
        std::string variables;
        for (const std::string_view name : spec.variables) {
            variables += name.empty() ? "" : fmt::format(" {{{}}}", name);
        }
        variables += spec.id == "qui-nous-sommes" ? " {operateur} {adresse}" : "";
        add(std::string(spec.id), variables);
    }
    for (const std::string_view code : slots::refusals()) {
        add(PhraseId::refusal(code).key(), "");
    }
    return yaml;
}

inline std::string sample_web_texts() {
    std::string yaml = "version: 1\nfenetre:\n";
    for (const PhraseSpec& spec : window_specs) {
        yaml += fmt::format("  {0}: {0}\n", spec.id);
    }
    yaml += "page:\n";
    for (const PhraseSpec& spec : page_specs) {
        yaml += fmt::format("  {0}: {0}\n", spec.id);
    }
    return yaml;
}

inline std::string sample_intent(const std::string& id, const std::vector<std::string>& examples) {
    std::string yaml = fmt::format("version: 1\nid: {0}\ntitre: Titre {0}\nexemples:\n", id);
    for (const std::string& example : examples) {
        yaml += fmt::format("  - \"{}\"\n", example);
    }
    return yaml;
}

inline std::string sample_say(const std::string& id) {
    return fmt::format(
        "version: 1\nid: {0}\nsuite:\n  - dire: reponse\n    texte: \"réponse de {0}\"\n", id);
}

// A request with free text, a form under a local question, and a "see also".
inline void add_request(std::vector<SourceText>& files) {
    files.push_back(
        {"intents/sujets/plainte.yaml",
         sample_intent("plainte",
                       {"je veux porter plainte contre vous", "faire une réclamation écrite"})});
    files.push_back({"dialogs/sujets/plainte.yaml",
                     "version: 1\nid: plainte\nresponsable: Accueil\nsuite:\n"
                     "  - demander: ecrit\n    texte: Par écrit ?\n    options:\n"
                     "      oui:\n        libelle: Oui\n        fin: oui\n        suite:\n"
                     "          - formulaire: recit\n            personne: titulaire\n            "
                     "champs: [nom, "
                     "description]\n"
                     "          - transmettre: envoi\n            service: gestion\n            "
                     "objet: Plainte\n"
                     "      non:\n        libelle: Non\n        suite:\n          - voir-aussi: "
                     "[horaires, relance]\n"
                     "    ne-sait-pas: {option: non}\n"});
}

// A conversation dialog tied to a command of the engine.
inline void add_command(std::vector<SourceText>& files,
                        const std::string& id,
                        const std::string& keys,
                        const std::vector<std::string>& examples) {
    files.push_back({fmt::format("intents/conversation/{}.yaml", id), sample_intent(id, examples)});
    files.push_back(
        {fmt::format("dialogs/conversation/{}.yaml", id),
         fmt::format(
             "version: 1\nid: {0}\n{1}suite:\n  - dire: reponse\n    texte: \"réponse de {0}\"\n",
             id,
             keys)});
}

inline void add_commands(std::vector<SourceText>& files) {
    add_command(files, "retour", "commande: retour\n", {"retour", "revenir en arrière"});
    add_command(files, "annuler", "commande: annuler\n", {"annuler", "laissez tomber"});
    add_command(
        files, "recommencer", "commande: recommencer\n", {"recommencer", "on repart de zéro"});
    add_command(
        files, "plus-tard", "commande: plus-tard\n", {"plus tard", "je reviendrai plus tard"});
    add_command(files, "reprendre", "commande: reprendre\n", {"reprendre", "reprendre ma demande"});
    add_command(files, "au-revoir", "commande: au-revoir\n", {"au revoir", "bonne journée"});
    add_command(files, "stop", "commande: stop\n", {"stop", "arrêtez les sms"});
    add_command(files, "reprise", "commande: reprise\n", {"start", "reprise"});
    add_command(files,
                "effacer",
                "commande: effacer\n",
                {"supprimez mes données", "effacez tout ce que j'ai écrit"});
    add_command(files, "repeter", "commande: repeter\n", {"répétez", "pouvez-vous répéter"});
    add_command(files, "pourquoi", "commande: pourquoi\n", {"pourquoi", "pourquoi cette question"});
    add_command(files, "suite", "commande: suite\n", {"suite", "la suite"});
    add_command(files,
                "inconnu-ici",
                "autre-destinataire: oui\n",
                {"ce n'est pas moi", "vous vous trompez de personne"});
    add_command(files, "detresse", "urgence: oui\n", {"je veux mourir", "je vais me suicider"});
}

// Every cue has its key as its only phrase, but the corrections.
inline std::string sample_cues() {
    std::string text = "version: 1\ngroupes: {proche: [mère, père]}\nreperes:\n";
    for (const std::string_view key : cue_keys()) {
        text += fmt::format("  {}: {{partout: [{}]}}\n",
                            key,
                            key == "correction" ? "je me suis trompé, en fait" : key);
    }
    return text;
}

inline constexpr const char* style = "dialogs/communs/style.yaml";
inline constexpr const char* organisation = "dialogs/communs/organisation.yaml";

// The words of the sample's own; the others are those of the repository.
inline constexpr const char* metier = "intents/lexique/metier.yaml";

inline std::vector<SourceText> sample_content() {
    std::vector<SourceText> files = shipped_lexicon_files();
    std::erase_if(files, [](const SourceText& file) { return file.path == metier; });
    const auto add = [&files](std::string path, std::string text) {
        files.push_back({std::move(path), std::move(text)});
    };
    add(metier, "version: 1\nabreviations: {rglt: règlement}\npolitesses: [svp, bonjour]\n");
    add(organisation,
        "version: 1\nsections:\n"
        "  paiements: {titre: Payer, sujets: [relance]}\n"
        "  dossier: {titre: Mon dossier, sujets: [horaires, plainte]}\n"
        "services: {gestion: Gestion}\n"
        "pieces: {rib: Votre RIB, preuve: La preuve du paiement}\n"
        "sms: {accents: simplifier, segments: 2, segments-par-envoi: 3, reprise-apres-heures: "
        "12}\n");
    add("dialogs/communs/liens.yaml",
        "version: 1\noperateur:\n  nom: Exemple\n  conservation: 30 jours\n  adresse: à "
        "configurer\n"
        "  sans-adresse: Voyez le courrier.\n  telephone: à configurer\n"
        "  sans-telephone: Écrivez-nous.\n  horaires: Ouvert le matin.\n"
        "  sans-horaires: Je ne sais pas.\n"
        "liens:\n  site: {libelle: Le site, adresse: à configurer, sans-adresse: L'adresse est "
        "sur le courrier.}\n");
    add("dialogs/communs/champs.yaml",
        "version: 1\nchamps:\n"
        "  nom: {type: nom, libelle: Nom, question: 'Votre nom ?', pourquoi: Pour vous retrouver., "
        "ou-trouver: C'est votre nom., exemple: Dupont, retenu: oui, personnel: oui, d-avance: "
        "oui}\n"
        "  date-naissance: {type: date-naissance, libelle: Date de naissance, question: 'Né quand "
        "?', "
        "pourquoi: Pour vous retrouver., ou-trouver: Sur votre pièce d'identité., exemple: "
        "12/03/1985, retenu: oui, d-avance: oui, personnes: {defunt: {libelle: Naissance du "
        "défunt, "
        "question: 'Le défunt est né quand ?'}}}\n"
        "  description: {type: texte, libelle: Demande, question: 'Que se passe-t-il ?', pourquoi: "
        "Pour vous répondre., "
        "ou-trouver: Avec vos mots., exemple: Je conteste les frais}\n"
        "  numero-recommande: {type: numero-recommande, libelle: Recommandé, question: 'Quel "
        "numéro "
        "?', "
        "pourquoi: Pour le suivi., ou-trouver: Sur le récépissé., exemple: 1A 123 456 7890 1}\n"
        "groupes:\n  identite: [nom, date-naissance]\n"
        "personnes:\n  titulaire: {texte: C'est vous., retenu: oui}\n"
        "  defunt: {texte: C'est le défunt.}\n");
    add("dialogs/communs/questions.yaml",
        "version: 1\nquestions:\n  entite:\n    texte: Quelle entité ?\n    options:\n"
        "      iqera: {libelle: iQera}\n      mcs: {libelle: MCS, d-avance: [courrier mcs]}\n"
        "    ne-sait-pas: {texte: Regardez l'en-tête du courrier.}\n"
        "  mention-mcs:\n    texte: La mention MCS ?\n    deduit-de: entite\n    options:\n"
        "      oui: {libelle: Oui, si: [mcs]}\n      non: {libelle: Non, si: [iqera]}\n");
    add("dialogs/communs/fragments.yaml",
        "version: 1\nfragments:\n  rappel:\n    - dire: rappel\n      texte: Gardez votre "
        "courrier.\n");
    add("dialogs/communs/textes.yaml", sample_phrases());
    add("intents/reperes.yaml", sample_cues());
    add("intents/precisions/delai.yaml",
        sample_intent("delai", {"quel délai ?", "c'est long ?", "combien de temps ?"}));
    add("intents/precisions/cout.yaml",
        sample_intent("cout", {"quel coût ?", "c'est payant ?", "quel est le prix ?"}));
    add("dialogs/communs/precisions.yaml",
        "version: 1\nrequises: [delai]\nprecisions:\n"
        "  delai: {texte: Le délai en général.}\n  cout: {texte: Le coût en général.}\n");
    add("dialogs/communs/glossaire.yaml",
        "version: 1\narticles: [un, le]\nformes: [c'est quoi, ça veut dire quoi]\ntermes:\n"
        "  titre-executoire: {formulations: [titre exécutoire], texte: Une décision de justice.}\n"
        "  mcs: {formulations: [MCS], texte: Une des sociétés.}\n");
    add("dialogs/communs/premieres-paroles.yaml",
        "version: 1\nautour: [svp, bonjour, merci]\n"
        "mots:\n  stop: [stop]\n  start: [start, reprise]\n  effacer: [supprimez, effacez]\n"
        "  donnees: [mes données, tout ce que j'ai écrit]\n  annuler: [annuler, annulez]\n"
        "regles:\n"
        "  - {sens: stop, canal: web, si: [\"^ <stop> $\"]}\n"
        "  - {sens: stop, canal: sms, si: [\"<stop> ...\", \"... <stop>\", arrêtez les sms]}\n"
        "  - {sens: reprise, canal: sms, si: [\"^ <start> $\"]}\n"
        "  - {sens: effacer, ton: refus, si: [\"ne <effacer> pas <donnees>\"]}\n"
        "  - {sens: effacer, ton: question, si: [\"... <effacer> <donnees> ?\"]}\n"
        "  - {sens: effacer, si: [\"<effacer> <donnees>\"]}\n"
        "  - {sens: annuler, ton: question, si: [\"... <annuler> ?\"]}\n"
        "  - {sens: annuler, si: [<annuler>, laissez tomber]}\n"
        "  - {sens: contact, canal: sms, si: [\"^ contact $\", qui êtes vous]}\n");
    add("dialogs/communs/web.yaml", sample_web_texts());
    add(style,
        "version: 1\ntour: {mots: 60, messages: 3}\nenvoi: [je transmets]\n"
        "reponse: [nom]\nmots:\n  - {eviter: [fait foi], preferer: sert de repère}\n"
        "genre: {apres: [vous êtes, vous n'êtes], entre: [pas], formes: [-é, seul]}\n");
    add("intents/sujets/relance.yaml",
        sample_intent("relance",
                      {"j'ai payé et on me relance encore", "relancé alors que c'est réglé"}));
    add("dialogs/sujets/relance.yaml",
        "version: 1\nid: relance\nresponsable: Paiements\nsuite:\n"
        "  - demander: entite\n    options:\n"
        "      iqera:\n        suite:\n          - dire: bonjour-iqera\n            texte: Pour "
        "iQera.\n"
        "      mcs:\n        fin: oui\n        suite:\n          - inserer: rappel\n"
        "  - demander: recommande\n    texte: Par courrier recommandé ?\n    options:\n"
        "      oui: {libelle: Oui}\n      non: {libelle: Non}\n"
        "  - formulaire: demande\n    champs:\n      - identite\n"
        "      - {champ: numero-recommande, si: {recommande: oui}}\n"
        "    personne: titulaire\n"
        "  - transmettre: envoi\n    service: gestion\n    objet: Paiement à retrouver\n    "
        "pieces: "
        "[preuve]\n"
        "precisions: {delai: {texte: Le délai des relances.}}\n");
    add("intents/sujets/horaires.yaml",
        sample_intent("horaires",
                      {"quels sont vos horaires d'ouverture", "vous ouvrez quand le guichet"}));
    add("dialogs/sujets/horaires.yaml",
        "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n  - dire: reponse\n    texte: "
        "Voyez "
        "votre courrier.\n"
        "    liens: [site]\n");
    add_request(files);
    add_commands(files);
    for (const char* id :
         {"non-compris", "message-vide-ou-media", "parler-a-un-conseiller", "aide-menu"}) {
        add(fmt::format("dialogs/conversation/{}.yaml", id), sample_say(id));
    }
    return files;
}

// The sample with the repository's own cues and first things, as people really write.
inline std::vector<SourceText> sample_content_as_shipped() {
    std::vector<SourceText> files = sample_content();
    for (SourceText& file : files) {
        if (file.path == "intents/reperes.yaml" ||
            file.path == "dialogs/communs/premieres-paroles.yaml") {
            file.text = shipped_text(file.path);
        }
    }
    return files;
}

// `text` with what it must hold replaced, once; throws std::out_of_range when it does not hold it.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

// The same, and two subjects that "mon dossier est bloqué" can mean.
inline std::vector<SourceText> sample_content_with_twins() {
    std::vector<SourceText> files = sample_content_as_shipped();
    std::string& menu = std::ranges::find(files, organisation, &SourceText::path)->text;
    menu = replaced(menu, "plainte]", "plainte, bloque-mars, bloque-avril]");
    for (const char* id : {"bloque-mars", "bloque-avril"}) {
        const std::string month = std::string(id).substr(7);
        files.push_back({fmt::format("intents/sujets/{}.yaml", id),
                         sample_intent(id,
                                       {"mon dossier est bloqué depuis " + month,
                                        "tout est bloqué chez vous depuis " + month})});
        files.push_back({fmt::format("dialogs/sujets/{}.yaml", id),
                         fmt::format("version: 1\nid: {}\nsuite:\n"
                                     "  - dire: reponse\n    texte: Patientez.\n",
                                     id)});
    }
    return files;
}

// The same with one file's text replaced (or added).
inline std::vector<SourceText> sample_content_with(const std::string& path,
                                                   const std::string& text) {
    std::vector<SourceText> files = sample_content();
    const auto file = std::ranges::find(files, path, &SourceText::path);
    if (file == files.end()) {
        files.push_back({path, text});
    } else {
        file->text = text;
    }
    return files;
}

// The text of a file of the sample.
inline std::string sample_file(const std::string& path) {
    const auto files = sample_content();
    return std::ranges::find(files, path, &SourceText::path)->text;
}

}  // namespace guichet::tests
