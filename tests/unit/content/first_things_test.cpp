// What binds a person, read on the rules as they are written in dialogs/communs.
#include "engine/content/first_things.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

#include "engine/content/loader.hpp"
#include "tests/support/first_messages.hpp"

using namespace guichet;
using namespace guichet::tests;

namespace {

constexpr const char* rules_file = "dialogs/communs/premieres-paroles.yaml";

FirstThings load(const std::string& text, std::vector<Diagnostic>& diagnostics) {
    Loader loader{diagnostics};
    load_first_things(loader, rules_file, parse_yaml(rules_file, text, diagnostics));
    return std::move(loader.catalog.first_things);
}

const FirstThings& rules() {
    static const FirstThings things = [] {
        std::ifstream file(rules_file);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        std::vector<Diagnostic> diagnostics;
        FirstThings read = load(text, diagnostics);
        for (const Diagnostic& diagnostic : diagnostics) {
            MESSAGE(to_string(diagnostic));
        }
        REQUIRE(diagnostics.empty());
        return read;
    }();
    return things;
}

FirstThing by_sms(std::string_view text) {
    return read_first_thing(rules(), text, true);
}

FirstThing on_the_web(std::string_view text) {
    return read_first_thing(rules(), text, false);
}

// Each message must be asked as that kind.
void all_ask(std::span<const char* const> messages, FirstKind kind, bool sms) {
    for (const char* message : messages) {
        const FirstThing thing = read_first_thing(rules(), message, sms);
        CHECK_MESSAGE(thing.asks(kind),
                      std::string(message)
                          << " -> kind " << static_cast<int>(thing.kind) << " mood "
                          << static_cast<int>(thing.mood) << " line " << thing.line);
    }
}

// None of the messages may bind to that kind.
void none_asks(std::span<const char* const> messages, FirstKind kind, bool sms) {
    for (const char* message : messages) {
        const FirstThing thing = read_first_thing(rules(), message, sms);
        CHECK_MESSAGE(!thing.asks(kind), std::string(message) << " -> line " << thing.line);
    }
}

void all_say(std::span<const char* const> messages, FirstKind kind, Mood mood, bool sms) {
    for (const char* message : messages) {
        const FirstThing thing = read_first_thing(rules(), message, sms);
        CHECK_MESSAGE((thing.kind == kind && thing.mood == mood),
                      std::string(message)
                          << " -> kind " << static_cast<int>(thing.kind) << " mood "
                          << static_cast<int>(thing.mood) << " line " << thing.line);
    }
}

constexpr const char* erasing[] = {
    "supprimez mes données",
    "Supprimez mes données.",
    "SUPPRIMEZ MES DONNEES",
    "supprimer mes données",
    "suprimer mes donnees",
    "Supprimez toutes mes données, merci",
    "supprimez mes données personnelles",
    "svp supprimez mes données",
    "je veux supprimer mes données",
    "Je souhaite que mes données soient effacées",
    "je demande la suppression de mes messages",
    "effacement de la conversation",
    "Veuillez supprimer mes données",
    "merci de supprimer mes données",
    "Merci de bien vouloir effacer cette conversation",
    "effacez tout",
    "efface tout",
    "effacé tt svp",
    "Supprimez tout !",
    "tout effacer",
    "je veux tout effacer",
    "effacez tout ce que j'ai écrit",
    "effacez tout ce que je viens d'écrire",
    "supprimez ce que j'ai tapé",
    "oubliez tout ce que je vous ai dit",
    "effacez cette conversation",
    "supprimer la conversation",
    "effacer l'historique",
    "effacez mes messages",
    "supprimez mes réponses",
    "supprimez cette discussion",
    "supprimer le chat",
    "vider la conversation",
    "effacer mes informations de ce chat",
    "je veux que cette discussion soit effacée",
    "non, effacez tout",
    "finalement supprimez mes données",
    "Bonjour, je voudrais effacer notre échange",
    "j'exige que vous supprimiez mes données",
    "détruisez mes données",
    "retirez mes messages de cette conversation",
    "C'est un ordinateur partagé. Effacez tout ce que j'ai saisi ici.",
};

constexpr const char* not_erasing[] = {
    "ne supprimez pas mes données",
    "ne supprimez rien",
    "n'effacez pas cette conversation",
    "surtout ne supprimez pas mes données",
    "supprimez pas mes données",
    "je ne veux pas supprimer mes données",
    "je n'ai pas demandé de supprimer mes données",
    "pas supprimer",
    "comment supprimer mes données",
    "comment supprimer mes données ?",
    "est-ce que vous supprimez mes données ?",
    "vous supprimez mes données ?",
    "vous pouvez supprimer ?",
    "pouvez-vous effacer notre conversation ?",
    "puis-je supprimer mes données ?",
    "mes données sont-elles supprimées ?",
    "supprimez mes données ?",
    "quand supprimez-vous mes données ?",
    "supprimez mon numéro de téléphone de la demande",
    "supprimez mon numéro",
    "effacez ma dette",
    "effacer ma dette",
    "supprimez mon dossier",
    "supprimez le prélèvement",
    "supprimez mon adresse",
    "effacez mon nom du fichier",
    "supprimez-moi du FICP",
    "effacez mes données de la Banque de France",
    "supprimez mes données bancaires de vos fichiers",
    "je demande l'effacement de mes données dans vos fichiers",
    "effacement des dettes",
    "je demande l'effacement de mes données",
    "effacez tout, on recommence",
    "FICP pas effacé",
    "est-ce que ma dette est effacée ?",
    "l'historique de mes paiements",
    "supprimez l'historique de mes paiements",
    "supprimez les frais",
    "supprimez la dernière réponse",
    "vous avez supprimé mes données",
    "j'ai supprimé mes messages",
    "j'ai effacé votre message",
    "mes données",
    "je veux mes données",
    "mes données ont changé",
    "supprimez",
    "oubliez tout",
    "tout est effacé",
    "Supprimez mes données. Non, ne supprimez rien.",
};

constexpr const char* cancelling[] = {
    "annuler",
    "Annulez",
    "annule",
    "anuler",
    "annulé svp",
    "je veux annuler",
    "je voudrais annuler",
    "jveux annuler",
    "annulez ma demande",
    "annuler ma demande",
    "annulez la demande en cours",
    "annulez cette demande svp",
    "annulez tout",
    "je souhaite annuler ma demande en cours",
    "veuillez annuler la demande que je viens de commencer",
    "merci d'annuler",
    "non, annulez",
    "finalement annulez",
    "non annulez ma demande",
    "j'annule",
    "j'abandonne",
    "Bon, j'abandonne.",
    "j'arrête",
    "on arrête là",
    "on annule tout",
    "je renonce",
    "laissez tomber",
    "laisse tomber",
    "oubliez ma demande",
    "oubliez ça",
    "abandonner",
    "abandonner la demande",
    "annulation",
    "annulation de ma demande",
    "je demande l'annulation de ma demande",
    "arrêtez la demande",
    "stop à ma demande",
    "supprimez cette demande",
    "effacez ce formulaire",
    "je retire ma demande",
    "quitter le formulaire",
    "ne l'envoyez pas",
    "n'envoyez rien",
    "ne transmettez rien",
    "je ne veux pas continuer",
    "je ne veux plus envoyer la demande",
    "je ne souhaite plus donner suite",
    "je préfère ne pas continuer",
    "merci de ne pas transmettre ma demande",
};

constexpr const char* not_cancelling[] = {
    "je veux faire la demande",
    "je souhaite envoyer",
    "je veux envoyer la demande",
    "oui envoyez",
    "envoyez la demande",
    "je veux continuer",
    "annulez le prélèvement",
    "annuler le prélèvement",
    "annuler mon prélèvement",
    "je veux annuler un virement",
    "je veux annuler mon virement",
    "annuler ma dette",
    "annulez ma dette",
    "annuler la procédure",
    "annuler mon échéancier",
    "annuler le contrat",
    "annuler mon rendez-vous",
    "annulez mon plan",
    "annulation de la dette",
    "annulation des frais",
    "annulez les frais",
    "annuler mon chèque",
    "je renonce à la succession",
    "j'arrête les paiements",
    "j'arrête de payer",
    "abandon de créance",
    "je veux finir mon formulaire",
    "hésité, annulé, recommencé",
    "une cuisine annulée",
    "abandonner la procédure",
    "ne pas annuler",
    "n'annulez pas",
    "n'annulez pas ma demande",
    "n'annulez rien",
    "je ne veux pas annuler",
    "je n'ai pas dit d'annuler",
    "surtout pas annuler",
    "comment annuler ma demande ?",
    "comment annuler",
    "puis-je annuler ?",
    "je peux annuler ?",
    "est-ce que je peux annuler ma demande",
    "vous annulez ma demande ?",
    "annuler ?",
    "ma demande est annulée",
    "ma demande a été annulée ?",
    "le virement est annulé",
    "j'ai annulé le virement",
    "la banque a annulé",
    "supprimez mon numéro de téléphone de la demande",
    "supprimez mon numéro de ma demande",
    "retirez mon adresse de la demande",
    "oubliez pas ma demande",
    "n'oubliez pas ma demande",
    "où en est ma demande ?",
    "ma demande",
    "je veux plus d'informations",
    "je ne veux plus payer",
    "je ne peux pas continuer à payer",
    "n'envoyez pas de courrier",
    "laissez-moi un délai",
    "retour",
    "recommencer",
    "non",
    "finalement non",
    "plus tard",
    "Annulez ma demande. Non, n'annulez pas.",
};

constexpr const char* who_we_are[] = {
    "CONTACT",
    "contact",
    "contact svp",
    "Contact ?",
    "bonjour, contact",
    "CONTACT merci",
    "contact 38123",
    "kontact",
    "qui êtes vous",
    "Qui êtes-vous ?",
    "vous êtes qui ?",
    "Bonjour, vous êtes qui svp ?",
    "c'est qui ?",
    "c ki",
    "t ki",
    "qui m'écrit ?",
    "qui envoie ce message",
    "de la part de qui ?",
    "d'où vient ce sms ?",
    "non mais vous êtes qui",
    "who are you",
};

constexpr const char* not_who_we_are[] = {
    "prendre contact",
    "personne à contacter",
    "je veux un contact avec un conseiller",
    "mon contact a changé",
    "lentilles de contact",
    "c'est qui mon gestionnaire",
    "qui est mon gestionnaire ?",
    "à qui envoyer mon chèque",
    "je sais qui vous êtes",
    "à qui dois-je payer",
};

constexpr const char* opting_in[] = {
    "START",
    "start",
    "Start svp",
    "START 38123",
    "unstop",
    "REPRISE",
    "REPRENDRE",
    "réabonnement",
    "reprendre les sms",
    "remettez les sms",
    "je veux reprendre les sms",
    "je veux à nouveau recevoir vos SMS",
    "je veux recevoir vos sms à nouveau",
    "réactiver mes SMS",
    "réabonnez-moi",
    "annuler mon stop",
    "j'avais envoyé stop par erreur",
};

constexpr const char* not_opting_in[] = {
    "reprendre ma demande",
    "reprendre les paiements",
    "je ne veux pas recevoir vos sms",
    "je n'ai pas reçu votre SMS",
    "renvoyez-moi votre dernier message",
    "start-up",
    "reprise du travail le 3",
    "stop",
};

}  // namespace

