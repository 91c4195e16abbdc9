// Any conversation, byte by byte: the input is cut into messages (a line each; one that starts with
// '#' picks an option of the last turn), on the real content. No crash, no silence, no growth.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/dialog/step.hpp"
#include "tests/support/real_content.hpp"

using namespace guichet;

namespace {

void expect(bool holds) {
    if (!holds) {
        std::abort();
    }
}

// "#3" is the third option offered last, if there is one.
OptionChoice choice_of(const Turn& last, std::string_view line) {
    const std::size_t wanted = line.size() > 1 ? static_cast<unsigned char>(line[1]) : 0;
    for (const Reply& reply : last.replies) {
        if (!reply.options.empty()) {
            const OfferedOption& option = reply.options[wanted % reply.options.size()];
            return {option.id, line.size() > 2 ? "" : reply.node};
        }
    }
    return {OptionId(line.substr(1)), ""};
}

}  // namespace

// Learning the content takes longer than any input may.
extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
    tests::real_content();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                             std::chrono::hours{12}};
    std::string_view input(reinterpret_cast<const char*>(data), size);
    Session session;
    session.channel = size % 2 == 0 ? Channel::web : Channel::sms;
    Turn last;
    while (!input.empty()) {
        const auto end = input.find('\n');
        const std::string_view line = input.substr(0, end);
        input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
        Message message;
        message.ticket_id = "019a0000-0000-7000-8000-000000000001";
        if (line.starts_with('#')) {
            message.content = choice_of(last, line);
        } else {
            message.content = Utterance{std::string(line)};
        }
        last = step(tests::real_content(), session, message, noon);
        session = last.session;
        expect(!last.replies.empty() || session.stopped);
        expect(session.stack.size() <= 10 && session.transcript.size() <= 200);
    }
    return 0;
}
