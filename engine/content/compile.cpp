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

// The files of a compilation that could be read, by path, and the paths of the others.
struct Files {
    std::vector<File> read;
    std::vector<std::string> unreadable;
};

struct FixedFile {
    std::string_view path;
    void (*load)(Loader&, const std::string&, const YamlNode&);
};

// The files whose place is fixed, in the order they must be read.
constexpr std::array<FixedFile, 9> lexicon_files = {{
    {"intents/lexique/metier.yaml", load_lexicon},
    {"intents/lexique/ecriture.yaml", load_lexicon},
    {"intents/lexique/familles.yaml", load_lexicon},
    {"intents/lexique/synonymes.yaml", load_lexicon},
    {"intents/lexique/noms.yaml", load_names},
    {"intents/lexique/pas-un-nom.yaml", load_sayings},
    {"intents/lexique/autour-des-noms.yaml", load_around_names},
    {"intents/lexique/reponses.yaml", load_answers},
    {"intents/lexique/dates.yaml", load_dates},
}};
constexpr std::array<FixedFile, 12> common_files = {{
    {"intents/reperes.yaml", load_cues},
    {"dialogs/communs/organisation.yaml", load_organisation},
    {"dialogs/communs/liens.yaml", load_links},
    {"dialogs/communs/champs.yaml", load_slots},
    {"dialogs/communs/questions.yaml", load_questions},
    {"dialogs/communs/fragments.yaml", load_fragments},
    {"dialogs/communs/textes.yaml", load_phrases},
    {"dialogs/communs/precisions.yaml", load_precisions},
    {"dialogs/communs/glossaire.yaml", load_glossary},
    {"dialogs/communs/premieres-paroles.yaml", load_first_things},
    {"dialogs/communs/web.yaml", load_web_texts},
    {"dialogs/communs/style.yaml", load_style},
}};

// The folders that hold no other file.
constexpr std::array<std::string_view, 2> fixed_folders = {"intents/lexique/", "dialogs/communs/"};

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

Files read_files(std::span<const SourceText> sources, std::vector<Diagnostic>& diagnostics) {
    std::vector<YamlNode> roots(sources.size());
    std::vector<std::vector<Diagnostic>> problems(sources.size());
    understanding::for_each_below(sources.size(), [&](std::size_t i) {
        roots[i] = parse_yaml(sources[i].path, sources[i].text, problems[i]);
    });
    Files files;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::ranges::move(problems[i], std::back_inserter(diagnostics));
        // An unreadable file was already complained of; its contents would only add noise.
        if (roots[i].kind != YamlNode::Kind::null) {
            files.read.push_back({sources[i].path, std::move(roots[i])});
        } else {
            files.unreadable.push_back(sources[i].path);
        }
    }
    std::ranges::sort(files.read, {}, &File::path);
    return files;
}

void load_fixed_files(Loader& loader, const Files& files, std::span<const FixedFile> fixed) {
    for (const auto& [path, load] : fixed) {
        const auto file = std::ranges::find(files.read, path, &File::path);
        if (std::ranges::find(files.unreadable, path) != files.unreadable.end()) {
            continue;
        }
        if (file == files.read.end()) {
            loader.diagnostics.push_back(
                {Diagnostic::Severity::error, {std::string(path), 1, 1}, "fichier absent"});
            continue;
        }
        load(loader, file->path, file->root);
    }
}

bool is_fixed(const File& file) {
    return std::ranges::find(lexicon_files, file.path, &FixedFile::path) != lexicon_files.end() ||
           std::ranges::find(common_files, file.path, &FixedFile::path) != common_files.end();
}

void load_other_files(Loader& loader, const Files& files) {
    for (const File& file : files.read) {
        if (is_fixed(file)) {
            continue;
        }
        const auto folder = std::ranges::find_if(
            fixed_folders, [&file](std::string_view each) { return file.path.starts_with(each); });
        if (folder != fixed_folders.end()) {
            loader.diagnostics.push_back(
                {Diagnostic::Severity::error,
                 {file.path, 1, 1},
                 fmt::format("fichier inattendu dans {} : voyez le guide", *folder)});
        } else if (file.path.starts_with("intents/precisions/")) {
            load_aspect(loader, file.path, file.root);
        } else if (file.path.starts_with("intents/")) {
            load_intent(loader, file.path, file.root);
        } else {
            load_dialog(loader, file.path, file.root);
        }
    }
}

// What first messages say is no question about what was just said: it stands against the aspects,
// an example in so many, which is enough to know it.
Matcher train_aspects(std::vector<IntentSource> aspects,
                      const std::vector<IntentSource>& intents,
                      const Lexicon& lexicon) {
    constexpr std::size_t one_in = 8;
    IntentSource others;
    others.id = "sujets";
    others.background = true;
    for (const IntentSource& intent : intents) {
        for (std::size_t i = 0; i < intent.examples.size(); i += one_in) {
            others.examples.push_back(intent.examples[i]);
        }
    }
    aspects.push_back(std::move(others));
    std::ranges::sort(aspects, {}, &IntentSource::id);
    return Matcher::train(aspects, lexicon);
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
    return std::ranges::any_of(
        diagnostics, [](const Diagnostic& d) { return d.severity == Diagnostic::Severity::error; });
}

}  // namespace

std::string Catalog::title_of(const DialogId& id) const {
    const auto intent = intents.find(id.text());
    if (intent != intents.end()) {
        return intent->second.title;
    }
    std::string words = id.text();
    std::ranges::replace(words, '-', ' ');
    return words;
}

bool Catalog::is_subject(const Dialog& dialog) const {
    const auto intent = intents.find(dialog.id.text());
    return dialog.is_topic() || !dialog.precisions.empty() ||
           (intent != intents.end() && intent->second.offered && dialog.command == Command::none);
}

CompiledLexicon compile_lexicon(std::span<const SourceText> sources) {
    CompiledLexicon compiled;
    std::vector<SourceText> lexicon;
    std::ranges::copy_if(sources, std::back_inserter(lexicon), [](const SourceText& source) {
        return std::ranges::find(lexicon_files, source.path, &FixedFile::path) !=
               lexicon_files.end();
    });
    Loader loader{compiled.diagnostics};
    load_fixed_files(loader, read_files(lexicon, compiled.diagnostics), lexicon_files);
    sort_diagnostics(compiled.diagnostics);
    compiled.lexicon = std::move(loader.lexicon);
    compiled.vocabulary = std::move(loader.catalog.vocabulary);
    return compiled;
}

Compiled compile(std::span<const SourceText> sources) {
    Compiled compiled;
    Loader loader{compiled.diagnostics};
    const Files files = read_files(sources, compiled.diagnostics);
    load_fixed_files(loader, files, lexicon_files);
    load_fixed_files(loader, files, common_files);
    load_other_files(loader, files);
    check_links(loader);
    check_precisions(loader);
    sort_diagnostics(compiled.diagnostics);
    if (!has_error(compiled.diagnostics)) {
        std::ranges::sort(loader.intent_sources, {}, &IntentSource::id);
        loader.catalog.fingerprint = fingerprint_of(sources);
        loader.catalog.fragments = loader.fragments.size();
        compiled.intents = std::move(loader.intent_sources);
        compiled.lexicon = std::move(loader.lexicon);
        loader.catalog.matcher = Matcher::train(compiled.intents, compiled.lexicon);
        loader.catalog.aspect_matcher =
            train_aspects(std::move(loader.aspect_sources), compiled.intents, compiled.lexicon);
        compiled.catalog = std::make_shared<const Catalog>(std::move(loader.catalog));
    }
    return compiled;
}

}  // namespace guichet
