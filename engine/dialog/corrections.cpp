#include "engine/dialog/corrections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/dialog/asides.hpp"
#include "engine/dialog/data_words.hpp"
#include "engine/dialog/field_values.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

using slots::SlotType;

// The same name but for a slip or two: "Dupond" and "Dupont", never "Tout" and "Roux".
bool is_near(std::string_view name, std::string_view other) {
    constexpr std::size_t long_name = 7;
    const std::string a = text::fold(name);
    const std::string b = text::fold(other);
    const std::size_t slips = std::min(a.size(), b.size()) < long_name ? 1 : 2;
    return text::edit_distance(a, b, slips) <= slips;
}

// A reference made as the other is: with letters, which no telephone and no postcode has.
bool is_made_alike(std::string_view value, std::string_view old) {
    const auto has_letter = [](std::string_view text) {
        return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'z'; });
    };
    return has_letter(value) && has_letter(old);
}

// "Bertolon sans h", "Henry avec un y": the name alone.
std::string without_spelling(const std::string& text) {
    const std::vector<Word> words = words_of(text);
    for (std::size_t at = 1; at + 1 < words.size(); ++at) {
        const bool tells = words[at].folded == "sans" || words[at].folded == "avec";
        const std::size_t left = words.size() - at;
        if (tells && left <= 3 && words.back().folded.size() == 1) {
            return text.substr(0, words[at - 1].end);
        }
    }
    return text;
}

class CorrectionReader {
  public:
    CorrectionReader(const Catalog& catalog,
                     const Table& table,
                     const AnswersHeld& answers,
                     const slots::Brought& said,
                     std::chrono::year_month_day today,
                     Reading& reading)
        : catalog_(catalog),
          table_(table),
          answers_(answers),
          said_(said),
          today_(today),
          reading_(reading) {}

    void read() {
        words_ = without_sentences_taken();
        read_correction();
        if (table_.beneath == Table::summary) {
            replace_creditor();
        }
    }

