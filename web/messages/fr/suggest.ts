/** Textes français de « proposer une instance ». */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;

export const suggest: Messages['suggest'] = {
  title: 'Proposer une instance',
  lede: 'Il en manque une ? Donnez son adresse : le prochain relevé la visite, et dès qu’elle a répondu elle figure au registre.',
  label: 'Adresse de l’instance',
  example: 'par exemple mastodon.example, sans rien avant ni après',
  button: 'La proposer',
  privacy:
    'Seule l’adresse est conservée, jusqu’au prochain relevé. Rien n’est retenu de vous ; qui tient l’instance peut refuser à tout moment.',
  refused: {
    'not-a-domain': 'Ce n’est pas l’adresse d’une instance publique. Écrivez par exemple mastodon.example.',
    foreign: 'Ce formulaire n’accepte que ce qui vient de sa propre page. Essayez d’ici.',
    full: 'Beaucoup de propositions attendent en ce moment. Revenez après le prochain relevé.',
    unavailable: 'Les propositions ne peuvent pas être reçues pour l’instant. Réessayez plus tard.',
    'read-only': 'Ce site montre une copie du registre et ne prend pas de suggestions.',
    unwelcome: 'Ce nom ne sera pas visité : qui le tient, ou qui tient ce site, l’a demandé.',
  },
  known: {
    waiting: 'Demande notée : le prochain relevé la visite. Cette page dira ce qui a été trouvé.',
    discovered: 'Elle est sur la liste et n’a pas encore été visitée ; ce sera au prochain relevé.',
    unanswered: (why) =>
      `Elle a été visitée, mais rien n’a pu être lu : ${why}. Elle sera essayée encore quelques fois.`,
    up: 'Elle figure au registre, et répond.',
    failing: 'Elle figure au registre, mais ne répond pas en ce moment.',
    gone: 'Elle figure au registre, mais a disparu.',
    moved: 'Elle renvoie vers un autre hôte, qui est visité à sa place.',
    withheld: 'Elle demande à ne pas être lue, et ne l’est pas.',
    unknown: 'Elle n’est pas encore connue ici.',
  },
  about: (domain) => `Ce qu’on sait de ${domain}`,
  found: 'Ce qui a été trouvé',
  users: (count) => `${full(count)} ${plural(count) === 'one' ? 'compte' : 'comptes'}`,
  rules: (count) => `${full(count)} ${plural(count) === 'one' ? 'règle' : 'règles'}`,
  page: 'Sa page dans le registre',
  another: 'En proposer une autre',
};
