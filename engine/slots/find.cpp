// Values found in a longer message. Only what cannot be anything else: each needs its marker.
#include <algorithm>

#include "engine/slots/amount.hpp"
#include "engine/slots/capitals.hpp"
#include "engine/slots/code.hpp"
#include "engine/slots/date_forms.hpp"
#include "engine/slots/digits.hpp"
#include "engine/slots/name.hpp"
#include "engine/slots/organisation.hpp"
#include "engine/slots/ownership.hpp"
#include "engine/slots/plausibility.hpp"
#include "engine/slots/readers.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::slots {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t national_digits = 10;
constexpr std::size_t most_name_words = 4;

// The words that tokens [first, last) were read from.
std::string raw_of(const Line& line, Tokens tokens, Stretch stretch) {
    const std::size_t begin = tokens[stretch.first].begin;
    return line.text.substr(begin, tokens[stretch.last - 1].end - begin);
}

class Finder {
  public:
    Finder(const Vocabulary& vocabulary, std::string_view text, std::chrono::year_month_day today)
        : vocabulary_(vocabulary), line_(read_line(text)), today_(today) {}

    std::vector<Found> find() {
        births();
        emails();
        references();
        telephones();
        companies();
        cheques_and_letters();
        amounts();
        names();
        creditors();
        std::erase_if(found_, [this](const Found& found) {
            return std::ranges::find(doubtful_, found.type) != doubtful_.end();
        });
        return std::move(found_);
    }

  private:
    void keep(SlotType type, const Parsed& parsed, std::string raw) {
        // A value that would not be taken alone is no sure find.
        if (parsed.reading != Reading::filled ||
            parse(vocabulary_, type, parsed.value, today_).value != parsed.value) {
            return;
        }
        const auto known = std::ranges::find(found_, type, &Found::type);
        if (known == found_.end()) {
            found_.push_back({type, parsed.value, std::move(raw)});
        } else if (known->value != parsed.value && !is_open(type)) {
            doubtful_.push_back(type);
        }
    }

    void keep_text(SlotType type, const std::string& raw) {
        keep(type, parse(vocabulary_, type, raw, today_), raw);
    }

    bool says(std::initializer_list<std::string_view> words) const {
        return std::ranges::any_of(line_.tokens,
                                   [&](const Token& token) { return token.is_any(words); });
    }

    // "née le 12/03/1985", "date de naissance : 12/03/1985".
    void births() {
        static constexpr auto birth = {"ne"sv, "nee"sv, "naissance"sv, "ddn"sv};
        if (!says(birth)) {
            return;
        }
        const std::vector<Token> tokens = date_tokens(line_.tokens);
        for (const WrittenDate& date : written_dates(vocabulary_, tokens)) {
            if (!is_of_another(tokens, date.stretch.first) &&
                near_before(tokens, date.stretch.first, 5, birth) &&
                holds_in_clause(tokens, date.stretch)) {
                keep_text(SlotType::date_naissance, raw_of(line_, tokens, date.stretch));
            }
        }
    }

    // "née le 12 ou 13 mars 1985": what the words around it leave open is no sure find.
    bool holds_in_clause(Tokens tokens, Stretch date) const {
        const auto ends = [&](std::size_t i) {
            return tokens[i].is_any({",", ";", ".", "!", "?", "\n"});
        };
        const std::string alone = raw_of(line_, tokens, date);
        while (date.first > 0 && !ends(date.first - 1)) {
            --date.first;
        }
        while (date.last < tokens.size() && !ends(date.last)) {
            ++date.last;
        }
        const Parsed clause =
            parse(vocabulary_, SlotType::date_naissance, raw_of(line_, tokens, date), today_);
        return clause.sure &&
               clause.value == parse(vocabulary_, SlotType::date_naissance, alone, today_).value;
    }

    void emails() {
        // "jean dupont@…" is read with what stands around it.
        if (!says({"@"}) || read_email(line_).reading != Reading::filled) {
            return;
        }
        for (std::size_t i = 0; i < line_.tokens.size(); ++i) {
            if (line_.tokens[i].is("@")) {
                i = keep_glued(SlotType::email, i) - 1;
            }
        }
    }

    // All that hangs together around token `index`, without the punctuation at its ends. Returns
    // the index after it.
    std::size_t keep_glued(SlotType type, std::size_t index) {
        const Tokens tokens = line_.tokens;
        const auto ends = [](const Token& token) {
            return token.is_any({",", ";", ":", "(", ")", "<", ">", "\"", "!", "?"});
        };
        Stretch stretch{index, index + 1};
        while (stretch.first > 0 && !tokens[stretch.first].spaced &&
               !ends(tokens[stretch.first - 1])) {
            --stretch.first;
        }
        while (stretch.last < tokens.size() && !tokens[stretch.last].spaced &&
               !ends(tokens[stretch.last])) {
            ++stretch.last;
        }
        const std::size_t end = stretch.last;
        while (stretch.last > index + 1 && tokens[stretch.last - 1].is_sign()) {
            --stretch.last;
        }
        keep_text(type, raw_of(line_, tokens, stretch));
        return end;
    }

