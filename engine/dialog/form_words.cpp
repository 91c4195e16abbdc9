#include "engine/dialog/form_words.hpp"

#include <algorithm>
#include <array>

#include "engine/dialog/asides.hpp"
#include "engine/dialog/data_words.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

using slots::Plausibility;
using slots::SlotType;

// A correction is a short sentence; a long one tells something else.
constexpr std::size_t max_correction_bytes = 120;

// The same name but for a slip or two: "Dupond" and "Dupont", never "Tout" and "Roux".
bool is_near(std::string_view name, std::string_view other) {
    constexpr std::size_t long_name = 7;
    const std::string a = text::fold(name);
    const std::string b = text::fold(other);
    const std::size_t slips = std::min(a.size(), b.size()) < long_name ? 1 : 2;
    return text::edit_distance(a, b, slips) <= slips;
}

// "Le gérant c'est moi", "mon fils est parti": no name, though a noun alone may be one ("Le Goff").
bool opens_sentence(std::string_view text) {
    static constexpr auto articles =
        std::to_array<std::string_view>({"le", "la", "les", "l", "un", "une", "mon", "ma", "mes"});
    constexpr std::size_t longest_name = 2;
    const std::vector<std::string> words = text::words(text::fold(text));
    return words.size() > longest_name &&
           std::ranges::find(articles, words.front()) != articles.end();
}

bool is_contact(SlotType type) {
    return type == SlotType::telephone || type == SlotType::email;
}

bool is_date(SlotType type) {
    return type == SlotType::date_naissance || type == SlotType::date_passee ||
           type == SlotType::date_future || type == SlotType::date;
}

class FormReader {
  public:
    FormReader(const Catalog& catalog,
               const Session& session,
               const Table& table,
               std::chrono::year_month_day today,
               Reading& reading)
        : catalog_(catalog),
          session_(session),
          table_(table),
          today_(today),
          reading_(reading),
          answers_(catalog, session, *table.open) {}

    void read() {
        slots::Brought brought = slots::without_opening(catalog_.vocabulary, reading_.head);
        strong_mark_ = brought.correction;
        stripped_ = std::move(brought.value);
        read_named();
        if (table_.slot != nullptr) {
            read_value();
            reading_.about_field = about_field(reading_.words, reading_.cues, reading_.sure);
            if (reading_.tail) {
                const std::string& tail = reading_.tail->text;
                reading_.tail->about_field =
                    about_field(tail, catalog_.cues.read(tail), reading_.tail->sure);
            }
        }
        read_values();
        // "Du débiteur ou de la caution ?" names a field, and puts nothing right.
        if (!reading_.about_field || reading_.about_field->asks != AboutField::Asks::whose) {
            read_correction();
        }
        if (table_.beneath == Table::summary) {
            read_offered();
        }
    }

  private:
    const Slot& slot_of(const FormField& field) const { return catalog_.slots.at(field.slot); }

    const std::vector<const FormField*>& fields() const { return table_.position->fields; }

    std::optional<FieldValue> value_for(const FormField& field, std::string_view text) const {
        return guichet::value_for(catalog_, field, text, today_);
    }

    std::optional<FieldValue> whole_value_for(const FormField& field, std::string_view text) const {
        const bool whole =
            slots::parse(catalog_.vocabulary, slot_of(field).type, text, today_).whole;
        return whole ? value_for(field, text) : std::nullopt;
    }

    Plausibility judge(SlotType type, std::string_view text) const {
        return slots::judge_name(catalog_.vocabulary, type, text).plausibility;
    }

    void read_named() {
        const std::vector<Word> words = words_of(reading_.words);
        const Naming naming = naming_in(catalog_, fields(), words);
        reading_.named = naming.field;
        if (naming.field != nullptr) {
            const Value value = value_after(reading_.words, words, naming.last);
            reading_.names_value = value.bound && !value.text.empty();
        }
    }

    void read_value() {
        const std::vector<Word> words = words_of(reading_.head);
        const Naming naming = naming_in(catalog_, fields(), words);
        const SlotType type = table_.slot->type;
        // "la référence c'est GH 55 121" at the reference.
        if (naming.field == table_.position->field && type != SlotType::texte) {
            const Value named = value_beside(reading_.head, words, naming);
            if (named.bound && !named.text.empty()) {
                stripped_ = std::string(named.text);
            }
        }
        const bool amended = type != SlotType::texte && take_second_thought();
        if (!amended) {
            const std::string& said = type == SlotType::texte ? reading_.words : stripped_;
            reading_.value = slots::parse(catalog_.vocabulary, type, said, today_);
        }
        reading_.plausibility = Plausibility::plausible;
        if (slots::is_open(type) && type != SlotType::texte) {
            slots::JudgedName judged = slots::judge_name(catalog_.vocabulary, type, stripped_);
            reading_.plausibility = judged.plausibility;
            reading_.doubtful = std::move(judged.value);
        }
        if (reading_.cues.alone(Cue::this_number) && type == SlotType::telephone &&
            session_.channel == Channel::sms) {
            reading_.value = slots::parse(catalog_.vocabulary, type, session_.address, today_);
        }
    }

