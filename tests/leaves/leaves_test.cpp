// Walks every leaf that tests/conversations/attendus lists through `step`, on both channels, and
// checks what the topic's catalogue asks of it: facts told, fields collected, documents named.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "connectors/host/turn_json.hpp"
#include "engine/content/mapping.hpp"
#include "engine/dialog/step.hpp"
#include "engine/dialog/table.hpp"
#include "engine/text/normalize.hpp"
#include "tests/support/real_content.hpp"

using namespace guichet;

namespace {

constexpr TimePoint noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                         std::chrono::hours{12}};

const Catalog& content() {
    return tests::real_content();
}

struct Leaf {
    Source source;
    std::string topic;
    std::map<std::string, std::string> choices;
    std::vector<std::string> says;
    std::vector<std::string> says_sms;
    std::optional<std::vector<std::string>> fields;
    std::vector<std::string> documents;
};

std::vector<std::string> list_of(const YamlNode* node) {
    std::vector<std::string> texts;
    for (const YamlNode& item : node == nullptr ? std::vector<YamlNode>() : node->items) {
        texts.push_back(item.scalar);
    }
    return texts;
}

Leaf read_leaf(const FileReader& reader, const YamlNode& item, const std::string& topic) {
    Mapping mapping(reader, item, "une feuille");
    Leaf leaf;
    leaf.source = mapping.source();
    leaf.topic = topic;
    if (const YamlNode* choices = mapping.find("choix")) {
        for (const auto& [question, option] : choices->entries) {
            leaf.choices[question.scalar] = option.scalar;
        }
    }
    leaf.says = list_of(mapping.require("dit"));
    const YamlNode* sms = mapping.find("dit-sms");
    leaf.says_sms = sms == nullptr ? leaf.says : list_of(sms);
    if (const YamlNode* fields = mapping.find("champs")) {
        leaf.fields = list_of(fields);
    }
    leaf.documents = list_of(mapping.find("pieces"));
    mapping.finish();
    return leaf;
}

const std::vector<Leaf>& leaves() {
    static const std::vector<Leaf> all = [] {
        std::vector<Leaf> read;
        std::vector<Diagnostic> diagnostics;
        for (const auto& entry :
             std::filesystem::directory_iterator("tests/conversations/attendus")) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in),
                                   std::istreambuf_iterator<char>()};
            const YamlNode root = parse_yaml(entry.path().generic_string(), text, diagnostics);
            const FileReader reader{entry.path().generic_string(), diagnostics};
            Mapping file(reader, root, "le fichier");
            file.require("version");
            const std::string topic = file.text("sujet");
            for (const YamlNode& item : file.require("feuilles")->items) {
                read.push_back(read_leaf(reader, item, topic));
            }
            file.finish();
        }
        for (const Diagnostic& diagnostic : diagnostics) {
            FAIL(to_string(diagnostic));
        }
        return read;
    }();
    return all;
}

std::string ticket_id(std::size_t number) {
    return fmt::format("019a0000-0000-7000-8000-{:012x}", number);
}

// A conversation driven to its end by choices and by each field's own example.
class Walk {
  public:
    Walk(Channel channel, std::size_t number) : number_(number) { session_.channel = channel; }

    void open(const std::string& topic) { take(OptionChoice{OptionId(topic), ""}); }

    // Answers whatever is asked until nothing is; the choices not found in `choices` fail.
    void drive(const std::map<std::string, std::string>& choices) {
        for (int turn = 0; turn < 40 && !last_.asks.empty(); ++turn) {
            const auto slot = content().slots.find(last_.asks);
            if (last_.asks == "confirmation") {
                check_rows();
                take(OptionChoice{"oui", ""});
            } else if (slot != content().slots.end()) {
                take(Utterance{slot->second.example});
            } else {
                const auto choice = choices.find(last_.asks);
                REQUIRE_MESSAGE(choice != choices.end(), "question inattendue : " << last_.asks);
                used.insert(last_.asks);
                take(OptionChoice{OptionId(choice->second), ""});
            }
        }
        CHECK_MESSAGE(last_.asks.empty(), "still asks " << last_.asks);
    }

    std::string said;  // everything, folded
    std::optional<Ticket> ticket;
    std::set<std::string> used;  // questions that were asked

