#include "engine/understanding/french.hpp"

namespace guichet::understanding {
namespace {

constexpr Forms concept_table[] = {
    // money and payment
    {"argent", "argent, sous, fric, thune, thunes, pognon, oseille, ble, tune, tunes, liquidites"},
    {"somme", "somme, montant, total, chiffre, addition, note, ardoise"},
    {"dette", "dette, creance, impaye, arriere, credit, pret, emprunt, facture, ardoise"},
    {"payer",
     "payer, regler, verser, versement, acquitter, solder, rembourser, honorer, raquer, "
     "banquer, casquer, cracher, debourser, douiller"},
    {"especes", "especes, liquide, cash, billet, billets, monnaie, pieces"},
    {"carte", "carte, visa, mastercard, carte bancaire, carte bleue, cb"},
    {"cheque", "cheque, chequier, carnet de cheques, talon, souche, chq"},
    {"virement", "virement, virer, transfert, transferer"},
    {"prelevement", "prelevement, preleve, prelever, ponctionner, ponction, debit automatique"},
    {"banque", "banque, agence, bancaire, banquier, etablissement, guichet, conseiller bancaire"},
    {"compte", "compte, comptes"},
    {"rib", "rib, iban, bic, coordonnees bancaires, releve d'identite bancaire"},
    {"rejeter",
     "rejeter, rejet, refuser, refus, retourner, retoquer, impaye, bloquer, revenu, "
     "recale, renvoyer"},
    {"mensualite",
     "mensualite, echeance, traite, mensuel, mensuellement, par mois, chaque mois, "
     "tous les mois"},
    {"etaler",
     "etaler, echelonner, echeancier, etalement, echelonnement, plusieurs fois, "
     "petit a petit, fractionner, morceaux, facilites"},
    {"delai", "delai, report, reporter, repousser, decaler, sursis, repit, differer"},
    {"remise",
     "remise, rabais, reduction, ristourne, geste, diminuer, reduire, baisser, effacer, "
     "abandonner, annuler"},
    {"solder", "solde, solder, cloturer, terminer, finir, fini, derniere echeance"},
    {"exceder", "trop percu, trop paye, trop verse, excedent, double, deux fois, surplus"},
    {"budget", "budget, depenses, finances, fin de mois, fins de mois, gestion"},
    {"pauvre",
     "pauvre, fauche, raide, a sec, ruine, dans le rouge, difficultes, galere, galerer, "
     "serre, precaire"},
    {"revenu", "salaire, paie, paye, revenu, revenus, ressources, retraite, pension, rsa, chomage"},
    {"cout", "prix, cout, couter, tarif, combien"},
    {"frais", "frais, interets, penalites, majoration, accessoires"},
    {"garantie", "garantie, caution, garant, hypotheque, surete, gage, nantissement"},
    {"acheter", "acheter, achat, acquerir, commander, commande"},
    {"vendre", "vendre, vente, ceder, cession, rachat, racheter, revendre"},
    // letters and messages
    {"courrier", "courrier, lettre, pli, enveloppe, missive, recommande, papier, papiers"},
    {"message", "message, sms, texto, mail, email, courriel, mel, e-mail"},
    {"telephone", "telephone, portable, mobile, tel, fixe, ligne, 06, telephonique"},
    {"appeler", "appeler, appel, telephoner, contacter, joindre, sonner, rappeler, coup de fil"},
    {"envoyer", "envoyer, expedier, adresser, transmettre, poster, faire parvenir, faxer, envoi"},
    {"recevoir", "recevoir, recu, reception, arriver, parvenir"},
    {"ecrire", "ecrire, rediger, mot, note"},
    {"document",
     "document, piece, justificatif, papier, formulaire, attestation, certificat, "
     "preuve"},
    {"adresse", "adresse, coordonnees, domicile"},
    {"relance",
     "relance, relancer, rappel, mise en demeure, sommation, reclamer, harceler, "
     "poursuivre"},
    {"repondre", "repondre, reponse, retour, nouvelles, silence"},
    {"informer", "informer, prevenir, signaler, avertir, annoncer, declarer, aviser, communiquer"},
    {"demander", "demander, demande, solliciter, souhaiter, reclamer, requete"},
    {"expliquer", "expliquer, explication, comprendre, signifier, vouloir dire, sens"},
    {"dossier", "dossier, affaire, cas, reference, numero de dossier"},
    {"contrat", "contrat, abonnement, engagement, convention, accord"},
    // access
    {"code", "code, identifiant, identifiants, login, acces, pin, cle"},
    {"secret", "mot de passe, mdp, password, secret"},
    {"site",
     "site, portail, page, plateforme, internet, en ligne, web, espace, application, appli"},
    {"bug",
     "bug, buguer, erreur, panne, plante, planter, marcher pas, fonctionne pas, incorrect, "
     "invalide, anomalie, probleme"},
    {"connecter", "connecter, connexion, entrer, ouvrir, acceder"},
    {"perdre", "perdre, perdu, egarer, oublier, introuvable, retrouver pas"},
    // people and life
    {"mort",
     "mort, deces, decede, decedee, mourir, defunt, disparu, disparaitre, enterrer, "
     "obseques, feu, cimetiere, eteint, dcd"},
    {"heritage", "heritage, heritier, heritiere, heriter, succession, notaire, testament"},
    {"conjoint",
     "mari, epoux, femme, epouse, conjoint, conjointe, compagnon, compagne, ex, "
     "concubin, concubine, pacs"},
    {"divorce", "divorce, divorcer, separation, separer, rupture, separe"},
    {"famille",
     "pere, mere, frere, soeur, parent, parents, oncle, tante, fils, fille, enfant, "
     "enfants, cousin, cousine, grand pere, grand mere, papa, maman, beau pere"},
    {"travail", "travail, emploi, boulot, job, taf, poste, metier, bosser, usine, profession"},
    {"chomage",
     "chomage, licencier, licenciement, vire, viree, chomeur, france travail, "
     "pole emploi, fin de contrat, sans emploi"},
    {"maladie",
     "maladie, malade, arret maladie, hopital, hospitalise, accident, invalidite, "
     "invalide, sante, accidente"},
    {"logement",
     "logement, maison, appartement, appart, loyer, locataire, habiter, domicile, toit"},
    {"demenager",
     "demenager, demenagement, nouvelle adresse, change d'adresse, habiter plus, "
     "plus a cette adresse"},
    {"voiture", "voiture, auto, vehicule, bagnole, caisse, moto, scooter"},
    {"sinistre",
     "sinistre, incendie, degat, degats, inondation, brule, bruler, feu, vole, "
     "degat des eaux, assurance, assureur, assurer"},
    {"aide",
     "aide, aider, aides, assistance, soutien, secours, allocation, allocations, caf, "
     "assistante sociale, subvention"},
    {"entreprise", "entreprise, societe, boite, sarl, commerce, groupe, organisme, firme"},
    {"faillite",
     "redressement, liquidation, sauvegarde, mandataire, faillite, "
     "procedure collective, tribunal de commerce, judiciaire"},
    {"surendettement",
     "surendettement, surendette, bdf, banque de france, commission, "
     "commission de surendettement"},
    {"plan", "plan, mesures, moratoire"},
    {"juge", "juge, tribunal, justice, avocat, proces, jugement, greffe"},
    {"huissier", "huissier, commissaire de justice, saisie, saisir, titre executoire"},
    {"conseiller",
     "conseiller, conseillere, gestionnaire, interlocuteur, agent, employe, "
     "charge de dossier, correspondant, collegue, negociateur"},
    {"humain",
     "humain, quelqu'un, personne, vraie personne, vrai personne, etre humain, operateur"},
    {"fichage", "fiche, fichage, ficp, fcc, fichier, liste noire, interdit bancaire, defiche"},
    {"arnaque",
     "arnaque, arnaquer, escroc, escroquerie, fraude, frauduleux, faux, fausse, "
     "phishing, hameconnage, louche, bidon"},
    {"identite", "identite, usurpation, usurper, usurpateur, carte d'identite, passeport"},
    {"contester",
     "contester, contestation, conteste, desaccord, pas d'accord, injuste, litige, "
     "anormal, abuse, prescription, prescrite"},
    {"plainte",
     "plainte, porter plainte, reclamation, plaindre, reclamations, mecontent, "
     "mecontente, inadmissible, scandaleux"},
    {"arreter", "arreter, stop, stopper, cesser, desinscrire, desabonner, ne plus, laissez moi"},
    {"changer",
     "changer, modifier, changement, remplacer, modification, actualiser, mettre a jour"},
    {"nom", "nom, prenom, s'appeler, appelez"},
    // what people do in a conversation
    {"salut", "bonjour, salut, bonsoir, coucou, hello, hey, yo"},
    {"merci", "merci, remercier, remerciement, remerciements"},
    {"aurevoir", "au revoir, bye, ciao, adieu, a bientot, bonne journee, bonne soiree, a plus"},
    {"idiot",
     "idiot, idiote, con, conne, debile, nul, nulle, stupide, bete, imbecile, abruti, "
     "abrutie, cretin, inutile, dechet"},
    {"beau",
     "beau, belle, joli, jolie, magnifique, superbe, charmant, beaute, "
     "mignon, mignonne"},
    {"gentil", "gentil, gentille, sympa, sympathique, agreable, cool, aimable"},
    {"ennuyeux", "ennuyer, ennui, ennuyeux, ennuis, ennuie, ennuies, ennuyant, lassant, barbant"},
    {"agacer", "agacer, enerver, enervant, embeter, agacant, saouler, souler, penible"},
    {"calin", "calin, embrasser, bisou, etreindre, serrer dans les bras, bras"},
    {"dormir", "dormir, sommeil, fatigue, eveille, reveiller, endormir"},
    {"boire", "boire, boisson, verre, soif"},
    {"comprendre", "comprendre, saisir, piger, capter"},
    {"langue", "langue, langage, linguistique"},
    {"mauvais", "mauvais, mal, pire, affreux, horrible, terrible"},
    {"bon", "bon, bonne, excellent, genial, super, parfait"},
    {"intelligent", "intelligent, intelligente, malin, brillant, fute, genie"},
    {"fou", "fou, folle, folie, dingue, cingle, timbre, tare, maboul"},
    {"blague",
     "blague, plaisanter, plaisanterie, rigoler, rire, drole, humour, marrant, "
     "plaisantes"},
    {"manger", "manger, faim, repas, bouffer, diner, dejeuner, affame, nourriture"},
    {"aimer", "aimer, adorer, apprecier, amour, amoureux"},
    {"loisir", "loisir, passe temps, hobby, hobbies, amuser, temps libre, distraire"},
    {"parler",
     "parler, discuter, conversation, bavarder, causer, discussion, converser, papoter, "
     "dialoguer"},
    {"createur",
     "createur, developpeur, programmeur, inventeur, concepteur, auteur, developper, "
     "programmer, creer, concevoir, inventer, fabriquer, construire"},
    {"age", "age, vieux, vieille, jeune, ans, naissance"},
    {"anniversaire", "anniversaire, naissance"},
    {"occupe", "occupe, occuper, disponible, deborde"},
    {"ami", "ami, amie, amis, copain, copine, pote, amitie"},
    {"chef", "chef, patron, boss, directeur, superieur, responsable, maitre"},
    {"robot", "robot, bot, chatbot, machine, ordinateur, automate, automatique, assistant"},
    {"triste", "triste, deprime, seul, seule, desespere, malheureux, solitude, solitaire"},
    {"suicide", "suicide, suicider, mourir, en finir, disparaitre, me tuer, me foutre en l'air"},
    {"vite", "vite, urgent, rapidement, immediatement, urgence, rapide, plus vite"},
    {"ou", "ou, endroit, lieu, place, se trouver, situe, emplacement, localisation"},
    {"quand", "quand, date, moment, jour, combien de temps, jusqu'a quand"},
    {"savoir", "savoir, connaitre, renseigner, renseignement, information, informations, infos"},
    {"commencer", "commencer, debut, debuter, demarrer, premiere, premier, entrer en vigueur"},
    {"finir", "finir, fin, terminer, dernier, derniere, se terminer, achever, bout"},
    // time, numbers and the rest of everyday life
    {"jour-de-semaine", "lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, week end"},
    {"mois-de-l'annee",
     "janvier, fevrier, mars, avril, mai, juin, juillet, aout, septembre, "
     "octobre, novembre, decembre"},
    {"nombre",
     "deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, quinze, vingt, "
     "trente, quarante, cinquante, soixante, cent, mille, million, milliard"},
    {"moment-du-jour", "matin, midi, apres midi, soir, soiree, nuit, minuit, matinee"},
    {"bientot", "aujourd'hui, demain, apres demain, prochain, prochaine, bientot"},
    {"heure", "heure, heures, minute, minutes, seconde, secondes, fuseau horaire, horloge"},
    {"couleur",
     "rouge, bleu, bleue, vert, verte, jaune, rose, violet, orange, blanc, blanche, "
     "noir, noire, marron, couleur, couleurs"},
    {"meteo",
     "meteo, pluie, pleuvoir, pleut, neige, neiger, soleil, ensoleille, vent, orage, "
     "nuage, nuageux, temperature, degre, degres, parapluie, previsions"},
    {"musique",
     "musique, chanson, chansons, morceau, album, titre, playlist, chanteur, chanteuse, "
     "groupe, jazz, rock, rap, pop, artiste, melodie, concert"},
    {"jouer-un-son", "jouer, joue, lancer, lecture, ecouter, passer, mets"},
    {"radio", "radio, station, frequence, fm, nrj, rtl"},
    {"podcast", "podcast, podcasts, episode, balado, livre audio"},
    {"volume", "volume, muet, silence, fort, bruit, silencieux, sourdine"},
    {"lumiere",
     "lumiere, lumieres, lampe, lampes, eclairage, luminosite, ampoule, eteindre, "
     "allumer, tamiser"},
    {"menage",
     "aspirateur, robot aspirateur, balayer, nettoyer, poussiere, menage, machine a laver"},
    {"cafe", "cafe, cafetiere, expresso, cappuccino, the"},
    {"alarme", "alarme, alarmes, reveil, minuteur, sonnerie"},
    {"agenda", "agenda, calendrier, evenement, rendez vous, reunion, rdv, planning, anniversaire"},
    {"pense-bete", "rappelle, rappeler, rappel, memo, souvenir"},
    {"liste", "liste, listes, courses, epicerie, taches"},
    {"recette",
     "recette, cuisiner, cuire, cuisson, ingredient, ingredients, plat, four, gateau, "
     "tarte, sauce, poulet, oeuf, chocolat"},
    {"restaurant",
     "restaurant, resto, livraison, emporter, pizza, sushi, burger, traiteur, "
     "chinois, italien, mexicain"},
    {"transport",
     "train, taxi, bus, metro, avion, vol, billet, billets, gare, uber, sncf, tgv, "
     "tramway"},
    {"circulation",
     "circulation, trafic, embouteillage, embouteillages, autoroute, bouchon, "
     "itineraire, trajet"},
    {"nouvelles-du-monde",
     "actualite, actualites, journal, infos, presse, titres, politique, "
     "election, president, ministre, monde"},
    {"sport", "sport, football, foot, match, rugby, tennis, score, equipe, ligue, coupe"},
    {"cinema", "film, films, cinema, serie, acteur, actrice, seance, theatre, spectacle"},
    {"jeu", "jeu, jeux, partie, echecs, poker, jouons"},
    {"bourse", "bourse, action, actions, cotation, nasdaq, cac, titres boursiers"},
    {"devise",
     "dollar, dollars, euro, euros, livre sterling, yen, taux de change, devise, "
     "convertir, conversion"},
    {"calcul", "calculer, calcul, multiplier, diviser, additionner, racine, mathematiques, fois"},
    {"definition", "definition, definir, dictionnaire, synonyme, signification"},
    {"reseau-social",
     "facebook, twitter, instagram, tweet, tweeter, reseau social, "
     "reseaux sociaux, linkedin, snapchat, tiktok"},
    {"animal", "chien, chat, animal, animaux, cheval, veterinaire, oiseau"},
    {"sante", "medecin, docteur, medicament, pharmacie, ordonnance, dentiste, fievre"},
    {"vacances", "vacances, voyage, hotel, plage, camping, sejour, tourisme"},
    {"pays",
     "france, paris, espagne, allemagne, italie, angleterre, belgique, suisse, maroc, "
     "chine, japon, amerique, londres, berlin, new york, marseille, lyon, ville, pays, "
     "capitale"},
    {"ecole", "ecole, college, lycee, devoirs, professeur, prof, universite, examen"},
    {"recommencer", "recommencer, reprendre, a zero, depuis le debut, redemarrer"},
};

}  // namespace

std::span<const Forms> concepts() {
    return concept_table;
}

}  // namespace guichet::understanding
