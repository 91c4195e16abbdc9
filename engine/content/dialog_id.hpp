#pragma once
// What a dialog is called: the name of its file, "cheque-impaye". The intent that it answers has
// the same name; what a matcher finds is a label that may be another's (an aspect), and stays a
// text until the dialog is looked up by it.
#include "engine/text/id.hpp"

namespace guichet {

using DialogId = Id<struct DialogKind>;

}  // namespace guichet
