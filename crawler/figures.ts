/** Judges the counts an instance tells: what can be true is a figure, what cannot is a refusal. It must never guess a number. */
import { FIGURES, UNKNOWN, type Figure, type Figures, type Refusal } from '../db/model.ts';
import { ACTIVE, CEILING, CONTRADICTION, CROWD, JOKES, type Rule } from '../db/trust/rules.ts';
import { foregone } from './software/foregone.ts';
import type { Claims } from './software/software.ts';

const CEILINGS: Figures = {
  users: CEILING.users,
  activeMonth: CEILING.users,
  activeHalfYear: CEILING.users,
  activeWeek: CEILING.users,
  statuses: CEILING.statuses,
  comments: CEILING.statuses,
  connections: CEILING.connections,
  peersListed: CEILING.connections,
};
const ACTIVE_FIGURES: ReadonlySet<Figure> = new Set(['activeMonth', 'activeHalfYear', 'activeWeek']);

const RAW_LENGTH = 64;

export type Judged = {
  readonly figures: Figures;
  readonly refusals: readonly Refusal[];
  /** Place of the claim that was taken, among those of its figure. */
  readonly taken: Readonly<Partial<Record<Figure, number>>>;
};

/** The first claim of each figure that can be true; those before it that cannot are refusals. `null` and absent claims are unknown. */
export function judge(claims: Claims): Judged {
  const figures: Record<Figure, number | null> = { ...UNKNOWN };
  const refusals: Refusal[] = [];
  const taken: Partial<Record<Figure, number>> = {};
  // `users` comes first in FIGURES: the active figures are held against it.
  for (const figure of FIGURES) {
    for (const [place, claim] of (claims[figure] ?? []).entries()) {
      if (claim === null || claim === undefined) continue;
      const count = countOf(claim);
      const rule = typeof count === 'string' ? count : ruleAgainst(figure, count, figures.users);
      if (rule === null && typeof count === 'number') {
        figures[figure] = count;
        taken[figure] = place;
        break;
      }
      const refusal = refuse(figure, rule ?? 'not-a-number', claim);
      // Two sources that tell the same nonsense are one refusal.
      if (!refusals.some((told) => told.figure === figure && told.rule === refusal.rule))
        refusals.push(refusal);
    }
  }
  refuseContradiction(claims.users ?? [], figures, refusals);
  refuseEmptyCrowd(figures, refusals);
  return { figures, refusals, taken };
}

/** @param claim anything; kept for diagnosis only */
export function refuse(figure: Figure, rule: Rule, claim: unknown): Refusal {
  return { figure, rule, raw: rawOf(claim) };
}

/**
 * What is left of the figures of an instance whose number of accounts was refused: none. Who tells a count that cannot be
 * true is not believed in the others either, so the visit is in no total; what it told of them is kept as refused.
 */
export function quarantine(told: Figures): {
  readonly figures: Figures;
  readonly refusals: readonly Refusal[];
} {
  const others = FIGURES.filter((figure) => figure !== 'users' && told[figure] !== null);
  return { figures: UNKNOWN, refusals: others.map((figure) => refuse(figure, 'with-users', told[figure])) };
}

/** The users told, where they are no number at all; `null`: they are, or were not told, or another source told them. */
export function nonsenseIn({ figures, refusals }: Pick<Judged, 'figures' | 'refusals'>): Refusal | null {
  if (figures.users !== null) return null;
  const told = refusals.filter(({ figure }) => figure === 'users');
  // A blank says nothing, rather than nonsense.
  const isNonsense = told.every(({ rule, raw }) => rule === 'not-a-number' && raw.trim() !== '');
  return isNonsense ? (told[0] ?? null) : null;
}

function refuseContradiction(
  claims: readonly unknown[],
  figures: Record<Figure, number | null>,
  refusals: Refusal[],
): void {
  const { users } = figures;
  if (users === null) return;
  const other = claims
    .map(countOf)
    .find((count) => typeof count === 'number' && isContradiction(users, count));
  if (other === undefined) return;
  refusals.push(refuse('users', 'contradicted', `${users}, ${other}`));
  figures.users = null;
}

function isContradiction(one: number, other: number): boolean {
  const most = Math.max(one, other);
  const least = Math.min(one, other);
  return most - least > CONTRADICTION.least && most > least * CONTRADICTION.factor;
}

/** Invented totals (1114112 users, 2 million users with no status) were all seen on servers without statuses. */
function refuseEmptyCrowd(figures: Record<Figure, number | null>, refusals: Refusal[]): void {
  const { users, statuses } = figures;
  if (users === null || statuses === null || statuses * CROWD.usersPerStatus >= users) return;
  if (users < CROWD.users && !isIdle(users, figures)) return;
  refusals.push({ figure: 'users', rule: 'users-without-statuses', raw: String(users) });
  figures.users = null;
}

/** Thousands of accounts, and hardly one of them is used. */
function isIdle(users: number, { activeHalfYear, activeMonth }: Figures): boolean {
  const active = activeHalfYear ?? activeMonth;
  return users >= CROWD.idleUsers && active !== null && active < users * CROWD.idleShare;
}

function ruleAgainst(figure: Figure, count: number, users: number | null): Rule | null {
  if (count > (CEILINGS[figure] ?? Infinity)) return 'above-ceiling';
  if (figure === 'users' && JOKES.includes(count)) return 'joke';
  if (users !== null && ACTIVE_FIGURES.has(figure) && count > users * ACTIVE.factor + ACTIVE.allowance) {
    return 'active-above-users';
  }
  return null;
}

/** A whole number of zero or more, or the name of the rule it breaks. */
function countOf(claim: unknown): number | Rule {
  const known = foregone(claim);
  if (known !== null) return known.rule;
  if (typeof claim === 'string') return countOfText(claim);
  if (typeof claim !== 'number' || Number.isNaN(claim)) return 'not-a-number';
  if (claim < 0) return 'negative';
  if (claim > Number.MAX_SAFE_INTEGER) return 'beyond-2^53';
  if (!Number.isInteger(claim)) return 'fractional';
  // -0 is a legal JSON number.
  return claim === 0 ? 0 : claim;
}

/** Digits, also with a fraction of zeros ("5875129.0", PHP and Ruby clients); no signs, separators, units or exponents. */
function countOfText(claim: string): number | Rule {
  if (claim.length > RAW_LENGTH) return 'not-a-number';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(claim.trim());
  if (match === null) return 'not-a-number';
  const [, sign, whole, fraction] = match;
  if (fraction !== undefined && /[1-9]/.test(fraction)) return 'fractional';
  const count = Number(whole);
  if (sign === '-' && count > 0) return 'negative';
  return count > Number.MAX_SAFE_INTEGER ? 'beyond-2^53' : count;
}

/** For diagnosis only: printable ASCII, at most 64 characters. */
function rawOf(claim: unknown): string {
  const known = foregone(claim);
  if (known !== null) return rawOf(known.told);
  if (Array.isArray(claim)) return '[...]';
  if (typeof claim !== 'string' && typeof claim !== 'number' && typeof claim !== 'boolean') return '{...}';
  return String(claim)
    .slice(0, RAW_LENGTH)
    .replaceAll(/[^\x20-\x7e]/g, '?');
}
