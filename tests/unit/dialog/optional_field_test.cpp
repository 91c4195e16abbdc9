// Fields that nobody has to give: those asked in their turn, and the way to be answered, which the
// summary offers to give.
#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

constexpr const char* fields =
    "  telephone: {type: telephone, libelle: Téléphone, question: 'Quel numéro ?', pourquoi: Pour "
    "appeler., ou-trouver: Le vôtre., exemple: 06 12 34 56 78, retenu: oui, d-avance: oui, sinon: "
    "aucun}\n"
    "  contact: {type: contact, libelle: Réponse, formulations: [mail], question: 'Une adresse, "
    "sinon par "
    "courrier.', pourquoi: Pour répondre., ou-trouver: La vôtre., exemple: a@exemple.fr, retenu: "
    "oui, canal: web, deduit-de: [telephone], sinon: par courrier}\n"
    "recapitulatif: [contact]\n";

const Catalog& content() {
    static const Compiled compiled = [] {
        auto files = sample_content_as_shipped();
        const auto text_of = [&files](std::string_view path) -> std::string& {
            return std::ranges::find(files, path, &SourceText::path)->text;
        };
        std::string& champs = text_of("dialogs/communs/champs.yaml");
        champs.insert(champs.find("groupes:"), fields);
        std::string& plainte = text_of("dialogs/sujets/plainte.yaml");
        const std::string asked = "[nom, description]";
        plainte.replace(plainte.find(asked), asked.size(), "[nom, telephone, description]");
        return compile(files);
    }();
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

const TicketField* field_of(const Talk& talk, const SlotId& id) {
    REQUIRE(talk.last.ticket.has_value());
    const auto& all = talk.last.ticket->fields;
    const auto found = std::ranges::find(all, id, &TicketField::id);
    return found == all.end() ? nullptr : &*found;
}

Talk at_telephone(Channel channel = Channel::web) {
    Talk talk(content(), channel);
    talk.session.address = "+33698765432";
    talk.say("je veux porter plainte contre vous");
    talk.pick("oui");
    REQUIRE(talk.say("Dupont").asks == "telephone");
    return talk;
}

// At the summary of a request that asks for no telephone.
Talk at_summary() {
    Talk talk(content());
    talk.say("j'ai payé et on me relance encore");
    talk.pick("iqera");
    talk.pick("non");
    talk.say("Dupont");
    REQUIRE(talk.say("12/03/1985").asks == "confirmation");
    return talk;
}

bool shown(const Talk& talk, const std::string& line) {
    return std::ranges::any_of(talk.last.replies, [&](const Reply& reply) {
        return std::ranges::find(reply.checklist, line) != reply.checklist.end();
    });
}

}  // namespace

TEST_CASE("R100 a field that nobody has to give is skipped by words or by a button") {
    for (const char* said :
         {"passer", "je n'en ai pas", "non", "je ne sais pas", "aucun", "pas de téléphone"}) {
        CAPTURE(said);
        Talk talk = at_telephone();
        CHECK(talk.offered("passer"));
        CHECK(talk.say(said).asks == "description");
        CHECK(talk.traced(TurnRule::skipped));
        talk.say("Je conteste les frais du dossier");
        CHECK(shown(talk, "ligne-recapitulatif Téléphone aucun"));
        talk.say("oui");
        CHECK(field_of(talk, "telephone") == nullptr);
        CHECK(field_of(talk, "nom") != nullptr);
    }
    Talk talk = at_telephone();
    CHECK(talk.pick("passer").asks == "description");
}

TEST_CASE("R100 a number, a question or another field skips nothing") {
    CHECK(at_telephone().say("06 12 34 56 78").asks == "description");
    Talk talk = at_telephone();
    CHECK(talk.say("pourquoi ?").asks == "telephone");
    Talk required = at_summary();
    required.say("modifier");
    required.pick("nom");
    CHECK(required.say("passer").asks == "nom");
}

