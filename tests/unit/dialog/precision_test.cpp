// Which answer a dialog gives of itself to what is asked next about it.
#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

void append(std::vector<SourceText>& files, std::string_view path, std::string_view text) {
    std::ranges::find(files, path, &SourceText::path)->text += text;
}

const Catalog& content() {
    static const Compiled compiled = [] {
        std::vector<SourceText> files = sample_content_as_shipped();
        append(files,
               "dialogs/sujets/plainte.yaml",
               "precisions:\n  delai:\n"
               "    - {si: {ecrit: oui}, texte: Le délai d'un écrit.}\n"
               "    - {si: {ecrit: non}, texte: Le délai sans écrit.}\n"
               "  cout: {si: {entite: mcs}, texte: Le coût chez MCS.}\n");
        append(files, "intents/conversation/inconnu-ici.yaml", "jamais-propose: oui\n");
        append(files,
               "dialogs/conversation/inconnu-ici.yaml",
               "precisions: {delai: {texte: Tout de suite.}}\n");
        append(files, "intents/conversation/repeter.yaml", "jamais-propose: oui\n");
        return compile(files);
    }();
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        CHECK_MESSAGE(diagnostic.severity == Diagnostic::Severity::warning, to_string(diagnostic));
    }
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

}  // namespace

TEST_CASE("a precision is chosen by what was answered, while the dialog is open and after") {
    Talk talk(content());
    talk.say("je veux porter plainte contre vous");
    talk.say("quel délai ?");
    CHECK(talk.heard("Le délai en général"));
    talk.pick("oui");
    talk.say("quel délai ?");
    CHECK(talk.heard("Le délai d'un écrit"));
    CHECK(talk.last.asks == "nom");
    Talk closed(content());
    closed.say("je veux porter plainte contre vous");
    closed.pick("non");
    REQUIRE(closed.session.stack.empty());
    closed.say("quel délai ?");
    CHECK(closed.heard("Le délai sans écrit"));
}

TEST_CASE("a precision may hang on a shared answer given elsewhere") {
    Talk talk(content());
    talk.say("je veux porter plainte contre vous");
    talk.say("quel coût ?");
    CHECK(talk.heard("Le coût en général"));
    talk.session.answers["entite"].value = "mcs";
    talk.say("quel coût ?");
    CHECK(talk.heard("Le coût chez MCS"));
}

TEST_CASE("what is never offered may be what is asked about, when it has answers of its own") {
    Talk talk(content());
    talk.say("vous vous trompez de personne");
    talk.say("quel délai ?");
    CHECK(talk.heard("Tout de suite"));
    Talk none(content());
    none.say("pouvez-vous répéter");
    none.say("quel délai ?");
    CHECK_FALSE(none.traced(TurnRule::precision));
}