  private:
    // On the web each row of the summary has a button that asks its field anew.
    void check_rows() {
        if (session_.channel != Channel::web) {
            return;
        }
        const auto recap = std::ranges::find_if(
            last_.replies, [](const Reply& reply) { return !reply.fields.empty(); });
        REQUIRE(recap != last_.replies.end());
        CHECK(recap->fields.size() == recap->checklist.size());
        for (const SlotId& field : recap->fields) {
            const OptionChoice again{OptionId(field.text()), last_.node};
            const Turn turn = step(content(), session_, {again, ticket_id(number_), {}, {}}, noon);
            CHECK(turn.asks == field.text());
        }
    }

    void take(std::variant<Utterance, OptionChoice, Opened> message) {
        last_ = step(content(), session_, {std::move(message), ticket_id(number_), {}, {}}, noon);
        session_ = last_.session;
        for (const Reply& reply : last_.replies) {
            CHECK_FALSE(reply.source.empty());
            said += text::fold(reply.text) + "\n";
            for (const std::string& line : reply.checklist) {
                said += text::fold(line) + "\n";
            }
        }
        if (last_.ticket) {
            CHECK_FALSE(ticket.has_value());
            ticket = last_.ticket;
        }
    }

    std::size_t number_;
    Session session_;
    Turn last_;
};

// What a ticket says of how to answer the person who writes; by SMS the number is known.
constexpr auto reached_by = std::to_array<std::string_view>({"telephone", "email", "contact"});

bool any_said(const std::string& said, const std::string& alternatives) {
    std::size_t from = 0;
    while (from <= alternatives.size()) {
        const std::size_t bar = std::min(alternatives.find('|', from), alternatives.size());
        REQUIRE(bar > from);  // nothing is always said
        if (said.find(text::fold(alternatives.substr(from, bar - from))) != std::string::npos) {
            return true;
        }
        from = bar + 1;
    }
    return false;
}

void check_leaf(const Leaf& leaf, Channel channel, std::size_t number, std::ostream& tickets) {
    CAPTURE(channel_name(channel));
    Walk walk(channel, number);
    walk.open(leaf.topic);
    walk.drive(leaf.choices);
    CHECK_MESSAGE(walk.used.size() == leaf.choices.size(), "a choice of the leaf was never asked");
    CHECK_FALSE(leaf.says.empty());
    for (const std::string& piece : channel == Channel::sms ? leaf.says_sms : leaf.says) {
        CHECK_MESSAGE(any_said(walk.said, piece),
                      "« " << piece << " » n'est pas dit ; dit : " << walk.said);
    }
    REQUIRE_MESSAGE(walk.ticket.has_value() == leaf.fields.has_value(),
                    "ticket attendu : " << leaf.fields.has_value());
    if (!walk.ticket) {
        return;
    }
    std::vector<std::string> fields;
    for (const TicketField& field : walk.ticket->fields) {
        CHECK_FALSE(field.value.empty());
        fields.push_back(field.id.text());
    }
    auto wanted = *leaf.fields;
    const bool reached = std::ranges::find_first_of(wanted, reached_by) != wanted.end();
    if (channel == Channel::web && !reached) {
        wanted.emplace_back("contact");
    }
    std::ranges::sort(fields);
    std::ranges::sort(wanted);
    CHECK_MESSAGE(
        fields == wanted,
        fmt::format("champs {} au lieu de {}", fmt::join(fields, ","), fmt::join(wanted, ",")));
    std::vector<std::string> documents;
    for (const TicketDocument& document : walk.ticket->documents) {
        documents.push_back(document.id);
    }
    CHECK_MESSAGE(documents == leaf.documents, fmt::format("pièces {}", fmt::join(documents, ",")));
    tickets << boost::json::serialize(ticket_to_json(*walk.ticket)) << '\n';
}

}  // namespace

TEST_CASE("leaves: every leaf tells its facts, collects its fields and names its documents") {
    const char* file = std::getenv("GUICHET_LEAF_TICKETS");
    std::ofstream tickets(file == nullptr ? "/dev/null" : file);
    std::size_t number = 0;
    for (const Leaf& leaf : leaves()) {
        CAPTURE(leaf.source.file);
        CAPTURE(leaf.source.line);
        check_leaf(leaf, Channel::web, ++number, tickets);
        check_leaf(leaf, Channel::sms, ++number, tickets);
    }
    CHECK(number > 160);
}

