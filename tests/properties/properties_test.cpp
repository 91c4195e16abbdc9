// What must hold of `step` on the real content, whatever is said and in whatever order. Random but
// seeded: a failure happens again.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <random>
#include <set>

#include "connectors/host/turn_json.hpp"
#include "connectors/store/session_json.hpp"
#include "engine/dialog/table.hpp"
#include "engine/slots/choice.hpp"
#include "engine/slots/slot_type.hpp"
#include "tests/support/real_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using tests::real_content;
using tests::Talk;

namespace {

constexpr std::size_t turns_in_all = 100'000;
constexpr std::size_t turns_of_a_conversation = 40;
constexpr std::size_t most_session_bytes = std::size_t{256} * 1024;

const std::string iban = "FR7630006000011234567890189";

// They open nothing, whatever is on the table.
const std::vector<std::string> refusals = {
    "non", "non merci", "nan", "pas maintenant", "non ça ira", "nn", "non, pas la peine"};

// They fill no name, whatever is asked.
const std::vector<std::string> questions = {"et après il se passe quoi ?",
                                            "c'est obligatoire ?",
                                            "vous voulez mon nom ou celui de ma femme ?",
                                            "et pour mon ex-mari, il doit signer ?",
                                            "combien de temps ça prend ?",
                                            "le mien ou le sien ?"};

std::vector<std::string> things_people_say() {
    std::vector<std::string> pool = {
        "oui",
        "non",
        "2",
        "12",
        "je ne sais pas",
        "Dupont",
        "12/03/1985",
        "retour",
        "annuler",
        "recommencer",
        "plus tard",
        "reprendre",
        "pourquoi ?",
        "où le trouver ?",
        "?",
        "",
        " ",
        "31/02/2020",
        "0612345678",
        "marie@exemple.fr",
        "DOS-4521",
        "aucun",
        "menu",
        "merci",
        "idiot",
        iban,
        "4970 1012 3456 7890",
        "\xff\xfe",
        "le deuxième",
        "{nom}",
        "<b>x</b>",
        "non, je me suis trompé, c'est le 13 mars",
        "Paul Martin, né le 03/11/1978, dossier 77-88, EDF",
        "supprimez mes données",
        "je veux payer. Et puis-je payer en espèces ? Et à quelles aides ai-je droit ?",
        std::string(3000, 'a'),
        std::string(200, '\n'),
        "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81",
        "👍",
        "STOP",
        "START",
        "conseiller",
        "je veux mourir"};
    pool.insert(pool.end(), refusals.begin(), refusals.end());
    pool.insert(pool.end(), questions.begin(), questions.end());
    for (const auto& [id, intent] : real_content().intents) {
        for (std::size_t i = 0; i < intent.examples.size(); i += 20) {
            pool.push_back(intent.examples[i]);
        }
    }
    return pool;
}

// A conversation that goes on at random: answers, options (also old ones), questions, nonsense.
class RandomPerson {
  public:
    RandomPerson(unsigned seed, const std::vector<std::string>& pool)
        : random_(seed), pool_(pool) {}

    std::variant<Utterance, OptionChoice, Opened> next(const Turn& last) {
        remember(last);
        const std::size_t dice = random_() % 10;
        const auto slot = real_content().slots.find(last.asks);
        if (dice == 0) {
            return Opened{};
        }
        if (dice < 5 && !offered_.empty()) {
            const std::size_t recent =
                dice < 4 ? std::min<std::size_t>(offered_.size(), 4) : offered_.size();
            return offered_[offered_.size() - 1 - random_() % recent];
        }
        if (dice < 8 && slot != real_content().slots.end()) {
            return Utterance{slot->second.example};
        }
        return Utterance{pool_[random_() % pool_.size()]};
    }

  private:
    void remember(const Turn& last) {
        for (const Reply& reply : last.replies) {
            for (const OfferedOption& option : reply.options) {
                offered_.push_back({option.id, reply.node});
            }
        }
    }

