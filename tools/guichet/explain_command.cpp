#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <span>
#include <vector>

#include "connectors/host/uuid.hpp"
#include "engine/dialog/decision.hpp"
#include "engine/dialog/stand.hpp"
#include "engine/dialog/step.hpp"
#include "tools/guichet/commands.hpp"
#include "tools/guichet/content.hpp"

namespace guichet::tools {

namespace {

constexpr std::size_t most_candidates = 3;

std::string decision_in_french(Decision decision) {
    switch (decision) {
        case Decision::match:
            return "réponse donnée";
        case Decision::clarify:
            return "question posée pour choisir";
        case Decision::fallback:
            break;
    }
    return "non compris";
}

void print_evidence(const std::vector<Evidence>& evidence) {
    for (const auto& [feature, weight] : evidence) {
        fmt::print("    {:+.3f}  {}\n", weight, feature);
    }
}

void print_closest_example(const Catalog& catalog, const std::string& id, const std::string& text) {
    const Intent& intent = catalog.intents.at(id);
    const std::vector<std::vector<std::size_t>> closest =
        catalog.matcher.closest(std::span(&text, 1), intent.examples, 1);
    for (const std::size_t example : closest.front()) {
        const Source source = intent.source_of(example);
        fmt::print("    exemple le plus proche : {}:{} « {} »\n",
                   source.file,
                   source.line,
                   intent.examples[example]);
    }
}

// --- what a text means where a dialog stands -----------------------------------------------------

std::string kind_in_french(Table::Kind kind) {
    switch (kind) {
        case Table::question:
            return "une question";
        case Table::field:
            return "un champ";
        case Table::summary:
            return "un récapitulatif";
        default:
            return "rien";
    }
}

std::string kind_in_french(FirstKind kind) {
    switch (kind) {
        case FirstKind::opt_out:
            return "stop";
        case FirstKind::opt_in:
            return "reprise";
        case FirstKind::erase:
            return "effacer";
        case FirstKind::cancel:
            return "annuler";
        case FirstKind::who_we_are:
            return "contact";
        case FirstKind::none:
            break;
    }
    return "aucune";
}

std::string mood_in_french(Mood mood) {
    switch (mood) {
        case Mood::negated:
            return "refusé";
        case Mood::question:
            return "en question";
        case Mood::asked:
            break;
    }
    return "demandé";
}

std::string plausibility_in_french(slots::Plausibility plausibility) {
    switch (plausibility) {
        case slots::Plausibility::plausible:
            return "plausible";
        case slots::Plausibility::doubtful:
            return "douteuse";
        case slots::Plausibility::not_a_value:
            break;
    }
    return "pas une valeur";
}

void print_line(std::string_view label, std::string_view said) {
    if (!said.empty()) {
        fmt::print("  {} : {}\n", label, said);
    }
}

std::string in_quotes(std::string_view words) {
    return fmt::format("« {} »", words);
}

void print_table(const Table& table, const Turn& there) {
    fmt::print("sur la table : {} ({}, {})\n", kind_in_french(table.kind), there.node, there.asks);
    print_line("dit", there.replies.back().text);
    for (const OfferedOption& option : table.options) {
        print_line("option", fmt::format("{} {}", option.id, in_quotes(option.label)));
    }
}

void print_match(const Reading& reading) {
    print_line("intention",
               fmt::format("{} ({})",
                           reading.sure == nullptr ? "aucune sûre" : reading.sure->id.text(),
                           reason_in_french(reading.match)));
    std::size_t rank = 0;
    for (const Candidate& candidate : reading.match.candidates) {
        if (++rank <= most_candidates) {
            print_line("candidate",
                       fmt::format("{} : {:.1f} %", candidate.intent, 100 * candidate.score));
        }
    }
}

void print_first_thing(const FirstThing& first) {
    if (first.kind != FirstKind::none) {
        print_line("première parole",
                   fmt::format("{}, {} : {} (dialogs/communs/premieres-paroles.yaml:{})",
                               kind_in_french(first.kind),
                               mood_in_french(first.mood),
                               in_quotes(first.words),
                               first.line));
    }
}

std::string about_field_in_french(const std::optional<AboutField>& about) {
    if (!about) {
        return "";
    }
    const std::string& slot = about->field->slot.text();
    switch (about->asks) {
        case AboutField::Asks::why:
            return slot + ", pourquoi";
        case AboutField::Asks::where:
            return slot + ", où trouver";
        case AboutField::Asks::required:
            return slot + ", obligatoire ou non";
        case AboutField::Asks::whose:
            return fmt::format("{}, de qui : {}", slot, about->field->person);
    }
    return "";
}

std::string next_in_french(const std::optional<AskedNext>& next) {
    return !next ? "" : next->aspect + (next->sure ? " (sûre)" : " (probable)");
}

void print_value(const Reading& reading) {
    if (reading.value.reading == slots::Reading::filled) {
        print_line(
            "valeur du champ",
            fmt::format(
                "{} ({})", reading.value.value, plausibility_in_french(reading.plausibility)));
    } else if (reading.value.reading == slots::Reading::invalid) {
        print_line("valeur refusée", reading.value.refusal);
    }
    print_line("valeur douteuse", reading.doubtful);
    for (const FieldValue& value : reading.values) {
        print_line("valeur",
                   fmt::format("{} = {} {}", value.field->slot, value.value, in_quotes(value.raw)));
    }
    for (const FieldValue& value : reading.data) {
        print_line("donnée",
                   fmt::format("{} = {} {}", value.field->slot, value.value, in_quotes(value.raw)));
    }
    if (const auto& choice = reading.other_choice) {
        print_line("autre choix", fmt::format("{} = {}", choice->node->id, choice->option));
    }
    if (const auto& correction = reading.correction) {
        print_line("correction",
                   fmt::format("{} = {}",
                               correction->field->slot,
                               correction->value ? correction->value->value : "à redemander"));
    }
    print_line("question sur le champ", about_field_in_french(reading.about_field));
    print_line("précision demandée", next_in_french(reading.next));
    print_line("mot à expliquer", reading.term == nullptr ? "" : reading.term->id);
}

void print_tail(const Tail& tail) {
    print_line("puis la question", in_quotes(tail.text));
    print_line("  de l'intention", tail.sure == nullptr ? "aucune sûre" : tail.sure->id.text());
    print_line("  sur le champ", about_field_in_french(tail.about_field));
    print_line("  précision", next_in_french(tail.next));
}

void print_reading(const Reading& reading) {
    fmt::print("\nlecture\n");
    print_line("mots", in_quotes(reading.words));
    if (reading.option) {
        print_line(
            "option",
            fmt::format("{}{}", *reading.option, reading.option_whole ? ", et rien d'autre" : ""));
    }
    if (reading.yes) {
        print_line("oui ou non", *reading.yes ? "oui" : "non");
    }
    print_line("ne sait pas", reading.unknown ? "oui" : "");
    print_value(reading);
    print_first_thing(reading.first);
    for (const FoundCue& cue : reading.cues.found) {
        print_line("repère",
                   fmt::format("{}{} : {} par « {} »",
                               cue_keys()[static_cast<std::size_t>(cue.cue)],
                               cue.alone ? ", et rien d'autre" : "",
                               in_quotes(cue.words),
                               cue.phrase));
    }
    if (reading.tail) {
        print_tail(*reading.tail);
    }
    print_match(reading);
}

void print_decision(const turn::Decision& decision) {
    fmt::print("\ndécision : R{} {} → {}\n",
               static_cast<int>(decision.rule),
               name_of(decision.rule),
               turn::name_of(decision.action));
}

void print_replies(const Turn& turn) {
    fmt::print("\nréponses\n");
    for (const Reply& reply : turn.replies) {
        fmt::print("  {} : {}\n", reply.source, reply.text);
        for (const std::string& line : reply.checklist) {
            fmt::print("    - {}\n", line);
        }
    }
}

// The place as typed, in two: what comes after the colon is a slot or "confirmation".
std::pair<std::string, std::string> split_place(const std::string& place) {
    const auto colon = place.find(':');
    return {place.substr(0, colon), colon == std::string::npos ? "" : place.substr(colon + 1)};
}

void explain_there(const Catalog& catalog, const ExplainOptions& options) {
    const TimePoint now =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto [node, asks] = split_place(options.at);
    const Channel channel = options.channel == "sms" ? Channel::sms : Channel::web;
    const auto there = stand_at(catalog, channel, NodeId(node), asks, now);
    if (!there) {
        throw CommandFailure(fmt::format("aucune conversation ne mène à {}", options.at));
    }
    const Table table = table_of(catalog, there->session);
    const Utterance utterance{options.text, there->node, there->asks};
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
    const Reading reading = read(catalog, there->session, table, utterance, today);
    print_table(table, *there);
    print_reading(reading);
    // Nothing of the engine's own is asked here, so that one row always applies.
    print_decision(*turn::decide({catalog, there->session, table, reading}));
    print_replies(step(catalog, there->session, {utterance, new_uuid7(), {}, {}}, now));
}

void explain_alone(const Catalog& catalog, const std::string& text) {
    const Explanation why = catalog.matcher.explain(text);
    fmt::print("texte : {}\n", text);
    for (const auto& [stage, after] : why.steps) {
        fmt::print("{} : {}\n", stage, after);
    }
    fmt::print("\ndécision : {} ({})\n",
               decision_in_french(why.result.decision),
               reason_in_french(why.result));
    std::size_t rank = 0;
    for (const Candidate& candidate : why.result.candidates) {
        if (++rank > most_candidates) {
            break;
        }
        fmt::print("\n{}. {} — {} : {:.1f} %\n",
                   rank,
                   candidate.intent,
                   catalog.title_of(DialogId(candidate.intent)),
                   100 * candidate.score);
        const auto evidence = std::ranges::find(
            why.evidence, candidate.intent, &std::pair<std::string, std::vector<Evidence>>::first);
        if (evidence != why.evidence.end()) {
            print_evidence(evidence->second);
        }
        print_closest_example(catalog, candidate.intent, text);
    }
}

}  // namespace

int explain(const Folder& content, const ExplainOptions& options) {
    const auto catalog = load(content);
    if (options.at.empty()) {
        explain_alone(*catalog, options.text);
    } else {
        explain_there(*catalog, options);
    }
    return well;
}

}  // namespace guichet::tools
