#pragma once
// SMS over a gateway's HTTP: its webhooks in, its API out.
#include <boost/asio/steady_timer.hpp>

#include "connectors/host/token_bucket.hpp"
#include "connectors/sms/dialect.hpp"
#include "connectors/sms/inbox.hpp"

namespace guichet {

class SmsChannel;

class HttpGateway final : public SmsTransport {
  public:
    // `channel` must outlive it.
    HttpGateway(boost::asio::any_io_executor loop, GatewaySettings settings, SmsChannel& channel);

    void start() override;

    void stop() override { stopping_ = true; }

    bool idle() const override { return under_way_ == 0; }

    int room() override;
    void send(const OutgoingSms& sms, std::function<void(const SendResult&)> done) override;
    std::vector<SmsDraft> cut(const std::string& utf8, std::uint8_t reference) const override;

    // The webhooks, /sms/inbound and /sms/status. Answers once the turn is on the disk.
    boost::asio::awaitable<HttpResponse> respond(HttpRequest request);

  private:
    boost::asio::awaitable<HttpResponse> inbound(FormFields fields);
    HttpResponse status(const FormFields& fields);

    boost::asio::any_io_executor loop_;
    GatewaySettings settings_;
    SmsChannel& channel_;
    TokenBucket rate_;
    boost::asio::steady_timer room_again_;
    int under_way_ = 0;
    bool stopping_ = false;
};

}  // namespace guichet
