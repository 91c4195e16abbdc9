#include "connectors/web/chat_protocol.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "connectors/host/flat_json.hpp"
#include "connectors/host/time_text.hpp"
#include "engine/text/french_typography.hpp"

namespace guichet::chat {

namespace json = boost::json;

namespace {

constexpr std::size_t max_id_bytes = 64;
constexpr std::size_t max_token_bytes = 128;
// Option ids and node paths of the content.
constexpr std::size_t max_name_bytes = 512;

struct ProblemText {
    Problem problem;
    const char* code;
    std::string_view text;  // its key in the content
    bool retry;             // the same frame may succeed later
};

constexpr auto problem_texts = std::to_array<ProblemText>({
    {Problem::bad_message, "bad_message", "message-illisible", false},
    {Problem::too_long, "too_long", "message-trop-long", false},
    {Problem::empty, "empty", "message-vide", false},
    {Problem::slow_down, "slow_down", "trop-de-messages", true},
    {Problem::hello_first, "hello_first", "pas-ouverte", false},
    {Problem::bad_version, "bad_version", "page-ancienne", false},
    {Problem::session_unknown, "session_unknown", "terminee", false},
    {Problem::try_again, "try_again", "non-enregistre", true},
});
static_assert(std::ranges::all_of(problem_texts, [](const ProblemText& problem) {
    return std::ranges::find(window_specs, problem.text, &PhraseSpec::id) != window_specs.end();
}));

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool fits(const std::string* text, std::size_t max_bytes) {
    return text != nullptr && !text->empty() && text->size() <= max_bytes;
}

ClientFrame read_hello(const FlatObject& frame) {
    if (frame.number("v") != version) {
        return Rejected{Problem::bad_version, {}};
    }
    Hello hello;
    const std::string* token = frame.text("token");
    if (token != nullptr && !fits(token, max_token_bytes)) {
        return Rejected{Problem::session_unknown, {}};
    }
    hello.token = token == nullptr ? std::string() : *token;
    hello.last_seq = std::max<std::int64_t>(0, frame.number("lastSeq").value_or(0));
    return hello;
}

ClientFrame read_say(const FlatObject& frame, const std::string& id, std::size_t max_characters) {
    const std::string* text = frame.text("text");
    if (text == nullptr) {
        return Rejected{Problem::bad_message, id};
    }
    if (is_blank(*text)) {
        return Rejected{Problem::empty, id};
    }
    if (count_code_points(*text) > max_characters) {
        return Rejected{Problem::too_long, id};
    }
    Say say{id, *text, {}, std::nullopt};
    const std::string* node = frame.text("node");
    const std::string* asks = frame.text("asks");
    if ((node != nullptr && node->size() > max_name_bytes) ||
        (asks != nullptr && asks->size() > max_name_bytes)) {
        return Rejected{Problem::bad_message, id};
    }
    say.node = node == nullptr ? NodeId() : NodeId(*node);
    if (asks != nullptr) {
        say.asks = *asks;
    }
    return say;
}

ClientFrame read_choose(const FlatObject& frame, const std::string& id) {
    const std::string* choice = frame.text("choice");
    const std::string* of = frame.text("of");
    if (!fits(choice, max_name_bytes) || !fits(of, max_name_bytes)) {
        return Rejected{Problem::bad_message, id};
    }
    return Choose{id, OptionId(*choice), NodeId(*of)};
}

// What people read of a reply, in French typography.
json::object typeset(json::object reply) {
    const auto set = [](json::value& text) {
        text = text::with_french_typography(std::string_view(text.as_string()));
    };
    set(reply.at("text"));
    for (const char* labelled : {"options", "links"}) {
        for (json::value& item : reply.at(labelled).as_array()) {
            set(item.as_object().at("label"));
        }
    }
    for (json::value& item : reply.at("checklist").as_array()) {
        set(item);
    }
    reply.emplace("fields", json::array());  // a turn kept by an older version has none
    return reply;
}

// What the page needs of a kept turn: neither where its content stands nor what was understood.
void add_turn(json::object& frame, const json::object& turn) {
    json::array replies;
    for (const auto& reply : turn.at("replies").as_array()) {
        json::object shown = typeset(reply.as_object());
        shown.erase("source");
        replies.push_back(std::move(shown));
    }
    frame["replies"] = std::move(replies);
    frame["asks"] = turn.at("asks");
    frame["node"] = turn.at("node");
    frame["field"] = turn.at("field");
    const json::object* ticket = turn.at("ticket").if_object();
    frame["reference"] = ticket == nullptr ? json::value(nullptr) : ticket->at("reference");
}

json::value text_or_null(std::string_view text) {
    return text.empty() ? json::value(nullptr) : json::value(std::string(text));
}

}  // namespace

ClientFrame read_frame(std::string_view text, std::size_t max_characters) {
    const std::optional<FlatObject> frame = read_flat_object(text);
    if (!frame) {
        return Rejected{};
    }
    const std::string* type = frame->text("t");
    if (type != nullptr && *type == "hello") {
        return read_hello(*frame);
    }
    if (type != nullptr && *type == "ping") {
        return Ping{};
    }
    const std::string* id = frame->text("id");
    if (type == nullptr || !fits(id, max_id_bytes)) {
        return Rejected{};
    }
    if (*type == "say") {
        return read_say(*frame, *id, max_characters);
    }
    if (*type == "choose") {
        return read_choose(*frame, *id);
    }
    return Rejected{Problem::bad_message, *id};
}

std::string welcome_frame(const std::optional<std::string>& token,
                          std::int64_t after,
                          std::int64_t seq,
                          std::size_t max_characters) {
    return json::serialize(json::object{{"t", "welcome"},
                                        {"v", version},
                                        {"token", text_or_null(token.value_or(std::string()))},
                                        {"after", after},
                                        {"seq", seq},
                                        {"limits", json::object{{"text", max_characters}}}});
}

std::string pong_frame() {
    return json::serialize(json::object{{"t", "pong"}});
}

std::string ack_frame(std::string_view id, std::int64_t seq) {
    return json::serialize(json::object{{"t", "ack"}, {"id", std::string(id)}, {"seq", seq}});
}

std::string line_frame(const StoredLine& line, bool erased) {
    const json::value body = json::parse(line.body);
    json::object frame{{"t", line.from_person ? "you" : "bot"},
                       {"seq", line.seq},
                       {"at", rfc3339(line.at)},
                       {"id", text_or_null(line.message_id)}};
    if (line.from_person) {
        frame["text"] = body.at("text");
    } else {
        add_turn(frame, body.as_object());
        frame["erased"] = erased;
    }
    return json::serialize(frame);
}

std::string error_frame(const Rejected& rejected,
                        const Variables& texts,
                        std::size_t max_characters) {
    const auto* entry = std::ranges::find(problem_texts, rejected.problem, &ProblemText::problem);
    const std::string& text = texts.at(std::string(entry->text));
    return json::serialize(
        json::object{{"t", "error"},
                     {"code", entry->code},
                     {"text", fill_variables(text, {{"max", std::to_string(max_characters)}})},
                     {"retry", entry->retry},
                     {"id", text_or_null(rejected.id)}});
}

}  // namespace guichet::chat
