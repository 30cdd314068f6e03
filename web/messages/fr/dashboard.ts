/** Textes français du tableau de bord : le mur de graphiques et le formulaire qui le compose. */
import type { Messages } from '../../messages.ts';

export const dashboard: Messages['dashboard'] = {
  title: 'Tableau de bord',
  lede: 'Un mur de graphiques pour un écran d’accueil ou de rédaction. Choisissez ce qu’il montre : l’adresse contient alors tout, et la page se renouvelle d’elle-même.',
  heading: 'Titre du mur',
  usual: 'Le fédivers aujourd’hui',
  network: 'Le réseau',
  publicSector: 'Secteur public',
  everywhere: 'Tous les pays',
  instances: 'Instances choisies',
  instancesHint: 'Jusqu’à huit noms d’hôte, séparés par des espaces ou des virgules',
  together: 'Toutes aussi dans un même graphique',
  look: 'Apparence',
  range: 'Période',
  theme: 'Couleurs',
  themes: { auto: 'Comme l’appareil', light: 'Clair', dark: 'Sombre' },
  every: 'Renouvelé toutes les',
  minutes: (count) => (count === 1 ? 'minute' : `${count} minutes`),
  show: 'Afficher le mur',
  asOf: (date, share) => `Chiffres du ${date}, ${share} des instances lues ce jour-là`,
  asOfDate: (date) => `Chiffres du ${date}`,
  nothing: 'Pas encore de chiffres',
  neverRead: 'Rien n’a encore été relevé : ces chiffres sont ceux que d’autres ont publiés.',
  stale: (moment, ago) => `Rien n’a été relevé depuis le ${moment} (${ago}) : les chiffres n’avancent plus.`,
  change: 'Modifier ce mur',
  unknown: (names) => `Inconnu ici : ${names}`,
};
