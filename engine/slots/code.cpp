#include "engine/slots/code.hpp"

#include <algorithm>
#include <cctype>

namespace guichet::slots {
namespace {

constexpr std::size_t longest_letters = 3;  // of a part made of small letters only: "ab 123"
constexpr std::size_t longest_capital_letters = 5;  // of one in capitals: "IQERA 123"

bool is_inner_sign(const Token& token) {
    return token.is_any({"-", "/", ".", "_"});
}

// Letters of other scripts stand in no code.
bool is_plain(const Token& token) {
    return std::ranges::all_of(token.folded, [](unsigned char c) { return std::isalnum(c) != 0; });
}

// Tokens that hang together without a space.
struct Chunk {
    Stretch stretch;
    bool digit = false;
    bool letter = false;
    bool sign_only = false;
};

Chunk chunk_at(Tokens tokens, std::size_t index) {
    Chunk chunk{{index, index}};
    for (std::size_t i = index; i < tokens.size() && (i == index || glued(tokens, i)); ++i) {
        if (tokens[i].is_sign() ? !is_inner_sign(tokens[i]) : !is_plain(tokens[i])) {
            break;
        }
        chunk.digit = chunk.digit || tokens[i].is_number();
        chunk.letter = chunk.letter || tokens[i].is_word();
        chunk.stretch.last = i + 1;
    }
    chunk.sign_only = !chunk.digit && !chunk.letter;
    return chunk;
}

bool is_small_word(const Token& token) {
    return is_filler(token) ||
           token.is_any({"ou",   "mais", "car", "par",  "pas",   "ne",    "se",   "des",   "aux",
                         "qui",  "nom",  "tel", "mail", "date",  "sans",  "sous", "ans",   "mois",
                         "jour", "euro", "eur", "iban", "rib",   "m",     "t",    "eh",    "et",
                         "nee",  "deb",  "fin", "vu",   "lu",    "ils",   "elle", "tu",    "nos",
                         "vos",  "ses",  "cb",  "ni",   "jai",   "sms",   "lre",  "rue",   "av",
                         "ave",  "bd",   "bld", "all",  "an",    "mn",    "min",  "hrs",   "km",
                         "kg",   "bon",  "bah", "ben",  "ok",    "oui",   "euh",  "lol",   "mdr",
                         "svp",  "stp",  "moi", "art",  "siren", "siret", "rcs",  "postal"});
}

bool is_label(const Token& token, std::span<const std::string_view> labels) {
    return std::ranges::find(labels, token.folded) != labels.end();
}

bool all_capitals(const Token& token) {
    return std::ranges::none_of(
        token.raw, [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; });
}

// "LE 3030", "la référence est MA 10 10": a small word in capitals right before digits, where no
// other word is in capitals, begins the code.
bool begins_code(Tokens tokens, std::size_t index) {
    const Token& token = tokens[index];
    const bool before_digits = index + 1 < tokens.size() && tokens[index + 1].is_number();
    if (!before_digits || token.folded.size() < 2 || !all_capitals(token) ||
        token.is_any({"cb", "iban", "rib", "tel", "siren", "siret", "rcs", "art"})) {
        return false;
    }
    std::size_t others = 0;
    std::size_t loud = 0;
    for (const Token& other : tokens) {
        const bool counts = other.is_word() && other.folded.size() > 1 && &other != &token;
        others += counts ? 1U : 0U;
        loud += counts && all_capitals(other) ? 1U : 0U;
    }
    return others == 0 || loud == 0;
}

// Whether a chunk of letters may be part of a code beside digits.
bool may_be_part(Tokens tokens, const Chunk& chunk, std::span<const std::string_view> labels) {
    if (chunk.stretch.last != chunk.stretch.first + 1) {
        return false;
    }
    const Token& token = tokens[chunk.stretch.first];
    if (is_label(token, labels)) {
        return false;
    }
    const bool capitals = all_capitals(token);
    const bool single = token.folded.size() == 1 && capitals && !token.is("n");
    if (single || !is_small_word(token) || begins_code(tokens, chunk.stretch.first)) {
        return token.folded.size() <= (capitals ? longest_capital_letters : longest_letters) &&
               token.folded.size() == token.raw.size();
    }
    return false;
}

// Takes a glued label off: "réf.123", "REF123".
void drop_glued_label(Tokens tokens,
                      Chunk& chunk,
                      std::span<const std::string_view> labels,
                      bool& labelled) {
    Stretch& s = chunk.stretch;
    while (s.first < s.last && tokens[s.first].is_sign()) {
        ++s.first;
    }
    if (s.last - s.first < 2 || !is_label(tokens[s.first], labels)) {
        return;
    }
    const bool dot = tokens[s.first + 1].is(".");
    const bool direct = tokens[s.first + 1].is_number() && tokens[s.first].folded.size() > 2;
    if (dot || direct) {
        s.first += dot ? 2 : 1;
        labelled = true;
    }
}

void trim_signs(Tokens tokens, Stretch& stretch) {
    while (stretch.first < stretch.last && tokens[stretch.first].is_sign()) {
        ++stretch.first;
    }
    while (stretch.last > stretch.first && tokens[stretch.last - 1].is_sign()) {
        --stretch.last;
    }
}

std::string written(Tokens tokens, const Stretch& stretch) {
    std::string out;
    for (std::size_t i = stretch.first; i < stretch.last; ++i) {
        for (const char c : tokens[i].folded) {
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

// The run being built: its tokens, and whether it holds a digit yet.
struct Building {
    Stretch stretch;
    bool open = false;
    bool digit = false;
};

class Runs {
  public:
    Runs(Tokens tokens, std::span<const std::string_view> labels)
        : tokens_(tokens), labels_(labels) {}

    std::vector<CodeRun> read() {
        for (std::size_t i = 0; i < tokens_.size();) {
            Chunk chunk = chunk_at(tokens_, i);
            if (chunk.stretch.last == i) {
                // "n° 123", "réf : 123": the label holds across the sign.
                close();
                ++i;
                continue;
            }
            i = chunk.stretch.last;
            take(chunk);
        }
        close();
        return std::move(runs_);
    }

  private:
    void take(Chunk chunk) {
        const Token& first = tokens_[chunk.stretch.first];
        if (chunk.digit) {
            bool label = false;
            drop_glued_label(tokens_, chunk, labels_, label);
            if (label) {
                close();
                labelled_ = true;
            }
            extend(chunk);
        } else if ((chunk.sign_only && building_.open) || may_be_part(tokens_, chunk, labels_)) {
            extend(chunk);
        } else {
            close();
            labelled_ = is_label(first, labels_) || (labelled_ && is_filler(first));
        }
    }

    void extend(const Chunk& chunk) {
        if (!building_.open) {
            building_ = {chunk.stretch, true, false};
        }
        building_.stretch.last = chunk.stretch.last;
        building_.digit = building_.digit || chunk.digit;
    }

    void close() {
        if (building_.open && building_.digit) {
            CodeRun run;
            run.stretch = building_.stretch;
            trim_signs(tokens_, run.stretch);
            run.text = written(tokens_, run.stretch);
            run.labelled = labelled_;
            for (std::size_t i = run.stretch.first + 1; i < run.stretch.last; ++i) {
                run.cut_by_spaces = run.cut_by_spaces || tokens_[i].spaced;
            }
            runs_.push_back(std::move(run));
            labelled_ = false;
        }
        building_ = {};
    }

    Tokens tokens_;
    std::span<const std::string_view> labels_;
    std::vector<CodeRun> runs_;
    Building building_;
    bool labelled_ = false;
};

}  // namespace

std::size_t CodeRun::length() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](unsigned char c) { return std::isalnum(c) != 0; }));
}

std::size_t CodeRun::digits() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](unsigned char c) { return std::isdigit(c) != 0; }));
}

std::vector<CodeRun> code_runs(Tokens tokens, std::span<const std::string_view> labels) {
    return Runs(tokens, labels).read();
}

}  // namespace guichet::slots
