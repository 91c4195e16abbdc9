#include "connectors/web/chat_protocol.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "connectors/web/http_message.hpp"

using namespace guichet;
using namespace guichet::chat;

namespace {

Problem problem_of(std::string_view text) {
    const ClientFrame frame = read_frame(text, 10);
    REQUIRE(std::holds_alternative<Rejected>(frame));
    return std::get<Rejected>(frame).problem;
}

}  // namespace

TEST_CASE("chat_protocol: reads the three frames") {
    const auto hello =
        std::get<Hello>(read_frame(R"({"t":"hello","v":1,"token":"ab","lastSeq":7})", 10));
    CHECK(hello.token == "ab");
    CHECK(hello.last_seq == 7);
    CHECK(std::get<Hello>(read_frame(R"({"t":"hello","v":1,"token":null})", 10)).token.empty());
    const auto say = std::get<Say>(read_frame(R"({"t":"say","id":"1","text":"éééééééééé"})", 10));
    CHECK(say.id == "1");
    CHECK(say.text == "éééééééééé");
    CHECK_FALSE(say.asks);
    const auto beside = std::get<Say>(
        read_frame(R"({"t":"say","id":"1","text":"a","node":"a/b","asks":"nom"})", 10));
    CHECK(beside.node == "a/b");
    CHECK(beside.asks == "nom");
    const auto beside_nothing =
        std::get<Say>(read_frame(R"({"t":"say","id":"1","text":"a","node":"","asks":""})", 10));
    CHECK(beside_nothing.asks == "");
    const auto choose =
        std::get<Choose>(read_frame(R"({"t":"choose","id":"1","choice":"oui","of":"a/b"})", 10));
    CHECK(choose.choice == "oui");
    CHECK(choose.of == "a/b");
}

TEST_CASE("chat_protocol: says why a frame is refused") {
    CHECK(problem_of("bonjour") == Problem::bad_message);
    CHECK(problem_of(R"({"t":"hello","v":2})") == Problem::bad_version);
    CHECK(problem_of(R"({"t":"hello","v":1,"token":""})") == Problem::session_unknown);
    CHECK(problem_of(R"({"t":"say","id":"1","text":"12345678901"})") == Problem::too_long);
    CHECK(problem_of(R"({"t":"say","id":"1","text":" "})") == Problem::empty);
    CHECK(problem_of(R"({"t":"choose","id":"1","choice":"a"})") == Problem::bad_message);
    for (const char* name : {"node", "asks"}) {
        CHECK(problem_of(fmt::format(
                  R"({{"t":"say","id":"1","text":"a","{}":"{}"}})", name, std::string(513, 'n'))) ==
              Problem::bad_message);
    }
    CHECK(std::get<Rejected>(read_frame(R"({"t":"say","id":"7","text":""})", 10)).id == "7");
}

TEST_CASE("chat_protocol: a turn shows neither its source nor its intent") {
    const StoredLine line{
        4,
        false,
        "m",
        TimePoint(std::chrono::seconds(0)),
        R"({"replies":[{"text":"a","options":[],"links":[],"checklist":[],"node":"n","source":"s"}],)"
        R"("asks":null,"node":"n","intent":"i","field":null,"ticket":{"id":"u","reference":"R"}})"};
    CHECK(
        line_frame(line, false) ==
        R"({"t":"bot","seq":4,"at":"1970-01-01T00:00:00Z","id":"m","replies":[{"text":"a",)"
        R"("options":[],"links":[],"checklist":[],"node":"n","fields":[]}],"asks":null,"node":"n",)"
        R"("field":null,)"
        R"("reference":"R","erased":false})");
}

TEST_CASE("chat_protocol: what people read of a turn has French spacing") {
    const StoredLine line{
        4,
        false,
        "m",
        TimePoint(std::chrono::seconds(0)),
        R"({"replies":[{"text":"Ça va ?","options":[{"id":"o","label":"Oui !"}],)"
        R"("links":[{"label":"Payer : ici","url":"https://exemple.fr"}],"checklist":["Nom : a"],)"
        R"("node":"n","source":"s"}],"asks":null,"node":"n","intent":"i","field":null,"ticket":null})"};
    const std::string frame = line_frame(line, false);
    for (const char* part : {"Ça va ?", "Oui !", "Payer : ici", "Nom : a", "https://exemple.fr"}) {
        CAPTURE(part);
        CHECK(frame.find(part) != std::string::npos);
    }
}

TEST_CASE("chat_protocol: a refusal is said in the words of the content") {
    const Variables texts = {{"message-trop-long", "Pas plus de {max}."}};
    CHECK(error_frame({Problem::too_long, "7"}, texts, 10) ==
          R"({"t":"error","code":"too_long","text":"Pas plus de 10.","retry":false,"id":"7"})");
}

TEST_CASE("http_message: what the parser would let through is refused") {
    CHECK_FALSE(check_head("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(check_head("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n")->status == 400);
    CHECK(check_head("GET / HTTP/1.1\nHost: a\r\n\r\n")->status == 400);
    CHECK(check_head("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n")->status == 400);
    CHECK(check_head("GET / HTTP/1.1\r\nHost: a")->status == 400);
    CHECK(check_head(std::string_view("GET / HTTP/1.1\r\nA: \0\r\n\r\n", 24))->status == 400);
    std::string many = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 100; ++i) {
        many += "A: b\r\n";
    }
    CHECK(check_head(many + "\r\n")->status == 431);
}
