#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <string>

#include "tools/guichet/commands.hpp"
#include "tools/guichet/labelled_text.hpp"

namespace guichet::tools {

namespace {

boost::json::object to_json(const std::string& text, const MatchResult& result) {
    boost::json::array candidates;
    for (const Candidate& candidate : result.candidates) {
        candidates.push_back(
            boost::json::object{{"intent", candidate.intent}, {"score", candidate.score}});
    }
    const bool found = result.decision != Decision::fallback && !result.candidates.empty();
    return {{"text", text},
            {"intent",
             found ? boost::json::value(result.candidates.front().intent)
                   : boost::json::value(nullptr)},
            {"score", result.candidates.empty() ? 0.0 : result.candidates.front().score},
            {"decision", std::string(decision_name(result.decision))},
            {"reason", result.reason},
            {"candidates", std::move(candidates)}};
}

void match_lines(const Matcher& matcher) {
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << boost::json::serialize(to_json(line, matcher.match(line))) << std::endl;
    }
}

// The examples of a file of "intent<TAB>text" lines, by intent.
std::vector<IntentSource> read_training(const std::string& file) {
    std::map<std::string, IntentSource> intents;
    for (LabelledText& line : read_labelled_texts(file)) {
        IntentSource& intent = intents[line.intent];
        intent.id = line.intent;
        intent.examples.push_back(std::move(line.text));
    }
    std::vector<IntentSource> sources;
    for (auto& [id, intent] : intents) {
        sources.push_back(std::move(intent));
    }
    return sources;
}

void match(Shell& shell, const std::string& training) {
    if (!training.empty()) {
        try {
            match_lines(Matcher::train(read_training(training), {}));
        } catch (const std::exception& problem) {
            std::cerr << "guichet: " << problem.what() << '\n';
            shell.status = 2;
        }
        return;
    }
    if (const auto catalog = load_or_complain(shell)) {
        match_lines(catalog->matcher);
    }
}

}  // namespace

void add_match(CLI::App& app, Shell& shell) {
    CLI::App* command =
        app.add_subcommand("match", "find the intent of each line of the standard input");
    const auto training = std::make_shared<std::string>();
    command->add_option(
        "--train", *training, "learn from these intent<TAB>text lines instead of the content");
    command->add_flag("--json")->description("one JSON object a line, which is always so");
    command->callback([&shell, training] { match(shell, *training); });
}

}  // namespace guichet::tools
