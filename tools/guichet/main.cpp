#include <CLI/CLI.hpp>
#include <iostream>

#include "connectors/host/content_folder.hpp"
#include "engine/content/compile.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

std::shared_ptr<const Catalog> load_or_complain(Shell& shell) {
    Compiled compiled;
    try {
        compiled = compile(read_content(shell.content));
    } catch (const std::exception& problem) {
        std::cerr << "guichet: " << problem.what() << '\n';
        shell.status = 2;
        return nullptr;
    }
    if (compiled.catalog == nullptr) {
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            if (diagnostic.severity == Diagnostic::Severity::error) {
                std::cerr << to_string(diagnostic) << '\n';
            }
        }
        shell.status = 1;
    }
    return compiled.catalog;
}

}  // namespace guichet::tools

int main(int argc, char** argv) {
    using namespace guichet::tools;
    CLI::App app{
        "Guichet: a rule-driven assistant that answers in French, offline and explainable"};
    app.require_subcommand(1);
    Shell shell;
    app.add_option("--content", shell.content, "folder that holds intents/ and dialogs/")
        ->capture_default_str();
    app.fallthrough();
    add_serve(app, shell);
    add_chat(app, shell);
    add_match(app, shell);
    add_explain(app, shell);
    add_evaluate(app, shell);
    add_slot(app, shell);
    add_check(app, shell);
    add_test(app, shell);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }
    return shell.status;
}
