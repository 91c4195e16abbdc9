// One test for each rule of engine/dialog/RULES.md.
#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

const Catalog& sample() {
    static const Compiled compiled = compile(sample_content());
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

const std::string relance = "j'ai payé et on me relance encore";
const std::string plainte = "je veux porter plainte contre vous";
const std::string horaires = "quels sont vos horaires d'ouverture";

// At the first field of the request about reminders.
Talk at_name() {
    Talk talk(sample());
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("non");
    REQUIRE(talk.last.asks == "nom");
    return talk;
}

Talk at_birth_date() {
    Talk talk = at_name();
    talk.say("Dupont");
    REQUIRE(talk.last.asks == "date-naissance");
    return talk;
}

Talk at_summary() {
    Talk talk = at_birth_date();
    talk.say("12/03/1985");
    REQUIRE(talk.last.asks == "confirmation");
    return talk;
}

const Counters& counters(const Talk& talk, const std::string& key) {
    return talk.session.stack.back().counters.at(key);
}

}  // namespace

TEST_CASE("R1 a turn is never silent") {
    for (const char* text : {"", "?", "blabla", "oui", "retour", "annuler"}) {
        Talk talk(sample());
        CHECK_FALSE(talk.say(text).replies.empty());
    }
}

TEST_CASE("R2 the same inputs give the same turn") {
    const Talk talk = at_birth_date();
    const Message message{Utterance{"12/03/1985"}, "019a0000-0000-7000-8000-000000000001", {}, {}};
    const Turn one = step(sample(), talk.session, message, noon);
    const Turn two = step(sample(), talk.session, message, noon);
    CHECK(one.session == two.session);
    CHECK(one.replies == two.replies);
}

TEST_CASE("R3 any bytes give a turn, and a long message is told so") {
    std::string marks = "e";
    for (int i = 0; i < 100000; ++i) {
        marks += "\xCC\x81";
    }
    const std::string samples[] = {
        "\xff\xfe\x80", std::string(1, '\0'), marks, std::string(5000, '?'), "{titre}", "#"};
    for (const std::string& text : samples) {
        Talk talk = at_name();
        CHECK_FALSE(talk.say(text).replies.empty());
        CHECK_FALSE(talk.pick(text, text).replies.empty());
    }
    Talk talk = at_name();
    talk.say(std::string(5000, 'a'));
    CHECK(talk.heard("message-trop-long 2000"));
    CHECK(talk.last.asks == "nom");
}

TEST_CASE("R4 cards and IBAN are masked before anything reads them") {
    for (const char* number :
         {"4970 1012 3456 7890", "4539578763621486", "FR76 3000 6000 0112 3456 7890 189"}) {
        Talk talk(sample());
        talk.say(plainte);
        talk.pick("oui");
        talk.say("Dupont");
        talk.say(std::string("voici ma carte ") + number);
        for (const Line& line : talk.session.transcript) {
            CHECK(line.text.find("6789") == std::string::npos);
        }
    }
    Talk talk = at_name();
    talk.say("FR76 3000 6000 0112 3456 7890 189");
    CHECK(talk.heard("donnee-sensible"));
    CHECK(talk.last.asks == "nom");
}

TEST_CASE("R5 a message without words: a yes at a question, or text only") {
    Talk talk(sample());
    talk.say("\xF0\x9F\x93\xB7");
    CHECK(talk.heard("message-vide-ou-media"));
    talk.say(relance);
    talk.pick("iqera");
    talk.say("\xF0\x9F\x91\x8D");
    CHECK(talk.last.asks == "nom");
}

TEST_CASE("R6 an urgent dialog interrupts everything") {
    Talk talk = at_birth_date();
    talk.say("je veux mourir");
    CHECK(talk.heard("réponse de detresse"));
    CHECK(talk.last.asks.empty());
    CHECK(talk.session.stack.empty());
    CHECK(talk.session.drafts.size() == 1);
    CHECK(talk.say("reprendre").asks == "date-naissance");
}

TEST_CASE("R7 tickets then carry the flag") {
    Talk talk = at_summary();
    talk.say("je veux mourir");
    talk.say("reprendre");
    talk.pick("oui");
    REQUIRE(talk.last.ticket.has_value());
    CHECK(talk.last.ticket->flags == std::vector<std::string>{"detresse"});
}

