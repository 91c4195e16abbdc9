#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <set>

#include "connectors/host/content_folder.hpp"
#include "engine/content/compile.hpp"
#include "engine/content/prove.hpp"
#include "engine/content/sms_texts.hpp"
#include "tools/guichet/commands.hpp"

namespace guichet::tools {

namespace {

struct Totals {
    std::size_t topics = 0;
    std::size_t conversations = 0;
    std::size_t leaves = 0;
    std::size_t paths = 0;
    std::size_t forms = 0;
    std::size_t tickets = 0;
    std::size_t texts = 0;
    std::size_t intents = 0;
    std::size_t examples = 0;
};

Totals count(const Catalog& catalog) {
    Totals totals;
    for (const auto& [id, dialog] : catalog.dialogs) {
        const DialogFigures one = figures(dialog);
        (dialog.is_topic() ? totals.topics : totals.conversations) += 1;
        totals.leaves += one.leaves;
        totals.paths += one.paths;
        totals.forms += one.forms;
        totals.tickets += one.tickets;
        totals.texts += one.texts;
    }
    totals.intents = catalog.intents.size();
    for (const auto& [id, intent] : catalog.intents) {
        totals.examples += intent.examples.size();
    }
    return totals;
}

void print_totals(const Catalog& catalog) {
    const Totals t = count(catalog);
    fmt::print(
        "{} sujets et {} dialogues de conversation : {} branches (feuilles), {} chemins, tous "
        "finis\n",
        t.topics,
        t.conversations,
        t.leaves,
        t.paths);
    fmt::print(
        "{} formulaires, {} demandes, {} textes, {} champs, {} questions partagées, {} fragments\n",
        t.forms,
        t.tickets,
        t.texts,
        catalog.slots.size(),
        catalog.questions.size(),
        catalog.fragments);
    fmt::print(
        "{} intentions, {} exemples ; contenu {}\n", t.intents, t.examples, catalog.fingerprint);
}

std::string_view coding_name(text::SmsCoding coding) {
    return coding == text::SmsCoding::gsm7 ? "GSM-7" : "UCS-2";
}

// Every text as it goes out by SMS, with what it costs.
void print_sms(const Catalog& catalog) {
    for (const SmsText& text : sms_texts(catalog)) {
        fmt::print("{}:{}: {} : {} segment{} sur {}, {} unités {}\n",
                   text.source.file,
                   text.source.line,
                   text.name,
                   text.size.segments,
                   text.size.segments > 1 ? "s" : "",
                   text.budget,
                   text.size.units,
                   coding_name(text.size.coding));
    }
}

void print_sms_totals(const Catalog& catalog) {
    const std::vector<SmsText> texts = sms_texts(catalog);
    const auto long_ones =
        std::ranges::count_if(texts, [](const SmsText& text) { return text.size.segments > 1; });
    const auto wide = std::ranges::count_if(
        texts, [](const SmsText& text) { return text.size.coding == text::SmsCoding::ucs2; });
    fmt::print(
        "SMS : {} textes, dont {} de plusieurs segments et {} en UCS-2, tous dans leur budget\n",
        texts.size(),
        long_ones,
        wide);
}

std::string_view how_answered(const Dialog& dialog, const std::string& aspect) {
    const auto own = dialog.precisions.find(aspect);
    if (own == dialog.precisions.end()) {
        return "commun";
    }
    return own->second.empty() ? "général" : "propre";
}

// Each topic in a line: which aspects it answers of itself (propre), leaves on purpose to the
// answer for any subject (général), or says nothing of, which gives that answer too (commun).
void print_precisions(const Catalog& catalog) {
    for (const auto& [id, dialog] : catalog.dialogs) {
        if (!dialog.is_topic()) {
            continue;
        }
        fmt::print("{:28}", id);
        for (const auto& [aspect, intent] : catalog.aspects) {
            fmt::print(" {}:{}", aspect, how_answered(dialog, aspect));
        }
        fmt::print("\n");
    }
}

void print_precision_totals(const Catalog& catalog) {
    std::size_t own = 0;
    for (const auto& [id, dialog] : catalog.dialogs) {
        for (const auto& [aspect, answers] : dialog.precisions) {
            own += answers.size();
        }
    }
    fmt::print("{} précisions générales, {} propres à un dialogue ; {} mots expliqués\n",
               catalog.precisions.size(),
               own,
               catalog.glossary.size());
}

boost::json::object to_json(const Diagnostic& diagnostic) {
    return {{"severity", diagnostic.severity == Diagnostic::Severity::error ? "error" : "warning"},
            {"file", diagnostic.source.file},
            {"line", diagnostic.source.line},
            {"column", diagnostic.source.column},
            {"message", diagnostic.message}};
}

boost::json::object to_json(const SmsText& text) {
    return {{"file", text.source.file},
            {"line", text.source.line},
            {"name", text.name},
            {"coding", coding_name(text.size.coding)},
            {"units", text.size.units},
            {"segments", text.size.segments},
            {"budget", text.budget},
            {"forcing", boost::json::value_from(text.size.forcing)}};
}

void print_json(const Compiled& compiled) {
    boost::json::array diagnostics;
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        diagnostics.push_back(to_json(diagnostic));
    }
    boost::json::object report{{"valid", compiled.catalog != nullptr},
                               {"diagnostics", std::move(diagnostics)}};
    if (compiled.catalog != nullptr) {
        const Totals t = count(*compiled.catalog);
        report["topics"] = t.topics;
        report["conversations"] = t.conversations;
        report["leaves"] = t.leaves;
        report["paths"] = t.paths;
        report["forms"] = t.forms;
        report["tickets"] = t.tickets;
        report["texts"] = t.texts;
        report["fragments"] = compiled.catalog->fragments;
        report["intents"] = t.intents;
        report["examples"] = t.examples;
        boost::json::array sms;
        for (const SmsText& text : sms_texts(*compiled.catalog)) {
            sms.push_back(to_json(text));
        }
        report["sms"] = std::move(sms);
        report["fingerprint"] = compiled.catalog->fingerprint;
    }
    std::cout << boost::json::serialize(report) << '\n';
}

void print_text(const Compiled& compiled, const CheckOptions& options) {
    std::size_t errors = 0;
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        fmt::print("{}\n", to_string(diagnostic));
        errors += diagnostic.severity == Diagnostic::Severity::error ? 1U : 0U;
    }
    if (compiled.catalog == nullptr) {
        fmt::print(
            "{} erreur{} : le contenu n'est pas utilisable\n", errors, errors > 1 ? "s" : "");
        return;
    }
    if (options.sms) {
        print_sms(*compiled.catalog);
    }
    if (options.precisions) {
        print_precisions(*compiled.catalog);
    }
    print_totals(*compiled.catalog);
    print_precision_totals(*compiled.catalog);
    print_sms_totals(*compiled.catalog);
}

}  // namespace

int check(const Folder& content, const CheckOptions& options) {
    const Compiled compiled = compile(read_content(content));
    if (options.json) {
        print_json(compiled);
    } else {
        print_text(compiled, options);
    }
    return compiled.catalog == nullptr ? found_problems : well;
}

}  // namespace guichet::tools
