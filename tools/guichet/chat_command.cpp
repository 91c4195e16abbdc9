#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <string>

#include "connectors/host/turn_json.hpp"
#include "connectors/host/uuid.hpp"
#include "engine/dialog/step.hpp"
#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"
#include "tools/guichet/conversation_test.hpp"

namespace guichet::tools {

namespace {

TimePoint now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

void print_for_a_person(const Turn& turn) {
    for (const Reply& reply : turn.replies) {
        fmt::print("{}\n", reply.text);
        if (turn.session.channel == Channel::sms) {
            continue;
        }
        for (const std::string& item : reply.checklist) {
            fmt::print("  - {}\n", item);
        }
        for (const OfferedLink& link : reply.links) {
            fmt::print("  {} : {}\n", link.label, link.url);
        }
        int number = 0;
        for (const OfferedOption& option : reply.options) {
            fmt::print("  {}. {}\n", ++number, option.label);
        }
    }
    std::cout << std::flush;
}

void print(const Turn& turn, bool json) {
    if (json) {
        std::cout << boost::json::serialize(turn_to_json(turn)) << std::endl;
    } else {
        print_for_a_person(turn);
    }
}

constexpr std::string_view new_conversation = "##";

// A line that starts with # and an option id picks that option.
Message to_message(const std::string& line) {
    Message message;
    message.ticket_id = new_uuid7();
    if (line.starts_with('#') && line.find(' ') == std::string::npos && line.size() > 1) {
        message.content = OptionChoice{OptionId(line.substr(1)), ""};
    } else {
        message.content = Utterance{line};
    }
    return message;
}

// A person is greeted first; a program has the first word.
Session begin(const Catalog& catalog, const ChatOptions& options) {
    Session session = new_session(options.channel == "sms" ? Channel::sms : Channel::web);
    if (options.json) {
        return session;
    }
    Turn opening = step(catalog, session, {Opened{}, new_uuid7(), {}, {}}, now());
    print(opening, false);
    return std::move(opening.session);
}

}  // namespace

int chat(const Folder& content, const ChatOptions& options) {
    const auto catalog = load(content);
    Session session = begin(*catalog, options);
    for (std::string line; std::getline(std::cin, line);) {
        if (line == new_conversation) {
            session = begin(*catalog, options);
            continue;
        }
        Turn turn = step(*catalog, session, to_message(line), now());
        print(turn, options.json);
        session = std::move(turn.session);
    }
    return well;
}

}  // namespace guichet::tools
