#include "engine/understanding/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "engine/understanding/french.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet {
namespace {

using understanding::Analysis;
using understanding::Calibration;
using understanding::CompiledRule;
using understanding::FeatureSpace;
using understanding::for_each_part;
using understanding::Grounds;
using understanding::HeldOut;
using understanding::is_function_word;
using understanding::LabelledVector;
using understanding::LinearModel;
using understanding::PackedVector;
using understanding::parts;
using understanding::Ranked;
using understanding::Ranking;
using understanding::SparseVector;
using understanding::SpelledOut;
using understanding::Spellings;
using understanding::Token;
using understanding::tokens_of;
using understanding::Trial;
using understanding::Tuning;

constexpr double asserted_confidence = 0.97;

bool is_number(const Token& token) {
    return token.stem.find('#') != std::string::npos;
}

// The share of the words, numbers aside, that the content uses.
double known_share(const Analysis& analysis, const auto& knows) {
    double known = 0;
    double all = 0;
    for (const Token& token : analysis.tokens) {
        if (!is_number(token)) {
            all += 1;
            known += knows(token) ? 1 : 0;
        }
    }
    return all > 0 ? known / all : 0;
}

double known_share(const Analysis& analysis) {
    return known_share(analysis, [](const Token& token) { return token.known != nullptr; });
}

// The same of an example, had the content been without it.
double known_share_elsewhere(const Analysis& analysis) {
    return known_share(analysis, [&](const Token& token) {
        const auto here = std::ranges::count(analysis.tokens, token.known, &Token::known);
        return token.known != nullptr && token.known->uses > static_cast<std::size_t>(here);
    });
}

// Whether the words alone can be evidence of anything, whatever the model would make of them.
bool is_junk(const Analysis& analysis) {
    const bool has_content = std::ranges::any_of(analysis.tokens, [](const Token& token) {
        return token.known != nullptr && token.word.size() > 1 && !is_number(token) &&
               !is_function_word(token.word);
    });
    return !has_content || known_share(analysis) < 0.34;
}

Grounds grounds_of(const Ranking& ranking, double share) {
    const double first = static_cast<double>(ranking[0].margin);
    const double second = ranking.size() > 1 ? static_cast<double>(ranking[1].margin) : -1.0;
    return {first, first - second, share};
}

}  // namespace

void understanding::Ranking::offer(Ranked one) {
    if (best_.size() == shown && one.margin <= best_.back().margin) {
        return;
    }
    best_.reserve(shown + 1);
    const auto place =
        std::ranges::upper_bound(best_, one.margin, std::ranges::greater{}, &Ranked::margin);
    best_.insert(place, one);
    best_.resize(std::min(best_.size(), shown));
}

void understanding::Ranking::put_first(Ranked one) {
    std::erase_if(best_, [&](const Ranked& other) { return other.intent == one.intent; });
    if (!best_.empty()) {
        one.margin = std::max(one.margin, best_.front().margin + 1);
    }
    best_.insert(best_.begin(), one);
    best_.resize(std::min(best_.size(), shown));
}

Matcher::Model::Model(const std::vector<IntentSource>& sources,
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
    std::vector<std::string_view> texts;
    std::vector<LabelledVector> examples;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (const std::string& example : sources[i].examples) {
            texts.push_back(example);
            examples.push_back({{}, i, false});
        }
        for (const std::string& example : sources[i].counter_examples) {
            texts.push_back(example);
            examples.push_back({{}, i, true});
        }
    }
    std::vector<SpelledOut> spelled_out(texts.size());
    std::vector<std::pair<std::string, std::string>> keys(
        texts.size());  // as typed; as left, if that is different
    std::array<Spellings, parts> spellings;
    for_each_part(texts.size(), [&](std::size_t part, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            Analysis analysis = analyzer.spell_out(texts[i]);
            spelled_out[i] = spellings[part].add(analysis.tokens);
            keys[i].first = std::move(analysis.keys.front());
            if (analysis.keys.back() != keys[i].first) {
                keys[i].second = std::move(analysis.keys.back());
            }
        }
    });
    analyzer.learn_words(spellings);
    std::vector<PackedVector> vectors;
    std::vector<double> known_shares(texts.size());
    const auto read = [&](std::size_t i) {
        Analysis analysis;
        analysis.tokens = tokens_of(spelled_out[i]);
        analyzer.complete(analysis);
        known_shares[i] = known_share_elsewhere(analysis);
        return analysis;
    };
    space = FeatureSpace(texts.size(), read, tuning.features, vectors);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        examples[i].terms = vectors[i];
    }
    std::jthread claiming([&] {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!examples[i].counter) {
                exact.as_typed.add(keys[i].first, examples[i].label);
                if (!keys[i].second.empty()) {
                    exact.as_left.add(keys[i].second, examples[i].label);
                }
            }
        }
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!sources[i].title.empty()) {
                exact.as_typed.add_new(analyzer.spell_out(sources[i].title).keys.front(), i);
            }
        }
    });
    std::vector<HeldOut> held_out;
    linear = LinearModel(examples, sources.size(), space.size(), tuning.learning, held_out);
    claiming.join();
    std::vector<Trial> trials;
    for (const HeldOut& one : held_out) {
        Ranking ranking;
        for (std::size_t intent = 0; intent < one.margins.size(); ++intent) {
            ranking.offer({intent, one.margins[intent]});
        }
        Trial trial;
        trial.grounds = grounds_of(ranking, known_shares[one.example]);
        for (std::size_t place = 0; place < trial.best.size(); ++place) {
            trial.best[place] = place < ranking.size() ? ranking[place].intent : sources.size();
        }
        trial.label = examples[one.example].label;
        trial.out_of_scope = sources[trial.label].background;
        trial.first_is_background = sources[ranking[0].intent].background;
        trials.push_back(trial);
    }
    if (!trials.empty()) {
        calibration = Calibration(trials, tuning.prices);
    }
}

