#pragma once
// Reads one protocol frame: a JSON object whose values are all texts, whole numbers, booleans or
// null. Nesting, repeated keys, fractions, NUL characters and invalid UTF-8 are refused, so nothing
// hostile is ever built. Tested by tests/unit/connectors.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace guichet {

using FlatValue = std::variant<std::nullptr_t, bool, std::int64_t, std::string>;

class FlatObject {
  public:
    explicit FlatObject(std::map<std::string, FlatValue> values) : values_(std::move(values)) {}

    // The text under `key`; null when it is absent, null or something else.
    const std::string* text(std::string_view key) const;
    // The number under `key`; nullopt likewise.
    std::optional<std::int64_t> number(std::string_view key) const;

  private:
    const FlatValue* find(std::string_view key) const;

    std::map<std::string, FlatValue> values_;
};

// nullopt when `text` is anything but such an object.
std::optional<FlatObject> read_flat_object(std::string_view text);

}  // namespace guichet