    void references() {
        static constexpr std::string_view labels[] = {
            "dossier", "doss", "reference", "references", "ref", "n", "no", "num", "numero"};
        for (const CodeRun& run : code_runs(line_.tokens, labels)) {
            const bool named =
                near_before(
                    line_.tokens, run.stretch.first, 5, {"dossier", "doss", "reference", "ref"}) &&
                !near_before(line_.tokens,
                             run.stretch.first,
                             3,
                             {"cheque",
                              "recommande",
                              "recommandee",
                              "tel",
                              "telephone",
                              "siren",
                              "siret",
                              "rcs"});
            // "12 rue du Dossier, 75011 Paris"
            const bool cut_off =
                run.stretch.first > 0 && line_.tokens[run.stretch.first - 1].is_any({",", ";"});
            // "mon dossier de 2019"
            const bool year = run.text.size() == 4 && run.digits() == 4 &&
                              (run.text.starts_with("19") || run.text.starts_with("20"));
            if (run.labelled && named && !cut_off && !year) {
                keep_text(SlotType::reference, raw_of(line_, line_.tokens, run.stretch));
            }
        }
    }

    bool is_found(std::string_view raw) const {
        return std::ranges::any_of(
            found_, [raw](const Found& found) { return found.raw.find(raw) != std::string::npos; });
    }

    void telephones() {
        const Tokens tokens = line_.tokens;
        for (DigitRun run : digit_runs(tokens, {".", "-", "(", ")"})) {
            if (run.plus) {
                while (run.stretch.first > 0 && tokens[run.stretch.first - 1].is_any({"+", "("})) {
                    --run.stretch.first;
                }
            }
            const std::string raw = raw_of(line_, tokens, run.stretch);
            const bool french = run.digits.size() == national_digits && run.digits.front() == '0';
            if ((french || run.plus) && !is_found(raw)) {
                keep_text(SlotType::telephone, raw);
            }
        }
    }

    void companies() {
        for (const DigitRun& run : digit_runs(line_.tokens, {"."})) {
            if (near_before(line_.tokens, run.stretch.first, 4, {"rcs", "siren", "siret"})) {
                keep_text(SlotType::rcs, raw_of(line_, line_.tokens, run.stretch));
            }
        }
    }

    void cheques_and_letters() {
        static constexpr std::string_view labels[] = {
            "recommande", "recommandee", "lrar", "n", "no", "num", "numero"};
        for (const DigitRun& run : digit_runs(line_.tokens, {})) {
            const bool numbered =
                near_before(line_.tokens, run.stretch.first, 2, {"n", "no", "num", "numero"});
            if (near_before(line_.tokens, run.stretch.first, numbered ? 10 : 4, {"cheque"}) &&
                run.digits.size() == 7) {
                keep_text(SlotType::numero_cheque, raw_of(line_, line_.tokens, run.stretch));
            }
        }
        for (const CodeRun& run : code_runs(line_.tokens, labels)) {
            if (near_before(
                    line_.tokens, run.stretch.first, 4, {"recommande", "recommandee", "lrar"})) {
                keep_text(SlotType::numero_recommande, raw_of(line_, line_.tokens, run.stretch));
            }
        }
    }

    void amounts() {
        static constexpr auto bringing = {
            "cheque"sv, "montant"sv, "virement"sv, "prelevement"sv, "somme"sv};
        if (!says(bringing)) {
            return;
        }
        const std::vector<Token> tokens = amount_tokens(line_.tokens);
        const Parsed message = read_amount(vocabulary_, line_);
        if (message.reading != Reading::filled || !message.sure) {
            return;
        }
        for (const WrittenAmount& amount : written_amounts(tokens)) {
            const bool named = near_before(tokens, amount.stretch.first, 3, bringing);
            if (amount.currency && named && message.value == euros(amount.cents)) {
                keep_text(SlotType::montant, raw_of(line_, tokens, amount.stretch));
            }
        }
    }

