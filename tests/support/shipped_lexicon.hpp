#pragma once
// The words of this repository's intents/lexique, for tests of what reads by them. The tests run
// in the repository's folder.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/content/compile.hpp"

namespace guichet::tests {

// A file of the repository.
inline std::string shipped_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline const std::vector<SourceText>& shipped_lexicon_files() {
    static const std::vector<SourceText> files = [] {
        std::vector<SourceText> read;
        for (const auto& entry : std::filesystem::directory_iterator("intents/lexique")) {
            std::ifstream in(entry.path(), std::ios::binary);
            read.push_back(
                {entry.path().generic_string(),
                 {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}});
        }
        return read;
    }();
    return files;
}

// Compiled once for the executable.
inline const CompiledLexicon& shipped_lexicon() {
    static const CompiledLexicon compiled = compile_lexicon(shipped_lexicon_files());
    return compiled;
}

}  // namespace guichet::tests
