// The small pure pieces of the SMS channel, and what its store keeps.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "connectors/sms/compact_ticket.hpp"
#include "connectors/sms/dialect.hpp"
#include "connectors/sms/inbox.hpp"
#include "connectors/sms/quiet_hours.hpp"
#include "connectors/sms/reminders.hpp"
#include "connectors/store/sqlite_store.hpp"
#include "tests/support/sample_content.hpp"
#include "tests/unit/connectors/scratch_folder.hpp"

using namespace guichet;
using namespace guichet::tests;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

namespace {

TimePoint utc(int year, unsigned month, unsigned day, int hour, int minute = 0) {
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) +
           hours(hour) + minutes(minute);
}

const Catalog& sample() {
    static const Compiled compiled = compile(sample_content());
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

SmsDraft draft_to(const std::string& number, const std::string& body = "bonjour") {
    SmsDraft draft;
    draft.to = number;
    draft.from = "38123";
    draft.body = body;
    return draft;
}

const TimePoint now = utc(2026, 11, 23, 12);

}  // namespace

TEST_CASE("sms numbers become E.164 from every way carriers write them") {
    for (const char* written :
         {"+33612345678", "33612345678", "0033612345678", "0612345678", "06 12 34 56 78"}) {
        CAPTURE(written);
        CHECK(sms_number(written) == "+33612345678");
    }
    CHECK(sms_number("0692123456") == "+262692123456");
    CHECK(sms_number("38123") == "38123");
    CHECK(sms_number("0100") == "0100");
    CHECK(sms_number("+4915112345678") == "+4915112345678");
    for (const char* none : {"", "iQera", "+", "1234567890123456"}) {
        CAPTURE(none);
        CHECK_FALSE(sms_number(none));
    }
}

TEST_CASE("quiet hours follow the clock of Paris, summer and winter") {
    const QuietHours hours_of_day;
    CHECK(next_allowed(utc(2026, 11, 23, 12), hours_of_day) == utc(2026, 11, 23, 12));
    // 20:30 in Paris on a Monday: Tuesday at 8, which is 7 UTC in winter and 6 in summer.
    CHECK(next_allowed(utc(2026, 11, 23, 19, 30), hours_of_day) == utc(2026, 11, 24, 7));
    CHECK(next_allowed(utc(2026, 7, 6, 18, 30), hours_of_day) == utc(2026, 7, 7, 6));
    CHECK(next_allowed(utc(2026, 11, 23, 5), hours_of_day) == utc(2026, 11, 23, 7));
    // Saturday evening: not on Sunday, unless Sundays are open.
    CHECK(next_allowed(utc(2026, 11, 21, 21), hours_of_day) == utc(2026, 11, 23, 7));
    QuietHours sundays;
    sundays.sundays = true;
    CHECK(next_allowed(utc(2026, 11, 21, 21), sundays) == utc(2026, 11, 22, 7));
    // The night the clocks change, 25 October 2026: still at 8 by the wall.
    CHECK(next_allowed(utc(2026, 10, 24, 21), sundays) == utc(2026, 10, 25, 7));
}

TEST_CASE("reminders: a good file is read, whichever its separator") {
    for (const char sign : {',', ';'}) {
        const std::string csv = fmt::format(
            "\xEF\xBB\xBFnumero{0}nom{0}entite\r\n\"06 12 34 56 78\"{0}\"DE LA "
            "\"\"TOUR\"\"\"{0}mcs\r\n\r\n",
            sign);
        const ReminderFile file = read_reminders_csv(csv, sample(), now);
        CHECK(file.errors.size() == 1);  // a quote is no part of a name
        const ReminderFile read = read_reminders_csv(
            fmt::format("numero{0}nom{0}entite\n0612345678{0}Dupont{0}mcs\n0612345679{0}{0}iqera",
                        sign),
            sample(),
            now);
        REQUIRE(read.errors.empty());
        REQUIRE(read.reminders.size() == 2);
        CHECK(read.reminders[0].number == "+33612345678");
        CHECK(read.reminders[0].known.at("nom") == "Dupont");
        CHECK(read.reminders[0].known.at("entite") == "mcs");
        CHECK(read.reminders[1].known.count("nom") == 0);
    }
}