    // What the summary offers to give: its value, or only its name ("par mail").
    void read_offered() {
        constexpr std::size_t longest_name = 60;
        const auto& offered = table_.position->offered;
        for (const FormField* field : offered) {
            reading_.value =
                slots::parse(catalog_.vocabulary, slot_of(*field).type, reading_.head, today_);
            if (reading_.value.reading == slots::Reading::filled) {
                reading_.values = {{field, reading_.value.value, reading_.head}};
                return;
            }
        }
        // "La réponse doit m'arriver à moi : …", where the form asks for none of that type.
        for (const slots::Found& found : reading_.found) {
            const bool asked = std::ranges::any_of(fields(), [&](const FormField* field) {
                return slot_of(*field).type == found.type;
            });
            if (!offered.empty() && is_contact(found.type) && !asked && !reading_.correction) {
                reading_.value = slots::parse(catalog_.vocabulary, found.type, found.raw, today_);
                reading_.values = {{offered.front(), found.value, found.raw}};
                return;
            }
        }
        const Naming naming = naming_in(catalog_, offered, words_of(reading_.words));
        const bool wanted = naming.field != nullptr && !reading_.correction &&
                            reading_.words.size() <= longest_name &&
                            !reading_.cues.has(Cue::question);
        if (wanted) {
            reading_.correction = Correction{naming.field, std::nullopt};
        }
    }

    // "Le 8 juillet 1946, enfin non 1947", "AB-123, en fait non c'est AB-124": of two values with a
    // mark between them the second is meant. One that cannot be read leaves neither. True when the
    // value is settled.
    bool take_second_thought() {
        const FormField& field = *table_.position->field;
        const std::vector<Word> words = words_of(reading_.head);
        const auto mark = last_mark(words);
        if (!mark) {
            return false;
        }
        const auto first = value_for(field, reading_.head.substr(0, words[mark->first].begin));
        std::size_t next = mark->second;
        while (next + 1 < words.size() && is_link(words[next].folded)) {
            ++next;
        }
        const std::string second = reading_.head.substr(words[next].begin);
        if (!first) {
            return false;
        }
        auto meant = value_for(field, second);
        if (!meant && is_date(slot_of(field).type) && first->value.size() == 10) {
            meant = changed_date(field, first->value, second);
        }
        stripped_ = second;
        reading_.value = {};
        if (meant) {
            reading_.value =
                slots::parse(catalog_.vocabulary, slot_of(field).type, meant->raw, today_);
        }
        return true;
    }

    // The words [first, second) of the last mark that something stands before and after.
    static std::optional<std::pair<std::size_t, std::size_t>> last_mark(
        const std::vector<Word>& words) {
        static const std::vector<std::vector<std::string>> marks = {{"en", "fait"},
                                                                    {"enfin"},
                                                                    {"pardon"},
                                                                    {"plutot"},
                                                                    {"oups"},
                                                                    {"non"},
                                                                    {"voulais", "dire"}};
        for (std::size_t at = words.size(); at-- > 1;) {
            for (const auto& mark : marks) {
                const std::size_t end = at + mark.size();
                if (end < words.size() &&
                    std::equal(mark.begin(),
                               mark.end(),
                               words.begin() + static_cast<std::ptrdiff_t>(at),
                               [](const std::string& said, const Word& word) {
                                   return said == word.folded;
                               })) {
                    return std::pair{at, end};
                }
            }
        }
        return std::nullopt;
    }

