// Says the seeds of the conversation fuzzer and a part of the examples, and prints what came of
// them as JSON, a turn a line: every build must print the same bytes.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "connectors/host/turn_json.hpp"
#include "connectors/store/session_json.hpp"
#include "engine/dialog/step.hpp"
#include "tests/support/real_content.hpp"

using namespace guichet;

namespace {

constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                         std::chrono::hours{12}};

void say(const Catalog& catalog, Session& session, const std::string& line) {
    Message message;
    message.ticket_id = "019a0000-0000-7000-8000-000000000001";
    message.content = Utterance{line};
    const Turn turn = step(catalog, session, message, noon);
    session = turn.session;
    std::cout << boost::json::serialize(turn_to_json(turn)) << '\n';
    for (const TraceLine& trace : turn.trace) {
        std::cout << (trace.rule ? name_of(*trace.rule) : "") << ' ' << trace.detail << '\n';
    }
}

}  // namespace

int main() {
    const Catalog& catalog = tests::real_content();
    std::vector<std::filesystem::path> seeds;
    for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz/corpus/step")) {
        seeds.push_back(entry.path());
    }
    std::ranges::sort(seeds);
    for (const auto& seed : seeds) {
        Session session;
        std::ifstream in(seed, std::ios::binary);
        for (std::string line; std::getline(in, line);) {
            say(catalog, session, line);
        }
        std::cout << session_to_json(session) << '\n';
    }
    for (const auto& [id, intent] : catalog.intents) {
        for (std::size_t i = 0; i < intent.examples.size(); i += 20) {
            Session session;
            session.channel = Channel::sms;
            // Not as it stands: an exact example would not ask the model.
            say(catalog, session, "dites moi " + intent.examples[i] + " et le reste");
        }
    }
}
