#pragma once
// Capitals as a person would write them in a file. Tested by tests/unit/slots.
#include <string>
#include <string_view>
#include <vector>

namespace guichet::slots {

// `word` with a capital first letter and small ones after. A word whose writer mixed both
// ("McCarthy") is kept.
std::string capitalised(std::string_view word);

std::string lower_case(std::string_view word);
std::string upper_case(std::string_view word);

// True when the word holds a letter and no small one.
bool is_all_capitals(std::string_view word);

// True when the word holds both capitals, after its first letter, and small letters.
bool is_mixed_case(std::string_view word);

// The words of a person's name: capitals restored, "de", "d'", "du", "des" small before another
// word ("de La Fontaine", "d'Artagnan"), other particles with a capital ("Le Goff").
std::string person_capitals(const std::vector<std::string>& words);

}  // namespace guichet::slots