    // A question about a field: whose it is, by its cue; the others by the matcher, by the field's
    // name, or by "celui", "celle" right after its value. Of what is not named the open one is
    // meant.
    std::optional<AboutField> about_field(const std::string& text,
                                          const Cues& cues,
                                          const Dialog* sure) const {
        using Asks = AboutField::Asks;
        const std::vector<Word> words = words_of(text);
        const FormField* open = table_.position->field;
        const FormField* named = naming_in(catalog_, {open}, words).field;
        named = named == nullptr ? naming_in(catalog_, fields(), words).field : named;
        const FormField* meant = named == nullptr ? open : named;
        if (asks_whose(text, cues)) {
            return AboutField{meant, Asks::whose};
        }
        const bool value = reading_.value.reading == slots::Reading::filled &&
                           reading_.plausibility == Plausibility::plausible;
        if (sure != nullptr && (cues.has(Cue::question) || !value) &&
            (sure->command == Command::why || sure->command == Command::where)) {
            return AboutField{meant, sure->command == Command::why ? Asks::why : Asks::where};
        }
        if (!cues.has(Cue::question)) {
            return std::nullopt;
        }
        const auto says = [&](std::string_view word) {
            return std::ranges::find(words, word, &Word::folded) != words.end();
        };
        // "mon nom de jeune fille ou d'épouse ?"
        const bool which = named == open && says("ou");
        // "Et si le créancier refuse ?" asks more than where another field stands.
        const bool followed =
            named != open && text == reading_.words && reading_.next && reading_.next->sure;
        const bool elsewhere = (sure != nullptr && sure->is_topic()) || followed;
        if (!which && (elsewhere || (named == nullptr && !says("celui") && !says("celle")))) {
            return std::nullopt;
        }
        static constexpr std::array whys =
            std::to_array<std::string_view>({"pourquoi", "obligatoire", "oblige", "obligee"});
        return AboutField{meant, std::ranges::any_of(whys, says) ? Asks::why : Asks::where};
    }

    // A story may hold these words.
    bool asks_whose(const std::string& text, const Cues& cues) const {
        constexpr std::size_t shortest_story = 60;
        return cues.has(Cue::whose) &&
               (table_.slot->type != SlotType::texte || text.size() < shortest_story);
    }

    // --- several values -------------------------------------------------------------------------

    bool taken(const FormField* field) const {
        return answers_.field(*field) != nullptr ||
               std::ranges::find(reading_.values, field, &FieldValue::field) !=
                   reading_.values.end();
    }

    const FormField* open_of_type(SlotType type) const {
        const auto found = std::ranges::find_if(fields(), [&](const FormField* field) {
            return slot_of(*field).type == type && !taken(field);
        });
        return found == fields().end() ? nullptr : *found;
    }

    // What is sure wherever it stands ("née le 12/03/1985", "dossier 45778B") is taken out of the
    // text.
    std::string take_found(std::string text) {
        const auto values = text == reading_.words
                                ? reading_.found
                                : slots::find_all(catalog_.vocabulary, text, today_);
        for (const slots::Found& found : values) {
            const FormField* field = open_of_type(found.type);
            const auto at = text.find(found.raw);
            if (at == std::string::npos || slots::is_open(found.type)) {
                continue;
            }
            if (field != nullptr) {
                reading_.values.push_back({field, found.value, found.raw});
                text.replace(at, found.raw.size(), ",");
            } else if (is_contact(found.type)) {
                text.replace(at, found.raw.size(), ", " + found.raw + ",");
            }
        }
        return text;
    }

    // "née le", "ma référence": the name of a field whose value was taken out.
    bool only_names(const std::string& part) const {
        const std::vector<Word> words = words_of(part);
        const Naming naming = naming_in(catalog_, fields(), words);
        return naming.field != nullptr && value_beside(part, words, naming).text.empty();
    }

    std::optional<FieldValue> named_value(const std::string& part) const {
        const std::vector<Word> words = words_of(part);
        const Naming naming = naming_in(catalog_, fields(), words);
        if (naming.field == nullptr || taken(naming.field)) {
            return std::nullopt;
        }
        Value value = value_after(part, words, naming.last);
        // "La Banque Postale" at a bank: the name holds the word of the field.
        const std::string_view whole = value_after(part, words, 0).text;
        if (!value.bound && slots::is_known_creditor(catalog_.vocabulary, whole)) {
            value.text = whole;
        }
        // "Créancier Cofidis": the name opens the part, and little follows.
        constexpr std::size_t most_words = 3;
        const bool opens = naming.first <= 1 && words.size() - naming.last <= most_words;
        const bool tied = value.bound || opens || !slots::is_open(slot_of(*naming.field).type);
        return value.text.empty() || !tied ? std::nullopt : value_for(*naming.field, value.text);
    }

    // A creditor whom everyone knows is as sure as a date.
    std::optional<FieldValue> closed_value(const std::string& part) const {
        if (auto creditor = creditor_in(catalog_, fields(), part, today_);
            creditor && !taken(creditor->field)) {
            return creditor;
        }
        for (const FormField* field : fields()) {
            const SlotType type = slot_of(*field).type;
            if (slots::is_open(type) || taken(field)) {
                continue;
            }
            const slots::Parsed parsed = slots::parse(catalog_.vocabulary, type, part, today_);
            if (parsed.reading == slots::Reading::filled && parsed.whole && parsed.sure) {
                return FieldValue{field, parsed.value, part};
            }
        }
        return std::nullopt;
    }