TEST_CASE(
    "by SMS whoever opts out is opted out, in every spelling and with whatever is around it") {
    static_assert(std::size(opting_out) + std::size(not_opting_out) >= 150);
    all_ask(opting_out, FirstKind::opt_out, true);
}

TEST_CASE("nothing else opts anybody out") {
    none_asks(not_opting_out, FirstKind::opt_out, true);
    none_asks(not_opting_out, FirstKind::opt_out, false);
}

TEST_CASE("what asks for no opting out asks for nothing else that binds either, by SMS") {
    for (const FirstKind kind : {FirstKind::opt_in, FirstKind::erase, FirstKind::who_we_are}) {
        none_asks(not_opting_out, kind, true);
    }
}

TEST_CASE("on the web only STOP alone opts out") {
    constexpr const char* alone[] = {
        "STOP", "stop !", "stop svp", "ST0P", "STOP 36111", "désabonner"};
    all_ask(alone, FirstKind::opt_out, false);
    constexpr const char* more[] = {"stop je ne comprends rien",
                                    "STOP, vous vous trompez de personne",
                                    "arrêtez vos sms",
                                    "arrêt",
                                    "plus de sms",
                                    "non, stop",
                                    "je dis stop"};
    none_asks(more, FirstKind::opt_out, false);
}

