/** The questions under way: what each still waits for, and when it is answered. Speaks to nobody; clocks are arguments. */
import { randomUUID } from 'node:crypto';
import type { Job, RawResult } from '../../db/queue/coordinator.ts';
import { failed } from '../outcome.ts';
import type { Probed, Subject } from '../probe.ts';
import { payloadOf } from './job.ts';
import { makeLines } from './lines.ts';
import { isDoubtful, otherPlaces, verdict } from './opinions.ts';

/** For the other places' word: a visit, and a wait for a free hand. After it, what was heard holds. */
const OPINION_MS = 120_000;

export type Ask = {
  readonly id: string;
  readonly subject: Subject;
  /** What each place found. */
  readonly heard: Map<string, Probed>;
  /** Other places that are to be heard. */
  readonly awaited: Set<string>;
  /** Since when one place's word is not enough; any steady clock. */
  doubtedAtMs: number | null;
  /** Its turn has come: its job is on the queue, or on its way there. */
  isSent: boolean;
  readonly settle: (result: Probed) => void;
};

/** What is to be done at the queue. */
export type Outbox = { readonly jobs: readonly Job[]; readonly withdrawn: readonly string[] };

export class Asks {
  readonly #asks = new Map<string, Ask>();
  readonly #lines = makeLines();
  #jobs: Job[] = [];
  #withdrawn: string[] = [];
  #places: readonly string[] = [];

  get size(): number {
    return this.#asks.size;
  }
  find(id: string): Ask | null {
    return this.#asks.get(id) ?? null;
  }

  /** @param block of addresses of which one at a time is visited @param onSettled called once */
  open(subject: Subject, block: string | null, onSettled: (result: Probed) => void): Ask {
    const id = randomUUID();
    const ask: Ask = {
      id,
      subject,
      heard: new Map(),
      awaited: new Set(),
      doubtedAtMs: null,
      isSent: false,
      settle: (result) => {
        if (!this.#asks.delete(id)) return;
        leave();
        onSettled(result);
      },
    };
    this.#asks.set(id, ask);
    const leave = this.#lines.enter(block, () => {
      ask.isSent = true;
      this.#jobs.push(jobOf(ask, null));
    });
    return ask;
  }

  /** Takes the question back: nothing is known then. */
  cut(ask: Ask, at: number): void {
    const keys = [keyOf(ask, null), ...[...ask.awaited].map((place) => keyOf(ask, place))];
    this.#jobs = this.#jobs.filter(({ key }) => !keys.includes(key));
    if (ask.isSent) this.#withdrawn.push(...keys);
    ask.settle(lost(ask.subject, at, 'the run was stopped'));
  }

  /** Of one place the first result counts, also when a worker was given up too early. */
  hear(ask: Ask, { place }: RawResult, result: Probed, nowMs: number): void {
    if (ask.heard.has(place)) return;
    ask.heard.set(place, result);
    ask.awaited.delete(place);
    this.#weigh(ask, nowMs);
  }

  /** Places whose workers are gone, and answers that take too long, are not waited for. */
  meet(places: readonly string[], nowMs: number): void {
    this.#places = places;
    for (const ask of this.#asks.values()) {
      if (ask.doubtedAtMs === null) continue;
      const isLate = nowMs - ask.doubtedAtMs > OPINION_MS;
      for (const place of ask.awaited) if (isLate || !places.includes(place)) ask.awaited.delete(place);
      this.#weigh(ask, nowMs);
    }
  }

  /** @param keys of jobs that lost every worker that took them */
  giveUp(keys: readonly string[], at: number, nowMs: number): void {
    const left = new Set(keys);
    for (const ask of left.size === 0 ? [] : this.#asks.values()) {
      for (const place of ask.awaited) if (left.has(keyOf(ask, place))) ask.awaited.delete(place);
      if (left.has(keyOf(ask, null)) && ask.heard.size === 0)
        ask.settle(lost(ask.subject, at, 'every worker that took it was lost'));
      else if (ask.doubtedAtMs !== null) this.#weigh(ask, nowMs);
    }
  }

  /** What has to be put on the queue and taken off it since the last time. */
  outbox(): Outbox {
    const outbox = { jobs: this.#jobs, withdrawn: this.#withdrawn };
    [this.#jobs, this.#withdrawn] = [[], []];
    return outbox;
  }
  /** After a break: everything that is waited for and not among these is to be put there again. */
  missFrom(there: readonly string[]): void {
    const known = new Set(there);
    this.#jobs = [...this.#asks.values()]
      .filter(({ isSent }) => isSent)
      .flatMap((ask) =>
        ask.heard.size === 0 ? [jobOf(ask, null)] : [...ask.awaited].map((place) => jobOf(ask, place)),
      )
      .filter(({ key }) => !known.has(key));
  }

  /** Settles what no other place has to be asked about, and asks those once. */
  #weigh(ask: Ask, nowMs: number): void {
    if (ask.doubtedAtMs === null && [...ask.heard.values()].every(isDoubtful)) {
      ask.doubtedAtMs = nowMs;
      for (const place of otherPlaces(this.#places, ask.heard)) {
        ask.awaited.add(place);
        this.#jobs.push(jobOf(ask, place));
      }
    }
    const result = ask.awaited.size > 0 ? null : verdict(ask.heard);
    if (result !== null) ask.settle(result);
  }
}

/** One job for each domain; those for one place have a key of their own. */
function keyOf({ subject }: Ask, place: string | null): string {
  return place === null ? subject.domain : `${subject.domain} ${place}`;
}
function jobOf(ask: Ask, place: string | null): Job {
  return { key: keyOf(ask, place), place, payload: payloadOf({ ask: ask.id, subject: ask.subject }) };
}
/** Nothing is known of the host: our own side failed. @param at Unix seconds */
export function lost({ domain }: Subject, at: number, detail: string): Probed {
  return { domain, at, durationMs: 0, requests: 0, robots: null, ...failed('own-side', detail) };
}
