#pragma once
// A hash map by text that can be asked with a view.
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace guichet::understanding {

struct StringHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>{}(text);
    }
};

template <typename Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

}  // namespace guichet::understanding