TEST_CASE("erasing is asked for by naming what was written here") {
    static_assert(std::size(erasing) + std::size(not_erasing) >= 60);
    for (const bool sms : {true, false}) {
        all_ask(erasing, FirstKind::erase, sms);
        none_asks(not_erasing, FirstKind::erase, sms);
    }
}

TEST_CASE("cancelling is asked for by naming the request, or nothing") {
    static_assert(std::size(cancelling) + std::size(not_cancelling) >= 60);
    for (const bool sms : {true, false}) {
        all_ask(cancelling, FirstKind::cancel, sms);
        none_asks(not_cancelling, FirstKind::cancel, sms);
    }
}

TEST_CASE("erasing and cancelling are not each other") {
    none_asks(erasing, FirstKind::cancel, false);
    none_asks(cancelling, FirstKind::erase, false);
    none_asks(erasing, FirstKind::opt_out, true);
    none_asks(cancelling, FirstKind::opt_out, true);
}

TEST_CASE("a refusal and a question are told apart from what is asked") {
    constexpr const char* kept[] = {
        "ne supprimez pas mes données", "n'effacez rien", "je ne veux pas supprimer mes données"};
    all_say(kept, FirstKind::erase, Mood::negated, false);
    constexpr const char* how_to_erase[] = {"comment supprimer mes données",
                                            "est-ce que vous supprimez mes données ?",
                                            "vous pouvez supprimer ?",
                                            "pouvez-vous effacer notre conversation ?"};
    all_say(how_to_erase, FirstKind::erase, Mood::question, false);
    constexpr const char* not_cancelled[] = {"n'annulez pas", "je ne veux pas annuler ma demande"};
    all_say(not_cancelled, FirstKind::cancel, Mood::negated, false);
    constexpr const char* how_to_cancel[] = {"comment annuler ma demande ?", "je peux annuler ?"};
    all_say(how_to_cancel, FirstKind::cancel, Mood::question, false);
    constexpr const char* how_to_stop[] = {
        "comment me désabonner ?", "que veut dire STOP", "faut-il envoyer STOP ?"};
    all_say(how_to_stop, FirstKind::opt_out, Mood::question, true);
}

