#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <span>
#include <vector>

#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"

namespace guichet::tools {

namespace {

constexpr std::size_t most_candidates = 3;

std::string decision_in_french(Decision decision) {
    switch (decision) {
        case Decision::match:
            return "réponse donnée";
        case Decision::clarify:
            return "question posée pour choisir";
        case Decision::fallback:
            break;
    }
    return "non compris";
}

void print_evidence(const std::vector<Evidence>& evidence) {
    for (const auto& [feature, weight] : evidence) {
        fmt::print("    {:+.3f}  {}\n", weight, feature);
    }
}

void print_closest_example(const Catalog& catalog, const std::string& id, const std::string& text) {
    const Intent& intent = catalog.intents.at(id);
    const std::vector<std::vector<std::size_t>> closest =
        catalog.matcher.closest(std::span(&text, 1), intent.examples, 1);
    for (const std::size_t example : closest.front()) {
        const Source source = intent.source_of(example);
        fmt::print("    exemple le plus proche : {}:{} « {} »\n",
                   source.file,
                   source.line,
                   intent.examples[example]);
    }
}

}  // namespace

int explain(const Folder& content, const ExplainOptions& options) {
    const auto catalog = load(content);
    const Explanation why = catalog->matcher.explain(options.text);
    fmt::print("texte : {}\n", options.text);
    for (const auto& [stage, after] : why.steps) {
        fmt::print("{} : {}\n", stage, after);
    }
    fmt::print(
        "\ndécision : {} ({})\n", decision_in_french(why.result.decision), why.result.reason);
    std::size_t rank = 0;
    for (const Candidate& candidate : why.result.candidates) {
        if (++rank > most_candidates) {
            break;
        }
        fmt::print("\n{}. {} — {} : {:.1f} %\n",
                   rank,
                   candidate.intent,
                   catalog->title_of(candidate.intent),
                   100 * candidate.score);
        const auto evidence = std::ranges::find(
            why.evidence, candidate.intent, &std::pair<std::string, std::vector<Evidence>>::first);
        if (evidence != why.evidence.end()) {
            print_evidence(evidence->second);
        }
        print_closest_example(*catalog, candidate.intent, options.text);
    }
    return well;
}

}  // namespace guichet::tools
