#include "engine/understanding/french.hpp"

#include <libstemmer.h>

#include <algorithm>

namespace guichet::understanding {
namespace {

constexpr Forms family_table[] = {
    {"etre",
     "etre est es suis sommes etes sont etais etait etions etiez etaient serai seras sera "
     "serons serez seront serais serait seriez seraient soit sois soyez soient ete etant "
     "fut furent"},
    {"avoir",
     "avoir ai as avons avez ont avais avait avions aviez avaient aurai auras aura aurons "
     "aurez auront aurais aurait auriez auraient ait aie aies aient ayez eu eue eus ayant"},
    {"aller",
     "aller vais vas va allons allez vont allais allait alliez allaient irai ira iront "
     "irais irait aille ailles"},
    {"faire",
     "faire fais fait faite faites faits font faisons faisait faisais ferai fera feront "
     "ferais ferait feriez fasse fassent faisant"},
    {"pouvoir",
     "pouvoir peux peut pouvons pouvez peuvent pouvais pouvait pouviez pourrai pourra "
     "pourrez pourrais pourrait pourriez pourrions puis puisse puissiez pu"},
    {"vouloir",
     "vouloir veux veut voulons voulez veulent voulais voulait vouliez voudrai voudra "
     "voudrais voudrait voudriez veuillez veuille voulu"},
    {"devoir",
     "devoir dois doit devons devez doivent devais devait devrai devra devrez devrais "
     "devrait devriez du due dus"},
    {"savoir",
     "savoir sais sait savons savez savent savais savait saurai saura saurais saurait su "
     "sache sachez sachant"},
    {"voir",
     "voir vois voit voyons voyez voient voyais voyait verrai verra verrez verrais vu vue "
     "vus revoir"},
    {"venir",
     "venir viens vient venons venez viennent venais venait viendrai viendra viendrait "
     "vienne venu venue venus"},
    {"tenir", "tenir tiens tient tenez tiennent tenu tenue tiendra"},
    {"prendre",
     "prendre prends prend prenons prenez prennent prenais prenait prendrai prendra "
     "prenne pris prise"},
    {"apprendre", "apprendre apprends apprend apprenez apprennent appris"},
    {"comprendre", "comprendre comprends comprend comprenez comprennent compris comprenais"},
    {"mettre", "mettre mets met mettons mettez mettent mettais mettait mettrai mettra mis mise"},
    {"permettre", "permettre permets permet permettez permis"},
    {"dire", "dire dis dit dite dites disent disais disait dirai dira dirait disant"},
    {"recevoir",
     "recevoir recois recoit recevons recevez recoivent recevais recevait recevrai "
     "recevra recu recue recus recues reception"},
    {"ecrire", "ecrire ecris ecrit ecrite ecrivez ecrivent ecrivais"},
    {"perdre", "perdre perds perd perdez perdu perdue perte"},
    {"mourir", "mourir meurs meurt mort morte morts mourut"},
    {"vivre", "vivre vis vit vivons vivez vivent vecu"},
    {"connaitre", "connaitre connais connait connaissez connaissent connu connue"},
    {"suivre", "suivre suit suivez suivent suivi suivie"},
    {"croire", "croire crois croit croyez croient cru croyais"},
    {"lire", "lire lis lit lisez lisent lu lue"},
    {"partir", "partir pars part partez partent parti partie"},
    {"ouvrir", "ouvrir ouvre ouvres ouvrez ouvert ouverte"},
    {"offrir", "offrir offre offrez offert offerte"},
    {"envoyer",
     "envoyer envoie envoies envoi envois envoye envoyee envoyez envoyes enverrai "
     "enverra enverrez envoyant envoyais"},
    {"payer",
     "payer paye payes payee payez paie paies paient payent paiement paiements payement "
     "payements paierai paiera payerai paierez payant payais payait"},
    {"falloir", "falloir faut faudra faudrait fallait fallu faille"},
    {"vendre", "vendre vends vend vendez vendu vendue vente"},
    {"rendre", "rendre rends rend rendez rendu rendue"},
    {"repondre", "repondre reponds repond repondez repondu reponse reponses"},
    {"attendre", "attendre attends attend attendez attendu attente"},
    {"sortir", "sortir sors sort sortez sorti sortie"},
    {"vous", "vous tu te toi"},
    {"votre", "votre vos ton ta tes tien tienne"},
    {"moi", "moi me je"},
    {"mon", "mon ma mes mien mienne"},
    {"notre", "notre nos"},
    {"quel", "quel quelle quels quelles"},
    {"ce", "ce cet cette ces"},
    {"le", "le la les"},
    {"de", "de des du"},
    {"un", "un une"},
    {"cela", "ca cela ceci"},
};

constexpr std::string_view function_words[] = {
    "a",      "ai",      "as",    "au",   "aussi", "aux",      "avec", "avez",  "avoir", "avons",
    "bien",   "c",       "ca",    "car",  "ce",    "cela",     "ces",  "cet",   "cette", "chez",
    "comme",  "comment", "d",     "dans", "de",    "des",      "donc", "du",    "elle",  "elles",
    "en",     "est",     "et",    "ete",  "etes",  "etre",     "eu",   "faire", "fait",  "faut",
    "il",     "ils",     "j",     "je",   "l",     "la",       "le",   "les",   "leur",  "leurs",
    "lui",    "m",       "ma",    "mais", "me",    "mes",      "moi",  "mon",   "n",     "ne",
    "non",    "nos",     "notre", "nous", "on",    "ont",      "ou",   "oui",   "par",   "pas",
    "peu",    "peut",    "peux",  "plus", "pour",  "pourquoi", "qu",   "quand", "que",   "quel",
    "quelle", "qui",     "quoi",  "s",    "sa",    "sans",     "se",   "ses",   "si",    "son",
    "sont",   "suis",    "sur",   "t",    "ta",    "te",       "tes",  "toi",   "ton",   "tous",
    "tout",   "toute",   "tres",  "tu",   "un",    "une",      "va",   "vais",  "veut",  "veux",
    "voila",  "vos",     "votre", "vous", "y",
};

constexpr std::string_view courtesy_table[] = {
    "s'il vous plait",
    "s'il te plait",
    "merci d'avance",
    "merci par avance",
    "d'avance merci",
    "je vous prie",
    "bien cordialement",
    "cordialement",
    "bonne journee",
    "bonne soiree",
    "merci beaucoup",
    "je vous remercie d'avance",
    "en vous remerciant",
    "avec mes remerciements",
    "sinceres salutations",
};

struct Elision {
    std::string_view elided;
    std::string_view full;
};

constexpr Elision elisions[] = {
    {"c", "ce"},
    {"d", "de"},
    {"j", "je"},
    {"jusqu", "jusque"},
    {"l", "le"},
    {"lorsqu", "lorsque"},
    {"m", "me"},
    {"n", "ne"},
    {"puisqu", "puisque"},
    {"qu", "que"},
    {"quoiqu", "quoique"},
    {"s", "se"},
    {"t", "te"},
};

constexpr std::string_view auxiliaries[] = {
    "a",     "ai",    "aie",   "ait",    "as",     "aura",  "aurai", "aurais", "avais",
    "avait", "avez",  "aviez", "avions", "avoir",  "avons", "es",    "est",    "etaient",
    "etais", "etait", "etre",  "ont",    "sommes", "sont",  "suis",
};

constexpr std::string_view adverbs_inside_verbs[] = {
    "aussi",
    "bien",
    "deja",
    "encore",
    "enfin",
    "jamais",
    "mal",
    "me",
    "pas",
    "plus",
    "rien",
    "tjs",
    "toujours",
    "tout",
    "trop",
    "vous",
};

// Words in -er that are no infinitives.
constexpr std::string_view nouns_in_er[] = {
    "amer",      "atelier",     "banquier", "cher",       "chantier", "courrier", "courtier",
    "creancier", "dernier",     "dossier",  "echeancier", "entier",   "escalier", "fichier",
    "financier", "foyer",       "hier",     "huissier",   "janvier",  "loyer",    "ouvrier",
    "papier",    "particulier", "premier",  "quartier",   "super",    "fevrier",
};

}  // namespace

bool is_greeting(std::string_view word) {
    constexpr std::string_view greetings[] = {"bonjour",
                                              "bonsoir",
                                              "coucou",
                                              "hello",
                                              "madame",
                                              "messieurs",
                                              "mesdames",
                                              "monsieur",
                                              "rebonjour",
                                              "salut"};
    return std::ranges::find(greetings, word) != std::end(greetings);
}

std::string_view participle_of(std::string_view word) {
    const bool infinitive = word.size() > 4 && word.ends_with("er") &&
                            std::ranges::find(nouns_in_er, word) == std::end(nouns_in_er);
    return infinitive ? word.substr(0, word.size() - 1) : std::string_view();
}

bool is_auxiliary(std::string_view word) {
    return std::ranges::find(auxiliaries, word) != std::end(auxiliaries);
}

bool is_adverb_inside_verb(std::string_view word) {
    return std::ranges::find(adverbs_inside_verbs, word) != std::end(adverbs_inside_verbs);
}

std::span<const Forms> families() {
    return family_table;
}

std::span<const std::string_view> courtesies() {
    return courtesy_table;
}

std::string_view full_form_of_elision(std::string_view elided) {
    const auto* found = std::ranges::lower_bound(elisions, elided, {}, &Elision::elided);
    return found != std::end(elisions) && found->elided == elided ? found->full
                                                                  : std::string_view();
}

bool is_function_word(std::string_view word) {
    return std::ranges::binary_search(function_words, word);
}

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("french", "UTF_8")) {}

Stemmer::~Stemmer() {
    sb_stemmer_delete(stemmer_);
}

std::string Stemmer::stem(std::string_view word) const {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer_, bytes, static_cast<int>(word.size()));
    if (stem == nullptr) {
        return std::string(word);
    }
    std::string out(reinterpret_cast<const char*>(stem),
                    static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
    if (out != word && is_function_word(out) && !is_function_word(word)) {
        out += '-';
    }
    return out;
}

}  // namespace guichet::understanding
