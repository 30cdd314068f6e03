/** Makes an import out of what was staged, or only says what it would do. Repeatable: the second time nothing changes. */
import { isAdmissible, newNames } from '../discoveries.ts';
import { addInstances } from '../instances.ts';
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { rebuildNetworkDays } from '../network/rollups.ts';
import { findSource, saveSource, type Publication } from '../sources.ts';
import { CARRY_DAYS } from '../totals/counted.ts';
import { takeDays, takeNewest, weighDays, type Tally } from './days.ts';
import { takeProfiles } from './profiles.ts';
import { changedDays, findTwins, judgeImported, restoreImported, toldBy } from './refusals.ts';
import { stagedDaySpans, stagedDomains, stagedNames } from './staging.ts';
import { takeTotals, weighTotals } from './totals.ts';
import { takeWeeks, weighWeeks } from './weeks.ts';

/** Instances taken in one transaction: a fraction of a second, so that the crawler beside it goes on. */
const CHUNK = 200;

export type Weighed = {
  /** Instances that the register does not have yet. */
  readonly instances: number;
  /** Names that would be tried, none of them listed before it answers. */
  readonly candidates: number;
  /** Candidates passed over: known already, or forgotten a short while ago. */
  readonly passedOver: number;
  readonly days: Tally;
  readonly weeks: Tally;
  readonly totals: Tally;
};

/** What the staged rows would change. */
export function weigh(db: Database, name: string, now: number): Weighed {
  const source = findSource(db, name);
  const names = stagedNames(db);
  const candidates = admissible(db, names, now).length;
  return {
    instances: newNames(db, stagedDomains(db)).length,
    candidates,
    passedOver: names.length - candidates,
    days: weighDays(db, source),
    weeks: weighWeeks(db, source),
    totals: weighTotals(db, source),
  };
}

function admissible(db: Database, names: readonly Domain[], now: number): Domain[] {
  return newNames(db, names).filter((domain) => isAdmissible(db, domain, now));
}

/** Takes what was staged, a transaction a chunk: what was taken stays when it is cut off, and doing it again takes the rest. */
export function merge(db: Database, publication: Publication, now: number): void {
  const source = saveSource(db, publication);
  const told = toldBy(db, source);
  const changed = new Set<number>();
  findTwins(db);
  for (const domains of chunks(stagedDomains(db))) {
    const [first, last] = [domains[0], domains.at(-1)];
    if (first === undefined || last === undefined) continue;
    db.transaction(() => {
      addInstances(db, domains, 'import', now);
      const before = restoreImported(db, first, last);
      takeDays(db, first, last, source);
      const after = judgeImported(db, first, last, told);
      for (const day of changedDays(before, after)) changed.add(day);
      takeNewest(db, first, last);
      takeProfiles(db, first, last, source);
      takeWeeks(db, first, last, source);
    }).immediate();
  }
  for (const names of chunks(admissible(db, stagedNames(db), now))) addInstances(db, names, 'peer', now);
  db.transaction(() => takeTotals(db, source, changed)).immediate();
  const spans = stagedDaySpans(db);
  for (const { first, last } of spans) rebuildNetworkDays(db, first, last + CARRY_DAYS);
  for (const day of changed) {
    if (!spans.some(({ first, last }) => day >= first && day <= last))
      rebuildNetworkDays(db, day, day + CARRY_DAYS);
  }
}

function chunks(domains: readonly Domain[]): Domain[][] {
  return Array.from({ length: Math.ceil(domains.length / CHUNK) }, (_, index) =>
    domains.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
