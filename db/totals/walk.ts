/** Goes through the days of one instance and says what it counts with on each, and under which keys. Pure. */
import { advance, copyInto, expire, isCounted, nothingCounted, type Counted } from './counted.ts';
import { keysOf, NO_TRAITS, sizeKey, type Facts } from './dimensions.ts';
import type { DatedTraits, History } from './histories.ts';
import type { Kind } from './tally.ts';

const USERS = 0;

/** One instance on one day. The two states are overwritten as the walk goes on: read them at once. */
export type Step = {
  readonly day: number;
  readonly kind: Kind;
  readonly now: Counted;
  /** `null`: it did not count on the day before. */
  readonly before: Counted | null;
  readonly keys: readonly string[];
  /** Those it was already under on the day before. */
  readonly kept: readonly string[];
};

/** @param fromDay first day to be told, @param untilDay last one; rows and traits must reach `CARRY_DAYS` + 1 further back */
export function walk(history: History, fromDay: number, untilDay: number, tell: (step: Step) => void): void {
  for (const kind of ['own', 'imported'] as const) {
    const rows = history.rows.filter(([, source]) => (source === null) === (kind === 'own'));
    if (rows.length > 0) walkKind(history, rows, kind, fromDay, untilDay, tell);
  }
}

function walkKind(
  { traits, facts, isListed }: History,
  rows: History['rows'],
  kind: Kind,
  fromDay: number,
  untilDay: number,
  tell: (step: Step) => void,
): void {
  const now = nothingCounted();
  const before = nothingCounted();
  const keysOn = followKeys(traits, facts);
  let next = 0;
  for (let day = Math.max(fromDay - 1, (rows[0]?.[0] ?? 0) - 1); day <= untilDay; day += 1) {
    copyInto(before, now);
    for (let row = rows[next]; row !== undefined && row[0] <= day; row = rows[(next += 1)]) advance(now, row);
    expire(now, day);
    if (!isCounted(now, day, isListed)) continue;
    const { keys, kept } = keysOn(day, now.values[USERS] ?? null);
    if (day < fromDay) continue;
    const hasPast = isCounted(before, day - 1, isListed);
    tell({ day, kind, now, before: hasPast ? before : null, keys, kept: hasPast ? kept : [] });
  }
}

type Keys = { readonly keys: readonly string[]; readonly kept: readonly string[] };

/** To be asked day by day, forward; makes new keys only where something changed. */
function followKeys(
  traits: readonly DatedTraits[],
  facts: Facts,
): (day: number, users: number | null) => Keys {
  let next = 0;
  let ofTraits = keysOf(NO_TRAITS, facts);
  let size = '';
  let keys: readonly string[] = [];
  return (day, users) => {
    const past = keys;
    const first = next;
    while ((traits[next]?.fromDay ?? Infinity) <= day) next += 1;
    if (next > first) ofTraits = keysOf(traits[next - 1] ?? NO_TRAITS, facts);
    const sizeNow = sizeKey(users);
    if (next === first && sizeNow === size) return { keys, kept: keys };
    size = sizeNow;
    keys = [...ofTraits, size];
    return { keys, kept: keys.filter((key) => past.includes(key)) };
  };
}