  private:
    void read_correction() {
        const std::string& said = words_;
        const bool free_text = table_.slot != nullptr && table_.slot->type == SlotType::texte;
        const bool picking = table_.kind == Table::correction;
        const bool summary = table_.beneath == Table::summary;
        const std::vector<Word> words = words_of(said);
        const auto held = filled();
        const bool story = free_text && !starts_with_mark() && !starts_with_name(held, words);
        if (free_text && change_in_last_sentence(held)) {
            return;
        }
        if (said.size() > max_correction_bytes || story) {
            return;
        }
        if (keeps_what_is_held(said) || correct_by_parts(held) || change_in_date(held, words)) {
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
        if (naming.field == nullptr && spell_again(held, words)) {
            return;
        }
        if (naming.field != nullptr) {
            correct_named(naming, words, summary || picking);
        } else if (reading_.cues.has(Cue::apology) &&
                   (correct_very_last(held) || correct_alike(held))) {
            return;
        } else if (reading_.cues.has(Cue::correction) || said_.correction || apologises() ||
                   (summary && starts_with_no(words))) {
            correct_last(held);
        } else if ((summary || picking) && table_.open->amends.empty()) {
            correct_alike(held);
        }
    }

    const Slot& slot_of(const FormField& field) const { return catalog_.slots.at(field.slot); }

    // "C'est Copeaux et Fils, pas Copeaux. RCS 552 100 554": a last sentence that gives a value of
    // its own is no part of what is put right.
    std::string without_sentences_taken() const {
        const auto seam = reading_.words.rfind(". ");
        if (seam == std::string::npos) {
            return reading_.words;
        }
        const std::string last = reading_.words.substr(seam + 2);
        const bool taken = std::ranges::any_of(reading_.values, [&](const FieldValue& value) {
            return last.find(value.raw) != std::string::npos;
        });
        return taken ? reading_.words.substr(0, seam) : reading_.words;
    }

    std::optional<FieldValue> value_for(const FormField& field, std::string_view text) const {
        return guichet::value_for(catalog_, field, text, today_);
    }

    std::vector<const FormField*> filled() const {
        std::vector<const FormField*> filled;
        for (const FormField* field : table_.position->fields) {
            if (answers_.field(*field) != nullptr) {
                filled.push_back(field);
            }
        }
        return filled;
    }

    // The words without what was only said beside them: "Durand en fait", "Durand, désolée".
    std::optional<FieldValue> new_value(const FormField& field, std::string_view text) const {
        const std::string bare = without_spelling(without_mark_at_end(catalog_.cues, text));
        if (auto value = value_for(field, bare)) {
            const auto full =
                first_names_in_full(catalog_, table_.position->fields, answers_, *value, today_);
            return full ? full : value;
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
        return old == nullptr || !says_only_a_day(bare)
                   ? std::nullopt
                   : changed_date(catalog_, field, old->value, bare, today_);
    }

    // "Pardon, le 24 mars": not "l'audience est le 24".
    bool says_only_a_day(std::string_view text) const {
        std::string said = text::fold(text);
        if (const FoundCue* mark = reading_.cues.find(Cue::correction)) {
            if (const auto at = said.find(mark->words); at != std::string::npos) {
                said.replace(at, mark->words.size(), " ");
            }
        }
        return std::ranges::all_of(text::words(said), [&](const std::string& word) {
            const auto day = fmt::format("1 {} 2000", word);
            const bool month =
                slots::parse(catalog_.vocabulary, SlotType::date, day, today_).reading ==
                slots::Reading::filled;
            return word.find_first_of("0123456789") != std::string::npos || month ||
                   word == "non" || only_brings(catalog_, word);
        });
    }

    // "C'était pas le 19, c'était le 9": the part of a date that is held, and what it should be.
    bool change_in_date(const std::vector<const FormField*>& held, const std::vector<Word>& words) {
        const auto denied = std::ranges::find(words, "pas", &Word::folded);
        std::vector<std::string> numbers;
        bool new_first = false;  // "c'était le 9, pas le 19"
        for (auto word = words.begin(); word != words.end(); ++word) {
            if (word->folded.find_first_not_of("0123456789") == std::string::npos) {
                new_first = new_first || word < denied;
                numbers.push_back(word->folded);
            }
        }
        constexpr std::size_t old_and_new = 2;
        if (denied == words.end() || numbers.size() != old_and_new) {
            return false;
        }
        if (new_first) {
            std::swap(numbers.front(), numbers.back());
        }
        for (const FormField* field : held) {
            const std::string& old = answers_.field(*field)->value;
            const auto changed = changed_date(catalog_, *field, old, numbers.back(), today_);
            const bool said =
                numbers.front().size() == 4
                    ? old.starts_with(numbers.front())
                    : old.ends_with("-" + numbers.front()) || old.ends_with("-0" + numbers.front());
            if (changed && said) {
                reading_.correction = Correction{field, changed};
                return true;
            }
        }
        return false;
    }

    // "… Et la date, c'était le 21 et pas le 12", after a story: the day held is put right, and the
    // story ends before.
    bool change_in_last_sentence(const std::vector<const FormField*>& held) {
        const auto seam = words_.rfind(". ");
        if (seam == std::string::npos || seam == 0 ||
            !change_in_date(held, words_of(std::string_view(words_).substr(seam + 2)))) {
            return false;
        }
        if (auto story = value_for(*table_.position->field, words_.substr(0, seam))) {
            reading_.values = {*std::move(story)};
        }
        return true;
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
        const auto is_link_at = [&](std::size_t i) {
            return i < words.size() && std::ranges::find(links, words[i].folded) != links.end();
        };
        std::size_t at = naming.last;
        // "Le créancier exact est Cetelem"
        if (!is_link_at(at) && is_link_at(at + 1)) {
            return false;
        }
        while (is_link_at(at)) {
            ++at;
        }
        // "Mon nom c'est juste Bouvier"
        const bool only = at + 1 < words.size() && words[at].folded == "juste" &&
                          words[at + 1].folded != "mais" && words[at + 1].folded != "et";
        return at < words.size() && !only &&
               std::ranges::find(rights, words[at].folded) != rights.end();
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

    // "Pour me répondre mettez jean@exemple.fr", "mon mail : jean@exemple.fr" where no e-mail is
    // asked for: the way to be answered, whatever else is named. The number of a notary goes on
    // with what is told of the notary.
    std::optional<FieldValue> contact_in(const std::string& part,
                                         const std::vector<Word>& words,
                                         bool goes_on) const {
        static constexpr auto answers =
            std::to_array<std::string_view>({"repondre", "reponse", "recontacter", "rappeler"});
        static constexpr auto ways =
            std::to_array<std::string_view>({"mail", "email", "tel", "telephone", "portable"});
        const auto among = [](std::span<const std::string_view> list) {
            return [list](const Word& word) {
                return std::ranges::find(list, word.folded) != list.end();
            };
        };
        const auto found = slots::find_all(catalog_.vocabulary, part, today_);
        const auto contact = std::ranges::find_if(
            found, [](const slots::Found& each) { return is_contact(each.type); });
        const bool asked =
            contact == found.end() ||
            std::ranges::any_of(table_.position->fields, [&](const FormField* field) {
                return slot_of(*field).type == contact->type;
            });
        const FormField* told = named_or_hinted(filled(), words).field;
        goes_on = goes_on || (told != nullptr && slot_of(*told).type == SlotType::texte);
        const bool alone = contact != found.end() && stands_alone(part, contact->raw);
        if (std::ranges::none_of(words, among(answers)) &&
            (asked || goes_on || (std::ranges::none_of(words, among(ways)) && !alone))) {
            return std::nullopt;
        }
        std::string address;
        if (contact != found.end()) {
            address = contact->raw;
        } else if (const auto at = part.find('@'); at != std::string::npos) {
            const auto begin = part.find_last_of(" ,;:", at) + 1;
            address = part.substr(begin, part.find_first_of(" ,;", at) - begin);
        }
        for (const auto* list : {&table_.position->offered, &table_.position->fields}) {
            for (const FormField* field : *list) {
                if (!address.empty() && slot_of(*field).type == SlotType::contact) {
                    return value_for(*field, address);
                }
            }
        }
        return std::nullopt;
    }

    // "C'est jean@exemple.fr"
    bool stands_alone(std::string part, const std::string& raw) const {
        const auto at = part.find(raw);
        if (at == std::string::npos) {
            return false;
        }
        part.erase(at, raw.size());
        return !holds_data(catalog_, part) && only_brings(catalog_, part);
    }

    // "Il manque l'adresse du notaire : …" leaves what is held, and goes on.
    std::optional<FieldValue> added_value(const FormField& field, std::string_view text) const {
        static constexpr auto adds = std::to_array<std::string_view>(
            {"manque", "ajoutez", "ajouter", "ajoute", "rajoutez", "rajouter", "completez"});
        const std::vector<Word> words = words_of(reading_.words);
        const bool more = std::ranges::any_of(words, [](const Word& word) {
            return std::ranges::find(adds, word.folded) != adds.end();
        });
        const Answer* old = answers_.field(field);
        if (!more || old == nullptr || slot_of(field).type != SlotType::texte) {
            return new_value(field, text);
        }
        // "Ajoutez-le à ma demande" says nothing to add.
        const bool nothing =
            std::ranges::all_of(text::words(text::fold(text)), [&](const std::string& word) {
                const bool figure = word.find_first_of("0123456789") != std::string::npos;
                return !figure &&
                       (std::ranges::find(adds, word) != adds.end() || only_brings(catalog_, word));
            });
        if (nothing) {
            return std::nullopt;
        }
        return FieldValue{&field, fmt::format("{}, {}", old->value, text), std::string(text)};
    }

    // "Le prénom c'est Julia et le nom Dupond": each part that names a field and gives its value.
    bool correct_by_parts(const std::vector<const FormField*>& held) {
        const std::vector<std::string> parts = parts_of(words_);
        if (parts.size() < 2 && !contact_in(words_, words_of(words_), false)) {
            return false;
        }
        std::vector<FieldValue> found;
        const FormField* named = nullptr;  // and how it should be is not said
        std::optional<FieldValue> same;    // as it is held
        std::string unread;
        bool tells = false;  // the part before is a text, which may go on
        for (const std::string& part : parts) {
            const std::vector<Word> words = words_of(part);
            if (const auto contact = contact_in(part, words, tells)) {
                // Of an e-mail and a telephone the first is taken, the second told.
                if (std::ranges::find(found, contact->field, &FieldValue::field) == found.end()) {
                    found.push_back(*contact);
                } else {
                    unread += (unread.empty() ? "" : ", ") + contact->raw;
                }
                continue;
            }
            const Naming naming = named_or_hinted(held, words);
            if (naming.field == nullptr && tells) {
                found.back().value += "," + part;
                found.back().raw += "," + part;
                continue;
            }
            tells = false;
            const Value after =
                naming.field == nullptr ? Value() : value_beside(part, words, naming);
            const bool closed =
                naming.field != nullptr && !slots::is_open(slot_of(*naming.field).type);
            const bool tied =
                after.bound || closed || !found.empty() || reading_.cues.has(Cue::correction);
            auto value =
                after.text.empty() || !tied ? std::nullopt : added_value(*naming.field, after.text);
            if (value && value->value != answers_.field(*naming.field)->value) {
                tells = slot_of(*naming.field).type == SlotType::texte;
                found.push_back(*std::move(value));
            } else if (value) {
                same = value;
            } else if (!value && naming.field != nullptr) {
                named = naming.field;
            } else if (!value && (tells_something(part) || !unread.empty())) {
                unread += (unread.empty() ? "" : ", ") + part.substr(part.find_first_not_of(' '));
            }
        }
        // "Date de naissance 30/11/1962, c'est l'audience qui est le 24"
        if (found.empty() && same && !unread.empty()) {
            found.push_back(*same);
        }
        if (found.empty()) {
            return false;
        }
        reading_.unread = unread;
        const bool again =
            named != nullptr && std::ranges::find(found, named, &FieldValue::field) == found.end();
        reading_.correction = again ? Correction{named, std::nullopt}
                                    : Correction{found.front().field, found.front()};
        reading_.values.insert(reading_.values.end(), found.begin() + (again ? 0 : 1), found.end());
        return true;
    }

    // Figures, or what is said to be wrong: not to be passed over in silence.
    bool tells_something(const std::string& part) const {
        return holds_data(catalog_, part) || (catalog_.cues.read(part).has(Cue::correction) &&
                                              !catalog_.cues.read(part).alone(Cue::correction));
    }

    // A value alone, where all is given: it can only be meant for the one field of its type, or for
    // the name that it nearly is.
    bool correct_alike(const std::vector<const FormField*>& held) {
        const std::string said = without_mark_at_end(catalog_.cues, said_.value);
        if (offers_contact_for(said)) {
            return false;
        }
        std::optional<FieldValue> only;
        for (const FormField* field : held) {
            const SlotType type = slot_of(*field).type;
            const bool whole = type != SlotType::texte &&
                               slots::parse(catalog_.vocabulary, type, said, today_).whole;
            const auto value = whole ? value_for(*field, said) : std::nullopt;
            const std::string& old = answers_.field(*field)->value;
            const bool surely =
                type == SlotType::reference ? is_made_alike(said, old) : !slots::is_open(type);
            if (!value || value->value == old || !(surely || is_near(value->value, old))) {
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

    // A number that the form offers to answer on is nothing else.
    bool offers_contact_for(const std::string& said) const {
        return std::ranges::any_of(table_.position->offered, [&](const FormField* field) {
            const slots::Parsed parsed =
                slots::parse(catalog_.vocabulary, slot_of(*field).type, said, today_);
            return parsed.reading == slots::Reading::filled;
        });
    }

    // "Orange Bank c'est devenu BNP, non ? Mettez BNP Paribas", "… , c'est juste Cetelem"
    void replace_creditor() {
        const auto seam = words_.find_last_of(",.?!;");
        const std::string last = seam == std::string::npos ? words_ : words_.substr(seam + 1);
        if (words_.ends_with('?')) {
            return;
        }
        const auto creditor = creditor_in(catalog_, table_.position->fields, last, today_);
        if (creditor && !reading_.correction) {
            reading_.correction = Correction{creditor->field, creditor};
        } else if (creditor && reading_.correction->field != creditor->field) {
            reading_.values.push_back(*creditor);
        }
    }

    // "Henry avec un y" past the first name: the name held that it nearly is.
    bool spell_again(const std::vector<const FormField*>& held, const std::vector<Word>& words) {
        const bool at_name = table_.slot != nullptr && slots::is_open(table_.slot->type);
        const auto with = std::ranges::find(words, "avec", &Word::folded);
        if (at_name || with == words.begin() || with == words.end()) {
            return false;
        }
        // "Karim avec un h : Kharim"
        const auto colon = said_.value.find(':');
        const auto begin = colon == std::string::npos
                               ? said_.value.substr(0, text::fold(said_.value).find(" avec "))
                               : said_.value.substr(colon + 1);
        for (const FormField* field : held) {
            const SlotType type = slot_of(*field).type;
            const std::string& old = answers_.field(*field)->value;
            const bool name = slots::is_open(type) && type != SlotType::texte;
            const auto value = name ? value_for(*field, begin) : std::nullopt;
            if (value && value->value != old && is_near(value->value, old)) {
                reading_.correction = Correction{field, value};
                return true;
            }
        }
        return false;
    }

    // "Oups, Pierre" at a number: what follows can only be meant for the name before.
    bool apologises() const {
        return table_.slot != nullptr && !slots::is_open(table_.slot->type) &&
               reading_.cues.has(Cue::apology) && said_.value != reading_.words &&
               reading_.value.reading != slots::Reading::filled;
    }

    // "Remplacez Dupont par Durand", "Durand et non Dupont": the old value stands beside the new
    // one.
    bool replace_old(const std::vector<const FormField*>& held, const std::vector<Word>& words) {
        static constexpr std::array marks = std::to_array<std::string_view>(
            {"remplacez", "remplacer", "remplace", "lieu", "pas", "changez", "changer"});
        static constexpr std::array links = std::to_array<std::string_view>(
            {"par", "mais", "c",        "est",     "cest",       "et",     "au",       "de",
             "en",  "n",    "ne",       "a",       "je",         "m",      "appelle",  "mon",
             "ma",  "le",   "la",       "l",       "oups",       "pardon", "nom",      "prenom",
             "non", "nan",  "attendez", "attends", "finalement", "mettez", "remettez", "juste"});
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
            std::string_view fresh = std::string_view(words_).substr(
                rest.front().begin, rest.back().end - rest.front().begin);
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
        return said_.correction ||
               (mark != nullptr && text::fold(reading_.words).starts_with(mark->words));
    }

    // "Le nom c'est avec un b", where a story is asked for.
    bool starts_with_name(const std::vector<const FormField*>& held,
                          const std::vector<Word>& words) const {
        const Naming naming = naming_in(catalog_, held, words);
        const bool opens = naming.field != nullptr && naming.first <= 1;
        return opens && value_after(words_, words, naming.last).bound;
    }

    static bool starts_with_no(const std::vector<Word>& words) {
        return words.size() > 1 && words.front().folded == "non";
    }

    // "La date d'audience", where the day of birth is held.
    static bool is_of_another(const FormField& field,
                              const std::vector<Word>& words,
                              std::vector<Word>::const_iterator at) {
        const auto of = at + 1;
        const auto thing = at + 2;
        return of < words.end() && thing < words.end() &&
               (of->folded == "d" || of->folded == "de" || of->folded == "du") &&
               std::ranges::find(field.label_words, thing->folded) == field.label_words.end();
    }

    // "Pour vous répondre" is hinted at neither by "pour" nor by "vous".
    bool builds_sentences(const std::string& word) const {
        constexpr std::size_t longest_pronoun = 4;
        const auto said = catalog_.vocabulary.said_by(std::span(&word, 1));
        return said && (said->saying == slots::Saying::grammar ||
                        (said->saying == slots::Saying::verb && word.size() <= longest_pronoun));
    }

    // The one field whose label holds a word of the sentence ("la date est fausse"); none when
    // there are several.
    Naming hinted_in(const std::vector<const FormField*>& fields,
                     const std::vector<Word>& words) const {
        Naming hinted;
        for (const FormField* field : fields) {
            for (const std::string& part : field->label_words) {
                const auto at = std::ranges::find(words, part, &Word::folded);
                if (part.size() <= 3 || at == words.end() || builds_sentences(part) ||
                    is_of_another(*field, words, at)) {
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

    // "Le nom et l'adresse des lettres" names the field and gives nothing.
    static bool is_but_the_label(const FormField& field, std::string_view text) {
        constexpr std::size_t longest_article = 3;
        return std::ranges::all_of(text::words(text::fold(text)), [&](const std::string& word) {
            const bool figure = word.find_first_of("0123456789") != std::string::npos;
            return (word.size() <= longest_article && !figure) ||
                   std::ranges::find(field.label_words, word) != field.label_words.end();
        });
    }

    // "Enlevez le téléphone, gardez juste l'adresse": what is to go is no new value.
    static bool takes_away(const std::vector<Word>& words) {
        static constexpr auto orders = std::to_array<std::string_view>({"enlevez",
                                                                        "enlever",
                                                                        "enleve",
                                                                        "retirez",
                                                                        "retirer",
                                                                        "retire",
                                                                        "supprimez",
                                                                        "supprimer",
                                                                        "supprime",
                                                                        "effacez",
                                                                        "effacer",
                                                                        "efface",
                                                                        "otez",
                                                                        "virez"});
        return std::ranges::any_of(words, [](const Word& word) {
            return std::ranges::find(orders, word.folded) != orders.end();
        });
    }

    void correct_named(const Naming& naming, const std::vector<Word>& words, bool reopens) {
        const std::string& said = words_;
        const bool free_text = table_.slot != nullptr && table_.slot->type == SlotType::texte;
        const bool marked = reading_.cues.has(Cue::correction) || said_.correction ||
                            starts_with_no(words) || free_text;
        // "15 rue des Lilas, c'est l'adresse"
        const bool story = slot_of(*naming.field).type == SlotType::texte;
        // "Les poursuites s'arrêtent-elles pendant l'étude de la demande ?"
        if (story && reading_.cues.has(Cue::question) && said.ends_with('?')) {
            return;
        }
        Value after =
            story ? value_beside(said, words, naming) : value_after(said, words, naming.last);
        // "Qui paye le notaire"
        if (story && reading_.cues.has(Cue::question) && !after.bound) {
            return;
        }
        if (story && !after.text.empty() &&
            (is_but_the_label(*naming.field, after.text) || takes_away(words))) {
            after = {};
        }
        if (!story && !after.bound) {
            if (const Value before = value_said_before(naming, words); before.bound) {
                after = before;
            }
        }
        const bool closed = !slots::is_open(slot_of(*naming.field).type);
        // "REP 20214-7 la référence"
        if (closed && after.text.empty()) {
            after = value_beside(said, words, naming);
        }
        std::optional<FieldValue> value;
        if (!after.text.empty() && (after.bound || closed || marked || reopens)) {
            value = added_value(*naming.field, after.text);
        }
        // "La référence, j'ai trouvé ! VI-2024/556"
        if (!value && closed && (marked || reopens)) {
            value = new_value(*naming.field, said);
            const Answer* old = answers_.field(*naming.field);
            if (value && old != nullptr && value->value == old->value) {
                value.reset();
            }
        }
        const bool asks = reading_.cues.has(Cue::question) && !value;
        if (value || ((marked || reopens) && !asks)) {
            reading_.correction = Correction{naming.field, value};
        }
        if (value) {
            read_value_before(naming, words);
            tell_rest(*value);
        }
    }

    // "Nom du créancier : Cofidis, Sofinco": one is held, and the other is told.
    void tell_rest(const FieldValue& value) {
        const auto at = words_.find(value.raw);
        const bool name = slots::is_open(slot_of(*value.field).type) &&
                          slot_of(*value.field).type != SlotType::texte;
        const std::string rest =
            name && at != std::string::npos ? words_.substr(at + value.raw.size()) : "";
        if (const auto begin = rest.find_first_not_of(" ,;.");
            begin != std::string::npos && holds_data(catalog_, rest)) {
            reading_.unread = rest.substr(begin);
        }
    }

    // "C'est Juliette mon prénom officiel", "mettez Fabri comme nom": between what leads to a value
    // and the name of the field.
    Value value_said_before(const Naming& naming, const std::vector<Word>& words) const {
        static constexpr auto owners = std::to_array<std::string_view>(
            {"mon", "ma", "le", "la", "l", "son", "sa", "notre", "votre", "comme", "pour"});
        static constexpr auto leads = std::to_array<std::string_view>(
            {"est", "cest", "mettez", "remettez", "mets", "mettre", "marquez", "notez", "ecrivez"});
        std::size_t end = naming.first;
        while (end > 0 && std::ranges::find(owners, words[end - 1].folded) != owners.end()) {
            --end;
        }
        std::size_t at = end;
        while (at > 0 && std::ranges::find(leads, words[at - 1].folded) == leads.end()) {
            --at;
        }
        static constexpr auto others =
            std::to_array<std::string_view>({"sauf", "hormis", "excepte", "bon", "pas", "mais"});
        const bool says_else = std::ranges::any_of(words, [&](const Word& word) {
            return std::ranges::find(others, word.folded) != others.end();
        });
        Value value;
        if (at > 0 && at < end && !says_else) {
            value.text = std::string_view(words_).substr(words[at].begin,
                                                         words[end - 1].end - words[at].begin);
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
        const std::string before = words_.substr(0, words[naming.first - 1].begin);
        if (auto value = value_for(*table_.position->field, before);
            value && answers_.field(*value->field) == nullptr) {
            reading_.values.push_back(*std::move(value));
        }
    }

    // No field is named: the last one filled that can read what follows the mark. A closed type is
    // surer than an open one, which takes any words: of these only the very last answer can be
    // meant, and only after a sure mark.
    void correct_last(const std::vector<const FormField*>& held) {
        if (correct_last_closed(held) || held.empty() || !(said_.correction || apologises())) {
            return;
        }
        const FormField* last = held.back();
        // "En fait avant 18h c'est mieux", where a story is asked for.
        if (table_.slot != nullptr && table_.slot->type == SlotType::texte &&
            !is_near(said_.value, answers_.field(*last)->value)) {
            return;
        }
        const bool open = slots::is_open(slot_of(*last).type) &&
                          slot_of(*last).type != SlotType::texte && !table_.open->order.empty() &&
                          table_.open->order.back() == last->slot;
        if (open) {
            correct_to(*last, said_.value);
        }
    }

    // "Pardon, 1969" right after a day of birth.
    bool correct_very_last(const std::vector<const FormField*>& held) {
        const auto& order = table_.open->order;
        const auto last = std::ranges::find_if(held, [&](const FormField* field) {
            return !order.empty() && field->slot == order.back();
        });
        const bool corrected =
            last != held.end() && is_date(slot_of(**last).type) && correct_to(**last, said_.value);
        if (corrected) {
            reading_.values.clear();
        }
        return corrected;
    }

    bool correct_last_closed(const std::vector<const FormField*>& held) {
        return std::any_of(held.rbegin(), held.rend(), [&](const FormField* field) {
            return !slots::is_open(slot_of(*field).type) && correct_to(*field, words_);
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
    const Table& table_;
    const AnswersHeld& answers_;
    const slots::Brought& said_;
    std::chrono::year_month_day today_;
    Reading& reading_;
    std::string words_;  // what may put something right
};

}  // namespace

bool keeps_what_is_held(std::string_view words) {
    static constexpr auto keeps =
        std::to_array<std::string_view>({"laissez", "laisse", "gardez", "garde", "conservez"});
    const auto said = text::words(text::fold(words));
    return !said.empty() && std::ranges::find(keeps, said.front()) != keeps.end();
}

void read_correction(const Catalog& catalog,
                     const Table& table,
                     const AnswersHeld& answers,
                     const slots::Brought& said,
                     std::chrono::year_month_day today,
                     Reading& reading) {
    // What a correction is made of was not left unread.
    std::string unread = std::exchange(reading.unread, {});
    CorrectionReader(catalog, table, answers, said, today, reading).read();
    if (!reading.correction) {
        reading.unread = std::move(unread);
    }
}

}  // namespace guichet
