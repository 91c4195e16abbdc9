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

}  // namespace

int evaluate(const Folder& content, const EvaluateOptions& options) {
    const Compiled compiled = compile(read_content(content));
    if (compiled.catalog == nullptr) {
        throw CommandFailure("the content has errors: see `guichet check`");
    }
    std::set<std::string> background;
    for (const IntentSource& intent : compiled.intents) {
        if (intent.background) {
            background.insert(intent.id);
        }
    }
    const std::vector<Judged> judged =
        options.file.empty() ? cross_validate(compiled)
                             : judge(compiled.catalog->matcher, read_labelled_texts(options.file));
    Evaluation evaluation = evaluate(judged, background);
    find_attractions(evaluation, *compiled.catalog);
    if (options.json) {
        std::cout << boost::json::serialize(to_json(evaluation)) << '\n';
    } else {
        fmt::print("{}", to_text(evaluation, options.confusions));
    }
    return well;
}

}  // namespace guichet::tools
