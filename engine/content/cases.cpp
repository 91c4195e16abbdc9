#include "engine/content/cases.hpp"

#include <algorithm>
#include <set>

namespace guichet {

namespace {

// The questions that something is conditional on, with the answers they may have.
class Cited {
  public:
    explicit Cited(const Dialog& dialog) {
        cite(dialog.steps);
        for (const auto& [aspect, answers] : dialog.precisions) {
            for (const Precision& answer : answers) {
                cite(answer.when);
            }
        }
        collect(dialog.steps);
        for (auto& [key, options] : answers_) {
            options.insert("");
        }
    }

    std::vector<Case> cases() const {
        std::vector<Case> cases = {{Channel::web, {}}, {Channel::sms, {}}};
        for (const auto& [key, options] : answers_) {
            std::vector<Case> more;
            for (const Case& each : cases) {
                for (const OptionId& option : options) {
                    more.push_back(each);
                    more.back().answers[key] = option;
                }
            }
            cases = std::move(more);
        }
        return cases;
    }

  private:
    void cite(const Condition& condition) {
        for (const auto& [key, options] : condition.answers) {
            answers_[key].insert(options.begin(), options.end());
        }
    }

    void cite(const std::vector<Node>& steps) {
        for (const Node& node : steps) {
            cite(node.when);
            if (const auto* form = std::get_if<Form>(&node.kind)) {
                for (const FormField& field : form->fields) {
                    cite(field.when);
                }
            }
            if (const auto* ask = std::get_if<Ask>(&node.kind)) {
                for (const Option& option : ask->options) {
                    cite(option.steps);
                }
            }
        }
    }

    void collect(const std::vector<Node>& steps) {
        for (const Node& node : steps) {
            const auto* ask = std::get_if<Ask>(&node.kind);
            if (ask == nullptr) {
                continue;
            }
            for (const Option& option : ask->options) {
                if (const auto cited = answers_.find(ask->key); cited != answers_.end()) {
                    cited->second.insert(option.id);
                }
                collect(option.steps);
            }
        }
    }

    std::map<SlotId, std::set<OptionId>> answers_;
};

}  // namespace

bool Case::holds(const Condition& condition) const {
    const bool here = !condition.channel || *condition.channel == channel;
    return here && std::ranges::all_of(condition.answers, [this](const auto& test) {
               return std::ranges::find(test.second, answers.at(test.first)) != test.second.end();
           });
}

bool Case::may_take(const Ask& ask, const Option& option) const {
    const auto cited = answers.find(ask.key);
    if (cited == answers.end()) {
        return true;
    }
    return option.id == (cited->second.empty() ? ask.presumed : cited->second);
}

std::vector<Case> cases_of(const Dialog& dialog) {
    return Cited(dialog).cases();
}

}  // namespace guichet
