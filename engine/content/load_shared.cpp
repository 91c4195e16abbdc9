// The shared files of dialogs/communs: fields, questions, fragments, links, organisation, texts of
// every channel and of the website.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/content/loader.hpp"
#include "engine/content/phrases.hpp"
#include "engine/content/sms_texts.hpp"
#include "engine/slots/slot_type.hpp"
#include "engine/text/french_typography.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

Named read_named(const FileReader& reader, const YamlNode& key, const YamlNode& value) {
    return {reader.identifier(key, "identifiant"), reader.scalar(value, key.scalar)};
}

std::vector<Named> read_named_list(Mapping& mapping, std::string_view key) {
    std::vector<Named> list;
    if (const YamlNode* node = mapping.require(key)) {
        Mapping entries(mapping.reader(), *node, fmt::format("« {} »", key));
        for (const auto& [id, title] : entries.entries()) {
            list.push_back(read_named(mapping.reader(), id, title));
        }
    }
    return list;
}

// The themes of the menu, and in each its topics; no topic stands in two places.
std::vector<Section> read_sections(Loader& loader, Mapping& mapping) {
    std::vector<Section> sections;
    const YamlNode* list = mapping.require("sections");
    if (list == nullptr) {
        return sections;
    }
    const FileReader& reader = mapping.reader();
    Mapping entries(reader, *list, "« sections »");
    for (const auto& [key, value] : entries.entries()) {
        Mapping fields(reader, value, fmt::format("la section « {} »", key.scalar));
        Section section{reader.identifier(key, "section"), fields.text("titre"), {}};
        if (const YamlNode* topics = fields.require("sujets")) {
            for (const std::string& id : reader.scalars(*topics, "sujets")) {
                section.topics.emplace_back(id);
            }
            for (const YamlNode& topic : topics->items) {
                const auto [place, fresh] = loader.menu_places.emplace(
                    DialogId(topic.scalar), MenuPlace{section.id, reader.at(topic)});
                if (!fresh) {
                    reader.error(reader.at(topic),
                                 fmt::format("« {} » est déjà dans la section « {} »",
                                             topic.scalar,
                                             place->second.section));
                }
            }
        }
        fields.finish();
        sections.push_back(std::move(section));
    }
    return sections;
}

// How a field is asked of each person that it may speak of.
std::map<std::string, Wording> read_wordings(const Loader& loader, Mapping& mapping) {
    std::map<std::string, Wording> wordings;
    const YamlNode* list = mapping.find("personnes");
    if (list == nullptr) {
        return wordings;
    }
    const FileReader& reader = mapping.reader();
    Mapping entries(reader, *list, "« personnes »");
    for (const auto& [key, value] : entries.entries()) {
        Mapping each(reader, value, fmt::format("« {} »", key.scalar));
        Wording wording{each.optional_text("libelle"), read_text(each, "question")};
        each.finish();
        wordings.emplace(known_person(loader, reader, key), std::move(wording));
    }
    return wordings;
}

Slot read_slot(const Loader& loader, Mapping& mapping, const SlotId& id) {
    Slot slot;
    slot.id = id;
    const std::string type = mapping.text("type");
    if (const auto known = slots::type_named(type)) {
        slot.type = *known;
    } else if (!type.empty()) {
        mapping.reader().error(mapping.source(),
                               fmt::format("type de champ inconnu : « {} »", type));
    }
    slot.label = mapping.text("libelle");
    for (const std::string& name : mapping.optional_texts("formulations")) {
        slot.names.push_back(text::words(text::fold(name)));
    }
    slot.prompt = read_text(mapping, "question");
    slot.why = {mapping.text("pourquoi"), "", mapping.source()};
    slot.where = {mapping.text("ou-trouver"), "", mapping.source()};
    slot.example = mapping.text("exemple");
    slot.person = read_person(loader, mapping);
    slot.wordings = read_wordings(loader, mapping);
    slot.remembered = mapping.flag("retenu");
    slot.of_case = mapping.flag("par-dossier");
    slot.in_advance = mapping.flag("d-avance");
    slot.personal = mapping.flag("personnel");
    slot.moment = mapping.flag("moment");
    slot.derived_from = slot_ids(mapping.optional_texts("deduit-de"));
    slot.channel = read_channel(mapping);
    slot.without = mapping.optional_text("sinon");
    mapping.finish();
    return slot;
}

