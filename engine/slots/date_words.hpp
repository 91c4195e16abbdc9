#pragma once
// The words of dates: months and weekdays, abbreviated and misspelt.
#include <optional>
#include <string_view>

namespace guichet::slots {

// 1 to 12 for a folded word that is a month's name, abbreviation or near misspelling.
std::optional<unsigned> month_named(std::string_view folded);

// 0 (Sunday) to 6 for a weekday's name or abbreviation, as std::chrono::weekday counts.
std::optional<unsigned> weekday_named(std::string_view folded);

}  // namespace guichet::slots
