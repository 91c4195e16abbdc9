#include "engine/dialog/turn_rules.hpp"

#include <algorithm>
#include <array>

namespace guichet {

std::span<const TurnRuleName> turn_rules() {
    static constexpr std::array all = {
        TurnRuleName{TurnRule::never_silent, "jamais silencieux"},
        TurnRuleName{TurnRule::too_long, "message trop long"},
        TurnRuleName{TurnRule::masked, "donnée sensible masquée"},
        TurnRuleName{TurnRule::wordless, "message sans mots"},
        TurnRuleName{TurnRule::urgent, "urgence"},
        TurnRuleName{TurnRule::stopped, "silence après STOP"},
        TurnRuleName{TurnRule::confirmation_missed, "confirmation non comprise"},
        TurnRuleName{TurnRule::not_understood, "non compris"},
        TurnRuleName{TurnRule::clarification, "clarification"},
        TurnRuleName{TurnRule::option, "option"},
        TurnRuleName{TurnRule::way_out, "issue offerte"},
        TurnRuleName{TurnRule::unknown_at_question, "ne sait pas répondre"},
        TurnRuleName{TurnRule::option_inside, "option dans la phrase"},
        TurnRuleName{TurnRule::digression, "digression"},
        TurnRuleName{TurnRule::question_missed, "réponse non comprise"},
        TurnRuleName{TurnRule::value, "valeur du champ"},
        TurnRuleName{TurnRule::value_then_question, "valeur, puis question"},
        TurnRuleName{TurnRule::several_values, "plusieurs valeurs"},
        TurnRuleName{TurnRule::unknown_at_field, "ne connaît pas la valeur"},
        TurnRuleName{TurnRule::refused_value, "valeur refusée"},
        TurnRuleName{TurnRule::field_missed, "valeur non comprise"},
        TurnRuleName{TurnRule::command, "commande"},
        TurnRuleName{TurnRule::in_advance, "lu d'avance"},
        TurnRuleName{TurnRule::changed_by_button, "réponse changée par un bouton"},
        TurnRuleName{TurnRule::past_question, "question passée"},
        TurnRuleName{TurnRule::back, "retour"},
        TurnRuleName{TurnRule::corrected, "correction"},
        TurnRuleName{TurnRule::resumed, "reprise"},
        TurnRuleName{TurnRule::same_dialog, "même sujet"},
        TurnRuleName{TurnRule::second_question, "seconde question"},
        TurnRuleName{TurnRule::confirmed, "confirmé"},
        TurnRuleName{TurnRule::ask_cancel, "abandon demandé"},
        TurnRuleName{TurnRule::known, "connu du canal"},
        TurnRuleName{TurnRule::rest_of_sms, "suite"},
        TurnRuleName{TurnRule::away, "retour après une absence"},
        TurnRuleName{TurnRule::opt_out, "STOP"},
        TurnRuleName{TurnRule::opt_in, "START"},
        TurnRuleName{TurnRule::who_we_are, "CONTACT"},
        TurnRuleName{TurnRule::ask_erase, "effacement demandé"},
        TurnRuleName{TurnRule::late, "réponse à une autre question"},
        TurnRuleName{TurnRule::settled, "confirmation tranchée"},
        TurnRuleName{TurnRule::field_to_correct, "champ à corriger"},
        TurnRuleName{TurnRule::nothing_to_correct, "rien à corriger"},
        TurnRuleName{TurnRule::offer_taken, "offre choisie"},
        TurnRuleName{TurnRule::offer_refused, "offre refusée"},
        TurnRuleName{TurnRule::offer_accepted, "offre acceptée"},
        TurnRuleName{TurnRule::which_offer, "oui à plusieurs offres"},
        TurnRuleName{TurnRule::wrong_topic, "sujet ouvert par erreur"},
        TurnRuleName{TurnRule::waiting, "attente"},
        TurnRuleName{TurnRule::option_then_question, "option, puis question"},
        TurnRuleName{TurnRule::refused_field, "refus de répondre"},
        TurnRuleName{TurnRule::doubtful_value, "valeur douteuse"},
        TurnRuleName{TurnRule::soothed, "sentiment ou mot de liaison"},
        TurnRuleName{TurnRule::no_answer, "question sans réponse"},
        TurnRuleName{TurnRule::about_sent, "demande déjà envoyée"},
        TurnRuleName{TurnRule::amendment, "rectification d'une demande envoyée"},
        TurnRuleName{TurnRule::opened, "sujet ouvert"},
        TurnRuleName{TurnRule::out_of_scope, "hors périmètre"},
        TurnRuleName{TurnRule::change_at_summary, "modification au récapitulatif"},
        TurnRuleName{TurnRule::consent, "accord"},
        TurnRuleName{TurnRule::information_only, "information seule"},
        TurnRuleName{TurnRule::dropped, "sujet sans réponse laissé"},
        TurnRuleName{TurnRule::about_field, "question sur le champ"},
        TurnRuleName{TurnRule::already_given, "dit l'avoir déjà donné"},
        TurnRuleName{TurnRule::precision, "précision sur le sujet"},
        TurnRuleName{TurnRule::glossary, "mot expliqué"},
        TurnRuleName{TurnRule::asks_else, "demande autre chose"},
        TurnRuleName{TurnRule::other_case, "un autre dossier"},
        TurnRuleName{TurnRule::declined, "sujet refusé"},
        TurnRuleName{TurnRule::how_far, "ce qui reste à dire"},
        TurnRuleName{TurnRule::held, "ce qui est noté"},
        TurnRuleName{TurnRule::data_in_advance, "données dites d'avance"},
        TurnRuleName{TurnRule::skipped, "champ passé"},
        TurnRuleName{TurnRule::choice_changed, "choix déjà fait, changé"},
        TurnRuleName{TurnRule::second_thought, "finalement oui"},
    };
    return all;
}

std::string_view name_of(TurnRule rule) {
    return std::ranges::find(turn_rules(), rule, &TurnRuleName::rule)->name;
}

}  // namespace guichet