    // "Nom dupuis prénom martine": a part that names several fields is as many parts.
    std::vector<std::string> split_at_names(std::vector<std::string> parts) const {
        std::vector<std::string> split;
        for (const std::string& part : parts) {
            const std::vector<Word> words = words_of(part);
            std::size_t from = 0;
            bool named = false;
            for (const Naming& naming : namings_in(catalog_, fields(), words)) {
                // "Martine c'est mon prénom": a name at the end follows its value.
                const std::size_t begin = words[naming.first].begin;
                const bool cuts = naming.first > 0 && (naming.last < words.size() || named);
                named = true;
                if (cuts && !only_brings(catalog_, part.substr(from, begin - from))) {
                    split.push_back(part.substr(from, begin - from));
                    from = begin;
                }
            }
            split.push_back(part.substr(from));
        }
        return split;
    }

    // Each part goes to the field it names, or to that of its closed type; the open field may take
    // one part of its own kind. What is left over is told.
    void read_values() {
        if (table_.slot == nullptr) {
            return;
        }
        if (table_.slot->type == SlotType::texte) {
            read_named_beside_text();
            return;
        }
        const std::vector<std::string> parts = split_at_names(parts_of(take_found(reading_.head)));
        const bool several = parts.size() + reading_.values.size() > 1;
        std::string unread;
        for (const std::string& part : parts) {
            std::optional<FieldValue> value = named_value(part);
            value = value ? value : closed_value(part);
            const std::string bare = slots::without_opening(catalog_.vocabulary, part).value;
            if (!value && several && !taken(table_.position->field) && !only_names(part) &&
                !opens_sentence(bare) &&
                !slots::is_known_creditor(catalog_.vocabulary,
                                          value_after(part, words_of(part), 0).text)) {
                value = value_for(*table_.position->field, bare);
                if (value) {
                    value->sure = false;
                }
            }
            if (value) {
                reading_.values.push_back(*std::move(value));
            } else if (!carries_nothing(catalog_.cues.read(part)) && !only_names(part) &&
                       !only_brings(catalog_, part)) {
                unread += (unread.empty() ? "" : ", ") + part.substr(part.find_first_not_of(' '));
            }
        }
        reading_.unread = unread;
    }

    // "Le nom : Durand" where a story is asked for: a field whose name opens the message.
    void read_named_beside_text() {
        const std::vector<Word> words = words_of(reading_.head);
        const Naming naming = naming_in(catalog_, fields(), words);
        const bool opens = naming.field != nullptr && naming.field != table_.position->field &&
                           naming.first <= 1 && reading_.head.size() <= max_correction_bytes;
        if (!opens || taken(naming.field) ||
            !value_after(reading_.head, words, naming.last).bound) {
            return;
        }
        if (auto value = named_value(reading_.head)) {
            reading_.values.push_back(*std::move(value));
        }
    }

    // --- corrections ----------------------------------------------------------------------------

    std::vector<const FormField*> filled() const {
        std::vector<const FormField*> filled;
        for (const FormField* field : fields()) {
            if (answers_.field(*field) != nullptr) {
                filled.push_back(field);
            }
        }
        return filled;
    }

    // "1986", "le 13": what is not said of a date stays as it was, written YYYY-MM-DD.
    std::optional<FieldValue> changed_date(const FormField& field,
                                           const std::string& old,
                                           std::string_view text) const {
        if (auto value = value_for(field, std::string(text) + " " + old.substr(0, 4))) {
            return value;
        }
        std::string number;
        for (const std::string& word : text::words(text::fold(text))) {
            const bool digits = word.find_first_not_of("0123456789") == std::string::npos;
            if (digits && !number.empty()) {
                return std::nullopt;
            }
            number += digits ? word : "";
        }
        const std::string day = old.substr(8, 2);
        const std::string month = old.substr(5, 2);
        if (number.size() == 4) {
            return value_for(field, day + "/" + month + "/" + number);
        }
        return number.empty() || number.size() > 2
                   ? std::nullopt
                   : value_for(field, number + "/" + month + "/" + old.substr(0, 4));
    }

