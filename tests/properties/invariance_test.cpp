// Ways of writing the same thing never change what is understood, over every example of the
// content.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
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
        {"é", "e"}, {"è", "e"}, {"ê", "e"},  {"ë", "e"}, {"à", "a"}, {"â", "a"},
        {"ù", "u"}, {"û", "u"}, {"ü", "u"},  {"î", "i"}, {"ï", "i"}, {"ô", "o"},
        {"ö", "o"}, {"ç", "c"}, {"œ", "oe"}, {"É", "E"}, {"È", "E"}, {"Ê", "E"},
        {"À", "A"}, {"Ç", "C"}, {"Î", "I"},  {"Ô", "O"},
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
    bool greets = false;
};

bool has_words(std::string_view text) {
    return std::ranges::any_of(text,
                               [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; });
}

// Before thanks, or before another greeting, a greeting is what the message is about.
bool is_courtesy(std::string_view intent) {
    return intent == "salutation" || intent == "remerciement" || intent == "au-revoir" ||
           intent == "aide-menu";
}

const std::vector<Way>& ways() {
    static const std::vector<Way> all = {
        {"a final question mark",
         [](const std::string& s) { return without_final_sign(s) + " ?"; }},
        {"a comma", with_a_comma},
        {"capitals", capitals},
        {"lost accents", without_accents},
        {"curly apostrophes", [](const std::string& s) { return replaced(s, "'", "’"); }},
        {"double spaces", [](const std::string& s) { return "  " + replaced(s, " ", "  ") + " "; }},
        {"hyphens as spaces", [](const std::string& s) { return replaced(s, "-", " "); }},
        {"no apostrophes", [](const std::string& s) { return replaced(s, "'", ""); }},
        {"svp", [](const std::string& s) { return without_final_sign(s) + " svp"; }},
        {"merci d'avance", [](const std::string& s) { return s + " Merci d'avance."; }},
        {"bonjour", [](const std::string& s) { return "Bonjour, " + s; }, true},
        {"bonjour madame", [](const std::string& s) { return "Bonjour Madame, " + s; }, true},
    };
    return all;
}

}  // namespace

TEST_CASE("invariance: how an example is written never changes what it means") {
    const Catalog& catalog = real_content();
    for (const Way& way : ways()) {
        CAPTURE(way.name);
        std::vector<std::string> changed;
        for (const auto& [id, intent] : catalog.intents) {
            for (const std::string& example : intent.examples) {
                // Signs alone say nothing that words around them would not change.
                if (!has_words(example) || (way.greets && is_courtesy(id))) {
                    continue;
                }
                const std::string written = way.write(example);
                const MatchResult plain = catalog.matcher.match(example);
                const MatchResult found = catalog.matcher.match(written);
                if (found.decision != plain.decision ||
                    found.candidates.front().intent != plain.candidates.front().intent) {
                    changed.push_back(id + " : " + written);
                }
            }
        }
        CHECK_MESSAGE(changed.empty(),
                      fmt::format("{}: {}", changed.size(), fmt::join(changed, " | ")));
    }
}
