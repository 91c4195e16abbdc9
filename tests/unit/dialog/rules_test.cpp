// One test for each rule of engine/dialog/RULES.md.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>

#include "engine/dialog/decision.hpp"
#include "engine/dialog/table.hpp"
#include "engine/text/normalize.hpp"
#include "tests/support/shipped_sample.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

const std::string relance = "j'ai payé et on me relance encore";
const std::string plainte = "je veux porter plainte contre vous";
const std::string horaires = "quels sont vos horaires d'ouverture";

// At the first field of the request about reminders.
Talk at_name() {
    Talk talk(shipped_sample());
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

// At the free text of a complaint.
Talk at_description() {
    Talk talk(shipped_sample());
    talk.say(plainte);
    talk.pick("oui");
    talk.say("Dupont");
    REQUIRE(talk.last.asks == "description");
    return talk;
}

// Two subjects that one message can mean.
const std::string unclear = "mon dossier est bloqué";

const Catalog& sample_with_twins() {
    static const Compiled compiled = compile(sample_content_with_twins());
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

const Counters& counters(const Talk& talk, const SlotId& key) {
    return talk.session.stack.back().counters.at(key);
}

// The test of a rule: its turns have to cite it.
template <int number>
struct Cites {
    Cites() { Talk::cited.clear(); }

    ~Cites() { CHECK(Talk::cited.contains(static_cast<TurnRule>(number))); }
};

}  // namespace

#define RULE(number, says) TEST_CASE_FIXTURE(Cites<number>, "R" #number " " says)

TEST_CASE("R1 a turn is never silent") {
    for (const char* text : {"", "?", "blabla", "oui", "retour", "annuler"}) {
        Talk talk(shipped_sample());
        CHECK_FALSE(talk.say(text).replies.empty());
    }
}

TEST_CASE("the same inputs give the same turn") {
    const Talk talk = at_birth_date();
    const Message message{Utterance{"12/03/1985"}, "019a0000-0000-7000-8000-000000000001", {}, {}};
    const Turn one = step(shipped_sample(), talk.session, message, noon);
    const Turn two = step(shipped_sample(), talk.session, message, noon);
    CHECK(one.session == two.session);
    CHECK(one.replies == two.replies);
}

RULE(3, "any bytes give a turn, and a long message is told so") {
    std::string marks = "e";
    for (int i = 0; i < 100000; ++i) {
        marks += "\xCC\x81";
    }
    const std::string samples[] = {
        "\xff\xfe\x80", std::string(1, '\0'), marks, std::string(5000, '?'), "{titre}", "#"};
    for (const std::string& text : samples) {
        Talk talk = at_name();
        CHECK_FALSE(talk.say(text).replies.empty());
        CHECK_FALSE(talk.pick(text, NodeId(text)).replies.empty());
    }
    Talk talk = at_name();
    talk.say(std::string(5000, 'a'));
    CHECK(talk.heard("message-trop-long 2000"));
    CHECK(talk.last.asks == "nom");
}

RULE(4, "cards and IBAN are masked before anything reads them") {
    for (const std::string number :
         {"4970 1012 3456 7890", "4539578763621486", "FR76 3000 6000 0112 3456 7890 189"}) {
        CAPTURE(number);
        Talk talk(shipped_sample());
        talk.say(plainte);
        talk.pick("oui");
        talk.say("Dupont");
        talk.say("voici ma carte " + number);
        for (const Line& line : talk.session.transcript) {
            CHECK(line.text.find(number.substr(0, 4)) == std::string::npos);
            CHECK(line.text.find(number.substr(number.size() - 3)) == std::string::npos);
        }
    }
    Talk talk = at_name();
    talk.say("FR76 3000 6000 0112 3456 7890 189");
    CHECK(talk.heard("donnee-sensible"));
    CHECK_FALSE(talk.heard("message-vide-ou-media"));
    CHECK(talk.last.asks == "nom");
    talk.say("je n'ai donné aucun numéro de carte");
    CHECK(talk.heard("donnee-sensible-niee"));
    CHECK(talk.last.asks == "nom");
}

RULE(5, "a message without words: a yes at a question, or text only") {
    Talk talk(shipped_sample());
    talk.say("\xF0\x9F\x93\xB7");
    CHECK(talk.heard("message-vide-ou-media"));
    talk.say(relance);
    talk.pick("iqera");
    talk.say("\xF0\x9F\x91\x8D");
    CHECK(talk.last.asks == "nom");
}

RULE(6, "an urgent dialog interrupts everything") {
    Talk talk = at_birth_date();
    talk.say("je veux mourir");
    CHECK(talk.heard("réponse de detresse"));
    CHECK(talk.last.asks.empty());
    CHECK(talk.session.stack.empty());
    CHECK(talk.session.drafts.size() == 1);
    CHECK(talk.say("reprendre").asks == "date-naissance");
    Talk story = at_description();
    story.say("à cause de vous je veux mourir");
    CHECK(story.heard("réponse de detresse"));
    CHECK_FALSE(story.session.answers.contains("description"));
}

RULE(6, "tickets then carry the flag") {
    Talk talk = at_summary();
    talk.say("je veux mourir");
    talk.say("reprendre");
    talk.pick("oui");
    REQUIRE(talk.last.ticket.has_value());
    CHECK(talk.last.ticket->flags == std::vector<std::string>{"detresse"});
}

RULE(8, "R62 R63 STOP by SMS is silence until START") {
    Talk talk(shipped_sample(), Channel::sms);
    talk.say(relance);
    CHECK_FALSE(talk.say("stop").replies.empty());
    CHECK(talk.say(relance).replies.empty());
    CHECK(talk.pick("iqera").replies.empty());
    CHECK_FALSE(talk.say("je veux mourir").replies.empty());
    CHECK(talk.say("bonjour").replies.empty());
    CHECK_FALSE(talk.say("start").replies.empty());
    CHECK_FALSE(talk.say(relance).replies.empty());
}

RULE(64, "CONTACT says who answers for the messages and where, also after STOP") {
    Talk talk(shipped_sample(), Channel::sms);
    talk.say(relance);
    CHECK(talk.say("CONTACT").session.stack.back().dialog == "relance");
    CHECK(talk.traced(TurnRule::who_we_are));
    CHECK(talk.last.replies.front().node == "textes/qui-nous-sommes");
    CHECK(talk.heard("Exemple"));
    CHECK(talk.heard("Voyez le courrier."));
    CHECK(talk.last.asks == "entite");

    auto files = sample_content_as_shipped();
    const auto links = std::ranges::find(files, "dialogs/communs/liens.yaml", &SourceText::path);
    const std::string unset = "adresse: à configurer";
    links->text.replace(
        links->text.find(unset), unset.size(), "adresse: '1 rue du Port, 59000 Lille.'");
    const Compiled set_up = compile(files);
    REQUIRE(set_up.catalog != nullptr);
    Talk stopped(*set_up.catalog, Channel::sms);
    stopped.say(relance);
    stopped.say("stop");
    stopped.say("CONTACT");
    CHECK(stopped.heard("1 rue du Port"));
    CHECK(stopped.session.stopped);
}

TEST_CASE("a link that a text cites is a button on a page, an address by SMS") {
    auto files = sample_content_as_shipped();
    for (SourceText& file : files) {
        if (file.path == "dialogs/communs/liens.yaml") {
            file.text = replaced(
                file.text, "adresse: à configurer, sans", "adresse: https://exemple.fr/a, sans");
        } else if (file.path == "dialogs/communs/textes.yaml") {
            file.text = replaced(file.text, "texte: \"accueil-court\"", "texte: \"Voyez {site}.\"");
        }
    }
    const Compiled set_up = compile(files);
    REQUIRE(set_up.catalog != nullptr);
    Talk page(*set_up.catalog);
    page.say(horaires);
    CHECK(page.last.replies.front().text == "Voyez le site.");
    CHECK(page.last.replies.front().links ==
          std::vector<OfferedLink>{{"Le site", "https://exemple.fr/a"}});
    Talk phone(*set_up.catalog, Channel::sms);
    phone.say(horaires);
    CHECK(phone.last.replies.front().text == "Voyez le site (https://exemple.fr/a).");
    CHECK(phone.last.replies.front().links.empty());
}

TEST_CASE("the first answer says once that this is an automatic assistant") {
    Talk talk(shipped_sample());
    talk.say(horaires);
    CHECK(talk.heard("accueil-court"));
    talk.say(horaires);
    CHECK_FALSE(talk.heard("accueil"));
}

RULE(10, "a firm question of the engine is settled first") {
    Talk talk = at_birth_date();
    talk.say("annuler");
    CHECK(talk.heard("abandonner-question"));
    talk.say("blabla xyz");
    CHECK(talk.offered("oui"));
    CHECK(talk.say("non").asks == "date-naissance");
}

RULE(84, "a sure subject opens, and an offer gives way to it") {
    Talk talk(shipped_sample());
    talk.open();
    CHECK(talk.offered("paiements"));
    talk.say(horaires);
    CHECK(talk.heard("Voyez votre courrier"));
}

RULE(85, "what is surely out of scope is told so, R11 what is nothing known is not understood") {
    auto files = sample_content_as_shipped();
    files.push_back(
        {"intents/conversation/hors-sujet.yaml",
         sample_intent("hors-sujet", {"quel temps fera-t-il demain"}) + "hors-perimetre: oui\n"});
    files.push_back({"dialogs/conversation/hors-sujet.yaml", sample_say("hors-sujet")});
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog);
    talk.say("quel temps fera-t-il demain ?");
    CHECK(talk.heard("réponse de hors-sujet"));
    CHECK(talk.traced(TurnRule::out_of_scope));
    talk.say("xyzzy plugh");
    CHECK(talk.heard("non-compris"));
    CHECK(talk.traced(TurnRule::not_understood));
}

