#pragma once
// What the things of the content are called.
#include <string>
#include <string_view>

#include "engine/text/id.hpp"

namespace guichet {

// A dialog: the name of its file, "cheque-impaye". The intent that it answers has the same name;
// what a matcher finds is a label that may be another's (an aspect), and stays a text until the
// dialog is looked up by it.
using DialogId = Id<struct DialogKind>;

// What an answer is kept under: a field of a form ("nom"), a shared question ("entite") or a
// question of one tree, by its node ("plainte/voie").
using SlotId = Id<struct SlotKind>;

// What speaks or asks: a step of a dialog by its path of authored keys ("cheque-impaye/demande"), a
// phrase of the engine ("textes/accueil"), or what either says apart ("deces/date/ne-sait-pas").
using NodeId = Id<struct NodeKind>;

// What a node says apart.
inline NodeId part_of(const NodeId& node, std::string_view part) {
    return NodeId(node.text() + "/" + std::string(part));
}

// What the answer to a question of one tree alone is kept under.
inline SlotId slot_of(const NodeId& question) {
    return SlotId(question.text());
}

// What can be picked: an option of a question ("oui"), or what the engine offers of itself: a
// subject by its dialog, a section, a field to change, a way out ("menu").
using OptionId = Id<struct OptionKind>;

}  // namespace guichet
