#pragma once
// An author's rules, compiled: words compared as stems, all of them in one sentence.
// Tested by tests/unit/understanding.
#include <string>
#include <vector>

#include "engine/understanding/analysis.hpp"
#include "engine/understanding/matcher.hpp"

namespace guichet::understanding {

class CompiledRule {
  public:
    CompiledRule(const Rule& rule, const Analyzer& analyzer);

    // Whether one sentence of the utterance has all the words of the rule.
    bool holds(const Analysis& analysis) const;

    const std::string& text() const { return text_; }

  private:
    using Alternative = std::vector<std::string>;  // stems that must all stand in the sentence

    std::vector<std::vector<Alternative>> words_;
    std::string text_;
};

}  // namespace guichet::understanding
