#include "engine/dialog/data_words.hpp"

#include <algorithm>
#include <span>

#include "engine/dialog/field_values.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

using slots::SlotType;
using Fields = std::vector<const FormField*>;

// Another answer was given to what the field depends on.
bool is_off_the_way(const FormField& field, const std::vector<Position::Taken>& taken) {
    return std::ranges::any_of(taken, [&](const Position::Taken& each) {
        const auto test = field.when.answers.find(std::get<Ask>(each.node->kind).key);
        return test != field.when.answers.end() &&
               std::ranges::find(test->second, each.option->id) == test->second.end();
    });
}

// A field asked in two wordings of the same tree means two people: neither is sure.
void add_fields(const std::vector<Node>& steps,
                const std::vector<Position::Taken>& taken,
                Fields& fields,
                Fields& unclear) {
    for (const Node& node : steps) {
        if (const auto* form = std::get_if<Form>(&node.kind)) {
            for (const FormField& field : form->fields) {
                if (is_off_the_way(field, taken)) {
                    continue;
                }
                const auto known = std::ranges::find(fields, field.slot, &FormField::slot);
                if (known == fields.end()) {
                    fields.push_back(&field);
                } else if ((*known)->label != field.label) {
                    unclear.push_back(*known);
                }
            }
        } else if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            for (const Option& option : ask->options) {
                add_fields(option.steps, taken, fields, unclear);
            }
        }
    }
}

// "Je m'appelle Paul Durand" before the name of the deceased is asked: of the one or of the other.
bool could_be_the_writers(const Catalog& catalog, const FormField& field) {
    const Slot& slot = catalog.slots.at(field.slot);
    return slot.in_advance && !slot.of_case && !is_kept(catalog, field);
}

Fields fields_to_come(const Catalog& catalog, const Table& table) {
    Fields fields;
    Fields unclear;
    if (table.kind == Table::question) {
        add_fields(table.dialog->steps, table.position->taken, fields, unclear);
    }
    for (const FormField& field : catalog.in_advance) {
        if (std::ranges::find(fields, field.slot, &FormField::slot) == fields.end()) {
            fields.push_back(&field);
        }
    }
    std::erase_if(fields, [&](const FormField* field) {
        return std::ranges::find(unclear, field) != unclear.end() ||
               could_be_the_writers(catalog, *field);
    });
    return fields;
}

bool is_grammar(slots::Saying saying) {
    return saying == slots::Saying::grammar || saying == slots::Saying::verb ||
           saying == slots::Saying::filler || saying == slots::Saying::excuse;
}

class DataReader {
  public:
    DataReader(const Catalog& catalog,
               const Table& table,
               std::chrono::year_month_day today,
               Reading& reading)
        : catalog_(catalog),
          fields_(fields_to_come(catalog, table)),
          today_(today),
          reading_(reading) {}

    // Returns the words that are no data.
    std::string read() {
        const std::string rest = take_found(reading_.words);
        bool only = true;
        for (const std::string& part : parts_of(rest)) {
            only = read_part(part) && only;
        }
        if (reading_.data.empty()) {
            only = take_bare_reference();
        }
        std::ranges::sort(reading_.data, {}, [&](const FieldValue& value) {
            return std::ranges::find(fields_, value.field);
        });
        reading_.only_data = only && !reading_.data.empty() && !reading_.cues.has(Cue::question) &&
                             !reading_.cues.has(Cue::request);
        return std::move(rest_);
    }

  private:
    bool taken(const FormField* field) const {
        return std::ranges::find(reading_.data, field, &FieldValue::field) != reading_.data.end();
    }

    const FormField* free_of_type(SlotType type) const {
        const auto found = std::ranges::find_if(fields_, [&](const FormField* field) {
            return catalog_.slots.at(field->slot).type == type && !taken(field);
        });
        return found == fields_.end() ? nullptr : *found;
    }

    bool take(const FormField* field, std::string value, std::string_view raw) {
        if (field == nullptr || taken(field)) {
            return false;
        }
        reading_.data.push_back({field, std::move(value), std::string(raw)});
        return true;
    }

    std::string take_found(std::string text) {
        for (const slots::Found& found : reading_.found) {
            const auto at = text.find(found.raw);
            // "Marie Dupont" is found twice, as a first name and as a family name.
            if (take(free_of_type(found.type), found.value, found.raw) && at != std::string::npos) {
                text.replace(at, found.raw.size(), 1, ',');
            }
        }
        return text;
    }

