#include "tools/guichet/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>

namespace guichet::tools {

namespace {

constexpr std::size_t clarify_choices = 3;
constexpr std::size_t reliability_bins = 10;
constexpr std::size_t texts_shown = 3;
constexpr std::size_t attractions_named = 2;

bool among_first(const MatchResult& found, const std::string& intent, std::size_t count) {
    const std::size_t last = std::min(count, found.candidates.size());
    return std::any_of(
        found.candidates.begin(),
        found.candidates.begin() + static_cast<std::ptrdiff_t>(last),
        [&intent](const Candidate& candidate) { return candidate.intent == intent; });
}

void count(Tally& tally, const Judged& one, const std::set<std::string>& background) {
    const std::string& intent = one.expected.intent;
    const bool matched = one.found.decision == Decision::match;
    if (background.contains(intent)) {
        ++tally.out_of_scope;
        tally.answered_out_of_scope +=
            matched && !background.contains(one.found.candidates.front().intent) ? 1U : 0U;
        return;
    }
    const bool right = among_first(one.found, intent, 1);
    ++tally.in_scope;
    tally.first += right ? 1U : 0U;
    tally.in_three += among_first(one.found, intent, clarify_choices) ? 1U : 0U;
    tally.matched += matched ? 1U : 0U;
    tally.wrongly_matched += matched && !right ? 1U : 0U;
    if (one.found.decision == Decision::clarify) {
        ++tally.clarified;
        tally.well_clarified += among_first(one.found, intent, clarify_choices) ? 1U : 0U;
    }
}

struct Counts {
    std::size_t right = 0, expected = 0, found = 0;
};

double macro_f1_of(const std::vector<Judged>& judged) {
    std::map<std::string, Counts> intents;
    for (const Judged& one : judged) {
        ++intents[one.expected.intent].expected;
        if (one.found.candidates.empty()) {
            continue;
        }
        const std::string& found = one.found.candidates.front().intent;
        ++intents[found].found;
        intents[found].right += found == one.expected.intent ? 1U : 0U;
    }
    double sum = 0;
    std::size_t classes = 0;
    for (const auto& [id, counts] : intents) {
        if (counts.expected > 0) {
            ++classes;
            sum += 2.0 * static_cast<double>(counts.right) /
                   static_cast<double>(counts.expected + counts.found);
        }
    }
    return classes == 0 ? 0 : sum / static_cast<double>(classes);
}

std::vector<Confusion> confusions_of(const std::vector<Judged>& judged) {
    std::map<std::pair<std::string, std::string>, std::vector<Confused>> pairs;
    for (const Judged& one : judged) {
        if (!one.found.candidates.empty() &&
            one.found.candidates.front().intent != one.expected.intent) {
            pairs[{one.expected.intent, one.found.candidates.front().intent}].push_back(
                {one.expected.text, {}});
        }
    }
    std::vector<Confusion> confusions;
    for (auto& [pair, texts] : pairs) {
        confusions.push_back({pair.first, pair.second, std::move(texts)});
    }
    std::ranges::stable_sort(
        confusions, std::greater{}, [](const Confusion& c) { return c.texts.size(); });
    return confusions;
}

std::vector<Reliability> reliability_of(const std::vector<Judged>& judged) {
    std::vector<Reliability> bins(reliability_bins);
    for (const Judged& one : judged) {
        if (one.found.candidates.empty()) {
            continue;
        }
        const Candidate& first = one.found.candidates.front();
        const auto bin = static_cast<std::size_t>(first.score * reliability_bins);
        Reliability& in = bins[std::min(bin, reliability_bins - 1)];
        ++in.count;
        in.promised += first.score;
        in.kept += first.intent == one.expected.intent ? 1U : 0U;
    }
    return bins;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string row(const std::string& name, const Tally& t) {
    return fmt::format(
        "{:<12} {:>6} {:>9.1f} {:>9.1f} {:>10.1f} {:>9.1f} {:>10.1f} {:>7} {:>9.1f}\n",
        name,
        t.in_scope,
        100 * share(t.first, t.in_scope),
        100 * share(t.in_three, t.in_scope),
        100 * share(t.matched, t.in_scope),
        100 * share(t.wrongly_matched, t.in_scope),
        100 * share(t.clarified, t.in_scope),
        t.out_of_scope,
        100 * share(t.answered_out_of_scope, t.out_of_scope));
}

boost::json::object to_json(const Tally& t) {
    return {{"in_scope", t.in_scope},
            {"accuracy", share(t.first, t.in_scope)},
            {"accuracy_in_three", share(t.in_three, t.in_scope)},
            {"coverage", share(t.matched, t.in_scope)},
            {"wrong_and_confident", share(t.wrongly_matched, t.in_scope)},
            {"risk", share(t.wrongly_matched, t.matched)},
            {"clarified", share(t.clarified, t.in_scope)},
            {"well_clarified", share(t.well_clarified, t.clarified)},
            {"out_of_scope", t.out_of_scope},
            {"answered_out_of_scope", share(t.answered_out_of_scope, t.out_of_scope)}};
}

}  // namespace

Evaluation evaluate(const std::vector<Judged>& judged, const std::set<std::string>& background) {
    Evaluation evaluation;
    for (const Judged& one : judged) {
        count(evaluation.all, one, background);
        if (!one.expected.style.empty()) {
            count(evaluation.by_style[one.expected.style], one, background);
        }
    }
    evaluation.macro_f1 = macro_f1_of(judged);
    evaluation.confusions = confusions_of(judged);
    evaluation.reliability = reliability_of(judged);
    return evaluation;
}

void find_attractions(Evaluation& evaluation, const Catalog& catalog) {
    std::map<std::string, std::vector<Confused*>> by_found;
    for (Confusion& pair : evaluation.confusions) {
        for (Confused& confused : pair.texts) {
            by_found[pair.found].push_back(&confused);
        }
    }
    for (const auto& [found, all] : by_found) {
        const Intent& intent = catalog.intents.at(found);
        std::vector<std::string> texts;
        std::ranges::transform(all, std::back_inserter(texts), &Confused::text);
        const auto closest = catalog.matcher.closest(texts, intent.examples, attractions_named);
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const std::size_t example : closest[i]) {
                all[i]->attractions.push_back(
                    {intent.examples[example], intent.source_of(example)});
            }
        }
    }
}

