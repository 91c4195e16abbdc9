#include "tools/guichet/conversation_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

#include "engine/content/mapping.hpp"
#include "engine/dialog/step.hpp"
#include "engine/text/normalize.hpp"

namespace guichet::tools {

namespace {

using Days = std::chrono::sys_days;

// A ticket id with the shape of a UUIDv7, different for every turn of a run and always the same.
std::string ticket_id(std::size_t number) {
    return fmt::format("019a0000-0000-7000-8000-{:012x}", number + 1);
}

std::optional<TimePoint> parse_day(const std::string& iso) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (iso.size() != 10) {
        return std::nullopt;
    }
    std::from_chars(iso.data(), iso.data() + 4, year);
    std::from_chars(iso.data() + 5, iso.data() + 7, month);
    std::from_chars(iso.data() + 8, iso.data() + 10, day);
    const std::chrono::year_month_day date{
        std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) {
        return std::nullopt;
    }
    return Days(date) + std::chrono::hours(10);
}

class Runner {
  public:
    Runner(const Catalog& catalog, ConversationReport& report)
        : catalog_(catalog), report_(report) {}

    void run_file(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in),
                               std::istreambuf_iterator<char>()};
        const YamlNode root = parse_yaml(path.generic_string(), text, diagnostics_);
        const FileReader reader{path.generic_string(), diagnostics_};
        Mapping file(reader, root, "le fichier");
        file.require("version");
        if (const YamlNode* list = file.require("conversations")) {
            for (const YamlNode& item : list->items) {
                run_conversation(reader, item);
            }
        }
        file.finish();
        for (const Diagnostic& diagnostic : diagnostics_) {
            report_.failures.push_back(to_string(diagnostic));
        }
        diagnostics_.clear();
    }

  private:
    void run_conversation(const FileReader& reader, const YamlNode& item) {
        Mapping conversation(reader, item, "la conversation");
        name_ = conversation.text("nom");
        ++report_.conversations;
        const std::size_t failures_before = report_.failures.size() + diagnostics_.size();
        Session session =
            new_session(conversation.optional_text("canal") == "sms" ? Channel::sms : Channel::web);
        const std::string day = conversation.optional_text("le");
        now_ = parse_day(day.empty() ? "2026-03-02" : day).value_or(TimePoint{});
        if (const YamlNode* turns = conversation.require("tours")) {
            for (const YamlNode& turn : turns->items) {
                run_turn(reader, turn, session);
            }
        }
        conversation.finish();
        report_.failed += report_.failures.size() + diagnostics_.size() > failures_before ? 1U : 0U;
    }

    void run_turn(const FileReader& reader, const YamlNode& item, Session& session) {
        Mapping expected(reader, item, "un tour");
        Message message;
        message.ticket_id = ticket_id(report_.turns++);
        if (const YamlNode* says = expected.find("dit")) {
            message.content = Utterance{says->scalar};
        } else if (const YamlNode* picks = expected.find("choisit")) {
            message.content =
                OptionChoice{OptionId(picks->scalar), NodeId(expected.optional_text("de"))};
        } else {
            expected.flag("ouvre");
            message.content = Opened{};
        }
        const Turn turn = step(catalog_, session, message, now_);
        now_ += std::chrono::seconds(20);
        note_spoken(turn);
        compare(reader, expected, turn);
        expected.finish();
        session = turn.session;
    }

    void fail(const FileReader& reader, const Mapping& at, const std::string& problem) {
        const Source where = at.source();
        report_.failures.push_back(
            fmt::format("{}:{}: « {} » : {}", reader.file, where.line, name_, problem));
    }

    void compare(const FileReader& reader, Mapping& expected, const Turn& turn) {
        const auto same = [&](std::string_view key, const std::string& got) {
            const std::string wanted = expected.optional_text(key);
            if (!wanted.empty() && wanted != (got.empty() ? "rien" : got)) {
                fail(reader,
                     expected,
                     fmt::format(
                         "{} attendu : {}, obtenu : {}", key, wanted, got.empty() ? "rien" : got));
            }
        };
        same("intention", turn.intent.text());
        same("demande", turn.asks);
        same("noeud", turn.node.text());
        compare_text(reader, expected, turn);
        if (const YamlNode* options = expected.find("options")) {
            std::vector<std::string> offered;
            for (const Reply& reply : turn.replies) {
                for (const OfferedOption& option : reply.options) {
                    offered.push_back(option.id.text());
                }
            }
            if (offered != reader.scalars(*options, "options")) {
                fail(reader,
                     expected,
                     fmt::format("options proposées : {}", fmt::join(offered, ", ")));
            }
        }
        if (const YamlNode* ticket = expected.find("transmis")) {
            compare_ticket(reader, expected, *ticket, turn);
        }
    }

    void compare_text(const FileReader& reader, Mapping& expected, const Turn& turn) {
        std::string said;
        for (const Reply& reply : turn.replies) {
            said += reply.text + "\n";
            for (const std::string& line : reply.checklist) {
                said += line + "\n";
            }
        }
        const std::string folded = text::fold(said);
        const auto holds = [&folded](const std::string& piece) {
            return folded.find(text::fold(piece)) != std::string::npos;
        };
        for (const std::string& piece : expected.optional_texts("contient")) {
            if (!holds(piece)) {
                fail(reader,
                     expected,
                     fmt::format("« {} » n'est pas dit ; réponse : {}", piece, said));
            }
        }
        for (const std::string& piece : expected.optional_texts("ne-contient-pas")) {
            if (holds(piece)) {
                fail(reader, expected, fmt::format("« {} » est dit ; réponse : {}", piece, said));
            }
        }
    }

    void compare_ticket(const FileReader& reader,
                        Mapping& expected,
                        const YamlNode& node,
                        const Turn& turn) {
        if (node.kind == YamlNode::Kind::scalar) {
            if (turn.ticket.has_value()) {
                fail(reader, expected, "une demande est partie");
            }
            return;
        }
        if (!turn.ticket) {
            fail(reader, expected, "aucune demande n'est partie");
            return;
        }
        Mapping wanted(reader, node, "« transmis »");
        const auto same = [&](std::string_view key, const std::string& got) {
            const std::string value = wanted.optional_text(key);
            if (!value.empty() && value != got) {
                fail(reader,
                     expected,
                     fmt::format("transmis, {} attendu : {}, obtenu : {}", key, value, got));
            }
        };
        same("sujet", turn.ticket->topic.text());
        same("service", turn.ticket->queue);
        same("branche", turn.ticket->branch);
        same("entite", turn.ticket->entity);
        if (const YamlNode* fields = wanted.find("champs")) {
            compare_fields(reader, expected, *fields, *turn.ticket);
        }
        if (const YamlNode* pieces = wanted.find("pieces")) {
            compare_documents(reader, expected, *pieces, *turn.ticket);
        }
        wanted.finish();
    }

    void compare_fields(const FileReader& reader,
                        Mapping& expected,
                        const YamlNode& fields,
                        const Ticket& ticket) {
        for (const auto& [key, value] : fields.entries) {
            const auto field =
                std::ranges::find(ticket.fields, SlotId(key.scalar), &TicketField::id);
            const std::string got = field == ticket.fields.end() ? "rien" : field->value;
            if (got != value.scalar) {
                fail(reader,
                     expected,
                     fmt::format(
                         "champ {} attendu : {}, obtenu : {}", key.scalar, value.scalar, got));
            }
        }
    }

    void compare_documents(const FileReader& reader,
                           Mapping& expected,
                           const YamlNode& pieces,
                           const Ticket& ticket) {
        std::vector<std::string> wanted;
        wanted.reserve(pieces.items.size());
        for (const YamlNode& piece : pieces.items) {
            wanted.push_back(piece.scalar);
        }
        std::vector<std::string> got;
        got.reserve(ticket.documents.size());
        for (const TicketDocument& document : ticket.documents) {
            got.push_back(document.id);
        }
        if (wanted != got) {
            fail(reader, expected, fmt::format("pièces obtenues : {}", fmt::join(got, ", ")));
        }
    }

    void note_spoken(const Turn& turn) {
        for (const Reply& reply : turn.replies) {
            report_.spoken.insert(reply.node.text());
        }
        const auto note = [this](const std::map<SlotId, Answer>& answers) {
            for (const auto& [key, answer] : answers) {
                report_.spoken.insert(fmt::format("{}/{}", key, answer.value));
            }
        };
        note(turn.session.answers);
        for (const OpenDialog& open : turn.session.stack) {
            note(open.answers);
        }
        if (turn.ticket) {
            report_.spoken.insert(turn.ticket->node.text());
            report_.spoken.insert(turn.ticket->branch);
        }
    }

    const Catalog& catalog_;
    ConversationReport& report_;
    std::vector<Diagnostic> diagnostics_;
    std::string name_;
    TimePoint now_{};
};

