#include "engine/slots/digits.hpp"

#include <algorithm>

#include "engine/slots/numeral.hpp"

namespace guichet::slots {
namespace {

bool is_trunk_zero(Tokens tokens, std::size_t index) {
    return index + 2 < tokens.size() && tokens[index].is("(") && tokens[index + 1].is("0") &&
           tokens[index + 2].is(")");
}

// The next number of a run after `index`, past signs and "(0)"; the size when the run ends here.
std::size_t next_number(Tokens tokens,
                        std::size_t index,
                        std::initializer_list<std::string_view> signs,
                        bool& cut) {
    std::size_t at = index;
    for (int steps = 0; steps < 3 && at < tokens.size(); ++steps) {
        if (tokens[at].is_number()) {
            return at;
        }
        if (is_trunk_zero(tokens, at)) {
            at += 3;
        } else if (tokens[at].is_any(signs)) {
            cut = cut || !tokens[at].is_any({"(", ")"});
            ++at;
        } else {
            break;
        }
    }
    return at < tokens.size() && tokens[at].is_number() ? at : tokens.size();
}

// Pieces of one or two digits from `index` on that add up to `count` digits, longest pieces first.
bool collect(Tokens tokens, std::size_t index, std::size_t count, SpelledDigits& read) {
    if (read.digits.size() == count) {
        read.stretch.last = index;
        return index >= tokens.size() ||
               (!tokens[index].is_number() && small_numerals_at(tokens, index).empty());
    }
    while (index < tokens.size() && tokens[index].is_any({",", "-", ".", "et"})) {
        ++index;
    }
    if (index >= tokens.size() || read.digits.size() > count) {
        return false;
    }
    const std::string before = read.digits;
    if (tokens[index].is_number()) {
        read.digits += tokens[index].folded;
        if (collect(tokens, index + 1, count, read)) {
            return true;
        }
    }
    for (const Numeral& piece : small_numerals_at(tokens, index)) {
        read.digits = before + std::to_string(piece.value);
        if (collect(tokens, piece.end, count, read)) {
            return true;
        }
    }
    read.digits = before;
    return false;
}

}  // namespace

std::vector<DigitRun> digit_runs(Tokens tokens, std::initializer_list<std::string_view> signs) {
    std::vector<DigitRun> runs;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is_number()) {
            continue;
        }
        DigitRun run;
        run.stretch.first = i;
        std::size_t before = i;
        while (before > 0 && tokens[before - 1].is("(")) {
            --before;
        }
        run.plus = before > 0 && tokens[before - 1].is("+");
        for (std::size_t at = i; at < tokens.size();
             at = next_number(tokens, at + 1, signs, run.signed_cut)) {
            run.digits += tokens[at].folded;
            run.stretch.last = at + 1;
        }
        i = run.stretch.last - 1;
        runs.push_back(std::move(run));
    }
    return runs;
}

SpelledDigits spelled_digits(Tokens tokens, std::size_t count) {
    // A number takes at least four digits a word ("quatre-vingt-dix-sept"): nothing long is tried.
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is_word() || small_numerals_at(tokens, i).empty()) {
            continue;
        }
        SpelledDigits read;
        read.stretch.first = i;
        if (collect(tokens, i, count, read)) {
            return read;
        }
    }
    return {};
}

}  // namespace guichet::slots