// What stands for no value may be one: "par courrier".
void read_without(const slots::Vocabulary& vocabulary, Slot& slot) {
    constexpr std::chrono::year_month_day any_day{
        std::chrono::year{2000}, std::chrono::month{1}, std::chrono::day{1}};
    const slots::Parsed parsed = slots::parse(vocabulary, slot.type, slot.without, any_day);
    if (!slots::is_open(slot.type) && parsed.reading == slots::Reading::filled) {
        slot.without_value = parsed.value;
    }
}

// The names written {like-this} in a text.
std::vector<std::string> variables_of(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        names.push_back(
            text.substr(open + 1, close == std::string::npos ? close : close - open - 1));
    }
    return names;
}

void check_variables(const FileReader& reader,
                     const Text& text,
                     std::span<const std::string_view> variables) {
    for (const std::string& body : {text.web, text.sms}) {
        for (const std::string& name : variables_of(body)) {
            if (name.empty() || std::ranges::find(variables, name) == variables.end()) {
                reader.error(text.source,
                             fmt::format("« {{{}}} » n'existe pas dans ce texte", name));
            }
        }
    }
}

}  // namespace

std::vector<Text> read_versions(const FileReader& reader,
                                const YamlNode& value,
                                const std::string& id,
                                std::span<const std::string_view> own) {
    std::vector<Text> versions;
    const auto read_one = [&](const YamlNode& node) {
        Mapping mapping(reader, node, fmt::format("le texte « {} »", id));
        versions.push_back(read_text(mapping, "texte", own));
        mapping.finish();
    };
    if (value.kind != YamlNode::Kind::sequence) {
        read_one(value);
        return versions;
    }
    for (const YamlNode& item : value.items) {
        read_one(item);
    }
    if (versions.empty()) {
        reader.error(reader.at(value), fmt::format("« {} » attend au moins un texte", id));
    }
    return versions;
}

namespace {

void read_phrase(Loader& loader,
                 Mapping& entries,
                 const std::string& key,
                 std::span<const std::string_view> variables) {
    if (const YamlNode* value = entries.require(key)) {
        loader.catalog.phrases.emplace(key,
                                       read_versions(entries.reader(), *value, key, variables));
    }
}

Variables read_web_texts(Mapping& mapping,
                         std::string_view group,
                         std::span<const PhraseSpec> specs) {
    Variables texts;
    if (const YamlNode* list = mapping.require(group)) {
        Mapping entries(mapping.reader(), *list, fmt::format("« {} »", group));
        for (const PhraseSpec& spec : specs) {
            if (const YamlNode* value = entries.require(spec.id)) {
                const Text text{
                    mapping.reader().scalar(*value, spec.id), "", mapping.reader().at(*value)};
                check_variables(mapping.reader(), text, spec.variables);
                texts.emplace(spec.id, text::with_french_typography(text.web));
            }
        }
        entries.finish();
    }
    return texts;
}

void read_sms_policy(Mapping& mapping, SmsPolicy& policy) {
    const YamlNode* node = mapping.require("sms");
    if (node == nullptr) {
        return;
    }
    Mapping sms(mapping.reader(), *node, "« sms »");
    const std::string accents = sms.text("accents");
    if (accents != "garder" && accents != "simplifier") {
        mapping.reader().error(sms.source(), "« accents » attend « garder » ou « simplifier »");
    }
    policy.accents = accents == "simplifier" ? text::SmsAccents::simplify : text::SmsAccents::keep;
    policy.segments = read_segments(sms, "segments");
    policy.turn_segments = read_segments(sms, "segments-par-envoi");
    policy.away = std::chrono::hours(read_number(sms, "reprise-apres-heures", 1, 720));
    sms.finish();
}

void read_derivation(Mapping& mapping, Question& question, const OptionId& option) {
    if (!question.derived_from.empty()) {
        const std::vector<std::string> sources = mapping.optional_texts("si");
        question.derivation[option] = std::vector<OptionId>(sources.begin(), sources.end());
    }
}

}  // namespace

