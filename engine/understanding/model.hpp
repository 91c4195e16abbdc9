#pragma once
// What a Matcher knows, and the stages of a match. Internal to this folder.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/understanding/analysis.hpp"
#include "engine/understanding/calibration.hpp"
#include "engine/understanding/features.hpp"
#include "engine/understanding/linear_model.hpp"
#include "engine/understanding/matcher.hpp"
#include "engine/understanding/rules.hpp"
#include "engine/understanding/string_map.hpp"

namespace guichet {

namespace understanding {

struct Ranked {
    std::size_t intent = 0;
    float margin = 0;
};

// The intents with the highest margins, best first; of equals, the one offered first.
class Ranking {
  public:
    static constexpr std::size_t shown = 5;

    void offer(Ranked one);

    // Moves an intent to the head, above all the others.
    void put_first(Ranked one);

    std::size_t size() const { return best_.size(); }

    const Ranked& operator[](std::size_t place) const { return best_[place]; }

  private:
    std::vector<Ranked> best_;
};

}  // namespace understanding

struct Matcher::Model {
    struct Intent {
        std::string id;
        bool background = false;
        std::vector<understanding::CompiledRule> asserts;
        std::vector<understanding::CompiledRule> vetoes;
    };

    // Which intent has an example of these letters.
    class Claims {
      public:
        // What two intents claim belongs to neither.
        void add(const std::string& key, std::size_t intent);
        // Unless an example has it.
        void add_new(const std::string& key, std::size_t intent);

        std::optional<std::size_t> find(const std::string& key) const;

      private:
        understanding::StringMap<std::optional<std::size_t>> intents_;
    };

    // What the model and the rules make of an utterance.
    struct Found {
        understanding::Ranking ranking;
        std::optional<understanding::Ranked> asserted;  // by an author's rule
        std::string rule;
    };

    Model(const std::vector<IntentSource>& sources,
          const Lexicon& lexicon,
          const understanding::Tuning& tuning);

    MatchResult match(const understanding::Analysis& analysis) const;

    std::size_t index_of(std::string_view id) const;

    std::vector<Intent> intents;
    understanding::Analyzer analyzer;
    understanding::FeatureSpace space;
    understanding::LinearModel linear;
    understanding::Calibration calibration;

    struct {
        Claims as_typed;
        Claims as_left;  // without courtesies and greetings
    } exact;

    understanding::Tuning tuning;

  private:
    // The vector of the whole text and, of a long story, those of its sentences.
    std::vector<understanding::SparseVector> parts_of(
        const understanding::Analysis& analysis) const;

    // Ranks every intent, some at a time, so that no memory grows with their number.
    Found find(const understanding::Analysis& analysis) const;

    std::vector<Candidate> scored(const understanding::Ranking& ranking, double confidence) const;
    // The intent that has this text as an example.
    std::optional<std::size_t> claimed(const understanding::Analysis& analysis) const;
    void learn(const std::vector<IntentSource>& sources);
    void compile_rules(const std::vector<IntentSource>& sources);
};

}  // namespace guichet
