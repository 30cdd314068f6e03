/** Mots français du domaine : mesures, états, inscriptions, échecs, refus. */
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
    'above-ceiling': 'aucune instance ne peut être aussi grande',
    'active-above-users': 'il y aurait plus de comptes actifs que de comptes',
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
