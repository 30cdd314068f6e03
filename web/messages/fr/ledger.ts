/** Textes français du registre des chiffres d'une instance. */
import type { Messages } from '../../messages.ts';

const from = (day: string, until: string | null): string =>
  until === null ? `à partir du ${day}` : day === until ? `le ${day}` : `du ${day} au ${until}`;

export const ledger: Messages['ledger'] = {
  title: 'Ce que vaut chaque chiffre',
  figure: 'Chiffre',
  value: 'Valeur',
  standing: 'Statut',
  at: 'Observé',
  from: 'lu dans',
  told: (raw, why) => `donné : « ${raw} » ; ${why}`,
  verdicts: 'Décidé par qui tient ce site',
  decisions: {
    accept: (figure, day, until) => `${figure}, acceptés ${from(day, until)} :`,
    refuse: (figure, day, until) => `${figure}, refusés ${from(day, until)} :`,
  },
  rules: 'Les règles selon lesquelles un chiffre n’est pas cru',
};