    std::mt19937 random_;
    const std::vector<std::string>& pool_;
    std::vector<OptionChoice> offered_;
};

void check_turn(const Talk& talk) {
    const Turn& turn = talk.last;
    CHECK((turn.session.stopped || !turn.replies.empty()));
    CHECK(turn.session.stack.size() <= 5);
    for (const Reply& reply : turn.replies) {
        CHECK_FALSE(reply.text.empty());
        CHECK_FALSE(reply.source.empty());
        CHECK_MESSAGE(reply.text.find(iban) == std::string::npos, reply.text);
        const bool quotes_the_person = turn.asks == "confirmation" || turn.ticket.has_value();
        CHECK_MESSAGE((quotes_the_person || reply.text.find('{') == std::string::npos), reply.text);
    }
    if (turn.ticket) {
        CHECK_FALSE(turn.ticket->fields.empty());
        for (const TicketField& field : turn.ticket->fields) {
            CHECK_FALSE(field.value.empty());
        }
    }
}

std::set<DialogId> open_dialogs(const Session& session) {
    std::set<DialogId> ids;
    for (const OpenDialog& open : session.stack) {
        ids.insert(open.dialog);
    }
    return ids;
}

std::map<std::string, std::string> names_held(const Session& session) {
    std::map<std::string, std::string> held;
    const auto collect = [&](const std::map<SlotId, Answer>& answers) {
        for (const char* slot : {"nom", "prenom", "nom-creancier", "denomination-sociale"}) {
            if (const auto answer = answers.find(SlotId(std::string(slot)));
                answer != answers.end()) {
                held[slot] += answer->second.value;
            }
        }
    };
    collect(session.answers);
    for (const OpenDialog& open : session.stack) {
        collect(open.answers);
    }
    return held;
}

bool says(const Turn& turn, const std::string& words) {
    return std::ranges::any_of(turn.replies, [&](const Reply& reply) {
        return reply.text.find(words) != std::string::npos;
    });
}

// A draft goes by being resumed, replaced by a newer one of its subject, or by STOP and erasing;
// otherwise it is named.
void check_drafts(const Session& before, const Turn& turn) {
    if (turn.erase || turn.session.stopped) {
        return;
    }
    for (const OpenDialog& draft : before.drafts) {
        const auto same = [&](const OpenDialog& other) { return other.dialog == draft.dialog; };
        const bool kept = std::ranges::any_of(turn.session.drafts, same) ||
                          std::ranges::any_of(turn.session.stack, same);
        CHECK_MESSAGE((kept || says(turn, real_content().title_of(draft.dialog))), draft.dialog);
    }
}

// What must hold between two turns, whatever was said.
void check_step(const Session& before,
                const std::variant<Utterance, OptionChoice, Opened>& said,
                const Turn& turn) {
    if (turn.ticket) {
        CHECK(table_beneath(real_content(), before).kind == Table::summary);
    }
    check_drafts(before, turn);
    const auto* utterance = std::get_if<Utterance>(&said);
    if (utterance == nullptr) {
        return;
    }
    CAPTURE(utterance->text);
    std::string rules;
    for (const TraceLine& line : turn.trace) {
        rules += (line.rule ? std::string(name_of(*line.rule)) : "") + " " + line.detail + "; ";
    }
    CAPTURE(rules);
    if (std::ranges::find(refusals, utterance->text) != refusals.end()) {
        const auto was = open_dialogs(before);
        const auto is = open_dialogs(turn.session);
        CHECK(std::ranges::includes(was, is));
    }
    if (std::ranges::find(questions, utterance->text) != questions.end()) {
        const auto was = names_held(before);
        for (const auto& [slot, value] : names_held(turn.session)) {
            CHECK_MESSAGE((was.contains(slot) && was.at(slot).find(value) != std::string::npos),
                          slot);
        }
    }
}

// Answers everything as asked. True when the conversation comes to rest: nothing is asked any more.
bool comes_to_rest(Talk talk) {
    for (int turn = 0; turn < 60; ++turn) {
        if (talk.last.asks.empty() && talk.session.stack.empty()) {
            return true;
        }
        const auto slot = real_content().slots.find(talk.last.asks);
        if (slot != real_content().slots.end()) {
            talk.say(slot->second.example);
            continue;
        }
        const auto asking = std::find_if(talk.last.replies.rbegin(),
                                         talk.last.replies.rend(),
                                         [](const Reply& reply) { return !reply.options.empty(); });
        if (!talk.last.replies.empty() && talk.last.replies.back().node == "textes/sms-suite") {
            talk.say("suite");
            if (talk.heard("\n1 ")) {  // by SMS, options are in the text
                talk.say("1");
            }
            continue;
        }
        if (asking == talk.last.replies.rend()) {
            talk.open();
            continue;
        }
        const OfferedOption option = asking->options.front();
        talk.pick(option.id.text(), asking->node);
    }
    return false;
}

// Every turn of the seeded conversations, as one hash: same seed, same bytes.
std::uint64_t hash_of_conversations(unsigned seed, std::size_t turns, bool thorough) {
    const auto pool = things_people_say();
    std::uint64_t hash = 14695981039346656037ULL;
    for (std::size_t done = 0; done < turns; done += turns_of_a_conversation, ++seed) {
        RandomPerson person(seed, pool);
        Talk talk(real_content(), seed % 3 == 0 ? Channel::sms : Channel::web);
        for (std::size_t turn = 0; turn < turns_of_a_conversation; ++turn) {
            const auto said = person.next(talk.last);
            const Session before = talk.session;
            talk.take(said);
            for (const char byte : boost::json::serialize(turn_to_json(talk.last))) {
                hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
            }
            if (thorough) {
                CAPTURE(seed);
                CAPTURE(turn);
                check_turn(talk);
                check_step(before, said, talk.last);
            }
        }
        if (thorough) {
            const std::string stored = session_to_json(talk.session);
            CHECK(stored.size() < most_session_bytes);
            CHECK(session_from_json(stored) == talk.session);
            CHECK_MESSAGE((talk.session.stopped || comes_to_rest(talk)),
                          "a dead end, seed " << seed);
        }
    }
    return hash;
}

struct OwnQuestion {
    DialogId dialog;
    const Node* node;
};

void collect_questions(const DialogId& dialog,
                       const std::vector<Node>& steps,
                       std::vector<OwnQuestion>& found) {
    for (const Node& node : steps) {
        if (const auto* ask = std::get_if<Ask>(&node.kind)) {
            found.push_back({dialog, &node});
            for (const Option& option : ask->options) {
                collect_questions(dialog, option.steps, found);
            }
        }
    }
}

}  // namespace