TEST_CASE("who we are: CONTACT, or the question, by SMS") {
    all_ask(who_we_are, FirstKind::who_we_are, true);
    none_asks(not_who_we_are, FirstKind::who_we_are, true);
    none_asks(who_we_are, FirstKind::who_we_are, false);
}

TEST_CASE("START and what means it opt in, by SMS") {
    all_ask(opting_in, FirstKind::opt_in, true);
    none_asks(not_opting_in, FirstKind::opt_in, true);
    none_asks(opting_in, FirstKind::opt_out, true);
    none_asks(opting_in, FirstKind::opt_in, false);
}

TEST_CASE("opting out comes first, and no other word of the message takes it back") {
    CHECK(by_sms("Qui êtes-vous ? STOP").asks(FirstKind::opt_out));
    CHECK(by_sms("Supprimez mes données. STOP.").asks(FirstKind::opt_out));
    CHECK(by_sms("stop aux prélèvements. STOP").asks(FirstKind::opt_out));
    CHECK(by_sms("n'arrêtez pas les sms de la banque. STOP").asks(FirstKind::opt_out));
}

TEST_CASE("the words that decided are those of the rule, never what stands around them") {
    const FirstThing stop = by_sms("Bonjour, ici Marie Dupont, stop");
    CHECK(stop.words == "stop");
    CHECK(stop.line > 0);
    CHECK(by_sms("STOP Dupont").words == "stop");
    CHECK(on_the_web("Supprimez mes données svp").words == "suprimez mes dones");
}

TEST_CASE("any bytes are read") {
    for (const char* bytes : {"\xff\xfe", "STOP\xff", "\xc3", "\n\n\n", "?", ",,,", "a\xcc\x81"}) {
        CHECK_NOTHROW(by_sms(bytes));
    }
    std::string long_message;
    for (int i = 0; i < 2000; ++i) {
        long_message += i % 3 == 0 ? "a " : "a,";
    }
    CHECK(by_sms(long_message).kind == FirstKind::none);
    CHECK(by_sms("stop " + long_message).asks(FirstKind::opt_out));
}

TEST_CASE("a faulty rule is told, with its place") {
    struct Broken {
        const char* rules;
        const char* says;
        int line;
    };

    constexpr Broken broken[] = {
        {"  - {sens: arreter, si: [\"<stop>\"]}\n", "sens inconnu : « arreter »", 4},
        {"  - {sens: stop, si: [\"<stopp>\"]}\n",
         "liste de mots inconnue : « stopp » : vouliez-vous dire « stop »",
         4},
        {"  - {sens: stop, ton: gai, si: [\"<stop>\"]}\n", "« ton » attend", 4},
        {"  - {sens: stop, canal: fax, si: [\"<stop>\"]}\n", "« canal » attend", 4},
        {"  - {sens: stop, si: [\"<stop>\", \"!\"]}\n", "« ! » n'est pas un mot", 4},
        {"  - {sens: stop, si: [\"<stop>\"], quand: hier}\n", "clé inconnue « quand »", 4},
        {"  - {sens: stop, si: []}\n", "attend une liste de tournures", 4},
        {"  - {sens: stop}\n", "il manque « si »", 4},
    };
    for (const Broken& one : broken) {
        std::vector<Diagnostic> diagnostics;
        const std::string head = "version: 1\nautour: [svp]\nregles:\n";
        load(head + one.rules + "mots: {stop: [stop]}\n", diagnostics);
        const auto told = std::ranges::find_if(diagnostics, [&one](const Diagnostic& diagnostic) {
            return diagnostic.message.find(one.says) != std::string::npos;
        });
        REQUIRE_MESSAGE(told != diagnostics.end(), one.says);
        CHECK(told->source.line == one.line);
        CHECK(told->severity == Diagnostic::Severity::error);
    }
}
