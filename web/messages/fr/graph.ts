/** Textes français autour des courbes : période, lecture, constats, résumés, tableaux. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;
const counted = (count: number, one: string, many: string): string =>
  `${full(count)} ${plural(count) === 'one' ? one : many}`;

export const graph: Messages['graph'] = {
  rangeLabel: 'Période',
  modeLabel: 'Lecture',
  metricLabel: 'Mesure',
  ranges: { '7d': '7 jours', '30d': '30 jours', '90d': '90 jours', '1y': '1 an', all: 'Tout' },
  modes: { total: 'Total', day: 'Par jour', week: 'Par semaine', month: 'Par mois' },
  span: {
    days: (count) => counted(count, 'jour', 'jours'),
    months: (count) => `${full(count)} mois`,
    years: (count) => counted(count, 'an', 'ans'),
  },
  more: (share, of, span) => `${share} ${of} en plus en ${span}`,
  fewer: (share, of, span) => `${share} ${of} en moins en ${span}`,
  same: (of, span) => `Autant ${of} qu’il y a ${span}`,
  on: {
    total: (date) => `le ${date}`,
    day: (date) => `le ${date}`,
    week: (date) => `la semaine du ${date}`,
    month: (date) => `en ${date}`,
  },
  single: (value, noun, when) => `${value} ${noun} ${when}`,
  pace: {
    day: (value, noun) => `${value} ${noun} par jour en moyenne`,
    week: (value, noun) => `${value} ${noun} par semaine en moyenne`,
    month: (value, noun) => `${value} ${noun} par mois en moyenne`,
  },
  empty: 'Encore rien à tracer',
  emptyText: 'La courbe commence avec les premiers chiffres que lira cette collecte.',
  emptyRange: 'Rien n’est connu sur cette période. Une période plus longue en montrera peut-être davantage.',
  subtitle: {
    total: (gloss) => `Totaux par jour : ${gloss}`,
    day: (gloss) => `Évolution d’un jour à l’autre : ${gloss}`,
    week: (gloss) => `Évolution d’une semaine à l’autre : ${gloss}`,
    month: (gloss) => `Évolution d’un mois à l’autre : ${gloss}`,
  },
  fromTo: (from, fromDate, to, toDate, change) =>
    `De ${from} le ${fromDate} à ${to} le ${toDate} : ${change}.`,
  sum: {
    day: (sum, noun, from, until) => `Du ${from} au ${until} : ${sum} ${noun} en tout.`,
    week: (sum, noun, from, until) =>
      `De la semaine du ${from} à celle du ${until} : ${sum} ${noun} en tout.`,
    month: (sum, noun, from, until) => `De ${from} à ${until} : ${sum} ${noun} en tout.`,
  },
  extremes: (low, lowWhen, high, highWhen) =>
    `Au plus bas : ${low}, ${lowWhen}. Au plus haut : ${high}, ${highWhen}.`,
  gaps: 'Là où la courbe s’interrompt, on ne sait rien.',
  running: 'La fin en tirets est encore en cours.',
  steps: 'Les jours où des instances arrivées ou parties ont déplacé le total, chacun avec son explication :',
  step: (change, same) => `${change}, dont ${same} dans les instances comptées les deux jours`,
  runningBar: 'La dernière barre, évidée, est d’un temps encore en cours.',
  sameInstances:
    'La ligne fine montre ce que serait le total si seules les mêmes instances avaient été comptées d’un jour à l’autre : là où les deux se séparent, c’est la liste des instances qui a changé, pas le fédivers.',
  events:
    'Ce qui s’est passé entre-temps, selon les numéros du haut ; au lecteur de juger si la ligne en a bougé :',
  eventsCount: (count) => `${full(count)} événements datés, selon les numéros du haut`,
  notFromZero: 'L’échelle ne part pas de zéro.',
  imported: (sources) => `Le trait plus fin et plus clair est repris de ${sources}.`,
  importedSums: (sources) =>
    `Les points creux sont repris de ${sources}. Chacun porte sur les instances qui se trouvaient recensées ce jour-là : ils ne se comparent pas entre eux, et aucun trait ne les relie.`,
  otherSources: 'ce que d’autres ont publié',
  coverage: (share) =>
    `La bande du bas montre la part des instances lues le jour même (${share} le dernier) ; les autres comptent pour leur dernier chiffre, vieux de 7 jours au plus.`,
  table: 'Tableau',
  tableCaption: {
    total: {
      day: 'Par jour',
      week: 'Par semaine, dernière valeur connue',
      month: 'Par mois, dernière valeur connue',
    },
    day: 'Évolution par rapport à la veille',
    week: 'Évolution par rapport à la semaine précédente',
    month: 'Évolution par rapport au mois précédent',
  },
  changeIn: (of) => `Évolution du nombre ${of}`,
  titled: (name, text) => `${name} : ${text}`,
  csv: 'CSV',
  tableCsv: 'Ce tableau en CSV',
  date: 'Date',
  unknown: 'inconnu',
  importedMark: 'repris',
  /** Ce que d’autres ont publié, dans la liste sous un graphique. */
  published: {
    title: (count: number) =>
      count === 1 ? 'Ce qu’une autre source a publié' : `Ce que ${full(count)} autres sources ont publié`,
    how: 'Les signes creux, reliés par leur propre ligne en tirets, sont des totaux publiés par d’autres. Ils n’entrent dans aucun de nos totaux.',
    around: (value: string) => `environ ${value}`,
    over: (instances: string) => `sur ${instances} instances listées`,
    span: (count: string, first: string, last: string) => `${count} jours, du ${first} au ${last}`,
    licence: (licence: string) => `licence\u00a0: ${licence}`,
    colon: '\u00a0:',
    told: (single: string, source: string) => `${single}, selon ${source}`,
    onlyOthers:
      'Tout ceci vient d’autres sources\u00a0; aucun chiffre de notre propre collecte pour cette période.',
    claim: (source: string, value: string) => `${value} selon ${source}`,
    disagree: (date: string, of: string, claims: string) =>
      `Le ${date}, les sources ne s’accordent pas sur le nombre ${of}\u00a0: ${claims}.`,
  },
  keyboard: 'Les flèches du clavier donnent les valeurs.',
};
