#include "engine/dialog/form_words.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "engine/dialog/corrections.hpp"
#include "engine/dialog/data_words.hpp"
#include "engine/dialog/field_values.hpp"
#include "engine/dialog/naming.hpp"
#include "engine/slots/moment.hpp"
#include "engine/text/normalize.hpp"

namespace guichet {

namespace {

using slots::Plausibility;
using slots::SlotType;

// "Le gérant c'est moi", "mon fils est parti": no name, though a noun alone may be one ("Le Goff").
bool opens_sentence(std::string_view text) {
    static constexpr auto articles =
        std::to_array<std::string_view>({"le", "la", "les", "l", "un", "une", "mon", "ma", "mes"});
    constexpr std::size_t longest_name = 2;
    const std::vector<std::string> words = text::words(text::fold(text));
    return words.size() > longest_name &&
           std::ranges::find(articles, words.front()) != articles.end();
}

// Figures that may stand for another number.
bool is_number(SlotType type) {
    return type == SlotType::reference || type == SlotType::rcs ||
           type == SlotType::numero_cheque || type == SlotType::numero_recommande;
}

// In words: "et mon prénom à moi, le gérant ?"
constexpr std::size_t longest_question_of_field = 9;

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
        said_ = slots::without_opening(catalog_.vocabulary, reading_.head);
        take_off_other_call();
        read_named();
        if (table_.slot != nullptr) {
            read_value();
            reading_.about_field = about_field(reading_.words, reading_.cues, reading_.sure);
            if (reading_.tail) {
                const std::string& tail = reading_.tail->text;
                reading_.tail->about_field =
                    about_field(tail, catalog_.cues.read(tail), reading_.tail->sure);
            }
        } else if (reading_.cues.has(Cue::whose) && reading_.cues.has(Cue::question)) {
            read_whose();
        }
        read_values();
        if (settled_) {
            std::erase_if(reading_.values, [&](const FieldValue& value) {
                return value.field == table_.position->field;
            });
        }
        // "Du débiteur ou de la caution ?" names a field, and puts nothing right.
        if (!reading_.about_field || reading_.about_field->asks != AboutField::Asks::whose) {
            read_correction(catalog_, table_, answers_, said_, today_, reading_);
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

    Plausibility judge(SlotType type, std::string_view text) const {
        return slots::judge_name(catalog_.vocabulary, type, text).plausibility;
    }

    // "Il s'appelait Gérard Pinson", where the field speaks of somebody else than who writes.
    void take_off_other_call() {
        const auto person = catalog_.persons.find(
            table_.slot == nullptr ? std::string() : table_.position->field->person);
        if (person == catalog_.persons.end() || person->second.remembered) {
            return;
        }
        const std::vector<Word> words = words_of(said_.value);
        Words folded;
        std::ranges::transform(words, std::back_inserter(folded), &Word::folded);
        const std::size_t length = catalog_.vocabulary.listed_at(slots::Listed::other_call, folded);
        if (length > 0 && length < words.size()) {
            reading_.head = said_.value = said_.value.substr(words[length].begin);
        }
    }

    // At a summary, the field that the question names; where it names none, the first.
    void read_whose() {
        const Naming naming = naming_in(catalog_, fields(), words_of(reading_.words));
        const FormField* meant = naming.field == nullptr ? fields().front() : naming.field;
        reading_.about_field = AboutField{meant, AboutField::Asks::whose};
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
                said_.value = std::string(named.text);
            }
        }
        settled_ = type != SlotType::texte && take_second_thought();
        if (!settled_ && slots::is_open(type) && type != SlotType::texte) {
            take_name_in_full();
        }
        if (!settled_) {
            const std::string& said = type == SlotType::texte ? reading_.words : said_.value;
            reading_.value = slots::parse(catalog_.vocabulary, type, said, today_);
        }
        if (type == SlotType::prenom && reading_.value.reading == slots::Reading::filled) {
            const auto full =
                first_names_in_full(catalog_,
                                    fields(),
                                    answers_,
                                    {table_.position->field, reading_.value.value, said_.value},
                                    today_);
            if (full) {
                reading_.value.value = full->value;
                reading_.value.sure = false;
            }
        }
        if (slots::is_open(type) && type != SlotType::texte && follows_a_yes()) {
            reading_.value.sure = false;
        }
        // "03 11 1982" at a reference is the date that the form asks elsewhere.
        if (type == SlotType::reference && is_date_of_another(said_.value)) {
            reading_.value = {};
        }
        // "SFR je vous l'ai déjà dit"
        if (!settled_ && reading_.cues.has(Cue::already)) {
            take_without_reproach();
        }
        if (!settled_ && slots::is_open(type) && type != SlotType::texte) {
            take_name_among_sentences();
        }
        // "J'en ai pas, c'est elle qui reçoit les courriers"
        if (type != SlotType::texte && reading_.value.reading != slots::Reading::filled) {
            reading_.unknown = reading_.unknown || slots::means_unknown(catalog_.vocabulary,
                                                                        first_part(reading_.words));
        }
        reading_.plausibility = Plausibility::plausible;
        if (slots::is_open(type) && type != SlotType::texte) {
            slots::JudgedName judged = slots::judge_name(catalog_.vocabulary, type, said_.value);
            reading_.plausibility = judged.plausibility;
            reading_.doubtful = std::move(judged.value);
        }
        if (reading_.cues.alone(Cue::this_number) && type == SlotType::telephone &&
            session_.channel == Channel::sms) {
            reading_.value = slots::parse(catalog_.vocabulary, type, session_.address, today_);
        }
    }

