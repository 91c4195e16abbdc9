// The SMS channel with a real host and a real store; only the carrier is a double.
#include "connectors/sms/sms_channel.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "connectors/host/uuid.hpp"
#include "connectors/store/sqlite_store.hpp"
#include "tests/support/first_messages.hpp"
#include "tests/support/sample_content.hpp"
#include "tests/unit/connectors/scratch_folder.hpp"

using namespace guichet;
using namespace guichet::tests;
using namespace std::chrono_literals;

namespace {

constexpr const char* person = "+33612345678";
constexpr const char* other = "+33698765432";
constexpr const char* line = "38123";
constexpr const char* hours_question = "quels sont vos horaires d'ouverture";
constexpr const char* hours_answer = "Voyez votre courrier.";

std::shared_ptr<const Catalog> sample() {
    static const Compiled compiled = compile(sample_content());
    REQUIRE(compiled.catalog != nullptr);
    return compiled.catalog;
}

// With the rules of what binds a person as they are shipped.
std::shared_ptr<const Catalog> as_shipped() {
    static const Compiled compiled = compile(sample_content_as_shipped());
    REQUIRE(compiled.catalog != nullptr);
    return compiled.catalog;
}

// Takes every message, as far as its window goes, and answers as it is told.
class Carrier final : public SmsTransport {
  public:
    void start() override {}

    void stop() override {}

    bool idle() const override { return true; }

    int room() override { return window - static_cast<int>(unanswered.size()); }

    void send(const OutgoingSms& sms, std::function<void(const SendResult&)> done) override {
        sent.push_back(sms);
        unanswered.push_back(std::move(done));
        if (holds) {
            return;
        }
        SendResult result;
        result.kind = SendResult::Kind::accepted;
        if (!results.empty()) {
            result = results.front();
            results.pop_front();
        }
        answer(result);
    }

    // A segment a word, so that texts are of several.
    std::vector<SmsDraft> cut(const std::string& utf8, std::uint8_t) const override {
        std::vector<SmsDraft> drafts;
        std::size_t from = 0;
        while (cuts && utf8.find(' ', from) != std::string::npos) {
            const std::size_t end = utf8.find(' ', from) + 1;
            drafts.emplace_back().body = utf8.substr(from, end - from);
            from = end;
        }
        drafts.emplace_back().body = utf8.substr(from);
        return drafts;
    }

    // The oldest message without an answer has this one.
    void answer(const SendResult& result) {
        const auto done = std::move(unanswered.front());
        unanswered.pop_front();
        done(result);
    }

    std::vector<std::string> bodies() const {
        std::vector<std::string> all;
        all.reserve(sent.size());
        for (const OutgoingSms& sms : sent) {
            all.push_back(sms.draft.body);
        }
        return all;
    }

    int window = 100;
    bool holds = false;  // answers nothing by itself
    bool cuts = false;
    std::deque<SendResult> results;  // of the next messages; accepted when there is none
    std::vector<OutgoingSms> sent;
    std::deque<std::function<void(const SendResult&)>> unanswered;
};

SmsChannelSettings quick() {
    SmsChannelSettings settings;
    settings.line = line;
    settings.pause = 150ms;
    return settings;
}

TimePoint utc(int year, unsigned month, unsigned day, int hour) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                                 std::chrono::day(day)) +
           std::chrono::hours(hour);
}

struct Scene {
    explicit Scene(SmsChannelSettings settings = quick(),
                   std::shared_ptr<ScratchFolder> scratch = std::make_shared<ScratchFolder>(),
                   std::shared_ptr<const Catalog> catalog = sample())
        : folder(std::move(scratch)),
          storage(std::make_unique<SqliteStore>(database())),
          host(loop.get_executor(),
               storage,
               std::move(catalog),
               Sources{[this] { return now; }, new_uuid7},
               Host::Limits()),
          channel(loop.get_executor(), host, storage, std::move(settings)) {
        auto transport = std::make_unique<Carrier>();
        carrier = transport.get();
        channel.start(std::move(transport));
        run();
    }

    ~Scene() { storage.stop(); }

    std::filesystem::path database() const { return folder->path / "guichet.db"; }

    // The same database, as another process would read it.
    SqliteStore store() const { return SqliteStore(database()); }

    // Until nothing is left to do.
    void run() {
        loop.restart();
        loop.run();
    }

    void arrives(const std::string& text, const std::string& id, const std::string& from = person) {
        channel.receive({id, "", from, line, text},
                        [this, id](bool kept) { told[id].push_back(kept); });
    }

