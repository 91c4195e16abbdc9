#include <fmt/format.h>

#include <iostream>

#include "tools/guichet/commands.hpp"
#include "tools/guichet/conversation_test.hpp"

namespace guichet::tools {

namespace {

void test(Shell& shell, const std::vector<std::filesystem::path>& paths) {
    const auto catalog = load_or_complain(shell);
    if (catalog == nullptr) {
        return;
    }
    const ConversationReport report = run_conversations(*catalog, paths);
    for (const std::string& failure : report.failures) {
        fmt::print("{}\n", failure);
    }
    print_coverage(*catalog, report);
    fmt::print("{} conversations, {} tours : {} réussies, {} en échec\n",
               report.conversations,
               report.turns,
               report.conversations - report.failed,
               report.failed);
    shell.status = report.failures.empty() && report.conversations > 0 ? 0 : 1;
}

}  // namespace

void add_test(CLI::App& app, Shell& shell) {
    CLI::App* command = app.add_subcommand("test", "run the conversations written in YAML");
    const auto paths = std::make_shared<std::vector<std::filesystem::path>>();
    command->add_option("files", *paths, "files or folders; tests/conversations when absent");
    command->callback([&shell, paths] {
        if (paths->empty()) {
            paths->push_back(shell.content / "tests" / "conversations");
        }
        test(shell, *paths);
    });
}

}  // namespace guichet::tools
