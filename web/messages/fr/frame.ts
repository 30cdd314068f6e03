/** Textes français du cadre : site, navigation, pied de page, avis et erreurs. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;
const counted = (count: number, one: string, other: string): string =>
  `${full(count)} ${plural(count) === 'one' ? one : other}`;

export const site: Messages['site'] = {
  name: 'Herdbook',
  title: 'Herdbook : le registre du fédivers',
  description:
    'Le registre public des instances Mastodon et du fédivers : qui y figure, depuis quand, et comment le troupeau grandit.',
  invented:
    'Démonstration : ce fédivers est inventé. Ses instances n’existent que sur cette machine, leurs noms ne mènent nulle part, et leurs jours passent plus vite que les nôtres.',
};

export const nav: Messages['nav'] = {
  label: 'Navigation principale',
  languages: 'Langue',
  languageNames: { en: 'Anglais', fr: 'Français' },
  skip: 'Aller au contenu',
  home: 'Accueil',
  statistics: 'Statistiques',
  directory: 'Annuaire',
  choose: 'Choisir',
  compare: 'Comparer',
  publicSector: 'Secteur public',
  api: 'API',
  method: 'Méthode',
  crawler: 'Collecte',
  about: 'À propos',
};

export const footer: Messages['footer'] = {
  noRun: 'Aucun relevé n’est encore terminé.',
  lastRun: (moment) => `Dernier relevé terminé le ${moment}.`,
  licence:
    'Logiciel libre sous licence AGPL, version 3 ou ultérieure. Ni cookie, ni traceur, rien qui vienne d’ailleurs.',
  label: 'À propos de ce registre',
  suggest: 'Proposer une instance',
  source: 'Code source',
  data: 'Emporter les données',
};

export const notice: Messages['notice'] = {
  label: 'État de la collecte',
  running: (visited, due) =>
    `Un relevé est en cours : ${counted(visited, 'instance visitée', 'instances visitées')} sur ${full(due)}.`,
  runningMore: (answered, withheld, failed) =>
    `${counted(answered, 'a répondu', 'ont répondu')}, ${counted(withheld, 'demande à ne pas être lue', 'demandent à ne pas être lues')}, ${counted(failed, 'n’a pas pu l’être', 'n’ont pas pu l’être')}.`,
  aborted: (moment) => `Le relevé du ${moment} a été interrompu.`,
  reasons: {
    network: 'La collecte n’a pas pu joindre Internet : la faute en est à notre machine, à aucune instance.',
    killed: 'Il a été arrêté avant la fin ; ce qui était lu est conservé.',
    stopped: 'Il a été arrêté avant la fin ; ce qui était lu est conservé.',
    fault: 'Il s’est heurté à une erreur de notre fait.',
  },
  abortedMeaning:
    'Aucune instance n’en est pénalisée et aucun total ne fléchit. Vous voyez le registre tel qu’il était connu la dernière fois.',
  demoHint: 'Pour tout voir fonctionner sans Internet, lancez',
  interrupted: (moment) => `Le relevé du ${moment} n’est pas allé à son terme.`,
};

export const error: Messages['error'] = {
  titles: {
    400: 'Cette adresse ne veut rien dire',
    404: 'Rien n’est inscrit ici',
    405: 'Cette page ne fait que se lire',
    429: 'Cela fait beaucoup de pages à la fois',
    500: 'Quelque chose s’est cassé chez nous',
    503: 'Le registre est en cours de rangement',
  },
  texts: {
    400: 'Une partie de l’adresse n’est pas comprise par cette page.',
    404: 'Cette page n’existe pas, ou cette instance ne figure pas au registre. Elle porte peut-être un autre nom, ou personne ne nous l’a encore signalée.',
    405: 'Quelque chose a été envoyé à une adresse qui ne prend rien. Ouvrez-la simplement.',
    429: 'Attendez une minute, puis reprenez votre lecture.',
    500: 'L’erreur est notée. Le registre lui-même est intact ; réessayez dans un instant.',
    503: 'La base ne peut pas être lue pour l’instant. Réessayez dans une minute.',
  },
  backHome: 'Revenir à l’accueil',
  search: 'Chercher dans l’annuaire',
};
