/** Textes français des flux. */
import type { Messages } from '../../messages.ts';

export const feeds: Messages['feeds'] = {
  titles: {
    news: 'Ce qui a changé',
    milestones: 'Caps franchis',
    instances: 'Nouvelles instances qui conviennent',
  },
  texts: {
    news: 'Instances nouvelles et disparues, inscriptions ouvertes et fermées, versions plus récentes, règles modifiées, déménagements.',
    milestones: 'Le réseau ou une instance a franchi un nombre rond.',
    instances: 'Instances qui répondent à un filtre de l’annuaire, les dernières venues d’abord.',
  },
  network: 'Le fédivers',
  passed: (who, count, noun) => `${who} a franchi le cap de ${count} ${noun}`,
  changed: (who, what) => `${who} ${what}`,
  joined: (who) => `${who} est dans le registre`,
  link: (title) => `${title} (Atom)`,
};
