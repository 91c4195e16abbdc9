// Ways of writing the same thing never change what is understood, over every example of the topics.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/real_content.hpp"

using namespace guichet;
using tests::real_content;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string without_accents(std::string text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 22> letters = {{
        {"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"}, {"à", "a"}, {"â", "a"}, {"ù", "u"}, {"û", "u"},
        {"ü", "u"}, {"î", "i"}, {"ï", "i"}, {"ô", "o"}, {"ö", "o"}, {"ç", "c"}, {"œ", "oe"}, {"É", "E"},
        {"È", "E"}, {"Ê", "E"}, {"À", "A"}, {"Ç", "C"}, {"Î", "I"}, {"Ô", "O"},
    }};
    for (const auto& [from, to] : letters) {
        text = replaced(std::move(text), from, to);
    }
    return text;
}

std::string capitals(std::string text) {
    text = without_accents(std::move(text));
    for (char& c : text) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

std::string without_final_sign(std::string text) {
    while (!text.empty() && std::string_view(" ?.!").find(text.back()) != std::string_view::npos) {
        text.pop_back();
    }
    return text;
}

std::string with_a_comma(std::string text) {
    const auto space = text.find(' ');
    return space == std::string::npos ? text : text.replace(space, 1, ", ");
}

struct Way {
    const char* name;
    std::function<std::string(const std::string&)> write;
    double tolerated;  // share of the examples
};

const std::vector<Way>& ways() {
    static const std::vector<Way> all = {
        {"a final question mark", [](const std::string& s) { return without_final_sign(s) + " ?"; }, 0},
        {"a comma", with_a_comma, 0},
        {"capitals", capitals, 0},
        {"lost accents", without_accents, 0},
        {"curly apostrophes", [](const std::string& s) { return replaced(s, "'", "’"); }, 0},
        {"double spaces", [](const std::string& s) { return "  " + replaced(s, " ", "  ") + " "; }, 0},
        {"hyphens as spaces", [](const std::string& s) { return replaced(s, "-", " "); }, 0.002},
        {"no apostrophes", [](const std::string& s) { return replaced(s, "'", ""); }, 0.01},
        {"svp", [](const std::string& s) { return without_final_sign(s) + " svp"; }, 0.002},
        {"merci d'avance", [](const std::string& s) { return s + " Merci d'avance."; }, 0.002},
        {"bonjour", [](const std::string& s) { return "Bonjour, " + s; }, 0.002},
        {"bonjour madame", [](const std::string& s) { return "Bonjour Madame, " + s; }, 0.002},
    };
    return all;
}

}  // namespace

TEST_CASE("invariance: how an example is written never changes what it means") {
    const Catalog& catalog = real_content();
    for (const Way& way : ways()) {
        CAPTURE(way.name);
        std::size_t examples = 0;
        std::vector<std::string> changed;
        for (const auto& [id, intent] : catalog.intents) {
            if (!catalog.dialogs.at(id).is_topic()) {
                continue;
            }
            for (const std::string& example : intent.examples) {
                ++examples;
                const std::string written = way.write(example);
                const MatchResult found = catalog.matcher.match(written);
                if (found.decision != Decision::match || found.candidates.front().intent != id) {
                    changed.push_back(written);
                }
            }
        }
        const auto most = static_cast<std::size_t>(way.tolerated * static_cast<double>(examples));
        CHECK_MESSAGE(changed.size() <= most,
                      fmt::format("{} of {}: {}", changed.size(), examples, fmt::join(changed, " | ")));
    }
}
