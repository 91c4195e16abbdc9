#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "engine/content/loader.hpp"
#include "engine/content/prove.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

constexpr std::array command_names = {
    std::pair{std::string_view("recommencer"), Command::restart},
    std::pair{std::string_view("retour"), Command::back},
    std::pair{std::string_view("corriger"), Command::correct},
    std::pair{std::string_view("repeter"), Command::repeat},
    std::pair{std::string_view("reformuler"), Command::rephrase},
    std::pair{std::string_view("confirmer"), Command::confirm},
    std::pair{std::string_view("refuser"), Command::refuse},
    std::pair{std::string_view("ne-sait-pas"), Command::unknown},
    std::pair{std::string_view("annuler"), Command::cancel},
    std::pair{std::string_view("menu"), Command::menu},
    std::pair{std::string_view("au-revoir"), Command::goodbye},
    std::pair{std::string_view("stop"), Command::stop},
    std::pair{std::string_view("reprise"), Command::start},
    std::pair{std::string_view("plus-tard"), Command::later},
    std::pair{std::string_view("reprendre"), Command::resume},
    std::pair{std::string_view("pourquoi"), Command::why},
    std::pair{std::string_view("ou-trouver"), Command::where},
    std::pair{std::string_view("effacer"), Command::erase},
    std::pair{std::string_view("suite"), Command::more},
};

Command read_command(Mapping& mapping) {
    const std::string name = mapping.optional_text("commande");
    if (name.empty()) {
        return Command::none;
    }
    const auto known =
        std::ranges::find(command_names, name, [](const auto& entry) { return entry.first; });
    if (known == command_names.end()) {
        mapping.reader().error(mapping.source(), fmt::format("commande inconnue : « {} »", name));
        return Command::none;
    }
    return known->second;
}

void read_answers(StepScope& scope, Mapping& mapping, Condition& condition) {
    const YamlNode* node = mapping.find("si");
    if (node == nullptr) {
        return;
    }
    const FileReader& reader = mapping.reader();
    Mapping tests(reader, *node, "« si »");
    for (const auto& [key, value] : tests.entries()) {
        const auto asked = std::ranges::find(scope.asks, key.scalar, &AskSeen::question);
        if (asked == scope.asks.end()) {
            reader.error(
                reader.at(key),
                fmt::format("« si » cite « {} », qui n'est pas demandée plus haut", key.scalar));
            continue;
        }
        const auto options = value.kind == YamlNode::Kind::sequence
                                 ? reader.scalars(value, key.scalar)
                                 : std::vector{reader.scalar(value, key.scalar)};
        for (const std::string& option : options) {
            if (std::ranges::find(asked->options, option) == asked->options.end()) {
                reader.error(reader.at(value),
                             fmt::format("« {} » n'a pas de réponse « {} »{}",
                                         key.scalar,
                                         option,
                                         did_you_mean(option, asked->options)));
            }
        }
        std::vector<OptionId> wanted(options.begin(), options.end());
        if (!asked->presumed.empty() &&
            std::ranges::find(wanted, asked->presumed) != wanted.end()) {
            wanted.emplace_back();
        }
        condition.answers[asked->key] = std::move(wanted);
    }
}

}  // namespace

Condition read_condition(StepScope& scope, Mapping& mapping) {
    Condition condition;
    read_answers(scope, mapping, condition);
    condition.channel = read_channel(mapping);
    return condition;
}