TEST_CASE("leaves: every option of every topic is on the way to some leaf") {
    std::map<std::string, std::set<std::string>> chosen;
    for (const Leaf& leaf : leaves()) {
        chosen[leaf.topic];
        for (const auto& [question, option] : leaf.choices) {
            chosen[leaf.topic].insert(fmt::format("{}/{}", question, option));
        }
    }

    struct Visit {
        static void steps(const std::vector<Node>& nodes, const std::set<std::string>& seen) {
            for (const Node& node : nodes) {
                const auto* ask = std::get_if<Ask>(&node.kind);
                if (ask == nullptr || !ask->presumed.empty()) {
                    continue;  // none, or never put
                }
                for (const Option& option : ask->options) {
                    CHECK_MESSAGE(seen.contains(ask->question + "/" + option.id.text()),
                                  node.id << "/" << option.id);
                    steps(option.steps, seen);
                }
            }
        }
    };

    for (const auto& [id, dialog] : content().dialogs) {
        if (dialog.is_topic()) {
            REQUIRE_MESSAGE(chosen.contains(id.text()), "aucune feuille attendue pour " << id);
            Visit::steps(dialog.steps, chosen.at(id.text()));
        }
    }
}

namespace {

// Every way through a dialog on the web, by options and by each field's own example. `whose` is
// said at the first field.
class Ways {
  public:
    explicit Ways(std::string whose) : whose_(std::move(whose)) {}

    void through(const DialogId& dialog) {
        CAPTURE(dialog);
        go({}, OptionChoice{OptionId(dialog.text()), ""}, whose_.empty());
    }

    std::size_t tickets = 0;
    std::size_t asked = 0;  // whose name, first name, birth date and reference

  private:
    void go(const Session& session,
            std::variant<Utterance, OptionChoice, Opened> message,
            bool said) {
        const Turn turn =
            step(content(), session, {std::move(message), ticket_id(1), {}, {}}, noon);
        if (turn.ticket) {
            check_ticket(*turn.ticket);
        }
        const Table table = table_of(content(), turn.session);
        if (table.kind == Table::question) {
            for (const OfferedOption& option : table.options) {
                go(turn.session, OptionChoice{option.id, turn.node}, said);
            }
        } else if (table.kind == Table::field && !said) {
            go(turn.session, Utterance{whose_}, true);
        } else if (table.kind == Table::field) {
            check_question(turn, table);
            go(turn.session, Utterance{table.slot->example}, said);
        } else if (table.kind == Table::summary) {
            go(turn.session, OptionChoice{"oui", turn.node}, said);
        }
    }

    void check_ticket(const Ticket& ticket) {
        ++tickets;
        CHECK_MESSAGE(std::ranges::any_of(ticket.fields,
                                          [](const TicketField& field) {
                                              return !field.value.empty() &&
                                                     std::ranges::find(reached_by,
                                                                       field.id.text()) !=
                                                         reached_by.end();
                                          }),
                      ticket.node << " says nowhere how to answer");
    }

    void check_question(const Turn& turn, const Table& table) {
        static constexpr auto own = std::to_array<std::string_view>(
            {"votre nom de famille", "votre prenom", "votre date", "votre dossier"});
        const std::string& person = table.position->field->person;
        if (whose_.empty()) {
            return;
        }
        CHECK_MESSAGE(!(person == "titulaire" && table.slot->personal),
                      turn.node << " asks " << turn.asks << " of the holder");
        if (!person.empty() && content().persons.at(person).remembered) {
            return;
        }
        ++asked;
        const std::string question = text::fold(turn.replies.back().text);
        for (const std::string_view words : own) {
            CHECK_MESSAGE(question.find(words) == std::string::npos, turn.node << ": " << question);
        }
    }

    std::string whose_;
};

std::size_t tickets_of_all(Ways& ways) {
    for (const auto& [id, dialog] : content().dialogs) {
        if (dialog.command == Command::none) {
            ways.through(id);
        }
    }
    return ways.tickets;
}

}  // namespace

TEST_CASE("leaves: every ticket of the web says how to answer the person who writes") {
    Ways ways("");
    CHECK(tickets_of_all(ways) > 60);
}

TEST_CASE("leaves: said to be for another, no question speaks of the writer's own data") {
    for (const char* whose : {"c'est pour ma mère", "c'est pour ma société"}) {
        CAPTURE(whose);
        Ways ways(whose);
        CHECK(tickets_of_all(ways) > 60);
        CHECK(ways.asked > 100);
    }
}
