/** Textes français de l'accueil. */
import { FORMATS } from '../../format.ts';
import type { Messages } from '../../messages.ts';

const { full, plural } = FORMATS.fr;

export const home: Messages['home'] = {
  headline: 'Le registre public du fédivers : qui y figure, depuis quand, et comment le troupeau grandit.',
  figuresLabel: 'Le réseau aujourd’hui',
  asOf: (date, counted, known) =>
    `Au ${date}, sur ${full(counted)} ${plural(counted) === 'one' ? 'instance comptée' : 'instances comptées'} parmi les ${full(known)} du registre.`,
  imported:
    'Cette collecte n’a encore rien mesuré. Les chiffres affichés sont repris : d’autres les ont publiés. Chaque somme prend le chiffre le plus récent de chaque instance, aux dates indiquées.',
  toldBy: (of, measured) =>
    `donné par ${full(of)} ${plural(of) === 'one' ? 'instance' : 'instances'}, dont ${full(measured)} ce jour-là`,
  importedAsOf: (date) => `repris, jusqu’au ${date}`,
  importedFrom: (source, from, until) =>
    from === until ? `${source}, ${from}` : `${source}, du ${from} au ${until}`,
  empty: 'Le registre est vide. Ajoutez des instances, puis lancez un relevé.',
  growth: 'Comment il grandit',
  find: 'Trouver une instance',
  findText:
    'Une instance, c’est une maison : chacune a ses habitants, ses règles et sa taille, et toutes se parlent.',
  search: 'Chercher par nom ou par mots',
  searchButton: 'Chercher',
  helpChoose: 'Aidez-moi à choisir, en quatre questions',
  starts: 'Ou partir de',
  startLanguage: (language) => `celles qui parlent ${language}`,
  startOpen: 'celles qui sont ouvertes à tous',
  startSmall: (most) => `celles de ${full(most)} comptes au plus`,
  startGrowing: 'celles qui grandissent le plus vite',
  startAll: (count) => `la liste complète (${full(count)})`,
  movers: 'Les mouvements de la semaine',
  gaining: 'Le plus de comptes gagnés',
  losing: 'Le plus de comptes perdus',
  noMovers: 'Il faut une semaine de chiffres avant de parler de mouvement.',
  news: 'Ce qui a changé',
  noNews: 'Rien n’a encore changé.',
  newsWhat: {
    appeared: 'figure au registre, et répond',
    opened: 'a ouvert ses inscriptions',
    closed: 'a fermé ses inscriptions',
    upgraded: (before, after) => `a changé de version : ${before} → ${after}`,
    rules: 'a changé ses règles',
    gone: 'a disparu',
    moved: (after) => (after === '' ? 'a déménagé' : `a déménagé vers ${after}`),
  },
  count: 'Comment nous comptons',
  countText:
    'Chaque instance est interrogée sur ses chiffres publics, poliment et à heures réglées. Ce qu’on ignore reste inconnu, ce qui est impossible est écarté, et ce que d’autres ont publié est signalé comme repris.',
  countLink: 'La méthode en détail',
};
