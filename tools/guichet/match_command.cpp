#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <string>

#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"
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
            {"reason", reason_in_french(result)},
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

}  // namespace

int match(const Folder& content, const MatchOptions& options) {
    if (options.training.empty()) {
        const auto catalog = load(content);
        match_lines(catalog->matcher);
    } else {
        match_lines(Matcher::train(read_training(options.training), load_lexicon(content)));
    }
    return well;
}

}  // namespace guichet::tools
