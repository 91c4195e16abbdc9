// Whatever is on the table, the same messages opt out by SMS and the same do not.
#include <doctest/doctest.h>

#include <span>

#include "engine/dialog/table.hpp"
#include "tests/support/first_messages.hpp"
#include "tests/support/sample_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

const std::string reminded = "j'ai payé et on me relance encore";

const Catalog& catalog() {
    static const Compiled compiled = compile(sample_content_with_twins());
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

Talk after(std::span<const char* const> messages) {
    Talk talk(catalog(), Channel::sms);
    for (const char* message : messages) {
        talk.say(message);
    }
    return talk;
}

// A state of a conversation, and how it is reached.
struct State {
    std::string name;
    Table::Kind kind;
    std::vector<const char*> messages;
};

const State states[] = {
    {"nothing", Table::nothing, {}},
    {"question", Table::question, {reminded.c_str()}},
    {"field", Table::field, {reminded.c_str(), "iqera", "non"}},
    {"summary", Table::summary, {reminded.c_str(), "iqera", "non", "Dupont", "12/03/1985"}},
    {"offer", Table::offer, {"menu"}},
    {"clarification", Table::clarification, {"mon dossier est bloqué"}},
    {"confirmation", Table::confirmation, {reminded.c_str(), "iqera", "non", "Dupont", "annuler"}},
    {"correction",
     Table::correction,
     {reminded.c_str(), "iqera", "non", "Dupont", "12/03/1985", "modifier"}},
    {"after a ticket",
     Table::nothing,
     {reminded.c_str(), "iqera", "non", "Dupont", "12/03/1985", "oui"}},
};

}  // namespace

TEST_CASE("in every state the same messages opt out by SMS, none missed and none false") {
    for (const State& state : states) {
        const Talk reached = after(state.messages);
        REQUIRE_MESSAGE(table_of(catalog(), reached.session).kind == state.kind, state.name);
        for (const char* message : opting_out) {
            Talk talk = reached;
            talk.say(message);
            CHECK_MESSAGE(talk.session.stopped, state.name << ": " << message);
            CHECK_MESSAGE(talk.traced(TurnRule::opt_out), state.name << ": " << message);
        }
        for (const char* message : not_opting_out) {
            Talk talk = reached;
            talk.say(message);
            CHECK_MESSAGE(!talk.session.stopped, state.name << ": " << message);
        }
    }
}

TEST_CASE("STOP leaves nothing of what was begun or kept for later") {
    Talk talk = after(states[2].messages);
    talk.session.later_intents = {"horaires"};
    talk.session.drafts = talk.session.stack;
    talk.say("STOP");
    CHECK(talk.session.stack.empty());
    CHECK(talk.session.drafts.empty());
    CHECK(talk.session.later_intents.empty());
    CHECK(talk.session.pending.kind == Pending::Kind::none);
}

TEST_CASE("a question about STOP is told how, and fills nothing") {
    Talk talk = after(states[2].messages);
    for (const char* question : {"stop ou pas ?", "que se passe-t-il si je réponds STOP"}) {
        talk.say(question);
        CHECK(talk.last.replies.front().node == "textes/stop-comment");
        CHECK(talk.last.asks == "nom");
    }
}
