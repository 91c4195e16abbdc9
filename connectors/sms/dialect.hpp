#pragma once
// How an HTTP gateway for SMS speaks. Another gateway is another row of the table in dialect.cpp.
// Tested by tests/unit/connectors and tests/system.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "connectors/sms/transport.hpp"
#include "connectors/web/form.hpp"
#include "connectors/web/http_client.hpp"
#include "connectors/web/http_message.hpp"

namespace guichet {

struct Dialect;

struct GatewaySettings {
    const Dialect* dialect = nullptr;
    Remote remote;           // of the gateway's API
    std::string account;     // its user name
    std::string secret;      // its password, which also signs what it sends us
    std::string public_url;  // "https://chat.exemple.fr": where the gateway reaches us
    double per_second = 10;
    int window = 10;  // requests under way
    std::chrono::seconds answer{15};
};

struct Dialect {
    std::string_view name;

    // The fields of an inbound message.
    std::string_view id;
    std::string_view from;
    std::string_view to;
    std::string (*text)(const FormFields& fields);

    // The fields of a status callback.
    std::string_view status;
    std::string_view error;
    std::span<const std::string_view> delivered;
    std::span<const std::string_view> failed;
    std::string_view opted_out;  // the error that means STOP

    // True when the request comes from the gateway. Takes the same time whatever is wrong.
    bool (*authentic)(const GatewaySettings& settings,
                      const HttpRequest& request,
                      const FormFields& fields);

    HttpCall (*submission)(const GatewaySettings& settings, const OutgoingSms& sms);
    SendResult (*outcome)(const HttpReply& reply);

    // What the gateway wants to hear when a message is kept.
    std::string_view kept_type;
    std::string_view kept;
};

// Null when there is none of that name.
const Dialect* find_dialect(std::string_view name);

// The signature that Twilio gives to a form posted to this URL: base64 of HMAC-SHA1 of the URL and
// of the fields sorted by key (https://www.twilio.com/docs/usage/security).
std::string twilio_signature(std::string_view secret,
                             std::string_view url,
                             const FormFields& fields);

}  // namespace guichet
