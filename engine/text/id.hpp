#pragma once
// A name that cannot be taken for another kind of name: `using SlotId = Id<struct SlotKind>;` makes
// a kind. A literal becomes an id by itself, any other text on purpose alone; an id is read on
// purpose too. Ids compare when they are of one kind, and with a plain text, so that what came from
// outside can be looked for as it is.
#include <fmt/format.h>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace guichet {

template <class Text>
concept PlainText = std::convertible_to<const Text&, std::string_view>;

template <class Kind>
class Id {
  public:
    Id() = default;  // names nothing

    explicit Id(std::string text) : text_(std::move(text)) {}

    explicit Id(std::string_view text) : text_(text) {}

    template <std::size_t size>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the id it names.
    Id(const char (&literal)[size]) : text_(literal) {}

    const std::string& text() const { return text_; }

    // True when it names nothing.
    bool empty() const { return text_.empty(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend auto operator<=>(const Id&, const Id&) = default;

    template <PlainText Text>
    friend bool operator==(const Id& id, const Text& text) {
        return id.text_ == std::string_view(text);
    }

    template <PlainText Text>
    friend auto operator<=>(const Id& id, const Text& text) {
        return std::string_view(id.text_) <=> std::string_view(text);
    }

    // For the tests, which print what they compare.
    friend std::ostream& operator<<(std::ostream& out, const Id& id) { return out << id.text_; }

  private:
    std::string text_;
};

}  // namespace guichet

template <class Kind>
struct fmt::formatter<guichet::Id<Kind>> : fmt::formatter<std::string_view> {
    auto format(const guichet::Id<Kind>& id, fmt::format_context& context) const {
        return fmt::formatter<std::string_view>::format(id.text(), context);
    }
};

template <class Kind>
struct std::hash<guichet::Id<Kind>> {
    std::size_t operator()(const guichet::Id<Kind>& id) const noexcept {
        return std::hash<std::string>()(id.text());
    }
};
