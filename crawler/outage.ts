/**
 * Tells a broken way out of our own from broken instances. Pure: sees outcomes, does nothing.
 *
 * Failures that our own network could have caused are held back until somebody answers after them; when nearly nobody
 * answers any more, the run is to be aborted and what was held back forgotten. So a blind crawler marks nobody down.
 */
import type { FailureKind, ProbeResult } from '../db/model.ts';

/** Failures that look the same whether the host or our own network is at fault. */
const AMBIGUOUS = new Set<FailureKind>(['dns', 'connect', 'timeout', 'resolver']);
/** Outcomes that the judgement looks back on. */
const WINDOW = 40;
/** Of instances that used to answer, this share failing at once is our own trouble. */
const SHARE = 0.8;
/** A pass over fewer instances that used to answer proves nothing by its share. */
const MIN_KNOWN = 3;

export type Judgement<T> = {
  /** Outcomes that may be recorded now. */
  readonly settled: readonly T[];
  /** Why the run is to be aborted; `null`: it is not. */
  readonly outage: string | null;
};
export type OutageGuard<T> = {
  /** @param wasUp whether the instance had answered at its last visit */
  see(item: T, result: ProbeResult, wasUp: boolean): Judgement<T>;
  /** The end of the run: what is still held back is settled, or the whole was an outage. */
  finish(): Judgement<T>;
};

export function makeOutageGuard<T>(): OutageGuard<T> {
  let held: T[] = [];
  /** Of the latest instances that used to answer: did they fail? */
  const known: boolean[] = [];
  const counts = { reached: 0, unreached: 0, lastReason: '' };

  function release(): T[] {
    const settled = held;
    held = [];
    return settled;
  }
  function share(): number {
    return known.filter(Boolean).length / known.length;
  }
  function isBlind(): boolean {
    if (known.length >= WINDOW && share() >= SHARE) return true;
    return counts.reached === 0 && counts.unreached >= WINDOW;
  }
  function outage(): string {
    return counts.reached === 0
      ? `nobody answered: ${counts.unreached} of ${counts.unreached} instances could not be reached (${counts.lastReason})`
      : `${Math.round(share() * 100)} % of the instances that used to answer could not be reached (${counts.lastReason})`;
  }

  return {
    see(item, result, wasUp) {
      const isAmbiguous = !result.ok && AMBIGUOUS.has(result.failure.kind);
      if (wasUp) known.push(isAmbiguous);
      if (known.length > WINDOW) known.shift();
      if (!isAmbiguous) {
        counts.reached += 1;
        return { settled: [...release(), item], outage: null };
      }
      counts.unreached += 1;
      counts.lastReason = result.ok ? '' : `${result.failure.kind}: ${result.failure.detail}`;
      held.push(item);
      return { settled: [], outage: isBlind() ? outage() : null };
    },
    finish() {
      const isSuspicious = known.length >= MIN_KNOWN && share() >= SHARE && held.length > 0;
      const isOutage = isSuspicious || isBlind();
      return isOutage ? { settled: [], outage: outage() } : { settled: release(), outage: null };
    },
  };
}
