#include "engine/dialog/walk.hpp"

#include <algorithm>

namespace guichet {

namespace {

constexpr std::string_view marks_taken_up = "recapitulatif/";

class Walker {
  public:
    Walker(const AnswersHeld& answers, const OpenDialog& open) : answers_(answers), open_(open) {}

    // False when the walk stopped: at an open node, or at an end.
    bool through(const std::vector<Node>& steps) {
        return std::ranges::all_of(steps, [this](const Node& node) { return past(node); });
    }

    Position take() { return std::move(position_); }

  private:
    bool past(const Node& node) {
        if (!answers_.holds(node.when)) {
            return true;
        }
        if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            return past_ask(node, *ask);
        }
        if (const auto* form = std::get_if<Form>(&node.kind)) {
            return past_form(node, *form);
        }
        position_.passed.push_back({&node, form_});
        return !std::holds_alternative<Goto>(node.kind);
    }

    bool past_ask(const Node& node, const Ask& ask) {
        const OptionId id = answers_.option(ask);
        const auto taken = std::ranges::find(ask.options, id, &Option::id);
        if (taken == ask.options.end()) {
            position_.at = Position::At::question;
            position_.node = &node;
            return false;
        }
        position_.taken.push_back({&node, &*taken});
        return through(taken->steps) && !taken->ends;
    }

    bool past_form(const Node& node, const Form& form) {
        form_ = &node;
        auto fields = fields_that_apply(form, answers_);
        const auto offered = std::ranges::stable_partition(fields, [&](const FormField* field) {
            return !field->offered || answers_.field(*field) != nullptr ||
                   open_.passed.contains(taken_up(field->slot));
        });
        position_.offered.assign(offered.begin(), offered.end());
        fields.erase(offered.begin(), offered.end());
        const auto open = std::ranges::find_if(
            fields, [this](const FormField* field) { return answers_.field(*field) == nullptr; });
        if (open == fields.end() && open_.confirmed.contains(node.id)) {
            return true;
        }
        position_.at = open == fields.end() ? Position::At::summary : Position::At::field;
        position_.node = &node;
        position_.field = open == fields.end() ? nullptr : *open;
        position_.fields = std::move(fields);
        return false;
    }

    const AnswersHeld& answers_;
    const OpenDialog& open_;
    const Node* form_ = nullptr;
    Position position_;
};

const Node* find_in(const std::vector<Node>& steps, const NodeId& id) {
    for (const Node& node : steps) {
        if (node.id == id) {
            return &node;
        }
        if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            for (const Option& option : ask->options) {
                if (const Node* found = find_in(option.steps, id)) {
                    return found;
                }
            }
        }
    }
    return nullptr;
}

}  // namespace

OptionId AnswersHeld::option_of(const SlotId& key) const {
    if (const auto local = open_.answers.find(key); local != open_.answers.end()) {
        return OptionId(local->second.value);
    }
    if (const auto held = session_.answers.find(key); held != session_.answers.end()) {
        return OptionId(held->second.value);
    }
    const auto question = catalog_.questions.find(key);
    if (question == catalog_.questions.end() || question->second.derived_from.empty()) {
        return {};
    }
    const OptionId base = option_of(question->second.derived_from);
    for (const auto& [option, sources] : question->second.derivation) {
        if (std::ranges::find(sources, base) != sources.end()) {
            return option;
        }
    }
    return {};
}

OptionId AnswersHeld::option(const Ask& ask) const {
    const OptionId held = option_of(ask.key);
    return held.empty() ? ask.presumed : held;
}

const Answer* AnswersHeld::field(const FormField& field) const {
    const bool kept = open_.amends.empty() && is_kept(catalog_, field);
    const auto& answers = kept ? session_.answers : open_.answers;
    const auto held = answers.find(field.slot);
    if (held != answers.end()) {
        return &held->second;
    }
    // Somebody who wants to give it means another one.
    const bool wanted = open_.passed.contains(taken_up(field.slot));
    return kept && !wanted ? derived(catalog_.slots.at(field.slot)) : nullptr;
}

