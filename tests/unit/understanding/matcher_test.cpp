#include "engine/understanding/matcher.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/understanding/analysis.hpp"
#include "engine/understanding/repair.hpp"
#include "tests/support/shipped_lexicon.hpp"

using guichet::Decision;
using guichet::IntentSource;
using guichet::Lexicon;
using guichet::Matcher;
using guichet::MatchReason;
using guichet::MatchResult;
using guichet::understanding::Analysis;
using guichet::understanding::Analyzer;
using guichet::understanding::Speller;

namespace {

const Lexicon& french() {
    return guichet::tests::shipped_lexicon().lexicon;
}

std::vector<IntentSource> sources() {
    IntentSource cheque;
    cheque.id = "cheque-impaye";
    cheque.examples = {"ma banque a rejeté mon chèque",
                       "mon chèque est revenu impayé",
                       "le chèque que j'ai envoyé a été refusé",
                       "que faire après un chèque sans provision",
                       "chèque rejeté faute de provision",
                       "mon chèque n'est pas passé"};
    IntentSource deces;
    deces.id = "deces";
    deces.examples = {"mon père est décédé",
                      "je vous informe du décès de ma mère",
                      "mon mari est mort le mois dernier",
                      "la personne que vous cherchez est morte",
                      "décès du titulaire du dossier",
                      "ma mère est morte en mars"};
    IntentSource adresse;
    adresse.id = "nouvelles-coordonnees";
    adresse.examples = {"j'ai déménagé, voici ma nouvelle adresse",
                        "je change de numéro de téléphone",
                        "mon adresse a changé",
                        "comment modifier mon adresse",
                        "nouvelle adresse à noter",
                        "notez mon nouveau numéro"};
    IntentSource outside;
    outside.id = "hors-sujet";
    outside.background = true;
    outside.examples = {"quel temps fera-t-il demain",
                        "une recette de gâteau au chocolat",
                        "qui a gagné le match hier soir",
                        "raconte une blague",
                        "le prix de l'essence",
                        "où acheter un vélo"};
    return {cheque, deces, adresse, outside};
}

std::string first(const MatchResult& result) {
    return result.candidates.empty() ? "" : result.candidates.front().intent;
}

}  // namespace

TEST_CASE("a matcher that learned nothing falls back") {
    const Matcher matcher;
    CHECK(matcher.match("bonjour").decision == Decision::fallback);
    CHECK(Matcher::train({}, french()).match("bonjour").decision == Decision::fallback);
}

TEST_CASE("an example is matched exactly, however it is typed") {
    const Matcher matcher = Matcher::train(sources(), french());
    for (const char* text : {"Ma banque a rejeté mon chèque",
                             "MA BANQUE A REJETE MON CHEQUE !!!",
                             "  ma banque,  a rejeté mon chèque... svp"}) {
        CAPTURE(text);
        const MatchResult result = matcher.match(text);
        CHECK(result.decision == Decision::match);
        CHECK(first(result) == "cheque-impaye");
        CHECK(result.reason == MatchReason::exact);
        CHECK(result.candidates.size() >= 3);
    }
}

TEST_CASE("an example is known by its letters, but a single letter stands for none") {
    std::vector<IntentSource> with_signs = sources();
    with_signs[2].examples.push_back("Y a-t-il une adresse pour l'avis ?");
    with_signs[2].examples.push_back("A+");
    const Matcher matcher = Matcher::train(with_signs, french());
    for (const char* text :
         {"y a t il une adresse pour lavis", "Y A T'IL UNE ADRESSE POUR L’AVIS"}) {
        CAPTURE(text);
        CHECK(matcher.match(text).reason == MatchReason::exact);
    }
    CHECK(matcher.match("a").decision == Decision::fallback);
}

