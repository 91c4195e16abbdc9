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

bool is_between(const Token& token) {
    return token.is_any({",", "-", ".", "/", "et", "puis"});
}

std::size_t past_between(Tokens tokens, std::size_t index) {
    while (index < tokens.size() && is_between(tokens[index])) {
        ++index;
    }
    return index;
}

// "soixante-dix": no space around the hyphen at `index`.
bool is_inner_hyphen(Tokens tokens, std::size_t index) {
    return index + 1 < tokens.size() && tokens[index].is("-") && glued(tokens, index) &&
           glued(tokens, index + 1) && tokens[index + 1].is_word();
}

// The end of the numbers in a row that start at `index`.
std::size_t row_end(Tokens tokens, std::size_t index) {
    std::size_t end = index;
    for (std::size_t at = index; at < tokens.size(); at = past_between(tokens, end)) {
        const std::vector<Numeral> words = small_numerals_at(tokens, at);
        if (!tokens[at].is_number() && words.empty()) {
            break;
        }
        end = words.empty() ? at + 1 : words.front().end;
    }
    return end;
}

// The readings of a row as `count` digits.
class Row {
  public:
    Row(Tokens row, std::size_t count) : row_(row), count_(count) {
        all_hyphens_ = std::none_of(
            row.begin() + 1, row.end(), [](const Token& token) { return token.spaced; });
    }

    std::vector<std::string> read() {
        follow(0, {});
        std::ranges::sort(readings_);
        const auto rest = std::ranges::unique(readings_);
        readings_.erase(rest.begin(), rest.end());
        return std::move(readings_);
    }

  private:
    // Takes one number after another from `at` on, in every way. A number has a digit at least, so
    // that `count_` bounds the depth.
    void follow(std::size_t at, const std::string& digits) {
        const std::size_t next = past_between(row_, at);
        if (next == row_.size()) {
            if (digits.size() == count_) {
                readings_.push_back(digits);
            }
            return;
        }
        if (digits.size() >= count_) {
            return;
        }
        if (row_[next].is_number()) {
            follow(next + 1, digits + row_[next].folded);
        }
        for (const Numeral& piece : small_numerals_at(row_, next)) {
            if (all_hyphens_ || !is_inner_hyphen(row_, piece.end)) {
                follow(piece.end, digits + std::to_string(piece.value));
            }
        }
    }

    Tokens row_;
    std::size_t count_;
    bool all_hyphens_;
    std::vector<std::string> readings_;
};

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

std::vector<SpelledDigits> spelled_digits(Tokens tokens, std::size_t count) {
    std::vector<SpelledDigits> rows;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::size_t end = row_end(tokens, i);
        if (end == i) {
            continue;
        }
        const Tokens row = tokens.subspan(i, end - i);
        const bool words = std::ranges::any_of(
            row, [](const Token& token) { return token.is_word() && !is_between(token); });
        if (words) {
            rows.push_back({{i, end}, Row(row, count).read()});
        }
        i = end - 1;
    }
    return rows;
}

std::string only_spelled(Tokens tokens, std::size_t count, Stretch& stretch) {
    std::string only;
    std::size_t readings = 0;
    for (SpelledDigits& row : spelled_digits(tokens, count)) {
        readings += row.readings.size();
        if (!row.readings.empty()) {
            only = std::move(row.readings.front());
            stretch = row.stretch;
        }
    }
    return readings == 1 ? only : std::string();
}

}  // namespace guichet::slots
