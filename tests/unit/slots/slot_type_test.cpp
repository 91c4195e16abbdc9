#include "engine/slots/slot_type.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string_view>

using namespace guichet::slots;

TEST_CASE("every type has a name that leads back to it") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(SlotType::oui_non); ++i) {
        const auto type = static_cast<SlotType>(i);
        const std::string_view name = type_name(type);
        CAPTURE(name);
        REQUIRE_FALSE(name.empty());
        CHECK(type_named(name) == type);
        names.insert(name);
    }
    CHECK(names.size() == static_cast<std::size_t>(SlotType::oui_non) + 1);
    CHECK_FALSE(type_named("couleur").has_value());
    CHECK_FALSE(type_named("").has_value());
}

TEST_CASE("names and free text are open, numbers and dates are closed") {
    CHECK(is_open(SlotType::nom));
    CHECK(is_open(SlotType::texte));
    CHECK(is_open(SlotType::denomination));
    CHECK_FALSE(is_open(SlotType::date_naissance));
    CHECK_FALSE(is_open(SlotType::reference));
    CHECK_FALSE(is_open(SlotType::oui_non));
}

TEST_CASE("refusal codes are unique") {
    const std::set<std::string_view> unique(refusals().begin(), refusals().end());
    CHECK(unique.size() == refusals().size());
    CHECK(unique.contains("illisible"));
}
