#include "engine/content/sms_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/content/spoken_texts.hpp"

namespace guichet {

namespace {

// As it goes out by SMS; where there is a short form, it stands for the checklist as well.
std::string as_sent(const Catalog& catalog, const SpokenText& spoken) {
    Text text = spoken.text;
    std::vector<std::string> urls;
    for (const std::string& id : spoken.links) {
        const Link& link = catalog.links.at(id);
        if (!link.url.empty()) {
            urls.push_back(link.url);
        } else if (text.sms.empty()) {
            text.web += " " + link.without_url;
        }
    }
    const bool short_form = !text.sms.empty();
    return text::for_sms(spelled_out(sms_wording(text),
                                     short_form ? std::span<const std::string>() : spoken.checklist,
                                     urls,
                                     spoken.labels),
                         catalog.sms.accents);
}

SmsText sms_text(const Catalog& catalog, const SpokenText& spoken) {
    SmsText sent{spoken.text.source, spoken.name, as_sent(catalog, spoken), {}, 0};
    sent.size = text::sms_size(sent.text);
    const auto own = catalog.sms.budgets.find(sent.source.file);
    sent.budget = own == catalog.sms.budgets.end() ? catalog.sms.segments : own->second;
    return sent;
}

// A shared text stands in every dialog that uses it: its place is one.
void sort_by_place(std::vector<SmsText>& texts) {
    const auto place = [](const SmsText& entry) {
        return std::tie(entry.source.file, entry.source.line, entry.source.column, entry.text);
    };
    std::ranges::stable_sort(texts, {}, place);
    const auto rest = std::ranges::unique(texts, {}, place);
    texts.erase(rest.begin(), rest.end());
}

}  // namespace

const std::string& sms_wording(const Text& text) {
    return text.sms.empty() ? text.web : text.sms;
}

std::string spelled_out(std::string text,
                        std::span<const std::string> checklist,
                        std::span<const std::string> urls,
                        std::span<const std::string> labels) {
    for (const std::string& item : checklist) {
        text += "\n- " + item;
    }
    for (const std::string& url : urls) {
        text += "\n" + url;
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        text += fmt::format("\n{} {}", i + 1, labels[i]);
    }
    return text;
}

std::string address_in_text(const Link& link) {
    return link.url.empty() ? std::string() : fmt::format(" ({})", link.url);
}

std::vector<SmsText> sms_texts(const Catalog& catalog) {
    std::vector<SmsText> texts;
    for (const SpokenText& spoken : spoken_texts(catalog)) {
        texts.push_back(sms_text(catalog, spoken));
    }
    sort_by_place(texts);
    return texts;
}

}  // namespace guichet
