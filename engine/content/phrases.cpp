#include "engine/content/phrases.hpp"

namespace guichet {

std::string fill_variables(std::string text, const Variables& variables) {
    for (const auto& [name, value] : variables) {
        const std::string hole = "{" + name + "}";
        for (auto at = text.find(hole); at != std::string::npos;
             at = text.find(hole, at + value.size())) {
            text.replace(at, hole.size(), value);
        }
    }
    return text;
}

}  // namespace guichet
