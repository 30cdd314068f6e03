/** Textes français de la page d'un jour. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full } = FORMATS.fr;
const instances = (count: number): string => `${full(count)} ${count < 2 ? 'instance' : 'instances'}`;

export const day: Messages['day'] = {
  title: (date) => `Les totaux du ${date}`,
  days: 'Jours voisins',
  standsOn: (all, measured, carried) =>
    `Ils reposent sur ${all} instances : ${measured} ont répondu ce jour-là, ${carried} comptent pour ce qu’elles ont dit en dernier, jusqu’à 7 jours plus tôt.`,
  imported: (all, fresh) =>
    `Ce sont des sommes sur ${all} instances que quelqu’un d’autre a publiées : ${fresh} figurent dans une liste de ce jour, les autres comptent avec ce que disait une liste des 7 jours d’avant.`,
  fromTo: (before, now) => `De ${before} la veille à ${now}, soit :`,
  same: (change, of) => `${change} dans ${instances(of)} comptées les deux jours`,
  entered: (change, of) => `${change} avec ${instances(of)} qui entrent`,
  left: (change, of) => `${change} avec ${instances(of)} qui sortent`,
  movers: 'Plus grands changements parmi celles comptées les deux jours',
  arrivals: 'Plus grandes qui entrent',
  losses: 'Plus grandes qui sortent',
  refused: 'Annoncés ce jour-là, non retenus, absents de tous les totaux',
  told: 'Annoncé',
  why: 'Motif',
  before: 'La veille',
  now: 'Ce jour',
  change: 'Écart',
  reasons: {
    new: 'nouvelle pour nous',
    returned: 'connue, mais muette depuis plus de 7 jours',
    refused: 'son chiffre n’est pas croyable',
    untold: 'répond, mais ne donne plus ce chiffre',
    silent: 'n’a pas répondu depuis plus de 7 jours',
    unlisted: 'dans aucune liste de ce jour ni des 7 jours d’avant',
  },
  events: 'Ce qui s’est passé ce jour-là',
  identity:
    'Seule la première ligne de chaque liste est une croissance. Les autres sont des changements de la liste des instances, et ne disent rien du fédivers.',
};
