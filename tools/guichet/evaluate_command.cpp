#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <iterator>
#include <set>

#include "connectors/host/content_folder.hpp"
#include "engine/content/compile.hpp"
#include "tools/guichet/commands.hpp"
#include "tools/guichet/evaluation.hpp"

namespace guichet::tools {

namespace {

constexpr std::size_t folds = 5;

struct EvaluateOptions {
    std::string file;
    bool json = false;
    std::size_t confusions = 20;
};

std::vector<Judged> judge(const Matcher& matcher, std::vector<LabelledText> texts) {
    std::vector<Judged> judged;
    for (LabelledText& text : texts) {
        MatchResult found = matcher.match(text.text);
        judged.push_back({std::move(text), std::move(found)});
    }
    return judged;
}

// Every example of the content, judged by a matcher that has not seen it.
std::vector<Judged> cross_validate(const Compiled& compiled) {
    std::vector<Judged> judged;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<IntentSource> seen = compiled.intents;
        std::vector<LabelledText> held_out;
        for (IntentSource& intent : seen) {
            std::vector<std::string> kept;
            for (std::size_t i = 0; i < intent.examples.size(); ++i) {
                if (i % folds == fold) {
                    held_out.push_back({intent.examples[i], intent.id, {}});
                } else {
                    kept.push_back(intent.examples[i]);
                }
            }
            intent.examples = std::move(kept);
        }
        std::vector<Judged> part =
            judge(Matcher::train(seen, compiled.lexicon), std::move(held_out));
        std::ranges::move(part, std::back_inserter(judged));
    }
    return judged;
}

void evaluate_content(Shell& shell, const EvaluateOptions& options) {
    try {
        const Compiled compiled = compile(read_content(shell.content));
        if (compiled.catalog == nullptr) {
            std::cerr << "guichet: the content has errors: see `guichet check`\n";
            shell.status = 1;
            return;
        }
        std::set<std::string> background;
        for (const IntentSource& intent : compiled.intents) {
            if (intent.background) {
                background.insert(intent.id);
            }
        }
        const std::vector<Judged> judged =
            options.file.empty()
                ? cross_validate(compiled)
                : judge(compiled.catalog->matcher, read_labelled_texts(options.file));
        Evaluation evaluation = evaluate(judged, background);
        find_attractions(evaluation, *compiled.catalog);
        if (options.json) {
            std::cout << boost::json::serialize(to_json(evaluation)) << '\n';
        } else {
            fmt::print("{}", to_text(evaluation, options.confusions));
        }
    } catch (const std::exception& problem) {
        std::cerr << "guichet: " << problem.what() << '\n';
        shell.status = 2;
    }
}

}  // namespace

void add_evaluate(CLI::App& app, Shell& shell) {
    CLI::App* command = app.add_subcommand(
        "evaluate",
        "measure the understanding, on a file or by cross-validation of the content on itself");
    const auto options = std::make_shared<EvaluateOptions>();
    command->add_option(
        "file",
        options->file,
        "{\"text\",\"intent\",\"register\"} JSON lines, or intent<TAB>text in a .tsv");
    command->add_flag("--json", options->json, "print one JSON object");
    command->add_option("--confusions", options->confusions, "how many confused pairs to show");
    command->callback([&shell, options] { evaluate_content(shell, *options); });
}

}  // namespace guichet::tools
