/** Textes français de la page sur l'API ; le sens de chaque paramètre et de chaque champ est dans le document OpenAPI. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';
import type { Section } from '../../pages/prose.ts';

const { full } = FORMATS.fr;

const sections = (perMinute: number, errors: readonly string[]): readonly Section[] => [
  {
    id: 'everywhere',
    title: 'Ce qui vaut partout',
    text: [],
    items: [
      '**Les moments** sont en secondes Unix, en temps universel (UTC), les jours sous la forme `AAAA-MM-JJ`. En CSV, une heure en toutes lettres accompagne chacun.',
      '**L’inconnu** est `null`, et un champ vide en CSV : jamais 0. Dans une série, c’est un blanc.',
      '**Le statut.** Un chiffre est mesuré (notre propre visite), reporté (dans les totaux, un chiffre mesuré vieux de 7 jours au plus tient lieu d’un chiffre manquant) ou repris (d’autres l’ont publié, et sont nommés).',
      '**Les séries** sont des totaux ou, avec `mode=day` et `mode=week`, des évolutions par rapport à la veille ou à la semaine précédente.',
      '**Les textes** des instances (titres, descriptions, règles) sont leurs propres mots, en texte brut : échappez-les avant de les afficher.',
      '**CSV** : `.csv` après le chemin, `format=csv`, ou un en-tête `Accept` qui préfère `text/csv` au JSON. Ce qu’un tableur prendrait pour une formule est précédé d’une apostrophe.',
      '**Parquet**, pour les séries : `.parquet` après le chemin, `format=parquet`, ou `Accept: application/vnd.apache.parquet`. Les colonnes sont celles du CSV, avec leurs types.',
      '**Les paramètres** qu’une adresse ne connaît pas sont refusés, et nommés. Vides, ils comptent pour absents ; répétés, ils sont joints par des virgules.',
    ],
  },
  {
    id: 'pages',
    title: 'Page par page',
    text: [
      'Les longues listes viennent par pages. L’adresse de la suivante est dans l’en-tête `Link` (`rel="next"`), et ce qu’il faut donner comme `after` est dans le `next` de la réponse ; à la dernière page, l’un manque et l’autre est `null`. À valeurs égales, rien n’est répété ni sauté.',
    ],
  },
  {
    id: 'limits',
    title: 'À quel rythme, et d’où',
    text: [
      `Chaque adresse IP peut demander ${full(perMinute)} fois par minute. \`ratelimit-limit\`, \`ratelimit-remaining\` et \`ratelimit-reset\` disent ce qui reste ; au-delà vient \`429\`, avec les secondes à attendre dans \`retry-after\`.`,
      'Chaque réponse porte un `ETag` : renvoyé dans `If-None-Match`, il ramène une réponse inchangée à un `304`. Les séries, les totaux et les journaux ont aussi un `Last-Modified`. Les chiffres changent après chaque relevé, quatre fois par jour.',
      'Les programmes de n’importe quel site peuvent demander (CORS, `Access-Control-Allow-Origin: *`). Ni clé, ni compte ; seuls `GET` et `HEAD` reçoivent une réponse.',
    ],
  },
  {
    id: 'errors',
    title: 'Quand quelque chose ne va pas',
    text: [
      'Toute erreur a la forme `{"error": {"code": "…", "message": "…"}}`. Le message, en anglais, s’adresse aux gens et peut changer ; le code s’adresse aux programmes et ne change pas :',
    ],
    items: errors,
  },
];

export const api: Messages['api'] = {
  title: 'API',
  lede: 'Tout ce que montrent ces pages s’obtient en JSON ou en CSV, sans clé.',
  sections,
  tryIt: 'Pour essayer',
  document: 'Le même contenu en document OpenAPI 3.1',
  routes: 'Adresses',
  parameters: 'Paramètres',
  parameter: 'Paramètre',
  answer: 'La réponse',
  field: 'Champ',
  meaning: 'Signification (en anglais)',
  as: { '.csv': 'En CSV :', '.parquet': 'En Parquet :' },
  errorStatus: (code, status) => `\`${code}\` (statut ${status})`,
  summaries: {
    getInstances: 'L’annuaire, filtré, trié, page par page.',
    getInstance: 'Tout ce qu’on sait d’une instance.',
    getInstanceSeries: 'Une mesure d’une instance au fil du temps.',
    getSuggest: 'Les instances auxquelles des mots, ou des débuts de mots, peuvent faire penser.',
    getCompare: 'Une mesure de plusieurs instances au fil du temps, côte à côte.',
    getPublicSector: 'Le registre des instances tenues par des organismes publics.',
    getPublicSectorSeries: 'Un total des instances publiques d’un pays, ou de tous, au fil du temps.',
    getNetwork: 'Les totaux du réseau, et l’avancement de la collecte.',
    getNetworkSeries: 'Un total du réseau au fil du temps.',
    getNetworkPublished: 'Ce que d’autres ont publié du réseau, chaque source pour elle-même.',
    getInstancePublished:
      'Ce que d’autres ont publié d’une instance, à côté de ses chiffres repris jour par jour.',
    getNetworkDay: 'D’où viennent les totaux d’un jour : qui les a fait bouger, qui entre, qui sort.',
    getNetworkTable:
      'Des statistiques en tableau : croissance, activité par semaine, fidélité, concentration, survie, parties.',
    getFacets: 'Combien d’instances montrerait chaque valeur de chaque filtre de l’annuaire.',
    getChoose:
      'Des instances qui conviennent aux réponses d’un nouveau venu, tirées au sort, et ce qu’il reste à chaque question.',
    getInstanceVisits:
      'Chaque visite d’une instance, la plus récente d’abord, et quand et pourquoi vient la prochaine.',
    getInstanceAvailability: 'Combien de fois une instance a répondu, par période et jour par jour.',
    getInstanceWeeks: 'Inscriptions, connexions et messages par semaine, d’après le journal de l’instance.',
    getEvents: 'Les événements datés du domaine, tels que les graphiques les marquent.',
    getMilestones:
      'Quand le réseau ou une instance a passé pour la première fois un chiffre rond, le plus récent d’abord.',
    getChanges: 'Ce qui a changé récemment dans le registre, le plus récent d’abord.',
    getRuns: 'Les passages du robot, du plus récent au plus ancien.',
    getOpenapi: 'Cette description, pour les programmes.',
    getHealthz: 'Si le site peut répondre, et l’âge du dernier relevé.',
  },
};
