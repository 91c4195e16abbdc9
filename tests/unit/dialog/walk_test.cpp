#include "engine/dialog/walk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/support/sample_content.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

// A say, a question derived from another, a choice of three ways (a form, more questions, a "see
// also"), and a say that only one of them reaches.
constexpr const char* tree =
    "version: 1\nid: plainte\nresponsable: Accueil\nsuite:\n"
    "  - dire: intro\n    texte: Voici comment.\n"
    "  - demander: mention-mcs\n    options:\n"
    "      oui:\n        suite:\n          - dire: mcs\n            texte: C'est MCS.\n"
    "      non:\n"
    "  - demander: voie\n    texte: Par quelle voie ?\n    options:\n"
    "      ecrit:\n        libelle: Par écrit\n        fin: oui\n        suite:\n"
    "          - formulaire: recit\n            personne: titulaire\n            champs:\n"
    "              - nom\n"
    "              - {champ: date-naissance, personne: defunt}\n"
    "              - {champ: numero-recommande, si: {mention-mcs: oui}}\n"
    "              - description\n"
    "          - transmettre: envoi\n            service: gestion\n            objet: Plainte\n"
    "      appel:\n        libelle: Par téléphone\n        suite:\n"
    "          - demander: moment\n            texte: Quand ?\n            options:\n"
    "              matin: {libelle: Le matin}\n"
    "              soir: {libelle: Le soir}\n"
    "      guichet:\n        libelle: Au guichet\n        suite:\n          - voir-aussi: "
    "[horaires]\n"
    "  - dire: numero\n    texte: Le numéro est sur le courrier.\n";

const Catalog& content() {
    static const Compiled compiled =
        compile(sample_content_with("dialogs/sujets/plainte.yaml", tree));
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        CHECK_MESSAGE(diagnostic.severity == Diagnostic::Severity::warning, to_string(diagnostic));
    }
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

const Dialog& dialog() {
    return content().dialogs.at("plainte");
}

// Answers, and where the walk over them stands.
struct Held {
    Session session;
    OpenDialog open;

    Held& shared(const SlotId& key, const std::string& value) {
        session.answers[key].value = value;
        return *this;
    }

    Held& local(const SlotId& key, const std::string& value) {
        open.answers[key].value = value;
        return *this;
    }

    Position position() const { return walk(content(), session, dialog(), open); }

    // The open question or form, by its id; empty when there is none.
    NodeId node() const {
        const Position position = this->position();
        return position.node == nullptr ? NodeId() : position.node->id;
    }

    // The open field, by its slot; empty when there is none.
    std::string field() const {
        const Position position = this->position();
        return position.field == nullptr ? "" : position.field->slot.text();
    }

    AnswersHeld answers() const { return {content(), session, open}; }
};

// Everything that the way "ecrit" asks of somebody at MCS.
Held written() {
    Held held;
    held.shared("mention-mcs", "oui").local("plainte/voie", "ecrit").shared("nom", "Dupont");
    held.local("date-naissance", "1950-01-01").local("numero-recommande", "1A12345678901");
    held.local("description", "des frais");
    return held;
}

std::vector<std::string> passed(const Position& position) {
    std::vector<std::string> keys;
    keys.reserve(position.passed.size());
    for (const Position::Passed& step : position.passed) {
        keys.push_back(step.node->key);
    }
    return keys;
}

