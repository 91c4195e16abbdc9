#pragma once
// The server's settings, from the command line and a YAML (or JSON) file. README lists the keys.
// Tested by tests/unit/connectors.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "connectors/sms/dialect.hpp"
#include "connectors/sms/smpp_transport.hpp"
#include "connectors/sms/sms_channel.hpp"
#include "connectors/web/limits.hpp"

namespace guichet {

// What is wrong with a settings file, with its line.
struct ConfigError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct DeskConfig {
    std::string host = "127.0.0.1";
    std::optional<std::uint16_t> port;  // by default the web port + 1, or any if that is 0
    bool tls = false;                   // with the server's certificate
    std::string token;  // empty: $GUICHET_DESK_TOKEN, else one made in the data folder
};

// At most one of `smpp` and `gateway`; with neither there is no SMS.
struct SmsConfig {
    SmsChannelSettings channel;
    std::optional<SmppTransportSettings> smpp;
    std::optional<GatewaySettings> gateway;
};

struct ServerConfig {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path data = "data";
    bool production = false;  // refuses content with addresses not yet filled in
    int retention_days = 30;  // an untouched conversation is forgotten after that
    OriginRule origins;
    ChatLimits chat;
    HttpLimits http;
    TlsFiles tls;
    DeskConfig desk;
    SmsConfig sms;
};

// Applies the text of a settings file to `config`. Throws ConfigError on unknown keys and wrong
// values. `name` is the file's, for messages.
void apply_settings(ServerConfig& config, const std::string& text, const std::string& name);

}  // namespace guichet