namespace {

Say read_say(Mapping& step) {
    Say say;
    say.checklist = step.optional_texts("liste");
    const YamlNode* versions = step.find("tour-a-tour");
    say.versions = versions == nullptr ? std::vector{read_text(step)}
                                       : read_versions(step.reader(), *versions, "tour-a-tour");
    say.links = step.optional_texts("liens");
    return say;
}

void claim_id(StepScope& scope,
              const FileReader& reader,
              const Source& where,
              const std::string& id) {
    const auto [owner, fresh] =
        scope.loader.node_owner.emplace(id, fmt::format("{}:{}", where.file, where.line));
    if (!fresh) {
        reader.error(where, fmt::format("« {} » existe déjà ({})", id, owner->second));
    }
}

void add_former(StepScope& scope,
                const FileReader& reader,
                const Source& where,
                const std::string& former,
                const std::string& present) {
    claim_id(scope, reader, where, former);
    scope.loader.catalog.former_names.add(NodeId(former), NodeId(present));
}

// `anciens-ids` of a step or of what is inserted: the name it had in its place or, with slashes,
// its whole path.
void read_former_steps(StepScope& scope,
                       Mapping& step,
                       const std::string& prefix,
                       const std::string& present) {
    for (const std::string& former : step.optional_texts("anciens-ids")) {
        const bool is_path = former.find('/') != std::string::npos;
        add_former(scope,
                   step.reader(),
                   step.source(),
                   is_path ? former : fmt::format("{}/{}", prefix, former),
                   present);
    }
}

// A place of its own in the tree, by every name it has or had.
void claim_option(StepScope& scope,
                  const FileReader& reader,
                  const std::string& prefix,
                  const Option& option) {
    const std::string path = fmt::format("{}/{}", prefix, option.id);
    claim_id(scope, reader, option.source, path);
    for (const OptionId& former : option.former_ids) {
        add_former(scope, reader, option.source, fmt::format("{}/{}", prefix, former), path);
    }
}

void read_option_steps(StepScope& scope,
                       Mapping& mapping,
                       const std::string& prefix,
                       Option& option) {
    option.ends = mapping.flag("fin");
    if (const YamlNode* steps = mapping.find("suite")) {
        option.steps = read_steps(scope, mapping.reader(), *steps, prefix);
    }
    mapping.finish();
}

// The options of a shared question: only their steps are written here; all must be there. An entry
// with a label of its own is an option that this dialog adds.
void read_shared_options(StepScope& scope,
                         Mapping& step,
                         const std::string& prefix,
                         Ask& ask,
                         const Question& question) {
    const YamlNode* options = step.require("options");
    if (options == nullptr) {
        return;
    }
    const FileReader& reader = step.reader();
    Mapping each(reader, *options, fmt::format("les options de « {} »", question.id));
    for (const Option& face : question.options) {
        Option option = face;
        if (const YamlNode* node = each.find(face.id.text()); node == nullptr) {
            reader.error(
                each.source(),
                fmt::format(
                    "la réponse « {} » de « {} » n'a pas de suite écrite", face.id, question.id));
        } else if (node->kind != YamlNode::Kind::null) {
            Mapping mapping(reader, *node, fmt::format("l'option « {} »", face.id));
            option.source = mapping.source();
            read_option_steps(scope, mapping, fmt::format("{}/{}", prefix, face.id), option);
        }
        claim_option(scope, reader, prefix, option);
        ask.options.push_back(std::move(option));
    }
    for (const auto& [key, value] : each.entries()) {
        const bool own = std::ranges::find(question.options, OptionId(key.scalar), &Option::id) ==
                             question.options.end() &&
                         std::ranges::any_of(value.entries, [](const auto& entry) {
                             return entry.key.scalar == "libelle";
                         });
        if (own) {
            const std::string id = reader.identifier(key, "option");
            each.find(id);
            Mapping mapping(reader, value, fmt::format("l'option « {} »", id));
            Option option = read_option_face(mapping, OptionId(id));
            claim_option(scope, reader, prefix, option);
            for (const OptionId& former : option.former_ids) {
                scope.loader.catalog.former_names.add(question.id, former, option.id);
            }
            read_option_steps(scope, mapping, fmt::format("{}/{}", prefix, id), option);
            ask.options.push_back(std::move(option));
        }
    }
    each.finish();
}

void read_local_options(StepScope& scope, Mapping& step, const std::string& prefix, Ask& ask) {
    const YamlNode* options = step.require("options");
    if (options == nullptr) {
        return;
    }
    const FileReader& reader = step.reader();
    Mapping each(reader, *options, fmt::format("les options de « {} »", ask.question));
    for (const auto& [key, value] : each.entries()) {
        const std::string id = reader.identifier(key, "option");
        Mapping mapping(reader, value, fmt::format("l'option « {} »", id));
        Option option = read_option_face(mapping, OptionId(id));
        claim_option(scope, reader, prefix, option);
        read_option_steps(scope, mapping, fmt::format("{}/{}", prefix, id), option);
        ask.options.push_back(std::move(option));
    }
    if (ask.options.size() < 2) {
        reader.error(step.source(),
                     fmt::format("« {} » attend au moins deux options", ask.question));
    }
}

Ask read_ask(StepScope& scope,
             Mapping& step,
             const std::string& question_id,
             const std::string& id) {
    Ask ask;
    ask.question = question_id;
    const auto& questions = scope.loader.catalog.questions;
    const auto shared = questions.find(question_id);
    ask.shared = shared != questions.end();
    ask.key = SlotId(ask.shared ? question_id : id);
    const auto prefix = std::string_view(id).substr(0, id.rfind('/'));
    for (const SlotId& former : ask.shared ? shared->second.former_ids : std::vector<SlotId>()) {
        add_former(scope, step.reader(), step.source(), fmt::format("{}/{}", prefix, former), id);
    }
    ask.presumed = OptionId(step.optional_text("defaut"));
    AskSeen seen{question_id, ask.key, {}, ask.presumed};
    const YamlNode* options = step.find("options");
    if (ask.shared) {
        ask.text = shared->second.text;
        ask.unknown_text = shared->second.unknown_text;
        ask.unknown_option = shared->second.unknown_option;
        for (const Option& option : shared->second.options) {
            seen.options.push_back(option.id.text());
        }
        scope.asks.push_back(std::move(seen));
        read_shared_options(scope, step, id, ask, shared->second);
        read_unknown(step, ask.unknown_text, ask.unknown_option);
        return ask;
    }
    if (options != nullptr) {
        for (const auto& [key, value] : options->entries) {
            seen.options.push_back(key.scalar);
        }
    }
    scope.asks.push_back(std::move(seen));
    if (!ask.presumed.empty()) {
        ask.text.source = step.source();
    } else if (step.find("texte") == nullptr) {
        step.reader().error(
            step.source(),
            fmt::format("« {} » n'est pas une question partagée : écrivez son « texte »",
                        question_id));
        ask.text.source = step.source();
    } else {
        ask.text = read_text(step);
    }
    read_unknown(step, ask.unknown_text, ask.unknown_option);
    read_local_options(scope, step, id, ask);
    return ask;
}

// Both must hold.
void add_condition(Condition& condition, const Condition& other) {
    for (const auto& [key, options] : other.answers) {
        const auto [own, fresh] = condition.answers.emplace(key, options);
        if (!fresh) {
            std::erase_if(own->second, [&](const OptionId& option) {
                return std::ranges::find(options, option) == options.end();
            });
        }
    }
    if (!condition.channel) {
        condition.channel = other.channel;
    }
}

// Both never hold: they want different answers of one question.
bool exclude(const Condition& a, const Condition& b) {
    return std::ranges::any_of(a.answers, [&](const auto& test) {
        const auto same = b.answers.find(test.first);
        return same != b.answers.end() &&
               std::ranges::find_first_of(test.second, same->second) == test.second.end();
    });
}

// Label and prompt, where the dialog has none of its own: those of the person, else of the slot.
void word_for_person(const Slot& slot, FormField& field) {
    const auto wording = slot.wordings.find(field.person);
    const bool worded = wording != slot.wordings.end();
    if (field.label.empty() && worded) {
        field.label = wording->second.label;
    }
    if (field.label.empty()) {
        field.label = slot.label;
    }
    if (!field.prompt && worded) {
        field.prompt = wording->second.prompt;
    }
}

// A name or a birth date is somebody's, and its question says whose when it is not the person's
// who writes.
void check_person(const Loader& loader,
                  const FileReader& reader,
                  const Source& where,
                  const Slot& slot,
                  const FormField& field) {
    if (!slot.personal || loader.catalog.persons.empty()) {
        return;
    }
    if (field.person.empty()) {
        reader.warning(
            where,
            fmt::format("de qui est « {} » ? Écrivez « personne » au formulaire", field.slot));
    } else if (!field.prompt && slot.person.empty() &&
               !loader.catalog.persons.at(field.person).remembered) {
        reader.warning(
            where,
            fmt::format("la question de « {} » ne dit pas qu'il s'agit de « {} » : écrivez-la sous "
                        "« personnes » dans champs.yaml",
                        field.slot,
                        field.person));
    }
}

void add_field(StepScope& scope,
               const FileReader& reader,
               const Source& where,
               const std::string& person,
               Form& form,
               FormField field) {
    const auto& slots = scope.loader.catalog.slots;
    const auto slot = slots.find(field.slot);
    if (slot == slots.end()) {
        reader.error(where, fmt::format("champ ou groupe inconnu : « {} »", field.slot));
        return;
    }
    if (field.person.empty()) {
        field.person = slot->second.person.empty() ? person : slot->second.person;
    }
    word_for_person(slot->second, field);
    if (!field.when.channel) {
        field.when.channel = slot->second.channel;
    }
    field.label_words = text::words(text::fold(field.label));
    check_person(scope.loader, reader, where, slot->second, field);
    const bool twice = std::ranges::any_of(form.fields, [&](const FormField& other) {
        return other.slot == field.slot && !exclude(other.when, field.when);
    });
    if (twice) {
        reader.error(where, fmt::format("le champ « {} » est demandé deux fois", field.slot));
        return;
    }
    form.fields.push_back(std::move(field));
}

// What holds for the fields of a list: of whom they speak when they do not say, and when.
struct FieldsHead {
    std::string person;
    Condition when = {};
};

// The fields of a list and of the groups that it names.
void read_fields(StepScope& scope,
                 const FileReader& reader,
                 const YamlNode& list,
                 const FieldsHead& head,
                 Form& form) {
    for (const YamlNode& item : list.items) {
        FormField field;
        field.when = head.when;
        if (item.kind == YamlNode::Kind::scalar) {
            field.slot = SlotId(item.scalar);
        } else {
            Mapping mapping(reader, item, "un champ");
            field.slot = SlotId(mapping.text("champ"));
            field.person = read_person(scope.loader, mapping);
            field.label = mapping.optional_text("libelle");
            if (mapping.find("question") != nullptr) {
                field.prompt = read_text(mapping, "question");
            }
            add_condition(field.when, read_condition(scope, mapping));
            mapping.finish();
        }
        const auto group = scope.loader.field_groups.find(field.slot.text());
        if (group == scope.loader.field_groups.end()) {
            add_field(scope, reader, reader.at(item), head.person, form, std::move(field));
            continue;
        }
        const FileReader inner = scope.loader.reader(group->second.file);
        const std::string& person = field.person.empty() ? head.person : field.person;
        read_fields(scope, inner, *group->second.fields, {person, field.when}, form);
    }
}

Form read_form(StepScope& scope, Mapping& step) {
    Form form;
    const FileReader& reader = step.reader();
    form.person = read_person(scope.loader, step);
    const FieldsHead head{form.person};
    const YamlNode* fields = step.require("champs");
    if (fields == nullptr) {
        return form;
    }
    if (fields->items.empty()) {
        reader.error(reader.at(*fields), "« champs » attend une liste d'au moins un champ");
    }
    read_fields(scope, reader, *fields, head, form);
    for (const SlotId& slot : scope.loader.offered_slots) {
        FormField field;
        field.slot = slot;
        field.offered = true;
        add_field(scope, reader, step.source(), head.person, form, std::move(field));
    }
    return form;
}

TicketSpec read_ticket(StepScope& scope, Mapping& step) {
    const Catalog& catalog = scope.loader.catalog;
    const FileReader& reader = step.reader();
    TicketSpec ticket;
    ticket.queue = step.text("service");
    ticket.subject = step.text("objet");
    ticket.flags = step.optional_texts("drapeaux");
    if (std::ranges::find(catalog.queues, ticket.queue, &Named::id) == catalog.queues.end()) {
        reader.error(step.source(), fmt::format("service inconnu : « {} »", ticket.queue));
    }
    for (const std::string& flag : ticket.flags) {
        if (flag != "urgent" && flag != "fraude" && flag != "detresse") {
            reader.error(step.source(), fmt::format("drapeau inconnu : « {} »", flag));
        }
    }
    const YamlNode* pieces = step.find("pieces");
    for (const YamlNode& item : pieces == nullptr ? std::vector<YamlNode>() : pieces->items) {
        Document document;
        if (item.kind == YamlNode::Kind::scalar) {
            document.id = item.scalar;
        } else {
            Mapping mapping(reader, item, "une pièce");
            document.id = mapping.text("piece");
            document.when = read_condition(scope, mapping);
            mapping.finish();
        }
        const auto known = catalog.documents.find(document.id);
        if (known == catalog.documents.end()) {
            reader.error(reader.at(item), fmt::format("pièce inconnue : « {} »", document.id));
            continue;
        }
        document.label = known->second;
        ticket.documents.push_back(std::move(document));
    }
    return ticket;
}

Goto read_goto(Mapping& step, const YamlNode& targets) {
    Goto go;
    const std::vector<std::string> names = step.reader().scalars(targets, "voir-aussi");
    go.targets = std::vector<DialogId>(names.begin(), names.end());
    if (step.find("texte") != nullptr) {
        go.text = read_text(step);
    }
    return go;
}

void read_use(StepScope& scope,
              Mapping& step,
              const YamlNode& name,
              const std::string& prefix,
              std::vector<Node>& nodes) {
    const FileReader& reader = step.reader();
    const std::string id = reader.scalar(name, "inserer");
    read_former_steps(scope, step, prefix, fmt::format("{}/{}", prefix, id));
    step.finish();
    const auto fragment = scope.loader.fragments.find(id);
    if (fragment == scope.loader.fragments.end()) {
        std::vector<std::string> known;
        known.reserve(scope.loader.fragments.size());
        for (const auto& [key, value] : scope.loader.fragments) {
            known.push_back(key);
        }
        reader.error(reader.at(name),
                     fmt::format("fragment inconnu : « {} »{}", id, did_you_mean(id, known)));
        return;
    }
    if (std::ranges::find(scope.open_fragments, id) != scope.open_fragments.end()) {
        reader.error(reader.at(name), fmt::format("le fragment « {} » s'utilise lui-même", id));
        return;
    }
    fragment->second.used = true;
    scope.open_fragments.push_back(id);
    const FileReader inner = scope.loader.reader(fragment->second.file);
    for (Node& node :
         read_steps(scope, inner, *fragment->second.steps, fmt::format("{}/{}", prefix, id))) {
        nodes.push_back(std::move(node));
    }
    scope.open_fragments.pop_back();
}

// `selon`: one of several texts, by the answer to a question. Each is a step of its own, under the
// condition of that answer.
void read_say_by_answer(StepScope& scope,
                        const FileReader& reader,
                        const YamlNode& choice,
                        const Node& step,
                        std::vector<Node>& nodes) {
    Mapping by(reader, choice, "« selon »");
    if (by.entries().size() != 1) {
        reader.error(reader.at(choice), "« selon » attend une seule question");
        return;
    }
    const auto& [question, texts] = by.entries().front();
    const auto asked = std::ranges::find(scope.asks, question.scalar, &AskSeen::question);
    if (asked == scope.asks.end()) {
        reader.error(reader.at(question),
                     fmt::format("« selon » cite « {} », qui n'est pas demandée plus haut",
                                 question.scalar));
        return;
    }
    Mapping each(reader, texts, fmt::format("les textes de « {} »", question.scalar));
    for (const std::string& option : asked->options) {
        const YamlNode* text = each.find(option);
        if (text == nullptr) {
            reader.error(reader.at(question), fmt::format("il manque le texte de « {} »", option));
            continue;
        }
        Mapping said(reader, *text, fmt::format("le texte de « {} »", option));
        Node node = step;
        node.key = option;
        node.id = part_of(step.id, option);
        Say say = read_say(said);
        said.finish();
        Condition answer;
        answer.answers[asked->key] = {OptionId(option)};
        if (asked->presumed == option) {
            answer.answers[asked->key].emplace_back();
        } else if (asked->presumed.empty()) {
            say.by = asked->key;
        }
        add_condition(node.when, answer);
        node.kind = std::move(say);
        claim_id(scope, reader, node.source, node.id.text());
        nodes.push_back(std::move(node));
    }
    each.finish();
}

constexpr std::array<std::string_view, 6> step_kinds = {
    "dire", "demander", "formulaire", "transmettre", "inserer", "voir-aussi"};

void complain_of_no_kind(const Mapping& step) {
    for (const auto& [key, value] : step.entries()) {
        if (const std::string meant = did_you_mean(key.scalar, step_kinds); !meant.empty()) {
            step.reader().error(step.reader().at(key),
                                fmt::format("étape inconnue « {} »{}", key.scalar, meant));
            return;
        }
    }
    step.reader().error(
        step.source(),
        fmt::format("une étape a une de ces clés : {}", fmt::join(step_kinds, ", ")));
}

// The kind of a step is the one key among these.
const YamlNode* step_kind(Mapping& step, std::string_view& kind) {
    const YamlNode* found = nullptr;
    for (const std::string_view name : step_kinds) {
        const YamlNode* node = step.find(name);
        if (node != nullptr && found != nullptr) {
            step.reader().error(step.source(),
                                fmt::format("une étape est soit « {} », soit « {} »", kind, name));
        }
        if (node != nullptr) {
            found = node;
            kind = name;
        }
    }
    if (found == nullptr) {
        complain_of_no_kind(step);
    }
    return found;
}

// A ticket goes when its form does.
Condition condition_of_form(const std::vector<Node>& before) {
    const bool follows = !before.empty() && std::holds_alternative<Form>(before.back().kind);
    return follows ? before.back().when : Condition();
}

void read_step(StepScope& scope,
               const FileReader& reader,
               const YamlNode& item,
               const std::string& prefix,
               std::vector<Node>& nodes) {
    Mapping step(reader, item, "l'étape");
    std::string_view kind;
    const YamlNode* value = step_kind(step, kind);
    if (value == nullptr) {
        return;
    }
    Condition when = kind == "transmettre" ? condition_of_form(nodes) : read_condition(scope, step);
    if (kind == "inserer") {
        const std::size_t first = nodes.size();
        read_use(scope, step, *value, prefix, nodes);
        for (Node& node : std::span(nodes).subspan(first)) {
            add_condition(node.when, when);
        }
        return;
    }
    Node node;
    node.key = kind == "voir-aussi" ? "voir-aussi" : reader.identifier(*value, kind);
    node.id = NodeId(prefix + "/" + node.key);
    node.source = reader.at(item);
    node.when = std::move(when);
    claim_id(scope, reader, node.source, node.id.text());
    read_former_steps(scope, step, prefix, node.id.text());
    const YamlNode* choice = kind == "dire" ? step.find("selon") : nullptr;
    if (choice != nullptr) {
        step.finish();
        read_say_by_answer(scope, reader, *choice, node, nodes);
        return;
    }
    if (kind == "dire") {
        node.kind = read_say(step);
    } else if (kind == "demander") {
        node.kind = read_ask(scope, step, node.key, node.id.text());
    } else if (kind == "formulaire") {
        node.kind = read_form(scope, step);
    } else if (kind == "transmettre") {
        node.kind = read_ticket(scope, step);
    } else {
        node.kind = read_goto(step, *value);
    }
    step.finish();
    nodes.push_back(std::move(node));
}

}  // namespace

