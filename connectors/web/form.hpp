#pragma once
// What HTML forms and queries carry: application/x-www-form-urlencoded.
// Tested by tests/unit/connectors.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet {

// Pairs in the order written; a key may come more than once. Values are the bytes that were
// encoded.
using FormFields = std::vector<std::pair<std::string, std::string>>;

// A malformed escape stays as it is written.
FormFields read_form(std::string_view encoded);

std::string write_form(const FormFields& form);

// The first value under that key; empty when there is none.
std::string_view form_value(const FormFields& form, std::string_view key);

}  // namespace guichet
