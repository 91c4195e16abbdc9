// Yes and no in all their French forms. A message is cut into known phrases, the longest first;
// what they say is weighed, and what is left decides whether the message was an answer at all.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/slots/leftover.hpp"
#include "engine/slots/phrase_list.hpp"
#include "engine/slots/readers.hpp"

namespace guichet::slots {
namespace {

enum class Sense {
    yes,       // by itself an answer: "oui"
    no,        // "non"
    weak_yes,  // an answer when nothing else is said: "je l'ai"
    weak_no,   // "je ne l'ai pas"
    hedge,     // yes when nothing else is said, nothing beside an answer: "je crois"
    doubt,     // no answer: "peut-être"
    filler,
};

constexpr std::array yes_phrases = std::to_array<std::string_view>({
    "oui",
    "ouai",
    "ouais",
    "oue",
    "oui oui",
    "ui",
    "uii",
    "ouii",
    "we",
    "wee",
    "wai",
    "wi",
    "wii",
    "vi",
    "oui da",
    "ouaip",
    "ouep",
    "ouip",
    "yes",
    "yess",
    "yep",
    "yeah",
    "yop",
    "ya",
    "yup",
    "y",
    "o",
    "ok",
    "okay",
    "okey",
    "oki",
    "okk",
    "k",
    "dac",
    "dacc",
    "dak",
    "daccord",
    "d accord",
    "d acc",
    "dacodac",
    "bien sur",
    "bien sure",
    "biensur",
    "bien entendu",
    "evidemment",
    "certainement",
    "absolument",
    "tout a fait",
    "tt a fait",
    "toutafait",
    "exact",
    "exactement",
    "exacte",
    "effectivement",
    "en effet",
    "carrement",
    "grave",
    "affirmatif",
    "volontiers",
    "avec plaisir",
    "c est ca",
    "c est cela",
    "c est sa",
    "cest ca",
    "cest sa",
    "c ca",
    "c sa",
    "voila",
    "c est exact",
    "c est juste",
    "c est vrai",
    "c est correct",
    "c est bien ca",
    "c est bien cela",
    "correct",
    "juste",
    "vrai",
    "c est bon",
    "cest bon",
    "c bon",
    "c est le cas",
    "c est bien le cas",
    "j accepte",
    "je confirme",
    "je valide",
    "confirme",
    "valide",
    "je veux bien",
    "entendu",
    "parfait",
    "ca marche",
    "ca roule",
    "ca me va",
    "ca me convient",
    "pas de probleme",
    "pas de souci",
    "pas de soucis",
    "aucun probleme",
    "aucun souci",
    "sans probleme",
    "sans souci",
    "si",
    "si si",
    "mais si",
    "bien sur que oui",
    "bien sur que si",
    "mais oui",
    "ben oui",
    "bah oui",
    "que oui",
    "je crois que oui",
    "je pense que oui",
    "il me semble que oui",
    "je crois bien que oui",
    "plutot oui",
    "je dirais oui",
    "mouais",
    "moui",
    "ouiche",
    "100",
    "certes",
    "assurement",
    "naturellement",
    "sans aucun doute",
    "sans hesiter",
    "positif",
    "tout a fait d accord",
    "top",
    "impeccable",
    "nickel",
    "super",
    "je suis d accord",
    "c est d accord",
    "allez y",
    "allons y",
    "vas y",
    "go",
    "banco",
    "avec joie",
    "pourquoi pas oui",
    "oui pourquoi pas",
    "bien evidemment",
    "c est certain",
    "c est sur",
    "sur et certain",
    "pour sur",
    "tjrs oui",
    "toujours",
    "deja",
    "deja fait",
    "c est fait",
    "je suis partant",
    "je suis partante",
    "accepte",
    "tout est bon",
    "c est tout bon",
    "c tout bon",
    "tout bon",
    "tout est correct",
    "tout est ok",
    "tout est juste",
    "tout est exact",
    "tout est parfait",
    "c est parfait",
    "tres bien",
    "obvious",
    "ca va",
    "moi aussi",
    "of course",
    "sure",
    "right",
    "ja",
    "si senor",
    "da",
    "amen",
    "ouiouioui",
    "plus que oui",
});

constexpr std::array no_phrases = std::to_array<std::string_view>({
    "non",
    "nan",
    "nn",
    "nnn",
    "na",
    "nah",
    "nop",
    "nope",
    "no",
    "noon",
    "nonn",
    "nom non",
    "non non",
    "non merci",
    "nenni",
    "que nenni",
    "nein",
    "niet",
    "n",
    "negatif",
    "pas du tout",
    "absolument pas",
    "certainement pas",
    "surtout pas",
    "carrement pas",
    "vraiment pas",
    "pas vraiment",
    "pas trop",
    "pas encore",
    "toujours pas",
    "pas maintenant",
    "pas pour le moment",
    "pas pour l instant",
    "pas du tout non",
    "jamais",
    "jamais de la vie",
    "aucunement",
    "nullement",
    "en aucun cas",
    "hors de question",
    "pas question",
    "bien sur que non",
    "mais non",
    "ben non",
    "bah non",
    "que non",
    "je crois que non",
    "je crois bien que non",
    "je pense que non",
    "il me semble que non",
    "plutot non",
    "je dirais non",
    "je crois pas",
    "je ne crois pas",
    "je pense pas",
    "je ne pense pas",
    "jcrois pas",
    "jpense pas",
    "j crois pas",
    "j pense pas",
    "crois pas",
    "pense pas",
    "je ne crois pas non",
    "il me semble pas",
    "il ne me semble pas",
    "pas que je sache",
    "pas a ma connaissance",
    "c est pas ca",
    "c pas ca",
    "ce n est pas ca",
    "ce n est pas cela",
    "c est pas le cas",
    "ce n est pas le cas",
    "c est faux",
    "faux",
    "inexact",
    "incorrect",
    "c est inexact",
    "c est pas exact",
    "ce n est pas exact",
    "pas exact",
    "pas exactement",
    "pas correct",
    "c est pas bon",
    "c pas bon",
    "ce n est pas bon",
    "pas bon",
    "je refuse",
    "refuse",
    "je veux pas",
    "je ne veux pas",
    "je ne souhaite pas",
    "sans facon",
    "non plus",
    "moi non plus",
    "pas d accord",
    "je suis pas d accord",
    "je ne suis pas d accord",
    "du tout",
    "rien",
    "rien du tout",
    "aucun",
    "aucune",
    "pas moi",
    "pas tout a fait",
    "pas la peine",
    "inutile",
    "ca ira",
    "ca ne va pas",
    "ca va pas",
    "ca me va pas",
    "c est non",
    "toujours non",
    "helas non",
    "malheureusement non",
    "malheureusement pas",
    "helas pas",
    "point du tout",
    "pas",
    "pas le moins du monde",
    "pas possible",
    "impossible",
    "hors de propos",
    "ca non",
    "ah non",
    "oh non",
    "pas vrai",
    "pas juste",
    "c est pas vrai",
    "ce n est pas vrai",
    "pas cette fois",
    "plus maintenant",
    "plus du tout",
    "not",
    "never",
    "pas besoin",
    "c est pas la peine",
    "ce n est pas la peine",
    "je prefere pas",
    "je ne prefere pas",
    "non c est bon",
    "non cest bon",
    "non c bon",
    "non ca va",
    "non merci c est bon",
    "non merci ca va",
    "je ne confirme pas",
    "je confirme pas",
    "n importe quoi",
    "pas d'accord",
    "pas ok",
    "pas okay",
    "ce n est pas ok",
    "evidemment pas",
    "evidemment que non",
    "pas fait",
    "pas deja",
    "pas ca",
    "pas plus",
    "pas bien sur",
    "pas sur que oui",
});

constexpr std::array weak_yes_phrases = std::to_array<std::string_view>({
    "je l ai",
    "je les ai",
    "j en ai",
    "j en ai un",
    "j en ai une",
    "j ai",
    "jai",
    "jlai",
    "je lai",
    "jles ai",
    "j l ai",
    "je l ai deja",
    "je les ai deja",
    "je le connais",
    "je la connais",
    "je les connais",
    "je connais",
    "il y en a",
    "il y en a une",
    "y en a",
    "il y en a un",
    "je suis",
    "je le suis",
    "je veux",
    "je le veux",
    "je souhaite",
    "j aimerais",
    "j aimerais bien",
    "c est moi",
    "je l ai recu",
    "je l ai recue",
    "je les ai recus",
    "je les ai recues",
    "je l ai fait",
    "j ai recu",
    "jai recu",
    "je l ai deja recu",
    "c moi",
    "j ai ca",
    "j ai tout",
    "je peux",
    "normal",
});

constexpr std::array hedge_phrases = std::to_array<std::string_view>({
    "je crois",
    "je pense",
    "je crois bien",
    "je pense bien",
    "il me semble",
});

constexpr std::array weak_no_phrases = std::to_array<std::string_view>({
    "je l ai pas",
    "je ne l ai pas",
    "je les ai pas",
    "je ne les ai pas",
    "j en ai pas",
    "je n en ai pas",
    "j ai pas",
    "je n ai pas",
    "jai pas",
    "jlai pas",
    "je lai pas",
    "jles ai pas",
    "j l ai pas",
    "je ne lai pas",
    "je l ai plus",
    "je ne l ai plus",
    "je les ai plus",
    "je ne les ai plus",
    "j en ai plus",
    "je n en ai plus",
    "je n ai plus",
    "je l ai pas encore",
    "je ne l ai pas encore",
    "je connais pas",
    "je ne connais pas",
    "je le connais pas",
    "je ne le connais pas",
    "je la connais pas",
    "je ne la connais pas",
    "je les connais pas",
    "je ne les connais pas",
    "j ai rien",
    "je n ai rien",
    "jai rien",
    "il y en a pas",
    "il n y en a pas",
    "y en a pas",
    "ya pas",
    "il y a pas",
    "il n y a pas",
    "j en ai aucun",
    "je n en ai aucun",
    "je n en ai aucune",
    "je peux pas",
    "je ne peux pas",
    "je l ai jamais recu",
    "je ne l ai jamais recu",
    "je l ai pas recu",
    "je ne l ai pas recu",
    "je les ai pas recus",
    "j en veux pas",
    "je n en veux pas",
    "je ne le suis pas",
    "je le suis pas",
    "je n ai jamais",
    "j ai jamais",
    "j ai rien recu",
    "jai rien recu",
    "je n ai rien recu",
    "j ai pas recu",
    "jai pas recu",
    "je n ai pas recu",
    "j ai pas encore recu",
    "je n ai pas encore recu",
    "jamais eu",
    "jamais recu",
    "pas recu",
    "pas eu",
    "je n ai pas ca",
    "j ai pas ca",
    "je l ai perdu",
    "je l ai perdue",
    "je les ai perdus",
    "je les ai perdues",
});

constexpr std::array doubt_phrases = std::to_array<std::string_view>({
    "peut etre",
    "peutetre",
    "p e",
    "pe",
    "ptet",
    "ptetre",
    "p etre",
    "possible",
    "possiblement",
    "probable",
    "probablement",
    "sans doute",
    "ca depend",
    "cela depend",
    "je sais pas",
    "je ne sais pas",
    "j sais pas",
    "jsais pas",
    "chais pas",
    "sais pas",
    "sais plus",
    "je sais plus",
    "je ne sais plus",
    "jsp",
    "nsp",
    "aucune idee",
    "pas d idee",
    "pas sur",
    "pas sure",
    "pas certain",
    "pas certaine",
    "je suis pas sur",
    "je suis pas sure",
    "je ne suis pas sur",
    "je ne suis pas sure",
    "bof",
    "un peu",
    "parfois",
    "on verra",
    "pourquoi pas",
    "oui et non",
    "ni oui ni non",
    "oui ou non",
    "oui non",
    "non oui",
    "plus ou moins",
    "moitie moitie",
    "a voir",
    "je verrai",
    "je ne comprends pas",
    "je comprends pas",
    "c est possible",
    "ca se peut",
    "faut voir",
    "je n en sais rien",
    "j en sais rien",
    "moyen",
    "j hesite",
    "je me souviens plus",
    "je ne me souviens plus",
    "je me souviens pas",
    "je ne me souviens pas",
    "aucune certitude",
    "pas la moindre idee",
    "je ne suis pas certain",
    "je ne suis pas certaine",
    "je suis pas certain",
    "je suis pas certaine",
    "ou pas",
    "ou non",
    "pas non",
    "pas oui",
    "pas faux",
    "dis pas non",
    "dis pas oui",
    "dit pas non",
    "dit pas oui",
    "dirais pas non",
    "dirais pas oui",
    "pas dit non",
    "pas dit oui",
    "pourquoi non",
    "pas que",
    "si je veux",
    "si je peux",
    "si j en ai",
    "avez dit",
    "m a dit",
    "femme dit",
    "mari dit",
    "les deux",
    "un des deux",
    "une des deux",
    "aucun des deux",
    "aucune des deux",
    "l un ou l autre",
    "l un des deux",
    "en partie",
    "presque",
    "sauf",
    "a part",
    "a moitie",
    "pas tout",
});

constexpr std::array filler_phrases = std::to_array<std::string_view>({
    "et",
    "euh",
    "heu",
    "bah",
    "ben",
    "beh",
    "eh",
    "ah",
    "oh",
    "hum",
    "alors",
    "et bien",
    "eh bien",
    "svp",
    "stp",
    "merci",
    "merci beaucoup",
    "s il vous plait",
    "s il te plait",
    "bonjour",
    "bonsoir",
    "madame",
    "monsieur",
    "chef",
    "mais",
    "je",
    "pour",
    "moi",
    "beaucoup",
    "malheureusement",
    "helas",
    "franchement",
    "vraiment",
    "bien",
    "tres",
    "plutot",
    "la",
    "ca",
    "c est",
    "cest",
    "c",
    "je dis",
    "je vous dis",
    "ma reponse est",
    "la reponse est",
    "reponse",
    "desole",
    "desolee",
    "normalement",
    "oui c est ca",
    "lol",
    "mdr",
    "quand meme",
    "je vous confirme",
    "je vous assure",
    "que",
    "le",
    "l",
    "en",
    "a",
    "vous",
    "pas mal",
    "encore",
    "mon",
    "ma",
    "toujours",
    "tout de suite",
    "maintenant",
    "enfin",
    "hein",
    "quoi que",
    "cher",
    "exactement",
    "sure",
    "sur",
    "totalement",
    "completement",
    "entierement",
    "de",
    "plus",
});

// Answers when nothing else is said, words of a sentence otherwise ("si je paie", "voilà mon
// numéro").
constexpr std::array answers_alone = std::to_array<std::string_view>({
    "si",      "voila",   "juste",    "deja",     "toujours",   "super",   "top",      "grave",
    "nickel",  "correct", "vrai",     "exact",    "exacte",     "valide",  "confirme", "accepte",
    "entendu", "positif", "certes",   "y",        "o",          "k",       "n",        "we",
    "wi",      "vi",      "ya",       "na",       "da",         "ja",      "go",       "sure",
    "right",   "100",     "pas",      "faux",     "impossible", "inutile", "refuse",   "no",
    "not",     "du tout", "non plus", "c est sa", "c sa",       "ca va",
});

struct Answers {
    int yes = 0;
    int no = 0;
    int weak_yes = 0;
    int weak_no = 0;
    int hedge = 0;
};

struct Tally {
    Answers all;
    Answers firm;            // without the words that are an answer when nothing else is said
    Answers lead;            // before the first word of no known phrase
    Answers trail;           // after the last one: "oui" and "non" only
    bool plain_yes = false;  // "oui" itself was said, not "déjà"
    bool plain_no = false;
    int doubt = 0;
    int other = 0;  // words of no known phrase
};

PhraseList make_phrases() {
    PhraseList phrases;
    const auto add = [&phrases](std::span<const std::string_view> said, Sense sense) {
        phrases.add(said, static_cast<std::size_t>(sense));
    };
    add(doubt_phrases, Sense::doubt);
    add(no_phrases, Sense::no);
    add(yes_phrases, Sense::yes);
    add(weak_no_phrases, Sense::weak_no);
    add(weak_yes_phrases, Sense::weak_yes);
    add(hedge_phrases, Sense::hedge);
    add(filler_phrases, Sense::filler);
    return phrases;
}

// How many words the longest phrase at `index` takes, and what it says.
std::pair<std::size_t, Sense> phrase_at(std::span<const std::string> words, std::size_t index) {
    static const PhraseList phrases = make_phrases();
    const PhraseList::Found found = phrases.longest_at(words, index);
    return {found.length, static_cast<Sense>(found.group)};
}

bool answers_only_alone(std::span<const std::string> phrase) {
    static const PhraseList phrases = [] {
        PhraseList list;
        list.add(answers_alone);
        return list;
    }();
    return phrases.longest_at(phrase, 0).length == phrase.size();
}

void count(Answers& answers, Sense sense) {
    switch (sense) {
        case Sense::yes:
            ++answers.yes;
            break;
        case Sense::no:
            ++answers.no;
            break;
        case Sense::weak_yes:
            ++answers.weak_yes;
            break;
        case Sense::weak_no:
            ++answers.weak_no;
            break;
        case Sense::hedge:
            ++answers.hedge;
            break;
        case Sense::doubt:
        case Sense::filler:
            break;
    }
}

bool holds(std::span<const std::string> words, std::initializer_list<std::string_view> any) {
    return std::ranges::find_first_of(words, any) != words.end();
}

void count(Tally& tally, Sense sense, std::span<const std::string> phrase) {
    const bool alone = answers_only_alone(phrase);
    const bool plain = holds(phrase, {"oui", "ouais", "non", "nan"});
    count(tally.all, sense);
    if (!alone) {
        count(tally.firm, sense);
    }
    if (tally.other == 0 && !alone) {
        count(tally.lead, sense);
    }
    if (plain && !alone) {
        count(tally.trail, sense);
        tally.plain_yes = tally.plain_yes || sense == Sense::yes;
        tally.plain_no = tally.plain_no || sense == Sense::no;
    }
    tally.doubt += sense == Sense::doubt ? 1 : 0;
}

Tally weigh(const std::vector<std::string>& words) {
    Tally tally;
    for (std::size_t i = 0; i < words.size();) {
        const auto [length, sense] = phrase_at(words, i);
        if (length == 0) {
            ++tally.other;
            tally.trail = {};
            ++i;
            continue;
        }
        count(tally, sense, std::span(words).subspan(i, length));
        i += length;
    }
    return tally;
}

void weigh_signs(Tokens tokens, Tally& tally) {
    static constexpr std::string_view agreeing[] = {"👍", "👌", "✅", "✔", "🆗", "🙆", "☑"};
    static constexpr std::string_view refusing[] = {"👎", "❌", "🚫", "🙅", "✖", "❎", "⛔"};
    for (const Token& token : tokens) {
        const auto starts = [&](std::string_view sign) { return token.raw.starts_with(sign); };
        if (std::ranges::any_of(agreeing, starts)) {
            count(tally.all, Sense::yes);
        } else if (std::ranges::any_of(refusing, starts)) {
            count(tally.all, Sense::no);
        }
    }
}

// Yes or no when all says the same ("oui je ne les ai pas" does not); where a strong answer is
// given, a hedge is none.
std::optional<bool> verdict(const Answers& answers) {
    const int hedge = answers.yes + answers.no > 0 ? 0 : answers.hedge;
    const bool agrees = answers.yes + answers.weak_yes + hedge > 0;
    const bool refuses = answers.no + answers.weak_no > 0;
    return agrees != refuses ? std::optional(agrees) : std::nullopt;
}

// In a longer sentence the answer stands first, or is a last "oui" or "non"; words such as "déjà"
// in its middle are none: "non, mon dossier est déjà soldé".
std::optional<bool> verdict_of_sentence(const Tally& tally, bool question) {
    const bool leads = tally.lead.yes + tally.lead.no > 0;
    const bool trails = tally.trail.yes + tally.trail.no > 0;
    const bool both = tally.firm.yes > 0 && tally.firm.no > 0;
    if (both || (tally.plain_yes && tally.plain_no) || (!leads && (question || !trails))) {
        return std::nullopt;
    }
    const std::optional<bool> first = verdict(tally.lead);
    const std::optional<bool> last = verdict(tally.trail);
    if (!leads) {
        return last;
    }
    const bool contradicted = trails && last != first;
    return contradicted ? std::nullopt : first;
}

}  // namespace

Parsed read_yes_no(const Line& line) {
    Tally tally = weigh(plain_words(line.tokens));
    weigh_signs(line.tokens, tally);
    const bool question =
        std::ranges::any_of(line.tokens, [](const Token& token) { return token.is("?"); });
    const bool only_answer = tally.other == 0;
    if (tally.doubt > 0 || (only_answer && question)) {
        return not_understood();
    }
    const std::optional<bool> answer =
        only_answer ? verdict(tally.all) : verdict_of_sentence(tally, question);
    return answer ? filled(*answer ? "true" : "false", only_answer) : not_understood();
}

}  // namespace guichet::slots
