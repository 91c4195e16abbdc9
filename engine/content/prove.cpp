#include "engine/content/prove.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/content/cases.hpp"

namespace guichet {

namespace {

// How a walk can leave a suite: with everything answered, or with a question or form still open.
struct Exits {
    bool answered = false;
    bool open = false;
    Source opened_by;  // the option or form that left it open
};

class Prover {
  public:
    Prover(const Dialog& dialog, const FileReader& reader) : dialog_(dialog), reader_(reader) {}

    void prove() {
        note_own_questions(dialog_.steps);
        for (const Case& each : cases_of(dialog_)) {
            case_ = each;
            asked_.clear();
            ever_asked_.clear();
            complain_if_open(walk(dialog_.steps, {false, true, dialog_.source}));
            note_precisions();
        }
        check_steps(dialog_.steps);
        check_precisions();
    }

  private:
    Exits walk(const std::vector<Node>& steps, Exits state) {
        for (const Node& node : steps) {
            if (!state.answered && !state.open) {
                return state;
            }
            check_text_chosen(node);
            if (!case_.holds(node.when)) {
                continue;
            }
            if (can_be(node.when, asked_)) {
                reached_.insert(&node);
            }
            state = after(node, state);
        }
        return state;
    }

    // An answer to a question of this dialog's own can only be held where it was asked.
    bool can_be(const Condition& condition, const std::set<SlotId>& asked) const {
        return std::ranges::all_of(condition.answers, [&](const auto& test) {
            return case_.answers.at(test.first).empty() || !own_questions_.contains(test.first) ||
                   asked.contains(test.first);
        });
    }

    void note_own_questions(const std::vector<Node>& steps) {
        for (const Node& node : steps) {
            const auto* ask = std::get_if<Ask>(&node.kind);
            if (ask == nullptr) {
                continue;
            }
            if (!ask->shared) {
                own_questions_.insert(ask->key);
            }
            for (const Option& option : ask->options) {
                note_own_questions(option.steps);
            }
        }
    }

    // Where a text is chosen by an answer, the question must have been answered.
    void check_text_chosen(const Node& node) {
        const auto* say = std::get_if<Say>(&node.kind);
        if (say == nullptr || say->by.empty() || !case_.answers.at(say->by).empty()) {
            return;
        }
        Condition rest = node.when;
        rest.answers.erase(say->by);
        if (case_.holds(rest)) {
            complain(
                node.source,
                fmt::format("« {} » peut être sans réponse ici, et rien ne serait dit", say->by));
        }
    }

    void note_precisions() {
        for (const auto& [aspect, answers] : dialog_.precisions) {
            const auto said = std::ranges::find_if(
                answers, [this](const Precision& answer) { return case_.holds(answer.when); });
            if (said != answers.end() && can_be(said->when, ever_asked_)) {
                said_.insert(&*said);
            }
        }
    }

    void check_precisions() const {
        for (const auto& [aspect, answers] : dialog_.precisions) {
            for (const Precision& answer : answers) {
                if (!said_.contains(&answer)) {
                    reader_.error(answer.text.source,
                                  fmt::format("précision « {} » jamais dite : une autre passe "
                                              "toujours avant, ou « si » n'est jamais vrai",
                                              aspect));
                }
            }
        }
    }

    void complain(const Source& where, std::string what) {
        if (complained_.emplace(where.line, where.column).second) {
            reader_.error(where, std::move(what));
        }
    }

    void complain_if_open(const Exits& exits) {
        if (exits.open) {
            complain(
                exits.opened_by,
                "ce chemin ne mène à rien : ajoutez « dire », « transmettre » ou « voir-aussi »");
        }
    }

    Exits after(const Node& node, const Exits& before) {
        if (std::holds_alternative<Goto>(node.kind)) {
            return {};
        }
        if (const auto* form = std::get_if<Form>(&node.kind)) {
            note_fields(*form);
            return {false, true, node.source};
        }
        if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            asked_.insert(ask->key);
            ever_asked_.insert(ask->key);
            return after_ask(*ask);
        }
        return {true, false, before.opened_by};
    }

    void note_fields(const Form& form) {
        for (const FormField& field : form.fields) {
            if (case_.holds(field.when) && can_be(field.when, asked_)) {
                asked_fields_.insert(&field);
            }
        }
    }

    Exits after_ask(const Ask& ask) {
        Exits all;
        const std::set<SlotId> before = asked_;
        std::set<SlotId> after = before;
        for (const Option& option : ask.options) {
            if (!case_.may_take(ask, option)) {
                continue;
            }
            asked_ = before;
            const Exits exits = walk(option.steps, {false, true, option.source});
            if (option.ends) {
                complain_if_open(exits);
                continue;
            }
            after.insert(asked_.begin(), asked_.end());
            all.answered = all.answered || exits.answered;
            if (exits.open) {
                all.open = true;
                all.opened_by = exits.opened_by;
            }
        }
        asked_ = std::move(after);
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
            check_fields(steps[i]);
            if (const auto* ask = std::get_if<Ask>(&steps[i].kind)) {
                for (const Option& option : ask->options) {
                    check_steps(option.steps);
                }
            }
        }
    }

    void check_fields(const Node& node) {
        const auto* form = std::get_if<Form>(&node.kind);
        if (form == nullptr) {
            return;
        }
        for (const FormField& field : form->fields) {
            if (!asked_fields_.contains(&field)) {
                reader_.error(node.source,
                              fmt::format("champ « {} » jamais demandé : « si » n'est jamais vrai",
                                          field.slot));
            }
        }
    }

    void check_pair(const std::vector<Node>& steps, std::size_t i) {
        const bool form = std::holds_alternative<Form>(steps[i].kind);
        if (form &&
            (i + 1 == steps.size() || !std::holds_alternative<TicketSpec>(steps[i + 1].kind))) {
            reader_.error(steps[i].source, "un formulaire est suivi de « transmettre »");
        }
        const bool ticket = std::holds_alternative<TicketSpec>(steps[i].kind);
        if (ticket && (i == 0 || !std::holds_alternative<Form>(steps[i - 1].kind))) {
            reader_.error(steps[i].source, "« transmettre » suit son formulaire");
        }
    }

    const Dialog& dialog_;
    const FileReader& reader_;
    std::set<SlotId> own_questions_;
    Case case_;
    std::set<SlotId> asked_;       // in this case, on this way
    std::set<SlotId> ever_asked_;  // in this case, on any
    std::set<const Node*> reached_;
    std::set<const FormField*> asked_fields_;
    std::set<const Precision*> said_;
    std::set<std::pair<int, int>> complained_;  // where, by line and column
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
    Prover(dialog, reader).prove();
}

DialogFigures figures(const Dialog& dialog) {
    DialogFigures figures;
    const Ways ways = count(dialog.steps, figures);
    figures.paths = ways.on + ways.ended;
    return figures;
}

}  // namespace guichet
