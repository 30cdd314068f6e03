/** Textes français de « aidez-moi à choisir » : questions, raisons, réserves. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, percent, plural } = FORMATS.fr;
const instances = (count: number): string =>
  `${full(count)} ${plural(count) === 'one' ? 'instance' : 'instances'}`;

export const choose: Messages['choose'] = {
  title: 'Aidez-moi à choisir',
  lede: 'Quatre courtes questions, puis quelques instances qui conviennent. Passez ce qui vous est égal ; chaque réponse peut être changée.',
  steps: {
    language: 'Langue',
    about: 'Sujet ou lieu',
    size: 'Taille',
    signup: 'Inscription',
    result: 'Propositions',
  },
  progress: (step, of) => `Question ${full(step)} sur ${full(of)}`,
  progressLabel: 'Votre chemin jusqu’ici',
  skipped: 'peu importe',
  left: (count) =>
    plural(count) === 'one' ? `Reste ${full(count)} instance` : `Restent ${full(count)} instances`,
  questions: {
    language: 'Dans quelle langue voulez-vous y lire et y écrire ?',
    about: 'Un sujet ou un lieu qui vous tient à cœur ?',
    size: 'Quelle taille l’endroit doit-il avoir ?',
    signup: 'Quand voulez-vous commencer ?',
  },
  hints: {
    language:
      'Vous pourrez suivre des gens partout, quel que soit votre choix : il s’agit ici de vos voisins.',
    about: 'La plupart des instances n’ont pas de sujet particulier, et c’est très bien ainsi.',
    size: 'Les petites connaissent leur monde ; les grandes ont plus de bras pour s’en occuper.',
    signup: 'Là où quelqu’un lit d’abord les demandes, il y a souvent moins d’importuns.',
  },
  topics: 'Sujets',
  places: 'Lieux',
  sizes: {
    circle: 'Un cercle : moins de 100 comptes',
    village: 'Un village : de 100 à 999',
    town: 'Une ville : de 1 000 à 9 999',
    city: 'Une métropole : 10 000 et plus',
  },
  signUps: { now: 'Tout de suite', later: 'Je peux attendre que quelqu’un lise ma demande' },
  moreOptions: (count) => `${full(count)} de plus`,
  noOptions: 'Rien de ce qui reste n’en dit quoi que ce soit.',
  skip: 'Peu importe',
  back: 'Retour',
  toResult: 'Voir les propositions maintenant',
  resultTitle: (count) => (count === 1 ? 'Celle-ci convient' : 'Celles-ci conviennent'),
  resultText: (count) =>
    count > 1
      ? `Tirées au sort parmi les ${instances(count)} qui conviennent, pour qu’aucune ne reçoive tous les nouveaux.`
      : 'C’est la seule qui convienne.',
  again: 'En tirer d’autres',
  all: 'D’autres du même genre dans l’annuaire',
  compareThese: 'Les comparer',
  more: 'En savoir plus',
  matches: 'Pourquoi elle convient',
  lacks: 'À savoir',
  reasons: {
    language: (language) => `parle ${language}`,
    topic: (topic) => `sujet : ${topic.toLowerCase()}`,
    country: (country) => `pays : ${country}`,
    users: (users) => `${full(users)} comptes environ`,
    now: 'ouverte à tous, tout de suite',
    later: 'accueille après lecture de la demande',
    availability: (share) => `a répondu à ${percent(share)} de nos visites en 90 jours`,
    current: 'logiciel à jour',
    rules: (count) => `publie ses règles (${full(count)})`,
  },
  caveats: {
    guessedLanguage: 'sa langue est supposée : elle ne la dit pas',
    otherLanguage: 'ne dit pas quelle langue elle parle',
    guessedTopic: 'son sujet est supposé, d’après son nom',
    guessedCountry: 'son pays est supposé, d’après son adresse',
    unknownSize: 'ne dit pas combien de comptes elle compte',
    unknownAvailability: 'trop peu de visites pour dire si elle répond toujours',
    unreliable: 'n’a pas répondu à une visite sur vingt, ou davantage',
    behind: 'son logiciel n’est pas le plus récent',
    unknownUpkeep: 'nous ne savons pas si son logiciel est à jour',
    limited: 'ne parle qu’aux instances qu’elle a choisies',
  },
  minimumAge: (years) => `à partir de ${full(years)} ans`,
  who: (operator) => `tenue par ${operator}`,
  unknownWho: 'nous ne savons pas qui la tient',
  whyFewer: 'Pourquoi pas tout le registre',
  notSuggested: 'Ce qui n’est jamais proposé',
  notSuggestedItems: [
    'les instances qui n’ont pas répondu depuis une semaine, qui ont déménagé ou disparu, ou qui demandent à ne pas être lues ;',
    'celles qui ne publient pas de règles ;',
    'les logiciels qui ne reçoivent plus de correctifs de sécurité ;',
    'celles qui sont fermées, ou n’admettent que certaines personnes (le secteur public a sa propre page) ;',
    'celles qui demandent à ne pas être proposées.',
  ],
  none: 'Rien ne réunit tout cela',
  noneText: 'Renoncez à l’une de vos réponses :',
  anew: 'Recommencer',
  without: (answer, count) => `sans « ${answer} » : ${instances(count)}`,
  empty: 'Il n’y a encore rien à proposer : trop peu d’instances ont été lues.',
  emptyLink: 'Regarder dans l’annuaire',
  alternatives: 'Des instances comparables qui accueillent',
  alternativesText: 'De même langue, de même taille ou sur le même sujet, tirées au sort.',
};