    void receive(const std::string& text, const std::string& id, const std::string& from = person) {
        arrives(text, id, from);
        run();
    }

    // How many messages left because of it.
    std::size_t sent_after(const std::string& text, const std::string& id) {
        const std::size_t before = carrier->sent.size();
        receive(text, id);
        return carrier->sent.size() - before;
    }

    // As a machine does, until nothing is answered any more.
    void break_off() {
        for (int i = 1; i <= 4; ++i) {
            receive(hours_question, fmt::format("loop{}", i));
        }
        REQUIRE(sent_after(hours_question, "loop5") == 0);
        REQUIRE(sent_after("et maintenant ?", "loop6") == 0);
    }

    bool opted_out() const { return store().sms().opted_out(person, line); }

    void receive_part(unsigned number, unsigned total, const std::string& bytes, int coding = 0) {
        channel.receive_part({person, line, 42, total, number, bytes, coding, {}},
                             [this](bool kept) { told["part"].push_back(kept); });
        run();
    }

    SmsChannel::Loaded load(const ReminderFile& file) {
        SmsChannel::Loaded loaded;
        boost::asio::co_spawn(
            loop,
            channel.load(file),
            [&loaded](const std::exception_ptr& failure, SmsChannel::Loaded result) {
                CHECK_FALSE(failure);
                loaded = result;
            });
        run();
        return loaded;
    }

    void wake() {
        channel.wake();
        run();
    }

    std::optional<Whereabouts> conversation() const {
        return store().find(sha256_hex(fmt::format("sms\n{}\n{}", person, line)));
    }

    // What the person said, as it is kept.
    std::vector<std::string> said() const {
        std::vector<std::string> bodies;
        const auto where = conversation();
        REQUIRE(where);
        for (const StoredLine& kept : store().lines_after(where->conversation, 0, 100)) {
            if (kept.from_person) {
                bodies.push_back(kept.body);
            }
        }
        return bodies;
    }

    std::int64_t count(SmsState state) const { return store().sms().counts()[state]; }

    std::shared_ptr<ScratchFolder> folder;
    TimePoint now = utc(2026, 11, 23, 12);
    boost::asio::io_context loop{1};
    Storage storage;
    Host host;
    SmsChannel channel;
    Carrier* carrier = nullptr;  // the channel's
    std::map<std::string, std::vector<bool>> told;
};

using Told = std::vector<bool>;

SendResult result_of(SendResult::Kind kind, const std::string& carrier_id = "") {
    SendResult result;
    result.kind = kind;
    result.carrier_id = carrier_id;
    return result;
}

ReminderFile reminders(const std::vector<std::string>& texts, const std::string& to = person) {
    ReminderFile file;
    for (const std::string& text : texts) {
        file.to_send.push_back({to, text});
    }
    return file;
}

}  // namespace

TEST_CASE("sms channel: a message is answered, to whom wrote and from the number they wrote to") {
    Scene scene;
    scene.receive(hours_question, "m1");
    REQUIRE(scene.carrier->sent.size() == 1);
    const SmsDraft& draft = scene.carrier->sent.front().draft;
    CHECK(draft.to == person);
    CHECK(draft.from == line);
    CHECK(draft.body.find(hours_answer) != std::string::npos);
    CHECK(scene.told["m1"] == Told{true});
    CHECK(scene.count(SmsState::sent) == 1);
    CHECK(scene.channel.idle());
}

TEST_CASE("sms channel: the carrier is told that a message is kept once it is on the disk") {
    Scene scene;
    bool on_disk = false;
    scene.channel.receive({"m1", "", person, line, hours_question}, [&](bool kept) {
        on_disk = kept && scene.conversation() && scene.said().size() == 1;
    });
    scene.run();
    CHECK(on_disk);
}

TEST_CASE("sms channel: a message id seen twice is answered once") {
    Scene scene;
    scene.arrives(hours_question, "m1");
    scene.receive(hours_question, "m1");  // while the first waits
    CHECK(scene.told["m1"] == Told{true, true});
    CHECK(scene.carrier->sent.size() == 1);
    scene.receive(hours_question, "m1");  // after it was answered
    CHECK(scene.told["m1"] == Told{true, true, true});
    CHECK(scene.carrier->sent.size() == 1);
    CHECK(scene.said().size() == 1);

    Scene restarted(quick(), scene.folder);
    restarted.receive(hours_question, "m1");
    CHECK(restarted.told["m1"] == Told{true});
    CHECK(restarted.carrier->sent.empty());
    restarted.receive(hours_question, "m2");
    CHECK(restarted.carrier->sent.size() == 1);
}

