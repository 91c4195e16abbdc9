#include "engine/content/prove.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace guichet {

namespace {

// How a walk can leave a suite: with everything answered, or with a question or form still open.
struct Exits {
    bool answered = false;
    bool open = false;
    Source opened_by;  // the option or form that left it open
};

// One way the conditions of a dialog can turn out: the channel, and the answer of each question
// they cite ("" : not answered).
struct Case {
    Channel channel = Channel::web;
    std::map<SlotId, OptionId> answers;

    bool holds(const Condition& condition) const {
        const bool here = !condition.channel || *condition.channel == channel;
        return here && std::ranges::all_of(condition.answers, [this](const auto& test) {
                   return std::ranges::find(test.second, answers.at(test.first)) !=
                          test.second.end();
               });
    }
};

// The questions that steps are conditional on, with the answers they may have.
class Cases {
  public:
    explicit Cases(const std::vector<Node>& steps) {
        cite(steps);
        collect(steps);
        for (auto& [key, options] : answers_) {
            options.insert("");
        }
    }

    std::vector<Case> all() const {
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
    void cite(const std::vector<Node>& steps) {
        for (const Node& node : steps) {
            for (const auto& [key, options] : node.when.answers) {
                answers_[key];
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

class Prover {
  public:
    Prover(const std::vector<Node>& steps, const FileReader& reader)
        : steps_(steps), reader_(reader) {}

    void prove(const Source& source) {
        for (const Case& each : Cases(steps_).all()) {
            case_ = each;
            complain_if_open(walk(steps_, {false, true, source}));
        }
        check_steps(steps_);
    }

  private:
    Exits walk(const std::vector<Node>& steps, Exits state) {
        for (const Node& node : steps) {
            if (!case_.holds(node.when)) {
                continue;
            }
            if (!state.answered && !state.open) {
                return state;
            }
            reached_.insert(&node);
            state = after(node, state);
        }
        return state;
    }

    void complain_if_open(const Exits& exits) {
        if (exits.open && complained_.emplace(exits.opened_by.file, exits.opened_by.line).second) {
            reader_.error(exits.opened_by,
                          "ce chemin ne mène à rien : ajoutez un say, un ticket ou un goto");
        }
    }

    Exits after(const Node& node, const Exits& before) {
        if (std::holds_alternative<Goto>(node.kind)) {
            return {};
        }
        if (std::holds_alternative<Form>(node.kind)) {
            return {false, true, node.source};
        }
        if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            return after_ask(*ask);
        }
        return {true, false, before.opened_by};
    }

    bool may_be_taken(const Ask& ask, const Option& option) const {
        const auto cited = case_.answers.find(ask.key);
        if (cited == case_.answers.end()) {
            return true;
        }
        return option.id == (cited->second.empty() ? ask.presumed : cited->second);
    }

    Exits after_ask(const Ask& ask) {
        Exits all;
        for (const Option& option : ask.options) {
            if (!may_be_taken(ask, option)) {
                continue;
            }
            const Exits exits = walk(option.steps, {false, true, option.source});
            if (option.ends) {
                complain_if_open(exits);
                continue;
            }
            all.answered = all.answered || exits.answered;
            if (exits.open) {
                all.open = true;
                all.opened_by = exits.opened_by;
            }
        }
        return all;
    }

    void check_steps(const std::vector<Node>& steps) {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!reached_.contains(&steps[i])) {
                reader_.error(steps[i].source,
                              "étape jamais atteinte : tous les chemins finissent avant");
                return;
            }
            check_pair(steps, i);
            if (const auto* ask = std::get_if<Ask>(&steps[i].kind)) {
                for (const Option& option : ask->options) {
                    check_steps(option.steps);
                }
            }
        }
    }

    void check_pair(const std::vector<Node>& steps, std::size_t i) {
        const bool form = std::holds_alternative<Form>(steps[i].kind);
        if (form &&
            (i + 1 == steps.size() || !std::holds_alternative<TicketSpec>(steps[i + 1].kind))) {
            reader_.error(steps[i].source, "un form est suivi de son ticket");
        }
        const bool ticket = std::holds_alternative<TicketSpec>(steps[i].kind);
        if (ticket && (i == 0 || !std::holds_alternative<Form>(steps[i - 1].kind))) {
            reader_.error(steps[i].source, "un ticket suit son form");
        }
    }

    const std::vector<Node>& steps_;
    const FileReader& reader_;
    Case case_;
    std::set<const Node*> reached_;
    std::set<std::pair<std::string, int>> complained_;
};

// Ways through a suite: those that go on after it and those that end inside.
struct Ways {
    std::size_t on = 1;
    std::size_t ended = 0;
};

Ways count(const std::vector<Node>& steps, DialogFigures& figures) {
    Ways ways;
    for (const Node& node : steps) {
        figures.texts += std::holds_alternative<Say>(node.kind) ? 1U : 0U;
        figures.forms += std::holds_alternative<Form>(node.kind) ? 1U : 0U;
        figures.tickets += std::holds_alternative<TicketSpec>(node.kind) ? 1U : 0U;
        if (std::holds_alternative<Goto>(node.kind)) {
            ways.ended += ways.on;
            ways.on = 0;
        }
        const auto* ask = std::get_if<Ask>(&node.kind);
        if (ask == nullptr) {
            continue;
        }
        std::size_t on = 0;
        std::size_t ended = 0;
        for (const Option& option : ask->options) {
            const bool leaf = std::ranges::none_of(option.steps, [](const Node& step) {
                return std::holds_alternative<Ask>(step.kind);
            });
            figures.leaves += leaf ? 1U : 0U;
            const Ways inner = count(option.steps, figures);
            ended += inner.ended + (option.ends ? inner.on : 0);
            on += option.ends ? 0 : inner.on;
        }
        ways.ended += ways.on * ended;
        ways.on *= on;
    }
    return ways;
}

}  // namespace

void prove(const Dialog& dialog, const FileReader& reader) {
    Prover(dialog.steps, reader).prove(dialog.source);
}

DialogFigures figures(const Dialog& dialog) {
    DialogFigures figures;
    const Ways ways = count(dialog.steps, figures);
    figures.paths = ways.on + ways.ended;
    return figures;
}

}  // namespace guichet
