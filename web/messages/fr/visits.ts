/** French texts of the page of an instance's visits. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.fr;

export const visits = {
  title: (name: string) => `Visites de ${name}`,
  link: 'Toutes les visites des dernières semaines, la prochaine, et « vérifier à nouveau »',
  lede: 'Quand nous avons demandé, ce qui en est sorti, et quand nous redemanderons.',
  back: 'Retour à sa page',
  next: 'La prochaine visite',
  due: (moment: string, relative: string) => `${moment} (${relative})`,
  dueNow: 'Au prochain passage.',
  never: 'Aucune.',
  why: {
    first: 'Elle n’a jamais été visitée : les nouveaux noms viennent au prochain passage.',
    rhythm: 'Elle répond : elle est interrogée à son tour, quatre fois par jour.',
    backoff: (failures: number) =>
      `Elle n’a pas répondu ${full(failures)} fois${failures === 1 ? '' : ' de suite'} : nous attendons chaque fois plus longtemps, jusqu’à un mois.`,
    'asked-to-wait': 'Elle nous a demandé de revenir plus tard, ce que nous faisons.',
    respected: 'Elle demande à ne pas être lue : nous regardons chaque semaine si c’est toujours le cas.',
    moved: 'Elle renvoie à un autre hôte : nous regardons chaque semaine si elle est de retour.',
    blocked: 'L’exploitant de ce site ne l’interroge pas.',
  },
  check: 'Vérifier à nouveau',
  checkText:
    'L’ajoute au prochain passage, dans quelques minutes. Au plus une fois toutes les deux heures, qui que ce soit qui demande.',
  waiting: 'Demandé : le prochain passage la visite. Cette page montrera ce qui en est sorti.',
  refused: {
    recent: (moment: string) =>
      `Elle a été visitée il y a peu ; elle pourra être vérifiée à nouveau à partir de ${moment}.`,
    due: 'Son tour est déjà venu : le prochain passage la visite.',
    'asked-to-wait': 'Elle nous a demandé d’attendre : vérifier à nouveau ne serait pas poli.',
    blocked: 'Elle n’est pas interrogée.',
    foreign: 'Ce formulaire n’accepte que ce qui vient de sa propre page. Essayez ici.',
    full: 'Beaucoup de demandes attendent. Revenez après le prochain passage.',
    unavailable: 'Ce n’est pas possible pour le moment. Réessayez plus tard.',
  },
  availability: 'Combien de fois elle a répondu',
  over: (days: number) => `${full(days)} derniers jours`,
  answeredOf: (answered: number, all: number) => `${full(answered)} visites sur ${full(all)}`,
  none: 'aucune visite concluante',
  log: 'Visites, les plus récentes d’abord',
  noVisits: 'Il n’y a pas eu de visite ces dernières semaines.',
  at: 'Quand (UTC)',
  outcome: 'Résultat',
  answered: 'a répondu',
  duration: 'Durée',
  seconds: (seconds: string) => `${seconds} s`,
  requests: 'Requêtes',
};