std::vector<SlotId> slot_ids(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

void check_known(const Loader& loader,
                 const FileReader& reader,
                 const YamlNode& where,
                 const std::vector<SlotId>& slots) {
    for (const SlotId& slot : slots) {
        if (!loader.catalog.slots.contains(slot)) {
            reader.error(reader.at(where), fmt::format("champ inconnu : « {} »", slot));
        }
    }
}

std::size_t read_number(Mapping& mapping,
                        std::string_view key,
                        std::size_t least,
                        std::size_t most) {
    const YamlNode* node = mapping.require(key);
    if (node == nullptr) {
        return 0;
    }
    std::size_t number = 0;
    const std::string& digits = node->scalar;
    const auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (failure != std::errc() || end != digits.data() + digits.size() || number < least ||
        number > most) {
        mapping.reader().error(mapping.reader().at(*node),
                               fmt::format("« {} » attend un nombre de {} à {}", key, least, most));
    }
    return number;
}

Text read_text(Mapping& mapping, std::string_view key, std::span<const std::string_view> own) {
    Text text{mapping.text(key), mapping.optional_text("sms"), mapping.source()};
    if (const Variables* values = mapping.reader().values) {
        text.web = fill_variables(std::move(text.web), *values);
        text.sms = fill_variables(std::move(text.sms), *values);
    }
    check_variables(mapping.reader(), text, own);
    return text;
}

std::size_t read_segments(Mapping& mapping, std::string_view key) {
    return read_number(mapping, key, 1, 10);
}

std::optional<Channel> read_channel(Mapping& mapping) {
    const std::string channel = mapping.optional_text("canal");
    if (channel.empty() || channel == "web" || channel == "sms") {
        return channel.empty() ? std::nullopt
                               : std::optional(channel == "web" ? Channel::web : Channel::sms);
    }
    mapping.reader().error(mapping.source(), "« canal » attend « web » ou « sms »");
    return std::nullopt;
}

void read_head(Loader& loader, Mapping& mapping) {
    read_version(mapping);
    if (mapping.find("segments-sms") != nullptr) {
        loader.catalog.sms.budgets[mapping.reader().file] = read_segments(mapping, "segments-sms");
    }
}

void read_version(Mapping& mapping) {
    if (const YamlNode* version = mapping.require("version");
        version != nullptr && version->scalar != "1") {
        mapping.reader().error(
            mapping.reader().at(*version),
            fmt::format("version « {} » inconnue : cette version lit « 1 »", version->scalar));
    }
}

std::vector<std::string> read_former_ids(Mapping& mapping) {
    std::vector<std::string> names;
    if (const YamlNode* list = mapping.find("anciens-ids")) {
        names = mapping.reader().scalars(*list, "anciens-ids");
        for (const YamlNode& item : list->items) {
            mapping.reader().identifier(item, "ancien identifiant");
        }
    }
    return names;
}

Option read_option_face(Mapping& mapping, const OptionId& id) {
    Option option;
    option.id = id;
    for (std::string& former : read_former_ids(mapping)) {
        option.former_ids.emplace_back(std::move(former));
    }
    option.source = mapping.source();
    option.label = mapping.text("libelle");
    option.says = mapping.optional_texts("formulations");
    option.in_advance = mapping.optional_texts("d-avance");
    return option;
}

void read_unknown(Mapping& mapping, std::optional<Text>& text, OptionId& option) {
    if (const YamlNode* node = mapping.find("ne-sait-pas")) {
        Mapping unknown(mapping.reader(), *node, "« ne-sait-pas »");
        option = OptionId(unknown.optional_text("option"));
        text.reset();
        if (option.empty()) {
            text = read_text(unknown);
        }
        unknown.finish();
    }
}

std::string known_person(const Loader& loader, const FileReader& reader, const YamlNode& node) {
    const auto& persons = loader.catalog.persons;
    if (!persons.contains(node.scalar)) {
        std::vector<std::string> known;
        known.reserve(persons.size());
        for (const auto& [id, person] : persons) {
            known.push_back(id);
        }
        reader.error(
            reader.at(node),
            fmt::format(
                "personne inconnue : « {} »{}", node.scalar, did_you_mean(node.scalar, known)));
        return {};
    }
    return node.scalar;
}

std::string read_person(const Loader& loader, Mapping& mapping) {
    const YamlNode* node = mapping.find("personne");
    return node == nullptr ? "" : known_person(loader, mapping.reader(), *node);
}

namespace {

// Of a field or a shared question.
std::vector<SlotId> read_former_slots(Loader& loader, Mapping& mapping, const SlotId& id) {
    std::vector<SlotId> formers = slot_ids(read_former_ids(mapping));
    for (const SlotId& former : formers) {
        loader.catalog.former_names.add(former, id);
        if (!loader.former_slots.emplace(former, mapping.source()).second) {
            mapping.reader().error(mapping.source(),
                                   fmt::format("ancien identifiant « {} » déjà écrit", former));
        }
    }
    return formers;
}

void read_persons(Loader& loader, Mapping& mapping) {
    const YamlNode* list = mapping.find("personnes");
    if (list == nullptr) {
        return;
    }
    Mapping entries(mapping.reader(), *list, "« personnes »");
    for (const auto& [key, value] : entries.entries()) {
        const std::string id = mapping.reader().identifier(key, "personne");
        Mapping each(mapping.reader(), value, fmt::format("la personne « {} »", id));
        Person person{id, read_text(each), each.flag("retenu")};
        each.finish();
        loader.catalog.persons.emplace(id, std::move(person));
    }
}

// A group waits as YAML, like a fragment. It names fields, and groups that are written above it.
void read_group(Loader& loader,
                const std::string& file,
                const FileReader& reader,
                const std::string& id,
                const YamlNode& list) {
    for (const YamlNode& item : list.items) {
        const auto named = std::ranges::find_if(
            item.entries, [](const YamlEntry& entry) { return entry.key.scalar == "champ"; });
        const std::string& name = named == item.entries.end() ? item.scalar : named->value.scalar;
        if (!loader.field_groups.contains(name)) {
            check_known(loader, reader, item, {SlotId(name)});
        }
    }
    loader.field_groups.emplace(id, FieldGroup{file, &list});
}

}  // namespace

void load_slots(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des champs");
    read_head(loader, mapping);
    read_persons(loader, mapping);
    if (const YamlNode* list = mapping.require("champs")) {
        Mapping entries(reader, *list, "« champs »");
        for (const auto& [key, value] : entries.entries()) {
            const SlotId id(reader.identifier(key, "champ"));
            Mapping fields(reader, value, fmt::format("le champ « {} »", id));
            read_former_slots(loader, fields, id);
            Slot& slot =
                loader.catalog.slots.emplace(id, read_slot(loader, fields, id)).first->second;
            read_without(loader.catalog.vocabulary, slot);
            if (slot.in_advance && slot.remembered) {
                FormField field;
                field.slot = id;
                field.label = slot.label;
                field.label_words = text::words(text::fold(slot.label));
                loader.catalog.in_advance.push_back(std::move(field));
            }
        }
    }
    if (const YamlNode* groups = mapping.find("groupes")) {
        Mapping entries(reader, *groups, "« groupes »");
        for (const auto& [key, value] : entries.entries()) {
            read_group(loader, file, reader, key.scalar, value);
        }
    }
    if (const YamlNode* offered = mapping.find("recapitulatif")) {
        loader.offered_slots = slot_ids(reader.scalars(*offered, "recapitulatif"));
        check_known(loader, reader, *offered, loader.offered_slots);
    }
    for (const auto& [id, slot] : loader.catalog.slots) {
        check_known(loader, reader, root, slot.derived_from);
    }
    mapping.finish();
}

void load_questions(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des questions");
    read_head(loader, mapping);
    if (const YamlNode* list = mapping.require("questions")) {
        Mapping entries(reader, *list, "« questions »");
        for (const auto& [key, value] : entries.entries()) {
            Question question;
            question.id = SlotId(reader.identifier(key, "question"));
            question.source = reader.at(key);
            Mapping fields(reader, value, fmt::format("la question « {} »", question.id));
            question.former_ids = read_former_slots(loader, fields, question.id);
            question.text = read_text(fields);
            question.derived_from = SlotId(fields.optional_text("deduit-de"));
            read_unknown(fields, question.unknown_text, question.unknown_option);
            if (const YamlNode* options = fields.require("options")) {
                Mapping each(reader, *options, "« options »");
                for (const auto& [id, face] : each.entries()) {
                    Mapping option(reader, face, fmt::format("l'option « {} »", id.scalar));
                    question.options.push_back(
                        read_option_face(option, OptionId(reader.identifier(id, "option"))));
                    for (const OptionId& former : question.options.back().former_ids) {
                        loader.catalog.former_names.add(question.id, former, OptionId(id.scalar));
                    }
                    read_derivation(option, question, OptionId(id.scalar));
                    option.finish();
                }
            }
            fields.finish();
            loader.catalog.questions.emplace(question.id, std::move(question));
        }
    }
    mapping.finish();
}

void load_fragments(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des fragments");
    read_head(loader, mapping);
    if (const YamlNode* list = mapping.require("fragments")) {
        Mapping entries(reader, *list, "« fragments »");
        for (const auto& [key, value] : entries.entries()) {
            loader.fragments[reader.identifier(key, "fragment")] = {file, &value, reader.at(key)};
        }
    }
    mapping.finish();
}

namespace {

constexpr std::string_view not_yet_set = "à configurer";

void read_operator(Mapping& mapping, Operator& operated_by) {
    const YamlNode* node = mapping.require("operateur");
    if (node == nullptr) {
        return;
    }
    Mapping fields(mapping.reader(), *node, "« operateur »");
    operated_by.source = fields.source();
    operated_by.values["operateur"] = fields.text("nom");
    operated_by.values["conservation"] = fields.text("conservation");
    for (const std::string key : {"adresse", "telephone", "horaires"}) {
        const std::string value = fields.text(key);
        const std::string without = fields.text("sans-" + key);
        const bool is_set = value != not_yet_set;
        operated_by.values[key] = is_set ? value : without;
        operated_by.complete = operated_by.complete && is_set;
    }
    fields.finish();
}

// As any text may name it: "le formulaire de contact (https://…)".
std::string cited(const Link& link) {
    std::string words = link.label + address_in_text(link);
    if (!words.empty() && words.front() >= 'A' && words.front() <= 'Z') {
        words.front() = static_cast<char>(words.front() - 'A' + 'a');
    }
    return words;
}

}  // namespace

void load_links(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des liens");
    read_version(mapping);
    read_operator(mapping, loader.catalog.operated_by);
    if (const YamlNode* list = mapping.require("liens")) {
        Mapping entries(reader, *list, "« liens »");
        for (const auto& [key, value] : entries.entries()) {
            Mapping fields(reader, value, fmt::format("le lien « {} »", key.scalar));
            Link link{fields.text("libelle"),
                      fields.text("adresse"),
                      fields.text("sans-adresse"),
                      fields.source()};
            if (link.url == not_yet_set) {
                link.url.clear();
            } else if (!link.url.starts_with("https://") && !link.url.starts_with("mailto:")) {
                reader.error(link.source, "une adresse commence par https:// ou mailto:");
            }
            fields.finish();
            loader.catalog.operated_by.values[key.scalar] = cited(link);
            loader.catalog.links.emplace(reader.identifier(key, "lien"), std::move(link));
        }
    }
    mapping.finish();
}

void load_organisation(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier d'organisation");
    read_version(mapping);
    loader.catalog.sections = read_sections(loader, mapping);
    loader.catalog.queues = read_named_list(mapping, "services");
    for (Named& piece : read_named_list(mapping, "pieces")) {
        loader.catalog.documents.emplace(std::move(piece.id), std::move(piece.title));
    }
    read_sms_policy(mapping, loader.catalog.sms);
    mapping.finish();
}

void load_phrases(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des textes");
    read_head(loader, mapping);
    if (const YamlNode* list = mapping.require("textes")) {
        Mapping entries(reader, *list, "« textes »");
        for (const PhraseSpec& spec : phrase_specs) {
            read_phrase(loader, entries, std::string(spec.id), spec.variables);
        }
        for (const std::string_view code : slots::refusals()) {
            constexpr std::string_view variables[] = {"exemple"};
            read_phrase(loader, entries, PhraseId::refusal(code).key(), variables);
        }
        entries.finish();
    }
    mapping.finish();
}

void load_web_texts(Loader& loader, const std::string& file, const YamlNode& root) {
    const FileReader reader = loader.reader(file);
    Mapping mapping(reader, root, "le fichier des textes du site");
    read_version(mapping);
    loader.catalog.web = {read_web_texts(mapping, "fenetre", window_specs),
                          read_web_texts(mapping, "page", page_specs)};
    mapping.finish();
}

}  // namespace guichet