TEST_CASE("reminders: what is wrong is said with its place, and nothing is kept then") {
    const std::pair<const char*, const char*> wrong[] = {
        {"nom\nDupont", "ligne 1, numero : colonne absente"},
        {"numero,couleur\n0612345678,bleu", "couleur : ni champ retenu"},
        {"numero\nabc", "enregistrement 2, numero"},
        {"numero\n38123", "enregistrement 2, numero"},
        {"numero,entite\n0612345678,banque", "entite : réponse inconnue"},
        {"numero,date-naissance\n0612345678,demain", "date-naissance : valeur refusée"},
        {"numero,nom\n0612345678", "1 au lieu de 2"},
        {"numero,envoyer\n0612345678,oui", "reference-lettre : obligatoire"},
        {"numero,envoyer,reference-lettre,date-lettre\n0612345678,oui,L1,hier ou presque",
         "date-lettre"},
        {"numero,envoyer\n0612345678,peut-être", "« oui » ou « non »"}};
    for (const auto& [csv, says] : wrong) {
        INFO(std::string(csv));
        const ReminderFile file = read_reminders_csv(csv, sample(), now);
        REQUIRE_FALSE(file.errors.empty());
        CHECK(fmt::format("{}", file.errors.front()).find(says) != std::string::npos);
    }
    for (const char* body :
         {"", "{}", "[1]", "[{\"numero\":1}]", "[{\"numero\":\"0612345678\",\"x\":\"y\"}]"}) {
        CAPTURE(body);
        CHECK_FALSE(read_reminders_json(body, sample(), now).errors.empty());
    }
    const ReminderFile good = read_reminders_json(
        R"([{"numero":"0612345678","nom":"Dupont","envoyer":"oui","reference-lettre":"L1","date-lettre":"02/11/2026"}])",
        sample(),
        now);
    CHECK(good.errors.empty());
    REQUIRE(good.to_send.size() == 1);
    CHECK(good.to_send[0].text.find("L1") != std::string::npos);
}

TEST_CASE("a compact ticket holds what a person has to know, each on its line") {
    Ticket ticket;
    ticket.id = "019a0000-0000-7000-8000-000000000001";
    ticket.reference = "7K3M-9QXZ";
    ticket.created_at = now;
    ticket.topic = "decompte";
    ticket.queue = "gestion";
    ticket.branch = "decompte/non";
    ticket.address = "+33612345678";
    ticket.fields = {{"nom", "Nom", "Dupont", "dupont"},
                     {"description", "Demande", "deux\nlignes", "x"}};
    ticket.documents = {{"rib", "votre RIB"}};
    ticket.flags = {"urgent", "detresse"};
    CHECK(
        compact_ticket(ticket) ==
        "G1 7K3M-9QXZ "
        "decompte\nid=019a0000-0000-7000-8000-000000000001\nle=2026-11-23T12:00:00Z\nfile=gestion\n"
        "branche=decompte/non\nde=+33612345678\nnom=Dupont\ndescription=deux "
        "lignes\npieces=rib\ndrapeaux=urgent,detresse");
}

TEST_CASE("the signature is the one Twilio's own library makes") {
    const FormFields fields = {{"AccountSid", "AC" + std::string(32, 'b')},
                               {"Body", "Ça marche à 18h ? é€"},
                               {"From", "+33612345678"},
                               {"MessageSid", "SM" + std::string(32, 'a')},
                               {"NumMedia", "0"},
                               {"NumSegments", "1"},
                               {"To", "38123"}};
    CHECK(twilio_signature("token123", "https://exemple.fr/sms/twilio?site=iqera", fields) ==
          "f9dk1RvX2y+uM1pvEog341cLlqg=");
}

TEST_CASE("forms are read and written with every sign") {
    const FormFields fields = {
        {"clé", "Ça marche & plus = 18h ? é€+"}, {"vide", ""}, {"clé", "encore"}};
    CHECK(read_form(write_form(fields)) == fields);
    CHECK(form_value(read_form("a=1+2%2B3&b"), "a") == "1 2+3");
    CHECK(form_value(read_form("a=%zz"), "a") == "%zz");
    CHECK(read_form("&&=").size() == 1);
    CHECK(read_form(std::string("x=%00")).front().second == std::string(1, '\0'));
}

