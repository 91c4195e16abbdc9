// The receiving half of the SMS channel: from messages to turns.
#include "connectors/sms/sms_channel.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <iterator>
#include <utility>

#include "connectors/host/uuid.hpp"

namespace guichet {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr int longest_gathering = 4;  // pauses, for somebody who does not stop writing
constexpr std::chrono::minutes loop_span{10};
constexpr std::chrono::hours loop_silence{1};
constexpr std::size_t shortest_loop_text = 12;  // "oui" again and again is a person
constexpr std::chrono::hours parts_remembered{24};
constexpr std::chrono::hours doubt_remembered{24};

std::string key_of(const InboundSms& sms) {
    return sms.from + ">" + sms.to;
}

// How the conversation of two numbers is found again.
std::string hash_of(const InboundSms& sms) {
    return sha256_hex("sms\n" + sms.from + "\n" + sms.to);
}

}  // namespace

SmsChannel::SmsChannel(asio::any_io_executor loop,
                       Host& host,
                       Storage& storage,
                       SmsChannelSettings settings)
    : loop_(std::move(loop)), host_(host), storage_(storage), settings_(std::move(settings)) {}

SmsChannel::~SmsChannel() = default;

void SmsChannel::beside(const char* name, asio::awaitable<void> work) {
    ++beside_;
    asio::co_spawn(loop_, std::move(work), [this, name](const std::exception_ptr& failure) {
        --beside_;
        if (!failure) {
            return;
        }
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& error) {
            spdlog::error("sms: {}: {}", name, error.what());
        }
    });
}

void SmsChannel::start(std::unique_ptr<SmsTransport> transport) {
    transport_ = std::move(transport);
    host_.on_sms([this](const Turn& turn,
                        const ConversationId& conversation) { return compose(turn, conversation); },
                 [this] { wake(); });
    store("recover", [](SmsStore& sms) {
        if (const int unknown = sms.recover(); unknown > 0) {
            spdlog::warn("sms: {} messages were handed over without an answer", unknown);
        }
    });
    transport_->start();
}

void SmsChannel::stop() {
    stopping_ = true;
    if (transport_) {
        transport_->stop();
    }
}

bool SmsChannel::idle() const {
    return mailboxes_.empty() && beside_ == 0 && (!transport_ || transport_->idle());
}

bool SmsChannel::Mailbox::has_first() const {
    return std::ranges::any_of(waiting, &Waiting::first);
}

void SmsChannel::receive(InboundSms sms, Kept kept) {
    const std::string key = key_of(sms);
    const bool loop = is_loop(key, sms);
    Waiting waiting = waiting_of(std::move(sms));
    if (loop && !waiting.first) {
        kept(true);
        return;
    }
    const auto [entry, created] =
        mailboxes_.try_emplace(key, Mailbox{{}, {}, asio::steady_timer(loop_)});
    Mailbox& mailbox = entry->second;
    const auto join = [&waiting, &kept](auto& others) {
        const auto twin = std::ranges::find(others, waiting.id, &Waiting::id);
        if (twin != others.end()) {
            twin->kept.push_back(kept);
        }
        return twin != others.end();
    };
    if (join(mailbox.waiting) || join(mailbox.current)) {
        return;
    }
    waiting.kept.push_back(std::move(kept));
    mailbox.waiting.push_back(std::move(waiting));
    if (created) {
        beside("mailbox", drain(key));
    } else if (mailbox.has_first()) {
        mailbox.pause.cancel();
    }
}

// A first thing is known by its words too: a gateway that gives one id to two messages must not
// make a STOP look answered.
SmsChannel::Waiting SmsChannel::waiting_of(InboundSms sms) const {
    Waiting waiting{std::move(sms), false, {}, {}};
    waiting.first = comes_first(waiting.sms.text);
    waiting.id =
        waiting.first ? waiting.sms.id + "/" + sha256_hex(waiting.sms.text) : waiting.sms.id;
    return waiting;
}

bool SmsChannel::comes_first(const std::string& text) const {
    const Catalog& catalog = host_.catalog();
    const FirstThing thing = read_first_thing(catalog.first_things, text, true);
    if (thing.asks(FirstKind::opt_out) || thing.asks(FirstKind::opt_in) ||
        thing.asks(FirstKind::who_we_are)) {
        return true;
    }
    const MatchResult match = catalog.matcher.match(text);
    if (match.decision != Decision::match || match.candidates.empty()) {
        return false;
    }
    const auto dialog = catalog.dialogs.find(match.candidates.front().intent);
    return dialog != catalog.dialogs.end() && dialog->second.urgent;
}

