/** Textes suivis en français : méthode, collecte, à propos. Mêmes marques qu'en anglais : `code`, **fort**, [lien](/chemin). */
import type { Messages } from '../../messages.ts';
import type { Section } from '../../pages/prose.ts';
import { totalsSections } from './totals.ts';

const methodSections: readonly Section[] = [
  {
    id: 'figures',
    title: 'Ce qui est compté',
    text: [
      'Chaque chiffre est celui que l’instance publie elle-même, à ses adresses publiques. Nous n’ajoutons rien, ne lissons rien, ne devinons rien.',
    ],
    items: [
      '**Comptes** : tous ceux qui sont inscrits, même silencieux. Chaque instance compte à sa façon ; certaines comptent aussi les comptes supprimés.',
      '**Actifs** : les comptes utilisés dans la semaine, le mois ou les six mois, au sens que leur donne le logiciel.',
      '**Messages** : ceux que les gens de l’instance y ont écrits. Là où les commentaires sont distingués, ils forment un chiffre à part.',
      '**Instances reliées** : toutes celles avec lesquelles elle a un jour échangé, disparues comprises. Quand une instance ne publie pas ce nombre mais publie la liste de ses pairs, la longueur de cette liste en tient lieu, et porte son nom : ce n’est pas la même chose.',
    ],
  },
  {
    id: 'unknown',
    title: 'Ce qu’on ignore',
    text: [
      'Inconnu n’est jamais zéro. Un chiffre qu’une instance ne publie pas reste vide ; un jour où personne n’a pu être interrogé est un blanc dans la courbe, pas une chute.',
    ],
  },
  {
    id: 'standing',
    title: 'D’où vient un chiffre',
    text: ['Chaque chiffre a un statut, et la page le dit toujours.'],
    items: [
      '**Mesuré** : lu par cette collecte auprès de l’instance elle-même, au moment indiqué.',
      '**Reporté** : dans les totaux du réseau, une instance qui n’a pas répondu aujourd’hui compte pour son dernier chiffre, pendant 7 jours au plus. Sans cela, un câble coupé passerait pour un exode. La bande sous chaque courbe du réseau montre combien ont été lues le jour même.',
      '**Repris** : relevé par d’autres et publié avant que ce registre n’existe. Il est tracé plus clair, avec sa source et sa date. Les totaux des jours où nous avons mesuré ne reposent que sur des chiffres mesurés.',
      '**Écarté** : annoncé, mais impossible : négatif, fractionnaire, démesuré, plusieurs fois plus de comptes actifs que de comptes, ou des dizaines de milliers de comptes qui n’ont presque rien écrit. Il n’entre dans aucune courbe ni aucun total ; la page de l’instance l’indique, avec la raison.',
      '**Réservé** : l’instance demande à ne pas être lue, et ne l’est pas.',
    ],
  },
  {
    id: 'days',
    title: 'Jours, semaines, évolutions',
    text: [
      'Jours et semaines se comptent en temps universel (UTC), la semaine commençant le lundi. Le chiffre d’un jour est le dernier qui y fut lu ; celui d’une semaine, le dernier de ses jours.',
      'Une évolution sur 7 jours compare le chiffre le plus récent à celui d’il y a 7 jours. Si l’un des deux est inconnu, elle l’est aussi. « Par jour » et « par semaine » sont des différences entre jours ou semaines voisins ; elles peuvent être négatives, car on supprime aussi des comptes et des messages.',
      'Les longues courbes sont ramenées à 500 points environ, qui en gardent la forme. Le CSV ne l’est pas ; le tableau va par semaine ou par mois quand il serait trop long à lire.',
    ],
  },
  {
    id: 'states',
    title: 'Quand une instance compte pour disparue',
    text: [
      'Une instance qui cesse de répondre est visitée de plus en plus rarement, mais jamais oubliée. Pendant 30 jours elle « ne répond pas » ; ensuite, ou dès qu’elle le dit elle-même, elle a « disparu ». Ses derniers chiffres comptent dans les totaux pendant 7 jours, comme ceux de toute instance qui n’a pas répondu. Elle revient sitôt qu’elle répond.',
      'Quand c’est notre propre accès à Internet qui est coupé, le relevé s’interrompt et personne n’en est pénalisé.',
    ],
  },
  ...totalsSections,
  {
    id: 'limits',
    title: 'Ce que ces chiffres ne disent pas',
    text: [
      'Un compte n’est pas une personne : certains en ont plusieurs, et certains comptes sont des machines. Les instances qui demandent à ne pas être lues manquent aux totaux, comme celles que personne ne nous a signalées. Les totaux sont donc un minimum du fédivers, mais un minimum régulier.',
    ],
  },
];

export const method: Messages['method'] = {
  title: 'Méthode',
  lede: 'Comment les chiffres sont lus, ce que chaque mot veut dire, et ce qu’ils ne disent pas.',
  sections: methodSections,
  rules: {
    title: 'Les règles selon lesquelles un chiffre n’est pas cru',
    text: [
      'Un chiffre refusé reste sur la page de l’instance avec sa raison, et hors de toute courbe et de tout total. Les autres noms d’une instance déjà comptée et les relais ne sont dans aucun total non plus.',
      'Qui tient ce site peut passer outre une règle, pour une instance, un chiffre et une période. La raison est alors montrée sur la page de l’instance, et les totaux sont refaits.',
    ],
  },
};

