#include "connectors/server_config.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace guichet;

TEST_CASE("server_config: a YAML file, and the same as JSON") {
    const std::string yaml =
        "port: 9000\ndata: /srv/guichet\nproduction: true\norigins: [https://exemple.fr]\n"
        "limits:\n  connections: 10\n  messages-per-second: 2.5\n"
        "desk:\n  port: 0\n  token: 0123456789abcdef0123456789abcdef\n";
    const std::string json =
        R"({"port":9000,"data":"/srv/guichet","production":true,"origins":["https://exemple.fr"],)"
        R"("limits":{"connections":10,"messages-per-second":2.5},)"
        R"("desk":{"port":0,"token":"0123456789abcdef0123456789abcdef"}})";
    for (const auto& text : {yaml, json}) {
        ServerConfig config;
        apply_settings(config, text, "guichet.yaml");
        CHECK(config.port == 9000);
        CHECK(config.data == "/srv/guichet");
        CHECK(config.production);
        CHECK(config.origins.allowed.size() == 1);
        CHECK(config.http.connections == 10);
        CHECK(config.chat.messages_per_second == doctest::Approx(2.5));
        CHECK(config.desk.port == 0);
        CHECK(config.host == "127.0.0.1");
    }
}

TEST_CASE("server_config: a mistake is named with its line") {
    const std::pair<const char*, const char*> cases[] = {
        {"port: 1\nprot: 2\n", "f:2: unknown key 'prot'"},
        {"port: 1\nport: 2\n", "f:2: repeated key 'port'"},
        {"port: abc\n", "f:1: a value of another type is expected"},
        {"port: 70000\n", "f:1: a value of another type is expected"},
        {"limits:\n  connections: 0\n", "f:2: a number from 1 to 1000000 is expected"},
        {"desk:\n  token: court\n", "f:2: a token of at least 32 characters is expected"},
        {"limits: 3\n", "f:1: a mapping is expected"},
        {"[]\n", "f:1: a mapping is expected"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        ServerConfig config;
        CHECK_THROWS_WITH_AS(apply_settings(config, text, "f"), message, ConfigError);
    }
    ServerConfig config;
    CHECK_THROWS_AS(apply_settings(config, "a: [", "f"), ConfigError);
}
