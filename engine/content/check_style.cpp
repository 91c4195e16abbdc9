// What is warned of in texts and in the turns of a dialog, by the rules of style.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/content/cases.hpp"
#include "engine/content/loader.hpp"
#include "engine/content/spoken_texts.hpp"
#include "engine/text/normalize.hpp"
#include "engine/text/sms.hpp"

namespace guichet {

namespace {

using Words = std::vector<std::string>;

void warn(Loader& loader, const Source& where, std::string message) {
    loader.diagnostics.push_back({Diagnostic::Severity::warning, where, std::move(message)});
}

Words folded_words(std::string_view text) {
    return text::words(text::fold(text));
}

// Lower case, with accents.
Words lower_words(std::string_view text) {
    return text::words(text::fold_case(text));
}

bool contains(const Words& words, const Words& looked_for) {
    return !std::ranges::search(words, looked_for).empty();
}

bool has(const Words& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

// --- each text by itself -------------------------------------------------------------------------

std::vector<std::string_view> wordings(const SpokenText& spoken) {
    std::vector<std::string_view> all = {spoken.text.web, spoken.text.sms};
    all.insert(all.end(), spoken.checklist.begin(), spoken.checklist.end());
    all.insert(all.end(), spoken.labels.begin(), spoken.labels.end());
    return all;
}

// Whether what stands at `at` is a part of what is said instead: the "mail" of "e-mail".
bool is_said_well(const Words& folded, Words::const_iterator at, const Style::Avoided& avoided) {
    const Words well = folded_words(avoided.instead);
    for (auto part = well.begin();; ++part) {
        part = std::search(part, well.end(), avoided.words.begin(), avoided.words.end());
        if (part == well.end()) {
            return false;
        }
        const auto before = part - well.begin();
        if (at - folded.begin() >= before && folded.end() - at >= well.end() - part &&
            std::equal(well.begin(), well.end(), at - before)) {
            return true;
        }
    }
}

bool is_said(const Words& folded, const Style::Avoided& avoided) {
    for (auto at = folded.begin();; ++at) {
        at = std::search(at, folded.end(), avoided.words.begin(), avoided.words.end());
        if (at == folded.end() || !is_said_well(folded, at, avoided)) {
            return at != folded.end();
        }
    }
}

void check_avoided(Loader& loader, const Source& source, const Words& folded) {
    for (const Style::Avoided& avoided : loader.style.avoided) {
        if (is_said(folded, avoided)) {
            warn(loader,
                 source,
                 fmt::format("« {} » : préférez « {} »", avoided.written, avoided.instead));
        }
    }
}

bool tells_gender(const Style::Gender& gender, const std::string& word) {
    return has(gender.forms, word) || std::ranges::any_of(gender.endings, [&](const auto& ending) {
               return word.size() > ending.size() && word.ends_with(ending);
           });
}

void check_gender(Loader& loader, const Source& source, const Words& lower, const Words& folded) {
    const Style::Gender& gender = loader.style.gender;
    for (const Words& after : gender.after) {
        for (auto at = folded.begin();; ++at) {
            at = std::search(at, folded.end(), after.begin(), after.end());
            if (at == folded.end()) {
                break;
            }
            auto next = lower.begin() + (at - folded.begin()) + std::ssize(after);
            next = std::find_if_not(
                next, lower.end(), [&](const auto& word) { return has(gender.between, word); });
            if (next != lower.end() && tells_gender(gender, *next)) {
                warn(loader,
                     source,
                     fmt::format("« {} » dit si un homme ou une femme lit : tournez autrement",
                                 *next));
            }
        }
    }
}

void check_wording(Loader& loader, const Source& source, std::string_view text) {
    const Words lower = lower_words(text);
    Words folded;
    std::ranges::transform(lower, std::back_inserter(folded), text::strip_accents);
    check_avoided(loader, source, folded);
    check_gender(loader, source, lower, folded);
}

// --- accents that cost nothing -------------------------------------------------------------------

// A word without accents -> its spellings on the web, with the accents that GSM 7-bit has.
using Spellings = std::map<std::string, std::set<std::string>, std::less<>>;

std::string as_sent(const std::string& word) {
    return text::for_sms(word, text::SmsAccents::simplify);
}

Spellings spellings_of(const std::vector<SpokenText>& texts) {
    Spellings spellings;
    for (const SpokenText& spoken : texts) {
        for (const std::string& word : lower_words(spoken.text.web)) {
            spellings[text::strip_accents(word)].insert(as_sent(word));
        }
    }
    return spellings;
}

std::ptrdiff_t accents(std::string_view word) {
    return std::ranges::count_if(word,
                                 [](char byte) { return static_cast<signed char>(byte) < 0; });
}

void check_accents(Loader& loader, const Spellings& spellings, const Text& text) {
    for (const std::string& word : lower_words(text.sms)) {
        const auto known = spellings.find(text::strip_accents(word));
        const std::string sent = as_sent(word);
        if (known == spellings.end() || known->second.contains(sent)) {
            continue;
        }
        const std::string& accented = *std::ranges::max_element(known->second, {}, accents);
        if (accents(accented) > accents(sent)) {
            warn(loader,
                 text.source,
                 fmt::format("« {} » par SMS : écrivez « {} », ces accents ne coûtent rien",
                             word,
                             accented));
        }
    }
}

// --- the turns of a dialog -----------------------------------------------------------------------

// Words as a reader counts them: between spaces, signs apart.
std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char byte : text) {
        const bool letter = static_cast<unsigned char>(byte) >= 0xC3 ||
                            (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                            (byte >= 'a' && byte <= 'z');
        words += letter && !inside ? 1U : 0U;
        inside = byte != ' ' && (inside || letter);
    }
    return words;
}

// What is said in a go, until the person answers.
struct Said {
    std::size_t words = 0;
    std::size_t messages = 0;
    Source from;
};

struct Way {
    Said said;
    std::vector<const Text*> sending;  // what says on this way that something is being sent
    bool goes_on = true;
};

class TurnCheck {
  public:
    TurnCheck(Loader& loader, const Dialog& dialog) : loader_(loader), dialog_(dialog) {}

