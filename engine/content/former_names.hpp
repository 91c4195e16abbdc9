#pragma once
// What the things of the content were called before, their `anciens-ids`: a conversation that began
// earlier, or a button still on a page, names them so.
#include <map>
#include <string>

#include "engine/content/ids.hpp"

namespace guichet {

class FormerNames {
  public:
    void add(const DialogId& former, const DialogId& present);
    // A step or an option by its path. What stands above it is called as now or, in a path of a
    // step that was moved, as it was then.
    void add(const NodeId& former, const NodeId& present);
    // A field or a shared question.
    void add(const SlotId& former, const SlotId& present);
    // Of a shared question.
    void add(const SlotId& question, const OptionId& former, const OptionId& present);

    // The name of today, whatever above it was renamed too; the same when there is no other.
    DialogId now(const DialogId& dialog) const;
    NodeId now(const NodeId& node) const;
    SlotId now(const SlotId& slot) const;
    OptionId now(const NodeId& question, const OptionId& option) const;
    OptionId now(const SlotId& question, const OptionId& option) const;

    bool empty() const { return places_.empty() && answers_.empty(); }

  private:
    using Names = std::map<std::string, std::string, std::less<>>;  // former path -> present path

    static std::string follow(const Names& names, std::string_view path);

    Names places_;   // in the trees of dialogs
    Names answers_;  // fields, shared questions and, behind a slash, the options of these
};

}  // namespace guichet
