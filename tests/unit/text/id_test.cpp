#include "engine/text/id.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <map>

using namespace guichet;

namespace {

using Street = Id<struct StreetKind>;
using Town = Id<struct TownKind>;

template <class Left, class Right>
concept Comparable = requires(const Left& left, const Right& right) {
    left == right;
};

}  // namespace

TEST_CASE("id: kinds do not mix, and no text becomes one by itself") {
    CHECK(Comparable<Street, Street>);
    CHECK_FALSE(Comparable<Street, Town>);
    CHECK(Comparable<Street, std::string>);
    CHECK(std::convertible_to<decltype("quai"), Street>);
    CHECK_FALSE(std::convertible_to<std::string, Street>);
    CHECK_FALSE(std::convertible_to<std::string_view, Street>);
    CHECK_FALSE(std::convertible_to<Street, std::string>);
    CHECK_FALSE(std::convertible_to<Street, std::string_view>);
    CHECK_FALSE(std::constructible_from<Street, Town>);
}

TEST_CASE("id: is ordered as its text, looked for by it, and written as it") {
    const std::map<Street, int, std::less<>> lengths{{"rue-basse", 1}, {"allee", 2}};
    CHECK(lengths.begin()->first == "allee");
    CHECK(lengths.find(std::string_view("rue-basse"))->second == 1);
    CHECK_FALSE(lengths.contains("rue"));
    CHECK(fmt::format("<{}>", Street("quai")) == "<quai>");
    CHECK(fmt::format("{:6}|", Street("quai")) == "quai  |");
    CHECK(Street().empty());
}
