#pragma once
// The files that browsers load: the page, its style and the widget, with the texts of the content.
// Tested by tests/unit/connectors and tests/system.
#include <string>
#include <string_view>
#include <vector>

#include "engine/content/catalog.hpp"

namespace guichet {

struct PublicFile {
    std::string_view path;  // "/widget.js"
    std::string_view content_type;
    std::string plain;
    std::string gzip;         // compressed here, so that no request pays for it
    std::string tag;          // the entity tag, quoted; another for other bytes
    bool embeddable = false;  // pages of other sites may load it
};

// Made when content is loaded, and anew with each other content.
std::vector<PublicFile> public_files(const WebTexts& texts);

}  // namespace guichet
