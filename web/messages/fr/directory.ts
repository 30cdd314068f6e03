/** Textes français de l'annuaire. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;
const instances = (count: number): string =>
  `${full(count)} ${plural(count) === 'one' ? 'instance' : 'instances'}`;

export const directory: Messages['directory'] = {
  title: 'Annuaire',
  lede: 'Toutes les instances du registre, avec les derniers chiffres qu’elles ont publiés.',
  filters: 'Filtres',
  results: 'Instances trouvées',
  search: 'Nom ou mots',
  language: 'Langue',
  software: 'Logiciel',
  registrations: 'Inscriptions',
  state: 'État',
  size: 'Comptes',
  minUsers: 'au moins',
  maxUsers: 'au plus',
  sort: 'Trier par',
  sorts: {
    users: 'Comptes',
    activeMonth: 'Actifs ce mois-ci',
    statuses: 'Messages',
    connections: 'Instances reliées',
    growth: 'Croissance sur 7 jours',
    domain: 'Nom',
  },
  apply: 'Afficher',
  reset: 'Tout effacer',
  more: (count) => `${full(count)} de plus`,
  active: 'Filtres en cours',
  remove: (name) => `Retirer : ${name}`,
  words: (words) => `« ${words} »`,
  min: (count) => `à partir de ${full(count)} comptes`,
  max: (count) => `jusqu’à ${full(count)} comptes`,
  found: instances,
  caption: (found, sort) => `${found}, par ${sort.toLowerCase()}`,
  columns: { name: 'Instance', trend: '90 jours', activeMonth: 'Actifs' },
  imported: 'repris',
  importedTitle: (date) => `Chiffres repris, que nous n’avons pas mesurés ; au ${date}`,
  next: 'Page suivante',
  first: 'Revenir à la première page',
  csv: 'Cette liste en CSV',
  none: 'Aucune instance ne réunit tout cela',
  noneText: 'Laissez tomber l’un des filtres :',
  without: (name, count) => `sans ${name} : ${instances(count)}`,
  emptyRegister: 'Le registre est encore vide.',
  noTitle: 'Sans description',
  trendOf: (from, to) => `Comptes sur 90 jours : de ${from} à ${to}`,
  badAddress: 'Un filtre de cette adresse n’est pas compris ; il a été ignoré.',
};