    // The words without what was only said beside them: "Durand en fait", "Durand, désolée".
    std::optional<FieldValue> new_value(const FormField& field, std::string_view text) const {
        const std::string bare = without_mark_at_end(catalog_.cues, text);
        if (auto value = value_for(field, bare)) {
            return value;
        }
        const Slot& slot = slot_of(field);
        const auto found = slots::find_all(catalog_.vocabulary, text, today_);
        const auto same = std::ranges::find(found, slot.type, &slots::Found::type);
        if (same != found.end()) {
            return FieldValue{&field, same->value, same->raw};
        }
        // "EDF, j'ai retrouvé"
        if (const auto comma = bare.find(", ");
            slots::is_open(slot.type) && comma != std::string::npos) {
            return value_for(
                field, slots::without_opening(catalog_.vocabulary, bare.substr(0, comma)).value);
        }
        const Answer* old = answers_.field(field);
        return is_date(slot.type) && old != nullptr && old->value.size() == 10
                   ? changed_date(field, old->value, bare)
                   : std::nullopt;
    }

    void read_correction() {
        const std::string& said = reading_.words;
        const bool free_text = table_.slot != nullptr && table_.slot->type == SlotType::texte;
        const bool picking = table_.kind == Table::correction;
        const bool summary = table_.beneath == Table::summary;
        const std::vector<Word> words = words_of(said);
        const auto held = filled();
        const bool story = free_text && !starts_with_mark() && !starts_with_name(held, words);
        if (said.size() > max_correction_bytes || story) {
            return;
        }
        if (correct_by_parts(held)) {
            return;
        }
        Naming naming = named_after_except(held, words);
        if (naming.field == nullptr) {
            naming = named_or_hinted(held, words);
        }
        if (replace_old(held, words)) {
            return;
        }
        // "Non le 5" where a day is asked is said back as that day: it corrects no other.
        const bool doubted = reading_.value.reading == slots::Reading::filled &&
                             !reading_.value.sure && naming.field == nullptr;
        if (doubted) {
            return;
        }
        if (naming.field != nullptr) {
            correct_named(naming, words, summary || picking);
        } else if (reading_.cues.has(Cue::apology) &&
                   (correct_very_last(held) || correct_alike(held))) {
            return;
        } else if (reading_.cues.has(Cue::correction) || strong_mark_ || apologises() ||
                   (summary && starts_with_no(words))) {
            correct_last(held);
        } else if ((summary || picking) && table_.open->amends.empty()) {
            correct_alike(held);
        }
    }

    // "La date est juste": named, and right.
    static bool is_said_right(const std::vector<Word>& words, const Naming& naming) {
        static constexpr auto links =
            std::to_array<std::string_view>({"c", "est", "sont", "elle", "il"});
        static constexpr auto rights = std::to_array<std::string_view>({"juste",
                                                                        "justes",
                                                                        "bon",
                                                                        "bonne",
                                                                        "bons",
                                                                        "correct",
                                                                        "correcte",
                                                                        "exact",
                                                                        "exacte",
                                                                        "ok"});
        std::size_t at = naming.last;
        while (at < words.size() && std::ranges::find(links, words[at].folded) != links.end()) {
            ++at;
        }
        return at < words.size() && std::ranges::find(rights, words[at].folded) != rights.end();
    }

    // By its name or, where something is put right, by a word of its label.
    Naming named_or_hinted(const std::vector<const FormField*>& held,
                           const std::vector<Word>& words) const {
        const Naming named = naming_in(catalog_, held, words);
        if (named.field != nullptr && is_said_right(words, named)) {
            std::vector<const FormField*> others = held;
            std::erase(others, named.field);
            return named_or_hinted(others, words);
        }
        const bool hints = table_.beneath == Table::summary || reading_.cues.has(Cue::correction);
        return named.field == nullptr && hints ? hinted_in(held, words) : named;
    }

    // "Le nom c'est bon mais pas le prénom", "tout sauf la date".
    Naming named_after_except(const std::vector<const FormField*>& held,
                              const std::vector<Word>& words) const {
        static constexpr auto marks =
            std::to_array<std::string_view>({"sauf", "hormis", "excepte"});
        static constexpr auto articles =
            std::to_array<std::string_view>({"le", "la", "l", "mon", "ma"});
        for (std::size_t at = 0; at + 1 < words.size(); ++at) {
            const bool except = std::ranges::find(marks, words[at].folded) != marks.end();
            const bool not_this =
                at > 0 && words[at].folded == "pas" &&
                std::ranges::find(articles, words[at + 1].folded) != articles.end();
            if (!except && !not_this) {
                continue;
            }
            const auto rest = static_cast<std::ptrdiff_t>(at + 1);
            Naming naming = named_or_hinted(held, {words.begin() + rest, words.end()});
            naming.first += at + 1;
            naming.last += at + 1;
            return naming;
        }
        return {};
    }

