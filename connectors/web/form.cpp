#include "connectors/web/form.hpp"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace guichet {

namespace urls = boost::urls;

namespace {

std::string decoded(std::string_view text) {
    std::string plain(text);
    const auto checked = urls::make_pct_string_view(plain);
    if (!checked) {
        return plain;
    }
    urls::encoding_opts options;
    options.space_as_plus = true;
    return checked->decode(options);
}

std::string encoded(std::string_view text) {
    return urls::encode(text, urls::unreserved_chars);
}

}  // namespace

FormFields read_form(std::string_view encoded_form) {
    FormFields form;
    while (!encoded_form.empty()) {
        const auto end = encoded_form.find('&');
        const std::string_view pair = encoded_form.substr(0, end);
        encoded_form.remove_prefix(end == std::string_view::npos ? encoded_form.size() : end + 1);
        const auto equals = pair.find('=');
        if (!pair.empty()) {
            form.emplace_back(decoded(pair.substr(0, equals)),
                              equals == std::string_view::npos ? std::string()
                                                               : decoded(pair.substr(equals + 1)));
        }
    }
    return form;
}

std::string write_form(const FormFields& form) {
    std::string text;
    for (const auto& [key, value] : form) {
        text += (text.empty() ? "" : "&") + encoded(key) + "=" + encoded(value);
    }
    return text;
}

std::string_view form_value(const FormFields& form, std::string_view key) {
    const auto found = std::ranges::find(
        form, key, [](const auto& entry) { return std::string_view(entry.first); });
    return found == form.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace guichet
