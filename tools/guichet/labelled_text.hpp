#pragma once
// Utterances whose intent is known, as measures are made on them.
#include <string>
#include <vector>

namespace guichet::tools {

struct LabelledText {
    std::string text;
    std::string intent;
    std::string style;  // "sms", "soutenu"…; empty when the file does not say
};

// Reads a file of {"text","intent","register"} JSON lines, or, when its name ends in .tsv, of
// intent<TAB>text lines. Throws std::runtime_error naming the file and line that cannot be read.
std::vector<LabelledText> read_labelled_texts(const std::string& file);

}  // namespace guichet::tools
