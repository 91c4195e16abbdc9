#include "connectors/sms/smpp_link.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <random>

namespace guichet {

namespace asio = boost::asio;
using smpp::Command;
using smpp::Pdu;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds shortest_wait{1000};
constexpr std::chrono::seconds stopping_time{5};
// Beyond this the peer sends faster than we answer: we stop reading until we have caught up.
constexpr std::size_t max_unwritten = 1024;

// Between 75% and 125%, so that many of us do not come back at once.
std::chrono::milliseconds jittered(std::chrono::milliseconds delay) {
    static thread_local std::minstd_rand random{std::random_device{}()};
    return delay * (75 + random() % 51) / 100;
}

}  // namespace

// One connection, from the bind to its end.
class SmppLink::Session : public std::enable_shared_from_this<SmppLink::Session> {
  public:
    Session(SmppLink& link, std::unique_ptr<ByteStream> stream)
        : link_(link),
          stream_(std::move(stream)),
          tick_(link.loop_),
          drained_(link.loop_),
          heard_(Clock::now()) {}

    bool bound() const { return bound_; }

    std::size_t unanswered() const { return submits_.size(); }

    // Binds and talks until the connection ends. The reason of a refused bind, else 0.
    asio::awaitable<std::uint32_t> talk();

    void submit(smpp::ShortMessage message, std::function<void(const Submitted&)> done);
    void send(Pdu pdu);
    void unbind();

    void close() {
        closed_ = true;
        stream_->close();
        tick_.cancel();
        drained_.cancel();
    }

  private:
    struct Submit {
        std::function<void(const Submitted&)> done;
        Clock::time_point deadline;
    };

    asio::awaitable<std::optional<Pdu>> read();
    asio::awaitable<bool> fill(std::size_t count);
    asio::awaitable<void> write();
    asio::awaitable<void> watch();
    void handle(const Pdu& pdu);
    void deliver(const Pdu& pdu);
    void answered(const Pdu& pdu);
    void confirm(std::uint32_t sequence);
    std::uint32_t next_sequence();
    void give_up_late_submits(Clock::time_point now);
    void fail_submits();

    // Runs beside the reading; the session lives until it has ended.
    void run_beside(asio::awaitable<void> work) {
        asio::co_spawn(link_.loop_,
                       std::move(work),
                       [self = shared_from_this()](const std::exception_ptr& failure) {
                           if (failure) {
                               self->close();
                           }
                       });
    }

    SmppLink& link_;
    std::unique_ptr<ByteStream> stream_;
    asio::steady_timer tick_;
    asio::steady_timer drained_;
    std::string received_;
    std::deque<std::string> unwritten_;
    bool writing_ = false;
    bool bound_ = false;
    bool closed_ = false;
    std::uint32_t sequence_ = 0;
    Clock::time_point heard_;
    std::optional<Clock::time_point> enquired_;
    std::map<std::uint32_t, Submit> submits_;
    // How many responses stood on the wire before each of our requests: its answer confirms them.
    std::uint64_t responses_ = 0;
    std::map<std::uint32_t, std::uint64_t> responses_before_;
};

asio::awaitable<bool> SmppLink::Session::fill(std::size_t count) {
    std::string buffer(16 * 1024, '\0');
    const auto space = asio::buffer(buffer);
    while (received_.size() < count) {
        const std::size_t size = co_await stream_->read_some(space);
        if (size == 0) {
            co_return false;
        }
        heard_ = Clock::now();
        enquired_.reset();
        received_.append(buffer, 0, size);
    }
    co_return true;
}

// The next PDU we know; nullopt when the connection has ended or cannot be followed any more.
asio::awaitable<std::optional<Pdu>> SmppLink::Session::read() {
    for (;;) {
        const bool has_header = co_await fill(smpp::header_bytes);
        if (!has_header) {
            co_return std::nullopt;
        }
        const auto header = smpp::decode_header(received_);
        if (!header) {
            spdlog::warn("sms: the peer sent a PDU of an impossible length");
            co_return std::nullopt;
        }
        const std::size_t length = header->length;
        const bool whole = co_await fill(length);
        if (!whole) {
            co_return std::nullopt;
        }
        std::optional<Pdu> pdu = smpp::decode(std::string_view(received_).substr(0, length));
        received_.erase(0, length);
        if (pdu) {
            co_return pdu;
        }
        spdlog::warn("sms: a malformed PDU of command {:#010x}",
                     static_cast<std::uint32_t>(header->command));
        const bool is_request = (static_cast<std::uint32_t>(header->command) & 0x80000000U) == 0;
        if (is_request) {
            const auto status = static_cast<std::uint32_t>(smpp::Status::invalid_message_length);
            send({Command::generic_nack, status, header->sequence, smpp::Bare()});
        }
    }
}

void SmppLink::Session::send(Pdu pdu) {
    if (closed_) {
        return;
    }
    unwritten_.push_back(smpp::encode(pdu));
    if (!writing_) {
        writing_ = true;
        run_beside(write());
    }
}