TEST_CASE("R8 STOP by SMS is silence until START") {
    Talk talk(sample(), Channel::sms);
    talk.say(relance);
    CHECK_FALSE(talk.say("stop").replies.empty());
    CHECK(talk.say(relance).replies.empty());
    CHECK(talk.pick("iqera").replies.empty());
    CHECK_FALSE(talk.say("je veux mourir").replies.empty());
    CHECK(talk.say("bonjour").replies.empty());
    CHECK_FALSE(talk.say("start").replies.empty());
    CHECK_FALSE(talk.say(relance).replies.empty());
}

TEST_CASE("R9 the first answer says once that this is an automatic assistant") {
    Talk talk(sample());
    talk.say(horaires);
    CHECK(talk.heard("accueil-court"));
    talk.say(horaires);
    CHECK_FALSE(talk.heard("accueil"));
}

TEST_CASE("R10 a firm question of the engine is settled first") {
    Talk talk = at_birth_date();
    talk.say("annuler");
    CHECK(talk.heard("abandonner-question"));
    talk.say("blabla xyz");
    CHECK(talk.offered("oui"));
    CHECK(talk.say("non").asks == "date-naissance");
}

TEST_CASE("R11 an offer gives way to any other utterance") {
    Talk talk(sample());
    talk.open();
    CHECK(talk.offered("paiements"));
    talk.say(horaires);
    CHECK(talk.heard("Voyez votre courrier"));
}

TEST_CASE("R12 a title refused is not offered again") {
    Talk talk(sample());
    talk.session.refused_intents = {"horaires", "relance", "plainte"};
    talk.say("plainte relance horaires");
    if (talk.last.asks == "clarifier") {
        CHECK_FALSE(talk.offered("horaires"));
        CHECK_FALSE(talk.offered("relance"));
        CHECK_FALSE(talk.offered("plainte"));
    }
}

TEST_CASE("R13 a clarification names titles, never ids") {
    Talk talk(sample());
    talk.say("relance plainte");
    for (const Reply& reply : talk.last.replies) {
        for (const OfferedOption& option : reply.options) {
            CHECK(option.label != option.id);
        }
        CHECK(reply.options.size() <= 5);
    }
}

TEST_CASE("R14 an option that is the whole message is an answer") {
    for (const char* text : {"mcs", "MCS", "2", "la deuxième", "M.C.S."}) {
        CAPTURE(text);
        Talk talk(sample());
        talk.say(relance);
        talk.say(text);
        CHECK(talk.session.answers.at("entite").value == "mcs");
    }
}

TEST_CASE("R15 a way out is taken by its label") {
    Talk talk = at_name();
    talk.say("12345");
    talk.say("67890");
    REQUIRE(talk.offered("plus-tard"));
    talk.pick("plus-tard");
    CHECK(talk.session.drafts.size() == 1);
}

TEST_CASE("R16 I don't know is what the question says it is") {
    Talk talk(sample());
    talk.say(relance);
    talk.say("je ne sais pas");
    CHECK(talk.heard("Regardez l'en-tête"));
    CHECK(talk.last.asks == "entite");
    Talk other(sample());
    other.say(plainte);
    other.say("aucune idée");
    CHECK(other.offered("horaires"));
}

TEST_CASE("R17 an option inside a short message is an answer") {
    Talk talk(sample());
    talk.say(relance);
    talk.say("je crois que c'est mcs");
    CHECK(talk.session.answers.at("entite").value == "mcs");
}

TEST_CASE("R18 a sure intent at a question is a digression") {
    Talk talk(sample());
    talk.say(relance);
    talk.say(horaires);
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.last.asks == "entite");
}

TEST_CASE("R19 what is nothing of these was not understood") {
    Talk talk(sample());
    talk.say(relance);
    talk.say("xyzzy plugh");
    CHECK(counters(talk, "relance/entite").not_understood == 1);
    CHECK(talk.last.asks == "entite");
}

TEST_CASE("R20 a closed value with nothing left over is an answer") {
    Talk talk = at_birth_date();
    talk.say("le 12 mars 85 svp");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
    CHECK(talk.traced("R20"));
}

TEST_CASE("R21 a value followed by a question fills, and the question is answered") {
    Talk talk = at_birth_date();
    talk.say("12/03/1985, quels sont vos horaires d'ouverture ?");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
}

