#include "connectors/host/turn_json.hpp"

#include <doctest/doctest.h>

#include <boost/json/serialize.hpp>

#include "connectors/host/time_text.hpp"
#include "connectors/host/uuid.hpp"

using namespace guichet;

TEST_CASE("turn_json: an empty turn has every key") {
    CHECK(boost::json::serialize(turn_to_json(Turn())) ==
          R"({"replies":[],"asks":null,"node":"","intent":null,"field":null,"ticket":null})");
}

TEST_CASE("turn_json: replies, field and intent") {
    Turn turn;
    turn.replies = {
        {"Bonjour", {"a"}, {{"Lien", "https://x.fr"}}, {{"oui", "Oui"}}, "n", "f.yaml:3", {"nom"}}};
    turn.asks = "nom";
    turn.node = "n";
    turn.intent = "decompte";
    turn.field_type = "nom";
    turn.field_index = 1;
    turn.field_count = 4;
    CHECK(
        boost::json::serialize(turn_to_json(turn)) ==
        R"({"replies":[{"text":"Bonjour","options":[{"id":"oui","label":"Oui"}],)"
        R"("links":[{"label":"Lien","url":"https://x.fr"}],"checklist":["a"],"fields":["nom"],"node":"n",)"
        R"("source":"f.yaml:3"}],"asks":"nom","node":"n","intent":"decompte",)"
        R"("field":{"type":"nom","index":1,"count":4},"ticket":null})");
}

TEST_CASE("turn_json: a ticket begins with its id, for the ticket file") {
    Ticket ticket;
    ticket.id = "019a0000-0000-7000-8000-000000000001";
    CHECK(boost::json::serialize(ticket_to_json(ticket))
              .starts_with(R"({"id":"019a0000-0000-7000-8000-000000000001","reference":)"));
}

TEST_CASE("time_text: RFC 3339 in UTC") {
    using namespace std::chrono;
    CHECK(rfc3339(TimePoint(sys_days(year(2026) / 3 / 2) + hours(9) + seconds(5))) ==
          "2026-03-02T09:00:05Z");
    CHECK(rfc3339(TimePoint(seconds(-1))) == "1969-12-31T23:59:59Z");
}

TEST_CASE("uuid: version 7 carries its time, and no two are alike") {
    const std::chrono::sys_time<std::chrono::milliseconds> at{
        std::chrono::milliseconds(0x0123456789AB)};
    CHECK(uuid7(at, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}) ==
          "01234567-89ab-7fff-bfff-ffffffffffff");
    CHECK(uuid7(at, {}) == "01234567-89ab-7000-8000-000000000000");
    CHECK(new_uuid7() != new_uuid7());
}

TEST_CASE("uuid: secrets and their hashes") {
    CHECK(new_secret().size() == 64);
    CHECK(new_secret() != new_secret());
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
}