void Matcher::Model::Claims::add(const std::string& key, std::size_t intent) {
    const auto [place, added] = intents_.emplace(key, intent);
    if (!added && place->second != intent) {
        place->second = std::nullopt;
    }
}

void Matcher::Model::Claims::add_new(const std::string& key, std::size_t intent) {
    intents_.emplace(key, intent);
}

std::optional<std::size_t> Matcher::Model::Claims::find(const std::string& key) const {
    const auto found = intents_.find(key);
    // A single letter is junk, whatever example it stands for.
    return found == intents_.end() || key.size() < 2 ? std::nullopt : found->second;
}

std::optional<std::size_t> Matcher::Model::claimed(const Analysis& analysis) const {
    for (const std::string& key : analysis.keys) {
        for (const Claims* claims : {&exact.as_typed, &exact.as_left}) {
            if (const std::optional<std::size_t> intent = claims->find(key)) {
                return intent;
            }
        }
    }
    return std::nullopt;
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

std::vector<SparseVector> Matcher::Model::parts_of(const Analysis& analysis) const {
    constexpr std::size_t long_story = 20;
    constexpr std::size_t shortest_sentence = 3;
    const std::span<const Token> tokens(analysis.tokens);
    std::vector<SparseVector> pieces = {space.vectorize(tokens)};
    if (tokens.size() < long_story || analysis.sentence_ends.size() < 2) {
        return pieces;
    }
    std::size_t begin = 0;
    for (const std::size_t end : analysis.sentence_ends) {
        if (end - begin >= shortest_sentence) {
            pieces.push_back(space.vectorize(tokens.subspan(begin, end - begin)));
        }
        begin = end;
    }
    return pieces;
}

Matcher::Model::Found Matcher::Model::find(const Analysis& analysis) const {
    constexpr std::size_t at_a_time = LinearModel::at_a_time;
    constexpr float forbidden = -2.0F;
    Found found;
    const std::vector<SparseVector> pieces = parts_of(analysis);
    const auto holds = [&](const CompiledRule& rule) { return rule.holds(analysis); };
    for (std::size_t first = 0; first < intents.size(); first += at_a_time) {
        std::array<float, at_a_time> whole{};
        std::array<float, at_a_time> sentence{};
        std::array<float, at_a_time> best{};
        best.fill(-1.0F);
        const std::size_t count = std::min(at_a_time, intents.size() - first);
        linear.margins(pieces.front(), first, std::span(whole).first(count));
        for (std::size_t part = 1; part < pieces.size(); ++part) {
            linear.margins(pieces[part], first, std::span(sentence).first(count));
            std::ranges::transform(
                best, sentence, best.begin(), [](float a, float b) { return std::max(a, b); });
        }
        for (std::size_t i = 0; i < count; ++i) {
            const Intent& intent = intents[first + i];
            Ranked one{first + i, pieces.size() > 1 ? (whole[i] + best[i]) / 2 : whole[i]};
            if (std::ranges::any_of(intent.vetoes, holds)) {
                one.margin = std::min(one.margin, forbidden);
            } else if (const auto rule = std::ranges::find_if(intent.asserts, holds);
                       rule != intent.asserts.end() &&
                       (!found.asserted || one.margin > found.asserted->margin)) {
                found.asserted = one;
                found.rule = rule->text();
            }
            found.ranking.offer(one);
        }
    }
    return found;
}

// Shares of what the first candidate leaves, in proportion to the exponential of the margins.
std::vector<Candidate> Matcher::Model::scored(const Ranking& ranking, double confidence) const {
    constexpr double sharpness = 3;
    const auto weight = [&](std::size_t place) {
        return std::exp(sharpness * static_cast<double>(ranking[place].margin));
    };
    double total = 0;
    for (std::size_t place = 1; place < ranking.size(); ++place) {
        total += weight(place);
    }
    std::vector<Candidate> out;
    for (std::size_t place = 0; place < ranking.size(); ++place) {
        const double score =
            place == 0
                ? confidence
                : std::min(confidence, (1 - confidence) * weight(place) / (total > 0 ? total : 1));
        out.push_back({intents[ranking[place].intent].id, score});
    }
    return out;
}

MatchResult Matcher::Model::match(const Analysis& analysis) const {
    MatchResult result;
    if (intents.empty()) {
        result.reason = MatchReason::nothing_learned;
        return result;
    }
    Found found = find(analysis);
    const std::optional<std::size_t> known = claimed(analysis);
    if (known || found.asserted) {
        found.ranking.put_first(known ? Ranked{*known, 0} : *found.asserted);
        result.candidates = scored(found.ranking, known ? 1.0 : asserted_confidence);
        result.out_of_scope = intents[found.ranking[0].intent].background;
        result.decision = result.out_of_scope ? Decision::fallback : Decision::match;
        result.reason = known ? MatchReason::exact : MatchReason::rule;
        result.rule = known ? "" : found.rule;
        return result;
    }
    const double confidence =
        calibration.confidence(grounds_of(found.ranking, known_share(analysis)));
    result.candidates = scored(found.ranking, confidence);
    if (is_junk(analysis)) {
        result.reason = MatchReason::floor;
        return result;
    }
    const Decision decision = calibration.decide(confidence);
    if (intents[found.ranking[0].intent].background) {
        result.out_of_scope = decision == Decision::match;
        result.reason = MatchReason::background;
    } else {
        result.reason = MatchReason::model;
        result.decision = decision;
    }
    return result;
}

}  // namespace guichet
