#include "engine/dialog/names_of_today.hpp"

#include <doctest/doctest.h>

#include "tests/support/sample_content.hpp"
#include "tests/support/talk.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

// The same conversation is held on the content as it was and as it is: a dialog, a shared question,
// its option, a fragment, a question of one tree, its option, a form and two fields were renamed.
constexpr const char* plainte =
    "version: 1\nid: plainte\nresponsable: Accueil\nsuite:\n"
    "  - demander: mention-mcs\n    options:\n      oui:\n      non:\n"
    "  - demander: voie\n    texte: Par quelle voie ?\n    options:\n"
    "      ecrit:\n        libelle: Par écrit\n        suite:\n"
    "          - inserer: rappel\n"
    "          - formulaire: recit\n            personne: titulaire\n"
    "            champs: [nom, date-naissance, description]\n"
    "          - transmettre: envoi\n            service: gestion\n            objet: Plainte\n"
    "      appel:\n        libelle: Par téléphone\n        suite: [{voir-aussi: [horaires]}]\n";
constexpr const char* reclamation =
    "version: 1\nid: reclamation\nanciens-ids: [plainte]\nresponsable: Accueil\nsuite:\n"
    "  - demander: lettre-mcs\n    options:\n      presente:\n      absente:\n"
    "  - demander: moyen\n    anciens-ids: [voie]\n    texte: Par quelle voie ?\n    options:\n"
    "      lettre:\n        libelle: Par écrit\n        anciens-ids: [ecrit]\n        suite:\n"
    "          - inserer: garder\n            anciens-ids: [rappel]\n"
    "          - formulaire: demande\n            anciens-ids: [plainte/voie/ecrit/recit]\n"
    "            personne: titulaire\n            champs: [nom, naissance, recit]\n"
    "          - transmettre: envoi\n            service: gestion\n            objet: Plainte\n"
    "      appel:\n        libelle: Par téléphone\n        suite: [{voir-aussi: [horaires]}]\n";

std::string& text_of(std::vector<SourceText>& files, std::string_view path) {
    return std::ranges::find(files, path, &SourceText::path)->text;
}

void replace(std::vector<SourceText>& files,
             std::string_view path,
             const std::string& from,
             const std::string& to) {
    text_of(files, path) = replaced(text_of(files, path), from, to);
}

std::vector<SourceText> content_before() {
    return sample_content_with("dialogs/sujets/plainte.yaml", plainte);
}

std::vector<SourceText> content_now() {
    std::vector<SourceText> files = content_before();
    for (SourceText& file : files) {
        if (file.path == "dialogs/sujets/plainte.yaml") {
            file = {"dialogs/sujets/reclamation.yaml", reclamation};
        } else if (file.path == "intents/sujets/plainte.yaml") {
            file = {"intents/sujets/reclamation.yaml",
                    replaced(file.text, "id: plainte", "id: reclamation")};
        } else if (file.path == organisation) {
            file.text = replaced(file.text, "plainte", "reclamation");
        }
    }
    const auto fields = "dialogs/communs/champs.yaml";
    replace(files, fields, "  date-naissance: {", "  naissance: {anciens-ids: [date-naissance], ");
    replace(files, fields, "[nom, date-naissance]", "[nom, naissance]");
    replace(files, fields, "  description: {", "  recit: {anciens-ids: [description], ");
    const auto questions = "dialogs/communs/questions.yaml";
    replace(
        files, questions, "  mention-mcs:\n", "  lettre-mcs:\n    anciens-ids: [mention-mcs]\n");
    replace(files, questions, "oui: {", "presente: {anciens-ids: [oui], ");
    replace(files, questions, "non: {", "absente: {anciens-ids: [non], ");
    replace(files, "dialogs/communs/fragments.yaml", "  rappel:\n", "  garder:\n");
    replace(files, "dialogs/sujets/relance.yaml", "inserer: rappel", "inserer: garder");
    return files;
}

const Catalog& compiled(const std::vector<SourceText>& files) {
    static std::vector<Compiled> kept;
    kept.push_back(compile(files));
    for (const Diagnostic& diagnostic : kept.back().diagnostics) {
        CHECK_MESSAGE(diagnostic.severity == Diagnostic::Severity::warning, to_string(diagnostic));
    }
    REQUIRE(kept.back().catalog != nullptr);
    return *kept.back().catalog;
}

const Catalog& before() {
    static const Catalog& catalog = compiled(content_before());
    return catalog;
}

const Catalog& now() {
    static const Catalog& catalog = compiled(content_now());
    return catalog;
}

// What a conversation is, wherever its sentences stand. The transcript names a button that is shown
// no more by its id of then.
Session without_places(Session session) {
    session.catalog.clear();
    session.transcript.clear();
    for (auto* replies : {&session.last_replies, &session.held_back}) {
        for (Reply& reply : *replies) {
            reply.source.clear();
        }
    }
    return session;
}

// A turn by the names of one content.
struct Said {
    std::string text;
    std::string option = {};  // picked, at `node`
    NodeId node = {};
};

void take(Talk& talk, const Said& said) {
    if (said.option.empty()) {
        talk.say(said.text);
    } else {
        talk.pick(said.option, said.node);
    }
}