// Two machines answering each other would go on for ever, at our cost.
bool SmsChannel::is_loop(const std::string& key, const InboundSms& sms) {
    const auto now = Clock::now();
    Guard& guard = guards_.try_emplace(key, Guard{now, {}, 0, {}, 0}).first->second;
    if (now < guard.broken_until) {
        return true;
    }
    if (now - guard.since > loop_span) {
        guard = {now, {}, 0, std::move(guard.last), guard.repeats};
    }
    ++guard.messages;
    guard.repeats =
        sms.text == guard.last && sms.text.size() >= shortest_loop_text ? guard.repeats + 1 : 1;
    guard.last = sms.text;
    if (guard.messages > settings_.loop_messages || guard.repeats >= settings_.loop_repeats) {
        spdlog::warn("sms: a loop was broken off");
        guard.broken_until = now + loop_silence;
        guard.messages = 0;
        guard.repeats = 0;
        return true;
    }
    return false;
}

asio::awaitable<void> SmsChannel::drain(std::string key) {
    Mailbox& mailbox = mailboxes_.at(key);
    // What was written before a first thing has waited long enough.
    bool cut_short = false;
    while (!mailbox.waiting.empty()) {
        if (!cut_short) {
            co_await gather(mailbox);
        }
        mailbox.current = next_batch(mailbox);
        cut_short = mailbox.current.front().first;
        bool kept = false;
        try {
            kept = co_await answer(mailbox.current);
        } catch (const std::exception& error) {
            spdlog::error("sms: a turn failed: {}", error.what());
        }
        const std::vector<Waiting> answered = std::exchange(mailbox.current, {});
        for (const Waiting& waiting : answered) {
            for (const Kept& tell : waiting.kept) {
                tell(kept);
            }
        }
    }
    mailboxes_.erase(key);
}

// Waits for messages that follow each other; a first thing is not kept waiting.
asio::awaitable<void> SmsChannel::gather(Mailbox& mailbox) {
    std::size_t gathered = 0;
    for (int round = 0; round < longest_gathering && gathered < mailbox.waiting.size() &&
                        !mailbox.has_first() && !stopping_;
         ++round) {
        gathered = mailbox.waiting.size();
        mailbox.pause.expires_after(settings_.pause);
        co_await mailbox.pause.async_wait(as_result);
    }
}

// A first thing is read by itself and before the rest; without one, all together.
std::vector<SmsChannel::Waiting> SmsChannel::next_batch(Mailbox& mailbox) {
    std::vector<Waiting> batch;
    const auto first = std::ranges::find_if(mailbox.waiting, &Waiting::first);
    if (first != mailbox.waiting.end()) {
        batch.push_back(std::move(*first));
        mailbox.waiting.erase(first);
        return batch;
    }
    std::ranges::move(mailbox.waiting, std::back_inserter(batch));
    mailbox.waiting.clear();
    return batch;
}

asio::awaitable<bool> SmsChannel::answer(const std::vector<Waiting>& batch) {
    Outcome outcome = co_await take_turn(batch);
    if (outcome.kind == Outcome::Kind::again && batch.size() > 1) {
        // Some of these were answered before a break: each for itself, those that were not are new.
        bool all = true;
        for (const Waiting& waiting : batch) {
            const std::vector<Waiting> single{Waiting{waiting.sms, waiting.first, waiting.id, {}}};
            outcome = co_await take_turn(single);
            all = all &&
                  (outcome.kind == Outcome::Kind::answered || outcome.kind == Outcome::Kind::again);
        }
        co_return all;
    }
    co_return outcome.kind == Outcome::Kind::answered || outcome.kind == Outcome::Kind::again;
}

