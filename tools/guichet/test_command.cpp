#include <fmt/format.h>

#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"
#include "tools/guichet/conversation_test.hpp"

namespace guichet::tools {

int test(const Folder& content, const TestOptions& options) {
    const auto catalog = load(content);
    std::vector<std::filesystem::path> paths = options.paths;
    if (paths.empty()) {
        paths.push_back(content / "tests" / "conversations");
    }
    const ConversationReport report = run_conversations(*catalog, paths);
    for (const std::string& failure : report.failures) {
        fmt::print("{}\n", failure);
    }
    if (options.paths.empty()) {
        print_coverage(*catalog, report);
    }
    fmt::print("{} conversations, {} tours : {} réussies, {} en échec\n",
               report.conversations,
               report.turns,
               report.conversations - report.failed,
               report.failed);
    return report.failures.empty() && report.conversations > 0 ? well : found_problems;
}

}  // namespace guichet::tools
