// What `guichet check` warns of, each with its exact words and place.
#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

constexpr const char* file = "dialogs/sujets/horaires.yaml";

// A dialog of these steps, from line 5.
std::string with_steps(const std::string& steps) {
    return "version: 1\nid: horaires\nresponsable: Accueil\nsuite:\n" + steps +
           "precisions: {delai: general}\n";
}

// All that is said of the sample when its opening hours are told so, as `guichet check` says it.
std::vector<std::string> said_of(const std::string& steps,
                                 const std::string& style_file = sample_file(style)) {
    std::vector<SourceText> files = sample_content_with(file, with_steps(steps));
    std::ranges::find(files, style, &SourceText::path)->text = style_file;
    const Compiled compiled = compile(files);
    CHECK(compiled.catalog != nullptr);
    std::vector<std::string> said;
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        if (diagnostic.source.file == file) {
            said.push_back(to_string(diagnostic));
        }
    }
    return said;
}

using Said = std::vector<std::string>;

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += i == 0 ? "mot" : " mot";
    }
    return text;
}

std::string say(const std::string& name,
                const std::string& text,
                const std::string& sms = "Court.") {
    return fmt::format("  - dire: {}\n    texte: \"{}\"\n    sms: {}\n", name, text, sms);
}

const std::string ask =
    "  - demander: jour\n    texte: Quel jour donc ?\n    options:\n"
    "      lundi: {libelle: Lundi}\n      mardi: {libelle: Mardi}\n";

const std::string request =
    "  - formulaire: demande\n    personne: titulaire\n    champs: [nom]\n"
    "  - transmettre: envoi\n    service: gestion\n    objet: Demande\n";

}  // namespace

TEST_CASE("style: a turn of too many words is told, counted until the person answers") {
    CHECK(said_of(say("a", words(60))) == Said{});
    CHECK(said_of(say("a", words(61))) ==
          Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : 61 mots d'une traite jusqu'à "
               "« horaires », 60 au plus : raccourcissez"});
    // The question counts, what comes after its answer is another turn.
    CHECK(said_of(say("a", words(58)) + ask + say("b", words(60))) ==
          Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : 61 mots d'une traite jusqu'à "
               "« horaires/jour », 60 au plus : raccourcissez"});
    CHECK(said_of(say("a", words(57)) + ask + say("b", words(60))) == Said{});
    // So does the first field of a form: "Votre nom ?"
    CHECK(said_of(say("a", words(59)) + request) ==
          Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : 61 mots d'une traite jusqu'à "
               "« horaires/demande », 60 au plus : raccourcissez"});
    // Of texts that never come together, the longer.
    CHECK(said_of(ask + "  - dire: b\n    selon:\n      jour:\n        lundi: {texte: " +
                  words(40) + "}\n        mardi: {texte: " + words(50) + "}\n") == Said{});
}

TEST_CASE("style: the points of a list are not counted") {
    CHECK(said_of(say("a", "Voici :") + "    liste: [" + words(70) + "]\n") == Said{});
}

TEST_CASE("style: a turn of too many messages is told") {
    const std::string three = say("a", "A.") + say("b", "B.") + say("c", "C.");
    CHECK(said_of(three) == Said{});
    CHECK(said_of(three + say("d", "D.")) ==
          Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : 4 messages d'une traite jusqu'à "
               "« horaires », 3 au plus : réunissez-les"});
    CHECK(said_of(three + say("d", "D.") + "    liste: [un point]\n") == Said{});
}

TEST_CASE("style: nothing says that it is being sent while a form is still to be filled in") {
    CHECK(said_of(say("a", "Bien, je transmets à qui sait.") + request) ==
          Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : annonce un envoi avant le "
               "formulaire « horaires/demande » : rien n'est encore parti"});
    CHECK(said_of(request + say("a", "Je transmets.")) == Said{});
    CHECK(said_of(say("a", "Je peux transmettre.") + request) == Said{});
}

TEST_CASE("style: words to avoid are told with what to say instead") {
    CHECK(
        said_of(say("a", "Le courrier fait foi.")) ==
        Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : « fait foi » : préférez « sert de "
             "repère »"});
    CHECK(said_of(say("a", "Bien.", "Il FAIT FOI.")).size() == 1);
    CHECK(said_of(say("a", "Voici :") + "    liste: [ce qui fait foi]\n").size() == 1);
    CHECK(said_of(say("a", "Il fait bien foi.")) == Said{});
    const std::string mail = replaced(
        sample_file(style), "\nmots:\n", "\nmots:\n  - {eviter: [mail], preferer: un e-mail}\n");
    CHECK(said_of(say("a", "Ni un e-mail, ni E-mail."), mail).size() == 1);
    CHECK(said_of(say("a", "Un e-mail."), mail) == Said{});
}

TEST_CASE("style: what tells whether a man or a woman reads is told") {
    CHECK(
        said_of(say("a", "Vous n'êtes pas obligé de répondre.")) ==
        Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : « obligé » dit si un homme ou une "
             "femme lit : tournez autrement"});
    CHECK(said_of(say("a", "Si vous êtes seul, dites-le.")).size() == 1);
    CHECK(said_of(say("a", "Vous êtes ici chez vous. Tout est réglé.")) == Said{});
    CHECK(said_of(say("a", "Vous êtes sur le site.")) == Said{});
}

TEST_CASE("style: an accent that costs nothing by SMS is missed") {
    CHECK(said_of(say("a", "Écrivez-nous après le décès.", "Ecrivez-nous après le déces.")) ==
          Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : « déces » par SMS : écrivez "
               "« décès », ces accents ne coûtent rien",
               "dialogs/sujets/horaires.yaml:5:5: avertissement : « ecrivez » par SMS : écrivez "
               "« écrivez », ces accents ne coûtent rien"});
    // Those that cost are left out.
    CHECK(said_of(say("a", "Vous êtes bientôt là.", "Bientot, vous etes là.")) == Said{});
    CHECK(said_of(say("a", "Le date.", "Le daté.")) == Said{});
    // Both are words.
    CHECK(said_of(say("a", "Il a réglé à temps, où que ce soit, ou non.", "Il a ou non.")) ==
          Said{});
}

TEST_CASE("style: a form asks how to answer the person") {
    CHECK(said_of(request) == Said{});
    const std::string by_description = replaced(sample_file(style), "[nom]", "[description]");
    CHECK(
        said_of(request, by_description) ==
        Said{"dialogs/sujets/horaires.yaml:5:5: avertissement : le formulaire « horaires/demande » "
             "ne demande pas comment répondre à la personne : description"});
    CHECK(said_of(replaced(request, "[nom]", "[nom, {champ: description, canal: sms}]"),
                  by_description)
              .size() == 1);
    CHECK(said_of(replaced(request, "[nom]", "[nom, {champ: description, canal: web}]"),
                  by_description) == Said{});
}

TEST_CASE("style: an unknown key, a bad number and an unknown field are refused") {
    const auto error = [](const std::string& from, const std::string& to) {
        const Compiled compiled =
            compile(sample_content_with(style, replaced(sample_file(style), from, to)));
        CHECK(compiled.catalog == nullptr);
        return compiled.diagnostics.empty() ? "" : compiled.diagnostics.front().message;
    };
    CHECK(error("mots: 60", "mots: beaucoup") == "« mots » attend un nombre de 1 à 1000");
    CHECK(error("[nom]", "[pigeon]") == "champ inconnu : « pigeon »");
    CHECK(error("[fait foi]", "['!']") == "« ! » n'est pas un mot");
    CHECK(error("envoi:", "envol:").find("clé inconnue « envol »") != std::string::npos);
}