TEST_CASE(
    "properties: a hundred thousand turns speak, stay bounded, are stored exactly and reach an "
    "end") {
    hash_of_conversations(1, turns_in_all, true);
}

TEST_CASE("properties: the same seed gives the same bytes, in any locale and time zone") {
    constexpr std::size_t some_turns = 4'000;
    const std::uint64_t first = hash_of_conversations(77, some_turns, false);
    setenv("TZ", "Pacific/Auckland", 1);
    tzset();
    const char* locale = std::setlocale(LC_ALL, "tr_TR.UTF-8");
    if (locale == nullptr) {
        std::setlocale(LC_ALL, "C.UTF-8");
    }
    CHECK(hash_of_conversations(77, some_turns, false) == first);
    std::setlocale(LC_ALL, "C");
    unsetenv("TZ");
    tzset();
    CHECK(hash_of_conversations(78, some_turns, false) != first);
}

TEST_CASE("properties: the order in which answers arrive changes nothing of the ticket") {
    std::vector<std::string> parts = {
        "EDF", "Marie Dupont", "dossier AB-4577", "née le 12/03/1985"};
    std::ranges::sort(parts);
    std::set<std::string> tickets;
    do {
        Talk talk(real_content());
        talk.pick("virement-effectue");
        talk.say(fmt::format("{}", fmt::join(parts, ", ")));
        REQUIRE_MESSAGE(talk.last.asks == "confirmation",
                        fmt::format("{} asks {}", fmt::join(parts, ", "), talk.last.asks));
        talk.pick("oui");
        REQUIRE(talk.last.ticket.has_value());
        std::string fields;
        for (const TicketField& field : talk.last.ticket->fields) {
            fields += fmt::format("{}={};", field.id, field.value);
        }
        tickets.insert(fields);
    } while (std::ranges::next_permutation(parts).found);
    CHECK(tickets.size() == 1);
}

TEST_CASE("properties: one field at a time or all at once, the ticket is the same") {
    Talk slow(real_content());
    slow.pick("virement-effectue");
    for (const char* answer : {"Dupont", "Marie", "AB-4577", "12/03/1985", "EDF", "oui"}) {
        slow.say(answer);
    }
    Talk fast(real_content());
    fast.pick("virement-effectue");
    fast.say("Marie Dupont, née le 12/03/1985, dossier AB-4577, EDF");
    fast.say("oui");
    REQUIRE(slow.last.ticket.has_value());
    REQUIRE(fast.last.ticket.has_value());
    // The five that were given, and how to answer where nothing was said of it.
    REQUIRE(slow.last.ticket->fields.size() == 6);
    REQUIRE(fast.last.ticket->fields.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(slow.last.ticket->fields[i].id == fast.last.ticket->fields[i].id);
        CHECK(slow.last.ticket->fields[i].value == fast.last.ticket->fields[i].value);
    }
}