TEST_CASE("by SMS 'celui-ci' is the number that the person writes from") {
    for (const char* said : {"celui-ci", "celui ci", "ce numéro", "sur celui-ci"}) {
        CAPTURE(said);
        Talk talk = at_telephone(Channel::sms);
        CHECK(talk.say(said).asks == "description");
        talk.say("Je conteste les frais du dossier");
        talk.say("oui");
        REQUIRE(field_of(talk, "telephone") != nullptr);
        CHECK(field_of(talk, "telephone")->value == "+33698765432");
    }
    Talk talk = at_telephone();
    CHECK(talk.say("celui-ci").asks == "telephone");
}

TEST_CASE("the summary offers a way to be answered once, and is sent without it as well") {
    Talk talk = at_summary();
    CHECK(talk.heard("Une adresse, sinon par courrier."));
    CHECK(shown(talk, "ligne-recapitulatif Réponse par courrier"));
    talk.say("oui");
    REQUIRE(field_of(talk, "contact") != nullptr);
    CHECK(field_of(talk, "contact")->value == "courrier");

    talk.say("j'ai payé et on me relance encore");
    talk.pick("non");
    CHECK(talk.last.asks == "confirmation");
    CHECK_FALSE(talk.heard("Une adresse, sinon par courrier."));
}

TEST_CASE("R24 what the summary offers to give is taken there") {
    const std::pair<const char*, const char*> given[] = {
        {"jean@exemple.fr", "jean@exemple.fr"},
        {"06 12 34 56 78", "+33612345678"},
        {"par courrier", "courrier"},
        {"oui, par mail : jean@exemple.fr", "jean@exemple.fr"},
    };
    for (const auto& [said, value] : given) {
        CAPTURE(said);
        Talk talk = at_summary();
        CHECK(talk.say(said).asks == "confirmation");
        CHECK_FALSE(talk.last.ticket.has_value());
        talk.say("oui");
        REQUIRE(field_of(talk, "contact") != nullptr);
        CHECK(field_of(talk, "contact")->value == value);
    }
}

TEST_CASE("R44 its name alone is asked for, then it may be skipped") {
    Talk talk = at_summary();
    CHECK(talk.say("par mail").asks == "contact");
    CHECK(talk.say("passer").asks == "confirmation");
    CHECK(shown(talk, "ligne-recapitulatif Réponse par courrier"));

    Talk picked = at_summary();
    picked.pick("modifier");
    CHECK(picked.offered("contact"));
    CHECK(picked.pick("contact").asks == "contact");
    CHECK(picked.say("jean@exemple.fr").asks == "confirmation");
}

TEST_CASE("a telephone number given in the form is the way to be answered") {
    Talk talk = at_telephone();
    talk.say("06 12 34 56 78");
    talk.say("Je conteste les frais du dossier");
    CHECK_FALSE(talk.heard("Une adresse"));
    talk.say("oui");
    CHECK(field_of(talk, "contact") == nullptr);

    // Another request of the same conversation has it, too.
    talk.say("j'ai payé et on me relance encore");
    talk.pick("iqera");
    talk.pick("non");
    CHECK(talk.say("12/03/1985").asks == "confirmation");
    CHECK(shown(talk, "ligne-recapitulatif Réponse 06 12 34 56 78"));
    talk.pick("modifier");
    CHECK(talk.pick("contact").asks == "contact");
    talk.say("jean@exemple.fr");
    CHECK(shown(talk, "ligne-recapitulatif Réponse jean@exemple.fr"));
}

TEST_CASE("by SMS the summary offers nothing: the number is known") {
    Talk talk(content(), Channel::sms);
    talk.say("j'ai payé et on me relance encore");
    talk.pick("iqera");
    talk.pick("non");
    talk.say("Dupont");
    CHECK(talk.say("12/03/1985").asks == "confirmation");
    CHECK_FALSE(talk.heard("Une adresse"));
    CHECK_FALSE(talk.heard("par courrier"));
}