void list_unspoken(const std::vector<Node>& steps,
                   const std::set<std::string>& spoken,
                   std::vector<const Node*>& missing) {
    for (const Node& node : steps) {
        const bool speaks =
            std::holds_alternative<Say>(node.kind) || std::holds_alternative<TicketSpec>(node.kind);
        if (speaks && !spoken.contains(node.id.text())) {
            missing.push_back(&node);
        }
        if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            for (const Option& option : ask->options) {
                list_unspoken(option.steps, spoken, missing);
            }
        }
    }
}

}  // namespace

Session new_session(Channel channel) {
    Session session;
    session.channel = channel;
    session.address = channel == Channel::sms ? "+33612345678" : "";
    return session;
}

ConversationReport run_conversations(const Catalog& catalog,
                                     const std::vector<std::filesystem::path>& paths) {
    ConversationReport report;
    Runner runner(catalog, report);
    for (const auto& path : paths) {
        if (!std::filesystem::exists(path)) {
            report.failures.push_back(fmt::format("{} : fichier absent", path.generic_string()));
            continue;
        }
        if (!std::filesystem::is_directory(path)) {
            runner.run_file(path);
            continue;
        }
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            if (entry.path().extension() == ".yaml") {
                files.push_back(entry.path());
            }
        }
        std::ranges::sort(files);
        for (const auto& file : files) {
            runner.run_file(file);
        }
    }
    return report;
}

void print_coverage(const Catalog& catalog, const ConversationReport& report) {
    std::vector<const Node*> missing;
    for (const auto& [id, dialog] : catalog.dialogs) {
        list_unspoken(dialog.steps, report.spoken, missing);
    }
    for (const Node* node : missing) {
        fmt::print("{}:{}: jamais dit dans une conversation : {}\n",
                   node->source.file,
                   node->source.line,
                   node->id);
    }
}

}  // namespace guichet::tools
