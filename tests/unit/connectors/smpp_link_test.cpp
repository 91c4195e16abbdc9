// The link against an SMSC that does what each test tells it, over real sockets on loopback.
#include "connectors/sms/smpp_link.hpp"

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

using namespace guichet;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;
using smpp::Command;
using smpp::Pdu;
using smpp::Status;
using Clock = std::chrono::steady_clock;

namespace {

// The peer. It keeps every PDU of the current connection until a test takes it, and sends nothing
// by itself.
class Smsc {
  public:
    explicit Smsc(asio::io_context& loop)
        : acceptor_(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0)), socket_(loop) {
        accept();
    }

    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

    void send(const Pdu& pdu) { send_bytes(smpp::encode(pdu)); }

    void send_bytes(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }

    // The oldest PDU not yet taken.
    std::optional<Pdu> take() {
        if (received_.empty()) {
            return std::nullopt;
        }
        Pdu pdu = std::move(received_.front());
        received_.pop_front();
        return pdu;
    }

    void drop() { socket_.close(); }

    bool dropped_by_peer() const { return ended_; }

    int connections() const { return connections_; }

  private:
    void accept() {
        acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
            if (error) {
                return;
            }
            socket_ = std::move(socket);
            bytes_.clear();
            received_.clear();
            ended_ = false;
            ++connections_;
            read();
            accept();
        });
    }

    void read() {
        socket_.async_read_some(asio::buffer(buffer_),
                                [this](boost::system::error_code error, std::size_t size) {
                                    if (error) {
                                        ended_ = error != asio::error::operation_aborted;
                                        return;
                                    }
                                    bytes_.append(buffer_.data(), size);
                                    sort_out();
                                    read();
                                });
    }

    void sort_out() {
        while (bytes_.size() >= smpp::header_bytes) {
            const auto header = smpp::decode_header(bytes_);
            REQUIRE(header);
            if (bytes_.size() < header->length) {
                return;
            }
            const auto pdu = smpp::decode(std::string_view(bytes_).substr(0, header->length));
            REQUIRE(pdu);
            received_.push_back(*pdu);
            bytes_.erase(0, header->length);
        }
    }

    tcp::acceptor acceptor_;
    tcp::socket socket_;
    std::array<char, 4096> buffer_{};
    std::string bytes_;
    std::deque<Pdu> received_;
    bool ended_ = false;
    int connections_ = 0;
};

smpp::ShortMessage message(const std::string& text) {
    smpp::ShortMessage sms;
    sms.source.digits = "38123";
    sms.destination = {1, 1, "33612345678"};
    sms.text = text;
    return sms;
}

SmppSettings quick() {
    SmppSettings settings;
    settings.remote.host = "127.0.0.1";
    settings.system_id = "guichet";
    settings.password = "secret";
    settings.system_type = "essai";
    settings.answer = 2s;
    settings.throttle = 1s;
    return settings;
}

// A link, its SMSC, and what the link told.
struct Scene {
    explicit Scene(SmppSettings settings = quick()) : smsc(loop) {
        settings.remote.port = smsc.port();
        link.emplace(
            loop.get_executor(),
            settings,
            SmppLink::Events{[this](const smpp::ShortMessage& sms, const SmppLink::Answer& answer) {
                                 delivered.push_back(sms.text);
                                 answers.push_back(answer);
                             },
                             [this](std::uint64_t number) { confirmed = number; },
                             [this] { ++bound; },
                             [this] { ++unbound; },
                             [this] { ++rooms; }});
        link->start();
    }

    ~Scene() {
        link->stop();
        smsc.drop();
        run_until([this] { return link->stopped(); }, 6s);
    }

    template <class Condition>
    bool run_until(Condition condition, Clock::duration within = 5s) {
        const auto deadline = Clock::now() + within;
        while (!condition() && Clock::now() < deadline) {
            loop.restart();
            loop.run_one_for(20ms);
        }
        return condition();
    }

    void run_for(Clock::duration time) {
        run_until([] { return false; }, time);
    }

    // The next PDU of that command; others before it are errors.
    Pdu expect(Command command) {
        std::optional<Pdu> pdu;
        REQUIRE(run_until([this, &pdu] {
            pdu = pdu ? pdu : smsc.take();
            return pdu.has_value();
        }));
        REQUIRE(pdu->command == command);
        return *pdu;
    }

    Pdu bind() {
        Pdu request = expect(Command::bind_transceiver);
        const int before = bound;
        smsc.send(
            {Command::bind_transceiver_resp, 0, request.sequence, smpp::BindResponse{"smsc"}});
        REQUIRE(run_until([this, before] { return bound > before; }));
        return request;
    }