TEST_CASE("new wordings, spelling mistakes and texting are understood") {
    const Matcher matcher = Matcher::train(sources(), french());
    CHECK(first(matcher.match("mon cheque a ete rejete par la banque")) == "cheque-impaye");
    CHECK(first(matcher.match("le chéque et revenu inpayé")) == "cheque-impaye");
    CHECK(first(matcher.match("jai demenager")) == "nouvelles-coordonnees");
    CHECK(first(matcher.match("mon pere est decede hier")) == "deces");
}

TEST_CASE("a slip of the finger in a short word is repaired towards a frequent word only") {
    Speller speller;
    speller.add("dois", 20);
    speller.add("code", 300);
    speller.add("mode", 400);
    speller.add("stop", 50);
    speller.add("stoc", 19);
    speller.add("payer", 900);
    speller.add("pas", 900);
    speller.finish();
    for (const auto& [typed, meant] : std::vector<std::pair<std::string, std::string>>{
             {"doid", "dois"},    // beside
             {"cide", "code"},    // beside, and "mode" is two keys away
             {"vode", "code"},    // even the first letter
             {"stpo", "stop"},    // the wrong way round
             {"pzyer", "payer"},  // five letters
             {"stox", ""},        // rare
             {"stap", ""},        // far away on the keyboard
             {"dos", ""},         // one letter less
             {"pad", ""},         // too short
             {"cod3", ""}}) {
        CAPTURE(typed);
        CHECK(speller.suggest(typed) == meant);
    }
}

TEST_CASE("junk and other matters are a fallback") {
    const Matcher matcher = Matcher::train(sources(), french());
    for (const char* text : {"",
                             " ",
                             "a",
                             "42",
                             "1234567890",
                             "😀😀",
                             "?!",
                             "le",
                             "mon",
                             "est",
                             "\xFF\xFE",
                             "what is the weather like",
                             "привет как дела"}) {
        CAPTURE(text);
        CHECK(matcher.match(text).decision == Decision::fallback);
    }
    CHECK(matcher.match("une recette de gâteau").decision == Decision::fallback);
    // One word that is known among many that are not.
    CHECK(matcher.match("wxqzt vbktj zzghw pqwxk jkvqz chèque").reason == MatchReason::floor);
}

TEST_CASE("rules outrank the model") {
    std::vector<IntentSource> with_rules = sources();
    with_rules[1].asserts = {{{{"frère"}, {"disparu", "enterré"}}, "frère disparu|enterré"}};
    with_rules[0].vetoes = {{{{"prélèvement"}}, "prélèvement"}};
    const Matcher matcher = Matcher::train(with_rules, french());
    const MatchResult asserted = matcher.match("On a enterré mon frère. Que faire ?");
    CHECK(asserted.decision == Decision::match);
    CHECK(first(asserted) == "deces");
    CHECK(matcher.match("Mon frère est là. On a enterré le chat.").reason != MatchReason::rule);
    CHECK(first(Matcher::train(sources(), french()).match("mon prélèvement a été rejeté")) ==
          "cheque-impaye");
    CHECK(first(matcher.match("mon prélèvement a été rejeté")) != "cheque-impaye");
}

TEST_CASE("the lexicon is read first") {
    Lexicon lexicon = french();
    lexicon.abbreviations = {{"xqz", "chèque"}, {"zdc", "décédé"}};
    lexicon.synonyms = {{"chèque", {"chèque", "effet bancaire"}}};
    const Matcher matcher = Matcher::train(sources(), lexicon);
    const Matcher without = Matcher::train(sources(), french());
    const std::pair<std::string_view, const char*> known[] = {
        {"mon xqz", "cheque-impaye"},
        {"il est zdc", "deces"},
        {"un effet bancaire", "cheque-impaye"}};
    for (const auto& [text, intent] : known) {
        CAPTURE(text);
        CHECK(first(matcher.match(text)) == intent);
        CHECK(matcher.match(text).candidates.front().score > 0.5);
        CHECK(without.match(text).decision == Decision::fallback);
    }
}

