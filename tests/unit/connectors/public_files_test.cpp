#include "connectors/web/public_files.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace guichet;

namespace {

WebTexts named_by_key() {
    WebTexts texts;
    for (const PhraseSpec& spec : window_specs) {
        texts.window.emplace(spec.id, spec.id);
    }
    for (const PhraseSpec& spec : page_specs) {
        texts.page.emplace(spec.id, spec.id);
    }
    return texts;
}

PublicFile file(const WebTexts& texts, std::string_view path) {
    const auto files = public_files(texts);
    return *std::ranges::find(files, path, &PublicFile::path);
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("public_files: other texts make other files, with other tags") {
    WebTexts texts = named_by_key();
    const PublicFile before = file(texts, "/widget.js");
    CHECK(before.tag == file(texts, "/widget.js").tag);
    CHECK(before.gzip.size() < before.plain.size());
    texts.window["ouvrir"] = "Besoin \"d'aide\" ?";
    const PublicFile after = file(texts, "/widget.js");
    CHECK(after.tag != before.tag);
    CHECK(after.gzip != before.gzip);
    CHECK(holds(after.plain, R"("ouvrir":"Besoin \"d'aide\" ?")"));
    CHECK(file(texts, "/page.css").tag == file(named_by_key(), "/page.css").tag);
}

TEST_CASE("public_files: every place of the page is filled, with text that stays text") {
    WebTexts texts = named_by_key();
    texts.page["navigation"] = "a \"b\" <i> & c";
    texts.page["presentation"] = "Le bouton « {ouvrir} ».";
    texts.window["ouvrir"] = "Écrire";
    const std::string page = file(texts, "/").plain;
    CHECK(holds(page, "aria-label=\"a &quot;b&quot; &lt;i> &amp; c\""));
    CHECK(holds(page, "Le bouton « Écrire »."));
    CHECK_FALSE(holds(page, "{"));
    for (const PhraseSpec& spec : page_specs) {
        CAPTURE(spec.id);
        CHECK((holds(page, spec.id) || spec.id == "navigation" || spec.id == "presentation"));
    }
}
