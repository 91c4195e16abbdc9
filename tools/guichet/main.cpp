// The command line, read here and nowhere else: CLI11 takes long to compile.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"

namespace guichet::tools {

namespace {

struct CommandLine {
    CLI::App app{
        "Guichet: a rule-driven assistant that answers in French, offline and explainable"};
    Folder content = default_content();
    std::function<int()> command;  // what was asked for

    // Declares a subcommand, whose options the caller binds to `options`.
    template <class Options>
    CLI::App* add(const std::string& name,
                  const std::string& help,
                  int (*run)(const Folder&, const Options&),
                  const std::shared_ptr<Options>& options) {
        return app.add_subcommand(name, help)->callback([this, run, options] {
            command = [this, run, options] { return run(content, *options); };
        });
    }
};

void add_serve(CommandLine& line) {
    const auto options = std::make_shared<ServeOptions>();
    CLI::App* command =
        line.add("serve", "serve the page, the chat and the desk feed", serve, options);
    command->add_option("--host", options->host, "address to listen on (127.0.0.1)");
    command->add_option("--port", options->port, "port, 0 for a free one (8080)");
    command->add_option("--data", options->data, "folder of the database and tickets (data)");
    command->add_option("--config", options->config, "settings file, YAML or JSON");
}

void add_chat(CommandLine& line) {
    const auto options = std::make_shared<ChatOptions>();
    CLI::App* command = line.add(
        "chat",
        "hold a conversation on the terminal: each line of the standard input is a message, a line "
        "#ID picks the option of that id, a line ## begins a new conversation",
        chat,
        options);
    command->add_option("--channel", options->channel, "web or sms")
        ->check(CLI::IsMember({"web", "sms"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "one JSON line a turn");
}

void add_match(CommandLine& line) {
    const auto options = std::make_shared<MatchOptions>();
    CLI::App* command =
        line.add("match", "find the intent of each line of the standard input", match, options);
    command->add_option("--train",
                        options->training,
                        "learn from these intent<TAB>text lines instead of the content's examples");
    command->add_flag("--json")->description("one JSON object a line, which is always so");
}

void add_explain(CommandLine& line) {
    const auto options = std::make_shared<ExplainOptions>();
    CLI::App* command = line.add(
        "explain", "say, word by word, why a text is understood as it is", explain, options);
    command->add_option("text", options->text, "what somebody wrote")->required();
    CLI::Option* at = command->add_option(
        "--at",
        options->at,
        "where it was written: NODE, NODE:SLOT or NODE:confirmation; what it means there is said");
    command->add_option("--channel", options->channel, "web or sms, with --at")
        ->check(CLI::IsMember({"web", "sms"}))
        ->needs(at)
        ->capture_default_str();
}

void add_evaluate(CommandLine& line) {
    const auto options = std::make_shared<EvaluateOptions>();
    CLI::App* command = line.add(
        "evaluate",
        "measure the understanding, on a file or by cross-validation of the content on itself",
        evaluate,
        options);
    command->add_option(
        "file",
        options->file,
        "{\"text\",\"intent\",\"register\"} JSON lines, or intent<TAB>text in a .tsv");
    command->add_flag("--json", options->json, "print one JSON object");
    command->add_option("--confusions", options->confusions, "how many confused pairs to show");
}

void add_slot(CommandLine& line) {
    const auto options = std::make_shared<SlotOptions>();
    CLI::App* command =
        line.add("slot",
                 "read a text, or each line of the standard input, as the answer to a field",
                 slot,
                 options);
    command->add_option("name", options->name, "a field, a type, or choix-<shared question>")
        ->required();
    command->add_option(
        "text", options->text, "the answer; without it, one JSON line for each line of the input");
    command->add_option(
        "--today,--date", options->today, "the day of the conversation, YYYY-MM-DD");
}

void add_check(CommandLine& line) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command =
        line.add("check", "check the content and prove every dialog", check, options);
    command->add_flag("--json", options->json, "print one JSON object");
    command->add_flag("--sms", options->sms, "print what each text costs by SMS");
    command->add_flag("--precisions",
                      options->precisions,
                      "print which topic answers what people ask next of itself");
}

void add_test(CommandLine& line) {
    const auto options = std::make_shared<TestOptions>();
    line.add("test", "run the conversations written in YAML", test, options)
        ->add_option("files", options->paths, "files or folders; tests/conversations when absent");
}

int run(int argc, char** argv) {
    CommandLine line;
    line.app.require_subcommand(1);
    line.app.set_version_flag("--version", "guichet " GUICHET_VERSION);
    line.app
        .add_option("--content",
                    line.content,
                    "folder that holds intents/ and dialogs/; by default the working directory, "
                    "else what was installed with this binary")
        ->capture_default_str();
    line.app.fallthrough();
    add_serve(line);
    add_chat(line);
    add_match(line);
    add_explain(line);
    add_evaluate(line);
    add_slot(line);
    add_check(line);
    add_test(line);
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return line.app.exit(problem) == 0 ? well : wrong_usage;
    }
    try {
        return line.command();
    } catch (const CommandFailure& problem) {
        std::cerr << "guichet: " << problem.what() << '\n';
        return found_problems;
    } catch (const std::runtime_error& problem) {
        std::cerr << "guichet: " << problem.what() << '\n';
        return wrong_usage;
    }
}

}  // namespace

}  // namespace guichet::tools

int main(int argc, char** argv) {
    return guichet::tools::run(argc, argv);
}