std::string to_text(const Evaluation& evaluation, std::size_t most_confusions) {
    std::string text = fmt::format("{:<12} {:>6} {:>9} {:>9} {:>10} {:>9} {:>10} {:>7} {:>9}\n",
                                   "registre",
                                   "phrases",
                                   "premier %",
                                   "parmi 3 %",
                                   "répondu %",
                                   "à tort %",
                                   "demandé %",
                                   "hors",
                                   "répondu %");
    text += row("ensemble", evaluation.all);
    for (const auto& [style, tally] : evaluation.by_style) {
        text += row(style, tally);
    }
    text += fmt::format("\nF1 moyen par intention : {:.3f}\n", evaluation.macro_f1);
    text += "\nconfiance annoncée, puis tenue :\n";
    for (const Reliability& bin : evaluation.reliability) {
        if (bin.count > 0) {
            text += fmt::format("  {:>5.1f} %  {:>5.1f} %  ({})\n",
                                100 * bin.promised / static_cast<double>(bin.count),
                                100 * share(bin.kept, bin.count),
                                bin.count);
        }
    }
    text += "\nintentions confondues (attendue → trouvée), et les exemples qui attirent :\n";
    for (std::size_t i = 0; i < std::min(most_confusions, evaluation.confusions.size()); ++i) {
        const Confusion& pair = evaluation.confusions[i];
        text += fmt::format("  {} → {} : {}\n", pair.expected, pair.found, pair.texts.size());
        for (std::size_t t = 0; t < std::min(texts_shown, pair.texts.size()); ++t) {
            const Confused& confused = pair.texts[t];
            text += fmt::format("      « {} »\n", confused.text);
            for (const Confused::Attraction& attraction : confused.attractions) {
                text += fmt::format("          {}:{} « {} »\n",
                                    attraction.source.file,
                                    attraction.source.line,
                                    attraction.text);
            }
        }
    }
    return text;
}

boost::json::object to_json(const Evaluation& evaluation) {
    boost::json::object styles;
    for (const auto& [style, tally] : evaluation.by_style) {
        styles[style] = to_json(tally);
    }
    boost::json::array reliability;
    for (const Reliability& bin : evaluation.reliability) {
        if (bin.count > 0) {
            reliability.push_back(
                boost::json::object{{"count", bin.count},
                                    {"promised", bin.promised / static_cast<double>(bin.count)},
                                    {"kept", share(bin.kept, bin.count)}});
        }
    }
    boost::json::array confusions;
    for (const Confusion& pair : evaluation.confusions) {
        boost::json::array texts;
        for (const Confused& confused : pair.texts) {
            boost::json::array attractions;
            for (const auto& [text, source] : confused.attractions) {
                attractions.push_back(boost::json::object{
                    {"text", text}, {"file", source.file}, {"line", source.line}});
            }
            texts.push_back(boost::json::object{{"text", confused.text},
                                                {"attracted_by", std::move(attractions)}});
        }
        confusions.push_back(boost::json::object{
            {"expected", pair.expected}, {"found", pair.found}, {"texts", std::move(texts)}});
    }
    boost::json::object report = to_json(evaluation.all);
    report["macro_f1"] = evaluation.macro_f1;
    report["by_register"] = std::move(styles);
    report["calibration"] = std::move(reliability);
    report["confusions"] = std::move(confusions);
    return report;
}

}  // namespace guichet::tools
