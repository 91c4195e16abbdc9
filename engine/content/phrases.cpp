#include "engine/content/phrases.hpp"

namespace guichet {

namespace {

bool ends_a_sentence(std::string_view text) {
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…");
}

}  // namespace

std::string fill_variables(std::string text, const Variables& variables) {
    for (const auto& [name, value] : variables) {
        const std::string hole = "{" + name + "}";
        for (auto at = text.find(hole); at != std::string::npos;
             at = text.find(hole, at + value.size())) {
            const auto end = at + hole.size();
            // A value that ends its sentence needs no second stop.
            const bool stopped = end < text.size() && text[end] == '.' && ends_a_sentence(value);
            text.replace(at, hole.size() + (stopped ? 1 : 0), value);
        }
    }
    return text;
}

}  // namespace guichet