    void check() {
        for (const Case& each : cases_of(dialog_)) {
            if (each.channel == Channel::web) {
                case_ = each;
                Way way = walk(dialog_.steps, {});
                end_turn(way, NodeId(dialog_.id.text()));
            }
        }
        for (const auto& [place, turn] : longest_) {
            complain(turn.first, turn.second);
        }
    }

  private:
    Way walk(const std::vector<Node>& steps, Way way) {
        for (const Node& node : steps) {
            if (way.goes_on && case_.holds(node.when)) {
                std::visit([&](const auto& kind) { pass(node, kind, way); }, node.kind);
            }
        }
        return way;
    }

    void pass(const Node& node, const Say& say, Way& way) {
        std::size_t words = 0;
        for (const Text& version : say.versions) {
            words = std::max(words, count_words(version.web));
            const Words folded = folded_words(version.web);
            const bool sends = std::ranges::any_of(
                loader_.style.sending,
                [&](const Style::Avoided& each) { return contains(folded, each.words); });
            if (sends) {
                way.sending.push_back(&version);
            }
        }
        for (const std::string& id : say.links) {
            const Link& link = loader_.catalog.links.at(id);
            words += count_words(link.url.empty() ? link.without_url : link.label);
        }
        add(way, words, node.source);
        // A list that was asked for is read by its points.
        way.said.messages -= say.checklist.empty() ? 0U : 1U;
    }

    void pass(const Node& node, const Ask& ask, Way& way) {
        if (ask.presumed.empty()) {
            add(way, count_words(ask.text.web), node.source);
            end_turn(way, node.id);
        }
        Way after;
        after.goes_on = false;
        for (const Option& option : ask.options) {
            if (!case_.may_take(ask, option)) {
                continue;
            }
            Way taken = walk(option.steps, way);
            if (option.ends) {
                end_turn(taken, part_of(node.id, option.id.text()));
            } else {
                join(after, taken);
            }
        }
        way = std::move(after);
    }

