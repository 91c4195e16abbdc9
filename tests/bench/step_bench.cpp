// What one turn costs, over every turn of the shipped conversations. Run from the repository's
// root: build/release/step_bench
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "engine/content/mapping.hpp"
#include "engine/dialog/step.hpp"
#include "tests/support/real_content.hpp"

using namespace guichet;

namespace {

constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                         std::chrono::hours{12}};

// A turn about to be made.
struct Moment {
    Session session;
    Message message;
};

Message message_of(const FileReader& reader, const YamlNode& turn) {
    Mapping said(reader, turn, "un tour");
    if (const YamlNode* text = said.find("dit")) {
        return {Utterance{text->scalar}, "", {}, {}};
    }
    if (const YamlNode* option = said.find("choisit")) {
        const NodeId question(said.optional_text("de"));
        return {OptionChoice{OptionId(option->scalar), question}, "", {}, {}};
    }
    return {Opened{}, "", {}, {}};
}

void play(const FileReader& reader, const YamlNode& item, std::vector<Moment>& moments) {
    Mapping conversation(reader, item, "la conversation");
    Session session;
    session.channel = conversation.optional_text("canal") == "sms" ? Channel::sms : Channel::web;
    for (const YamlNode& turn : conversation.require("tours")->items) {
        moments.push_back({session, message_of(reader, turn)});
        session = step(tests::real_content(), session, moments.back().message, noon).session;
    }
}

// Every turn of every conversation, with the session before it.
const std::vector<Moment>& shipped_turns() {
    static const std::vector<Moment> turns = [] {
        std::vector<Moment> moments;
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator("tests/conversations")) {
            if (entry.path().extension() == ".yaml") {
                files.push_back(entry.path());
            }
        }
        std::ranges::sort(files);
        for (const auto& path : files) {
            std::ifstream in(path, std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in),
                                   std::istreambuf_iterator<char>()};
            std::vector<Diagnostic> diagnostics;
            const YamlNode root = parse_yaml(path.generic_string(), text, diagnostics);
            const FileReader reader{path.generic_string(), diagnostics};
            for (const YamlNode& item :
                 Mapping(reader, root, "le fichier").require("conversations")->items) {
                play(reader, item, moments);
            }
        }
        return moments;
    }();
    return turns;
}

void step_shipped_conversations(benchmark::State& state) {
    const std::vector<Moment>& turns = shipped_turns();
    const Catalog& catalog = tests::real_content();
    for (auto _ : state) {
        for (const auto& [session, message] : turns) {
            benchmark::DoNotOptimize(step(catalog, session, message, noon));
        }
    }
    using Counter = benchmark::Counter;
    state.counters["a turn (s)"] = Counter(static_cast<double>(turns.size()),
                                           Counter::kIsIterationInvariantRate | Counter::kInvert);
}

}  // namespace

BENCHMARK(step_shipped_conversations)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
