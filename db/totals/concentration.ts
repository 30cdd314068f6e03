/** How unevenly accounts are spread over operators: pure measures of a list of shares, and where a day's are kept. */
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

export type Concentration = {
  /** Operators with accounts. */
  readonly holders: number;
  /** Sum of the squared shares: 1 where one holds all, 1/holders where all hold as much. */
  readonly herfindahl: number;
  /** Entropy of the shares, in bits: 0 where one holds all. */
  readonly shannon: number;
  /** Share of the largest, the ten and the hundred largest. */
  readonly top1: number;
  readonly top10: number;
  readonly top100: number;
};

/** @param held accounts of each operator; those without any count for nothing. @returns `null`: nobody holds anything */
export function concentrationOf(held: readonly number[]): Concentration | null {
  const sorted = held.filter((accounts) => accounts > 0).toSorted((a, b) => b - a);
  const total = sorted.reduce((sum, accounts) => sum + accounts, 0);
  if (total === 0) return null;
  const shares = sorted.map((accounts) => accounts / total);
  const top = (count: number): number =>
    Math.min(
      1,
      shares.slice(0, count).reduce((sum, share) => sum + share, 0),
    );
  return {
    holders: shares.length,
    herfindahl: shares.reduce((sum, share) => sum + share * share, 0),
    shannon: shares.reduce((sum, share) => sum - share * Math.log2(share), 0),
    top1: top(1),
    top10: top(10),
    top100: top(100),
  };
}

/** Accounts by operator, day by day: filled while totals are made. */
export type Holdings = readonly Map<string | number, number>[];

export function makeHoldings(days: number): Holdings {
  return Array.from({ length: days }, () => new Map<string | number, number>());
}

/** @param operator name of the organisation; `null`: not known, so the instance stands for itself */
export function hold(
  holdings: Holdings,
  index: number,
  instance: number,
  operator: string | null,
  users: number | null,
): void {
  if (users === null) return;
  const holder = operator ?? instance;
  const ofDay = holdings[index];
  ofDay?.set(holder, (ofDay.get(holder) ?? 0) + users);
}

export function saveConcentration(
  db: Database,
  day: number,
  holdings: ReadonlyMap<string | number, number> | undefined,
): void {
  const found = concentrationOf([...(holdings?.values() ?? [])]);
  if (found === null) return;
  prepared(
    db,
    `INSERT INTO concentrationDay (day, holders, herfindahl, shannon, top1, top10, top100)
     VALUES (@day, @holders, @herfindahl, @shannon, @top1, @top10, @top100)`,
  ).run({ ...found, day });
}
