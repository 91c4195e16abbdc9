#include "connectors/server_config.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

namespace guichet {

namespace {

using Apply = std::function<void(const YAML::Node&)>;

// Reads the mappings of one file; a message names the file and the line.
class Reader {
  public:
    explicit Reader(std::string name) : name_(std::move(name)) {}

    [[noreturn]] void fail(const YAML::Node& node, std::string_view what) const {
        throw ConfigError(fmt::format("{}:{}: {}", name_, node.Mark().line + 1, what));
    }

    void mapping(const YAML::Node& node, const std::map<std::string, Apply>& keys) const {
        if (!node.IsMap()) {
            fail(node, "a mapping is expected");
        }
        std::set<std::string> seen;
        for (const auto& entry : node) {
            const auto key = entry.first.as<std::string>();
            const auto known = keys.find(key);
            if (known == keys.end()) {
                fail(entry.first, fmt::format("unknown key '{}'", key));
            }
            if (!seen.insert(key).second) {
                fail(entry.first, fmt::format("repeated key '{}'", key));
            }
            known->second(entry.second);
        }
    }

    template <class T>
    T value(const YAML::Node& node) const {
        try {
            return node.as<T>();
        } catch (const YAML::Exception&) {
            fail(node, "a value of another type is expected");
        }
    }

    // A number between bounds.
    template <class T>
    Apply number(T& target, T least, T most) const {
        return [this, &target, least, most](const YAML::Node& node) {
            const T read = value<T>(node);
            if (read < least || read > most) {
                fail(node, fmt::format("a number from {} to {} is expected", least, most));
            }
            target = read;
        };
    }

    template <class T>
    Apply any(T& target) const {
        return [this, &target](const YAML::Node& node) { target = value<T>(node); };
    }