    // "Le prénom c'est Julia et le nom Dupond": each part that names a field and gives its value.
    bool correct_by_parts(const std::vector<const FormField*>& held) {
        const std::vector<std::string> parts = parts_of(reading_.words);
        if (parts.size() < 2) {
            return false;
        }
        std::vector<FieldValue> found;
        for (const std::string& part : parts) {
            const std::vector<Word> words = words_of(part);
            const Naming naming = named_or_hinted(held, words);
            const Value after =
                naming.field == nullptr ? Value() : value_after(part, words, naming.last);
            const bool tied = after.bound || !found.empty() || reading_.cues.has(Cue::correction);
            if (after.text.empty() || !tied) {
                continue;
            }
            if (auto value = new_value(*naming.field, after.text);
                value && value->value != answers_.field(*naming.field)->value) {
                found.push_back(*std::move(value));
            }
        }
        if (found.empty()) {
            return false;
        }
        reading_.correction = Correction{found.front().field, found.front()};
        reading_.values.insert(reading_.values.end(), found.begin() + 1, found.end());
        return true;
    }

    // A value alone, where all is given: it can only be meant for the one field of its type, or for
    // the name that it nearly is.
    bool correct_alike(const std::vector<const FormField*>& held) {
        const std::string said = without_mark_at_end(catalog_.cues, stripped_);
        std::optional<FieldValue> only;
        for (const FormField* field : held) {
            const SlotType type = slot_of(*field).type;
            const auto value =
                type == SlotType::texte ? std::nullopt : whole_value_for(*field, said);
            const std::string& old = answers_.field(*field)->value;
            if (!value || value->value == old ||
                (slots::is_open(type) && !is_near(value->value, old))) {
                continue;
            }
            if (only) {
                return false;
            }
            only = value;
        }
        if (only) {
            reading_.correction = Correction{only->field, only};
        }
        return only.has_value();
    }

    // "Oups, Pierre" at a number: what follows can only be meant for the name before.
    bool apologises() const {
        return table_.slot != nullptr && !slots::is_open(table_.slot->type) &&
               reading_.cues.has(Cue::apology) && stripped_ != reading_.words &&
               reading_.value.reading != slots::Reading::filled;
    }