TEST_CASE("sms channel: a message that comes with one seen before is answered all the same") {
    Scene scene;
    scene.receive(hours_question, "m1");
    scene.arrives(hours_question, "m1");
    scene.receive("je veux porter plainte contre vous", "m2");
    CHECK(scene.told["m1"] == Told{true, true});
    CHECK(scene.told["m2"] == Told{true});
    CHECK(scene.carrier->sent.size() == 2);
    REQUIRE(scene.said().size() == 2);
    CHECK(scene.said().back().find("plainte") != std::string::npos);
}

TEST_CASE("sms channel: messages within the pause are read as one, those after it as another") {
    Scene scene;
    scene.arrives("quels sont vos", "m1");
    scene.loop.restart();
    scene.loop.run_for(10ms);
    scene.receive("horaires d'ouverture", "m2");
    REQUIRE(scene.carrier->sent.size() == 1);
    CHECK(scene.carrier->bodies().front().find(hours_answer) != std::string::npos);
    CHECK(scene.told["m1"] == Told{true});
    CHECK(scene.told["m2"] == Told{true});
    CHECK(scene.said().size() == 1);
    scene.receive(hours_question, "m3");
    CHECK(scene.carrier->sent.size() == 2);
    CHECK(scene.said().size() == 2);
}

TEST_CASE("sms channel: two people are two conversations, even at once") {
    Scene scene;
    scene.arrives(hours_question, "m1");
    scene.receive(hours_question, "m1", other);
    REQUIRE(scene.carrier->sent.size() == 2);
    CHECK(scene.carrier->sent[0].draft.to != scene.carrier->sent[1].draft.to);
    CHECK(scene.carrier->sent[0].draft.conversation != scene.carrier->sent[1].draft.conversation);
    CHECK(scene.said().size() == 1);
}

TEST_CASE("sms channel: a long message is read when its last part is there, in whatever order") {
    Scene scene;
    scene.receive_part(3, 3, "d'ouverture");
    scene.receive_part(1, 3, "quels sont ");
    scene.receive_part(1, 3, "quels sont ");  // again
    CHECK(scene.carrier->sent.empty());
    CHECK(scene.told["part"] == Told{true, true, true});
    CHECK_FALSE(scene.conversation());
    scene.receive_part(2, 3, "vos horaires ");
    REQUIRE(scene.carrier->sent.size() == 1);
    CHECK(scene.carrier->bodies().front().find(hours_answer) != std::string::npos);
    REQUIRE(scene.said().size() == 1);
    CHECK(scene.said().front().find(hours_question) != std::string::npos);
    scene.receive_part(2, 3, "vos horaires ");  // again, after the message was answered
    CHECK(scene.carrier->sent.size() == 1);
    CHECK(scene.told["part"] == Told{true, true, true, true, true});
}

TEST_CASE("sms channel: a character may be split between two parts") {
    std::string bytes;  // UCS-2
    for (const char letter : std::string("vos horaires d'ouverture")) {
        bytes += {'\0', letter};
    }
    Scene scene;
    scene.receive_part(1, 2, bytes.substr(0, 7), 8);
    scene.receive_part(2, 2, bytes.substr(7), 8);
    REQUIRE(scene.said().size() == 1);
    CHECK(scene.said().front().find("vos horaires d'ouverture") != std::string::npos);
}

TEST_CASE("sms channel: a long message whose parts do not all come is read with its hole") {
    Scene scene;
    scene.receive_part(1, 3, "quels sont vos horaires");
    scene.receive_part(3, 3, "d'ouverture");
    scene.now += 1790s;
    scene.channel.sweep();
    scene.run();
    CHECK_FALSE(scene.conversation());
    scene.now += 20s;
    scene.channel.sweep();
    scene.run();
    REQUIRE(scene.said().size() == 1);
    CHECK(scene.said().front().find("horaires … d'ouverture") != std::string::npos);
    CHECK(scene.carrier->sent.size() == 1);
    scene.channel.sweep();
    scene.run();
    CHECK(scene.said().size() == 1);
}

