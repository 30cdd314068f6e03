/** Textes français des pages vues à un jour passé. */
import type { Messages } from '../../messages.ts';

export const past: Messages['past'] = {
  label: 'À un jour passé',
  showing: (date) =>
    `Vous regardez le registre au ${date} : chiffres, textes et filtres tels qu’ils étaient connus à la fin de ce jour.`,
  limits:
    'Une instance est dite muette quand aucun chiffre d’elle n’est connu pour ce jour ni les 7 précédents. Qui la tient, où et sur quels thèmes : tel qu’on le sait aujourd’hui. Ce qui n’est connu que du présent n’est pas montré.',
  back: 'Revenir à aujourd’hui',
  strange: (text) => `« ${text} » n’est pas un jour passé : voici le présent.`,
  after: (last) => `Les chiffres les plus récents sont du ${last} : voici le présent.`,
  before: (first) => `Rien n’est connu de ce jour. Le registre commence le ${first}.`,
  other: 'Voir cette page à un jour passé',
  anotherDay: 'Un autre jour',
  day: 'Jour',
  show: 'Afficher',
  notYet: (name, date) => `Aucun chiffre de ${name} n’est connu au ${date} ni avant`,
  notYetText: (first) => `Les premiers sont du ${first}.`,
  notYetLink: (first) => `Voir le ${first}`,
  noFigures: 'Aucun n’est connu, quel que soit le jour.',
  status: {
    up: 'Elle a donné ses chiffres ce jour-là, ou dans les 7 jours d’avant.',
    published: (date) =>
      `D’autres ont publié des chiffres d’elle, les derniers d’alors du ${date}. Qu’elle ait répondu, on ne le sait pas.`,
    silent: (since) =>
      `Aucun chiffre d’elle depuis le ${since}. La raison n’est pas conservée pour les jours passés.`,
  },
  visits: 'Les visites une à une sont conservées une centaine de jours. Il n’en reste aucune de ce temps-là.',
};
