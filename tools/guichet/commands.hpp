#pragma once
// The subcommands of the binary, a file each. `add_*` declares the subcommand and its options on
// the application; its callback sets `Shell::status`, the exit code: 0 well, 1 found problems,
// 2 wrong usage.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "engine/content/catalog.hpp"

namespace guichet::tools {

struct Shell {
    std::filesystem::path content = ".";  // --content: the folder that holds intents/ and dialogs/
    int status = 0;
};

// Loads and compiles `shell.content`. On errors prints them on stderr, as `guichet check` does,
// sets the status to 1 and returns null.
std::shared_ptr<const Catalog> load_or_complain(Shell& shell);

void add_serve(CLI::App& app, Shell& shell);
void add_chat(CLI::App& app, Shell& shell);
void add_match(CLI::App& app, Shell& shell);
void add_explain(CLI::App& app, Shell& shell);
void add_evaluate(CLI::App& app, Shell& shell);
void add_slot(CLI::App& app, Shell& shell);
void add_check(CLI::App& app, Shell& shell);
void add_test(CLI::App& app, Shell& shell);

}  // namespace guichet::tools
