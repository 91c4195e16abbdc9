#include "tools/guichet/labelled_text.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace guichet::tools {

namespace {

LabelledText read_tab_separated(const std::string& line) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) {
        throw std::runtime_error("il manque une tabulation entre l'intention et la phrase");
    }
    return {line.substr(tab + 1), line.substr(0, tab), {}};
}

std::string text_of(const boost::json::object& record, std::string_view key) {
    const boost::json::value* value = record.if_contains(key);
    if (value == nullptr || !value->is_string()) {
        throw std::runtime_error(fmt::format("« {} » doit être là, et être un texte", key));
    }
    return boost::json::value_to<std::string>(*value);
}

LabelledText read_json(const std::string& line) {
    boost::json::error_code error;
    const boost::json::value record = boost::json::parse(line, error);
    if (error || !record.is_object()) {
        throw std::runtime_error("cette ligne n'est pas un objet JSON");
    }
    const boost::json::object& fields = record.get_object();
    return {text_of(fields, "text"),
            text_of(fields, "intent"),
            fields.contains("register") ? text_of(fields, "register") : ""};
}

}  // namespace

std::vector<LabelledText> read_labelled_texts(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw std::runtime_error(fmt::format("{} : fichier illisible", file));
    }
    std::vector<LabelledText> texts;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        if (line.empty()) {
            continue;
        }
        try {
            texts.push_back(file.ends_with(".tsv") ? read_tab_separated(line) : read_json(line));
        } catch (const std::exception& problem) {
            throw std::runtime_error(fmt::format("{}:{}: {}", file, number, problem.what()));
        }
    }
    return texts;
}

}  // namespace guichet::tools