    void pass(const Node& node, const Form& form, Way& way) {
        for (const Text* text : std::exchange(way.sending, {})) {
            warn(
                loader_,
                text->source,
                fmt::format("annonce un envoi avant le formulaire « {} » : rien n'est encore parti",
                            node.id));
        }
        const auto asked = std::ranges::find_if(
            form.fields, [this](const FormField& field) { return case_.holds(field.when); });
        if (asked != form.fields.end()) {
            const Slot& slot = loader_.catalog.slots.at(asked->slot);
            add(way, count_words((asked->prompt ? *asked->prompt : slot.prompt).web), node.source);
        }
        end_turn(way, node.id);
        check_way_back(node, form);
    }

    // What the engine says of itself is not the dialog's.
    static void pass(const Node&, const TicketSpec&, Way&) {}

    void pass(const Node& node, const Goto& go, Way& way) {
        if (go.text) {
            add(way, count_words(go.text->web), node.source);
        }
        end_turn(way, node.id);
        way.goes_on = false;
    }

    static void add(Way& way, std::size_t words, const Source& source) {
        if (way.said.words == 0) {
            way.said.from = source;
        }
        way.said.words += words;
        ++way.said.messages;
    }

    // The longest way on stands for all.
    static void join(Way& all, const Way& one) {
        if (!one.goes_on) {
            return;
        }
        if (one.said.words > all.said.words) {
            all.said.words = one.said.words;
            all.said.from = one.said.from;
        }
        all.said.messages = std::max(all.said.messages, one.said.messages);
        all.sending.insert(all.sending.end(), one.sending.begin(), one.sending.end());
        all.goes_on = true;
    }

    void end_turn(Way& way, const NodeId& at) {
        const Said said = std::exchange(way.said, {});
        const Style& style = loader_.style;
        if (said.words <= style.words && said.messages <= style.messages) {
            return;
        }
        auto& longest = longest_[{said.from.file, said.from.line, said.from.column}];
        if (said.words > longest.first.words) {
            longest = {said, at};
        }
    }

    void complain(const Said& said, const NodeId& at) {
        const Style& style = loader_.style;
        if (said.words > style.words) {
            warn(loader_,
                 said.from,
                 fmt::format("{} mots d'une traite jusqu'à « {} », {} au plus : raccourcissez",
                             said.words,
                             at,
                             style.words));
        }
        if (said.messages > style.messages) {
            warn(loader_,
                 said.from,
                 fmt::format("{} messages d'une traite jusqu'à « {} », {} au plus : réunissez-les",
                             said.messages,
                             at,
                             style.messages));
        }
    }

    void check_way_back(const Node& node, const Form& form) {
        const std::vector<SlotId>& ways = loader_.style.ways_back;
        const bool asked = std::ranges::any_of(form.fields, [&](const FormField& field) {
            return case_.holds(field.when) && std::ranges::find(ways, field.slot) != ways.end();
        });
        if (!asked && !ways.empty()) {
            warn(loader_,
                 node.source,
                 fmt::format("le formulaire « {} » ne demande pas comment répondre à la personne : "
                             "{}",
                             node.id,
                             fmt::join(ways, ", ")));
        }
    }

    Loader& loader_;
    const Dialog& dialog_;
    Case case_;
    // By where it begins, the longest turn and the node it leads to.
    std::map<std::tuple<std::string, int, int>, std::pair<Said, NodeId>> longest_;
};

}  // namespace

void check_style(Loader& loader) {
    const std::vector<SpokenText> texts = spoken_texts(loader.catalog);
    const Spellings spellings = spellings_of(texts);
    for (const SpokenText& spoken : texts) {
        for (const std::string_view wording : wordings(spoken)) {
            check_wording(loader, spoken.text.source, wording);
        }
        check_accents(loader, spellings, spoken.text);
    }
    for (const auto& [id, dialog] : loader.catalog.dialogs) {
        TurnCheck(loader, dialog).check();
    }
}

}  // namespace guichet
