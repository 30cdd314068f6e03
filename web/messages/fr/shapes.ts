/** Textes français des courbes qui montrent la forme du réseau. */
import type { Messages } from '../../messages.ts';

const RECKONED =
  'La vie d’une instance va du premier au dernier jour dont quelqu’un a donné un chiffre d’elle. Elle est finie quand l’instance l’a dit ou s’est tue 30 jours. Celle qui continue, a déménagé ou demande à ne pas être lue a été suivie jusqu’à son dernier chiffre et ne compte pas au-delà (Kaplan et Meier, 1958). La courbe s’arrête là où moins de 10 sont suivies.';

export const shapes: Messages['shapes'] = {
  texts: {
    'sign-ups': {
      name: 'Inscriptions par semaine',
      gloss: 'Comptes créés, additionnés sur les instances qui publient leur journal hebdomadaire',
      note: 'Le nombre d’instances qui le disent varie d’une semaine à l’autre ; le tableau l’indique.',
    },
    logins: {
      name: 'Connexions de membres par semaine',
      gloss:
        'Comptes qui se sont connectés, additionnés sur les instances qui publient leur journal hebdomadaire',
      note: 'Le nombre d’instances qui le disent varie d’une semaine à l’autre ; le tableau l’indique.',
    },
    'weekly-statuses': {
      name: 'Messages par semaine',
      gloss: 'Messages écrits, additionnés sur les instances qui publient leur journal hebdomadaire',
      note: 'Le nombre d’instances qui le disent varie d’une semaine à l’autre ; le tableau l’indique.',
    },
    'active-share': {
      name: 'Part des comptes utilisés',
      gloss: 'Comptes actifs dans le mois, parmi tous les comptes',
      note: 'Sur les instances qui donnent les deux chiffres.',
    },
    'logins-per-sign-up': {
      name: 'Connexions par inscription',
      gloss: 'Comptes qui se sont connectés pour chaque compte créé, par semaine',
      note: 'Haut quand les gens restent, bas quand beaucoup arrivent et que peu reviennent.',
    },
    'top-shares': {
      name: 'Part des plus grands',
      gloss: 'De tous les comptes ; les instances d’un même opérateur comptent pour une',
      note: 'Une instance dont l’opérateur n’est pas connu compte pour elle-même.',
    },
    herfindahl: {
      name: 'Indice de Herfindahl',
      gloss: 'Somme des parts au carré de tous les opérateurs : 1 quand un seul détient tout',
      note: 'Un divisé par cet indice donne le nombre d’opérateurs de même taille qui seraient aussi concentrés.',
    },
    shannon: {
      name: 'Entropie de Shannon',
      gloss: 'Des parts de tous les opérateurs, en bits : 0 quand un seul détient tout',
      note: 'Deux à cette puissance donne le nombre d’opérateurs de même taille qui seraient aussi égaux. Elle tient compte des nombreux petits, que l’indice de Herfindahl voit à peine.',
    },
    survival: {
      name: 'Survie selon l’âge',
      gloss: 'Part des instances qui dépassent un âge, compté depuis qu’on en a eu connaissance',
      note: RECKONED,
    },
    'survival-size': {
      name: 'Survie selon la taille',
      gloss: 'Part de celles qui dépassent un âge, selon leurs comptes quand on en a eu connaissance',
      note: RECKONED,
    },
    'survival-cohort': {
      name: 'Survie selon l’année de première connaissance',
      gloss: 'Part de celles qui dépassent un âge, selon l’année où on en a eu connaissance',
      note: RECKONED,
    },
  },
  lines: {
    top1: 'le plus grand',
    top10: 'les 10 plus grands',
    top100: 'les 100 plus grands',
    all: 'toutes les instances',
  },
  found: {
    count: (value, noun, week) => `${value} ${noun} la semaine du ${week}`,
    nouns: { 'sign-ups': 'inscriptions', logins: 'connexions', 'weekly-statuses': 'messages' },
    activeShare: (share) => `${share} de tous les comptes sont utilisés`,
    loginsPerSignUp: (value) => `${value} connexions pour chaque inscription`,
    topShares: (share) => `Les 10 plus grands opérateurs détiennent ${share} des comptes`,
    herfindahl: (value, operators) => `${value} : aussi concentré que ${operators} opérateurs de même taille`,
    shannon: (value, operators) => `${value} bits : aussi égal que ${operators} opérateurs de même taille`,
    survival: (share, age) => `${share} dépassent ${age}`,
    between: (low, lowShare, high, highShare, age) =>
      `De ${lowShare} (${low}) à ${highShare} (${high}) dépassent ${age}`,
  },
  livesOn: (name, parts) => `${name} : ${parts}.`,
  livesOnPart: (share, age) => `${share} dépassent ${age}`,
  tooShort:
    'Aucune n’est encore suivie depuis assez longtemps : la survie demande quelques mois de chiffres de 10 instances.',
  ofSums:
    'Les points creux viennent de listes publiées par d’autres. Chacun porte sur les instances qui s’y trouvaient ; ils ne se comparent pas entre eux, et aucune ligne ne les joint.',
  ofWeeks: 'Les barres évidées sont reprises : d’autres ont recueilli ces journaux.',
  age: 'Âge',
  allOfThem: 'Le tableau entier',
};