const Answer* AnswersHeld::derived(const Slot& slot) const {
    for (const SlotId& other : slot.derived_from) {
        const auto held = session_.answers.find(other);
        if (held != session_.answers.end() && !held->second.value.empty()) {
            return &held->second;
        }
    }
    return nullptr;
}

bool AnswersHeld::derives(const FormField& field, const FormField& other) const {
    const auto& from = catalog_.slots.at(field.slot).derived_from;
    return std::ranges::find(from, other.slot) != from.end();
}

bool AnswersHeld::holds(const Condition& condition) const {
    const bool here = !condition.channel || *condition.channel == session_.channel;
    return here && std::ranges::all_of(condition.answers, [this](const auto& test) {
               return std::ranges::find(test.second, option_of(test.first)) != test.second.end();
           });
}

bool is_kept(const Catalog& catalog, const FormField& field) {
    const bool of_somebody = field.person.empty() || catalog.persons.at(field.person).remembered;
    return of_somebody && catalog.slots.at(field.slot).remembered;
}

std::vector<const FormField*> fields_that_apply(const Form& form, const AnswersHeld& answers) {
    std::vector<const FormField*> fields;
    for (const FormField& field : form.fields) {
        if (answers.holds(field.when)) {
            fields.push_back(&field);
        }
    }
    // What another field of the form says already is not offered beside it.
    std::erase_if(fields, [&, all = fields](const FormField* field) {
        return field->offered && std::ranges::any_of(all, [&](const FormField* other) {
                   return answers.derives(*field, *other);
               });
    });
    return fields;
}

const FormField* Position::field_of(const SlotId& slot) const {
    for (const auto* list : {&fields, &offered}) {
        const auto found = std::ranges::find(*list, slot, &FormField::slot);
        if (found != list->end()) {
            return *found;
        }
    }
    return nullptr;
}

NodeId taken_up(const SlotId& field) {
    return NodeId(std::string(marks_taken_up) + field.text());
}

SlotId slot_taken_up(const NodeId& node) {
    const std::string_view mark = node.text();
    return mark.starts_with(marks_taken_up) ? SlotId(mark.substr(marks_taken_up.size())) : SlotId();
}

Position walk(const Catalog& catalog,
              const Session& session,
              const Dialog& dialog,
              const OpenDialog& open) {
    const AnswersHeld answers(catalog, session, open);
    Walker walker(answers, open);
    walker.through(dialog.steps);
    return walker.take();
}

OpenDialog left_behind(const Session& session) {
    OpenDialog left;
    left.dialog = session.subject;
    left.answers = session.chosen;
    return left;
}

bool asks_nothing(const std::vector<Node>& steps) {
    return std::ranges::all_of(steps, [](const Node& node) {
        return std::holds_alternative<Say>(node.kind) || std::holds_alternative<Goto>(node.kind);
    });
}

bool has_form(const std::vector<Node>& steps) {
    return std::ranges::any_of(steps, [](const Node& node) {
        const auto* ask = std::get_if<Ask>(&node.kind);
        return std::holds_alternative<Form>(node.kind) ||
               (ask != nullptr && std::ranges::any_of(ask->options, [](const Option& option) {
                    return has_form(option.steps);
                }));
    });
}

const Text* own_precision(const Catalog& catalog,
                          const Session& session,
                          const Dialog& dialog,
                          const std::string& aspect) {
    const auto own = dialog.precisions.find(aspect);
    if (own == dialog.precisions.end()) {
        return nullptr;
    }
    const auto open = std::ranges::find(session.stack, dialog.id, &OpenDialog::dialog);
    const OpenDialog left = open == session.stack.end() ? left_behind(session) : *open;
    const AnswersHeld answers(catalog, session, left);
    const auto said = std::ranges::find_if(
        own->second, [&](const Precision& precision) { return answers.holds(precision.when); });
    return said == own->second.end() ? nullptr : &said->text;
}

const Node* find_node(const Dialog& dialog, const NodeId& id) {
    return find_in(dialog.steps, id);
}

std::string branch_of(const Dialog& dialog, const Position& position) {
    std::string branch = dialog.id.text();
    for (const Position::Taken& taken : position.taken) {
        branch += "/" + taken.node->key + "/" + taken.option->id.text();
    }
    return branch;
}

}  // namespace guichet