    // Takes what the part names. False when it also says something else.
    bool read_part(const std::string& part) {
        const std::vector<Word> words = words_of(part);
        const std::vector<Naming> namings = namings_in(catalog_, fields_, words);
        std::vector<bool> used(words.size());
        for (std::size_t i = 0; i < namings.size(); ++i) {
            const std::size_t end = i + 1 < namings.size() ? namings[i + 1].first : words.size();
            take_named(part, std::span(words).first(end), namings[i], used);
        }
        // "EDF je crois"
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (hedges(words, i)) {
                std::fill(used.begin() + static_cast<std::ptrdiff_t>(i), used.end(), true);
            }
        }
        for (const Naming& naming : namings) {
            if (taken(naming.field)) {
                std::fill(used.begin() + static_cast<std::ptrdiff_t>(naming.first),
                          used.begin() + static_cast<std::ptrdiff_t>(naming.last),
                          true);
            }
        }
        if (namings.empty() && (take_creditor(part) || take_given_name(part, words) ||
                                take_lettered_reference(part, words))) {
            return true;
        }
        // "Le créancier c'est": what ties a name to a value that was taken out.
        const bool named = std::ranges::find(used, true) != used.end();
        std::string left;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!used[i] && !(named && is_link(words[i].folded))) {
                left += words[i].folded;
                left += ' ';
            }
        }
        rest_ += left;
        return left.empty() || only_brings(catalog_, left);
    }

    // "Nom : Traoré prénom Aminata": the value stands between its name and the next one.
    void take_named(const std::string& part,
                    std::span<const Word> words,
                    const Naming& naming,
                    std::vector<bool>& used) {
        constexpr std::size_t most_words = 4;
        // "À quelle heure vous appelez" gives no hour.
        const bool asked = naming.first > 0 && words[naming.first - 1].folded.starts_with("quel");
        if (asked || is_denied({words.begin(), words.end()}, naming)) {
            return;
        }
        std::size_t last = words.size();
        while (last > naming.last && builds(words.subspan(last - 1, 1))) {
            --last;
        }
        const std::vector<Word> kept(words.begin(),
                                     words.begin() + static_cast<std::ptrdiff_t>(last));
        const std::string_view said =
            kept.empty() ? std::string_view() : std::string_view(part).substr(0, kept.back().end);
        const Value value = value_after(said, kept, naming.last);
        if (value.text.empty() || (!value.bound && last - naming.last > most_words)) {
            return;
        }
        auto held = value_for(catalog_, *naming.field, value.text, today_);
        if (held && take(naming.field, std::move(held->value), value.text)) {
            std::fill(used.begin() + static_cast<std::ptrdiff_t>(naming.first),
                      used.begin() + static_cast<std::ptrdiff_t>(last),
                      true);
        }
    }

    bool take_creditor(const std::string& part) {
        auto creditor = creditor_in(catalog_, fields_, part, today_);
        return creditor && take(creditor->field, std::move(creditor->value), creditor->raw);
    }

    // "Kévin, né le 04/06/2006": beside another value a first name is one.
    bool take_given_name(const std::string& part, const std::vector<Word>& words) {
        const bool name = words.size() == 1 && !reading_.data.empty() &&
                          catalog_.vocabulary.is_given_name(words.front().folded);
        if (!name) {
            return false;
        }
        const slots::Parsed parsed =
            slots::parse(catalog_.vocabulary, SlotType::prenom, part, today_);
        return parsed.reading == slots::Reading::filled &&
               take(free_of_type(SlotType::prenom), parsed.value, part);
    }

    // "Leroy Anne, DR99881": beside another value, letters and figures in one word.
    bool take_lettered_reference(const std::string& part, const std::vector<Word>& words) {
        const slots::Parsed parsed =
            slots::parse(catalog_.vocabulary, SlotType::reference, part, today_);
        const bool one = !words.empty() && words.front().begin == words.back().begin;
        const bool letters =
            std::ranges::any_of(parsed.value, [](char c) { return c >= 'A' && c <= 'Z'; });
        return one && letters && !reading_.data.empty() &&
               parsed.reading == slots::Reading::filled && parsed.whole &&
               take(free_of_type(SlotType::reference), parsed.value, part);
    }

    // "AB-12345" alone.
    bool take_bare_reference() {
        constexpr std::size_t shortest = 5;
        const std::string& words = reading_.words;
        const bool phone =
            slots::parse(catalog_.vocabulary, SlotType::telephone, words, today_).reading ==
            slots::Reading::filled;
        const slots::Parsed parsed =
            slots::parse(catalog_.vocabulary, SlotType::reference, words, today_);
        // "RCS 812 345 67" names something else, badly written.
        const auto namings = namings_in(catalog_, fields_, words_of(words));
        const bool other = std::ranges::any_of(namings, [&](const Naming& naming) {
            return catalog_.slots.at(naming.field->slot).type != SlotType::reference;
        });
        const bool bare = !other && parsed.reading == slots::Reading::filled && parsed.whole &&
                          !phone && parsed.value.size() >= shortest &&
                          words.find_first_of("0123456789") != std::string::npos &&
                          std::ranges::count(words, ' ') <= 1;
        return bare && take(free_of_type(SlotType::reference), parsed.value, words);
    }

    // A word of a sentence, or of an excuse.
    bool builds(std::span<const Word> words) const {
        const std::vector<std::string> folded = {words.front().folded};
        const auto said = catalog_.vocabulary.said_by(folded);
        return said && is_grammar(said->saying);
    }

    const Catalog& catalog_;
    Fields fields_;
    std::chrono::year_month_day today_;
    Reading& reading_;
    std::string rest_;
};

}  // namespace

bool only_brings(const Catalog& catalog, std::string_view text) {
    const std::vector<std::string> words = text::words(text::fold(text));
    const auto names_field = [&](const std::string& word) {
        return std::ranges::any_of(catalog.slots, [&](const auto& slot) {
            return std::ranges::any_of(slot.second.names, [&](const Words& name) {
                return std::ranges::find(name, word) != name.end();
            });
        });
    };
    for (std::size_t at = 0; at < words.size();) {
        const auto said = catalog.vocabulary.said_by(std::span(words).subspan(at));
        const bool builds = said && is_grammar(said->saying);
        if (!builds && words[at].size() > 2 && !names_field(words[at])) {
            return false;
        }
        at += builds ? said->length : 1;
    }
    return true;
}

std::string read_data(const Catalog& catalog,
                      const Table& table,
                      std::chrono::year_month_day today,
                      Reading& reading) {
    return DataReader(catalog, table, today, reading).read();
}

}  // namespace guichet