    // Where a name may start: after a marker, or at the start of a piece between commas.
    void names() {
        const Tokens tokens = line_.tokens;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto cuts = [](const Token& token) {
                return token.is_any({",", ".", ";", ":", "!", "-"});
            };
            const bool starts_piece = !cuts(tokens[i]) && (i == 0 || cuts(tokens[i - 1]));
            if (starts_piece || starts_marker(i)) {
                keep_name(i);
            }
        }
    }

    bool starts_marker(std::size_t index) const {
        const Tokens tokens = line_.tokens;
        return tokens[index].is_any({"mappelle", "mapelle", "jmappelle"}) ||
               stands_at(tokens, index, {"m", "appelle"}) ||
               stands_at(tokens, index, {"mon", "nom"}) ||
               stands_at(tokens, index, {"mon", "prenom"}) ||
               stands_at(tokens, index, {"je", "suis", "madame"}) ||
               stands_at(tokens, index, {"je", "suis", "monsieur"}) ||
               stands_at(tokens, index, {"je", "suis", "mme"}) ||
               stands_at(tokens, index, {"je", "suis", "mr"}) ||
               stands_at(tokens, index, {"je", "suis", "m"}) ||
               stands_at(tokens, index, {"je", "me", "nomme"});
    }

    // A full name in words of a sentence: with a marker, or a known first name and all the piece.
    bool is_sure(const SaidName& said, const FullName& name) const {
        if (said.words.empty() || said.words.size() > most_name_words + 1 ||
            std::ranges::any_of(said.words, [this](const std::string& word) {
                return vocabulary_.is_no_name(text::fold(word));
            })) {
            return false;
        }
        const bool capital = said.words.back() != lower_case(said.words.back());
        switch (said.marker) {
            case NameMarker::full_name:
                return capital || vocabulary_.is_given_name(text::fold(said.words.front()));
            case NameMarker::family_name:
            case NameMarker::given_name:
                return true;
            case NameMarker::title:
                return capital;
            case NameMarker::none:
                return !name.family.empty() && !name.given.empty() &&
                       vocabulary_.is_given_name(text::fold(name.given.front())) &&
                       !vocabulary_.is_given_name(text::fold(name.family.front())) &&
                       said.words.size() <= most_name_words;
        }
        return false;
    }

    // Without a marker the name must fill its piece, or stand before "née" or "dossier".
    bool fills_piece(Tokens tokens, const SaidName& said) const {
        const std::size_t next = said.stretch.last;
        return next >= tokens.size() ||
               tokens[next].is_any(
                   {",", ".", ";", "-", "ne", "nee", "dossier", "reference", "(", "ref", "!"});
    }

    void keep_name(std::size_t index) {
        const Tokens tokens = Tokens(line_.tokens).subspan(index);
        Tokens piece = tokens;
        // A comma may separate the name from something else: only what stands before it is read.
        const auto comma = std::ranges::find_if(tokens, [](const Token& token) {
            return token.is_any({",", ";"});
        });
        piece = tokens.first(static_cast<std::size_t>(comma - tokens.begin()));
        if (piece.empty() || asks_something(piece)) {
            return;
        }
        const SaidName said = said_name(vocabulary_, piece);
        const FullName name = cut_name(vocabulary_, said);
        const bool unmarked = said.marker == NameMarker::none;
        if (!is_sure(said, name) ||
            (unmarked && (!fills_piece(tokens, said) || is_of_another(line_.tokens, index)))) {
            return;
        }
        // "je m'appelle Jean Dupont normalement", "mon mari s'appelle Jean Dupont"
        const std::string brought = raw_of(line_, piece, {0, said.stretch.last});
        if (judge_name(vocabulary_, SlotType::nom, brought).plausibility !=
            Plausibility::plausible) {
            return;
        }
        const std::string raw =
            raw_of(line_,
                   tokens,
                   {said.stretch.first, std::max(said.stretch.last, said.stretch.first + 1)});
        if (!name.family.empty()) {
            keep(SlotType::nom, filled(person_capitals(name.family), true), raw);
            keep(SlotType::prenom, filled(person_capitals(name.given), true), raw);
        } else if (said.marker == NameMarker::given_name) {
            keep(SlotType::prenom, filled(person_capitals(said.words), true), raw);
        } else if (said.marker == NameMarker::family_name || said.marker == NameMarker::title ||
                   is_called(piece, said)) {
            keep(SlotType::nom, filled(person_capitals(said.words), true), raw);
        }
    }

    // "mon nom est Dupont": one word, and no first name, is the family name.
    bool is_called(Tokens piece, const SaidName& said) const {
        const bool nom = std::ranges::any_of(piece.first(said.stretch.first),
                                             [](const Token& token) { return token.is("nom"); });
        return nom && said.marker == NameMarker::full_name &&
               !vocabulary_.is_given_name(text::fold(said.words.front()));
    }

    // A creditor everyone knows, alone between commas or after a word that brings it.
    void creditors() {
        const Tokens tokens = line_.tokens;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const std::optional<Stretch> known = known_creditor_at(vocabulary_, tokens, i);
            if (!known) {
                continue;
            }
            const bool opens = i == 0 || tokens[i - 1].is_any({",", ".", ";", ":"});
            const bool closes =
                known->last == tokens.size() || tokens[known->last].is_any({",", ".", ";", "!"});
            const bool alone = opens && closes && tokens.size() > known->last - known->first;
            if (alone || creditor_is_brought(tokens, i)) {
                keep(SlotType::denomination,
                     filled(
                         organisation_capitals(
                             vocabulary_, tokens.subspan(known->first, known->last - known->first)),
                         true),
                     raw_of(line_, tokens, *known));
            }
        }
    }

    const Vocabulary& vocabulary_;
    Line line_;
    std::chrono::year_month_day today_;
    std::vector<Found> found_;
    std::vector<SlotType> doubtful_;  // two values of the type stand in the message
};

}  // namespace

std::vector<Found> find_all(const Vocabulary& vocabulary,
                            std::string_view text,
                            std::chrono::year_month_day today) {
    return Finder(vocabulary, text, today).find();
}

}  // namespace guichet::slots
