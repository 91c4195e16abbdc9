#pragma once
// The whole server: store, host, chat, desk feed and ticket file on one loop, until it is told to
// stop. Tested by tests/system.
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "connectors/server_config.hpp"
#include "engine/content/compile.hpp"

namespace guichet {

// Why the server cannot start.
struct StartError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Ready {
    std::uint16_t port = 0;
    std::uint16_t desk_port = 0;
};

// Serves until SIGTERM or SIGINT, then stops within ten seconds. `load` reads and compiles the
// content; it is called again, on a thread of its own, at SIGHUP. `ready` is called once
// connections are accepted. Throws StartError.
void run_server(const ServerConfig& config,
                std::function<Compiled()> load,
                const std::function<void(const Ready&)>& ready);

}  // namespace guichet
