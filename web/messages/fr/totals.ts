/** Prose française de la méthode des totaux et des statistiques. Les nombres viennent des règles mêmes. */
import { LEAST_WATCHED } from '../../../db/statistics/kaplan-meier.ts';
import { CARRY_DAYS } from '../../../db/totals/counted.ts';
import type { Section } from '../../pages/prose.ts';

export const totalsSections: readonly Section[] = [
  {
    id: 'totals',
    title: 'Comment se fait un total',
    text: [
      `Le total d’un jour additionne un chiffre de chaque instance : celui du jour, ou le dernier des ${CARRY_DAYS} jours d’avant. Chaque chiffre a sa propre couverture, car une instance peut répondre sans le donner : la page dit sur combien d’instances repose un total, et combien d’entre elles l’ont donné le jour même.`,
      'Quand la liste des instances connues change, un total bouge sans que personne ne soit venu ni parti. D’où une seconde ligne, celle des mêmes instances : d’un jour à l’autre, elle ne bouge que de ce qu’ont gagné ou perdu les instances comptées les deux jours. Là où deux jours n’ont aucune instance en commun, elle repart, et aucune croissance n’est dite par-dessus la coupure.',
      'Chaque jour a sa page, qui décompose sa marche : ce que les mêmes instances ont gagné ou perdu, ce qui est entré avec les nouvelles, ce qui est sorti avec celles qui se sont tues, et quelles instances l’ont fait bouger le plus.',
      'Les sommes de chiffres repris portent sur les instances qu’une liste contenait par hasard. Ce sont des points qu’aucune ligne ne joint, et entre lesquels aucune évolution n’est calculée.',
    ],
  },
  {
    id: 'shape',
    title: 'Concentration, usage, survie',
    text: [
      'Ces statistiques sont recalculées à partir des chiffres de chaque jour ; chacune a son tableau et son CSV.',
    ],
    items: [
      '**La concentration** est celle des comptes par opérateur. Les instances que le catalogue sait tenues par un même organisme comptent pour une ; toute autre compte pour elle-même. L’indice de Herfindahl est la somme des parts au carré ; l’entropie de Shannon se compte en bits ; les parts du plus grand, des 10 et des 100 plus grands sont celles de tous les comptes du jour.',
      '**Inscriptions et connexions** viennent du journal hebdomadaire que publient les instances du genre de Mastodon, douze semaines en arrière à la première visite. Une semaine en cours n’y est pas. Le nombre d’instances qui le donnent figure à côté de chaque somme, car il varie d’une semaine à l’autre.',
      '**La part utilisée** est celle des comptes actifs dans le mois parmi tous les comptes, sur les instances qui donnent les deux.',
      `**La survie** est la part des instances qui dépassent un âge (Kaplan et Meier). Une vie va du premier au dernier jour dont quelqu’un a donné un chiffre. Elle est finie quand l’instance l’a dit ou s’est tue 30 jours. Celle qui continue, a déménagé, demande à ne pas être lue ou n’a pas encore été visitée est suivie jusqu’à son dernier chiffre, puis sort du calcul sans compter comme finie. Une instance peut être plus ancienne que son premier chiffre : les âges sont des minimums. Sa taille est celle de son premier chiffre, car une taille atteinte plus tard est déjà un signe de survie. Une courbe s’arrête là où moins de ${LEAST_WATCHED} sont suivies ; le CSV donne des bornes à 95 %.`,
      '**Les événements datés** sont marqués sur les courbes d’après une liste avec ses sources. Ils sont à côté de la ligne ; il n’est pas dit qu’ils l’ont fait bouger.',
    ],
  },
  {
    id: 'past',
    title: 'Regarder un jour passé',
    text: [
      'L’accueil, l’annuaire, les instances, la comparaison et les statistiques se regardent aussi à la fin d’un jour passé. Chiffres, textes et totaux sont ceux connus pour ce jour ; ce qui a été repris, corrigé ou effacé depuis s’y voit tel qu’aujourd’hui.',
      `Tout n’est pas daté. Qu’une instance réponde se lit à son silence : avec des chiffres à elle dans les ${CARRY_DAYS} jours d’avant, elle compte comme répondant, dans les 30 jours, comme ne répondant pas, sinon comme disparue ; là où d’autres seulement ont publié des chiffres, on ne le sait pas. Opérateur, lieu et thème sont ceux connus aujourd’hui. Les visites une à une sont conservées une centaine de jours.`,
    ],
  },
];