TEST_CASE("sms store: messages leave in order, once, and are settled by their receipts") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "guichet.db");
    SmsStore& sms = store.sms();
    SmsDraft later = draft_to("+33612345678", "plus tard");
    later.not_before = now + hours(1);
    sms.save_reminders(
        {},
        {draft_to("+33612345678", "un"), later, draft_to("+33612345678", std::string("\0\xFF", 2))},
        now);
    std::vector<OutgoingSms> taken = sms.take(1, now);
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].draft.body == "un");
    taken = sms.take(10, now);
    REQUIRE(taken.size() == 1);
    CHECK(sms.take(10, now).empty());
    CHECK(sms.take(10, now + hours(2)).size() == 1);
    CHECK(sms.recover() == 3);
    CHECK(sms.counts()[SmsState::unknown] == 3);
    CHECK_FALSE(sms.find_sent({"m1"}, std::nullopt, "+33612345678"));  // three unknown: which one?
    CHECK(sms.find_sent({"m1"}, std::uint16_t{2}, "+33612345678") == 2);
    sms.settle(1, SmsState::sent, "m1");
    CHECK(sms.find_sent({"x", "m1"}, std::nullopt, "") == 1);
    sms.settle(1, SmsState::delivered, "");
    sms.settle(2, SmsState::failed, "");
    CHECK(sms.find_sent({"autre"}, std::nullopt, "+33612345678") == 3);
    sms.put_back(3, now);
    CHECK(sms.take(10, now).size() == 1);
}

TEST_CASE("sms store: STOP cancels what waits") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "guichet.db");
    SmsStore& sms = store.sms();
    sms.save_reminders({}, {draft_to("+33612345678"), draft_to("+33612345679")}, now);
    sms.set_opted_out("+33612345678", "38123", true, now);
    CHECK(sms.opted_out("+33612345678", "38123"));
    CHECK_FALSE(sms.opted_out("+33612345678", "38124"));
    CHECK(sms.opt_outs().size() == 1);
    REQUIRE(sms.take(10, now).size() == 1);
    CHECK(sms.counts()[SmsState::cancelled] == 1);
    sms.set_opted_out("+33612345678", "38123", false, now);
    CHECK_FALSE(sms.opted_out("+33612345678", "38123"));
}

TEST_CASE("sms store: parts come together whatever their order, and a reference comes round") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "guichet.db");
    SmsStore& sms = store.sms();
    const auto part = [](unsigned number, const std::string& bytes) {
        return SmsPart{"+33612345678", "38123", 42, 3, number, bytes, 0, now};
    };
    CHECK_FALSE(sms.add_part(part(3, "c")));
    CHECK_FALSE(sms.add_part(part(1, "a")));
    CHECK_FALSE(sms.add_part(part(1, "a")));
    const auto whole = sms.add_part(part(2, "b"));
    REQUIRE(whole);
    CHECK(((*whole)[0].bytes + (*whole)[1].bytes + (*whole)[2].bytes) == "abc");
    CHECK(sms.add_part(part(2, "b")));            // again: the same message
    CHECK_FALSE(sms.add_part(part(2, "autre")));  // another message under the same reference
    CHECK(sms.take_overdue_parts(now).empty());
    const auto overdue = sms.take_overdue_parts(now + minutes(31));
    REQUIRE(overdue.size() == 1);
    CHECK(overdue[0].size() == 1);
    CHECK(sms.take_overdue_parts(now + minutes(31)).empty());
}

TEST_CASE("sms store: what is known of a number is replaced as a whole, and doubts end") {
    const ScratchFolder folder;
    SqliteStore store(folder.path / "guichet.db");
    SmsStore& sms = store.sms();
    sms.save_reminders({{"+33612345678", {{"nom", "Dupont"}, {"entite", "mcs"}}}}, {}, now);
    sms.save_reminders({{"+33612345678", {{"nom", "Durand"}}}}, {}, now);
    CHECK(sms.known("+33612345678") == std::map<SlotId, std::string>{{"nom", "Durand"}});
    TurnRecord turn;
    turn.conversation = "c1";
    turn.session.channel = Channel::sms;
    turn.session.address = "+33612345678";
    turn.session.line = "38123";
    turn.at = now;
    turn.message_ids = {"m1"};
    turn.received = {{"m1", "f1"}};
    turn.opted_out = true;
    turn.stranger = true;
    turn.sms = {draft_to("+33612345678", "c'est noté")};
    CHECK(store.commit(turn).kind == Commit::Kind::done);
    CHECK(sms.known("+33612345678").empty());
    CHECK(sms.opted_out("+33612345678", "38123"));
    CHECK(sms.take(10, now).size() == 1);  // the confirmation itself
    REQUIRE(sms.in_doubt().size() == 1);
    CHECK(sms.in_doubt()[0].fingerprint == "f1");
    sms.no_more_doubt({"m1"});
    CHECK(sms.in_doubt().empty());
    // The same turn again changes nothing.
    CHECK(store.commit(turn).kind == Commit::Kind::seen);
    CHECK(sms.take(10, now).empty());
}
