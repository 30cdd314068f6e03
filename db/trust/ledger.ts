/** The ledger of an instance's figures: each with its value, when it was observed, and what it is worth. Pure. */
import { FIGURES, type Figure, type Refusal, type State } from '../model.ts';
import type { Origins } from '../origins.ts';
import { dayOf } from '../time.ts';
import { CARRY_DAYS } from '../totals/counted.ts';

/**
 * measured: told by the instance that day · carried: told up to 7 days before, and still in totals · lapsed: told longer
 * ago, in no total any more · imported: somebody else published it · withheld: the instance asks not to be read, or tells zeros in place of counts ·
 * contradicted: two of its answers disagree · implausible: a rule refuses it · unconfirmed: it is held back for a while ·
 * overruled: whoever runs the site refuses it · untold: it does not say.
 */
export const STANDINGS = [
  'measured',
  'carried',
  'lapsed',
  'imported',
  'withheld',
  'contradicted',
  'implausible',
  'unconfirmed',
  'overruled',
  'untold',
] as const;
export type Standing = (typeof STANDINGS)[number];

export type LedgerEntry = {
  readonly figure: Figure;
  /** `null`: not known, or not believed. */
  readonly value: number | null;
  readonly standing: Standing;
  /** When it was observed, or refused last; Unix seconds. `null`: never. */
  readonly at: number | null;
  /** The rule that refuses it, and what was told. */
  readonly rule: string | null;
  readonly raw: string | null;
  /** Which answer of the instance it was read from; `null`: not known, or somebody else's word. */
  readonly origin: string | null;
};

type Known = {
  readonly state: State;
  readonly figures: Readonly<Record<Figure, number | null>>;
  readonly observedAt: number | null;
  readonly lastAnswerAt: number | null;
  readonly source: unknown;
  readonly origins?: Origins;
  /** Newest first. */
  readonly refusals: readonly (Refusal & { readonly lastAt: number })[];
};

/**
 * @param today the newest stored day: what the totals of that day count is not called lapsed because nobody crawled since.
 * Days since 1970-01-01 UTC; `null`: no day is stored
 */
export function ledgerOf(instance: Known, today: number | null): readonly LedgerEntry[] {
  return FIGURES.map((figure) => entryOf(figure, instance, today));
}

function entryOf(figure: Figure, instance: Known, today: number | null): LedgerEntry {
  const value = instance.figures[figure];
  const { observedAt, lastAnswerAt } = instance;
  // A refusal of the last answer stands, however good the figure before it was.
  const refusal = instance.refusals.find(
    (one) =>
      one.figure === figure &&
      one.lastAt >= Math.max(lastAnswerAt ?? 0, value === null ? 0 : (observedAt ?? 0)),
  );
  if (refusal !== undefined && (value === null || refusal.lastAt > (observedAt ?? 0))) {
    const { rule, raw, lastAt } = refusal;
    return { figure, value, standing: refusedAs(rule), at: lastAt, rule, raw, origin: null };
  }
  const isOwn = value !== null && instance.source === null;
  const origin = isOwn ? (instance.origins?.[figure] ?? null) : null;
  const known = { figure, value, at: value === null ? null : observedAt, rule: null, raw: null, origin };
  if (instance.state === 'withheld') return { ...known, standing: 'withheld' };
  if (value === null || observedAt === null) return { ...known, standing: 'untold' };
  if (instance.source !== null) return { ...known, standing: 'imported' };
  const age = today === null ? 0 : today - dayOf(observedAt);
  return { ...known, standing: age <= 0 ? 'measured' : age <= CARRY_DAYS ? 'carried' : 'lapsed' };
}

function refusedAs(rule: string): Standing {
  if (rule === 'contradicted' || rule === 'overruled' || rule === 'unconfirmed') return rule;
  return rule === 'zeroed' ? 'withheld' : 'implausible';
}