TEST_CASE("sms channel: STOP is confirmed once, then silence until START") {
    Scene scene;
    scene.receive("STOP", "m1");
    CHECK(scene.carrier->sent.size() == 1);
    REQUIRE(scene.store().sms().opt_outs().size() == 1);
    CHECK(scene.store().sms().opt_outs().front().number == person);
    CHECK(scene.store().sms().opt_outs().front().line == line);
    scene.receive(hours_question, "m2");
    scene.receive("je veux porter plainte contre vous", "m3");
    CHECK(scene.carrier->sent.size() == 1);
    CHECK(scene.told["m2"] == Told{true});
    CHECK(scene.told["m3"] == Told{true});
    scene.receive(hours_question, "m4", other);  // of that person alone
    CHECK(scene.carrier->sent.size() == 2);

    scene.receive("START", "m5");
    CHECK(scene.store().sms().opt_outs().empty());
    scene.receive(hours_question, "m6");
    CHECK(scene.carrier->bodies().back().find(hours_answer) != std::string::npos);
    CHECK(scene.carrier->sent.back().draft.to == person);
}

TEST_CASE("sms channel: STOP outlives the conversation it was said in") {
    Scene scene;
    scene.receive("STOP", "m1");
    CHECK(scene.store().forget_before(scene.now + 1h) == 1);
    scene.receive(hours_question, "m2");
    CHECK(scene.told["m2"] == Told{true});
    CHECK(scene.carrier->sent.size() == 1);
}

TEST_CASE("sms channel: STOP cancels what still waits") {
    Scene scene;
    scene.carrier->window = 0;
    scene.receive(hours_question, "m1");
    scene.receive("STOP", "m2");
    CHECK(scene.said().size() == 2);
    CHECK(scene.count(SmsState::cancelled) == 1);
    scene.carrier->window = 10;
    scene.wake();
    REQUIRE(scene.carrier->sent.size() == 1);
    CHECK(scene.carrier->bodies().front().find(hours_answer) == std::string::npos);
}

TEST_CASE("sms channel: STOP waits for no pause, and what was written before it is not answered") {
    SmsChannelSettings settings = quick();
    settings.pause = 10min;
    Scene scene(settings);
    scene.arrives(hours_question, "m1");
    scene.receive("STOP", "m2");
    CHECK(scene.opted_out());
    REQUIRE_FALSE(scene.said().empty());
    CHECK(scene.said().front() == R"({"text":"STOP"})");
    REQUIRE(scene.carrier->sent.size() == 1);
    CHECK(scene.carrier->bodies().front().find(hours_answer) == std::string::npos);
    CHECK(scene.told["m1"] == Told{true});
    CHECK(scene.told["m2"] == Told{true});
}

TEST_CASE("sms channel: STOP is obeyed behind the loop guard, and confirmed once") {
    Scene scene;
    scene.break_off();
    CHECK(scene.sent_after("STOP", "m1") == 1);
    CHECK(scene.opted_out());
    CHECK(scene.sent_after("STOP", "m2") == 0);
    CHECK(scene.load(reminders({"Rappel."})).stopped == 1);
}

TEST_CASE("sms channel: behind the loop guard the same messages opt out as before it") {
    Scene scene(quick(), std::make_shared<ScratchFolder>(), as_shipped());
    scene.break_off();
    scene.receive("STOP", "m1");
    scene.receive("START", "m2");
    const std::string confirmation = scene.carrier->sent.end()[-2].draft.body;
    int messages = 0;
    for (const char* message : opting_out) {
        CHECK_MESSAGE(scene.sent_after(message, fmt::format("out{}", ++messages)) == 1, message);
        CHECK_MESSAGE(scene.carrier->sent.back().draft.body == confirmation, message);
        scene.receive("START", fmt::format("in{}", messages));
    }
    for (const char* message : not_opting_out) {
        scene.receive(message, fmt::format("not{}", ++messages));
    }
    CHECK_FALSE(scene.opted_out());
}

TEST_CASE("sms channel: the STOP that is one message too many is obeyed") {
    SmsChannelSettings settings = quick();
    settings.loop_messages = 5;
    Scene scene(settings);
    for (int i = 1; i <= 5; ++i) {
        scene.receive(fmt::format("{} {}", hours_question, i), fmt::format("m{}", i));
    }
    CHECK(scene.sent_after("STOP", "m6") == 1);
    CHECK(scene.opted_out());
}

