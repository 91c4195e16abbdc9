#include "connectors/web/public_files.hpp"

#include <zlib.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>
#include <utility>

#include "connectors/host/uuid.hpp"
#include "embedded/branding_css.hpp"
#include "embedded/branding_html.hpp"
#include "embedded/page_css.hpp"
#include "embedded/page_index_html.hpp"
#include "embedded/widget_css.hpp"
#include "embedded/widget_js.hpp"

namespace guichet {

namespace {

std::string gzip(const std::string& text) {
    constexpr int gzip_format = 15 + 16;  // the largest window, and gzip's own header
    constexpr int memory_level = 9;
    z_stream stream{};
    if (deflateInit2(&stream,
                     Z_BEST_COMPRESSION,
                     Z_DEFLATED,
                     gzip_format,
                     memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("zlib cannot begin");
    }
    std::string compressed(deflateBound(&stream, text.size()), '\0');
    std::string input = text;  // zlib wants it writable
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
    stream.avail_out = static_cast<uInt>(compressed.size());
    deflate(&stream, Z_FINISH);
    compressed.resize(stream.total_out);
    deflateEnd(&stream);
    return compressed;
}

PublicFile make_file(std::string_view path, std::string_view content_type, std::string text) {
    const std::string tag = '"' + sha256_hex(text).substr(0, 16) + '"';
    std::string compressed = gzip(text);
    return {path, content_type, std::move(text), std::move(compressed), tag};
}

std::string escaped_for_html(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string page(const WebTexts& texts) {
    Variables safe;
    for (const auto& [key, text] : texts.page) {
        safe[key] = escaped_for_html(fill_variables(text, {{"ouvrir", texts.window.at("ouvrir")}}));
    }
    return fill_variables(std::string(embedded::page_index_html), safe);
}

// One file, one request: it carries its style and its texts.
std::string widget(const Variables& texts) {
    boost::json::object by_key;
    for (const auto& [key, text] : texts) {
        by_key[key] = text;
    }
    return fill_variables(
        std::string(embedded::widget_js),
        {{"style", std::string(embedded::widget_css)}, {"texts", boost::json::serialize(by_key)}});
}

}  // namespace

std::vector<PublicFile> public_files(const WebTexts& texts) {
    std::vector<PublicFile> files;
    files.push_back(make_file("/", "text/html; charset=utf-8", page(texts)));
    files.push_back(
        make_file("/page.css", "text/css; charset=utf-8", std::string(embedded::page_css)));
    files.push_back(make_file(
        "/branding.html", "text/html; charset=utf-8", std::string(embedded::branding_html)));
    files.push_back(
        make_file("/branding.css", "text/css; charset=utf-8", std::string(embedded::branding_css)));
    files.push_back(
        make_file("/widget.js", "text/javascript; charset=utf-8", widget(texts.window)));
    files.back().embeddable = true;
    return files;
}

}  // namespace guichet
