#include "engine/content/yaml_tree.hpp"

#include <fmt/format.h>
#include <unicode/utf8.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

namespace guichet {

namespace {

// The whole content is a few tens of thousands of nodes; a file beyond this is an attack.
constexpr std::size_t max_nodes = 200'000;

class TooLarge {};

class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(const std::string& file, std::vector<Diagnostic>& diagnostics)
        : file_(file), diagnostics_(diagnostics) {}

    YamlNode take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}

    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(node(YamlNode::Kind::null, mark, anchor));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        complain(mark, "les alias YAML (*nom) sont refusés : écrivez le texte en entier");
        add(node(YamlNode::Kind::null, mark, 0));
    }

    void OnScalar(const YAML::Mark& mark,
                  const std::string&,
                  YAML::anchor_t anchor,
                  const std::string& value) override {
        YamlNode scalar = node(YamlNode::Kind::scalar, mark, anchor);
        scalar.scalar = value;
        add(std::move(scalar));
    }

    void OnSequenceStart(const YAML::Mark& mark,
                         const std::string&,
                         YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open_.push_back(node(YamlNode::Kind::sequence, mark, anchor));
    }

    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark,
                    const std::string&,
                    YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open_.push_back(node(YamlNode::Kind::mapping, mark, anchor));
    }

    void OnMapEnd() override { close(); }

  private:
    YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (++count_ > max_nodes) {
            throw TooLarge();
        }
        if (anchor != 0) {
            complain(mark, "les ancres YAML (&nom) sont refusées : écrivez le texte en entier");
        }
        YamlNode made;
        made.kind = kind;
        made.line = mark.line + 1;
        made.column = mark.column + 1;
        return made;
    }

    void complain(const YAML::Mark& mark, std::string message) {
        diagnostics_.push_back({Diagnostic::Severity::error,
                                {file_, mark.line + 1, mark.column + 1},
                                std::move(message)});
    }

    void close() {
        YamlNode done = std::move(open_.back());
        open_.pop_back();
        add(std::move(done));
    }

    // In a mapping the nodes come as key, value, key, value: a key waits in `keys_` with its depth.
    void add(YamlNode made) {
        if (open_.empty()) {
            root_ = std::move(made);
            return;
        }
        YamlNode& parent = open_.back();
        if (parent.kind == YamlNode::Kind::sequence) {
            parent.items.push_back(std::move(made));
            return;
        }
        if (keys_.empty() || keys_.back().first != open_.size()) {
            keys_.emplace_back(open_.size(), std::move(made));
            return;
        }
        add_entry(parent, std::move(keys_.back().second), std::move(made));
        keys_.pop_back();
    }

    void add_entry(YamlNode& mapping, YamlNode key, YamlNode value) {
        const Source where{file_, key.line, key.column};
        if (key.kind != YamlNode::Kind::scalar) {
            diagnostics_.push_back(
                {Diagnostic::Severity::error, where, "une clé doit être un simple mot"});
            return;
        }
        const auto same = [&key](const auto& entry) { return entry.key.scalar == key.scalar; };
        const auto first = std::ranges::find_if(mapping.entries, same);
        if (first != mapping.entries.end()) {
            diagnostics_.push_back(
                {Diagnostic::Severity::error,
                 where,
                 fmt::format("clé « {} » déjà écrite ligne {}", key.scalar, first->key.line)});
            return;
        }
        mapping.entries.push_back({std::move(key), std::move(value)});
    }

    const std::string& file_;
    std::vector<Diagnostic>& diagnostics_;
    std::vector<YamlNode> open_;
    std::vector<std::pair<std::size_t, YamlNode>> keys_;
    YamlNode root_;
    std::size_t count_ = 0;
};

// Line and column of the first byte that is not UTF-8, or line 0.
Source first_bad_byte(const std::string& file, std::string_view text) {
    int line = 1;
    int column = 1;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (c < 0 || c == 0) {
            return {file, line, column};
        }
        column = c == '\n' ? 1 : column + 1;
        line += c == '\n' ? 1 : 0;
    }
    return {file, 0, 0};
}

// What the parser complains of, in the words of an editor; the first entry found in its message.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> parser_complaints = {{
    {"tab", "tabulation dans la mise en page : utilisez des espaces"},
    {"end of map flow", "accolade { jamais refermée, ou virgule oubliée"},
    {"end of sequence flow", "crochet [ jamais refermé, ou virgule oubliée"},
    {"end of map", "clé mal placée : vérifiez le décalage vers la droite de cette ligne"},
    {"end of sequence",
     "élément de liste mal placé : vérifiez le décalage de cette ligne et son tiret"},
    {"illegal map value",
     "deux-points mal placé : mettez la phrase entre guillemets si elle en contient un"},
    {"illegal map key", "clé mal placée : une clé commence sa ligne et finit par deux-points"},
    {"illegal block entry", "tiret mal placé : un élément de liste commence sa ligne"},
    {"illegal flow end", "crochet ou accolade de trop"},
    {"EOF", "fin de fichier inattendue : un guillemet ou un crochet n'est pas refermé"},
    {"end of file", "fin de fichier inattendue : un guillemet ou un crochet n'est pas refermé"},
    {"escape",
     "barre oblique inverse mal employée : écrivez-la deux fois, ou prenez des guillemets simples"},
    {"unknown token", "signe qui a un sens en YAML : mettez toute la phrase entre guillemets"},
    {"bad file", "trop de niveaux imbriqués"},
}};

std::string in_french(const YAML::ParserException& problem) {
    for (const auto& [part, complaint] : parser_complaints) {
        if (problem.msg.find(part) != std::string::npos) {
            return std::string(complaint);
        }
    }
    return "YAML illisible ici : vérifiez les guillemets et le décalage de cette ligne";
}

}  // namespace

YamlNode parse_yaml(const std::string& file,
                    std::string_view text,
                    std::vector<Diagnostic>& diagnostics) {
    const auto complain = [&](Source where, std::string message) {
        diagnostics.push_back({Diagnostic::Severity::error, std::move(where), std::move(message)});
    };
    if (const Source bad = first_bad_byte(file, text); bad.line != 0) {
        complain(bad, "caractère illisible : enregistrez le fichier en UTF-8");
        return {};
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        complain({file, 1, 1}, "marque d'ordre (BOM) en tête : enregistrez en UTF-8 sans BOM");
        return {};
    }
    std::istringstream in{std::string(text)};
    TreeBuilder builder(file, diagnostics);
    try {
        YAML::Parser parser(in);
        if (!parser.HandleNextDocument(builder)) {
            complain({file, 1, 1}, "fichier vide");
            return {};
        }
        YamlNode root = builder.take();
        TreeBuilder rest(file, diagnostics);
        if (parser.HandleNextDocument(rest)) {
            complain({file, 1, 1}, "un seul document par fichier : ôtez la ligne « --- »");
        }
        return root;
    } catch (const YAML::ParserException& problem) {
        complain({file, problem.mark.line + 1, problem.mark.column + 1}, in_french(problem));
    } catch (const YAML::Exception& problem) {
        complain({file, problem.mark.line + 1, problem.mark.column + 1}, "YAML illisible ici");
    } catch (const TooLarge&) {
        complain({file, 1, 1}, "fichier démesuré");
    }
    return {};
}

}  // namespace guichet
