/** Textes français du secteur public : registre, preuves, et vérification d'un domaine de messagerie. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;

export const official: Messages['official'] = {
  title: 'Secteur public',
  lede: 'Les instances tenues par des États, des régions, des villes, des universités et l’Union européenne, chacune avec ce qui le prouve.',
  inCountry: (country) => `Secteur public : ${country}`,
  countries: 'Pays',
  allCountries: (count) => `Toutes (${full(count)})`,
  country: (name, count) => `${name} (${full(count)})`,
  check: 'Puis-je m’inscrire avec cette adresse ?',
  checkText:
    'Certaines de ces instances n’acceptent que les adresses de certains domaines. La vérification se fait dans ce navigateur, sur ce qui suit l’@ et rien d’autre. Rien n’est envoyé, rien n’est conservé.',
  checkLabel: 'Votre adresse électronique, ou ce qui suit l’@',
  checkButton: 'Vérifier',
  checkNoScript:
    'Pour ne rien avoir à envoyer, la vérification a besoin de JavaScript. Sans lui, cherchez votre domaine dans les listes ci-dessous.',
  checkNone: 'À notre connaissance, aucune instance n’admet ici selon le domaine de messagerie.',
  answers: {
    yes: (domain) => `${domain} figure sur la liste de`,
    ended: (domain) => `${domain} a figuré sur la liste de`,
    early: (domain) => `${domain} figurera sur la liste de`,
    no: (domain) =>
      `${domain} ne figure sur aucune liste connue ici. L’exploitant a le dernier mot, et les listes s’allongent : demandez-lui.`,
    bad: 'Ce n’est pas un domaine de messagerie. Écrivez votre adresse, ou par exemple insee.fr.',
    silent: 'Elle n’a pas répondu à la dernière visite.',
  },
  lists: 'Domaines de messagerie acceptés',
  listOf: (name, count) => `${name} : ${full(count)} ${plural(count) === 'one' ? 'domaine' : 'domaines'}`,
  rule: (domain, subdomains) => (subdomains ? `${domain} et tous les noms au-dessous` : domain),
  since: (rule, date) => `${rule}, au plus tard depuis le ${date}`,
  until: (rule, date) => `${rule}, jusqu’au ${date}`,
  source: 'la source',
  figures: 'Ensemble',
  growth: 'Comment il grandit',
  notCounted: 'Rien n’a encore été mesuré de ces instances.',
  asOf: (date, counted, known) =>
    `Au ${date}, sur ${full(counted)} des ${full(known)} instances énumérées plus bas.`,
  list: 'Les instances',
  badge: (country) => `Organisme public, ${country}`,
  badgeHint: 'voir ce qui le prouve',
  runBy: 'Tenue par un organisme public',
  operator: 'Exploitant',
  levels: {
    state: 'État',
    region: 'Région ou Land',
    city: 'Ville',
    eu: 'Union européenne',
    university: 'Enseignement et recherche',
  },
  level: 'Échelon',
  admits: 'Qui obtient un compte',
  admissions: {
    addresses: 'les titulaires d’une adresse figurant sur sa liste',
    members: 'qui s’identifie par son établissement',
    organisations: 'les organismes publics, pas les particuliers',
    public: 'tout le monde',
  },
  stage: 'Où elle en est',
  stages: {
    experimental: 'Expérimentale',
    stable: 'Pérenne',
    closing: 'En cours de fermeture',
    closed: 'Fermée',
  },
  stageSince: (stage, date) => `${stage} depuis : ${date}`,
  stageUndated: (stage) => `${stage}, date inconnue`,
  evidence: 'Ce qui le prouve',
  kinds: {
    suffix: (value) => `Son nom relève de ${value}, que seul cet organisme attribue`,
    'mutual-link': (value) => `${value} renvoie vers elle, et elle y renvoie`,
    wikidata: (value) => `L’exploitant sur Wikidata : ${value}`,
    dns: (value) => `Enregistrement DNS : ${value}`,
    announcement: (value) => `« ${value} »`,
  },
  verified: (date) => `Preuves relues le ${date}.`,
  notVerified: 'Personne n’a relu ces preuves depuis qu’elles ont été notées.',
  notInRegister: 'non visitée',
  propose:
    'Un oubli, une erreur ? Une entrée, c’est un morceau de JSON dans db/official/instances.json ; docs/official.md dit comment faire.',
  data: 'Cette liste en JSON',
};
