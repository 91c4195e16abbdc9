// What one match costs: on the real content by message length, and by the number of intents on
// synthetic content. Run from the repository's root: build/release/match_bench
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/support/real_content.hpp"

using namespace guichet;

namespace {

const std::string message =
    "Bonjour, j'ai recu une lettre de relance alors que j'avais paye mon creancier au mois de mars "
    "par virement, et "
    "je ne comprends pas pourquoi mon dossier n'est toujours pas a jour chez vous. Que dois-je "
    "faire maintenant ?";

void match_real_content(benchmark::State& state) {
    const std::string text = message.substr(0, static_cast<std::size_t>(state.range(0)));
    const Matcher& matcher = tests::real_content().matcher;
    for (auto _ : state) {
        benchmark::DoNotOptimize(matcher.match(text));
    }
}

const Matcher& synthetic(std::size_t intents) {
    static std::map<std::size_t, Matcher> made;
    if (const auto found = made.find(intents); found != made.end()) {
        return found->second;
    }
    std::mt19937 random(5);
    const auto word = [&random] {
        return fmt::format("mot{:c}{:c}", 'a' + random() % 26, 'a' + random() % 26);
    };
    std::vector<IntentSource> sources;
    for (std::size_t i = 0; i < intents; ++i) {
        IntentSource source;
        source.id = fmt::format("intention-{}", i);
        for (int example = 0; example < 3; ++example) {
            source.examples.push_back(fmt::format("{} {} {} {}", word(), word(), word(), word()));
        }
        sources.push_back(std::move(source));
    }
    return made.emplace(intents, Matcher::train(sources, {})).first->second;
}

void match_by_number_of_intents(benchmark::State& state) {
    const Matcher& matcher = synthetic(static_cast<std::size_t>(state.range(0)));
    const std::string text = "motab motcd motef motgh motij motkl motmn motop motqr motst";
    for (auto _ : state) {
        benchmark::DoNotOptimize(matcher.match(text));
    }
}

void compile_real_content(benchmark::State& state) {
    const auto sources = read_content(".");
    for (auto _ : state) {
        benchmark::DoNotOptimize(compile(sources));
    }
}

}  // namespace

BENCHMARK(match_real_content)->Arg(15)->Arg(60)->Arg(200)->Unit(benchmark::kMicrosecond);
BENCHMARK(match_by_number_of_intents)->Arg(50)->Arg(500)->Arg(5000)->Unit(benchmark::kMicrosecond);
BENCHMARK(compile_real_content)->Unit(benchmark::kMillisecond)->Iterations(3);

BENCHMARK_MAIN();
