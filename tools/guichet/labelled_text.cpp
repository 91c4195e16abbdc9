#include "tools/guichet/labelled_text.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <stdexcept>

namespace guichet::tools {

namespace {

LabelledText read_tab_separated(const std::string& line) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) {
        throw std::runtime_error("no tab");
    }
    return {line.substr(tab + 1), line.substr(0, tab), {}};
}

LabelledText read_json(const std::string& line) {
    const boost::json::object record = boost::json::parse(line).as_object();
    LabelledText labelled{boost::json::value_to<std::string>(record.at("text")),
                          boost::json::value_to<std::string>(record.at("intent")),
                          {}};
    if (const auto* style = record.if_contains("register")) {
        labelled.style = boost::json::value_to<std::string>(*style);
    }
    return labelled;
}

}  // namespace

std::vector<LabelledText> read_labelled_texts(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw std::runtime_error(fmt::format("cannot read {}", file));
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
