#include "engine/dialog/ticket.hpp"

#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

// The request about reminders, which wants bank details of those who had a registered letter.
const Catalog& content() {
    static const Compiled compiled = [] {
        const std::string file = "dialogs/sujets/relance.yaml";
        const std::string documents = "pieces: [preuve]";
        std::string text = sample_file(file);
        text.replace(text.find(documents),
                     documents.size(),
                     "pieces: [preuve, {piece: rib, si: {recommande: oui}}]");
        return compile(sample_content_with(file, text));
    }();
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

// The ticket of somebody whom iQera wrote to, by registered letter or not.
Ticket ticket_of(const std::string& registered) {
    Talk talk(content());
    talk.pick("relance");
    talk.pick("iqera");
    talk.pick(registered);
    talk.say("dupont");
    talk.say("12/03/1985");
    if (registered == "oui") {
        talk.say("1A 123 456 7890 1");
    }
    talk.pick("oui");
    REQUIRE(talk.last.ticket.has_value());
    return *talk.last.ticket;
}

std::vector<std::string> documents_of(const Ticket& ticket) {
    std::vector<std::string> ids;
    for (const TicketDocument& document : ticket.documents) {
        ids.push_back(document.id);
    }
    return ids;
}

}  // namespace

TEST_CASE("ticket: says what was asked, where it goes, and how it came there") {
    const Ticket ticket = ticket_of("oui");
    CHECK(ticket.topic == "relance");
    CHECK(ticket.title == "Titre relance");
    CHECK(ticket.section == "paiements");
    CHECK(ticket.branch == "relance/entite/iqera/recommande/oui");
    CHECK(ticket.node == "relance/envoi");
    CHECK(ticket.entity == "iqera");
    CHECK(ticket.queue == "gestion");
    CHECK(ticket.subject == "Paiement à retrouver");
    CHECK(ticket.created_at == noon);
    CHECK(ticket.reference == short_reference(ticket.id));
    CHECK(ticket.catalog == content().fingerprint);
    REQUIRE(ticket.fields.size() == 3);
    CHECK(ticket.fields[0] == TicketField{"nom", "Nom", "Dupont", "dupont"});
    CHECK(ticket.fields[1].value == "1985-03-12");
    CHECK(ticket.fields[1].raw == "12/03/1985");
    CHECK(ticket.fields[2].id == "numero-recommande");
    CHECK(ticket.recap.size() == 3);
    CHECK(ticket.flags.empty());
    CHECK_FALSE(ticket.transcript.empty());
}

TEST_CASE("ticket: fields and documents are those that the answers call for") {
    CHECK(documents_of(ticket_of("oui")) == std::vector<std::string>{"preuve", "rib"});
    const Ticket ticket = ticket_of("non");
    CHECK(documents_of(ticket) == std::vector<std::string>{"preuve"});
    CHECK(ticket.fields.size() == 2);
    CHECK(ticket.recap.size() == 2);
}

TEST_CASE("ticket: its short reference is the last forty bits of its id, five to a sign") {
    CHECK(short_reference("019a0000-0000-7000-8000-000000000000") == "0000-0000");
    CHECK(short_reference("019a0000-0000-7000-8000-000000000001") == "0000-0001");
    CHECK(short_reference("019a0000-0000-7000-8000-00ffffffffff") == "ZZZZ-ZZZZ");
    CHECK(short_reference("019a0000-0000-7000-8000-0000022190a6") == "0012-3456");
    CHECK(short_reference("ffffffff-ffff-ffff-ffff-ff0000000000") == "0000-0000");
}