TEST_CASE("R22 a name yields to a question") {
    Talk talk = at_name();
    talk.say("quels sont vos horaires d'ouverture ?");
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.last.asks == "nom");
    CHECK_FALSE(talk.session.answers.contains("nom"));
}

TEST_CASE("R23 free text yields only to a command or a short question") {
    Talk talk(sample());
    talk.say(plainte);
    talk.pick("oui");
    talk.say("Dupont");
    REQUIRE(talk.last.asks == "description");
    talk.say("j'ai payé et on me relance encore, je suis en colère");
    CHECK(talk.last.asks == "confirmation");
}

TEST_CASE("R24 several values in one message each go to their field") {
    Talk talk = at_name();
    talk.say("Dupont, née le 12/03/1985");
    CHECK(talk.last.asks == "confirmation");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
}

TEST_CASE("R25 I don't know at a field tells where, and keeps the request") {
    Talk talk = at_birth_date();
    talk.say("je ne sais pas");
    CHECK(talk.heard("Sur votre pièce d'identité"));
    CHECK(talk.offered("plus-tard"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK_FALSE(talk.last.ticket.has_value());
    CHECK(counters(talk, "date-naissance").not_understood == 0);
}

TEST_CASE("R26 a refused value is told why") {
    Talk talk = at_birth_date();
    talk.say("31/02/1985");
    CHECK(talk.heard("refus-"));
    CHECK(counters(talk, "date-naissance").invalid == 1);
    CHECK(talk.session.answers.at("nom").value == "Dupont");
}

TEST_CASE("R27 what is no value was not understood") {
    Talk talk = at_birth_date();
    talk.say("xyzzy");
    CHECK(counters(talk, "date-naissance").not_understood == 1);
}

TEST_CASE("R28 digressions, corrections and commands never count") {
    Talk talk = at_birth_date();
    talk.say(horaires);
    talk.say("pourquoi");
    talk.say("je me suis trompé, mon nom");
    for (const auto& [key, counted] : talk.session.stack.back().counters) {
        CHECK(counted == Counters{});
    }
}

TEST_CASE("R29 reprompts differ") {
    auto files = sample_content();
    const auto phrases = std::ranges::find(files, "dialogs/communs/textes.yaml", &SourceText::path);
    const std::string one = "  champ-non-compris: {texte: \"champ-non-compris {exemple}\"}";
    const auto at = phrases->text.find(one);
    REQUIRE(at != std::string::npos);
    phrases->text.replace(
        at,
        one.size(),
        "  champ-non-compris: [{texte: premier}, {texte: deuxième}, {texte: troisième}]");
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog);
    talk.session = at_birth_date().session;
    talk.say("xyzzy");
    CHECK(talk.heard("premier"));
    talk.say("plugh");
    CHECK(talk.heard("deuxième"));
    talk.say("frobozz");
    CHECK(talk.heard("troisième"));
}

TEST_CASE("R30 after two failures the ways out are offered") {
    Talk talk = at_birth_date();
    talk.say("xyzzy");
    CHECK_FALSE(talk.offered("conseiller"));
    talk.say("plugh");
    CHECK(talk.offered("conseiller"));
    CHECK(talk.offered("plus-tard"));
}

TEST_CASE("R31 an answer clears the failures") {
    Talk talk = at_birth_date();
    talk.say("31/02/1985");
    talk.say("12/03/1985");
    CHECK_FALSE(talk.session.stack.back().counters.contains("date-naissance"));
}

TEST_CASE("R32 the position is the first open node of the walk") {
    Talk talk = at_summary();
    talk.session.answers.erase("nom");
    CHECK(talk.open().asks == "nom");
}

TEST_CASE("R33 a shared question is asked once") {
    Talk talk = at_summary();
    talk.pick("oui");
    CHECK(talk.say("relancé alors que c'est réglé").asks == "recommande");
}

TEST_CASE("R34 a remembered field is shown as known, not asked again") {
    Talk talk = at_summary();
    talk.pick("oui");
    talk.say("relancé alors que c'est réglé");
    talk.pick("oui");
    CHECK(talk.last.asks == "numero-recommande");
    CHECK(talk.heard("deja-connu Nom, Date de naissance"));
}

TEST_CASE("R35 a field under a condition is asked only while it holds") {
    Talk talk(sample());
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("oui");
    talk.say("Dupont");
    talk.say("12/03/1985");
    CHECK(talk.last.asks == "numero-recommande");
    CHECK(talk.pick("non", "relance/recommande").asks == "confirmation");
}

TEST_CASE("R36 a first sentence is read in advance, with validation") {
    Talk talk(sample());
    talk.say("courrier mcs");
    Talk other(sample());
    other.say("j'ai payé et on me relance encore, courrier MCS");
    CHECK(other.session.answers.at("entite").value == "mcs");
    Talk dated(sample());
    dated.say("j'ai payé et on me relance encore, je suis née le 31/02/1985");
    CHECK_FALSE(dated.session.answers.contains("date-naissance"));
}

TEST_CASE("R37 a message of the tree is said once") {
    Talk talk(sample());
    talk.say(relance);
    talk.pick("iqera");
    CHECK(talk.heard("Pour iQera"));
    talk.pick("non");
    CHECK_FALSE(talk.heard("Pour iQera"));
}

TEST_CASE("R38 the privacy notice comes once, before the first personal field") {
    Talk talk = at_name();
    CHECK(talk.heard("notice-donnees"));
    talk.say("Dupont");
    CHECK_FALSE(talk.heard("notice-donnees"));
}

TEST_CASE("R39 a button of a question on the way corrects its answer") {
    Talk talk = at_name();
    CHECK(talk.pick("oui", "relance/recommande").asks == "nom");
    CHECK(talk.session.stack.back().answers.at("relance/recommande").value == "oui");
}

TEST_CASE("R40 a button of a question that is past is told so") {
    Talk talk = at_summary();
    talk.pick("oui", "ailleurs/question");
    CHECK(talk.heard("question-passee"));
    CHECK_FALSE(talk.last.ticket.has_value());
    CHECK(talk.last.asks == "confirmation");
}

TEST_CASE("R41 a change takes back the confirmation") {
    Talk talk = at_summary();
    talk.pick("modifier");
    talk.pick("nom");
    CHECK(talk.say("Durand").asks == "confirmation");
    CHECK_FALSE(talk.last.ticket.has_value());
}

TEST_CASE("R42 answers that leave the way serve again when it comes back") {
    Talk talk(sample());
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("oui");
    talk.say("Dupont");
    talk.say("12/03/1985");
    talk.say("1A 123 456 7890 1");
    talk.pick("non", "relance/recommande");
    CHECK(talk.pick("oui", "relance/recommande").asks == "confirmation");
}

TEST_CASE("R43 back takes back the last answer; at the start it says so") {
    Talk talk = at_birth_date();
    CHECK(talk.say("retour").asks == "nom");
    Talk fresh(sample());
    fresh.say("retour");
    CHECK(fresh.heard("retour-debut"));
}

TEST_CASE("R44 a field is corrected by its name or by a mark") {
    Talk named = at_summary();
    CHECK(named.say("la date de naissance").asks == "date-naissance");
    Talk marked = at_summary();
    marked.say("je me suis trompé, c'est le 13 mars");
    CHECK(marked.session.answers.at("date-naissance").value == "1985-03-13");
    CHECK(marked.session.answers.at("nom").value == "Dupont");
    CHECK(marked.last.asks == "confirmation");
}

TEST_CASE("R45 the order of answers never changes the ticket") {
    Talk one = at_summary();
    one.pick("oui");
    Talk other(sample());
    other.say(relance);
    other.pick("iqera");
    other.pick("oui");
    other.say("Durand");
    other.say("12/03/1985");
    other.pick("non", "relance/recommande");
    other.pick("modifier");
    other.pick("nom");
    other.say("Dupont");
    other.pick("oui");
    REQUIRE(one.last.ticket.has_value());
    REQUIRE(other.last.ticket.has_value());
    CHECK(one.last.ticket->fields == other.last.ticket->fields);
    CHECK(one.last.ticket->branch == other.last.ticket->branch);
}

TEST_CASE("R46 after a digression the question is asked where it was, with a reminder") {
    Talk talk = at_birth_date();
    talk.say(horaires);
    CHECK(talk.heard("reprise-apres-digression Titre relance"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK(talk.session.stack.size() == 1);
}

TEST_CASE("R47 digressions are bounded") {
    Talk talk(sample());
    for (int i = 0; i < 10; ++i) {
        talk.say(i % 2 == 0 ? relance : plainte);
        CHECK(talk.session.stack.size() <= 4);
    }
}

TEST_CASE("R48 the open dialog asked for again asks its question again") {
    Talk talk(sample());
    talk.say(relance);
    CHECK(talk.say("relancé alors que c'est réglé").asks == "entite");
    CHECK(talk.session.stack.size() == 1);
}

TEST_CASE("R49 the second question of a message is offered after the first") {
    Talk talk(sample());
    talk.say("quels sont vos horaires d'ouverture ? je veux porter plainte contre vous ?");
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.heard("question-suivante Titre plainte"));
    CHECK(talk.say("oui").asks == "ecrit");
}

TEST_CASE("R50 a ticket comes only from a confirmed summary, complete") {
    Talk talk = at_summary();
    talk.say("oui");
    REQUIRE(talk.last.ticket.has_value());
    CHECK(talk.last.ticket->fields.size() == 2);
    CHECK(talk.last.ticket->documents.size() == 1);
    CHECK(talk.heard(talk.last.ticket->reference));
    CHECK(talk.last.ticket->branch == "relance/entite/iqera/recommande/non");
}

TEST_CASE("R51 a ticket is emitted once") {
    Talk talk = at_summary();
    talk.pick("oui");
    talk.pick("oui");
    CHECK_FALSE(talk.last.ticket.has_value());
}

TEST_CASE("R52 cancelling asks first, then forgets what was typed") {
    Talk talk = at_birth_date();
    talk.say("annuler");
    CHECK(talk.heard("abandonner-question"));
    talk.say("oui");
    CHECK(talk.session.stack.empty());
    CHECK_FALSE(talk.session.answers.contains("nom"));
}

TEST_CASE("R53 restarting asks first") {
    Talk talk = at_birth_date();
    talk.say("recommencer");
    CHECK(talk.heard("recommencer-question"));
    CHECK(talk.say("non").asks == "date-naissance");
    talk.say("recommencer");
    talk.say("oui");
    CHECK(talk.session.stack.empty());
}

TEST_CASE("R54 later keeps, resume brings back") {
    Talk talk = at_birth_date();
    talk.say("plus tard");
    CHECK(talk.heard("brouillon-garde"));
    CHECK(talk.session.stack.empty());
    CHECK(talk.say("reprendre").asks == "date-naissance");
}

TEST_CASE("R55 goodbye in the middle says that nothing was sent") {
    Talk talk = at_birth_date();
    talk.say("au revoir");
    CHECK(talk.heard("demande-non-envoyee"));
    CHECK(talk.session.drafts.size() == 1);
}

TEST_CASE("R56 erasing empties the session and tells the host") {
    Talk talk = at_birth_date();
    talk.say("supprimez mes données");
    CHECK(talk.last.erase);
    CHECK(talk.session.answers.empty());
    CHECK(talk.session.stack.empty());
}

TEST_CASE("R57 every reply names its line") {
    Talk talk = at_summary();
    talk.pick("oui");
    for (const Reply& reply : talk.last.replies) {
        CHECK(reply.source.find(".yaml:") != std::string::npos);
    }
}

TEST_CASE("R58 what the channel knows answers in advance, unseen, until the person is another") {
    Talk talk(sample(), Channel::sms);
    talk.known = {{"entite", "mcs"},
                  {"nom", "dupont"},
                  {"date-naissance", "le trente février"},
                  {"inconnu", "x"}};
    talk.say(relance);
    // Nothing known is asked, nothing invalid is taken.
    CHECK(talk.session.answers.at("entite").value == "mcs");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    CHECK_FALSE(talk.session.answers.contains("date-naissance"));
    CHECK_FALSE(talk.session.answers.contains("inconnu"));

    Talk other(sample(), Channel::sms);
    other.known = {{"entite", "iqera"}, {"nom", "dupont"}};
    other.say(relance);
    other.pick("non");
    REQUIRE(other.last.asks == "date-naissance");
    other.say("12/03/1985");
    REQUIRE(other.last.asks == "confirmation");
    CHECK_FALSE(other.heard("Dupont"));
    // What the person says stands above it, and is shown.
    other.say("mon nom c'est Durand");
    CHECK(other.session.answers.at("nom").value == "Durand");
    CHECK_FALSE(other.session.answers.at("nom").undisclosed);

    talk.say("vous vous trompez de personne");
    CHECK(talk.session.stranger);
    CHECK(talk.session.answers.empty());
    talk.say("bonjour");
    CHECK(talk.session.answers.empty());
}

TEST_CASE(
    "R59 a long SMS turn is cut at the end of a sentence, and its rest comes when asked for") {
    auto files = sample_content();
    std::string sentences;
    for (int i = 0; i < 12; ++i) {
        sentences += fmt::format("Ceci est la phrase {:02} d'une longue explication sans fin. ", i);
    }
    for (SourceText& file : files) {
        if (file.path == "dialogs/sujets/horaires.yaml") {
            file.text.replace(file.text.find("section:"), 0, "segments-sms: 10\n");
            const std::string said = "Voyez votre courrier.";
            file.text.replace(
                file.text.find(said), said.size(), sentences + "\n    liste: [le seul point]");
        }
    }
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog, Channel::sms);
    talk.say(horaires);
    const std::string first = sms_message(talk.last.replies);
    CHECK(text::sms_size(first).segments <= 3);
    CHECK(talk.heard("Ceci est la phrase 00"));
    CHECK_FALSE(talk.heard("Ceci est la phrase 11"));
    std::string all = first;
    talk.say("suite");
    CHECK(talk.traced("R59"));
    CHECK(talk.heard("Ceci est la phrase 11"));
    all += sms_message(talk.last.replies);
    for (int i = 0; i < 12; ++i) {
        CHECK(all.find(fmt::format("la phrase {:02} d'une longue explication sans fin.", i)) !=
              std::string::npos);
    }
    CHECK(all.find("le seul point") != std::string::npos);
    CHECK(all.find("le seul point") == all.rfind("le seul point"));
    // The web never cuts.
    Talk web(*compiled.catalog);
    web.say(horaires);
    CHECK(web.heard("Ceci est la phrase 11"));
}

TEST_CASE("R60 after a request by SMS, its recap fits the budget") {
    Talk talk(sample(), Channel::sms);
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("non");
    talk.say("Dupont");
    talk.say("12/03/1985");
    talk.pick("oui");
    REQUIRE(talk.last.ticket);
    CHECK(talk.heard("Dupont"));
    CHECK(talk.heard(talk.last.ticket->reference));
    for (const Reply& reply : talk.last.replies) {
        CHECK(text::sms_size(reply.text).segments <= sample().sms.segments);
    }
}

TEST_CASE("R54 an old \"later\" button ends the choice of a field to correct with its request") {
    Talk talk = at_summary();
    talk.pick("modifier");
    REQUIRE(talk.session.pending.kind == Pending::Kind::pick_field);
    talk.pick("plus-tard");
    CHECK(talk.session.stack.empty());
    talk.pick("nom");
    CHECK_FALSE(talk.last.replies.empty());
    talk.say("reprendre");
    CHECK(talk.session.stack.size() == 1);
}

TEST_CASE("R40 the choice of a field to correct ends with the request it belongs to") {
    Talk talk = at_summary();
    const std::string summary = talk.last.node;
    talk.pick("modifier");
    REQUIRE(talk.session.pending.kind == Pending::Kind::pick_field);
    talk.pick("oui", summary);
    REQUIRE(talk.last.ticket);
    CHECK(talk.session.pending.kind != Pending::Kind::pick_field);
    talk.pick("nom");
    CHECK_FALSE(talk.last.replies.empty());
}

TEST_CASE(
    "R61 by SMS, after a long silence, where it was is said first, and what is written still "
    "counts") {
    Talk talk(sample(), Channel::sms);
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("non");
    REQUIRE(talk.last.asks == "nom");
    const Message message{Utterance{"Dupont"}, "019a0000-0000-7000-8000-000000000009", {}, {}};
    const Turn soon = step(sample(), talk.session, message, noon + std::chrono::hours(11));
    const Turn late = step(sample(), talk.session, message, noon + std::chrono::hours(13));
    CHECK(soon.asks == "date-naissance");
    CHECK(late.asks == "date-naissance");
    REQUIRE(late.replies.size() == soon.replies.size() + 1);
    CHECK(late.replies.front().node == "textes/session-reprise");
}
