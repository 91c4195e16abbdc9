#include "connectors/store/session_json.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <stdexcept>

namespace guichet {

namespace json = boost::json;

BOOST_DESCRIBE_ENUM(Channel, web, sms)
BOOST_DESCRIBE_ENUM(Pending::Kind,
                    none,
                    clarify,
                    menu,
                    topics,
                    cancel,
                    cancel_all,
                    restart,
                    erase,
                    doubt,
                    pick_field)
BOOST_DESCRIBE_STRUCT(Answer, (), (value, raw, prefilled, undisclosed))
BOOST_DESCRIBE_STRUCT(Counters, (), (invalid, not_understood, unknown))
BOOST_DESCRIBE_STRUCT(OpenDialog, (), (dialog, answers, order, passed, confirmed, counters, amends))
BOOST_DESCRIBE_STRUCT(Pending, (), (kind, options, text, value))
BOOST_DESCRIBE_STRUCT(SentRequest, (), (ticket, reference, title, request, documents))
BOOST_DESCRIBE_STRUCT(OfferedOption, (), (id, label))
BOOST_DESCRIBE_STRUCT(OfferedLink, (), (label, url))
BOOST_DESCRIBE_STRUCT(Reply, (), (text, checklist, links, options, node, source, fields))
BOOST_DESCRIBE_STRUCT(Session,
                      (),
                      (channel,
                       address,
                       line,
                       stack,
                       drafts,
                       sent,
                       answers,
                       pending,
                       refused,
                       declined,
                       subject,
                       chosen,
                       refused_intents,
                       later_intents,
                       misses,
                       greeted,
                       notice_given,
                       stopped,
                       stranger,
                       distress,
                       transcript,
                       last_replies,
                       held_back,
                       spoken,
                       catalog))

namespace {

// Raised when a stored session can no longer be read as it stands.
constexpr int session_version = 7;
constexpr int oldest_version = 1;

std::int64_t to_seconds(TimePoint at) {
    return at.time_since_epoch().count();
}

TimePoint from_seconds(const json::value& seconds) {
    return TimePoint(std::chrono::seconds(seconds.to_number<std::int64_t>()));
}

// Sessions of older versions get the defaults of what came after: a conversation outlives an
// update. What the engine had asked itself is asked in other words now: it is simply dropped.
void upgrade(json::object& session, int version) {
    session.emplace("line", "");
    session.emplace("stranger", false);
    session.emplace("held_back", json::array());
    session.emplace("sent", json::array());
    session.emplace("subject", "");
    session.emplace("chosen", json::object());
    session.emplace("refused", json::value_from(Pending()));
    session.emplace("declined", json::array());
    for (const char* list : {"last_replies", "held_back"}) {
        for (json::value& reply : session.at(list).as_array()) {
            reply.as_object().emplace("fields", json::array());
        }
    }
    if (version < 3) {
        session["pending"] = json::value_from(Pending());
    }
    const auto complete = [](json::object& answers) {
        for (auto& [key, answer] : answers) {
            answer.as_object().emplace("undisclosed", false);
        }
    };
    complete(session.at("answers").as_object());
    for (const char* list : {"stack", "drafts"}) {
        for (json::value& open : session.at(list).as_array()) {
            open.as_object().emplace("amends", "");
            complete(open.as_object().at("answers").as_object());
        }
    }
}

}  // namespace

// An id is its text.
template <class Kind>
void tag_invoke(json::value_from_tag, json::value& result, const Id<Kind>& id) {
    result = id.text();
}

template <class Kind>
Id<Kind> tag_invoke(json::value_to_tag<Id<Kind>>, const json::value& value) {
    return Id<Kind>(json::value_to<std::string>(value));
}

// And a map by ids is an object.
template <class Kind, class Value>
void tag_invoke(json::value_from_tag, json::value& result, const std::map<Id<Kind>, Value>& held) {
    json::object& object = result.emplace_object();
    for (const auto& [id, value] : held) {
        object.emplace(id.text(), json::value_from(value));
    }
}

template <class Kind, class Value>
std::map<Id<Kind>, Value> tag_invoke(json::value_to_tag<std::map<Id<Kind>, Value>>,
                                     const json::value& value) {
    std::map<Id<Kind>, Value> held;
    for (const auto& [id, each] : value.as_object()) {
        held.emplace(Id<Kind>(std::string(id)), json::value_to<Value>(each));
    }
    return held;
}

// Instants are not described above: they travel as seconds since 1970.
void tag_invoke(json::value_from_tag, json::value& result, const Line& line) {
    result = {{"from_person", line.from_person}, {"text", line.text}, {"at", to_seconds(line.at)}};
}

Line tag_invoke(json::value_to_tag<Line>, const json::value& value) {
    return {value.at("from_person").as_bool(),
            json::value_to<std::string>(value.at("text")),
            from_seconds(value.at("at"))};
}

std::string session_to_json(const Session& session) {
    json::object result{{"version", session_version},
                        {"last_activity", to_seconds(session.last_activity)},
                        {"session", json::value_from(session)}};
    return json::serialize(result);
}

Session session_from_json(std::string_view text) {
    json::value value = json::parse(json::string_view(text.data(), text.size()));
    const int version = value.at("version").to_number<int>();
    if (version < oldest_version || version > session_version) {
        throw std::runtime_error("stored session of an unknown version");
    }
    if (version < session_version) {
        upgrade(value.at("session").as_object(), version);
    }
    Session session = json::value_to<Session>(value.at("session"));
    session.last_activity = from_seconds(value.at("last_activity"));
    return session;
}

}  // namespace guichet