RULE(13, "a clarification names titles, never ids, and never one refused before") {
    Talk talk(sample_with_twins());
    talk.say(unclear);
    REQUIRE(talk.last.asks == "clarifier");
    std::vector<std::string> titles;
    for (const OfferedOption& option : talk.last.replies.back().options) {
        CHECK(option.label != option.id);
        titles.push_back(option.id.text());
    }
    CHECK(titles.size() >= 2);
    CHECK(titles.size() <= 4);
    CHECK(titles.back() == "aucun");
    talk.say("non");
    CHECK(talk.heard("clarifier-aucun"));
    CHECK(talk.session.stack.empty());
    talk.say(unclear);
    titles.pop_back();
    for (const std::string& id : titles) {
        CHECK_FALSE(talk.offered(id));
    }
}

RULE(14, "an option that is the whole message is an answer") {
    for (const char* text : {"mcs", "MCS", "2", "la deuxième", "M.C.S."}) {
        CAPTURE(text);
        Talk talk(shipped_sample());
        talk.say(relance);
        talk.say(text);
        CHECK(talk.session.answers.at("entite").value == "mcs");
    }
    // Also when its words are those of another subject.
    auto files = sample_content_as_shipped();
    const auto dialog = std::ranges::find(files, "dialogs/sujets/relance.yaml", &SourceText::path);
    const std::string no = "non: {libelle: Non}";
    dialog->text.replace(
        dialog->text.find(no), no.size(), "non: {libelle: Je veux porter plainte}");
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk named(*compiled.catalog);
    named.say(relance);
    named.pick("iqera");
    REQUIRE(named.last.asks == "recommande");
    CHECK(named.say("je veux porter plainte").asks == "nom");
}

RULE(15, "a way out is taken by its label") {
    Talk talk = at_name();
    talk.say("12345");
    talk.say("67890");
    REQUIRE(talk.offered("plus-tard"));
    Talk typed = talk;
    talk.pick("plus-tard");
    CHECK(talk.session.drafts.size() == 1);
    typed.say("option-conseiller");
    CHECK(typed.heard("réponse de parler-a-un-conseiller"));
}

RULE(16, "I don't know is what the question says it is") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.say("je ne sais pas");
    CHECK(talk.heard("Regardez l'en-tête"));
    CHECK(talk.last.asks == "entite");
    Talk other(shipped_sample());
    other.say(plainte);
    other.say("aucune idée");
    CHECK(other.offered("horaires"));
}

RULE(17, "an option inside a short message is an answer") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.say("le dernier courrier venait plutôt de mcs");
    CHECK(talk.session.answers.at("entite").value == "mcs");
}

RULE(18, "a sure intent at a question is a digression") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.say(horaires);
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.last.asks == "entite");
}

RULE(19, "what is nothing of these was not understood") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.say("xyzzy plugh");
    CHECK(counters(talk, "relance/entite").not_understood == 1);
    CHECK(talk.last.asks == "entite");
}

RULE(20, "a closed value with nothing left over is an answer") {
    Talk talk = at_birth_date();
    talk.say("le 12 mars 85 svp");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
    CHECK(talk.traced(TurnRule::value));
}

RULE(21, "a value followed by a question fills, and the question is answered") {
    Talk talk = at_birth_date();
    talk.say("12/03/1985, quels sont vos horaires d'ouverture ?");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.last.asks == "confirmation");
}

RULE(18, "a name yields to a question") {
    Talk talk = at_name();
    talk.say("quels sont vos horaires d'ouverture ?");
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.last.asks == "nom");
    CHECK_FALSE(talk.session.answers.contains("nom"));
}

RULE(20, "free text yields only to a command or a short question") {
    Talk talk = at_description();
    talk.say("j'ai payé et on me relance encore, je suis en colère");
    CHECK(talk.last.asks == "confirmation");
}

RULE(24, "several values in one message each go to their field") {
    Talk talk = at_name();
    talk.say("Dupont, née le 12/03/1985");
    CHECK(talk.last.asks == "confirmation");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
}

RULE(25, "I don't know at a field tells where, and keeps the request") {
    Talk talk = at_birth_date();
    talk.say("je ne sais pas");
    CHECK(talk.heard("Sur votre pièce d'identité"));
    CHECK(talk.offered("plus-tard"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK_FALSE(talk.last.ticket.has_value());
    CHECK(counters(talk, "date-naissance").not_understood == 0);
}

RULE(26, "a refused value is told why") {
    Talk talk = at_birth_date();
    talk.say("31/02/1985");
    CHECK(talk.heard("refus-date-impossible"));
    CHECK(counters(talk, "date-naissance").invalid == 1);
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    // Also when the words around it speak of the subject.
    talk.say("née le 31/02/1985, c'est réglé et on me relance encore");
    CHECK(talk.heard("refus-date-impossible"));
    CHECK(counters(talk, "date-naissance").invalid == 2);
    Talk named = at_name();
    named.say("12345");
    CHECK(named.heard("refus-nom-chiffres"));
    CHECK(counters(named, "nom").invalid == 1);
}

RULE(27, "what is no value was not understood") {
    Talk talk = at_birth_date();
    talk.say("xyzzy");
    CHECK(counters(talk, "date-naissance").not_understood == 1);
}

TEST_CASE("digressions, corrections and commands never count") {
    Talk talk = at_birth_date();
    talk.say(horaires);
    talk.say("pourquoi");
    talk.say("je me suis trompé, mon nom");
    for (const auto& [key, counted] : talk.session.stack.back().counters) {
        CHECK(counted == Counters{});
    }
}

RULE(27, "reprompts differ") {
    auto files = sample_content_as_shipped();
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

RULE(27, "after two failures the ways out are offered") {
    Talk talk = at_birth_date();
    talk.say("xyzzy");
    CHECK_FALSE(talk.offered("conseiller"));
    talk.say("plugh");
    CHECK(talk.offered("conseiller"));
    CHECK(talk.offered("plus-tard"));
}

RULE(26, "an answer clears the failures") {
    Talk talk = at_birth_date();
    talk.say("31/02/1985");
    talk.say("12/03/1985");
    CHECK_FALSE(talk.session.stack.back().counters.contains("date-naissance"));
}

TEST_CASE("the position is the first open node of the walk") {
    Talk talk = at_summary();
    talk.session.answers.erase("nom");
    CHECK(talk.open().asks == "nom");
}

TEST_CASE("a shared question is asked once") {
    Talk talk = at_summary();
    talk.pick("oui");
    CHECK(talk.say("relancé alors que c'est réglé").asks == "recommande");
}

TEST_CASE("a remembered field is shown as known, not asked again") {
    Talk talk = at_summary();
    talk.pick("oui");
    talk.say("relancé alors que c'est réglé");
    talk.pick("oui");
    CHECK(talk.last.asks == "numero-recommande");
    CHECK(talk.heard("deja-connu Nom, Date de naissance"));
}

TEST_CASE("a field under a condition is asked only while it holds") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("oui");
    talk.say("Dupont");
    talk.say("12/03/1985");
    CHECK(talk.last.asks == "numero-recommande");
    CHECK(talk.pick("non", "relance/recommande").asks == "confirmation");
}

RULE(36, "a first sentence is read in advance, with validation") {
    Talk talk(shipped_sample());
    talk.say("courrier mcs");
    Talk other(shipped_sample());
    other.say("j'ai payé et on me relance encore, courrier MCS");
    CHECK(other.session.answers.at("entite").value == "mcs");
    Talk dated(shipped_sample());
    dated.say("j'ai payé et on me relance encore, je suis née le 31/02/1985");
    CHECK_FALSE(dated.session.answers.contains("date-naissance"));
}

TEST_CASE("a message of the tree is said once") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.pick("iqera");
    CHECK(talk.heard("Pour iQera"));
    talk.pick("non");
    CHECK_FALSE(talk.heard("Pour iQera"));
}

TEST_CASE("the privacy notice comes once, under the question for the first personal field") {
    Talk talk = at_name();
    CHECK(talk.last.replies.back().node == NodeId("textes/notice-donnees"));
    talk.say("Dupont");
    CHECK_FALSE(talk.heard("notice-donnees"));
}

TEST_CASE("the greeting of a page gives the privacy notice") {
    Talk talk(shipped_sample());
    talk.open();
    CHECK(talk.heard("notice-donnees"));
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("non");
    CHECK(talk.last.asks == "nom");
    CHECK_FALSE(talk.heard("notice-donnees"));
}

RULE(39, "a button of a question on the way corrects its answer") {
    Talk talk = at_name();
    CHECK(talk.pick("oui", "relance/recommande").asks == "nom");
    CHECK(talk.session.stack.back().answers.at("relance/recommande").value == "oui");
}

RULE(40, "a button of a question that is past is told so") {
    Talk talk = at_summary();
    talk.pick("oui", "ailleurs/question");
    CHECK(talk.heard("question-passee"));
    CHECK_FALSE(talk.last.ticket.has_value());
    CHECK(talk.last.asks == "confirmation");
}

RULE(68, "R83 an earlier answer picked in the log is asked anew, also once it was sent") {
    Talk talk = at_birth_date();
    const NodeId form = talk.last.node;
    CHECK(talk.pick("nom", form).asks == "nom");
    CHECK(talk.session.transcript.at(talk.session.transcript.size() - 2).text ==
          "option-modifier : Nom");
    CHECK(talk.say("Durand").asks == "date-naissance");
    CHECK(talk.pick("nom", "ailleurs/demande").asks == "date-naissance");
    CHECK(talk.heard("question-passee"));
    talk.say("12/03/1985");
    talk.say("1A 123 456 7890 1");
    REQUIRE(talk.last.asks == "confirmation");
    REQUIRE(talk.pick("oui").ticket.has_value());
    CHECK(talk.pick("nom", form).asks == "nom");
    CHECK(talk.heard("envoi-rectifier"));
    CHECK(talk.say("Martin").asks == "confirmation");
    REQUIRE(talk.pick("oui").ticket.has_value());
    CHECK(talk.last.ticket->amends.has_value());
}

RULE(68, "a change takes back the confirmation") {
    Talk talk = at_summary();
    talk.pick("modifier");
    talk.pick("nom");
    CHECK(talk.say("Durand").asks == "confirmation");
    CHECK_FALSE(talk.last.ticket.has_value());
}

TEST_CASE("answers that leave the way serve again when it comes back") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("oui");
    talk.say("Dupont");
    talk.say("12/03/1985");
    talk.say("1A 123 456 7890 1");
    talk.pick("non", "relance/recommande");
    CHECK(talk.pick("oui", "relance/recommande").asks == "confirmation");
}

