#pragma once
// SMS over SMPP: segments out, messages, parts and receipts in.
#include <deque>
#include <map>

#include "connectors/sms/inbox.hpp"
#include "connectors/sms/segment.hpp"
#include "connectors/sms/smpp_link.hpp"
#include "connectors/sms/transport.hpp"

namespace guichet {

struct SmppTransportSettings {
    SmppSettings link;
    DefaultAlphabet alphabet = DefaultAlphabet::gsm7;
    std::optional<std::uint8_t> source_ton;  // else by the look of our number
    std::optional<std::uint8_t> source_npi;
};

class SmppTransport final : public SmsTransport {
  public:
    // `inbox` must outlive it. `in_doubt`: what the store remembers of messages that may come
    // again.
    SmppTransport(boost::asio::any_io_executor loop,
                  SmppTransportSettings settings,
                  SmsInbox& inbox,
                  const std::vector<ReceivedSms>& in_doubt);

    void start() override { link_.start(); }

    void stop() override { link_.stop(); }

    bool idle() const override { return link_.stopped(); }

    int room() override { return link_.room(); }

    void send(const OutgoingSms& sms, std::function<void(const SendResult&)> done) override;
    std::vector<SmsDraft> cut(const std::string& utf8, std::uint8_t reference) const override;

  private:
    struct Responded {
        std::uint64_t number = 0;
        ReceivedSms message;
    };

    void delivered(const smpp::ShortMessage& message, const SmppLink::Answer& answer);
    void received(const smpp::ShortMessage& message,
                  const Part& part,
                  const SmppLink::Answer& answer);
    void confirmed(std::uint64_t responses);
    void unbound();
    std::string id_of(const std::string& fingerprint);
    smpp::Address source(const std::string& line) const;

    SmppTransportSettings settings_;
    SmsInbox& inbox_;
    // Messages of earlier binds whose answer the peer may not have had: ids by fingerprint.
    std::multimap<std::string, std::string> in_doubt_;
    std::deque<Responded> unconfirmed_;  // of this bind, in order
    SmppLink link_;
};

}  // namespace guichet
