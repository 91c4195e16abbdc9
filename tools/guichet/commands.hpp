#pragma once
// The subcommands of the binary, a file each. main.cpp alone reads the command line: it fills a
// command's options and runs it. A command returns the exit code of the program, or throws
// CommandFailure or another std::runtime_error, of which main makes the code.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace guichet::tools {

// Exit codes.
inline constexpr int well = 0;
inline constexpr int found_problems = 1;
inline constexpr int wrong_usage = 2;

// What was asked for is well said and cannot be had: found_problems.
struct CommandFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Each takes the folder that holds intents/ and dialogs/.
using Folder = std::filesystem::path;

// The command line wins over the file `config`, the file over the defaults.
struct ServeOptions {
    std::optional<std::string> host;
    std::optional<std::uint16_t> port;  // 0: a free one
    std::optional<std::string> data;
    std::string config;
};

int serve(const Folder& content, const ServeOptions& options);

struct ChatOptions {
    std::string channel = "web";  // or sms
    bool json = false;
};

int chat(const Folder& content, const ChatOptions& options);

struct MatchOptions {
    std::string training;  // a file of intent<TAB>text lines in place of the content's examples
};

int match(const Folder& content, const MatchOptions& options);

struct ExplainOptions {
    std::string text;
    std::string at;  // NODE, NODE:SLOT or NODE:confirmation; empty: nowhere in particular
    std::string channel = "web";  // or sms
};

int explain(const Folder& content, const ExplainOptions& options);

struct EvaluateOptions {
    std::string file;  // empty: the content is cross-validated
    bool json = false;
    std::size_t confusions = 20;  // pairs shown
};

int evaluate(const Folder& content, const EvaluateOptions& options);

struct SlotOptions {
    std::string name;
    std::string text;   // read in place of the standard input, and shown to a person
    std::string today;  // ISO 8601; empty: the day it is
};

int slot(const Folder& content, const SlotOptions& options);

struct CheckOptions {
    bool json = false;
    bool sms = false;
    bool precisions = false;
};

int check(const Folder& content, const CheckOptions& options);

struct TestOptions {
    std::vector<std::filesystem::path> paths;  // none: tests/conversations beside the content
};

int test(const Folder& content, const TestOptions& options);

}  // namespace guichet::tools