struct Line {
    Said before;
    Said now;
};

Line both(const std::string& text) {
    return {{text}, {text}};
}

const std::vector<Line>& conversation() {
    static const std::vector<Line> lines = {
        {{"", "plainte", "textes/menu-sujets"}, {"", "reclamation", "textes/menu-sujets"}},
        {{"", "non", "plainte/mention-mcs"}, {"", "absente", "reclamation/lettre-mcs"}},
        both("c'est payant ?"),
        {{"", "ecrit", "plainte/voie"}, {"", "lettre", "reclamation/moyen"}},
        both("Dupont"),
        both("quels sont vos horaires d'ouverture"),
        both("12/03/1985"),
        both("plus tard"),
        both("reprendre ma demande"),
        {{"", "oui", "plainte/mention-mcs"}, {"", "presente", "reclamation/lettre-mcs"}},
        both("Je conteste les frais de mars"),
        both("oui"),
        {{"", "description", "plainte/voie/ecrit/recit"},
         {"", "recit", "reclamation/moyen/lettre/demande"}},
        both("Je conteste les frais d'avril"),
        both("oui"),
    };
    return lines;
}

}  // namespace

TEST_CASE("names of today: a conversation goes on, at any turn, as if it had begun by them") {
    Talk begun_now(now());
    Talk begun_before(before());
    std::size_t tickets = 0;
    for (const auto& [said_before, said_now] : conversation()) {
        CAPTURE(said_now.text + said_now.option);
        // The page still names what it shows as it did before.
        Talk going_on(now());
        going_on.session = begun_before.session;
        going_on.turns = begun_before.turns;
        take(going_on, said_before);
        take(begun_now, said_now);
        take(begun_before, said_before);
        CHECK(without_places(going_on.session) == without_places(begun_now.session));
        CHECK(without_places(with_names_of_today(now(), begun_before.session)) ==
              without_places(begun_now.session));
        REQUIRE(going_on.last.replies.size() == begun_before.last.replies.size());
        for (std::size_t i = 0; i < going_on.last.replies.size(); ++i) {
            CHECK(going_on.last.replies[i].text == begun_before.last.replies[i].text);
        }
        REQUIRE(going_on.last.ticket.has_value() == begun_now.last.ticket.has_value());
        if (going_on.last.ticket) {
            going_on.last.ticket->transcript = begun_now.last.ticket->transcript;
            CHECK(*going_on.last.ticket == *begun_now.last.ticket);
            ++tickets;
        }
    }
    CHECK(tickets == 2);
}

TEST_CASE("names of today: what is written beside an older turn answers what that turn asks") {
    Talk talk(before());
    talk.pick("plainte", "textes/menu-sujets");
    talk.pick("non", "plainte/mention-mcs");
    const Turn shown = talk.last;
    CHECK(shown.asks == "voie");
    Talk going_on(now());
    going_on.session = talk.session;
    going_on.say_at(shown, "par écrit");
    CHECK(going_on.last.asks == "nom");
    going_on.say_at(shown, "par écrit");  // asked no more
    CHECK(going_on.last.asks == "nom");
    CHECK_FALSE(going_on.session.answers.contains("nom"));
}

TEST_CASE("names of today: what the channel knows is called as it was when the reminder went") {
    Talk talk(now());
    talk.known = {{"date-naissance", "12/03/1985"}, {"mention-mcs", "oui"}};
    talk.pick("reclamation", "textes/menu-sujets");
    CHECK(talk.session.answers.at("naissance").value == "1985-03-12");
    CHECK(talk.session.answers.at("lettre-mcs").value == "presente");
    CHECK(talk.last.asks == "moyen");
}

TEST_CASE("names of today: a former name is nobody else's") {
    const auto refused = [](std::string_view path, const std::string& from, const std::string& to) {
        auto files = content_now();
        replace(files, path, from, to);
        const Compiled compiled = compile(files);
        CHECK(compiled.catalog == nullptr);
        std::string said;
        for (const Diagnostic& diagnostic : compiled.diagnostics) {
            said += to_string(diagnostic) + "\n";
        }
        return said;
    };
    const auto says = [](const std::string& all, std::string_view piece) {
        CHECK_MESSAGE(all.find(piece) != std::string::npos, all);
    };
    const auto dialog = "dialogs/sujets/reclamation.yaml";
    says(refused(dialog, "[plainte]", "[relance]"), "« relance » existe encore : ôtez-le");
    says(refused(dialog, "[voie]", "[lettre-mcs]"), "« reclamation/lettre-mcs » existe déjà");
    says(refused(dialog, "[ecrit]", "[appel]"), "« reclamation/moyen/appel » existe déjà");
    says(refused(dialog, "[ecrit]", "[Écrit]"), "identifiant « Écrit »");
    says(refused("dialogs/communs/champs.yaml", "[description]", "[nom]"), "« nom » existe encore");
    says(refused("dialogs/communs/champs.yaml", "[description]", "[date-naissance]"),
         "« date-naissance » déjà écrit");
    says(refused("dialogs/communs/questions.yaml", "[mention-mcs]", "[entite]"),
         "« entite » existe encore");
}