    // "Oui c'est ça, mamie confirme" agrees to what was not asked.
    bool follows_a_yes() const {
        const std::string first = first_part(reading_.words);
        const std::vector<Word> words = words_of(first);
        const auto yes =
            words.empty()
                ? slots::Parsed()
                : slots::parse(
                      catalog_.vocabulary, SlotType::oui_non, words.front().folded, today_);
        return first.size() < reading_.words.size() && words.size() > 1 &&
               yes.reading == slots::Reading::filled && only_brings(catalog_, first) &&
               !slots::is_known_creditor(catalog_.vocabulary, reading_.value.value);
    }

    // Three numbers that make the day which another field asks for.
    bool is_date_of_another(const std::string& text) const {
        const auto among = [&](std::string_view set) {
            return std::ranges::count_if(
                text, [&](char c) { return set.find(c) != std::string_view::npos; });
        };
        constexpr auto digits_of_a_date = 8;
        constexpr auto marks_of_a_date = 2;
        return among("0123456789") == digits_of_a_date && among(" /.-") == marks_of_a_date &&
               std::ranges::any_of(fields(), [&](const FormField* field) {
                   return is_date(slot_of(*field).type) && answers_.field(*field) == nullptr &&
                          value_for(*field, text);
               });
    }

    // The words before or after those that say that it was given before.
    void take_without_reproach() {
        const FoundCue* reproach = reading_.cues.find(Cue::already);
        const SlotType type = table_.slot->type;
        if (reproach == nullptr || type == SlotType::texte || reading_.cues.has(Cue::question)) {
            return;
        }
        const std::vector<Word> words = words_of(reading_.words);
        const Words said = text::words(reproach->words);
        const auto at = place_of(words, said);
        if (!at) {
            return;
        }
        static constexpr auto speakers = std::to_array<std::string_view>({"je",
                                                                          "j",
                                                                          "jai",
                                                                          "jvous",
                                                                          "jvs",
                                                                          "vous",
                                                                          "vs",
                                                                          "l",
                                                                          "le",
                                                                          "la",
                                                                          "les",
                                                                          "lai",
                                                                          "ai",
                                                                          "tout",
                                                                          "te",
                                                                          "t"});
        std::size_t end = *at;
        while (end > 0 && std::ranges::find(speakers, words[end - 1].folded) != speakers.end()) {
            --end;
        }
        const std::string before = end == 0 ? "" : reading_.words.substr(0, words[end - 1].end);
        const std::size_t next = *at + said.size();
        const std::string after =
            next < words.size() ? reading_.words.substr(words[next].begin) : "";
        for (const std::string& rest : {before, after}) {
            const std::string bare(value_after(rest, words_of(rest), 0).text);
            if (!bare.empty() && value_for(*table_.position->field, bare)) {
                said_.value = reading_.head = bare;
                reading_.value = slots::parse(catalog_.vocabulary, type, bare, today_);
                return;
            }
        }
    }

