#include "engine/dialog/step.hpp"

#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

const Catalog& sample() {
    static const Compiled compiled = compile(sample_content());
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{12}};

// A conversation in the hand: each call is a turn on the session left by the one before.
struct Talk {
    Session session;
    int turns = 0;

    Turn say(const std::string& text) { return take(Utterance{text}); }
    Turn pick(const std::string& option, const std::string& node = "") { return take(OptionChoice{option, node}); }

    Turn take(std::variant<Utterance, OptionChoice, Opened> content) {
        Message message{std::move(content), fmt::format("019a0000-0000-7000-8000-{:012x}", ++turns), {}};
        Turn turn = step(sample(), session, message, noon);
        CHECK(step(sample(), session, message, noon).session == turn.session);
        CHECK_FALSE((turn.replies.empty() && !turn.session.stopped));
        session = turn.session;
        return turn;
    }
};

bool says(const Turn& turn, std::string_view piece) {
    return std::ranges::any_of(turn.replies, [&](const Reply& reply) { return reply.text.find(piece) != std::string::npos; });
}

}  // namespace

TEST_CASE("step: from an utterance to a confirmed ticket") {
    Talk talk;
    CHECK(talk.say("j'ai payé et on me relance encore").asks == "entite");
    CHECK(talk.pick("iqera").asks == "recommande");
    CHECK(talk.pick("oui").asks == "nom");
    CHECK(talk.say("dupont").asks == "date-naissance");
    CHECK(talk.say("12/03/85").asks == "numero-recommande");
    CHECK(talk.say("1A 123 456 7890 1").asks == "confirmation");
    const Turn last = talk.pick("oui");
    REQUIRE(last.ticket.has_value());
    CHECK(last.ticket->topic == "relance");
    CHECK(last.ticket->branch == "relance/entite/iqera/recommande/oui");
    CHECK(last.ticket->entity == "iqera");
    REQUIRE(last.ticket->fields.size() == 3);
    CHECK(last.ticket->fields[0].value == "Dupont");
    CHECK(last.ticket->fields[1].value == "1985-03-12");
    CHECK(last.ticket->documents.size() == 1);
    CHECK(says(last, last.ticket->reference));
    CHECK(last.session.stack.empty());
}

TEST_CASE("step: a question in the middle is answered, then the form goes on where it was") {
    Talk talk;
    talk.say("j'ai payé et on me relance encore");
    talk.pick("iqera");
    talk.pick("non");
    talk.say("dupont");
    const Turn digression = talk.say("quels sont vos horaires d'ouverture");
    CHECK(says(digression, "Voyez votre courrier"));
    CHECK(digression.asks == "date-naissance");
    CHECK(digression.session.stack.size() == 1);
}

TEST_CASE("step: an old button corrects its answer while its question is on the way") {
    Talk talk;
    talk.say("j'ai payé et on me relance encore");
    talk.pick("iqera");
    talk.pick("oui", "relance/recommande");
    CHECK(talk.say("dupont").asks == "date-naissance");
    talk.say("12/03/85");
    const Turn corrected = talk.pick("non", "relance/recommande");
    CHECK(corrected.asks == "confirmation");
    const Turn past = talk.pick("oui", "ailleurs/question");
    CHECK(says(past, "question-passee"));
    CHECK_FALSE(past.ticket.has_value());
}

TEST_CASE("step: the order in which answers arrive never changes the ticket") {
    Talk one;
    one.say("j'ai payé et on me relance encore");
    one.pick("iqera");
    one.pick("non");
    one.say("Dupont");
    one.say("12/03/1985");
    Talk other;
    other.say("j'ai payé et on me relance encore");
    other.pick("iqera");
    other.pick("oui");
    other.say("Durand");
    other.say("12/03/1985");
    other.pick("non", "relance/recommande");
    other.pick("modifier");
    other.pick("nom");
    CHECK(other.say("Dupont").asks == "confirmation");
    const Turn first = one.pick("oui");
    const Turn second = other.pick("oui");
    REQUIRE(first.ticket.has_value());
    REQUIRE(second.ticket.has_value());
    CHECK(first.ticket->fields == second.ticket->fields);
    CHECK(first.ticket->branch == second.ticket->branch);
}

TEST_CASE("step: nobody is asked twice, derived answers included") {
    Talk talk;
    talk.say("j'ai payé et on me relance encore");
    talk.pick("mcs");
    CHECK(talk.session.stack.empty());
    const Turn again = talk.say("relancé alors que c'est réglé");
    CHECK(again.asks != "entite");
}

TEST_CASE("step: an impossible date is refused with a reason, and nothing is lost") {
    Talk talk;
    talk.say("j'ai payé et on me relance encore");
    talk.pick("iqera");
    talk.pick("non");
    talk.say("Dupont");
    const Turn refused = talk.say("31/02/1985");
    CHECK(refused.asks == "date-naissance");
    CHECK(refused.session.answers.at("nom").value == "Dupont");
    CHECK(refused.session.stack.back().counters.at("date-naissance").invalid == 1);
}

TEST_CASE("step: any bytes give a turn") {
    const std::string samples[] = {
        "", " ", "\xff\xfe\x80", std::string(1, '\0'), std::string(100000, 'a'),
        [] { std::string marks = "e"; for (int i = 0; i < 100000; ++i) marks += "\xCC\x81"; return marks; }(),
        "👍", "\xF0\x9F\x92\xA9", std::string(3000, '?'), "{titre}", "#", "<script>alert(1)</script>",
    };
    for (const std::string& text : samples) {
        Talk talk;
        talk.say(text);
        talk.say("j'ai payé et on me relance encore");
        talk.say(text);
        talk.pick(text, text);
    }
}