TEST_CASE("sms channel: START, CONTACT and distress are answered behind the loop guard") {
    Scene scene;
    scene.break_off();
    CHECK(scene.sent_after("CONTACT", "m1") == 1);
    CHECK(scene.sent_after("je veux mourir", "m2") >= 1);
    scene.receive("STOP", "m3");
    REQUIRE(scene.opted_out());
    CHECK(scene.sent_after("START", "m4") == 1);
    CHECK_FALSE(scene.opted_out());
    CHECK(scene.sent_after("encore une question", "m5") == 0);
}

TEST_CASE(
    "sms channel: STOP under the id of another message is obeyed, the same STOP again is one") {
    Scene scene;
    REQUIRE(scene.sent_after(hours_question, "x") == 1);
    CHECK(scene.sent_after("STOP", "x") == 1);
    CHECK(scene.opted_out());
    CHECK(scene.sent_after("START", "y") == 1);
    CHECK(scene.sent_after("STOP", "x") == 0);
    CHECK_FALSE(scene.opted_out());
}

TEST_CASE("sms channel: a reminder that the carrier hands back after STOP is not sent again") {
    Scene scene;
    scene.carrier->holds = true;
    scene.load(reminders({"Rappel."}));
    REQUIRE(scene.carrier->sent.size() == 1);
    scene.channel.opted_out(person, line);
    scene.run();
    scene.carrier->answer(result_of(SendResult::Kind::later));
    scene.run();
    CHECK(scene.count(SmsState::cancelled) == 1);
    scene.now += 1h;
    scene.wake();
    CHECK(scene.carrier->sent.size() == 1);
}

TEST_CASE(
    "sms channel: STOP in quiet hours is confirmed at once and cancels the reminder that waits") {
    Scene scene;
    scene.now = utc(2026, 11, 23, 21);
    scene.load(reminders({"Rappel."}));
    REQUIRE(scene.count(SmsState::waiting) == 1);
    CHECK(scene.sent_after("STOP", "m1") == 1);
    CHECK(scene.count(SmsState::cancelled) == 1);
    scene.now = utc(2026, 11, 24, 9);
    scene.wake();
    CHECK(scene.carrier->sent.size() == 1);
}

TEST_CASE("sms channel: the same words again and again are a machine, unless they are short") {
    Scene scene;
    for (int i = 1; i <= 3; ++i) {
        scene.receive(hours_question, fmt::format("m{}", i));
    }
    CHECK(scene.carrier->sent.size() == 3);
    scene.receive(hours_question, "m4");
    scene.receive("je veux porter plainte contre vous", "m5");
    CHECK(scene.carrier->sent.size() == 3);
    CHECK(scene.told["m4"] == Told{true});  // the carrier need not come again
    CHECK(scene.told["m5"] == Told{true});
    scene.receive(hours_question, "m6", other);
    CHECK(scene.carrier->sent.size() == 4);

    Scene patient;
    for (int i = 1; i <= 6; ++i) {
        patient.receive("oui", fmt::format("m{}", i));
    }
    CHECK(patient.carrier->sent.size() == 6);
}

TEST_CASE("sms channel: too many messages from one number are a machine too") {
    SmsChannelSettings settings = quick();
    settings.loop_messages = 5;
    Scene scene(settings);
    for (int i = 1; i <= 7; ++i) {
        scene.receive(fmt::format("{} {}", hours_question, i), fmt::format("m{}", i));
    }
    CHECK(scene.carrier->sent.size() == 5);
    CHECK(scene.told["m7"] == Told{true});
}

TEST_CASE("sms channel: what we start waits for the morning, answers do not") {
    Scene scene;
    scene.now = utc(2026, 11, 23, 21);  // ten in the evening in Paris
    CHECK(scene.load(reminders({"Rappel de votre dossier."})).to_send == 1);
    CHECK(scene.carrier->sent.empty());
    scene.receive(hours_question, "m1");
    REQUIRE(scene.carrier->sent.size() == 1);
    CHECK(scene.carrier->bodies().front().find(hours_answer) != std::string::npos);
    scene.now = utc(2026, 11, 24, 6);
    scene.channel.sweep();
    scene.run();
    CHECK(scene.carrier->sent.size() == 1);
    scene.now = utc(2026, 11, 24, 7);
    scene.channel.sweep();
    scene.run();
    REQUIRE(scene.carrier->sent.size() == 2);
    CHECK(scene.carrier->bodies().back() == "Rappel de votre dossier.");
}