    // "Kevin !!! vous ne comprenez rien", "je vous l'ai donné. Lopez": one sentence is a name that
    // is known as one, and is said back.
    void take_name_among_sentences() {
        const SlotType type = table_.slot->type;
        if (judge(type, said_.value) == Plausibility::plausible ||
            reading_.cues.has(Cue::question) || reading_.cues.has(Cue::request)) {
            return;
        }
        std::string only;
        for (const std::string& sentence : sentences_of(reading_.words)) {
            const std::string name =
                slots::without_opening(catalog_.vocabulary,
                                       value_after(sentence, words_of(sentence), 0).text)
                    .value;
            const bool reproach = !reading_.cues.has(Cue::already);
            if (name.empty() || (reproach && !is_known_name(name)) ||
                !value_for(*table_.position->field, name)) {
                continue;
            }
            if (!only.empty()) {
                return;
            }
            only = name;
        }
        if (!only.empty()) {
            said_.value = reading_.head = only;
            reading_.value = slots::parse(catalog_.vocabulary, type, only, today_);
            reading_.value.sure = false;
        }
    }

    bool is_known_name(const std::string& name) const {
        return slots::is_known_creditor(catalog_.vocabulary, name) ||
               std::ranges::any_of(text::words(text::fold(name)), [&](const std::string& word) {
                   return catalog_.vocabulary.is_given_name(word);
               });
    }

