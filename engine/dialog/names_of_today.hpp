#pragma once
// A conversation goes on over content whose steps, options, fields, questions or dialogs were
// renamed
// (`anciens-ids`): what it holds, and what a page sends, is called as the catalog calls it.
// Tested by tests/unit/dialog/names_of_today_test.cpp.
#include "engine/content/catalog.hpp"
#include "engine/dialog/message.hpp"
#include "engine/dialog/session.hpp"

namespace guichet {

Session with_names_of_today(const Catalog& catalog, Session session);

Message with_names_of_today(const Catalog& catalog, Message message);

}  // namespace guichet