RULE(43, "back takes back the last answer; at the start it says so") {
    Talk talk = at_birth_date();
    CHECK(talk.say("retour").asks == "nom");
    Talk fresh(shipped_sample());
    fresh.say("retour");
    CHECK(fresh.heard("retour-debut"));
}

RULE(44, "a field is corrected by its name or by a mark") {
    Talk named = at_summary();
    CHECK(named.say("la date de naissance").asks == "date-naissance");
    Talk marked = at_summary();
    marked.say("je me suis trompé, c'est le 13 mars");
    CHECK(marked.session.answers.at("date-naissance").value == "1985-03-13");
    CHECK(marked.session.answers.at("nom").value == "Dupont");
    CHECK(marked.last.asks == "confirmation");
}

TEST_CASE("the order of answers never changes the ticket") {
    Talk one = at_summary();
    one.pick("oui");
    Talk other(shipped_sample());
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

RULE(46, "after a digression the question is asked where it was") {
    Talk talk = at_birth_date();
    talk.say(horaires);
    CHECK_FALSE(talk.heard("reprise-apres-digression"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK(talk.session.stack.size() == 1);
    // A return is announced only after something was answered.
    talk.say(plainte);
    REQUIRE(talk.last.asks == "ecrit");
    CHECK(talk.session.stack.size() == 2);
    talk.pick("non");
    CHECK(talk.heard("reprise-apres-digression Titre relance"));
    CHECK(talk.last.asks == "date-naissance");
}

TEST_CASE("at most four requests are interrupted; the oldest becomes a draft") {
    Talk talk(shipped_sample());
    for (int request = 0; request < 4; ++request) {
        OpenDialog open;
        open.dialog = "plainte";
        open.order = {"plainte/ecrit"};
        open.answers["plainte/ecrit"] = {"oui", "Oui"};
        talk.session.stack.push_back(open);
    }
    talk.session.stack.front().answers["description"] = {"la première", "la première"};
    talk.say(relance);
    CHECK(talk.session.stack.size() == 4);
    CHECK(talk.session.stack.back().dialog == "relance");
    REQUIRE(talk.session.drafts.size() == 1);
    CHECK(talk.session.drafts.front().answers.contains("description"));
}

RULE(48, "the open dialog asked for again asks its question again") {
    Talk talk(shipped_sample());
    talk.say(relance);
    CHECK(talk.say("relancé alors que c'est réglé").asks == "entite");
    CHECK(talk.session.stack.size() == 1);
    CHECK(talk.session.stack.back().counters.empty());
}

RULE(49, "the second question of a message is offered after the first") {
    Talk talk(shipped_sample());
    talk.say("quels sont vos horaires d'ouverture ? je veux porter plainte contre vous ?");
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.heard("question-suivante Titre plainte"));
    CHECK(talk.say("oui").asks == "ecrit");
}

RULE(50, "a ticket comes only from a confirmed summary, complete") {
    Talk talk = at_summary();
    talk.say("oui");
    REQUIRE(talk.last.ticket.has_value());
    CHECK(talk.last.ticket->fields.size() == 2);
    CHECK(talk.last.ticket->documents.size() == 1);
    CHECK(talk.heard(talk.last.ticket->reference));
    CHECK(talk.last.ticket->branch == "relance/entite/iqera/recommande/non");
}

RULE(82, "a request sent is told about, never sent twice, and nothing of it is reopened") {
    Talk talk = at_summary();
    talk.pick("oui");
    const std::string reference = talk.last.ticket->reference;
    talk.say("oui");
    CHECK(talk.heard("envoi-statut " + reference));
    CHECK_FALSE(talk.last.ticket.has_value());
    talk.pick("oui");
    CHECK_FALSE(talk.last.ticket.has_value());
    talk.say("c'est bon ?");
    CHECK(talk.heard("envoi-statut"));
    talk.say("annulez ma demande");
    CHECK(talk.heard("envoi-annulation"));
    CHECK(talk.last.asks.empty());
}

RULE(83, "a correction after sending is an amendment that names the ticket") {
    Talk talk = at_summary();
    talk.pick("oui");
    const Ticket first = *talk.last.ticket;
    CHECK_FALSE(first.amends.has_value());
    talk.say("je me suis trompé de date de naissance");
    CHECK(talk.heard("envoi-rectifier"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK_FALSE(talk.last.ticket.has_value());
    talk.say("13/03/1985");
    CHECK(talk.last.asks == "confirmation");
    talk.say("oui");
    REQUIRE(talk.last.ticket.has_value());
    REQUIRE(talk.last.ticket->amends.has_value());
    CHECK(talk.last.ticket->amends->id == first.id);
    CHECK(talk.last.ticket->amends->reference == first.reference);
    CHECK(talk.last.ticket->id != first.id);
    CHECK(talk.last.ticket->fields[0] == first.fields[0]);
    CHECK(talk.last.ticket->fields[1].value == "1985-03-13");
    CHECK(talk.session.stack.empty());
}

RULE(52, "cancelling asks first, then forgets what was typed") {
    Talk talk = at_birth_date();
    talk.say("annuler");
    CHECK(talk.heard("abandonner-question"));
    talk.say("oui");
    CHECK(talk.session.stack.empty());
    CHECK_FALSE(talk.session.answers.contains("nom"));
}

RULE(52, "what only seems to give up is asked") {
    auto files = sample_content_as_shipped();
    const auto examples =
        std::ranges::find(files, "intents/conversation/annuler.yaml", &SourceText::path);
    examples->text += "  - je jette l'éponge\n";
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog);
    talk.session = at_birth_date().session;
    talk.say("je jette l'éponge");
    CHECK(talk.heard("abandonner-question"));
    CHECK(talk.session.answers.contains("nom"));
}

RULE(52, "cancelling everything names every open request, then leaves none") {
    Talk talk = at_birth_date();
    talk.say(plainte);
    talk.pick("oui");
    REQUIRE(talk.session.stack.size() == 2);
    talk.say("annulez tout");
    CHECK(talk.heard("abandonner-tout-question"));
    CHECK(talk.session.stack.size() == 2);
    Talk kept = talk;
    CHECK(kept.say("non").session.stack.size() == 2);
    talk.say("oui");
    CHECK(talk.session.stack.empty());
    CHECK_FALSE(talk.session.answers.contains("nom"));
}

RULE(28, "restarting asks first") {
    Talk talk = at_birth_date();
    talk.say("recommencer");
    CHECK(talk.heard("recommencer-question"));
    CHECK(talk.say("non").asks == "date-naissance");
    talk.say("recommencer");
    talk.say("oui");
    CHECK(talk.session.stack.empty());
}

RULE(28, "later keeps, resume brings back") {
    Talk talk = at_birth_date();
    talk.say("plus tard");
    CHECK(talk.heard("brouillon-garde"));
    CHECK(talk.session.stack.empty());
    CHECK(talk.say("reprendre").asks == "date-naissance");
}

RULE(28, "goodbye in the middle says that nothing was sent") {
    Talk talk = at_birth_date();
    talk.say("au revoir");
    CHECK(talk.heard("demande-non-envoyee"));
    CHECK(talk.session.drafts.size() == 1);
}

RULE(67, "only a yes that denies nothing, or the very order asked about, settles what is lost") {
    struct Said {
        const char* wish;
        const char* answer;
        bool settles;
    };

    for (const auto& [wish, answer, settles] :
         {Said{"annuler", "oui abandonnez celle-là", true},
          Said{"annuler", "oui, annulez", true},
          Said{"annuler", "oui abandonnez pas", false},
          Said{"annuler", "oui, n'annulez rien", false},
          Said{"annuler", "oui, je réfléchis encore", false},
          Said{"annuler", "oui annulez ?", false},
          Said{"annuler", "oui effacez", false},
          Said{"supprimez mes données", "oui effacez tout", true},
          Said{"supprimez mes données", "oui annulez", false},
          Said{"supprimez mes données", "oui, ne supprimez pas tout", false},
          Said{"supprimez mes données", "oui effacez rien", false},
          Said{"recommencer", "oui recommencez", true},
          Said{"recommencer", "oui recommencez pas", false},
          Said{"recommencer", "oui annulez", false}}) {
        CAPTURE(wish);
        CAPTURE(answer);
        Talk talk = at_birth_date();
        talk.say(wish);
        talk.say(answer);
        CHECK((talk.last.erase || talk.session.stack.empty()) == settles);
    }
}

RULE(50, "neither a question nor a correction sends, whatever yes opens it") {
    for (const char* said : {"Oui, je peux envoyer ?",
                             "oui vous pouvez envoyer quand ?",
                             "oui correction",
                             "oui la correction",
                             "Oui envoyez. Non attendez, c'est quoi la date ?",
                             "Oui, envoyez pas. C'est quoi la date ?"}) {
        CAPTURE(said);
        Talk talk = at_summary();
        talk.say(said);
        CHECK_FALSE(talk.last.ticket);
        CHECK(talk.session.stack.size() == 1);
    }
    for (const char* said :
         {"oui envoyez la correction",
          "Oui c'est exact, envoyez s'il vous plaît. Et quand répondez-vous ?"}) {
        CAPTURE(said);
        Talk talk = at_summary();
        talk.say(said);
        CHECK(talk.last.ticket);
    }
}

RULE(65, "erasing is asked first, then empties the session and tells the host") {
    Talk talk = at_birth_date();
    talk.say("supprimez mes données");
    CHECK(talk.heard("effacer-question"));
    CHECK_FALSE(talk.last.erase);
    talk.say("non");
    CHECK(talk.last.asks == "date-naissance");
    talk.say("supprimez mes données");
    talk.say("oui");
    CHECK(talk.last.erase);
    CHECK(talk.session.answers.empty());
    CHECK(talk.session.stack.empty());
    for (const char* text : {"ne supprimez pas mes données", "comment supprimer mes données ?"}) {
        CAPTURE(text);
        Talk other = at_birth_date();
        other.say(text);
        CHECK(other.heard("effacement-comment"));
        CHECK(other.last.asks == "date-naissance");
    }
}

RULE(28, "how to do what binds is told when no rule reads it") {
    auto files = sample_content_as_shipped();
    const auto examples =
        std::ranges::find(files, "intents/conversation/effacer.yaml", &SourceText::path);
    examples->text += "  - videz votre fichier\n";
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog);
    talk.session = at_birth_date().session;
    talk.say("videz votre fichier");
    CHECK(talk.heard("effacement-comment"));
    CHECK_FALSE(talk.heard("effacer-question"));
    CHECK(talk.last.asks == "date-naissance");
}

RULE(28, "a yes to nothing is answered as such") {
    auto files = sample_content_as_shipped();
    add_command(files, "confirmer", "commande: confirmer\n", {"je confirme"});
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog);
    talk.say("je confirme");
    CHECK(talk.heard("réponse de confirmer"));
    CHECK(talk.traced(TurnRule::command));
}

TEST_CASE("every reply names its line") {
    Talk talk = at_summary();
    talk.pick("oui");
    for (const Reply& reply : talk.last.replies) {
        CHECK(reply.source.find(".yaml:") != std::string::npos);
    }
}

RULE(58, "what the channel knows answers in advance, unseen, until the person is another") {
    Talk talk(shipped_sample(), Channel::sms);
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

    Talk other(shipped_sample(), Channel::sms);
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

RULE(59, "a long SMS turn is cut at the end of a sentence, and its rest comes when asked for") {
    auto files = sample_content_as_shipped();
    std::string sentences;
    for (int i = 0; i < 12; ++i) {
        sentences += fmt::format("Ceci est la phrase {:02} d'une longue explication sans fin. ", i);
    }
    for (SourceText& file : files) {
        if (file.path == "dialogs/sujets/horaires.yaml") {
            file.text.replace(file.text.find("suite:"), 0, "segments-sms: 10\n");
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
    CHECK(talk.traced(TurnRule::rest_of_sms));
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

TEST_CASE("after a request by SMS, its recap fits the budget") {
    Talk talk(shipped_sample(), Channel::sms);
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
        CHECK(text::sms_size(reply.text).segments <= shipped_sample().sms.segments);
    }
}

TEST_CASE("an old \"later\" button ends the choice of a field to correct with its request") {
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

RULE(40, "the choice of a field to correct ends with the request it belongs to") {
    Talk talk = at_summary();
    const NodeId summary = talk.last.node;
    talk.pick("modifier");
    REQUIRE(talk.session.pending.kind == Pending::Kind::pick_field);
    talk.pick("oui", summary);
    REQUIRE(talk.last.ticket);
    CHECK(talk.session.pending.kind != Pending::Kind::pick_field);
    talk.pick("nom");
    CHECK_FALSE(talk.last.replies.empty());
}

RULE(61,
     "by SMS, after a long silence, where it was is said first, and what is written still "
     "counts") {
    Talk talk(shipped_sample(), Channel::sms);
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("non");
    REQUIRE(talk.last.asks == "nom");
    Talk other = talk;
    talk.now = noon + std::chrono::hours(11);
    const Turn soon = talk.say("Dupont");
    CHECK_FALSE(talk.traced(TurnRule::away));
    other.now = noon + std::chrono::hours(13);
    const Turn late = other.say("Dupont");
    CHECK(soon.asks == "date-naissance");
    CHECK(late.asks == "date-naissance");
    REQUIRE(late.replies.size() == soon.replies.size() + 1);
    CHECK(late.replies.front().node == "textes/session-reprise");
}

// --- the thing on the table owns the answer -----------------------------------------------------

RULE(71, "a refusal opens nothing") {
    for (const char* no : {"non", "non merci", "pas maintenant", "nan", "ça ira"}) {
        CAPTURE(no);
        Talk talk(shipped_sample());
        talk.say(plainte);
        talk.pick("non");
        REQUIRE(talk.offered("horaires"));
        talk.say(no);
        CHECK(talk.traced(TurnRule::offer_refused));
        CHECK(talk.last.replies.size() == 1);
        CHECK(talk.heard("offre-refusee"));
        CHECK(talk.session.stack.empty());
        CHECK(talk.last.asks.empty());
    }
}

RULE(70, "R72 a yes to one subject opens it, R73 a yes to several asks which") {
    Talk talk(shipped_sample());
    talk.say("quels sont vos horaires d'ouverture ? je veux porter plainte contre vous ?");
    REQUIRE(talk.offered("plainte"));
    CHECK(talk.say("d'accord, allez-y").asks == "ecrit");
    Talk several(shipped_sample());
    several.say(plainte);
    several.pick("non");
    REQUIRE(several.offered("relance"));
    several.say("oui");
    CHECK(several.heard("quel-choix"));
    CHECK(several.offered("horaires"));
    CHECK(several.session.stack.empty());
    several.say("la deuxième");
    CHECK(several.last.asks == "entite");
}

RULE(67, "wanting the request never gives it up") {
    for (const char* text : {"non je veux faire la demande", "je veux faire la demande", "non"}) {
        CAPTURE(text);
        Talk talk = at_birth_date();
        talk.say("annuler");
        REQUIRE(talk.heard("abandonner-question"));
        talk.say(text);
        CHECK(talk.last.asks == "date-naissance");
        CHECK(talk.session.stack.size() == 1);
    }
    Talk talk = at_birth_date();
    talk.say("je veux faire la demande");
    CHECK(talk.last.asks == "date-naissance");
    CHECK_FALSE(talk.heard("abandon"));
}

RULE(52, "giving up drops only what is open") {
    Talk talk = at_birth_date();
    talk.say(plainte);
    talk.pick("oui");
    REQUIRE(talk.session.stack.size() == 2);
    talk.say("annuler");
    talk.say("oui");
    CHECK(talk.heard("abandonne Titre plainte"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    // What both requests hold stays with the other.
    talk.say(plainte);
    talk.pick("oui");
    talk.say("en fait mon nom c'est Durand");
    REQUIRE(talk.session.stack.back().order.back() == "nom");
    talk.say("annuler");
    talk.say("oui");
    REQUIRE(talk.session.answers.contains("nom"));
    CHECK(talk.session.answers.at("nom").value == "Durand");
    for (const char* text : {"je ne veux pas annuler", "comment annuler ?"}) {
        CAPTURE(text);
        talk.say(text);
        CHECK(talk.last.asks == "date-naissance");
        CHECK_FALSE(talk.heard("abandonner-question"));
    }
}

RULE(68, "R69 nothing is sent from the choice of a field") {
    for (const char* text : {"oui", "ok", "d'accord", "rien en fait", "non rien, finalement"}) {
        CAPTURE(text);
        Talk talk = at_summary();
        talk.say("modifier");
        REQUIRE(talk.last.asks == "modifier");
        talk.say(text);
        CHECK_FALSE(talk.last.ticket.has_value());
        CHECK(talk.session.stack.size() == 1);
    }
    for (const char* text : {"rien en fait", "non rien, finalement", "non"}) {
        CAPTURE(text);
        Talk talk = at_summary();
        talk.say("modifier");
        CHECK(talk.say(text).asks == "confirmation");
    }
    Talk talk = at_summary();
    talk.say("modifier");
    CHECK(talk.say("oui le nom").asks == "nom");
}

RULE(66, "what was written beside another question answers neither") {
    Talk talk = at_birth_date();
    Turn beside_name = talk.last;
    beside_name.asks = "nom";
    talk.say_at(beside_name, "Durand");
    CHECK(talk.heard("question-passee"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    talk.say_at(beside_name, "12/03/1985");
    CHECK(talk.last.asks == "date-naissance");
    talk.say_at(talk.last, "12/03/1985");
    CHECK(talk.last.asks == "confirmation");
}

RULE(66, "the same field of another dialog is another question") {
    Talk talk(shipped_sample());
    talk.say(plainte);
    talk.pick("oui");
    REQUIRE(talk.last.asks == "nom");
    const Turn elsewhere = talk.last;
    Talk other(shipped_sample());
    other.say(relance);
    other.pick("iqera");
    other.pick("non");
    REQUIRE(other.last.asks == "nom");
    other.say_at(elsewhere, "Durand");
    CHECK(other.heard("question-passee"));
    CHECK_FALSE(other.session.answers.contains("nom"));
}

RULE(66, "a yes to an offer sends no request") {
    Talk talk(shipped_sample());
    talk.say(plainte);
    talk.pick("non");
    REQUIRE(talk.offered("relance"));
    const Turn offer = talk.last;
    Talk other = at_summary();
    other.say_at(offer, "oui");
    CHECK_FALSE(other.last.ticket);
    CHECK(other.last.asks == "confirmation");
}

RULE(67, "a turn names what the engine itself asks, and the next message answers it") {
    struct Asked {
        const char* text;
        const char* asks;
    };

    for (const auto& [text, asks] : {Asked{"annuler", "abandonner-question"},
                                     Asked{"recommencer", "recommencer-question"},
                                     Asked{"supprimez mes données", "effacer-question"}}) {
        CAPTURE(text);
        Talk talk = at_birth_date();
        const Turn field = talk.last;
        talk.say(text);
        CHECK(talk.last.asks == asks);
        CHECK(talk.last.node == field.node);
        CHECK(table_of(shipped_sample(), talk.session).asks == asks);
        // Written to what lies beneath: the question gives way.
        Talk late = talk;
        late.say_at(field, "oui");
        CHECK(late.session.stack.size() == 1);
        CHECK(late.last.asks == "date-naissance");
        late.say_at(field, "12/03/1985");
        CHECK(late.last.asks == "confirmation");
        talk.say_at(talk.last, "oui");
        CHECK(talk.session.stack.empty());
    }
}

RULE(67, "a turn names the correction, the clarification and the doubt that it leaves") {
    Talk correction = at_summary();
    correction.pick("modifier");
    CHECK(correction.last.asks == "modifier");
    CHECK(correction.say_at(correction.last, "le nom").asks == "nom");

    Talk clarification(sample_with_twins());
    clarification.say(unclear);
    REQUIRE(clarification.last.asks == "clarifier");
    const OptionId first = clarification.session.pending.options.front();
    CHECK(clarification.say_at(clarification.last, "répétez").asks == "clarifier");
    CHECK(clarification.session.pending.options.front() == first);

    Talk doubt(shipped_sample());
    doubt.say(plainte);
    doubt.pick("oui");
    doubt.say_at(doubt.last, "xxxx");
    REQUIRE(doubt.session.pending.kind == Pending::Kind::doubt);
    CHECK(doubt.last.asks == "nom");
    CHECK(doubt.say_at(doubt.last, "oui").asks == "description");
}

TEST_CASE("written before a clarification was on screen, it is read as any message") {
    Talk talk(sample_with_twins());
    const Turn nothing_asked = talk.last;
    talk.say(unclear);
    REQUIRE(talk.last.asks == "clarifier");
    CHECK(talk.say_at(nothing_asked, relance).asks == "entite");
}

TEST_CASE("asks and the field are told again when the question is repeated") {
    Talk talk = at_birth_date();
    talk.say("répétez");
    CHECK(talk.last.asks == "date-naissance");
    CHECK(talk.last.field_index == 2);
    CHECK(talk.last.field_count == 2);
}

RULE(76, "R78 R80 R81 R87 an aside, a wait, a feeling, a refusal or a question fills no name") {
    const std::pair<const char*, TurnRule> asides[] = {
        {"attendez, je cherche", TurnRule::waiting},
        {"une seconde, je regarde", TurnRule::waiting},
        {"j'en ai marre de vos courriers", TurnRule::soothed},
        {"j'ai honte", TurnRule::soothed},
        {"non merci", TurnRule::refused_field},
        {"ok", TurnRule::consent},
        {"merci", TurnRule::consent},
        {"et pour mon ex-mari, il doit signer ?", TurnRule::no_answer},
        {"et après il se passe quoi ?", TurnRule::no_answer},
    };
    for (const auto& [text, rule] : asides) {
        CAPTURE(text);
        Talk talk = at_name();
        talk.say(text);
        CHECK(talk.traced(rule));
        CHECK(talk.last.asks == "nom");
        CHECK_FALSE(talk.session.answers.contains("nom"));
        CHECK(talk.session.pending.kind == Pending::Kind::none);
    }
}

RULE(79, "a strange name is confirmed first, and insisting is enough") {
    Talk talk = at_name();
    talk.say("O");
    CHECK(talk.traced(TurnRule::doubtful_value));
    CHECK(talk.heard("valeur-douteuse"));
    CHECK(talk.last.asks == "nom");
    CHECK_FALSE(talk.session.answers.contains("nom"));
    Talk refused = talk;
    CHECK(refused.say("non").asks == "nom");
    CHECK_FALSE(refused.session.answers.contains("nom"));
    Talk better = talk;
    better.say("Durand");
    CHECK(better.session.answers.at("nom").value == "Durand");
    talk.say("O");
    CHECK(talk.session.answers.at("nom").value == "O");
    CHECK(talk.last.asks == "date-naissance");
}

RULE(44, "in mid-form, field words and marks correct what was said") {
    for (const char* text : {"en fait mon nom c'est Durand, pas Dupont",
                             "non je voulais dire Durand",
                             "*Durand",
                             "mon nom c'est Durand"}) {
        CAPTURE(text);
        Talk talk = at_birth_date();
        talk.say(text);
        CHECK(talk.session.answers.at("nom").value == "Durand");
        CHECK(talk.last.asks == "date-naissance");
    }
    Talk talk = at_birth_date();
    talk.say("je me suis trompée de nom");
    CHECK(talk.last.asks == "nom");
    Talk unsaid = at_birth_date();
    unsaid.say("je me suis trompée");
    CHECK(unsaid.last.asks == "modifier");
}

RULE(44, "at the summary, a field that is said to be wrong is asked again") {
    for (const char* text :
         {"c'est bon sauf le nom", "le nom est mal écrit", "oui mais pas le nom"}) {
        CAPTURE(text);
        Talk talk = at_summary();
        talk.say(text);
        CHECK(talk.last.asks == "nom");
        CHECK_FALSE(talk.last.ticket.has_value());
    }
}

RULE(86, "a no at the summary asks what to change, R87 only a plain yes sends") {
    Talk talk = at_summary();
    CHECK(talk.say("non").asks == "modifier");
    Talk wants = at_summary();
    wants.say("je veux faire la demande");
    CHECK(wants.heard("recapitulatif-confirmer"));
    CHECK_FALSE(wants.last.ticket.has_value());
    CHECK(wants.last.asks == "confirmation");
}

RULE(75,
     "a subject opened by mistake goes and never comes back; R89 nor does one left unanswered") {
    Talk talk(shipped_sample());
    talk.say(relance);
    CHECK(talk.session.stack.size() == 1);
    talk.say("pas ça");
    CHECK(talk.traced(TurnRule::wrong_topic));
    CHECK(talk.session.stack.empty());
    CHECK(talk.session.drafts.empty());
    CHECK(talk.heard("erreur-sujet"));
    CHECK(talk.say("reprendre").asks.empty());
    CHECK(talk.session.stack.empty());
    Talk midway = at_birth_date();
    midway.say("mais personne n'est mort !");
    CHECK(midway.heard("erreur-sujet"));
    CHECK(midway.last.asks == "date-naissance");
    Talk other(shipped_sample());
    other.say(relance);
    other.say(plainte);
    CHECK(other.traced(TurnRule::dropped));
    CHECK(other.session.stack.size() == 1);
    other.pick("non");
    CHECK(other.session.stack.empty());
    CHECK_FALSE(other.heard("reprise-apres-digression"));
}

RULE(88, "a question in the midst of a request opens nothing") {
    Talk talk = at_birth_date();
    talk.say("quels sont vos horaires d'ouverture ?");
    CHECK(talk.traced(TurnRule::information_only));
    CHECK(talk.heard("Voyez votre courrier"));
    CHECK(talk.session.stack.size() == 1);
    CHECK(talk.last.asks == "date-naissance");
}

RULE(92, "what is asked next is answered where the person stands") {
    Talk talk = at_name();
    talk.say("quel délai ?");
    CHECK(talk.traced(TurnRule::precision));
    CHECK(talk.heard("Le délai des relances"));
    CHECK(talk.last.asks == "nom");
    talk.say("quel coût ?");
    CHECK(talk.heard("Le coût en général"));
    CHECK(talk.last.asks == "nom");
    CHECK(talk.session.stack.back().counters.empty());
    talk.say("Dupont, et quel délai ?");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    CHECK(talk.heard("Le délai des relances"));
    CHECK(talk.last.asks == "date-naissance");
    Talk likely = at_name();
    likely.say("combien de jours");
    CHECK(likely.traced(TurnRule::precision));
    // Surely asked, a story gives way.
    Talk story = at_description();
    story.say("quel délai ?");
    CHECK(story.traced(TurnRule::precision));
    CHECK(story.last.asks == "description");
    CHECK(story.session.pending.kind == Pending::Kind::none);
}

RULE(92, "nothing can be asked next before a subject was spoken of, but after it") {
    Talk talk(shipped_sample());
    talk.say("quel délai ?");
    CHECK_FALSE(talk.traced(TurnRule::precision));
    talk.say(horaires);
    CHECK(talk.session.stack.empty());
    talk.say("quel délai ?");
    CHECK(talk.traced(TurnRule::precision));
    CHECK(talk.heard("Le délai en général"));
    CHECK(talk.session.stack.empty());
}

TEST_CASE("an answer to the open question is no question, and another subject keeps its words") {
    Talk talk = at_birth_date();
    talk.say("c'est long, 12/03/1985");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
    Talk other = at_birth_date();
    other.say(horaires);
    CHECK_FALSE(other.traced(TurnRule::precision));
    CHECK(other.last.asks == "date-naissance");
}

RULE(93, "a word is explained, and what was asked is asked again") {
    Talk talk = at_name();
    talk.say("c'est quoi un titre exécutoire ?");
    CHECK(talk.traced(TurnRule::glossary));
    CHECK(talk.heard("Une décision de justice"));
    CHECK(talk.last.asks == "nom");
    talk.say("titre exécutoire ?");
    CHECK(talk.heard("Une décision de justice"));
    talk.say("Dupont, et c'est quoi un titre exécutoire ?");
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    CHECK(talk.heard("Une décision de justice"));
}

RULE(93, "a word that is also an option is explained, never taken; an offer stays") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.say("c'est quoi MCS ?");
    CHECK(talk.heard("Une des sociétés"));
    CHECK(talk.last.asks == "entite");
    talk.say("mcs ?");
    CHECK(talk.heard("Une des sociétés"));
    CHECK(talk.last.asks == "entite");
    Talk menu(shipped_sample());
    menu.open();
    menu.say("c'est quoi un titre exécutoire ?");
    CHECK(menu.traced(TurnRule::glossary));
    CHECK(menu.offered("paiements"));
    menu.pick("paiements");
    CHECK(menu.offered("relance"));
}

RULE(77, "an option, then a question") {
    Talk talk(shipped_sample());
    talk.say(relance);
    talk.say("mcs, et quels sont vos horaires d'ouverture ?");
    CHECK(talk.session.answers.at("entite").value == "mcs");
    CHECK(talk.heard("Voyez votre courrier"));
}

RULE(4, "the sentence around a hidden number is served") {
    Talk talk(shipped_sample());
    talk.say("j'ai payé avec ma carte 4970 1012 3456 7890 et on me relance encore");
    CHECK(talk.heard("donnee-sensible"));
    CHECK(talk.last.asks == "entite");
    Talk story(shipped_sample());
    story.say("En 2019 ma femme et moi on avait un crédit");
    CHECK_FALSE(story.heard("donnee-sensible"));
}

RULE(94, "a request that is not sure is no missed value, R26 a bad date is no other subject") {
    Talk talk = at_birth_date();
    talk.say("je préfère vous le dire de vive voix");
    CHECK(talk.traced(TurnRule::asks_else));
    CHECK(talk.last.asks == "date-naissance");
    CHECK_FALSE(talk.session.stack.back().counters.contains("date-naissance"));
    talk.say("c'était en 1940");
    CHECK(talk.traced(TurnRule::refused_value));
    CHECK(talk.last.asks == "date-naissance");
}

TEST_CASE("a pronoun is no name") {
    for (const char* text : {"le sien", "le mien", "la mienne"}) {
        CAPTURE(text);
        Talk talk = at_name();
        talk.say(text);
        CHECK_FALSE(talk.session.answers.contains("nom"));
        CHECK(talk.last.asks == "nom");
    }
}

RULE(24, "nothing of several values is dropped in silence") {
    Talk talk = at_name();
    talk.say("Roche et ma date de naissance c'est le 04/05/1980");
    CHECK(talk.session.answers.at("nom").value == "Roche");
    CHECK(talk.session.answers.at("date-naissance").value == "1980-05-04");
    CHECK_FALSE(talk.heard("partie-non-lue"));
    Talk rest = at_name();
    rest.say("né le 04/05/1980, mon chat s'appelle Minou");
    CHECK(rest.heard("partie-non-lue"));
    CHECK(rest.last.asks == "nom");
}

RULE(86, "a story is never replaced by a few words of correction") {
    Talk talk = at_description();
    talk.say("j'habite au 12 rue des Lilas et on me relance encore");
    REQUIRE(talk.last.asks == "confirmation");
    talk.say("non c'est au 14");
    CHECK(talk.last.asks == "modifier");
    CHECK(talk.session.stack.back().answers.at("description").value.find("Lilas") !=
          std::string::npos);
}

RULE(44, "an apology before a name corrects the name, not the number that is asked") {
    Talk talk = at_birth_date();
    talk.say("oups, Durand");
    CHECK(talk.session.answers.at("nom").value == "Durand");
    CHECK(talk.last.asks == "date-naissance");
}

RULE(95, "another case does not inherit what belongs to the first") {
    auto files = sample_content_as_shipped();
    const auto slots = std::ranges::find(files, "dialogs/communs/champs.yaml", &SourceText::path);
    const std::string date = "12/03/1985, retenu: oui";
    slots->text.replace(slots->text.find(date), date.size(), date + ", par-dossier: oui");
    const Compiled compiled = compile(files);
    REQUIRE(compiled.catalog != nullptr);
    Talk talk(*compiled.catalog);
    talk.session = at_summary().session;
    talk.pick("oui");
    REQUIRE(talk.last.ticket.has_value());
    Talk same = talk;
    same.say(relance);
    CHECK(same.session.answers.contains("date-naissance"));
    CHECK(same.last.asks == "recommande");
    talk.say("pour un autre dossier, j'ai payé et on me relance encore");
    CHECK(talk.last.asks == "entite");
    CHECK_FALSE(talk.session.answers.contains("date-naissance"));
    CHECK(talk.session.answers.at("nom").value == "Dupont");
    Talk late = same;
    late.pick("non");
    REQUIRE(late.last.asks == "confirmation");
    late.say("non c'est pour un autre dossier");
    CHECK(late.heard("autre-dossier"));
    CHECK_FALSE(late.session.answers.contains("date-naissance"));
    CHECK(late.session.answers.at("nom").value == "Dupont");
}

TEST_CASE("what binds wants a plain yes") {
    for (const char* text : {"oui envoyez pas", "oui, non", "c'est bon merci"}) {
        CAPTURE(text);
        Talk talk = at_summary();
        talk.say(text);
        CHECK_FALSE(talk.last.ticket.has_value());
        CHECK(talk.session.stack.size() == 1);
    }
    for (const char* text : {"c'est bon merci", "c'est bon", "parfait", "ok", "continuez"}) {
        CAPTURE(text);
        Talk talk = at_birth_date();
        talk.say("annuler");
        talk.say(text);
        CHECK(talk.session.stack.size() == 1);
        CHECK(talk.session.answers.at("nom").value == "Dupont");
        Talk erasing = at_birth_date();
        erasing.say("supprimez mes données");
        erasing.say(text);
        CHECK_FALSE(erasing.last.erase);
    }
}

TEST_CASE("thanks and later take no offer") {
    for (const char* text : {"c'est bon merci", "plus tard peut-être"}) {
        CAPTURE(text);
        Talk talk(shipped_sample());
        talk.say("quels sont vos horaires d'ouverture ? je veux porter plainte contre vous ?");
        REQUIRE(talk.offered("plainte"));
        talk.say(text);
        CHECK(talk.session.stack.empty());
    }
}

RULE(44, "what is said with the old value corrects its field") {
    for (const char* text : {"le nom : Durand",
                             "remplacez Dupont par Durand",
                             "c'est pas Dupont c'est Durand",
                             "Durand et non Dupont",
                             "Durand au lieu de Dupont"}) {
        CAPTURE(text);
        Talk talk = at_birth_date();
        talk.say(text);
        CHECK(talk.session.answers.at("nom").value == "Durand");
        CHECK(talk.last.asks == "date-naissance");
        Talk summary = at_summary();
        summary.say(text);
        CHECK(summary.session.answers.at("nom").value == "Durand");
        CHECK(summary.last.asks == "confirmation");
    }
}

TEST_CASE("an apology or a wrong subject is no danger and no answer") {
    Talk talk = at_name();
    talk.say("pardon");
    CHECK(talk.last.asks == "nom");
    CHECK_FALSE(talk.session.distress);
    Talk topic(shipped_sample());
    topic.say(plainte);
    topic.say("pas ça");
    CHECK(topic.traced(TurnRule::wrong_topic));
}

RULE(90, "\"le mien ?\" asks of whom the field speaks") {
    Talk talk = at_name();
    talk.say("le mien ou le sien ?");
    CHECK(talk.traced(TurnRule::about_field));
    CHECK(talk.heard("C'est vous."));
    CHECK(talk.last.replies.front().node == "champs/personnes/titulaire");
    CHECK(talk.last.asks == "nom");
    CHECK(talk.session.stack.back().counters.empty());
}

RULE(90, "not to know whose it is, is to ask it; a value before it is held") {
    Talk talk = at_birth_date();
    talk.say("je ne sais pas si c'est la mienne ou la sienne");
    CHECK(talk.traced(TurnRule::about_field));
    CHECK(talk.heard("C'est vous."));
    talk.say("12/03/1985, la mienne ou la sienne ?");
    CHECK(talk.traced(TurnRule::value_then_question));
    CHECK(talk.heard("C'est vous."));
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-12");
}

RULE(90, "where it stands and why it is asked are told as before") {
    Talk talk = at_birth_date();
    talk.say("pourquoi ma date de naissance ?");
    CHECK(talk.heard("Pour vous retrouver."));
}

RULE(91, "what is said to have been given already is not there, and that is told") {
    Talk talk = at_birth_date();
    talk.say("je vous l'ai déjà donnée");
    CHECK(talk.heard("deja-donne"));
    CHECK(talk.last.asks == "date-naissance");
    CHECK(talk.session.stack.back().counters.empty());
}

TEST_CASE("a ticket carries what was said, up to 200 lines") {
    Talk talk = at_name();
    for (int i = 0; i < 30; ++i) {
        talk.say("et après il se passe quoi ?");
    }
    talk.say("Dupont");
    talk.say("12/03/1985");
    talk.say("oui");
    REQUIRE(talk.last.ticket.has_value());
    const auto& lines = talk.last.ticket->transcript;
    CHECK(lines.size() > 60);
    CHECK(lines.size() <= 200);
    CHECK(lines.front().text == relance);
    for (int i = 0; i < 200; ++i) {
        talk.say("bonjour");
    }
    CHECK(talk.session.transcript.size() == 200);
}

RULE(76, "a wait of a whole short sentence is a wait") {
    Talk talk = at_name();
    talk.say("attendez une petite minute, je cherche");
    CHECK(talk.traced(TurnRule::waiting));
    CHECK_FALSE(talk.session.answers.contains("nom"));
}

TEST_CASE("a feeling is acknowledged once") {
    Talk talk = at_name();
    talk.say("j'en ai marre de vos courriers");
    CHECK(talk.heard("emotion-colere"));
    talk.say("j'en ai vraiment marre de vos courriers");
    CHECK_FALSE(talk.heard("emotion-colere"));
    CHECK(talk.last.asks == "nom");
    Talk nothing_open(shipped_sample());
    nothing_open.say("j'en ai marre de vos courriers");
    CHECK(nothing_open.heard("emotion-colere"));
    CHECK(nothing_open.heard("sentiment-suite"));
}

RULE(96, "a subject refused in words opens nothing, and goes when it is the open one") {
    Talk talk(shipped_sample());
    talk.say("je ne veux pas faire de réclamation écrite");
    CHECK(talk.heard("offre-refusee"));
    CHECK(talk.session.stack.empty());
    talk.say(plainte);
    REQUIRE(talk.last.asks == "ecrit");
    talk.say("je ne veux pas faire de réclamation écrite");
    CHECK(talk.heard("offre-refusee"));
    CHECK(talk.session.stack.empty());
    Talk midway = at_birth_date();
    midway.say("je ne veux pas faire de réclamation écrite");
    CHECK(midway.heard("continue"));
    CHECK(midway.last.asks == "date-naissance");
}

RULE(97, "how many questions are left is told") {
    Talk talk = at_name();
    talk.say("il reste combien de questions ?");
    CHECK(talk.heard("reste-a-dire 2"));
    CHECK(talk.last.asks == "nom");
    talk.say("Dupont");
    talk.say("c'est bientôt fini ?");
    CHECK(talk.heard("reste-a-dire 1"));
}

RULE(98, "what is noted is told") {
    Talk talk = at_birth_date();
    talk.say("vous avez bien noté mon nom ?");
    CHECK(talk.heard("Dupont"));
    CHECK(talk.last.asks == "date-naissance");
}

RULE(99, "data without a request is kept and said") {
    Talk talk(shipped_sample());
    talk.say("je suis né le 12/03/1985");
    CHECK(talk.heard("note-d-avance"));
    CHECK(talk.session.stack.empty());
    talk.say(relance);
    talk.pick("iqera");
    talk.pick("non");
    talk.say("Dupont");
    CHECK(talk.last.asks == "confirmation");
}

RULE(101, "another option of a question answered on the way changes that answer") {
    Talk talk = at_birth_date();
    talk.say("non attendez, c'est MCS");
    CHECK(talk.traced(TurnRule::choice_changed));
    CHECK(talk.session.answers.at("entite").value == "mcs");
    Talk denied = at_birth_date();
    denied.say("non non");
    CHECK_FALSE(denied.traced(TurnRule::choice_changed));
    CHECK(denied.session.answers.at("entite").value == "iqera");
}

RULE(102, "what was refused is taken up again") {
    Talk talk(shipped_sample());
    talk.say(plainte);
    talk.pick("non");
    talk.say("non merci");
    CHECK(talk.session.pending.kind == Pending::Kind::none);
    talk.say("finalement si");
    CHECK(talk.traced(TurnRule::second_thought));
    CHECK(talk.session.pending.options == std::vector<OptionId>{"horaires", "relance"});
}

TEST_CASE("another case is no correction of the request sent") {
    Talk talk = at_summary();
    talk.say("oui");
    REQUIRE(talk.session.sent.size() == 1);
    talk.say("je me suis trompé, ce n'est pas une correction, c'est une autre personne");
    CHECK_FALSE(talk.traced(TurnRule::amendment));
    CHECK(talk.session.stack.empty());
}

RULE(76, "a summary refused for now waits") {
    Talk talk = at_summary();
    talk.say("pas maintenant");
    CHECK(talk.heard("prenez-votre-temps"));
    CHECK(talk.last.asks == "confirmation");
    talk.say("attendez, c'est Durand");
    CHECK_FALSE(talk.heard("prenez-votre-temps"));
}

TEST_CASE("who waits and answers is not awaited") {
    Talk talk = at_name();
    talk.say("attendez, c'est Durand");
    CHECK(talk.session.answers.at("nom").value == "Durand");
}

RULE(82, "at the summary nothing is sent yet, and that is told") {
    Talk talk = at_summary();
    for (const char* asked : {"c'est envoyé ?", "c'est bon ?", "ça part quand ?"}) {
        talk.say(asked);
        CAPTURE(asked);
        CHECK(talk.heard("recapitulatif-confirmer"));
        CHECK(talk.last.asks == "confirmation");
    }
}

RULE(83, "the new value said with the correction is in the amendment") {
    for (const char* said : {"en fait mon nom c'est Durand", "mon nom c'est Durand en fait"}) {
        CAPTURE(said);
        Talk talk = at_summary();
        talk.pick("oui");
        talk.say(said);
        CHECK(talk.heard("envoi-rectifier"));
        REQUIRE(talk.last.asks == "confirmation");
        talk.say("oui");
        REQUIRE(talk.last.ticket.has_value());
        CHECK(talk.last.ticket->fields[0].value == "Durand");
    }
    Talk refused = at_summary();
    refused.pick("oui");
    refused.say("non ça ira");
    CHECK(refused.session.stack.empty());
}

RULE(71, "a refusal of nothing opens nothing") {
    for (const char* said : {"sans façon", "rien d'autre", "inutile", "pas la peine"}) {
        Talk talk(shipped_sample());
        talk.say(said);
        CAPTURE(said);
        CHECK(talk.heard("offre-refusee"));
    }
}

RULE(44, "a correction is read however it is said") {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {"le nom est faux, c'est Durand", "nom", "Durand"},
        {"changez le nom en Durand", "nom", "Durand"},
        {"mon nom c'est Durand en fait", "nom", "Durand"},
        {"Dupond", "nom", "Dupond"},
        {"13/03/1985", "date-naissance", "1985-03-13"},
        {"la date c'est 1986", "date-naissance", "1986-03-12"},
        {"tout est bon sauf la date, c'est le 13", "date-naissance", "1985-03-13"},
    };
    for (const auto& [said, field, value] : cases) {
        CAPTURE(said);
        Talk talk = at_summary();
        talk.say(said);
        CHECK(talk.session.answers.at(SlotId(std::string(field))).value == value);
        CHECK(talk.last.asks == "confirmation");
        CHECK_FALSE(talk.last.ticket.has_value());
    }
    Talk picked = at_summary();
    picked.say("le nom c'est bon mais pas la date");
    CHECK(picked.last.asks == "date-naissance");
}

RULE(44, "words that only look like a name held correct nothing") {
    Talk talk = at_birth_date();
    talk.say("12/03/1985");
    talk.session.answers.at("nom").value = "Roux";
    talk.say("c'est tout bon");
    CHECK(talk.session.answers.at("nom").value == "Roux");
    talk.say("je me suis trompé c'est le 13 avril");
    CHECK(talk.session.answers.at("nom").value == "Roux");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-04-13");
}

RULE(44, "how a name is spelt is no name: it is asked again") {
    for (const char* said : {"le nom c'est avec un b", "mon nom c'est sans e"}) {
        CAPTURE(said);
        Talk talk = at_summary();
        talk.say(said);
        CHECK(talk.last.asks == "nom");
    }
}

RULE(44, "two corrections in one message both arrive") {
    Talk talk = at_summary();
    talk.say("le nom c'est Durand et la date c'est le 13/03/1985");
    CHECK(talk.session.answers.at("nom").value == "Durand");
    CHECK(talk.session.answers.at("date-naissance").value == "1985-03-13");
    CHECK(talk.heard("Durand"));
}

RULE(44, "a correction and an answer in one message both arrive") {
    Talk talk = at_birth_date();
    talk.say("le 12/03/1985, et mon nom c'est Durand");
    CHECK(talk.session.answers.at("nom").value == "Durand");
    CHECK(talk.last.asks == "confirmation");
}

RULE(18, "a subject named in an editor's very words is no bad value") {
    Talk talk = at_birth_date();
    talk.say("faire une réclamation écrite");
    CHECK(talk.last.intent == "plainte");
    CHECK(talk.last.asks == "ecrit");
}

RULE(20, "of two values with a mark between them the second is held, or neither") {
    const std::pair<const char*, const char*> dates[] = {
        {"8 juillet 1946, enfin non 1947", "1947-07-08"},
        {"12/03/1985 pardon 13/03/1985", "1985-03-13"},
        {"le 12 mars 1985, en fait non c'est le 13 mars 1985", "1985-03-13"},
        {"12/03/1985 non 14/03/1985", "1985-03-14"},
    };
    for (const auto& [said, value] : dates) {
        CAPTURE(said);
        Talk talk = at_birth_date();
        talk.say(said);
        CHECK(talk.session.answers.at("date-naissance").value == value);
    }
    Talk unread = at_birth_date();
    unread.say("12/03/1985, enfin non je ne sais plus bien");
    CHECK_FALSE(unread.session.answers.contains("date-naissance"));
    for (const char* said : {"Durand, en fait non Dupont", "Durand pardon Dupont"}) {
        CAPTURE(said);
        Talk talk = at_name();
        talk.say(said);
        CHECK(talk.session.answers.at("nom").value == "Dupont");
    }
}

RULE(24, "what is given for a later field is said back") {
    Talk talk = at_name();
    talk.say("12/03/1985");
    CHECK(talk.heard("champ-note"));
    CHECK(talk.last.asks == "nom");
}

RULE(77, "a request of its own leaves the question, one that comes on top waits") {
    Talk talk(shipped_sample());
    talk.say(plainte);
    talk.say("non, je voudrais connaître vos horaires d'ouverture");
    CHECK(talk.last.intent == "horaires");
    Talk added(shipped_sample());
    added.say(plainte);
    added.say("oui, et je voudrais aussi connaître vos horaires d'ouverture");
    CHECK(added.last.asks == "nom");
    CHECK(added.heard("question-pour-apres"));
    CHECK(added.session.later_intents == std::vector<DialogId>{"horaires"});
}

RULE(20, "free text holds a request, and asks about what only says that it was given") {
    Talk talk = at_description();
    talk.say("je vous l'ai déjà donné");
    CHECK(talk.heard("valeur-douteuse"));
    talk.say("non");
    CHECK(talk.last.asks == "description");
    talk.say("je voudrais connaître vos horaires d'ouverture");
    CHECK(talk.last.asks == "confirmation");
}

TEST_CASE("a field that has to be given is not skipped") {
    Talk talk = at_name();
    CHECK(talk.say("passer").asks == "nom");
    CHECK_FALSE(talk.traced(TurnRule::skipped));
    CHECK_FALSE(talk.offered("passer"));
}

TEST_CASE(
    "RULES.md is the table of decisions, row by row, lists every rule, and each has its test") {
    std::ifstream file("engine/dialog/RULES.md");
    REQUIRE(file);
    const std::pair<std::string_view, unsigned> places[] = {{"any", ~0U},
                                                            {"question", Table::question},
                                                            {"field", Table::field},
                                                            {"summary", Table::summary},
                                                            {"offer", Table::offer},
                                                            {"clarification", Table::clarification},
                                                            {"confirmation", Table::confirmation},
                                                            {"correction", Table::correction},
                                                            {"nothing", Table::nothing}};
    std::vector<std::pair<int, unsigned>> written;
    std::set<int> numbers;
    for (std::string line; std::getline(file, line);) {
        int number = 0;
        char where[200] = {};
        if (std::sscanf(line.c_str(), "| R%d | %199[^|]|", &number, where) < 1) {
            continue;
        }
        numbers.insert(number);
        unsigned bits = 0;
        for (const std::string& word : text::words(where)) {
            const auto place =
                std::ranges::find(places, word, [](const auto& p) { return p.first; });
            bits |= place == std::end(places) ? 0 : place->second;
        }
        if (line.find("| R") == 0 && std::ranges::count(line, '|') == 5) {
            written.emplace_back(number, bits);
        }
    }
    std::set<int> tested;
    for (const char* name : {"rules", "optional_field"}) {
        CAPTURE(name);
        std::ostringstream text;
        text << std::ifstream(fmt::format("tests/unit/dialog/{}_test.cpp", name)).rdbuf();
        const std::string tests = text.str();
        const std::regex title(R"re(\bR(\d+)\b|RULE\((\d+),)re");
        for (std::sregex_iterator it(tests.begin(), tests.end(), title), end; it != end; ++it) {
            tested.insert(std::stoi((*it)[1].str() + (*it)[2].str()));
        }
    }
    CHECK(tested == numbers);
    std::vector<std::pair<int, unsigned>> coded;
    for (const turn::Row& row : turn::rows()) {
        coded.emplace_back(static_cast<int>(row.rule), row.where);
    }
    CHECK(written == coded);
    for (const TurnRuleName& rule : turn_rules()) {
        const int number = static_cast<int>(rule.rule);
        CAPTURE(number);
        CHECK(numbers.contains(number));
    }
}