    // Between full stops, exclamation marks and "mais", without the words that say that it was
    // given before. None where there is one sentence only.
    std::vector<std::string> sentences_of(std::string text) const {
        for (const std::string_view joint : {" mais ", " ms "}) {
            for (auto at = text.find(joint); at != std::string::npos; at = text.find(joint, at)) {
                text.replace(at, joint.size(), ". ");
            }
        }
        if (const FoundCue* reproach = reading_.cues.find(Cue::already)) {
            const std::vector<Word> words = words_of(text);
            const Words said = text::words(reproach->words);
            if (const auto at = place_of(words, said)) {
                const std::size_t begin = words[*at].begin;
                text.replace(begin, words[*at + said.size() - 1].end - begin, ". ");
            }
        }
        std::vector<std::string> sentences;
        std::size_t from = 0;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            const bool stop =
                i == text.size() || text[i] == '.' || text[i] == '!' || text[i] == ';';
            if (!stop) {
                continue;
            }
            const std::string sentence = text.substr(from, i - from);
            if (const auto begin = sentence.find_first_not_of(" ,"); begin != std::string::npos) {
                sentences.push_back(
                    sentence.substr(begin, sentence.find_last_not_of(" ,") + 1 - begin));
            }
            from = i + 1;
        }
        return sentences.size() > 1 ? sentences : std::vector<std::string>();
    }

    // "C'est Bouvier, Anne Bouvier": the second is the first, in full.
    void take_name_in_full() {
        const std::vector<std::string> parts = parts_of(said_.value);
        constexpr std::size_t twice = 2;
        if (parts.size() != twice) {
            return;
        }
        const std::string_view first = value_after(parts.front(), words_of(parts.front()), 0).text;
        const auto once = text::words(text::fold(first));
        const auto again = text::words(text::fold(parts.back()));
        if (!once.empty() && again.size() > once.size() &&
            std::ranges::equal(once, std::span(again).last(once.size())) &&
            value_for(*table_.position->field, parts.back())) {
            said_.value = parts.back().substr(parts.back().find_first_not_of(' '));
            reading_.head = said_.value;
        }
    }

    // "06 12 34 56 78 le soir après 18h", where nobody asks when; "… ou marie@exemple.fr", where
    // one way is enough.
    void tell_what_else() {
        std::string rest = reading_.head;
        for (const slots::Found& found : reading_.found) {
            if (is_contact(found.type) && found.value != reading_.value.value) {
                reading_.unread = found.raw;
            }
            if (const auto at = rest.find(found.raw); at != std::string::npos) {
                rest.replace(at, found.raw.size(), ",");
            }
        }
        const auto moment = slots::find_moment(catalog_.vocabulary, rest);
        reading_.unread = moment && reading_.unread.empty() ? *moment : reading_.unread;
    }

    // What the summary offers to give: its value, or only its name ("par mail").
    void read_offered() {
        constexpr std::size_t longest_name = 60;
        const auto& offered = table_.position->offered;
        const auto& correction = reading_.correction;
        if (correction && correction->value &&
            std::ranges::find(offered, correction->field) != offered.end()) {
            return;
        }
        for (const FormField* field : offered) {
            reading_.value =
                slots::parse(catalog_.vocabulary, slot_of(*field).type, reading_.head, today_);
            if (reading_.value.reading == slots::Reading::filled) {
                reading_.values = {{field, reading_.value.value, reading_.head}};
                tell_what_else();
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
        const bool wanted = naming.field != nullptr && !reading_.correction && !has_none() &&
                            !keeps_what_is_held(reading_.words) &&
                            reading_.words.size() <= longest_name &&
                            !reading_.cues.has(Cue::question);
        if (wanted) {
            reading_.correction = Correction{naming.field, std::nullopt};
        }
    }

    // "Je n'ai ni mail ni téléphone"
    bool has_none() const {
        static constexpr auto denials =
            std::to_array<std::string_view>({"ni", "pas", "aucun", "aucune"});
        const std::vector<Word> words = words_of(reading_.words);
        return std::ranges::any_of(words, [](const Word& word) {
            return std::ranges::find(denials, word.folded) != denials.end();
        });
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
        std::string second = reading_.head.substr(words[next].begin);
        if (!first) {
            return take_creditor_named_at_last(second);
        }
        auto meant = value_for(field, second);
        if (!meant) {
            meant = changed_date(catalog_, field, first->value, second, today_);
        }
        // "Ou plutôt Floa, la Postale c'est ma banque"
        if (!meant) {
            second = first_part(second);
            meant = value_for(field, second);
        }
        said_.value = second;
        reading_.value = {};
        if (meant) {
            reading_.value =
                slots::parse(catalog_.vocabulary, slot_of(field).type, meant->raw, today_);
        }
        return true;
    }

    // "C'est la banque, enfin c'est Sofinco je crois"
    bool take_creditor_named_at_last(const std::string& text) {
        const auto creditor = creditor_in(catalog_, fields(), text, today_);
        if (!creditor || creditor->field != table_.position->field) {
            return false;
        }
        said_.value = creditor->raw;
        reading_.head = creditor->raw;
        reading_.value = slots::parse(catalog_.vocabulary, table_.slot->type, said_.value, today_);
        return true;
    }

    // The words [first, second) of the last mark that something stands before and after.
    static std::optional<std::pair<std::size_t, std::size_t>> last_mark(
        const std::vector<Word>& words) {
        static const std::vector<std::vector<std::string>> marks = {{"en", "fait"},
                                                                    {"enfin"},
                                                                    {"euh"},
                                                                    {"heu"},
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
                    const bool either = at > 1 && words[at - 1].folded == "ou";
                    return std::pair{either ? at - 1 : at, end};
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
        const auto says = [&](std::string_view word) {
            return std::ranges::find(words, word, &Word::folded) != words.end();
        };
        static constexpr auto needs =
            std::to_array<std::string_view>({"obligatoire", "oblige", "obligee"});
        const bool needed = std::ranges::any_of(needs, says);
        if (sure != nullptr && (cues.has(Cue::question) || !value) &&
            (sure->command == Command::why || sure->command == Command::where)) {
            const Asks why = needed ? Asks::required : Asks::why;
            return AboutField{meant, sure->command == Command::why ? why : Asks::where};
        }
        if (!cues.has(Cue::question)) {
            return std::nullopt;
        }
        // "mon nom de jeune fille ou d'épouse ?", "mon prénom à moi, le gérant ?"
        const bool opens = named == open && naming_in(catalog_, {open}, words).first <= 2 &&
                           words.size() <= longest_question_of_field && !cues.has(Cue::request) &&
                           text == reading_.words;
        const bool which = (named == open && says("ou")) || (opens && sure != nullptr);
        // "Et si le créancier refuse ?" asks more than where another field stands.
        const bool followed =
            named != open && text == reading_.words && reading_.next && reading_.next->sure;
        const bool elsewhere = (sure != nullptr && sure->is_topic()) || followed;
        if (!which && (elsewhere || (named == nullptr && !says("celui") && !says("celle")))) {
            return std::nullopt;
        }
        if (needed) {
            return AboutField{meant, Asks::required};
        }
        if (opens && !says("ou") && !says("pourquoi")) {
            return AboutField{meant, Asks::whose};
        }
        return AboutField{meant, says("pourquoi") ? Asks::why : Asks::where};
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

    // "marie@exemple.fr", "Martin, 06 11 22 33 44": a part of its own, where no number is asked
    // for.
    bool stands_apart(const std::string& text, const slots::Found& found) const {
        const bool number = found.type == SlotType::telephone && is_number(table_.slot->type);
        const auto at = text.find(found.raw);
        const auto before = text.find_last_not_of(' ', at == 0 ? 0 : at - 1);
        const auto after = text.find_first_not_of(" .", at + found.raw.size());
        return !number && at != std::string::npos && (at == 0 || text[before] == ',') &&
               (after == std::string::npos || text[after] == ',');
    }

    // "Rappelez-moi au 07 81 22 36 40": where to answer, which the summary would only offer to
    // give. The number of a notary is part of what is told of the notary.
    const FormField* contact_to_offer(const std::string& text, const slots::Found& found) const {
        static constexpr auto ways = std::to_array<std::string_view>({"rappelez",
                                                                      "rappeler",
                                                                      "rappelle",
                                                                      "appelez",
                                                                      "appeler",
                                                                      "joindre",
                                                                      "joignable",
                                                                      "recontacter",
                                                                      "repondre",
                                                                      "reponse",
                                                                      "ecrivez",
                                                                      "mettez",
                                                                      "mets",
                                                                      "tel",
                                                                      "telephone",
                                                                      "portable",
                                                                      "mobile",
                                                                      "mail",
                                                                      "email"});
        // "Mon gestionnaire m'a appelé du 01 …", "le portable de ma mère"
        static constexpr auto others = std::to_array<std::string_view>(
            {"gestionnaire", "conseiller", "conseillere", "huissier", "notaire", "avocat", "banque",
             "son",          "sa",         "ses",         "leur",     "appele",  "du",     "mere",
             "pere",         "mari",       "femme",       "fils",     "fille",   "ami",    "amie",
             "employeur",    "voisin",     "voisine",     "pas",      "plus"});
        const std::vector<Word> words = words_of(text);
        const auto among = [](std::span<const std::string_view> list) {
            return [list](const Word& word) {
                return std::ranges::find(list, word.folded) != list.end();
            };
        };
        const auto namings = namings_in(catalog_, fields(), words);
        const bool tells = std::ranges::any_of(namings, [&](const Naming& naming) {
            return slot_of(*naming.field).type == SlotType::texte;
        });
        if (!is_contact(found.type) || tells ||
            (std::ranges::none_of(words, among(ways)) && !stands_apart(text, found)) ||
            std::ranges::any_of(words, among(others))) {
            return nullptr;
        }
        for (const FormField* field : table_.position->offered) {
            if (slot_of(*field).type == SlotType::contact && !taken(field)) {
                return field;
            }
        }
        return nullptr;
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
                put_right(reading_.values.back(), text, at + 1);
            } else if (const FormField* offered = contact_to_offer(text, found)) {
                reading_.values.push_back({offered, found.value, found.raw});
                text.replace(at, found.raw.size(), ",");
            } else if (is_contact(found.type)) {
                text.replace(at, found.raw.size(), ", " + found.raw + ",");
            }
        }
        take_day(text);
        take_moment(text);
        return text;
    }

    // "Le 06 11 22 33 44, demain après 18h": where the form asks when.
    void take_moment(std::string& text) {
        const auto field = std::ranges::find_if(
            fields(), [&](const FormField* each) { return slot_of(*each).moment && !taken(each); });
        if (field == fields().end()) {
            return;
        }
        if (const auto moment = slots::find_moment(catalog_.vocabulary, text)) {
            reading_.values.push_back({*field, *moment, *moment});
            text.replace(text.find(*moment), moment->size(), ",");
        }
    }

    // "Le 03/07/1990, euh non pardon 1991": the day just read, put right in the same breath.
    void put_right(FieldValue& value, std::string& text, std::size_t from) const {
        static constexpr auto marks =
            std::to_array<std::string_view>({"euh", "heu", "non", "pardon", "enfin", "plutot"});
        const std::string after = text.substr(from);
        const std::vector<Word> words = words_of(after);
        const auto mark = [&](const Word& word) {
            return std::ranges::find(marks, word.folded) != marks.end();
        };
        const auto meant = std::ranges::find_if_not(words, mark);
        if (!is_date(slot_of(*value.field).type) || meant == words.begin() ||
            meant == words.end()) {
            return;
        }
        if (const auto changed = changed_date(catalog_,
                                              *value.field,
                                              value.value,
                                              std::string_view(after).substr(meant->begin),
                                              today_)) {
            value = *changed;
            text.resize(from);
        }
    }

    // "Moreau Kevin 22/11/1996": a day in figures, where one field alone asks for one.
    void take_day(std::string& text) {
        if (is_date(table_.slot->type)) {
            return;
        }
        const std::vector<Word> words = words_of(text);
        for (const Word& word : words) {
            std::string said = text.substr(word.begin, word.end - word.begin);
            said.resize(said.find_last_not_of(",;.") + 1);
            const bool figures = said.find_first_not_of("0123456789/.-,") == std::string::npos &&
                                 std::ranges::count_if(said, [](char c) {
                                     return c == '/' || c == '.' || c == '-';
                                 }) == 2;
            std::vector<FieldValue> days;
            for (const FormField* field : fields()) {
                const auto day = figures && is_date(slot_of(*field).type) && !taken(field)
                                     ? value_for(*field, said)
                                     : std::nullopt;
                if (day) {
                    days.push_back(*day);
                }
            }
            if (days.size() == 1) {
                reading_.values.push_back(days.front());
                text.replace(word.begin, said.size(), ",");
                put_right(reading_.values.back(), text, word.begin + 1);
                return;
            }
        }
    }

    // "née le", "ma référence": the name of a field whose value was taken out.
    bool only_names(const std::string& part) const {
        const std::vector<Word> words = words_of(part);
        const Naming naming = naming_in(catalog_, fields(), words);
        return naming.field != nullptr && value_beside(part, words, naming).text.empty();
    }

    // "Nom Lefranc" at the first name, where the name is held: no answer to what is asked.
    bool names_another(const std::string& part) const {
        const FormField* named = naming_in(catalog_, fields(), words_of(part)).field;
        return only_names(part) || (named != nullptr && named != table_.position->field);
    }

    bool names_a_field(const std::string& part) const {
        return naming_in(catalog_, fields(), words_of(part)).field != nullptr;
    }

    // "La sienne c'est le 3/11/1944. Et le notaire…": what answers stands first.
    std::optional<FieldValue> first_value(const std::string& part) const {
        const FormField& open = *table_.position->field;
        const SlotType type = table_.slot->type;
        const bool may = !slots::is_open(type) && !taken(&open) && !names_a_field(part);
        if (!may) {
            return std::nullopt;
        }
        const slots::Parsed parsed = slots::parse(catalog_.vocabulary, type, part, today_);
        const bool sure = parsed.reading == slots::Reading::filled && parsed.sure;
        return sure ? std::optional(FieldValue{&open, parsed.value, part}) : std::nullopt;
    }

    std::optional<FieldValue> named_value(const std::string& part) const {
        const std::vector<Word> words = words_of(part);
        const Naming naming = naming_in(catalog_, fields(), words);
        if (naming.field == nullptr || taken(naming.field) || is_denied(words, naming)) {
            return std::nullopt;
        }
        Value value = value_beside(part, words, naming);
        // "La Banque Postale" at a bank: the name holds the word of the field.
        const std::string_view whole = value_after(part, words, 0).text;
        if (!value.bound && slots::is_known_creditor(catalog_.vocabulary, whole)) {
            value.text = whole;
        }
        // "Créancier Cofidis": the name opens the part, and little follows.
        constexpr std::size_t most_words = 3;
        const bool opens = naming.first <= 1 && words.size() - naming.last <= most_words;
        const bool tied = value.bound || opens || !slots::is_open(slot_of(*naming.field).type);
        if (value.text.empty() || !tied) {
            return std::nullopt;
        }
        // "RCS Lyon 829 110 475": the name may be part of the value.
        auto read = value_for(*naming.field, value.text);
        return read || slots::is_open(slot_of(*naming.field).type) ? read
                                                                   : value_for(*naming.field, part);
    }

    // A creditor whom everyone knows is as sure as a date.
    std::optional<FieldValue> closed_value(const std::string& part) const {
        if (auto creditor = creditor_in(catalog_, fields(), part, today_);
            creditor && !taken(creditor->field)) {
            return creditor;
        }
        std::optional<FieldValue> only;
        for (const FormField* field : fields()) {
            const SlotType type = slot_of(*field).type;
            const bool day = type == SlotType::reference && is_date_of_another(part);
            if (slots::is_open(type) || taken(field) || day) {
                continue;
            }
            const slots::Parsed parsed = slots::parse(catalog_.vocabulary, type, part, today_);
            if (parsed.reading != slots::Reading::filled || !parsed.whole || !parsed.sure) {
                continue;
            }
            // The open field's own, else that of one field alone: "0123456" may be a reference or
            // the number of a cheque.
            if (field == table_.position->field) {
                return FieldValue{field, parsed.value, part};
            }
            if (only && is_number(type) && is_number(slot_of(*only->field).type)) {
                return std::nullopt;
            }
            only = only ? only : FieldValue{field, parsed.value, part};
        }
        return only;
    }

    // "Verhaeghe, Pascal, né le 30/11/1962": right after the name of the same person.
    std::optional<FieldValue> given_name(const std::string& part) const {
        const std::vector<std::string> words = text::words(text::fold(part));
        const FormField* field = open_of_type(SlotType::prenom);
        const bool follows = field != nullptr && field != table_.position->field &&
                             !reading_.values.empty() &&
                             is_family_name(*reading_.values.back().field) &&
                             reading_.values.back().field->person == field->person;
        return follows && words.size() == 1 && catalog_.vocabulary.is_given_name(words.front())
                   ? value_for(*field, part)
                   : std::nullopt;
    }

    bool is_family_name(const FormField& field) const {
        const Slot& slot = slot_of(field);
        return slot.type == SlotType::nom ||
               (slot.type == SlotType::denomination && slot.personal && !slot.of_case);
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

    // "16/04/1977 Oney": a known creditor right after what answers.
    void split_off_creditor(std::vector<std::string>& parts) const {
        if (slots::is_open(table_.slot->type) || parts.size() != 1) {
            return;
        }
        const std::string part = parts.front();
        const std::vector<Word> words = words_of(part);
        for (std::size_t at = 1; at < words.size(); ++at) {
            const std::string before = part.substr(0, words[at].begin);
            const std::string after = part.substr(words[at].begin);
            if (words[at].begin != words[at - 1].begin &&
                slots::is_known_creditor(catalog_.vocabulary, after) &&
                value_for(*table_.position->field, before)) {
                parts = {before, after};
                return;
            }
        }
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
        std::vector<std::string> parts = split_at_names(parts_of(take_found(reading_.head)));
        split_off_creditor(parts);
        const bool several = parts.size() + reading_.values.size() > 1;
        std::string unread;
        std::optional<std::size_t> story;  // the named text that the next parts go on
        for (const std::string& part : parts) {
            std::optional<FieldValue> value = named_value(part);
            const bool tells = value && slot_of(*value->field).type == SlotType::texte;
            if (!value && story && !names_a_field(part)) {
                reading_.values[*story].value += "," + part;
                reading_.values[*story].raw += "," + part;
                continue;
            }
            story = tells ? std::optional(reading_.values.size()) : std::nullopt;
            value = value ? value : closed_value(part);
            value = value ? value : given_name(part);
            if (!value && several && &part == &parts.front()) {
                value = first_value(part);
            }
            const std::string bare = slots::without_opening(catalog_.vocabulary, part).value;
            if (!value && several && !taken(table_.position->field) && !names_another(part) &&
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
            } else if (const Cues cues = catalog_.cues.read(part);
                       !carries_nothing(cues) && !cues.alone(Cue::skipping) && !only_names(part) &&
                       (!only_brings(catalog_, part) ||
                        part.find_first_of("0123456789") != std::string::npos)) {
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

    const Catalog& catalog_;
    const Session& session_;
    const Table& table_;
    std::chrono::year_month_day today_;
    Reading& reading_;
    AnswersHeld answers_;
    slots::Brought said_;   // the head without its introduction
    bool settled_ = false;  // of two values one was meant
};

}  // namespace

void read_form(const Catalog& catalog,
               const Session& session,
               const Table& table,
               std::chrono::year_month_day today,
               Reading& reading) {
    FormReader(catalog, session, table, today, reading).read();
}

}  // namespace guichet
