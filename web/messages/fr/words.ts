/** Mots français du domaine : mesures, états, inscriptions, échecs, refus. */
import {
  ACTIVE,
  CEILING,
  CONTRADICTION,
  CROWD,
  DICE,
  JOKES,
  LEAP,
  NEWCOMER,
  TWIN,
} from '../../../db/trust/rules.ts';
import { DAY, HOUR } from '../../../db/time.ts';
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;

/** « one » suit 0 et 1, et « of » suit « % » : il porte donc son « de ». */
export const figures: Messages['figures'] = {
  users: { name: 'Comptes', noun: 'comptes', one: 'compte', of: 'de comptes', gloss: 'comptes inscrits' },
  activeMonth: {
    name: 'Actifs ce mois-ci',
    noun: 'comptes actifs',
    one: 'compte actif',
    of: 'de comptes actifs',
    gloss: 'comptes actifs dans le mois',
  },
  activeHalfYear: {
    name: 'Actifs sur six mois',
    noun: 'comptes actifs',
    one: 'compte actif',
    of: 'de comptes actifs',
    gloss: 'comptes actifs en six mois',
  },
  activeWeek: {
    name: 'Actifs cette semaine',
    noun: 'comptes actifs',
    one: 'compte actif',
    of: 'de comptes actifs',
    gloss: 'comptes actifs dans la semaine',
  },
  statuses: {
    name: 'Messages',
    noun: 'messages',
    one: 'message',
    of: 'de messages',
    gloss: 'messages qui y ont été écrits',
  },
  comments: {
    name: 'Commentaires',
    noun: 'commentaires',
    one: 'commentaire',
    of: 'de commentaires',
    gloss: 'commentaires qui y ont été écrits',
  },
  connections: {
    name: 'Instances reliées',
    noun: 'instances reliées',
    one: 'instance reliée',
    of: 'd’instances reliées',
    gloss: 'autres instances qu’elle connaît',
  },
  peersListed: {
    name: 'Pairs publiés',
    noun: 'pairs publiés',
    one: 'pair publié',
    of: 'de pairs publiés',
    gloss: 'longueur de la liste de pairs qu’elle publie',
  },
  instances: {
    name: 'Instances',
    noun: 'instances',
    one: 'instance',
    of: 'd’instances',
    gloss: 'instances comptées dans les totaux',
  },
};

export const registrations: Messages['registrations'] = {
  open: 'Ouvertes à tous',
  approval: 'Sur validation',
  restricted: 'Réservées à certaines adresses',
  closed: 'Fermées',
  unknown: 'Non précisé',
};

export const states: Messages['states'] = {
  discovered: 'Pas encore visitée',
  up: 'Répond',
  failing: 'Ne répond pas',
  gone: 'Disparue',
  moved: 'A déménagé',
  withheld: 'Garde ses chiffres pour elle',
};

export const failures: Messages['failures'] = {
  dns: 'son nom ne mène nulle part',
  connect: 'elle refuse la connexion',
  timeout: 'elle ne répond pas à temps',
  resolver: 'les serveurs de noms interrogés pour elle ne répondent pas',
  'own-side': 'c’est de notre côté que la connexion a manqué',
  tls: 'son certificat n’est pas valable',
  'blocked-address': 'son nom mène à une adresse qui n’est pas publique',
  protocol: 'ses réponses sont abîmées ou tronquées',
  'too-large': 'ses réponses dépassent ce que nous lisons',
  http: 'elle répond par une erreur',
  'rate-limited': 'elle nous demande de revenir plus tard',
  redirect: 'elle nous renvoie ailleurs',
  malformed: 'ses réponses n’ont aucune forme connue',
  identity: 'elle se présente comme une autre instance',
  unsupported: 'elle ne parle aucune langue que nous connaissions',
  withheld: 'elle demande à ne pas être lue',
  gone: 'elle dit avoir fermé pour de bon',
};

