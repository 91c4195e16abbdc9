#include "engine/understanding/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "engine/understanding/parallel.hpp"

namespace guichet {
namespace {

using namespace understanding;

constexpr std::size_t candidates_shown = 5;
constexpr double asserted_confidence = 0.97;

std::string key_of(const Analysis& analysis) {
    std::string key;
    for (const Token& token : analysis.tokens) {
        key += token.word;
        key += ' ';
    }
    return key;
}

bool is_number(const Token& token) {
    return token.stem.find('#') != std::string::npos;
}

// The share of the words, numbers aside, that the content uses.
double known_share(const Analysis& analysis) {
    double known = 0;
    double all = 0;
    for (const Token& token : analysis.tokens) {
        if (!is_number(token)) {
            all += 1;
            known += token.known ? 1 : 0;
        }
    }
    return all > 0 ? known / all : 0;
}

// Whether the words alone can be evidence of anything, whatever the model would make of them.
bool is_junk(const Analysis& analysis) {
    const bool has_content = std::ranges::any_of(analysis.tokens, [](const Token& token) {
        return token.known && token.word.size() > 1 && !is_number(token) &&
               !is_function_word(token.word);
    });
    return !has_content || known_share(analysis) < 0.34;
}

std::vector<std::size_t> ranking(const std::vector<float>& margins) {
    std::vector<std::size_t> order(margins.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t shown = std::min(order.size(), candidates_shown);
    std::partial_sort(order.begin(),
                      order.begin() + static_cast<std::ptrdiff_t>(shown),
                      order.end(),
                      [&](std::size_t a, std::size_t b) {
                          return margins[a] != margins[b] ? margins[a] > margins[b] : a < b;
                      });
    order.resize(shown);
    return order;
}

Grounds grounds_of(const std::vector<float>& margins,
                   const std::vector<std::size_t>& order,
                   double share) {
    const double first = static_cast<double>(margins[order[0]]);
    const double second = order.size() > 1 ? static_cast<double>(margins[order[1]]) : -1.0;
    return {first, first - second, share};
}

}  // namespace

Matcher::Model::Model(std::vector<IntentSource> sources,
                      const Lexicon& lexicon,
                      const Tuning& tuning_values)
    : analyzer(lexicon), tuning(tuning_values) {
    for (const IntentSource& source : sources) {
        intents.push_back({source.id, source.background, {}, {}});
    }
    learn(sources);
    compile_rules(sources);
}

void Matcher::Model::learn(const std::vector<IntentSource>& sources) {
    struct Label {
        std::size_t intent;
        bool counter;
    };

    std::vector<Label> labels;
    std::vector<std::string_view> raw;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (const std::string& example : sources[i].examples) {
            raw.push_back(example);
            labels.push_back({i, false});
        }
        for (const std::string& example : sources[i].counter_examples) {
            raw.push_back(example);
            labels.push_back({i, true});
        }
    }
    std::vector<Analysis> texts(raw.size());
    for_each_below(raw.size(), [&](std::size_t i) { texts[i] = analyzer.read(raw[i]); });
    analyzer.learn_words(texts);
    // Read once more, as a message will be, now that the words are known.
    for_each_below(texts.size(), [&](std::size_t i) { texts[i] = analyzer.read(texts[i].clean); });
    std::vector<SparseVector> vectors;
    space = FeatureSpace(texts, tuning.features, vectors);
    std::vector<LabelledVector> examples;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        examples.push_back({&vectors[i], labels[i].intent, labels[i].counter});
    }
    std::vector<float> held_out;
    linear = LinearModel(examples, sources.size(), space.size(), tuning.learning, &held_out);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!labels[i].counter) {
            const auto [place, added] = exact.emplace(key_of(texts[i]), labels[i].intent);
            if (!added && place->second != labels[i].intent) {
                place->second = sources.size();  // claimed twice: worth nothing
            }
        }
    }
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (examples[i].counter) {
            continue;
        }
        const std::span<const float> row = std::span(held_out).subspan(i * sources.size(), sources.size());
        const std::vector<float> margins(row.begin(), row.end());
        const std::vector<std::size_t> order = ranking(margins);
        Trial trial;
        trial.grounds = grounds_of(margins, order, known_share(texts[i]));
        trial.best.fill(sources.size());
        std::copy_n(order.begin(), std::min<std::size_t>(3, order.size()), trial.best.begin());
        trial.label = labels[i].intent;
        trial.out_of_scope = sources[labels[i].intent].background;
        trial.first_is_background = sources[order[0]].background;
        trials.push_back(trial);
    }
    if (!trials.empty()) {
        calibration = Calibration(trials, tuning.prices);
    }
}

