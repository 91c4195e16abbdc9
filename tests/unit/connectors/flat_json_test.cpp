#include "connectors/host/flat_json.hpp"

#include <doctest/doctest.h>

using namespace guichet;

TEST_CASE("flat_json: reads texts and whole numbers") {
    const auto frame =
        read_flat_object(R"( {"t":"say","n":-3,"e":"é\n\u00e9","no":null,"b":true} )");
    REQUIRE(frame);
    CHECK(*frame->text("t") == "say");
    CHECK(*frame->text("e") == "é\né");
    CHECK(frame->number("n") == -3);
    CHECK(frame->text("n") == nullptr);
    CHECK(frame->text("no") == nullptr);
    CHECK(frame->number("b") == std::nullopt);
    CHECK(frame->text("absent") == nullptr);
    CHECK(read_flat_object("{}"));
}

TEST_CASE("flat_json: refuses everything else") {
    const std::string many = [] {
        std::string text = "{";
        for (int i = 0; i < 40; ++i) {
            text += '"' + std::to_string(i) + "\":1,";
        }
        return text + "\"z\":1}";
    }();
    const std::string deep = std::string(8000, '[');
    for (const std::string& text : {std::string(""),
                                    std::string("1"),
                                    std::string("\"a\""),
                                    std::string("null"),
                                    std::string("[]"),
                                    std::string("{"),
                                    std::string("{}}"),
                                    std::string("{} {}"),
                                    std::string(R"({"a":{}})"),
                                    std::string(R"({"a":[]})"),
                                    std::string(R"({"a":1.5})"),
                                    std::string(R"({"a":1e400})"),
                                    std::string(R"({"a":18446744073709551615})"),
                                    std::string(R"({"a":1,"a":2})"),
                                    std::string(R"({"a":1,"\u0061":2})"),
                                    std::string(R"({"a":"\u0000"})"),
                                    std::string(R"({"a":"\ud800"})"),
                                    std::string("{\"a\":\"\xff\"}"),
                                    std::string("{\"a\":\"\x01\"}"),
                                    std::string(R"({"a":1,})"),
                                    std::string(R"({"a":/**/1})"),
                                    std::string(R"({a:1})"),
                                    many,
                                    deep}) {
        CAPTURE(text.substr(0, 60));
        CHECK_FALSE(read_flat_object(text));
    }
}