const crawlerConduct: readonly Section[] = [
  {
    id: 'requests',
    title: 'Ce qu’elle demande',
    text: [
      'Une conversation avec une instance tient en quelques petites requêtes, l’une après l’autre, sur une seule connexion :',
    ],
    items: [
      '`/robots.txt`, d’abord et toujours ;',
      '`/.well-known/nodeinfo` et le document qu’il désigne ;',
      'la présentation publique de l’instance, à l’adresse que lui donne son logiciel (pour Mastodon `/api/v2/instance` et `/api/v1/instance`) ;',
      'une fois par jour au plus, son activité hebdomadaire, et une fois par semaine au plus, sa liste publique de pairs, si elle les publie.',
    ],
  },
  {
    id: 'never',
    title: 'Ce qu’elle ne demande jamais',
    text: [
      'Ni messages, ni fils, ni profils de personnes, ni adresse qui exige de se connecter. Elle n’exécute aucun script, ne charge aucune image et ne suit aucun lien dans les pages d’une instance.',
    ],
  },
  {
    id: 'often',
    title: 'À quel rythme',
    text: [
      'Quatre fois par jour tant que l’instance répond, huit petites requêtes au plus chaque fois. Elle n’ouvre jamais deux connexions vers un même hôte, attend aussi longtemps que `Retry-After` le demande (une semaine au plus), et revient de plus en plus rarement vers ceux qui ne répondent pas.',
    ],
  },
  {
    id: 'from-where',
    title: 'D’où elle vient',
    text: [
      'Les requêtes partent des adresses de la machine qui fait tourner cette copie, et de nulle part ailleurs : ni relais, ni nuage d’adresses changeantes. La personne qui la fait tourner peut les indiquer.',
    ],
  },
  {
    id: 'opt-out',
    title: 'Comment en tenir une instance à l’écart',
    text: ['Un seul de ces gestes suffit, et prend effet à la visite suivante :'],
    items: [
      'répondre par le statut `410 Gone` : l’instance est notée comme disparue ;',
      'exiger une connexion aux adresses ci-dessus (statut `401`) : l’instance est notée comme gardant ses chiffres pour elle ;',
      'joindre `X-Robots-Tag: noindex` à ses chiffres : de même ;',
      'interdire dans `robots.txt` les adresses ci-dessus à `Herdbook` (ou à tout le monde) :',
    ],
    code: 'User-agent: Herdbook\nDisallow: /',
  },
  {
    id: 'afterwards',
    title: 'Ce que devient ce qui a été lu, et comment revenir',
    text: [
      'Après l’un de ces gestes, plus rien n’est lu. Les chiffres déjà publiés ici restent sur la page de l’instance, avec leurs dates, et comptent dans les totaux 7 jours de plus au maximum.',
      'La personne qui fait tourner cette copie les efface sur demande : `npm run erase` supprime tout ce qui est conservé d’une instance, son histoire comprise, et `npm run optout` veille en outre à ce qu’elle n’y revienne jamais.',
      'Pour revenir, il suffit de retirer le signe : une instance qui demandait à ne pas être lue est revue une fois par semaine, celle qui répondait `410 Gone` une fois par mois, et elle est relue dès lors. Ou bien demandez à la personne qui fait tourner cette copie ; après `npm run optout`, c’est le seul moyen.',
    ],
  },
];

const crawlerSections = (agent: string, contact: string | null): readonly Section[] => [
  {
    id: 'agent',
    title: 'Comment la reconnaître',
    text: [
      `Chaque requête porte l’agent utilisateur \`${agent}\` et vient sans cookie ni identifiants.`,
      'Dans `robots.txt`, son nom est `Herdbook`.',
    ],
  },
  ...crawlerConduct,
  {
    id: 'contact',
    title: 'À qui écrire',
    text: [
      contact === null
        ? 'La personne qui fait tourner cette copie n’a pas donné d’adresse. Les moyens ci-dessus fonctionnent sans rien demander.'
        : `La personne qui fait tourner cette copie répond à ${contact}.`,
    ],
  },
];

export const crawler: Messages['crawler'] = {
  title: 'La collecte',
  lede: 'Pour qui tient une instance : qui demande, quoi, et comment dire non.',
  sections: crawlerSections,
};

const aboutSections: readonly Section[] = [
  {
    id: 'name',
    title: 'Le nom',
    text: [
      'Un herd-book est le livre généalogique d’une race : quelles bêtes y sont inscrites, depuis quand, et comment le troupeau grandit. Celui-ci est consacré à Mastodon et à sa grande famille, le fédivers : des milliers d’instances indépendantes qui se parlent et n’appartiennent à personne en particulier.',
    ],
  },
  {
    id: 'why',
    title: 'Pourquoi il existe',
    text: [
      'À qui l’on dit « choisis une instance », il faut une liste tranquille, des chiffres honnêtes et aucun boniment. Qui en tient une mérite de savoir comment elle se porte. Et qui se demande si le fédivers grandit mérite une réponse, avec sa source.',
    ],
  },
  {
    id: 'privacy',
    title: 'Ce qu’il sait de vous',
    text: [
      'Rien. Ni cookie, ni compte, ni traceur, et aucune page ne charge quoi que ce soit d’ailleurs. Une instance n’apprend votre existence que si vous suivez un lien vers elle.',
    ],
  },
  {
    id: 'free',
    title: 'Libre d’usage, libre de copie',
    text: [
      'Le programme est un logiciel libre, sous licence publique générale GNU Affero, version 3 ou ultérieure. Les chiffres sont des faits : prenez-les par l’[API](/api), en JSON ou en CSV, et dites d’où ils viennent.',
      'Une copie tient en une machine et un fichier. La [méthode](/method) dit comment naissent les chiffres ; la page [collecte](/crawler), comment ils sont recueillis.',
    ],
  },
];

export const about: Messages['about'] = {
  title: 'À propos',
  lede: 'Un registre public du fédivers, tenu avec soin.',
  sections: aboutSections,
};
