#include "engine/content/prove.hpp"

#include <fmt/format.h>

#include <algorithm>

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
    explicit Prover(const FileReader& reader) : reader_(reader) {}

    Exits walk(const std::vector<Node>& steps, Exits state) {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!state.answered && !state.open) {
                reader_.error(steps[i].source,
                              "étape jamais atteinte : tous les chemins finissent avant");
                return state;
            }
            check_pair(steps, i);
            state = after(steps[i], state);
        }
        return state;
    }

    void complain_if_open(const Exits& exits) {
        if (exits.open) {
            reader_.error(exits.opened_by,
                          "ce chemin ne mène à rien : ajoutez un say, un ticket ou un goto");
        }
    }

  private:
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

    Exits after_ask(const Ask& ask) {
        Exits all;
        for (const Option& option : ask.options) {
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

    const FileReader& reader_;
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
    Prover prover(reader);
    prover.complain_if_open(prover.walk(dialog.steps, {true, false, dialog.source}));
}

DialogFigures figures(const Dialog& dialog) {
    DialogFigures figures;
    const Ways ways = count(dialog.steps, figures);
    figures.paths = ways.on + ways.ended;
    return figures;
}

}  // namespace guichet
