#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "connectors/host/content_folder.hpp"
#include "connectors/server.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace {

ServerConfig config_of(const ServeOptions& options) {
    ServerConfig config;
    if (!options.config.empty()) {
        std::ifstream in(options.config, std::ios::binary);
        if (!in) {
            throw ConfigError(fmt::format("cannot read {}", options.config));
        }
        const std::string text{std::istreambuf_iterator<char>(in),
                               std::istreambuf_iterator<char>()};
        apply_settings(config, text, options.config);
    }
    config.host = options.host.value_or(config.host);
    config.port = options.port.value_or(config.port);
    config.data = options.data.value_or(config.data.string());
    return config;
}

}  // namespace

int serve(const Folder& content, const ServeOptions& options) {
    const ServerConfig config = config_of(options);
    const auto load = [content] {
        try {
            return compile(read_content(content));
        } catch (const std::exception& error) {
            Compiled failed;
            failed.diagnostics.push_back({Diagnostic::Severity::error, {}, error.what()});
            return failed;
        }
    };
    const auto ready = [&config](const Ready& ports) {
        const std::string line = fmt::format("guichet ready: {}://{}:{}/ desk {}://{}:{}/desk",
                                             config.tls.certificate.empty() ? "http" : "https",
                                             config.host,
                                             ports.port,
                                             config.desk.tls ? "wss" : "ws",
                                             config.desk.host,
                                             ports.desk_port);
        std::cout << line << std::endl;
    };
    try {
        run_server(config, load, ready);
    } catch (const StartError& error) {
        throw CommandFailure(error.what());
    }
    return well;
}

}  // namespace guichet::tools