    void submit(const std::string& text) {
        link->submit(message(text),
                     [this, text](const SmppLink::Submitted& result) { results[text] = result; });
    }

    void answer(const Pdu& request, const std::string& id, Status status = Status::ok) {
        smsc.send({Command::submit_sm_resp,
                   static_cast<std::uint32_t>(status),
                   request.sequence,
                   smpp::MessageResponse{id}});
    }

    // True when the link still answers.
    void check_alive() {
        smsc.send({Command::enquire_link, 0, 4711, smpp::Bare()});
        CHECK(expect(Command::enquire_link_resp).sequence == 4711);
    }

    asio::io_context loop{1};
    Smsc smsc;
    std::optional<SmppLink> link;
    int bound = 0;
    int unbound = 0;
    int rooms = 0;
    std::uint64_t confirmed = 0;
    std::vector<std::string> delivered;
    std::vector<SmppLink::Answer> answers;
    std::map<std::string, SmppLink::Submitted> results;
};

using Kind = SmppLink::Submitted::Kind;

}  // namespace

TEST_CASE("smpp link: binds as a transceiver with its credentials, and has no room before") {
    Scene scene;
    CHECK(scene.link->room() == 0);
    scene.submit("trop tôt");
    CHECK(scene.results.at("trop tôt").kind == Kind::lost);
    const Pdu request = scene.bind();
    const auto& bind = std::get<smpp::BindTransceiver>(request.body);
    CHECK(bind.system_id == "guichet");
    CHECK(bind.password == "secret");
    CHECK(bind.system_type == "essai");
    CHECK(bind.interface_version == 0x34);
    CHECK(scene.link->room() == 10);
    CHECK_FALSE(scene.smsc.take());  // what was too early never left
}

TEST_CASE("smpp link: a refused bind is tried again after the longest wait only") {
    SmppSettings settings = quick();
    settings.longest_wait = 2s;
    Scene scene(settings);
    const Pdu request = scene.expect(Command::bind_transceiver);
    const auto refused_at = Clock::now();
    scene.smsc.send({Command::bind_transceiver_resp,
                     static_cast<std::uint32_t>(Status::invalid_password),
                     request.sequence,
                     smpp::BindResponse()});
    REQUIRE(scene.run_until([&scene] { return scene.smsc.connections() == 2; }));
    CHECK(Clock::now() - refused_at > 1400ms);  // the first wait is 1250 ms at most
    CHECK(scene.bound == 0);
    scene.bind();
}

TEST_CASE("smpp link: submits within its window, and each answer goes to its own message") {
    SmppSettings settings = quick();
    settings.window = 2;
    Scene scene(settings);
    scene.bind();
    CHECK(scene.link->room() == 2);
    scene.submit("un");
    scene.submit("deux");
    CHECK(scene.link->room() == 0);
    const Pdu first = scene.expect(Command::submit_sm);
    const Pdu second = scene.expect(Command::submit_sm);
    CHECK(std::get<smpp::ShortMessage>(first.body).text == "un");
    CHECK(std::get<smpp::ShortMessage>(first.body).destination.digits == "33612345678");
    CHECK(std::get<smpp::ShortMessage>(second.body).text == "deux");
    CHECK(first.sequence != second.sequence);
    const int rooms = scene.rooms;
    scene.answer(second, "id-2");
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("deux"); }));
    CHECK(scene.results.at("deux").kind == Kind::answered);
    CHECK(scene.results.at("deux").status == 0);
    CHECK(scene.results.at("deux").message_id == "id-2");
    CHECK(scene.rooms > rooms);
    CHECK(scene.link->room() == 1);
    CHECK_FALSE(scene.results.contains("un"));
    scene.answer(first, "", Status::queue_full);
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("un"); }));
    CHECK(scene.results.at("un").status == static_cast<std::uint32_t>(Status::queue_full));
    CHECK(scene.link->room() == 2);
    scene.answer(first, "encore");  // an answer to nothing
    scene.check_alive();
}

TEST_CASE("smpp link: submits no faster than its rate, and says when there is room again") {
    SmppSettings settings = quick();
    settings.per_second = 2;
    Scene scene(settings);
    scene.bind();
    REQUIRE(scene.link->room() == 2);
    scene.submit("un");
    scene.submit("deux");
    CHECK(scene.link->room() == 0);
    const int rooms = scene.rooms;
    REQUIRE(scene.run_until([&scene, rooms] { return scene.rooms > rooms; }, 1s));
    CHECK(scene.link->room() == 1);
}

