#include "connectors/store/session_json.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace guichet;

namespace {

TimePoint at(int seconds) {
    return TimePoint(std::chrono::seconds(seconds));
}

// Every member has a value other than its default.
Session full_session() {
    Session session;
    session.channel = Channel::sms;
    session.address = "+33612345678";
    session.line = "38123";
    OpenDialog dialog;
    dialog.dialog = "decompte";
    dialog.answers["nom"] = {"Dupont", "dupont \"jean\"\n", true, true};
    dialog.order = {"nom"};
    dialog.passed = {"decompte/principe"};
    dialog.confirmed = {"decompte/demande"};
    dialog.counters["prenom"] = {1, 2, 3};
    session.stack = {dialog, OpenDialog{"payer-cb", {}, {}, {}, {}, {}, "019a"}};
    session.drafts = {dialog};
    session.sent = {{"019b", "7K3M-9QXZ", "Titre", dialog, {"Votre RIB"}}};
    session.answers["entite"] = {"mcs", "MCS", true, true};
    session.pending = {Pending::Kind::doubt, {"oui", "non"}, "o", "O"};
    session.subject = "decompte";
    session.chosen["decompte/ecrit"] = {"oui", "Oui", true, false};
    session.refused_intents = {"payer-cb"};
    session.later_intents = {"plainte"};
    session.misses = 2;
    session.greeted = session.notice_given = session.stopped = true;
    session.stranger = session.distress = true;
    session.transcript = {{true, "é€👩‍👩‍👧", at(1)}, {false, "", at(-5)}};
    session.last_replies = {{"Texte",
                             {"un"},
                             {{"Payer", "https://exemple.fr"}},
                             {{"oui", "Oui"}},
                             "a/b",
                             "f:1",
                             {"nom"}}};
    session.held_back = {{"La fin", {}, {}, {}, "a/c", "f:2"}};
    session.spoken["relance"] = 4;
    session.catalog = "0123456789abcdef";
    session.last_activity = at(1'772'450'000);
    return session;
}

}  // namespace

TEST_CASE("session_json: a session comes back as it was") {
    CHECK(session_from_json(session_to_json(Session())) == Session());
    CHECK(session_from_json(session_to_json(full_session())) == full_session());
}

TEST_CASE("session_json: every kind of pending question comes back") {
    for (int kind = 0; kind <= static_cast<int>(Pending::Kind::pick_field); ++kind) {
        Session session;
        session.pending.kind = static_cast<Pending::Kind>(kind);
        CHECK(session_from_json(session_to_json(session)) == session);
    }
}

TEST_CASE("session_json: what is no session is refused") {
    for (const char* text : {"",
                             "{}",
                             "[]",
                             "{\"version\":1}",
                             "{\"version\":2,\"session\":{}}",
                             "{\"version\":1,\"last_activity\":0,\"session\":{}}"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(session_from_json(text), std::exception);
    }
}

TEST_CASE("session_json: a session stored by version 1 goes on") {
    const Session now = session_from_json(
        R"({"version":1,"last_activity":1000,"session":{"channel":"web","address":"","stack":[{"dialog":"relance",)"
        R"("answers":{"nom":{"value":"Dupont","raw":"dupont","prefilled":false}},"order":["nom"],"passed":[],"confirmed":[],)"
        R"("counters":{}}],"drafts":[],"answers":{"entite":{"value":"mcs","raw":"MCS","prefilled":true}},)"
        R"("pending":{"kind":"none","options":[],"text":""},"refused_intents":[],"later_intents":[],"misses":0,"greeted":true,)"
        R"("notice_given":false,"stopped":false,"distress":false,"transcript":[],)"
        R"("last_replies":[{"text":"Récapitulatif","checklist":["Nom : Dupont"],"links":[],"options":[],"node":"n","source":"f:1"}],)"
        R"("spoken":{},"catalog":"c"}})");
    CHECK(now.last_replies.front().fields.empty());
    CHECK(now.stack.front().answers.at("nom").value == "Dupont");
    CHECK_FALSE(now.answers.at("entite").undisclosed);
    CHECK(now.held_back.empty());
    CHECK_FALSE(now.stranger);
}
