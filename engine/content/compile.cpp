#include "engine/content/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/content/loader.hpp"
#include "engine/understanding/parallel.hpp"

namespace guichet {

namespace {

struct File {
    std::string path;
    YamlNode root;
};

using LoadFile = void (*)(Loader&, const std::string&, const YamlNode&);

// The files whose place is fixed, in the order they must be read.
constexpr std::array<std::pair<std::string_view, LoadFile>, 8> fixed_files = {{
    {"intents/lexique.yaml", load_lexicon},
    {"dialogs/communs/organisation.yaml", load_organisation},
    {"dialogs/communs/liens.yaml", load_links},
    {"dialogs/communs/champs.yaml", load_slots},
    {"dialogs/communs/questions.yaml", load_questions},
    {"dialogs/communs/fragments.yaml", load_fragments},
    {"dialogs/communs/textes.yaml", load_phrases},
    {"dialogs/communs/premieres-paroles.yaml", load_first_things},
}};

// FNV-1a, 64 bits: the fingerprint only tells contents apart, it protects nothing.
std::string fingerprint_of(std::span<const SourceText> sources) {
    std::vector<const SourceText*> sorted;
    for (const SourceText& source : sources) {
        sorted.push_back(&source);
    }
    std::ranges::sort(sorted, {}, [](const SourceText* source) { return source->path; });
    std::uint64_t hash = 14695981039346656037ULL;
    const auto feed = [&hash](std::string_view bytes) {
        for (const char byte : bytes) {
            hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
        }
        hash = (hash ^ 0xFFU) * 1099511628211ULL;
    };
    for (const SourceText* source : sorted) {
        feed(source->path);
        feed(source->text);
    }
    return fmt::format("{:016x}", hash);
}

void load_fixed_files(Loader& loader,
                      const std::vector<File>& files,
                      const std::vector<std::string>& unreadable) {
    for (const auto& [path, load] : fixed_files) {
        const auto file = std::ranges::find(files, path, &File::path);
        if (std::ranges::find(unreadable, path) != unreadable.end()) {
            continue;
        }
        if (file == files.end()) {
            loader.diagnostics.push_back(
                {Diagnostic::Severity::error, {std::string(path), 1, 1}, "fichier absent"});
            continue;
        }
        load(loader, file->path, file->root);
    }
}

void load_other_files(Loader& loader, const std::vector<File>& files) {
    for (const File& file : files) {
        const auto is_fixed = [&file](const auto& entry) { return entry.first == file.path; };
        if (std::ranges::any_of(fixed_files, is_fixed)) {
            continue;
        }
        if (file.path.starts_with("intents/")) {
            load_intent(loader, file.path, file.root);
        } else if (file.path.starts_with("dialogs/communs/")) {
            loader.diagnostics.push_back(
                {Diagnostic::Severity::error,
                 {file.path, 1, 1},
                 "fichier inattendu dans dialogs/communs : voyez le guide"});
        } else {
            load_dialog(loader, file.path, file.root);
        }
    }
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
    return std::ranges::any_of(
        diagnostics, [](const Diagnostic& d) { return d.severity == Diagnostic::Severity::error; });
}

}  // namespace

std::string Catalog::title_of(std::string_view id) const {
    const auto intent = intents.find(std::string(id));
    if (intent != intents.end()) {
        return intent->second.title;
    }
    std::string words(id);
    std::ranges::replace(words, '-', ' ');
    return words;
}

Compiled compile(std::span<const SourceText> sources) {
    Compiled compiled;
    Loader loader{compiled.diagnostics, {}, {}, {}, {}, {}, {}};
    std::vector<File> files;
    std::vector<std::string> unreadable;
    std::vector<YamlNode> roots(sources.size());
    std::vector<std::vector<Diagnostic>> problems(sources.size());
    understanding::for_each_below(sources.size(), [&](std::size_t i) {
        roots[i] = parse_yaml(sources[i].path, sources[i].text, problems[i]);
    });
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::ranges::move(problems[i], std::back_inserter(compiled.diagnostics));
        // An unreadable file was already complained of; its contents would only add noise.
        if (roots[i].kind != YamlNode::Kind::null) {
            files.push_back({sources[i].path, std::move(roots[i])});
        } else {
            unreadable.push_back(sources[i].path);
        }
    }
    std::ranges::sort(files, {}, &File::path);
    load_fixed_files(loader, files, unreadable);
    load_other_files(loader, files);
    check_links(loader);
    sort_diagnostics(compiled.diagnostics);
    if (!has_error(compiled.diagnostics)) {
        std::ranges::sort(loader.intent_sources, {}, &IntentSource::id);
        loader.catalog.fingerprint = fingerprint_of(sources);
        loader.catalog.fragments = loader.fragments.size();
        compiled.intents = std::move(loader.intent_sources);
        compiled.lexicon = std::move(loader.lexicon);
        loader.catalog.matcher = Matcher::train(compiled.intents, compiled.lexicon);
        compiled.catalog = std::make_shared<const Catalog>(std::move(loader.catalog));
    }
    return compiled;
}

}  // namespace guichet
