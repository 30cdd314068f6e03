/** French texts of graphs outside their pages: pictures, frames, badges, and the box that gives their addresses. */
import type { Messages } from '../../messages.ts';

export const embed: Messages['embed'] = {
  network: 'Le fédivers',
  publicSector: (country) => (country === null ? 'Secteur public' : `Secteur public, ${country}`),
  subject: (of, figure) => `${of} · ${figure}`,
  asOf: (date) => `Au ${date}`,
  asOfCovered: (date, share) => `Au ${date} ; ${share} des instances lues ce jour-là`,
  imported: (date) => `Au ${date}, chiffres importés`,
  nothing: 'Rien n’est encore connu',
  open: 'Ouvrir sur Herdbook',
  share: 'Intégrer',
  shareText:
    'Collez l’un de ces codes dans votre page. Aucun script n’est nécessaire, et le graphique se tient à jour. On peut ajouter à chaque adresse les mots theme (light, dark), width, height, lang, range et mode.',
  frame: 'Dans un cadre, avec ses valeurs',
  picture: 'En image',
  preview: 'Image pour messageries et diapositives (PNG)',
  badges: {
    users: 'comptes',
    active: 'actifs ce mois-ci',
    statuses: 'messages',
    registrations: 'inscriptions',
    availability: 'a répondu, 90 jours',
    software: 'logiciel',
    unknown: 'inconnu',
  },
};