TEST_CASE("training is deterministic and scores are probabilities") {
    const Matcher one = Matcher::train(sources(), french());
    const Matcher two = Matcher::train(sources(), french());
    for (const char* text : {"mon chèque", "ma mère", "adresse", "demain il fera beau"}) {
        CAPTURE(text);
        const MatchResult a = one.match(text);
        const MatchResult b = two.match(text);
        REQUIRE(a.candidates.size() == b.candidates.size());
        for (std::size_t i = 0; i < a.candidates.size(); ++i) {
            CHECK(a.candidates[i].intent == b.candidates[i].intent);
            CHECK(a.candidates[i].score == b.candidates[i].score);
            CHECK(a.candidates[i].score >= 0);
            CHECK(a.candidates[i].score <= 1);
            CHECK((i == 0 || a.candidates[i].score <= a.candidates[i - 1].score));
        }
    }
}

TEST_CASE("an explanation shows the steps and what counted") {
    const Matcher matcher = Matcher::train(sources(), french());
    const guichet::Explanation explanation = matcher.explain("Pk mon chéque est-il rejetté ?");
    CHECK(explanation.steps.size() >= 6);
    REQUIRE(!explanation.evidence.empty());
    CHECK(explanation.evidence.front().first == "cheque-impaye");
    CHECK(explanation.evidence.front().second.size() > 3);
    CHECK(explanation.evidence.front().second.front().weight > 0);
}

TEST_CASE("the examples most like a text are named, the most alike first") {
    const Matcher matcher = Matcher::train(sources(), french());
    const std::vector<std::string> examples = sources()[1].examples;
    const auto closest = matcher.closest(
        std::vector<std::string>{"le mois dernier mon mari est mort", "décès d'un titulaire"},
        examples,
        2);
    REQUIRE(closest.size() == 2);
    REQUIRE(closest[0].size() == 2);
    CHECK(examples[closest[0][0]] == "mon mari est mort le mois dernier");
    CHECK(examples[closest[1][0]] == "décès du titulaire du dossier");
    CHECK(closest[1][0] != closest[1][1]);
    CHECK(matcher.closest({}, examples, 2).empty());
}

TEST_CASE("greetings in front and courtesies behind an example change nothing") {
    std::vector<IntentSource> with_courtesies = sources();
    with_courtesies[1].examples.push_back("merci bonne journée");
    with_courtesies[2].examples.push_back("merci");
    with_courtesies[0].examples.push_back("madame, pas monsieur");
    Lexicon lexicon = french();
    lexicon.courtesies.insert(lexicon.courtesies.end(), {"merci", "bonne journée"});
    const Matcher matcher = Matcher::train(with_courtesies, lexicon);
    const std::pair<const char*, const char*> known[] = {
        {"merci bonne journée", "deces"},
        {"merci bonne journée svp", "deces"},
        {"merci", "nouvelles-coordonnees"},
        {"Merci svp", "nouvelles-coordonnees"},
        {"madame, pas monsieur", "cheque-impaye"},
        {"Bonjour, madame, pas monsieur, merci", "cheque-impaye"},
        {"Bonsoir, mon adresse a changé, merci, bonne journée", "nouvelles-coordonnees"},
    };
    for (const auto& [text, intent] : known) {
        CAPTURE(text);
        const MatchResult result = matcher.match(text);
        CHECK(result.reason == MatchReason::exact);
        CHECK(first(result) == intent);
    }
}

TEST_CASE("links in front of an example change nothing") {
    std::vector<IntentSource> with_links = sources();
    with_links[0].examples.push_back("vous êtes qui");
    with_links[1].examples.push_back("et ma mère ?");
    with_links[2].examples.push_back("ma mère ?");
    Lexicon lexicon = french();
    lexicon.links = {"et", "mais", "bon"};
    const Matcher matcher = Matcher::train(with_links, lexicon);
    const std::pair<const char*, const char*> known[] = {
        {"et vous êtes qui ?", "cheque-impaye"},
        {"bon mais vous êtes qui", "cheque-impaye"},
        {"et ma mère", "deces"},
        {"mais ma mère", "nouvelles-coordonnees"},
    };
    for (const auto& [text, intent] : known) {
        CAPTURE(text);
        const MatchResult result = matcher.match(text);
        CHECK(result.reason == MatchReason::exact);
        CHECK(first(result) == intent);
    }
}