asio::awaitable<void> SmppLink::Session::write() {
    bool open = true;
    while (open && !unwritten_.empty()) {
        const std::string bytes = std::move(unwritten_.front());
        unwritten_.pop_front();
        const auto buffer = asio::buffer(bytes);
        open = co_await stream_->write_all(buffer);
        drained_.cancel();
    }
    writing_ = false;
    if (!open) {
        close();
    }
}

std::uint32_t SmppLink::Session::next_sequence() {
    sequence_ = sequence_ == smpp::max_sequence ? 1 : sequence_ + 1;
    responses_before_[sequence_] = responses_;
    return sequence_;
}

asio::awaitable<std::uint32_t> SmppLink::Session::talk() {
    run_beside(watch());
    const SmppSettings& settings = link_.settings_;
    smpp::BindTransceiver bind;
    bind.system_id = settings.system_id;
    bind.password = settings.password;
    bind.system_type = settings.system_type;
    enquired_ = Clock::now();
    send({Command::bind_transceiver, 0, next_sequence(), bind});
    std::uint32_t refusal = 0;
    while (!closed_) {
        const std::optional<Pdu> pdu = co_await read();
        if (!pdu) {
            break;
        }
        if (pdu->command == Command::bind_transceiver_resp && !bound_) {
            refusal = pdu->status;
            if (refusal != 0) {
                break;
            }
            bound_ = true;
            link_.events_.bound();
        } else {
            handle(*pdu);
        }
        while (!closed_ && unwritten_.size() > max_unwritten) {
            drained_.expires_after(std::chrono::hours(1));
            co_await drained_.async_wait(as_result);
        }
    }
    bound_ = false;
    close();
    fail_submits();
    co_return refusal;
}

// Tries the link after a silence, and gives up what is not answered in time.
asio::awaitable<void> SmppLink::Session::watch() {
    const SmppSettings& settings = link_.settings_;
    while (!closed_) {
        tick_.expires_after(std::chrono::milliseconds(500));
        co_await tick_.async_wait(as_result);
        const auto now = Clock::now();
        if (enquired_ && now - *enquired_ > settings.answer) {
            spdlog::warn("sms: the peer does not answer");
            close();
        } else if (bound_ && !enquired_ && now - heard_ > settings.enquire) {
            enquired_ = now;
            send({Command::enquire_link, 0, next_sequence(), smpp::Bare()});
        }
        give_up_late_submits(now);
    }
}

void SmppLink::Session::give_up_late_submits(Clock::time_point now) {
    std::vector<std::function<void(const Submitted&)>> late;
    std::erase_if(submits_, [&late, now](auto& entry) {
        const bool is_late = now > entry.second.deadline;
        if (is_late) {
            late.push_back(std::move(entry.second.done));
        }
        return is_late;
    });
    for (const auto& done : late) {
        done(Submitted());
    }
}

void SmppLink::Session::handle(const Pdu& pdu) {
    switch (pdu.command) {
        case Command::deliver_sm:
            deliver(pdu);
            break;
        case Command::submit_sm_resp:
        case Command::generic_nack:
            answered(pdu);
            confirm(pdu.sequence);
            break;
        case Command::enquire_link:
            send({Command::enquire_link_resp, 0, pdu.sequence, smpp::Bare()});
            break;
        case Command::enquire_link_resp:
            confirm(pdu.sequence);
            break;
        case Command::unbind:
            send({Command::unbind_resp, 0, pdu.sequence, smpp::Bare()});
            bound_ = false;
            break;
        case Command::unbind_resp:
            close();
            break;
        default:
            if ((static_cast<std::uint32_t>(pdu.command) & 0x80000000U) == 0) {
                const auto status = static_cast<std::uint32_t>(smpp::Status::invalid_command_id);
                send({Command::generic_nack, status, pdu.sequence, smpp::Bare()});
            }
    }
}

void SmppLink::Session::deliver(const Pdu& pdu) {
    const auto sequence = pdu.sequence;
    const auto answer = [weak = weak_from_this(), sequence](smpp::Status status) {
        const auto self = weak.lock();
        if (!self || self->closed_) {
            return std::uint64_t{0};
        }
        self->send({Command::deliver_sm_resp,
                    static_cast<std::uint32_t>(status),
                    sequence,
                    smpp::MessageResponse()});
        return ++self->responses_;
    };
    link_.events_.delivered(std::get<smpp::ShortMessage>(pdu.body), answer);
}

void SmppLink::Session::answered(const Pdu& pdu) {
    const auto entry = submits_.find(pdu.sequence);
    if (entry == submits_.end()) {
        return;
    }
    const auto done = std::move(entry->second.done);
    submits_.erase(entry);
    if (pdu.status == static_cast<std::uint32_t>(smpp::Status::throttled)) {
        link_.throttled_until_ = Clock::now() + link_.settings_.throttle;
    }
    Submitted result{Submitted::Kind::answered, pdu.status, {}};
    if (const auto* response = std::get_if<smpp::MessageResponse>(&pdu.body)) {
        result.message_id = response->message_id;
    }
    done(result);
    link_.events_.room();
}