void Matcher::Model::compile_rules(const std::vector<IntentSource>& sources) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (const Rule& rule : sources[i].asserts) {
            intents[i].asserts.emplace_back(rule, analyzer);
        }
        for (const Rule& rule : sources[i].vetoes) {
            intents[i].vetoes.emplace_back(rule, analyzer);
        }
    }
}

std::vector<float> Matcher::Model::margins(const Analysis& analysis) const {
    const std::span<const Token> tokens(analysis.tokens);
    std::vector<float> whole = linear.margins(space.vectorize(tokens));
    if (tokens.size() < 20 || analysis.sentence_ends.size() < 2) {
        return whole;
    }
    std::vector<float> best(whole.size(), -1.0F);
    std::size_t begin = 0;
    for (const std::size_t end : analysis.sentence_ends) {
        if (end - begin >= 3) {
            const std::vector<float> one =
                linear.margins(space.vectorize(tokens.subspan(begin, end - begin)));
            for (std::size_t c = 0; c < one.size(); ++c) {
                best[c] = std::max(best[c], one[c]);
            }
        }
        begin = end;
    }
    for (std::size_t c = 0; c < whole.size(); ++c) {
        whole[c] = (whole[c] + best[c]) / 2;
    }
    return whole;
}

// Shares of what the first candidate leaves, in proportion to the exponential of the margins.
std::vector<Candidate> Matcher::Model::scored(const std::vector<float>& margins,
                                              const std::vector<std::size_t>& order,
                                              double confidence) const {
    constexpr double sharpness = 3;
    double total = 0;
    for (std::size_t i = 1; i < margins.size() && i < order.size(); ++i) {
        total += std::exp(sharpness * static_cast<double>(margins[order[i]]));
    }
    std::vector<Candidate> out;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double share =
            std::exp(sharpness * static_cast<double>(margins[order[i]])) / (total > 0 ? total : 1);
        const double score = i == 0 ? confidence : std::min(confidence, (1 - confidence) * share);
        out.push_back({intents[order[i]].id, score});
    }
    return out;
}

MatchResult Matcher::Model::match(const Analysis& analysis) const {
    MatchResult result;
    if (intents.empty()) {
        result.reason = "vide";
        return result;
    }
    std::vector<float> margin = margins(analysis);
    std::size_t asserted = intents.size();
    std::string rule;
    for (std::size_t i = 0; i < intents.size(); ++i) {
        const auto holds = [&](const CompiledRule& candidate) { return candidate.holds(analysis); };
        if (std::ranges::any_of(intents[i].vetoes, holds)) {
            margin[i] = std::min(margin[i], -2.0F);
            continue;
        }
        const auto found = std::ranges::find_if(intents[i].asserts, holds);
        if (found != intents[i].asserts.end() &&
            (asserted == intents.size() || margin[i] > margin[asserted])) {
            asserted = i;
            rule = found->text();
        }
    }
    const auto known = exact.find(key_of(analysis));
    const bool is_exact = known != exact.end() && known->second < intents.size();
    if (is_exact || asserted < intents.size()) {
        const std::size_t sure = is_exact ? known->second : asserted;
        margin[sure] = std::max(margin[sure], *std::ranges::max_element(margin) + 1);
        const std::vector<std::size_t> order = ranking(margin);
        result.candidates = scored(margin, order, is_exact ? 1.0 : asserted_confidence);
        result.decision = intents[sure].background ? Decision::fallback : Decision::match;
        result.reason = is_exact ? "exact" : "règle : " + rule;
        return result;
    }
    const std::vector<std::size_t> order = ranking(margin);
    const double confidence =
        calibration.confidence(grounds_of(margin, order, known_share(analysis)));
    result.candidates = scored(margin, order, confidence);
    if (is_junk(analysis)) {
        result.reason = "plancher";
        return result;
    }
    result.reason = intents[order[0]].background ? "hors périmètre" : "modèle";
    result.decision =
        intents[order[0]].background ? Decision::fallback : calibration.decide(confidence);
    return result;
}

}  // namespace guichet