TEST_CASE("a title is known word for word, unless it is an example of another intent") {
    std::vector<IntentSource> titled = sources();
    titled[0].title = "Tout autre chose";
    titled[1].title = titled[2].examples.front();
    const Matcher matcher = Matcher::train(titled, french());
    CHECK(matcher.match("tout autre chose").reason == MatchReason::exact);
    CHECK(first(matcher.match("tout autre chose")) == "cheque-impaye");
    CHECK(first(matcher.match(titled[1].title)) == "nouvelles-coordonnees");
}

TEST_CASE("a verb whose stem looks like a pronoun is not that pronoun") {
    std::vector<IntentSource> with_rule = sources();
    with_rule[1].asserts.push_back({{{"me"}, {"tuer"}}, "me tuer"});
    const Matcher matcher = Matcher::train(with_rule, french());
    CHECK(matcher.match("j'ai envie de me tuer").rule == "me tuer");
    CHECK(matcher.match("il a voulu me tué").rule == "me tuer");
    CHECK(matcher.match("tu peux me noter mon adresse").rule != "me tuer");
}

TEST_CASE("courtesies and greetings across the ends of sentences leave nothing outside the text") {
    Lexicon lexicon = french();
    lexicon.courtesies.emplace_back("merci");
    lexicon.abbreviations.emplace_back("w e", "week-end");
    std::vector<IntentSource> with_rule = sources();
    with_rule[0].asserts.push_back({{{"provision"}, {"chèque"}}, "provision chèque"});
    const Matcher matcher = Matcher::train(with_rule, lexicon);
    const Analyzer analyzer(lexicon);
    for (const char* text : {"mon chèque est refusé. Merci. D'avance",
                             "Bonjour. Bonjour. Bonjour. mon chèque est refusé",
                             "Bonjour. Madame. Monsieur.",
                             "w. e. mon chèque est refusé ! merci. merci. merci d'avance.",
                             ". . . merci. d'avance. . .",
                             "Merci. Merci d'avance"}) {
        CAPTURE(text);
        std::string long_story;
        for (int i = 0; i < 6; ++i) {
            long_story += std::string(text) + ". Une phrase de plus, pour rien. ";
        }
        for (const std::string& written : {std::string(text), long_story}) {
            const Analysis analysis = analyzer.read(written);
            CHECK(
                std::ranges::adjacent_find(analysis.sentence_ends, std::ranges::greater_equal{}) ==
                analysis.sentence_ends.end());
            CHECK(analysis.sentence_ends.back() == analysis.tokens.size());
            CHECK(!matcher.match(written).candidates.empty());
        }
    }
}

TEST_CASE("however many greetings and courtesies a message has, few keys are made of it") {
    constexpr int many = 200;
    std::string text;
    for (int i = 0; i < many; ++i) {
        text += "salut ";
    }
    for (int i = 0; i < many; ++i) {
        text += "svp ";
    }
    CHECK(Analyzer(french()).read(text).keys.size() <= 30);
}

TEST_CASE("what is surely out of scope is said to be, and nothing else") {
    const Matcher matcher = Matcher::train(sources(), french());
    CHECK(matcher.match("Raconte une blague !").out_of_scope);
    CHECK(matcher.match("Raconte une blague !").decision == Decision::fallback);
    CHECK_FALSE(matcher.match("mon chèque est revenu impayé").out_of_scope);
    CHECK_FALSE(matcher.match("xqzw").out_of_scope);
}