TEST_CASE("sms channel: no reminder goes to somebody who said STOP") {
    Scene scene;
    scene.receive("STOP", "m1");
    ReminderFile file = reminders({"Rappel."});
    file.to_send.push_back({other, "Rappel."});
    const SmsChannel::Loaded loaded = scene.load(file);
    CHECK(loaded.to_send == 1);
    CHECK(loaded.stopped == 1);
    REQUIRE(scene.carrier->sent.size() == 2);
    CHECK(scene.carrier->sent.back().draft.to == other);
}

TEST_CASE("sms channel: segments leave in order, one by one when there is room for one") {
    Scene scene;
    scene.carrier->cuts = true;
    scene.carrier->window = 1;
    scene.carrier->holds = true;
    CHECK(scene.load(reminders({"a b c", "d e f"})).to_send == 2);
    for (std::size_t count = 1; count <= 6; ++count) {
        REQUIRE(scene.carrier->sent.size() == count);
        scene.wake();  // without room, nothing more leaves
        REQUIRE(scene.carrier->sent.size() == count);
        scene.carrier->answer(result_of(SendResult::Kind::accepted));
        scene.run();
        scene.wake();
    }
    CHECK(scene.carrier->bodies() == std::vector<std::string>{"a ", "b ", "c", "d ", "e ", "f"});
    CHECK(scene.count(SmsState::sent) == 6);
}

TEST_CASE("sms channel: what the carrier takes later is sent again, what it refuses is not") {
    Scene scene;
    scene.carrier->results = {result_of(SendResult::Kind::later),
                              result_of(SendResult::Kind::accepted),
                              result_of(SendResult::Kind::refused)};
    scene.load(reminders({"plus tard"}));
    CHECK(scene.carrier->bodies() == std::vector<std::string>{"plus tard", "plus tard"});
    CHECK(scene.count(SmsState::sent) == 1);
    scene.load(reminders({"refusé"}));
    scene.wake();
    CHECK(scene.carrier->sent.size() == 3);
    CHECK(scene.count(SmsState::failed) == 1);
}

TEST_CASE("sms channel: a lost answer is never sent again, and its receipt settles it") {
    Scene scene;
    scene.carrier->results = {result_of(SendResult::Kind::unknown)};
    scene.load(reminders({"perdu ?"}));
    scene.channel.sweep();
    scene.run();
    CHECK(scene.carrier->sent.size() == 1);
    CHECK(scene.count(SmsState::unknown) == 1);
    Receipt receipt;
    receipt.address = "33612345678";
    receipt.state = Delivery::on_its_way;
    scene.channel.receipt(receipt);
    scene.run();
    CHECK(scene.count(SmsState::unknown) == 1);
    receipt.state = Delivery::delivered;
    scene.channel.receipt(receipt);
    scene.run();
    CHECK(scene.count(SmsState::delivered) == 1);
}

TEST_CASE("sms channel: a receipt may come before the acceptance it speaks of") {
    Scene scene;
    scene.carrier->holds = true;
    scene.load(reminders({"vite"}));
    Receipt receipt;
    receipt.ids = {"c1"};
    receipt.state = Delivery::failed;
    scene.channel.receipt(receipt);
    scene.run();
    CHECK(scene.count(SmsState::sending) == 1);
    scene.carrier->answer(result_of(SendResult::Kind::accepted, "c1"));
    scene.run();
    CHECK(scene.count(SmsState::failed) == 1);
}

TEST_CASE("sms channel: a carrier that keeps the list of STOP itself is believed") {
    Scene scene;
    scene.carrier->results = {result_of(SendResult::Kind::opted_out)};
    scene.load(reminders({"un"}));
    REQUIRE(scene.store().sms().opt_outs().size() == 1);
    CHECK(scene.store().sms().opt_outs().front().number == person);
    CHECK(scene.load(reminders({"deux"})).stopped == 1);
    CHECK(scene.carrier->sent.size() == 1);
}

TEST_CASE("sms channel: what a dead process had handed over is unknown, what waited leaves") {
    const auto folder = std::make_shared<ScratchFolder>();
    {
        Scene scene(quick(), folder);
        scene.carrier->holds = true;
        scene.carrier->window = 1;
        scene.load(reminders({"remis", "attendait"}));
        CHECK(scene.carrier->bodies() == std::vector<std::string>{"remis"});
    }
    Scene scene(quick(), folder);
    CHECK(scene.count(SmsState::unknown) == 1);
    scene.wake();
    CHECK(scene.carrier->bodies() == std::vector<std::string>{"attendait"});
}