    // "Remplacez Dupont par Durand", "Durand et non Dupont": the old value stands beside the new
    // one.
    bool replace_old(const std::vector<const FormField*>& held, const std::vector<Word>& words) {
        static constexpr std::array marks = std::to_array<std::string_view>(
            {"remplacez", "remplacer", "remplace", "lieu", "pas", "changez", "changer"});
        static constexpr std::array links = std::to_array<std::string_view>(
            {"par", "mais", "c",    "est",    "cest", "et",      "au",  "de", "en",
             "n",   "ne",   "a",    "je",     "m",    "appelle", "mon", "ma", "le",
             "la",  "l",    "oups", "pardon", "nom",  "prenom",  "non", "nan"});
        const auto among = [](const auto& list) {
            return [&list](const Word& word) {
                return std::ranges::find(list, word.folded) != list.end();
            };
        };
        // "Durand et non Dupont"; a "non" that opens the sentence only denies.
        const auto denied = place_of(words, {"et", "non"});
        if (std::ranges::none_of(words, among(marks)) && !denied) {
            return false;
        }
        for (const FormField* field : held) {
            const auto old = text::words(text::fold(answers_.field(*field)->value));
            const auto at = place_of(words, old);
            if (!at || slot_of(*field).type == SlotType::texte) {
                continue;
            }
            std::vector<Word> rest = words;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(*at),
                       rest.begin() + static_cast<std::ptrdiff_t>(*at + old.size()));
            std::erase_if(rest, among(marks));
            std::erase_if(rest, among(links));
            // "Henry avec un y"
            rest.erase(std::ranges::find(rest, "avec", &Word::folded), rest.end());
            if (rest.empty() || rest.back().end - rest.front().begin > max_correction_bytes) {
                continue;
            }
            std::string_view fresh =
                std::string_view(reading_.words)
                    .substr(rest.front().begin, rest.back().end - rest.front().begin);
            fresh = fresh.substr(0, fresh.find_last_not_of(" ,;:!.") + 1);
            if (const auto value = new_value(*field, fresh);
                value && value->value != answers_.field(*field)->value) {
                reading_.correction = Correction{field, value};
                return true;
            }
        }
        return false;
    }

    bool starts_with_mark() const {
        const FoundCue* mark = reading_.cues.find(Cue::correction);
        return strong_mark_ ||
               (mark != nullptr && text::fold(reading_.words).starts_with(mark->words));
    }

    // "Le nom c'est avec un b", where a story is asked for.
    bool starts_with_name(const std::vector<const FormField*>& held,
                          const std::vector<Word>& words) const {
        const Naming naming = naming_in(catalog_, held, words);
        const bool opens = naming.field != nullptr && naming.first <= 1;
        return opens && value_after(reading_.words, words, naming.last).bound;
    }

    static bool starts_with_no(const std::vector<Word>& words) {
        return words.size() > 1 && words.front().folded == "non";
    }

    // The one field whose label holds a word of the sentence ("la date est fausse"); none when
    // there are several.
    static Naming hinted_in(const std::vector<const FormField*>& fields,
                            const std::vector<Word>& words) {
        Naming hinted;
        for (const FormField* field : fields) {
            for (const std::string& part : field->label_words) {
                const auto at = std::ranges::find(words, part, &Word::folded);
                if (part.size() <= 3 || at == words.end()) {
                    continue;
                }
                if (hinted.field != nullptr && hinted.field != field) {
                    return {};
                }
                const auto index = static_cast<std::size_t>(at - words.begin());
                hinted = {field, index, index + 1};
            }
        }
        return hinted;
    }

    void correct_named(const Naming& naming, const std::vector<Word>& words, bool reopens) {
        const std::string& said = reading_.words;
        const bool free_text = table_.slot != nullptr && table_.slot->type == SlotType::texte;
        const bool marked = reading_.cues.has(Cue::correction) || strong_mark_ ||
                            starts_with_no(words) || free_text;
        // "15 rue des Lilas, c'est l'adresse"
        const bool story = slot_of(*naming.field).type == SlotType::texte;
        Value after =
            story ? value_beside(said, words, naming) : value_after(said, words, naming.last);
        if (!story && !after.bound) {
            if (const Value before = value_said_before(naming, words); before.bound) {
                after = before;
            }
        }
        const bool closed = !slots::is_open(slot_of(*naming.field).type);
        std::optional<FieldValue> value;
        if (!after.text.empty() && (after.bound || closed || marked || reopens)) {
            value = new_value(*naming.field, after.text);
        }
        if (!value && !after.text.empty() && closed && (marked || reopens)) {
            value = new_value(*naming.field, said);
        }
        const bool asks = reading_.cues.has(Cue::question) && !value;
        if (value || ((marked || reopens) && !asks)) {
            reading_.correction = Correction{naming.field, value};
        }
        if (value) {
            read_value_before(naming, words);
        }
    }

    // "C'est Juliette mon prénom officiel": between "c'est" and the name of the field.
    Value value_said_before(const Naming& naming, const std::vector<Word>& words) const {
        static constexpr auto owners = std::to_array<std::string_view>(
            {"mon", "ma", "le", "la", "l", "son", "sa", "notre", "votre"});
        std::size_t end = naming.first;
        while (end > 0 && std::ranges::find(owners, words[end - 1].folded) != owners.end()) {
            --end;
        }
        std::size_t at = end;
        while (at > 0 && words[at - 1].folded != "est" && words[at - 1].folded != "cest") {
            --at;
        }
        static constexpr auto others =
            std::to_array<std::string_view>({"sauf", "hormis", "excepte", "bon", "pas", "mais"});
        const bool says_else = std::ranges::any_of(words, [&](const Word& word) {
            return std::ranges::find(others, word.folded) != others.end();
        });
        Value value;
        if (at > 0 && at < end && !says_else) {
            value.text = std::string_view(reading_.words)
                             .substr(words[at].begin, words[end - 1].end - words[at].begin);
            value.bound = new_value(*naming.field, value.text).has_value();
        }
        return value;
    }

    // "12 mars 1985 ma référence c'est AB-12346": what stands before the correction may answer.
    void read_value_before(const Naming& naming, const std::vector<Word>& words) {
        const bool asked = table_.slot != nullptr && naming.field != table_.position->field &&
                           !slots::is_open(table_.slot->type);
        if (!asked || naming.first < 2) {
            return;
        }
        const std::string before = reading_.words.substr(0, words[naming.first - 1].begin);
        if (auto value = value_for(*table_.position->field, before);
            value && !taken(value->field)) {
            reading_.values.push_back(*std::move(value));
        }
    }

    // No field is named: the last one filled that can read what follows the mark. A closed type is
    // surer than an open one, which takes any words: of these only the very last answer can be
    // meant, and only after a sure mark.
    void correct_last(const std::vector<const FormField*>& held) {
        if (correct_last_closed(held) || held.empty() || !(strong_mark_ || apologises())) {
            return;
        }
        const FormField* last = held.back();
        const bool open = slots::is_open(slot_of(*last).type) &&
                          slot_of(*last).type != SlotType::texte && !table_.open->order.empty() &&
                          table_.open->order.back() == last->slot;
        if (open) {
            correct_to(*last, stripped_);
        }
    }

    // "Pardon, 1969" right after a day of birth.
    bool correct_very_last(const std::vector<const FormField*>& held) {
        const auto& order = table_.open->order;
        const auto last = std::ranges::find_if(held, [&](const FormField* field) {
            return !order.empty() && field->slot == order.back();
        });
        const bool corrected =
            last != held.end() && is_date(slot_of(**last).type) && correct_to(**last, stripped_);
        if (corrected) {
            reading_.values.clear();
        }
        return corrected;
    }

    bool correct_last_closed(const std::vector<const FormField*>& held) {
        return std::any_of(held.rbegin(), held.rend(), [&](const FormField* field) {
            return !slots::is_open(slot_of(*field).type) && correct_to(*field, reading_.words);
        });
    }

    // The value that is held already is no other field's.
    bool correct_to(const FormField& field, std::string_view words) {
        const std::optional<FieldValue> value = new_value(field, words);
        if (!value) {
            return false;
        }
        reading_.correction = Correction{&field, value};
        return true;
    }

    const Catalog& catalog_;
    const Session& session_;
    const Table& table_;
    std::chrono::year_month_day today_;
    Reading& reading_;
    AnswersHeld answers_;
    bool strong_mark_ = false;  // "*Dupont", "je voulais dire Dupont"
    std::string stripped_;      // the head without its introduction
};

}  // namespace