void SmppLink::Session::confirm(std::uint32_t sequence) {
    const auto entry = responses_before_.find(sequence);
    if (entry == responses_before_.end()) {
        return;
    }
    const std::uint64_t confirmed = entry->second;
    responses_before_.erase(responses_before_.begin(), std::next(entry));
    link_.events_.confirmed(confirmed);
}

void SmppLink::Session::submit(smpp::ShortMessage message,
                               std::function<void(const Submitted&)> done) {
    const std::uint32_t sequence = next_sequence();
    submits_[sequence] = {std::move(done), Clock::now() + link_.settings_.submit_answer};
    send({Command::submit_sm, 0, sequence, std::move(message)});
}

void SmppLink::Session::unbind() {
    if (bound_ && !closed_) {
        bound_ = false;
        enquired_ = Clock::now();
        send({Command::unbind, 0, next_sequence(), smpp::Bare()});
    } else {
        close();
    }
}

void SmppLink::Session::fail_submits() {
    const auto submits = std::exchange(submits_, {});
    for (const auto& [sequence, submit] : submits) {
        submit.done(Submitted());
    }
}

SmppLink::SmppLink(asio::any_io_executor loop, SmppSettings settings, Events events)
    : loop_(std::move(loop)),
      settings_(std::move(settings)),
      events_(std::move(events)),
      pause_(loop_),
      room_again_(loop_),
      rate_(settings_.per_second, std::max(1.0, settings_.per_second), Clock::now()) {}

SmppLink::~SmppLink() = default;

void SmppLink::start() {
    running_ = true;
    asio::co_spawn(loop_, run(), asio::detached);
}

asio::awaitable<void> SmppLink::run() {
    std::chrono::milliseconds delay = shortest_wait;
    const std::chrono::milliseconds longest = settings_.longest_wait;
    while (!stopping_) {
        std::string why;
        std::unique_ptr<ByteStream> stream =
            co_await connect(loop_, settings_.remote, settings_.answer, why);
        if (stream && !stopping_) {
            session_ = std::make_shared<Session>(*this, std::move(stream));
            const auto began = Clock::now();
            const std::uint32_t refusal = co_await session_->talk();
            session_.reset();
            events_.unbound();
            if (refusal != 0) {
                // A wrong password does not become right by itself.
                spdlog::error("sms: the bind was refused with status {:#x}", refusal);
                delay = longest;
            } else if (Clock::now() - began > longest) {
                delay = shortest_wait;
            }
        } else if (!why.empty()) {
            spdlog::warn("sms: no connection: {}", why);
        }
        if (!stopping_) {
            const auto pause = jittered(delay);
            co_await wait(pause);
            delay = std::min(delay * 2, longest);
        }
    }
    running_ = false;
}

asio::awaitable<void> SmppLink::wait(std::chrono::milliseconds delay) {
    pause_.expires_after(delay);
    co_await pause_.async_wait(as_result);
}

void SmppLink::stop() {
    stopping_ = true;
    pause_.cancel();
    room_again_.cancel();
    if (!session_) {
        return;
    }
    const auto end = [](std::shared_ptr<Session> session,
                        asio::any_io_executor loop) -> asio::awaitable<void> {
        asio::steady_timer timer(loop);
        const auto deadline = Clock::now() + stopping_time;
        while (session->unanswered() > 0 && Clock::now() < deadline) {
            timer.expires_after(std::chrono::milliseconds(20));
            co_await timer.async_wait(as_result);
        }
        session->unbind();
    };
    asio::co_spawn(loop_, end(session_, loop_), asio::detached);
}

bool SmppLink::stopped() const {
    return !running_;
}

int SmppLink::room() {
    if (stopping_ || !session_ || !session_->bound()) {
        return 0;
    }
    const auto now = Clock::now();
    const auto again = [this](std::chrono::nanoseconds delay) {
        room_again_.expires_after(delay);
        room_again_.async_wait([this](boost::system::error_code error) {
            if (!error) {
                events_.room();
            }
        });
    };
    if (now < throttled_until_) {
        again(throttled_until_ - now);
        return 0;
    }
    const int window = settings_.window - static_cast<int>(session_->unanswered());
    const int allowed = static_cast<int>(rate_.available(now));
    if (window > 0 && allowed == 0) {
        again(std::chrono::milliseconds(static_cast<int>(1000 / settings_.per_second) + 1));
    }
    return std::max(0, std::min(window, allowed));
}

void SmppLink::submit(smpp::ShortMessage message, std::function<void(const Submitted&)> done) {
    if (!session_ || !session_->bound()) {
        done(Submitted());
        return;
    }
    rate_.take(Clock::now());
    session_->submit(std::move(message), std::move(done));
}

}  // namespace guichet
