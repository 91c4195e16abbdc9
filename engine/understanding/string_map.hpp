#pragma once
// A hash map by text that can be asked with a view.
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace guichet::understanding {

struct StringHash {
    using is_transparent = void;

    // Not noexcept: libstdc++ would take it for a hash that is faster computed again than kept.
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

template <typename Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

}  // namespace guichet::understanding
