#include "connectors/host/content_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace guichet {

namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error(fmt::format("cannot read {}", path.string()));
    }
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

}  // namespace

std::vector<SourceText> read_content(const std::filesystem::path& folder) {
    std::vector<SourceText> sources;
    for (const char* part : {"intents", "dialogs"}) {
        const auto root = folder / part;
        if (!std::filesystem::is_directory(root)) {
            throw std::runtime_error(fmt::format("no folder {}", root.string()));
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.is_regular_file() && entry.path().extension() == ".yaml") {
                sources.push_back({entry.path().lexically_relative(folder).generic_string(),
                                   read_file(entry.path())});
            }
        }
    }
    std::ranges::sort(sources, {}, &SourceText::path);
    return sources;
}

}  // namespace guichet