void read_form(const Catalog& catalog,
               const Session& session,
               const Table& table,
               std::chrono::year_month_day today,
               Reading& reading) {
    FormReader(catalog, session, table, today, reading).read();
}

std::optional<FieldValue> value_for(const Catalog& catalog,
                                    const FormField& field,
                                    std::string_view text,
                                    std::chrono::year_month_day today) {
    const SlotType type = catalog.slots.at(field.slot).type;
    const slots::Parsed parsed = slots::parse(catalog.vocabulary, type, text, today);
    if (parsed.reading != slots::Reading::filled || !parsed.sure) {
        return std::nullopt;
    }
    const bool name = slots::is_open(type) && type != SlotType::texte;
    if (name && (!parsed.whole || slots::judge_name(catalog.vocabulary, type, text).plausibility !=
                                      Plausibility::plausible)) {
        return std::nullopt;
    }
    return FieldValue{&field, parsed.value, std::string(text)};
}

std::optional<FieldValue> creditor_in(const Catalog& catalog,
                                      const std::vector<const FormField*>& fields,
                                      std::string_view text,
                                      std::chrono::year_month_day today) {
    const std::vector<Word> words = words_of(text);
    const std::string_view name = value_after(text, words, 0).text;
    if (!slots::is_known_creditor(catalog.vocabulary, name)) {
        return std::nullopt;
    }
    const auto field = std::ranges::find_if(fields, [&](const FormField* each) {
        const Slot& slot = catalog.slots.at(each->slot);
        return slot.type == SlotType::denomination && slot.of_case;
    });
    return field == fields.end() ? std::nullopt : value_for(catalog, **field, name, today);
}

std::optional<FieldValue> first_name_beside(const Catalog& catalog,
                                            const std::vector<const FormField*>& fields,
                                            const AnswersHeld& answers,
                                            const FieldValue& family,
                                            std::chrono::year_month_day today) {
    if (catalog.slots.at(family.field->slot).type != SlotType::nom) {
        return std::nullopt;
    }
    const std::string surname =
        slots::parse(catalog.vocabulary, SlotType::nom, family.raw, today).value;
    std::string given = slots::parse(catalog.vocabulary, SlotType::prenom, family.raw, today).value;
    // "Paul Martin" also reads as two first names: the family name is not one of them here.
    if (given.ends_with(" " + surname)) {
        given.resize(given.size() - surname.size() - 1);
    } else if (given.starts_with(surname + " ")) {
        given.erase(0, surname.size() + 1);
    }
    if (surname.empty() || given.empty() || surname.find(given) != std::string::npos ||
        given.find(surname) != std::string::npos) {
        return std::nullopt;
    }
    const auto field = std::ranges::find_if(fields, [&](const FormField* other) {
        return catalog.slots.at(other->slot).type == SlotType::prenom &&
               answers.field(*other) == nullptr;
    });
    return field == fields.end() ? std::nullopt
                                 : std::optional(FieldValue{*field, given, family.raw});
}

}  // namespace guichet