std::vector<Node> read_steps(StepScope& scope,
                             const FileReader& reader,
                             const YamlNode& list,
                             const std::string& prefix) {
    std::vector<Node> nodes;
    if (list.kind != YamlNode::Kind::sequence || list.items.empty()) {
        reader.error(reader.at(list), "une suite attend une liste d'au moins une étape");
        return nodes;
    }
    for (const YamlNode& item : list.items) {
        read_step(scope, reader, item, prefix, nodes);
    }
    return nodes;
}

namespace {

// Nothing is asked next about what does something by itself, or interrupts everything.
void check_can_be_asked(Mapping& mapping, const YamlNode& precisions, const Dialog& dialog) {
    if (dialog.command != Command::none || dialog.urgent) {
        mapping.reader().error(
            mapping.reader().at(precisions),
            "précisions jamais dites : ce dialogue est une commande ou une urgence");
    }
}

}  // namespace

void load_dialog(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le dialogue");
    read_head(loader, mapping);
    Dialog dialog;
    dialog.id = DialogId(mapping.id("id"));
    dialog.source = mapping.source();
    for (std::string& name : read_former_ids(mapping)) {
        const DialogId former(std::move(name));
        loader.catalog.former_names.add(former, dialog.id);
        if (!loader.former_dialogs.emplace(former, dialog.source).second) {
            reader.error(dialog.source,
                         fmt::format("ancien identifiant « {} » déjà écrit", former));
        }
    }
    if (const auto place = loader.menu_places.find(dialog.id); place != loader.menu_places.end()) {
        dialog.section = place->second.section;
    }
    dialog.command = read_command(mapping);
    dialog.urgent = mapping.flag("urgence");
    dialog.greets = mapping.flag("accueil");
    dialog.disowns = mapping.flag("autre-destinataire");
    dialog.condoles = mapping.flag("condoleances");
    dialog.shows_menu = mapping.flag("menu");
    dialog.owner = mapping.optional_text("responsable");
    dialog.reviewer = mapping.optional_text("relu-par");
    dialog.reviewed_on = mapping.optional_text("relu-le");
    dialog.valid_until = mapping.optional_text("valable-jusqu-au");
    StepScope scope{loader, {}, {}};
    if (const YamlNode* steps = mapping.require("suite")) {
        dialog.steps = read_steps(scope, reader, *steps, dialog.id.text());
    }
    if (const YamlNode* precisions = mapping.find("precisions")) {
        dialog.precisions = read_own_precisions(scope, reader, *precisions);
        check_can_be_asked(mapping, *precisions, dialog);
    }
    mapping.finish();
    reader.check_file_name(dialog.source, dialog.id.text());
    prove(dialog, reader);
    const DialogId id = dialog.id;
    if (!loader.catalog.dialogs.emplace(id, std::move(dialog)).second) {
        reader.error(reader.at(root), fmt::format("dialogue « {} » écrit deux fois", id));
    }
}

}  // namespace guichet
