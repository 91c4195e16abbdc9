#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "connectors/host/content_folder.hpp"
#include "connectors/server.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace {

// The command line wins over the file, the file over the defaults.
struct ServeOptions {
    std::string host;
    std::uint16_t port = 0;
    std::string data;
    std::string config;
    CLI::Option* host_given = nullptr;
    CLI::Option* port_given = nullptr;
    CLI::Option* data_given = nullptr;
};

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
    config.host = options.host_given->empty() ? config.host : options.host;
    config.port = options.port_given->empty() ? config.port : options.port;
    config.data = options.data_given->empty() ? config.data.string() : options.data;
    return config;
}

void serve(const ServeOptions& options, Shell& shell) {
    ServerConfig config;
    try {
        config = config_of(options);
    } catch (const ConfigError& error) {
        fmt::print(stderr, "guichet: {}\n", error.what());
        shell.status = 2;
        return;
    }
    const auto load = [folder = shell.content] {
        try {
            return compile(read_content(folder));
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
        fmt::print(stderr, "guichet: {}\n", error.what());
        shell.status = 1;
    }
}

}  // namespace

void add_serve(CLI::App& app, Shell& shell) {
    auto options = std::make_shared<ServeOptions>();
    CLI::App* command = app.add_subcommand("serve", "Serve the page, the chat and the desk feed");
    options->host_given =
        command->add_option("--host", options->host, "Address to listen on (127.0.0.1)");
    options->port_given =
        command->add_option("--port", options->port, "Port, 0 for a free one (8080)");
    options->data_given =
        command->add_option("--data", options->data, "Folder of the database and tickets (data)");
    command->add_option("--config", options->config, "Settings file, YAML or JSON");
    command->callback([options, &shell] { serve(*options, shell); });
}

}  // namespace guichet::tools