  private:
    std::string name_;
};

Apply seconds(const Reader& reader, std::chrono::seconds& target) {
    return [&reader, &target](const YAML::Node& node) {
        int count = 0;
        reader.number(count, 1, 86'400)(node);
        target = std::chrono::seconds(count);
    };
}

// So that it need not stand in a file.
std::string secret_from_environment() {
    const char* secret = std::getenv("GUICHET_SMS_SECRET");
    return secret == nullptr ? std::string() : secret;
}

void read_limits(const Reader& reader, const YAML::Node& node, ServerConfig& config) {
    auto& http = config.http;
    auto& chat = config.chat;
    constexpr std::size_t million = 1'000'000;
    reader.mapping(
        node,
        {{"connections", reader.number(http.connections, std::size_t{1}, million)},
         {"connections-per-address",
          reader.number(http.connections_per_address, std::size_t{1}, million)},
         {"idle-seconds", seconds(reader, http.idle)},
         {"away-minutes",
          [&](const YAML::Node& value) {
              int minutes = 0;
              reader.number(minutes, 1, 1'000'000)(value);
              chat.away = std::chrono::minutes(minutes);
          }},
         {"characters", reader.number(chat.characters, std::size_t{1}, std::size_t{4000})},
         {"messages-per-second", reader.number(chat.messages_per_second, 0.01, 1000.0)},
         {"message-burst", reader.number(chat.message_burst, 1.0, 10'000.0)},
         {"conversations-per-minute", reader.number(chat.conversations_per_minute, 0.01, 1e6)},
         {"conversation-burst", reader.number(chat.conversation_burst, 1.0, 1e6)}});
}

void read_desk(const Reader& reader, const YAML::Node& node, DeskConfig& desk) {
    std::uint16_t port = 0;
    reader.mapping(node,
                   {{"host", reader.any(desk.host)},
                    {"tls", reader.any(desk.tls)},
                    {"port",
                     [&](const YAML::Node& value) {
                         reader.any(port)(value);
                         desk.port = port;
                     }},
                    {"token", [&](const YAML::Node& value) {
                         reader.any(desk.token)(value);
                         if (desk.token.size() < 32) {
                             reader.fail(value, "a token of at least 32 characters is expected");
                         }
                     }}});
}

// "08:30", after midnight.
Apply time_of_day(const Reader& reader, std::chrono::minutes& target) {
    return [&reader, &target](const YAML::Node& node) {
        const auto text = reader.value<std::string>(node);
        const auto digit = [&text](std::size_t at) {
            return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100;
        };
        const bool shaped = text.size() == 5 && text[2] == ':';
        const int hours = shaped ? digit(0) * 10 + digit(1) : 100;
        const int minutes = shaped ? digit(3) * 10 + digit(4) : 100;
        if (hours > 24 || minutes > 59) {
            reader.fail(node, "a time of day is expected, such as \"08:30\"");
        }
        target = std::chrono::minutes(hours * 60 + minutes);
    };
}

void read_smpp(const Reader& reader, const YAML::Node& node, SmppTransportSettings& smpp) {
    SmppSettings& link = smpp.link;
    link.remote.port = "2775";
    const auto type_of_number = [&reader](std::optional<std::uint8_t>& target) {
        return [&reader, &target](const YAML::Node& value) {
            int number = 0;
            reader.number(number, 0, 255)(value);
            target = static_cast<std::uint8_t>(number);
        };
    };
    const auto alphabet = [&reader, &smpp](const YAML::Node& value) {
        const auto name = reader.value<std::string>(value);
        if (name != "gsm7" && name != "latin1" && name != "ascii") {
            reader.fail(value, "gsm7, latin1 or ascii is expected");
        }
        smpp.alphabet = name == "gsm7"     ? DefaultAlphabet::gsm7
                        : name == "latin1" ? DefaultAlphabet::latin1
                                           : DefaultAlphabet::ascii;
    };
    reader.mapping(node,
                   {{"host", reader.any(link.remote.host)},
                    {"port", reader.any(link.remote.port)},
                    {"tls", reader.any(link.remote.tls)},
                    {"authority-file", reader.any(link.remote.authority_file)},
                    {"system-id", reader.any(link.system_id)},
                    {"password", reader.any(link.password)},
                    {"system-type", reader.any(link.system_type)},
                    {"window", reader.number(link.window, 1, 1000)},
                    {"per-second", reader.number(link.per_second, 0.1, 10'000.0)},
                    {"enquire-seconds", seconds(reader, link.enquire)},
                    {"answer-seconds", seconds(reader, link.answer)},
                    {"submit-answer-seconds", seconds(reader, link.submit_answer)},
                    {"throttle-seconds", seconds(reader, link.throttle)},
                    {"longest-wait-seconds", seconds(reader, link.longest_wait)},
                    {"default-alphabet", alphabet},
                    {"source-ton", type_of_number(smpp.source_ton)},
                    {"source-npi", type_of_number(smpp.source_npi)}});
    if (link.remote.host.empty() || link.system_id.empty()) {
        reader.fail(node, "'host' and 'system-id' are needed");
    }
    if (link.password.empty()) {
        link.password = secret_from_environment();
    }
}

// "https://api.exemple.fr:8443" into its parts.
Apply address(const Reader& reader, Remote& remote) {
    return [&reader, &remote](const YAML::Node& node) {
        const auto url = reader.value<std::string>(node);
        const auto parsed = boost::urls::parse_uri(url);
        const bool good = parsed && (parsed->scheme() == "https" || parsed->scheme() == "http") &&
                          !parsed->host().empty();
        if (!good) {
            reader.fail(node, "an address is expected, such as \"https://api.exemple.fr\"");
        }
        remote.tls = parsed->scheme() == "https";
        remote.host = parsed->host();
        remote.port = parsed->has_port() ? std::string(parsed->port()) : remote.tls ? "443" : "80";
    };
}

void read_gateway(const Reader& reader, const YAML::Node& node, GatewaySettings& gateway) {
    const auto dialect = [&reader, &gateway](const YAML::Node& value) {
        gateway.dialect = find_dialect(reader.value<std::string>(value));
        if (gateway.dialect == nullptr) {
            reader.fail(value, "twilio or kannel is expected");
        }
    };
    reader.mapping(node,
                   {{"dialect", dialect},
                    {"url", address(reader, gateway.remote)},
                    {"authority-file", reader.any(gateway.remote.authority_file)},
                    {"account", reader.any(gateway.account)},
                    {"secret", reader.any(gateway.secret)},
                    {"public-url", reader.any(gateway.public_url)},
                    {"window", reader.number(gateway.window, 1, 1000)},
                    {"per-second", reader.number(gateway.per_second, 0.1, 10'000.0)},
                    {"answer-seconds", seconds(reader, gateway.answer)}});
    if (gateway.dialect == nullptr || gateway.remote.host.empty() || gateway.public_url.empty()) {
        reader.fail(node, "'dialect', 'url' and 'public-url' are needed");
    }
    if (gateway.secret.empty()) {
        gateway.secret = secret_from_environment();
    }
    if (gateway.secret.empty()) {
        reader.fail(node, "a 'secret' is needed, here or in $GUICHET_SMS_SECRET");
    }
}

void read_quiet_hours(const Reader& reader, const YAML::Node& node, QuietHours& quiet) {
    reader.mapping(node,
                   {{"opens", time_of_day(reader, quiet.opens)},
                    {"closes", time_of_day(reader, quiet.closes)},
                    {"sundays", reader.any(quiet.sundays)}});
    if (quiet.opens >= quiet.closes) {
        reader.fail(node, "'opens' comes before 'closes'");
    }
}

void read_sms(const Reader& reader, const YAML::Node& node, SmsConfig& sms) {
    SmsChannelSettings& channel = sms.channel;
    int pause = static_cast<int>(channel.pause.count());
    const auto number = [&reader](std::string& target) {
        return [&reader, &target](const YAML::Node& value) {
            const auto written = sms_number(reader.value<std::string>(value));
            if (!written) {
                reader.fail(value, "a telephone number or a short code is expected");
            }
            target = *written;
        };
    };
    reader.mapping(
        node,
        {{"line", number(channel.line)},
         {"desk", number(channel.desk)},
         {"pause-milliseconds", reader.number(pause, 0, 60'000)},
         {"parts-seconds", seconds(reader, channel.parts)},
         {"loop-messages", reader.number(channel.loop_messages, 5, 10'000)},
         {"loop-repeats", reader.number(channel.loop_repeats, 2, 1000)},
         {"quiet-hours",
          [&](const YAML::Node& value) { read_quiet_hours(reader, value, channel.quiet); }},
         {"smpp", [&](const YAML::Node& value) { read_smpp(reader, value, sms.smpp.emplace()); }},
         {"gateway",
          [&](const YAML::Node& value) { read_gateway(reader, value, sms.gateway.emplace()); }}});
    channel.pause = std::chrono::milliseconds(pause);
    if (sms.smpp.has_value() == sms.gateway.has_value()) {
        reader.fail(node, "either 'smpp' or 'gateway' is expected");
    }
    if (channel.line.empty()) {
        reader.fail(node, "'line', our number, is needed");
    }
    channel.alphabet = sms.smpp ? sms.smpp->alphabet : DefaultAlphabet::gsm7;
}

}  // namespace

void apply_settings(ServerConfig& config, const std::string& text, const std::string& name) {
    const Reader reader(name);
    YAML::Node root;
    try {
        root = YAML::Load(text);
    } catch (const YAML::Exception& error) {
        throw ConfigError(fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg));
    }
    std::string data = config.data.string();
    reader.mapping(root,
                   {{"host", reader.any(config.host)},
                    {"port", reader.any(config.port)},
                    {"data", reader.any(data)},
                    {"production", reader.any(config.production)},
                    {"retention-days", reader.number(config.retention_days, 1, 3650)},
                    {"origins", reader.any(config.origins.allowed)},
                    {"allow-missing-origin", reader.any(config.origins.allow_missing)},
                    {"trust-proxy", reader.any(config.http.trust_proxy)},
                    {"limits", [&](const YAML::Node& node) { read_limits(reader, node, config); }},
                    {"tls",
                     [&](const YAML::Node& node) {
                         reader.mapping(node,
                                        {{"certificate", reader.any(config.tls.certificate)},
                                         {"key", reader.any(config.tls.key)}});
                     }},
                    {"desk", [&](const YAML::Node& node) { read_desk(reader, node, config.desk); }},
                    {"sms", [&](const YAML::Node& node) { read_sms(reader, node, config.sms); }}});
    config.data = data;
}

}  // namespace guichet
