#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <string>

#include "connectors/host/turn_json.hpp"
#include "connectors/host/uuid.hpp"
#include "engine/dialog/step.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace {

struct ChatOptions {
    std::string channel = "web";
    bool json = false;
};

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
        message.content = OptionChoice{line.substr(1), ""};
    } else {
        message.content = Utterance{line};
    }
    return message;
}

// A person is greeted first; a program has the first word.
Session begin(const Catalog& catalog, const ChatOptions& options) {
    Session session;
    session.channel = options.channel == "sms" ? Channel::sms : Channel::web;
    if (options.json) {
        return session;
    }
    Turn opening = step(catalog, session, {Opened{}, new_uuid7(), {}, {}}, now());
    print(opening, false);
    return std::move(opening.session);
}

void chat(Shell& shell, const ChatOptions& options) {
    const auto catalog = load_or_complain(shell);
    if (catalog == nullptr) {
        return;
    }
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
}

}  // namespace

void add_chat(CLI::App& app, Shell& shell) {
    CLI::App* command = app.add_subcommand(
        "chat",
        "hold a conversation on the terminal: each line of the standard input is a message, a line "
        "#ID picks the option of that id, a line ## begins a new conversation");
    const auto options = std::make_shared<ChatOptions>();
    command->add_option("--channel", options->channel, "web or sms")
        ->check(CLI::IsMember({"web", "sms"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "one JSON line a turn");
    command->callback([&shell, options] { chat(shell, *options); });
}

}  // namespace guichet::tools
