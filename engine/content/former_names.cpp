#include "engine/content/former_names.hpp"

namespace guichet {

namespace {

// A question of one tree is answered under its path.
bool is_place(const SlotId& slot) {
    return slot.text().find('/') != std::string::npos;
}

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace

void FormerNames::add(const DialogId& former, const DialogId& present) {
    places_.emplace(former.text(), present.text());
}

void FormerNames::add(const NodeId& former, const NodeId& present) {
    places_.emplace(former.text(), present.text());
}

void FormerNames::add(const SlotId& former, const SlotId& present) {
    answers_.emplace(former.text(), present.text());
}

void FormerNames::add(const SlotId& question, const OptionId& former, const OptionId& present) {
    answers_.emplace(question.text() + "/" + former.text(), question.text() + "/" + present.text());
}

std::string FormerNames::follow(const Names& names, std::string_view path) {
    std::string now;
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        now.append(start == 0 ? "" : "/").append(path.substr(start, end - start));
        auto named = names.find(path.substr(0, end));
        if (named == names.end()) {
            named = names.find(now);
        }
        if (named != names.end()) {
            now = named->second;
        }
        start = end + 1;
    }
    return now;
}

DialogId FormerNames::now(const DialogId& dialog) const {
    return DialogId(follow(places_, dialog.text()));
}

NodeId FormerNames::now(const NodeId& node) const {
    return NodeId(follow(places_, node.text()));
}

SlotId FormerNames::now(const SlotId& slot) const {
    return SlotId(follow(is_place(slot) ? places_ : answers_, slot.text()));
}

OptionId FormerNames::now(const NodeId& question, const OptionId& option) const {
    return OptionId(last_part(follow(places_, question.text() + "/" + option.text())));
}

OptionId FormerNames::now(const SlotId& question, const OptionId& option) const {
    const std::string path = question.text() + "/" + option.text();
    return OptionId(last_part(follow(is_place(question) ? places_ : answers_, path)));
}

}  // namespace guichet
