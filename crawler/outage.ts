/**
 * Tells a broken way out of our own from broken instances. Pure: sees outcomes, does nothing.
 *
 * Failures that our own network could have caused are held back until enough other instances have been asked after
 * them; when nearly none of those that used to answer does so any more, the run is to be aborted and what was held back
 * forgotten. So a crawler that is blind, wholly or nearly, marks nobody down.
 */
import type { FailureKind, ProbeResult } from '../db/model.ts';

/**
 * Failures that look the same whether the host or our own side is at fault: no route, no name server, but also a captive
 * portal or a wrong clock (every certificate is bad) and a name server that lies (every address is a private one).
 */
const AMBIGUOUS = new Set<FailureKind>([
  'dns',
  'connect',
  'timeout',
  'resolver',
  'own-side',
  'tls',
  'blocked-address',
]);
export function couldBeOurs(kind: FailureKind): boolean {
  return AMBIGUOUS.has(kind);
}
/** Instances that used to answer and were asked after a failure, before it is believed. */
const WINDOW = 40;
/** Of those, this share failing alike is our own trouble. Half of a fleet failing at once stays far below it. */
const SHARE = 0.8;
/**
 * Where nobody was reached yet, so many are asked before that is held to be our own side's: dead names fail at once, and
 * those that live take a second. At the end of a run a window of them is enough.
 */
const CROWD = 400;
/** A pass over fewer instances that used to answer proves nothing by its share: witnesses are asked. */
const MIN_KNOWN = 3;

export type Judgement<T> = {
  /** Outcomes that may be recorded now. */
  readonly settled: readonly T[];
  /** Why the run is to be aborted; `null`: it is not. */
  readonly outage: string | null;
};
export type OutageGuard<T> = {
  /** A visit begins: while more are under way than have ended, those that ended are only the quick ones. */
  begin(): void;
  /** @param wasUp whether the instance had answered at its last visit */
  see(item: T, result: ProbeResult, wasUp: boolean): Judgement<T>;
  /** Too few used to answer to tell, and nobody did: others are to be asked before `finish`. */
  isInDoubt(): boolean;
  /** The end of the run: what is still held back is settled, or the whole was an outage. */
  finish(): Judgement<T>;
};

type Held<T> = { readonly item: T; askedAfter: number };

export function makeOutageGuard<T>(): OutageGuard<T> {
  let held: Held<T>[] = [];
  let outage: string | null = null;
  /** Of the latest instances that used to answer: did they fail? */
  const known: boolean[] = [];
  const counts = { begun: 0, reached: 0, unreached: 0, lastReason: '' };

  const share = (): number => known.filter(Boolean).length / known.length;
  function outageAmong(crowd: number, leastKnown: number): string | null {
    if (counts.reached === 0 && counts.unreached >= crowd) {
      return `nobody answered: ${counts.unreached} of ${counts.unreached} instances could not be reached (${counts.lastReason})`;
    }
    if (known.length < leastKnown || share() < SHARE) return null;
    return `${Math.round(share() * 100)} % of the instances that used to answer could not be reached (${counts.lastReason})`;
  }
  function outageNow(): string | null {
    const ended = counts.reached + counts.unreached;
    return ended < counts.begun - ended ? null : outageAmong(CROWD, WINDOW);
  }
  function release(isReady: (one: Held<T>) => boolean): T[] {
    const settled = held.filter(isReady).map(({ item }) => item);
    held = held.filter((one) => !isReady(one));
    return settled;
  }
  function remember(isAmbiguous: boolean): void {
    known.push(isAmbiguous);
    if (known.length > WINDOW) known.shift();
    for (const one of held) one.askedAfter += 1;
  }

  return {
    begin: () => void (counts.begun += 1),
    see(item, result, wasUp) {
      const isAmbiguous = !result.ok && couldBeOurs(result.failure.kind);
      if (wasUp) remember(isAmbiguous);
      if (isAmbiguous) {
        counts.unreached += 1;
        counts.lastReason = `${result.failure.kind}: ${result.failure.detail}`;
        held.push({ item, askedAfter: 0 });
      } else {
        counts.reached += 1;
      }
      outage ??= outageNow();
      // An answer is an answer, in an outage too; a failure is believed once the instances after it are well.
      const answers = isAmbiguous ? [] : [item];
      if (outage !== null) return { settled: answers, outage };
      return { settled: [...release((one) => one.askedAfter >= WINDOW), ...answers], outage };
    },
    isInDoubt() {
      const isTelling = known.length > 0 || counts.unreached >= WINDOW;
      return outage === null && counts.reached === 0 && isTelling && known.length < MIN_KNOWN;
    },
    finish() {
      outage ??= held.length > 0 ? outageAmong(WINDOW, MIN_KNOWN) : null;
      return { settled: outage === null ? release(() => true) : [], outage };
    },
  };
}
