#pragma once
// The words that editors list for the readers: first names, companies, months and weekdays, what is
// said beside and instead of a name, and how one answers yes, no and that one does not know. A
// value that is filled while the content is compiled and only read afterwards. "Folded" is lower
// case without accents (engine/text/normalize.hpp). Tested by tests/unit/slots.
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slots/phrase_list.hpp"

namespace guichet::slots {

// What a word or a phrase is when it stands where a name is asked for.
enum class Saying {
    grammar,     // builds sentences: "mon", "avec"
    verb,        // a subject, a negation or a verb: "je", "pas", "payer"
    common,      // a word of every day: "bonjour", "facture"
    waiting,     // "une seconde"
    feeling,     // "j'en ai marre"
    command,     // "annuler"
    filler,      // "euh"
    excuse,      // "oh pardon"
    correction,  // "je voulais dire"
};

// What a phrase says where yes or no is asked for.
enum class Answer {
    yes,       // by itself an answer: "oui"
    no,        // "non"
    weak_yes,  // an answer when nothing else is said: "je l'ai"
    weak_no,   // "je ne l'ai pas"
    hedge,     // yes when nothing else is said, nothing beside an answer: "je crois"
    doubt,     // no answer: "peut-être"
    filler,
};

// Words and phrases of one use.
enum class Listed {
    answer_alone,      // among the answers, those that answer when nothing else is said: "si"
    ignorance,         // "ne sais pas"
    around_ignorance,  // may stand around: "numéro"
    title,             // "mme"
    other_call,        // "il s'appelait": introduces the name of somebody else
    call,              // "appelle"
    am,                // "suis"
    name_intro,        // stands before a name: "nom"
    other_name,        // before another name of the same person: "née"
    name_end,          // ends a name: "habitant"
    particle,          // begins a family name: "le"
    company_intro,     // stands before a company's name: "créancier"
    company_kind,      // "société"
    without_article,   // a company whose article is not its name's: "caf"
    company_word,      // of a sentence, but a company's name may hold it: "leur"
    moment,            // of a day or a week: "matin"
    around_moment,     // "après"
};

class Vocabulary {
  public:
    // Each takes a word or a name as an editor writes it, and is false when it was listed already.
    bool add_given_name(std::string_view name);  // one word: "Aïcha"
    bool add_creditor(std::string_view name);    // "Caisse d'Épargne"
    bool add_initials(std::string_view name);    // one word with the capitals it keeps: "EDF"
    bool add_month(std::string_view word, unsigned month);      // 1 to 12; 0: it may be several
    bool add_weekday(std::string_view word, unsigned weekday);  // 0 (Sunday) to 6
    bool add_saying(Saying saying, std::string_view phrase);    // "une seconde"
    bool add_answer(Answer answer, std::string_view phrase);    // "d'accord"
    bool add_no_name(std::string_view word);                    // "peut-être"
    bool add(Listed list, std::string_view phrase);

    // A first name borne in France, to tell the first name from the family name in "marie dupont".
    // `folded` is one word; a compound ("jean-francois") is known when its parts are.
    bool is_given_name(std::string_view folded) const;

    // True when a folded word can be no part of a name: an answer, a command, a word of a sentence,
    // an insult.
    bool is_no_name(std::string_view folded) const;

    // The names of creditors everyone knows that start with a folded word, each as its folded
    // words without apostrophes and hyphens; the longest first.
    std::span<const std::vector<std::string>> creditors_at(std::string_view folded) const;

    // How a folded word is written when its capitals cannot be guessed ("edf" gives "EDF"), or an
    // empty view.
    std::string_view initials(std::string_view folded) const;

    // 1 to 12 for a folded word that is a month's name, abbreviation or near misspelling.
    std::optional<unsigned> month_named(std::string_view folded) const;

    // 0 (Sunday) to 6 for a weekday's name or abbreviation, as std::chrono::weekday counts.
    std::optional<unsigned> weekday_named(std::string_view folded) const;

    // The longest phrase that folded `words` begin with, if any.
    struct Said {
        Saying saying;
        std::size_t length;  // in words
    };

    std::optional<Said> said_by(std::span<const std::string> words) const;

    struct Answered {
        Answer answer;
        std::size_t length;  // in words
    };

    std::optional<Answered> answered_by(std::span<const std::string> words) const;

    // How many of folded `words` the longest phrase of a list takes that they begin with; 0: none.
    std::size_t listed_at(Listed list, std::span<const std::string> words) const;

    bool holds(Listed list, const std::string& folded) const {
        return listed_at(list, std::span(&folded, 1)) > 0;
    }

  private:
    struct Month {
        std::string word;
        unsigned number;
    };

    std::set<std::string, std::less<>> given_names_;
    std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> creditors_;
    std::map<std::string, std::string, std::less<>> initials_;
    std::set<std::string, std::less<>> no_names_;
    PhraseList sayings_;
    PhraseList answers_;
    std::map<Listed, PhraseList> lists_;
    std::vector<Month> months_;  // as listed: of equally near ones, the first
    std::map<std::string, unsigned, std::less<>> weekdays_;
};

}  // namespace guichet::slots
