#pragma once
// What a Matcher knows, and the stages of a match. Internal to this folder.
#include <cstddef>
#include <cstdint>
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

struct Matcher::Model {
    struct Intent {
        std::string id;
        bool background = false;
        std::vector<understanding::CompiledRule> asserts;
        std::vector<understanding::CompiledRule> vetoes;
    };

    Model(std::vector<IntentSource> sources,
          const Lexicon& lexicon,
          const understanding::Tuning& tuning);

    MatchResult match(const understanding::Analysis& analysis) const;

    // Margins of the whole text, and of its best sentences when it is a long story.
    std::vector<float> margins(const understanding::Analysis& analysis) const;

    std::size_t index_of(std::string_view id) const;

    std::vector<Intent> intents;
    understanding::Analyzer analyzer;
    understanding::FeatureSpace space;
    understanding::LinearModel linear;
    understanding::Calibration calibration;
    understanding::StringMap<std::size_t> exact;  // words of an example -> its intent
    understanding::Tuning tuning;

  private:
    std::vector<Candidate> scored(const std::vector<float>& margins,
                                  const std::vector<std::size_t>& order,
                                  double confidence) const;
    void learn(const std::vector<IntentSource>& sources);
    void compile_rules(const std::vector<IntentSource>& sources);
};

}  // namespace guichet
