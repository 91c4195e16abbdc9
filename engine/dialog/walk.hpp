#pragma once
// Where a dialog stands: the forward walk of its tree over the answers held. Total: every set of
// answers gives a position. The guards are those of VoiceXML's form interpretation algorithm: the
// first question or field without an answer is the one that is open.
// Tested by tests/unit/dialog/walk_test.cpp.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/catalog.hpp"
#include "engine/dialog/session.hpp"

namespace guichet {

// The answers a walk sees: those of the request, and those of the whole conversation. The views
// must not outlive the call.
class AnswersHeld {
  public:
    AnswersHeld(const Catalog& catalog, const Session& session, const OpenDialog& open)
        : catalog_(catalog), session_(session), open_(open) {}

    // The option taken at a question: answered, derived from another answer, or presumed. Empty:
    // none.
    OptionId option(const Ask& ask) const;
    // The value of a field, held or that of another field it is derived from; null: not answered
    // yet. One that was skipped has an answer without a value.
    const Answer* field(const FormField& field) const;
    bool holds(const Condition& condition) const;
    // Whether the answer of `other` is one of `field` as well.
    bool derives(const FormField& field, const FormField& other) const;

  private:
    OptionId option_of(const SlotId& key) const;
    const Answer* derived(const Slot& slot) const;

    const Catalog& catalog_;
    const Session& session_;
    const OpenDialog& open_;
};

// True when the field's answer is kept for the whole session: a remembered slot of a remembered
// person. The name of the deceased serves the request alone, and nobody else's is taken for it.
bool is_kept(const Catalog& catalog, const FormField& field);

struct Position {
    enum class At { question, field, summary, end };

    // A say, goto or ticket node on the way. A ticket knows the form it sends.
    struct Passed {
        const Node* node = nullptr;
        const Node* form = nullptr;
    };

    struct Taken {
        const Node* node = nullptr;
        const Option* option = nullptr;
    };

    At at = At::end;
    const Node* node = nullptr;        // the open Ask or Form node
    const FormField* field = nullptr;  // the open field
    // Of the open form, those that apply, but for those that the summary offers and nobody took up.
    std::vector<const FormField*> fields;
    std::vector<const FormField*> offered;  // these
    std::vector<Passed> passed;
    std::vector<Taken> taken;

    // The field of the open form with this slot, offered ones too; null: none.
    const FormField* field_of(const SlotId& slot) const;
};

Position walk(const Catalog& catalog,
              const Session& session,
              const Dialog& dialog,
              const OpenDialog& open);

// The fields of a form that apply to the answers held.
std::vector<const FormField*> fields_that_apply(const Form& form, const AnswersHeld& answers);

// Marks, among the nodes passed, that an offered field is to be asked like the others.
NodeId taken_up(const SlotId& field);
// The field that such a mark is of; empty: it is none.
SlotId slot_taken_up(const NodeId& node);

// The dialog last spoken of, as it was answered, where it is open no more.
OpenDialog left_behind(const Session& session);

// They only tell, or send on.
bool asks_nothing(const std::vector<Node>& steps);

// They lead to a request: a form somewhere in their tree.
bool has_form(const std::vector<Node>& steps);

// What the dialog answers of itself to what is asked next about it, by what was answered in it
// while it is open and after; null: nothing of its own.
const Text* own_precision(const Catalog& catalog,
                          const Session& session,
                          const Dialog& dialog,
                          const std::string& aspect);

// The node with this id in a dialog, or null.
const Node* find_node(const Dialog& dialog, const NodeId& id);

// "cheque-impaye/coordonnees-gestionnaire/non": the choices taken, in order.
std::string branch_of(const Dialog& dialog, const Position& position);

}  // namespace guichet