asio::awaitable<Outcome> SmsChannel::take_turn(const std::vector<Waiting>& batch) {
    const InboundSms& first = batch.front().sms;
    Inbound inbound;
    Utterance utterance;
    for (const Waiting& waiting : batch) {
        utterance.text += (utterance.text.empty() ? "" : "\n") + waiting.sms.text;
        inbound.ids.push_back(waiting.id);
        if (!waiting.sms.fingerprint.empty()) {
            inbound.received.push_back({waiting.sms.id, waiting.sms.fingerprint});
        }
    }
    inbound.content = std::move(utterance);
    const std::string hash = hash_of(first);
    auto read = [hash, from = first.from, to = first.to](Store& store) {
        return Addressee{
            store.find(hash), store.sms().known(from), store.sms().opted_out(from, to)};
    };
    Addressee addressee = co_await storage_.run(read);
    inbound.known = std::move(addressee.known);

    struct Result {
        asio::steady_timer told;
        std::optional<Outcome> outcome;
    };

    const auto result =
        std::make_shared<Result>(Result{asio::steady_timer(loop_, Clock::time_point::max()), {}});
    const Host::Done done = [result](const Outcome& outcome) {
        result->outcome = outcome;
        result->told.cancel();
    };
    Session fresh;
    fresh.channel = Channel::sms;
    fresh.address = first.from;
    fresh.line = first.to;
    fresh.stopped = addressee.opted_out;
    if (addressee.conversation) {
        host_.submit(addressee.conversation->conversation, inbound, done);
    } else {
        host_.open(fresh, hash, inbound, done);
    }
    while (!result->outcome) {
        co_await result->told.async_wait(as_result);
    }
    if (result->outcome->kind == Outcome::Kind::unknown) {
        // It was forgotten between the two: a new one begins.
        result->outcome.reset();
        host_.open(fresh, hash, inbound, done);
        while (!result->outcome) {
            co_await result->told.async_wait(as_result);
        }
    }
    co_return std::move(*result->outcome);
}

void SmsChannel::receive_part(SmsPart part, Kept kept) {
    part.at = host_.now();
    beside("part", complete(std::move(part), std::move(kept)));
}

asio::awaitable<void> SmsChannel::complete(SmsPart part, Kept kept) {
    auto add = [&part](Store& store) { return store.sms().add_part(part); };
    std::optional<std::vector<SmsPart>> parts;
    try {
        parts = co_await storage_.run(add);
    } catch (const StoreError& error) {
        spdlog::error("sms: a part was not kept: {}", error.what());
        kept(false);
        co_return;
    }
    if (!parts) {
        kept(true);
        co_return;
    }
    receive_parts(*parts, std::move(kept));
}

// The id comes from what was said, so that parts delivered again make the same message.
void SmsChannel::receive_parts(const std::vector<SmsPart>& parts, Kept kept) {
    const SmsPart& first = parts.front();
    const auto decoded = [this, &first](const std::string& bytes) {
        return text_of(bytes, static_cast<std::uint8_t>(first.data_coding), settings_.alphabet)
            .value_or("");
    };
    // A character may be split between two parts; a part that is missing shows as a hole.
    std::string bytes;
    std::string text;
    unsigned expected = first.number;
    for (const SmsPart& part : parts) {
        if (part.number != expected) {
            text += decoded(std::exchange(bytes, {})) + " … ";
        }
        bytes += part.bytes;
        expected = part.number + 1;
    }
    text += decoded(bytes);
    InboundSms sms;
    sms.id = "parts-" + sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}",
                                               first.from,
                                               first.to,
                                               first.reference,
                                               parts.back().at.time_since_epoch().count(),
                                               text));
    sms.from = first.from;
    sms.to = first.to;
    sms.text = std::move(text);
    receive(std::move(sms), std::move(kept));
}

void SmsChannel::sweep() {
    const auto now = Clock::now();
    std::erase_if(guards_, [now](const auto& entry) {
        const Guard& guard = entry.second;
        return now - guard.since > loop_span && now > guard.broken_until;
    });
    beside("overdue parts", take_overdue());
    wake();
}

asio::awaitable<void> SmsChannel::take_overdue() {
    const TimePoint now = host_.now();
    auto take = [before = now - settings_.parts, now](Store& store) {
        store.sms().forget_parts(now - parts_remembered);
        store.sms().forget_doubt(now - doubt_remembered);
        return store.sms().take_overdue_parts(before);
    };
    const std::vector<std::vector<SmsPart>> overdue = co_await storage_.run(take);
    for (const std::vector<SmsPart>& parts : overdue) {
        spdlog::info("sms: a long message came without all of its parts");
        receive_parts(parts, [](bool) {});
    }
}

void SmsChannel::no_more_doubt(std::vector<std::string> ids) {
    store("doubt", [ids = std::move(ids)](SmsStore& sms) { sms.no_more_doubt(ids); });
}

}  // namespace guichet
