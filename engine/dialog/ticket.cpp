#include "engine/dialog/ticket.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/dialog/turn_context.hpp"

namespace guichet {

namespace {

std::string display_date(const std::string& iso) {
    return iso.size() == 10 ? iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4)
                            : iso;
}

// As it is dialled in France: "06 12 34 56 78", "0692 12 34 56" overseas; other countries as they
// are.
std::string display_telephone(const std::string& e164) {
    constexpr std::array overseas = {"+262", "+590", "+594", "+596"};
    const bool metropolitan = e164.starts_with("+33") && e164.size() == 12;
    const bool is_overseas =
        e164.size() == 13 &&
        std::ranges::any_of(overseas, [&](const char* code) { return e164.starts_with(code); });
    if (!metropolitan && !is_overseas) {
        return e164;
    }
    const std::string national = "0" + e164.substr(metropolitan ? 3 : 4);
    std::string shown = national.substr(0, metropolitan ? 2 : 4);
    for (std::size_t i = shown.size(); i < national.size(); i += 2) {
        shown += ' ' + national.substr(i, 2);
    }
    return shown;
}

std::string display_contact(const std::string& value) {
    return value.starts_with('+') ? display_telephone(value) : value;
}

std::string display_amount(const std::string& amount) {
    const std::size_t point = amount.find('.');
    std::string shown = amount.substr(0, point);
    for (std::size_t i = shown.size(); i > 3; i -= 3) {
        shown.insert(i - 3, " ");
    }
    return shown + "," + (point == std::string::npos ? "00" : amount.substr(point + 1)) + " €";
}

std::string entity_of(const Session& session) {
    const auto answer = session.answers.find("entite");
    return answer == session.answers.end() ? std::string() : answer->second.value;
}

void add_fields(TurnContext& ctx,
                const AnswersHeld& answers,
                const std::vector<const FormField*>& fields,
                Ticket& ticket) {
    for (const FormField* field : fields) {
        const Answer* answer = answers.field(*field);
        if (answer != nullptr && !answer->value.empty()) {
            ticket.fields.push_back({field->slot, field->label, answer->value, answer->raw});
        } else if (field->offered) {
            const std::string& without = ctx.catalog.slots.at(field->slot).without_value;
            ticket.fields.push_back({field->slot, field->label, without, ""});
        }
    }
    ticket.recap = recap_lines(ctx, fields);
}

void add_flags(const TurnContext& ctx, const TicketSpec& spec, Ticket& ticket) {
    ticket.flags = spec.flags;
    if (ctx.turn.session.distress &&
        std::ranges::find(ticket.flags, "detresse") == ticket.flags.end()) {
        ticket.flags.emplace_back("detresse");
    }
}

}  // namespace

std::string_view channel_name(Channel channel) {
    return channel == Channel::web ? "web" : "sms";
}

std::string short_reference(std::string_view uuid) {
    constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::uint64_t value = 0;
    for (const char c : uuid) {
        if (c >= '0' && c <= '9') {
            value = value * 16 + static_cast<std::uint64_t>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            value = value * 16 + static_cast<std::uint64_t>(c - 'a' + 10);
        }
    }
    std::string reference;
    for (int group = 7; group >= 0; --group) {
        reference += digits[(value >> (5 * group)) & 31U];
        if (group == 4) {
            reference += '-';
        }
    }
    return reference;
}

std::string display_value(slots::SlotType type, const std::string& value) {
    using slots::SlotType;
    switch (type) {
        case SlotType::date_naissance:
        case SlotType::date_passee:
        case SlotType::date_future:
        case SlotType::date:
            return display_date(value);
        case SlotType::telephone:
            return display_telephone(value);
        case SlotType::contact:
            return display_contact(value);
        case SlotType::montant:
            return display_amount(value);
        case SlotType::oui_non:
            return value == "true" ? "oui" : "non";
        default:
            return value;
    }
}

namespace {

std::string shown_value(const TurnContext& ctx, const Slot& slot, const Answer* answer) {
    const bool left_out = answer == nullptr || answer->value.empty() ||
                          (!slot.without.empty() && answer->value == slot.without_value);
    if (left_out) {
        return slot.without;
    }
    return answer->undisclosed ? phrase_text(ctx.catalog, ctx.turn.session.channel, "valeur-connue")
                               : display_value(slot.type, answer->value);
}

}  // namespace

std::vector<std::string> recap_lines(TurnContext& ctx,
                                     const std::vector<const FormField*>& fields) {
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    const Text& pattern = ctx.catalog.phrase("ligne-recapitulatif").front();
    std::vector<std::string> lines;
    for (const FormField* field : fields) {
        const Answer* answer = answers.field(*field);
        if (answer == nullptr && !field->offered) {
            continue;
        }
        const std::string shown = shown_value(ctx, ctx.catalog.slots.at(field->slot), answer);
        lines.push_back(
            fill_variables(pattern.web, {{"libelle", field->label}, {"valeur", shown}}));
    }
    return lines;
}

Ticket make_ticket(TurnContext& ctx,
                   const Dialog& dialog,
                   const Position& position,
                   const Position::Passed& passed) {
    const auto& spec = std::get<TicketSpec>(passed.node->kind);
    const AnswersHeld answers(ctx.catalog, ctx.session(), *ctx.open());
    Ticket ticket;
    ticket.id = ctx.message.ticket_id;
    ticket.reference = short_reference(ticket.id);
    ticket.created_at = ctx.now;
    ticket.channel = ctx.session().channel;
    ticket.address = ctx.session().address;
    ticket.topic = dialog.id;
    ticket.title = ctx.catalog.title_of(dialog.id);
    ticket.section = dialog.section;
    ticket.branch = branch_of(dialog, position);
    ticket.node = passed.node->id;
    ticket.entity = entity_of(ctx.session());
    ticket.queue = spec.queue;
    ticket.subject = spec.subject;
    add_fields(ctx, answers, fields_that_apply(std::get<Form>(passed.form->kind), answers), ticket);
    for (const Document& document : spec.documents) {
        if (answers.holds(document.when)) {
            ticket.documents.push_back({document.id, document.label});
        }
    }
    add_flags(ctx, spec, ticket);
    ticket.transcript = ctx.session().transcript;
    const auto amended =
        std::ranges::find(ctx.session().sent, ctx.open()->amends, &SentRequest::ticket);
    if (amended != ctx.session().sent.end()) {
        ticket.amends = AmendedTicket{amended->ticket, amended->reference};
    }
    ticket.catalog = ctx.catalog.fingerprint;
    ticket.owner = dialog.owner;
    ticket.reviewer = dialog.reviewer;
    ticket.reviewed_on = dialog.reviewed_on;
    ticket.valid_until = dialog.valid_until;
    return ticket;
}

}  // namespace guichet