TEST_CASE("smpp link: ESME_RTHROTTLED silences it for a while") {
    Scene scene;
    scene.bind();
    scene.submit("un");
    scene.answer(scene.expect(Command::submit_sm), "", Status::throttled);
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("un"); }));
    const auto throttled_at = Clock::now();
    CHECK(scene.results.at("un").status == static_cast<std::uint32_t>(Status::throttled));
    CHECK(scene.link->room() == 0);
    const int rooms = scene.rooms;
    REQUIRE(scene.run_until([&scene, rooms] { return scene.rooms > rooms; }));
    CHECK(Clock::now() - throttled_at > 900ms);
    CHECK(scene.link->room() > 0);
}

TEST_CASE("smpp link: a submit without an answer in time is lost, and its late answer nothing") {
    SmppSettings settings = quick();
    settings.submit_answer = 1s;
    Scene scene(settings);
    scene.bind();
    scene.submit("un");
    const Pdu request = scene.expect(Command::submit_sm);
    CHECK_FALSE(scene.results.contains("un"));
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("un"); }));
    CHECK(scene.results.at("un").kind == Kind::lost);
    scene.answer(request, "id-1");
    scene.check_alive();
    CHECK(scene.results.at("un").message_id.empty());
}

TEST_CASE("smpp link: answers enquire_link, and asks after a silence of its peer") {
    SmppSettings settings = quick();
    settings.enquire = 1s;
    settings.answer = 1s;
    Scene scene(settings);
    scene.bind();
    scene.check_alive();
    const Pdu enquiry = scene.expect(Command::enquire_link);
    scene.smsc.send({Command::enquire_link_resp, 0, enquiry.sequence, smpp::Bare()});
    scene.expect(Command::enquire_link);  // again after the next silence; this one stays unanswered
    REQUIRE(scene.run_until([&scene] { return scene.smsc.dropped_by_peer(); }));
    CHECK(scene.unbound == 1);
    CHECK(scene.link->room() == 0);
    REQUIRE(scene.run_until([&scene] { return scene.smsc.connections() == 2; }));
    scene.bind();
}

TEST_CASE("smpp link: gives up a peer that does not answer the bind") {
    SmppSettings settings = quick();
    settings.answer = 1s;
    Scene scene(settings);
    scene.expect(Command::bind_transceiver);
    REQUIRE(scene.run_until([&scene] { return scene.smsc.connections() == 2; }));
    CHECK(scene.bound == 0);
    scene.bind();
}

TEST_CASE("smpp link: a lost connection loses what was unanswered, and is made again") {
    Scene scene;
    scene.bind();
    scene.submit("un");
    scene.expect(Command::submit_sm);
    scene.smsc.drop();
    REQUIRE(scene.run_until([&scene] { return scene.unbound == 1; }));
    CHECK(scene.results.at("un").kind == Kind::lost);
    CHECK(scene.link->room() == 0);
    scene.bind();
    CHECK(scene.smsc.connections() == 2);
    scene.submit("deux");
    scene.answer(scene.expect(Command::submit_sm), "id-2");
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("deux"); }));
    CHECK(scene.results.at("deux").message_id == "id-2");
}

TEST_CASE("smpp link: hands up what is delivered, and answers it when it is told to") {
    Scene scene;
    scene.bind();
    scene.smsc.send({Command::deliver_sm, 0, 71, message("bonjour")});
    scene.smsc.send({Command::deliver_sm, 0, 72, message("encore")});
    REQUIRE(scene.run_until([&scene] { return scene.delivered.size() == 2; }));
    CHECK(scene.delivered == std::vector<std::string>{"bonjour", "encore"});
    scene.run_for(100ms);
    CHECK_FALSE(scene.smsc.take());
    CHECK(scene.answers[1](Status::temporary_application_error) == 1);
    CHECK(scene.answers[0](Status::ok) == 2);
    Pdu response = scene.expect(Command::deliver_sm_resp);
    CHECK(response.sequence == 72);
    CHECK(response.status == static_cast<std::uint32_t>(Status::temporary_application_error));
    response = scene.expect(Command::deliver_sm_resp);
    CHECK(response.sequence == 71);
    CHECK(response.status == 0);
}

