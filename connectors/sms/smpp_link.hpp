#pragma once
// A transceiver's session with an SMSC (SMPP 3.4): binds, keeps the link alive, submits within a
// window and a rate, answers what is delivered, and binds again whenever the link is lost.
// Runs on the loop thread. Tested by tests/unit/connectors, and by tests/system/sms_smpp.test.mjs
// against two other implementations.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "connectors/host/byte_stream.hpp"
#include "connectors/host/token_bucket.hpp"
#include "connectors/sms/pdu.hpp"

namespace guichet {

struct SmppSettings {
    Remote remote;
    std::string system_id;
    std::string password;
    std::string system_type;
    int window = 10;                   // submits without an answer
    double per_second = 10;            // submits
    std::chrono::seconds enquire{30};  // of silence, before the link is tried
    std::chrono::seconds answer{10};   // for the peer to answer a bind or an enquiry
    std::chrono::seconds submit_answer{60};
    std::chrono::seconds throttle{60};      // of silence after ESME_RTHROTTLED
    std::chrono::seconds longest_wait{60};  // between two attempts to connect
};

class SmppLink {
  public:
    struct Submitted {
        enum class Kind { answered, lost };
        Kind kind = Kind::lost;
        std::uint32_t status = 0;
        std::string message_id;
    };

    using Answer = std::function<std::uint64_t(smpp::Status)>;

    struct Events {
        // A deliver_sm; `answer` is to be called once, at any time, with the status of its
        // response. It gives the number of that response since the bind, 0 when the link is gone.
        std::function<void(const smpp::ShortMessage&, Answer answer)> delivered;
        // The peer has certainly had our responses up to this number.
        std::function<void(std::uint64_t responses)> confirmed;
        std::function<void()> bound;
        std::function<void()> unbound;
        std::function<void()> room;  // a place in the window, or a moment in the rate
    };

    SmppLink(boost::asio::any_io_executor loop, SmppSettings settings, Events events);
    ~SmppLink();
    SmppLink(const SmppLink&) = delete;
    SmppLink& operator=(const SmppLink&) = delete;

    void start();
    // Submits nothing more, waits for the answers to come, unbinds and closes.
    void stop();
    bool stopped() const;

    // How many submits would go out now.
    int room();
    // To be called within `room()`.
    void submit(smpp::ShortMessage message, std::function<void(const Submitted&)> done);

  private:
    class Session;

    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> wait(std::chrono::milliseconds delay);

    boost::asio::any_io_executor loop_;
    SmppSettings settings_;
    Events events_;
    boost::asio::steady_timer pause_;
    boost::asio::steady_timer room_again_;
    std::chrono::steady_clock::time_point throttled_until_{};
    TokenBucket rate_;
    std::shared_ptr<Session> session_;
    bool stopping_ = false;
    bool running_ = false;
};

}  // namespace guichet
