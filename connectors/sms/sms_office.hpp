#pragma once
// What the operator's own programs ask of the SMS channel, on the back office's port, with its
// token: POST /sms/reminders, GET /sms/opt-outs, GET /sms/messages. README, "SMS".
#include <boost/asio/awaitable.hpp>
#include <string>

#include "connectors/host/host.hpp"
#include "connectors/sms/sms_channel.hpp"
#include "connectors/web/http_message.hpp"

namespace guichet {

inline constexpr std::size_t max_reminder_bytes = 4 * 1024 * 1024;

class SmsOffice {
  public:
    // All must outlive it. Only the hash of the token is kept.
    SmsOffice(Host& host, Storage& storage, SmsChannel& channel, const std::string& token);

    boost::asio::awaitable<HttpResponse> respond(HttpRequest request);

  private:
    boost::asio::awaitable<HttpResponse> load(const HttpRequest& request);
    boost::asio::awaitable<HttpResponse> opt_outs();
    boost::asio::awaitable<HttpResponse> messages();

    Host& host_;
    Storage& storage_;
    SmsChannel& channel_;
    std::string token_hash_;
};

}  // namespace guichet