TEST_CASE("smpp link: responses are confirmed by the answer to what left after them") {
    Scene scene;
    scene.bind();
    scene.submit("avant");
    const Pdu before = scene.expect(Command::submit_sm);
    scene.smsc.send({Command::deliver_sm, 0, 71, message("bonjour")});
    REQUIRE(scene.run_until([&scene] { return scene.answers.size() == 1; }));
    CHECK(scene.answers[0](Status::ok) == 1);
    scene.expect(Command::deliver_sm_resp);
    scene.answer(before, "id-1");  // it says nothing of a response that left after it
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("avant"); }));
    CHECK(scene.confirmed == 0);
    scene.submit("après");
    scene.answer(scene.expect(Command::submit_sm), "id-2");
    REQUIRE(scene.run_until([&scene] { return scene.results.contains("après"); }));
    CHECK(scene.confirmed == 1);
}

TEST_CASE("smpp link: an answer to a message of a link that is gone goes nowhere") {
    Scene scene;
    scene.bind();
    scene.smsc.send({Command::deliver_sm, 0, 71, message("bonjour")});
    REQUIRE(scene.run_until([&scene] { return scene.answers.size() == 1; }));
    scene.smsc.drop();
    REQUIRE(scene.run_until([&scene] { return scene.unbound == 1; }));
    CHECK(scene.answers[0](Status::ok) == 0);
    scene.bind();
    CHECK(scene.answers[0](Status::ok) == 0);
    scene.check_alive();
}

TEST_CASE("smpp link: PDUs may come in any pieces") {
    Scene scene;
    scene.bind();
    std::string bytes = smpp::encode({Command::deliver_sm, 0, 71, message("un")});
    for (const char byte : bytes) {
        scene.smsc.send_bytes(std::string(1, byte));
        scene.run_for(1ms);
    }
    bytes = smpp::encode({Command::deliver_sm, 0, 72, message("deux")}) +
            smpp::encode({Command::deliver_sm, 0, 73, message("trois")});
    scene.smsc.send_bytes(bytes);
    REQUIRE(scene.run_until([&scene] { return scene.delivered.size() == 3; }));
    CHECK(scene.delivered == std::vector<std::string>{"un", "deux", "trois"});
}

TEST_CASE("smpp link: a malformed PDU is refused by its number, and the link goes on") {
    Scene scene;
    scene.bind();
    std::string bytes = smpp::encode({Command::deliver_sm, 0, 71, message("bonjour")});
    bytes[bytes.size() - 8] = '\x50';  // its text is said to be longer than it is
    scene.smsc.send_bytes(bytes);
    Pdu refusal = scene.expect(Command::generic_nack);
    CHECK(refusal.sequence == 71);
    CHECK(refusal.status == static_cast<std::uint32_t>(Status::invalid_message_length));
    CHECK(scene.delivered.empty());
    scene.smsc.send({static_cast<Command>(0x00000003), 0, 72, smpp::Bare()});  // query_sm
    refusal = scene.expect(Command::generic_nack);
    CHECK(refusal.sequence == 72);
    CHECK(refusal.status == static_cast<std::uint32_t>(Status::invalid_command_id));
    scene.check_alive();
    CHECK(scene.unbound == 0);
}

TEST_CASE("smpp link: a PDU of an impossible length ends the connection, and it binds again") {
    for (const std::string& length :
         {std::string("\x00\x00\x00\x0F", 4), std::string("\x7F\xFF\xFF\xFF")}) {
        Scene scene;
        scene.bind();
        scene.smsc.send_bytes(length + std::string(12, '\0'));
        REQUIRE(scene.run_until([&scene] { return scene.unbound == 1; }));
        scene.bind();
        CHECK(scene.smsc.connections() == 2);
    }
}

TEST_CASE("smpp link: lets its peer unbind, and comes back") {
    Scene scene;
    scene.bind();
    scene.smsc.send({Command::unbind, 0, 9, smpp::Bare()});
    CHECK(scene.expect(Command::unbind_resp).sequence == 9);
    CHECK(scene.link->room() == 0);
    scene.smsc.drop();
    scene.bind();
    CHECK(scene.link->room() > 0);
}

TEST_CASE("smpp link: stops by waiting for its answers, then unbinding, and does not come back") {
    Scene scene;
    scene.bind();
    scene.submit("un");
    const Pdu request = scene.expect(Command::submit_sm);
    scene.link->stop();
    CHECK(scene.link->room() == 0);
    scene.run_for(200ms);
    CHECK_FALSE(scene.smsc.take());
    scene.answer(request, "id-1");
    const Pdu unbind = scene.expect(Command::unbind);
    CHECK(scene.results.at("un").message_id == "id-1");
    CHECK_FALSE(scene.link->stopped());
    scene.smsc.send({Command::unbind_resp, 0, unbind.sequence, smpp::Bare()});
    REQUIRE(scene.run_until([&scene] { return scene.link->stopped(); }));
    scene.run_for(1500ms);
    CHECK(scene.smsc.connections() == 1);
}
