#include "connectors/server_config.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

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
    reader.mapping(
        root,
        {{"host", reader.any(config.host)},
         {"port", reader.any(config.port)},
         {"data", reader.any(data)},
         {"production", reader.any(config.production)},
         {"retention-days", reader.number(config.retention_days, 1, 3650)},
         {"origins", reader.any(config.origins.allowed)},
         {"allow-missing-origin", reader.any(config.origins.allow_missing)},
         {"trust-proxy", reader.any(config.http.trust_proxy)},
         {"limits", [&](const YAML::Node& node) { read_limits(reader, node, config); }},
         {"desk", [&](const YAML::Node& node) { read_desk(reader, node, config.desk); }}});
    config.data = data;
}

}  // namespace guichet