TEST_CASE(
    "properties: every label, every number and every wording of an option answers its own "
    "question") {
    std::vector<OwnQuestion> asked;
    for (const auto& [id, dialog] : real_content().dialogs) {
        collect_questions(id, dialog.steps, asked);
    }
    CHECK(asked.size() > 40);
    for (const OwnQuestion& question : asked) {
        CAPTURE(question.node->id);
        const auto& ask = std::get<Ask>(question.node->kind);
        std::vector<slots::ChoiceOption> options;
        options.reserve(ask.options.size());
        for (const Option& option : ask.options) {
            options.push_back({option.id.text(), option.label, option.says});
        }
        for (std::size_t i = 0; i < ask.options.size(); ++i) {
            std::vector<std::string> answers = ask.options[i].says;
            answers.push_back(ask.options[i].label);
            answers.push_back(std::to_string(i + 1));
            for (const std::string& answer : answers) {
                const slots::Choice choice =
                    slots::parse_choice(real_content().vocabulary, options, answer);
                CHECK_MESSAGE((choice.index == i && choice.whole), answer);
            }
        }
    }
}

TEST_CASE("properties: every field takes its own example, and what is canonical stays so") {
    const std::chrono::year_month_day today = std::chrono::floor<std::chrono::days>(tests::noon);
    for (const auto& [id, slot] : real_content().slots) {
        CAPTURE(id);
        const slots::Parsed once =
            slots::parse(real_content().vocabulary, slot.type, slot.example, today);
        REQUIRE(once.reading == slots::Reading::filled);
        const slots::Parsed twice =
            slots::parse(real_content().vocabulary, slot.type, once.value, today);
        CHECK(twice.value == once.value);
    }
}

TEST_CASE("properties: an edit of the content between two turns loses no answer") {
    // Every text is reworded, one topic is gone, another is new: what an editor may do in a day.
    std::vector<SourceText> sources = read_content(".");
    for (SourceText& source : sources) {
        if (source.path.starts_with("dialogs/sujets/")) {
            const std::string key = "texte: \"";
            for (auto at = source.text.find(key); at != std::string::npos;
                 at = source.text.find(key, at + key.size())) {
                source.text.insert(at + key.size(), "Bon. ");
            }
        }
        // What is gone stands in no menu.
        const std::string listed = "      - role-iqera\n";
        if (const auto at = source.text.find(listed); at != std::string::npos) {
            source.text.erase(at, listed.size());
        }
    }
    std::erase_if(sources, [](const SourceText& source) {
        return source.path.ends_with("sujets/role-iqera.yaml");
    });
    const Compiled edited = compile(sources);
    for (const Diagnostic& diagnostic : edited.diagnostics) {
        CAPTURE(to_string(diagnostic));
        CHECK(diagnostic.severity == Diagnostic::Severity::warning);
    }
    REQUIRE(edited.catalog != nullptr);
    std::size_t interrupted = 0;
    for (const auto& [id, dialog] : real_content().dialogs) {
        if (!dialog.is_topic() || !edited.catalog->dialogs.contains(id)) {
            continue;
        }
        CAPTURE(id);
        Talk talk(real_content());
        talk.pick(id.text());
        // A short request stays at its summary.
        for (int turn = 0; turn < 4 && !talk.last.asks.empty() && talk.last.asks != "confirmation";
             ++turn) {
            const auto slot = real_content().slots.find(talk.last.asks);
            if (slot != real_content().slots.end()) {
                talk.say(slot->second.example);
            } else {
                const Reply& asking = talk.last.replies.back();
                talk.pick(asking.options.back().id.text(), asking.node);
            }
        }
        if (talk.session.stack.empty()) {
            continue;
        }
        ++interrupted;
        const auto before = talk.session;
        const Turn after = step(*edited.catalog,
                                before,
                                {Opened{}, "019a0000-0000-7000-8000-000000000001", {}, {}},
                                tests::noon);
        CHECK(after.session.answers == before.answers);
        REQUIRE(after.session.stack.size() == before.stack.size());
        CHECK(after.session.stack.back().answers == before.stack.back().answers);
        CHECK(after.asks == talk.last.asks);
    }
    CHECK(interrupted > 20);
}