std::vector<std::string> slots_of(const std::vector<const FormField*>& fields) {
    std::vector<std::string> slots;
    slots.reserve(fields.size());
    for (const FormField* field : fields) {
        slots.push_back(field->slot.text());
    }
    return slots;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("walk: the first question without an answer is open, and what stands before is passed") {
    Held held;
    Position position = held.position();
    CHECK(position.at == Position::At::question);
    REQUIRE(position.node != nullptr);
    CHECK(position.node->id == "plainte/mention-mcs");
    CHECK(position.field == nullptr);
    CHECK(passed(position) == Keys{"intro"});

    position = held.shared("mention-mcs", "oui").position();
    CHECK(position.at == Position::At::question);
    CHECK(position.node->id == "plainte/voie");
    CHECK(passed(position) == Keys{"intro", "mcs"});

    position = held.local("plainte/voie", "appel").position();
    CHECK(position.node->id == "plainte/voie/appel/moment");

    position = held.local("plainte/voie/appel/moment", "soir").position();
    CHECK(position.at == Position::At::end);
    CHECK(position.node == nullptr);
    CHECK(passed(position) == Keys{"intro", "mcs", "numero"});
}

TEST_CASE("walk: an answer that is none of the options leaves the question open") {
    Held held;
    held.shared("mention-mcs", "non").local("plainte/voie", "pigeon");
    CHECK(held.position().at == Position::At::question);
    CHECK(held.node() == "plainte/voie");
}

TEST_CASE("walk: a question derived from another is not asked once that one is answered") {
    Held held;
    const auto taken = [&held] {
        const Position position = held.position();
        REQUIRE(position.taken.size() == 1);
        CHECK(position.node->id == "plainte/voie");
        return position.taken.front().option->id;
    };
    held.shared("entite", "mcs");
    CHECK(taken() == "oui");
    held.shared("entite", "iqera");
    CHECK(taken() == "non");
    CHECK(passed(held.position()) == Keys{"intro"});
    // Its own answer comes before what would follow from the other.
    held.shared("mention-mcs", "oui");
    CHECK(taken() == "oui");
    // And an answer of this request before one of the whole conversation.
    held.local("mention-mcs", "non");
    CHECK(taken() == "non");
}

TEST_CASE("walk: an answer from which nothing is derived leaves the question open") {
    Held held;
    held.shared("entite", "autre");
    CHECK(held.node() == "plainte/mention-mcs");
}

TEST_CASE("walk: the first field without an answer is open, then the summary, then the end") {
    Held held;
    held.shared("mention-mcs", "oui").local("plainte/voie", "ecrit");
    const auto open_field = [&held] {
        const Position position = held.position();
        CHECK(position.at == Position::At::field);
        REQUIRE(position.field != nullptr);
        CHECK(position.node->id == "plainte/voie/ecrit/recit");
        return position.field->slot;
    };
    CHECK(open_field() == "nom");
    held.shared("nom", "Dupont");
    CHECK(open_field() == "date-naissance");
    held.local("description", "des frais");  // before its turn
    CHECK(open_field() == "date-naissance");
    held.local("date-naissance", "1950-01-01");
    CHECK(open_field() == "numero-recommande");
    held.local("numero-recommande", "1A12345678901");

    Position position = held.position();
    CHECK(position.at == Position::At::summary);
    CHECK(position.field == nullptr);
    CHECK(position.node->id == "plainte/voie/ecrit/recit");
    CHECK(slots_of(position.fields) ==
          Keys{"nom", "date-naissance", "numero-recommande", "description"});
    CHECK(passed(position) == Keys{"intro", "mcs"});

    held.open.confirmed.insert("plainte/voie/ecrit/recit");
    position = held.position();
    CHECK(position.at == Position::At::end);
    CHECK(passed(position) == Keys{"intro", "mcs", "envoi"});
    REQUIRE(position.passed.back().form != nullptr);
    CHECK(position.passed.back().form->id == "plainte/voie/ecrit/recit");
}

TEST_CASE("walk: a confirmed form whose answer is gone is open again") {
    Held held = written();
    held.open.confirmed.insert("plainte/voie/ecrit/recit");
    held.open.answers.erase("description");
    CHECK(held.position().at == Position::At::field);
    CHECK(held.field() == "description");
}

TEST_CASE("walk: a field is kept for the conversation unless it speaks of somebody else") {
    Held held = written();
    held.open.answers.erase("date-naissance");
    held.shared("date-naissance", "1985-03-12");  // the person's, not that of the dead
    CHECK(held.field() == "date-naissance");

    held = written();
    held.session.answers.erase("nom");
    held.local("nom", "Durand");
    CHECK(held.field() == "nom");
}

TEST_CASE("walk: a field whose condition does not hold is neither asked nor shown") {
    Held held = written();
    held.shared("mention-mcs", "non");
    const Position position = held.position();
    CHECK(position.at == Position::At::summary);
    CHECK(slots_of(position.fields) == Keys{"nom", "date-naissance", "description"});

    const Node* node = find_node(dialog(), "plainte/voie/ecrit/recit");
    REQUIRE(node != nullptr);
    const Form& form = std::get<Form>(node->kind);
    CHECK(slots_of(fields_that_apply(form, held.answers())) ==
          Keys{"nom", "date-naissance", "description"});
    held.session.answers.erase("mention-mcs");
    held.shared("entite", "mcs");  // derived answers count
    CHECK(fields_that_apply(form, held.answers()).size() == 4);
}

TEST_CASE("walk: a condition holds when each of its questions has one of its answers") {
    Held held;
    held.shared("entite", "mcs").local("plainte/voie", "appel");
    const AnswersHeld answers = held.answers();
    CHECK(answers.holds({}));
    const auto holds = [&](std::map<SlotId, std::vector<OptionId>> wanted,
                           std::optional<Channel> channel = std::nullopt) {
        return answers.holds({std::move(wanted), channel});
    };
    CHECK(holds({{"entite", {"iqera", "mcs"}}}));
    CHECK(holds({{"entite", {"mcs"}}, {"plainte/voie", {"appel"}}}));
    CHECK_FALSE(holds({{"entite", {"mcs"}}, {"plainte/voie", {"ecrit"}}}));
    CHECK_FALSE(holds({{"plainte/voie/appel/moment", {"soir"}}}));
    CHECK(holds({}, Channel::web));
    CHECK_FALSE(holds({{"entite", {"mcs"}}}, Channel::sms));
}

TEST_CASE(
    "walk: answers off the path are parked: without effect, and there again on the way back") {
    Held held = written();
    const std::string summary = branch_of(dialog(), held.position());
    held.local("plainte/voie", "appel");
    CHECK(held.position().at == Position::At::question);
    CHECK(held.node() == "plainte/voie/appel/moment");
    held.local("plainte/voie/appel/moment", "matin");
    CHECK(held.position().at == Position::At::end);
    held.local("plainte/voie", "ecrit");
    CHECK(held.position().at == Position::At::summary);
    CHECK(branch_of(dialog(), held.position()) == summary);
}

TEST_CASE("walk: nothing after an option that ends the dialog, nor after a goto") {
    Held held = written();
    held.open.confirmed.insert("plainte/voie/ecrit/recit");
    CHECK(passed(held.position()).back() == "envoi");
    held.local("plainte/voie", "guichet");
    CHECK(held.position().at == Position::At::end);
    CHECK(passed(held.position()).back() == "voir-aussi");
    CHECK(std::ranges::count(passed(held.position()), "numero") == 0);
}

namespace {

// A question that only a first message answers, steps under conditions, and a form of two fields
// of which the summary offers one.
constexpr const char* conditional =
    "version: 1\nid: plainte\nresponsable: Accueil\nsuite:\n"
    "  - demander: rappel\n    defaut: non\n    options:\n"
    "      oui: {libelle: Oui, d-avance: [rappelez moi]}\n      non: {libelle: Non}\n"
    "  - dire: appel\n    si: {rappel: oui}\n    texte: On vous appelle.\n"
    "  - dire: ecrit\n    si: {rappel: non}\n    canal: web\n    texte: On vous écrit.\n"
    "  - formulaire: recit\n    si: {rappel: non}\n    personne: titulaire\n    champs: [nom]\n"
    "  - transmettre: envoi\n    service: gestion\n    objet: Plainte\n"
    "  - dire: merci\n    texte: Merci.\n";

const Catalog& conditional_content() {
    static const Compiled compiled = [] {
        auto files = sample_content_with("dialogs/sujets/plainte.yaml", conditional);
        const auto fields =
            std::ranges::find(files, "dialogs/communs/champs.yaml", &SourceText::path);
        fields->text += "recapitulatif: [description]\n";
        return compile(files);
    }();
    for (const Diagnostic& diagnostic : compiled.diagnostics) {
        CHECK_MESSAGE(diagnostic.severity == Diagnostic::Severity::warning, to_string(diagnostic));
    }
    REQUIRE(compiled.catalog != nullptr);
    return *compiled.catalog;
}

Position walk_conditional(const Session& session, const OpenDialog& open) {
    const Catalog& catalog = conditional_content();
    return walk(catalog, session, catalog.dialogs.at("plainte"), open);
}

}  // namespace

TEST_CASE("walk: a step is skipped where its condition does not hold, a ticket with its form") {
    Held held;
    CHECK(passed(walk_conditional(held.session, held.open)) == Keys{"ecrit"});
    held.session.channel = Channel::sms;
    CHECK(passed(walk_conditional(held.session, held.open)).empty());
    held.local("plainte/rappel", "oui");
    const Position position = walk_conditional(held.session, held.open);
    CHECK(position.at == Position::At::end);
    CHECK(passed(position) == Keys{"appel", "merci"});
}

TEST_CASE("walk: what the summary offers never holds the request back, unless it is taken up") {
    Held held;
    held.shared("nom", "Dupont");
    Position position = walk_conditional(held.session, held.open);
    CHECK(position.at == Position::At::summary);
    CHECK(slots_of(position.fields) == Keys{"nom"});
    CHECK(slots_of(position.offered) == Keys{"description"});
    REQUIRE(position.field_of("description") != nullptr);
    CHECK(position.field_of("numero-recommande") == nullptr);

    held.open.passed.insert(taken_up(position.offered.front()->slot));
    position = walk_conditional(held.session, held.open);
    CHECK(position.at == Position::At::field);
    CHECK(position.field->slot == "description");

    held.local("description", "des frais");
    position = walk_conditional(held.session, held.open);
    CHECK(position.at == Position::At::summary);
    CHECK(slots_of(position.fields) == Keys{"nom", "description"});
    CHECK(position.offered.empty());
}

TEST_CASE("walk: a node is found by its id") {
    const Node* node = find_node(dialog(), "plainte/voie");
    REQUIRE(node != nullptr);
    CHECK(node->key == "voie");
    const Node* inner = find_node(dialog(), "plainte/voie/appel/moment");
    REQUIRE(inner != nullptr);
    CHECK(inner->key == "moment");
    CHECK(find_node(dialog(), "plainte") == nullptr);
    CHECK(find_node(dialog(), "") == nullptr);
    CHECK(find_node(dialog(), "relance/recommande") == nullptr);
}

TEST_CASE("walk: the branch names the choices taken, in order") {
    Held held;
    CHECK(branch_of(dialog(), held.position()) == "plainte");
    held.shared("entite", "mcs").local("plainte/voie", "appel");
    CHECK(branch_of(dialog(), held.position()) == "plainte/mention-mcs/oui/voie/appel");
    held.local("plainte/voie/appel/moment", "soir");
    CHECK(branch_of(dialog(), held.position()) == "plainte/mention-mcs/oui/voie/appel/moment/soir");
}

// Whatever the answers: the walk says where it stands and what is open there, answering that moves
// it on, and a dialog of this size is over in a few answers.
TEST_CASE("walk: total over random answers, and every answer to what is open moves it on") {
    std::minstd_rand random{20};
    const auto one_of = [&random](const Keys& keys) { return keys[random() % keys.size()]; };
    const Keys keys{"entite",
                    "mention-mcs",
                    "plainte/voie",
                    "plainte/voie/appel/moment",
                    "nom",
                    "date-naissance",
                    "numero-recommande",
                    "description",
                    "ailleurs"};
    const Keys values{
        "oui", "non", "mcs", "iqera", "ecrit", "appel", "guichet", "matin", "soir", "", "x"};
    std::map<Position::At, int> seen;
    for (int round = 0; round < 2000; ++round) {
        Held held;
        for (auto count = random() % 8; count > 0; --count) {
            auto& answers = random() % 2 == 0 ? held.session.answers : held.open.answers;
            answers[SlotId(one_of(keys))].value = one_of(values);
        }
        if (random() % 4 == 0) {
            held.open.confirmed.insert("plainte/voie/ecrit/recit");
        }
        Position position = held.position();
        ++seen[position.at];
        int answered = 0;
        for (; position.at != Position::At::end; position = held.position()) {
            REQUIRE(position.node != nullptr);
            CHECK((position.field != nullptr) == (position.at == Position::At::field));
            REQUIRE(++answered < 10);
            if (position.at == Position::At::summary) {
                held.open.confirmed.insert(position.node->id);
            } else if (position.at == Position::At::field) {
                auto& answers =
                    is_kept(content(), *position.field) ? held.session.answers : held.open.answers;
                answers[position.field->slot].value = values.front();
            } else {
                const Ask& ask = std::get<Ask>(position.node->kind);
                held.local(ask.key, ask.options[random() % ask.options.size()].id.text());
            }
        }
        CHECK(position.node == nullptr);
    }
    CHECK(seen.size() == 4);  // each kind of position was met
}