export const refusals: Messages['refusals'] = {
  rules: {
    negative: 'un nombre ne peut pas être négatif',
    fractional: 'on ne compte qu’en nombres entiers',
    'beyond-2^53': 'aucun compte n’est aussi grand',
    'not-a-number': 'ce n’est pas un nombre',
    'above-ceiling': `plus que n’en a aucune instance : plus de ${full(CEILING.users)} comptes, ${full(CEILING.statuses)} messages ou ${full(CEILING.connections)} connexions`,
    'active-above-users': `plus de ${ACTIVE.factor} fois plus de comptes actifs que de comptes, et ${ACTIVE.allowance} de plus`,
    'users-without-statuses': `${full(CROWD.users)} comptes ou plus qui ont écrit moins d’un message pour ${CROWD.usersPerStatus} d’entre eux ; dès ${full(CROWD.idleUsers)} comptes, si moins de ${full(CROWD.idleShare * 100)} % d’entre eux sont actifs`,
    contradicted: `deux réponses de l’instance se contredisent, de plus de ${CONTRADICTION.factor} fois et de ${full(CONTRADICTION.least)} comptes ; aucune n’est crue`,
    leap: `un bond : plus de ${LEAP.factor} fois plus ou moins qu’avant, et de plus de ${full(LEAP.least)}, ou une hausse de plus de ${full(LEAP.usersPerDay)} comptes ou de ${full(LEAP.statusesPerDay)} messages par jour (${LEAP.statusesPerUserAndDay} messages par compte là où c’est plus) ; une chute est crue quand une visite dit de même ${LEAP.fallAfterSeconds / HOUR} heures plus tard, une hausse après ${LEAP.riseAfterSeconds / DAY} jours`,
    unconfirmed: `une nouvelle venue de ${full(NEWCOMER.users)} comptes ou plus. Elle compte aussitôt si une liste tenue par d’autres en dit au moins le tiers ; sinon elle attend si ses autres chiffres ne sont pas ceux d’une telle foule (moins de messages que de comptes ; moins de ${full(NEWCOMER.leastActiveShare * 100)} % d’actifs ou de connectés, ou plus de ${full(NEWCOMER.mostActiveShare * 100)} % d’actifs ; moins de ${full(NEWCOMER.leastConnections)} connexions), et si elle ferait à elle seule plus de ${full(NEWCOMER.shareOfAll * 100)} % de tous les autres comptes (dans un registre de moins de ${NEWCOMER.settledDays} jours : ${NEWCOMER.timesLargest} fois la plus grande). Après ${NEWCOMER.steadyDays} jours passés à dire à peu près le même chiffre, ou à croître régulièrement, elle compte, ces jours-là compris, et leurs totaux sont refaits ; une chute au tiers en moins de ${NEWCOMER.probationDays} jours retire ce qu’elle prétendait`,
    erratic: `tiré au sort à chaque visite : ${DICE.swings} changements de plus de ${DICE.share * 100} %, en hausse et en baisse ; ce qui en avait été cru est retiré, et rien n’est cru avant ${DICE.calmVisits} visites calmes de suite`,
    joke: `l’un des nombres donnés par plaisanterie : ${JOKES.map((count) => full(count)).join(', ')}`,
    machine: 'un relais ou une passerelle : ses comptes sont ceux d’autrui, ou n’en sont pas',
    zeroed: 'des zéros à la place des chiffres, comme en donnent des serveurs qui gardent les leurs pour eux',
    twin: `les mêmes comptes et messages qu’une autre instance (plus de ${full(TWIN.users)} de chaque, messages à ${full(TWIN.statusesShare * 100)} % près) : un autre nom de celle-ci, comptée sous le premier`,
    'with-users': 'donné à côté d’un nombre de comptes qui n’est pas croyable',
    overruled: 'qui tient ce site en a décidé ainsi',
    other: 'c’est impossible',
  },
};

export const changes: Messages['changes'] = {
  none: 'inchangé',
  unknown: 'évolution inconnue',
  over7: 'en 7 jours',
  over: { day1: 'en 1 jour', day7: 'en 7 jours', day30: 'en 30 jours' },
  instances: (count) => `${full(count)} ${plural(count) === 'one' ? 'instance' : 'instances'}`,
};

export const standings: Messages['standings'] = {
  measured: 'mesuré',
  carried: 'reporté : donné depuis 7 jours au plus',
  lapsed: 'donné il y a plus longtemps, dans aucun total',
  imported: 'repris : quelqu’un d’autre l’a publié',
  withheld: 'gardé pour elle : elle demande à ne pas être lue',
  contradicted: 'contredit',
  implausible: 'invraisemblable',
  unconfirmed: 'pas encore confirmé',
  overruled: 'écarté par décision',
  untold: 'non donné',
};
