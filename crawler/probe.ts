/** Probes: one visit of one instance under one deadline, and its outcome as a value. Stores nothing. */
import { createHash } from 'node:crypto';
import { parseDomain } from '../db/domain.ts';
import type { Domain, PeersList, ProbeResult } from '../db/model.ts';
import type { PlaceOutcome } from '../db/places.ts';
import type { RobotsFile } from '../db/robots.ts';
import { dayOf } from '../db/time.ts';
import { converse, type Conversation, type Heard } from './conversation.ts';
import { sampleEntries } from './discover.ts';
import { nonsenseIn } from './figures.ts';
import { makeNetwork } from './http.ts';
import { observe } from './observation.ts';
import { failed, type Outcome } from './outcome.ts';
import type { CrawlerSettings } from './settings.ts';

/** What a visit needs to know of the instance. */
export type Subject = {
  readonly domain: Domain;
  readonly peersAt: number | null;
  readonly peersHash: string | null;
  readonly lastAnswerAt: number | null;
  /** robots.txt as last read; default: never. */
  readonly robots?: RobotsFile | null;
  /** Only a peers list named it; default false. */
  readonly isHearsay?: boolean;
};
/** An instance that was never visited. */
export function stranger(domain: Domain): Subject {
  return { domain, peersAt: null, peersHash: null, lastAnswerAt: null };
}
/** The outcome of a visit, with robots.txt where it was asked for and read, and the places it was made from if several. */
export type Probed = ProbeResult & {
  readonly robots?: RobotsFile | null;
  readonly places?: readonly PlaceOutcome[];
};
/** Never rejects for remote trouble. */
export type Probe = (subject: Subject, signal?: AbortSignal) => Promise<Probed>;

/** Names the program, its version, where our page is, and whom to write to. */
export function userAgent(settings: Pick<CrawlerSettings, 'publicUrl' | 'contact'>, version: string): string {
  const contact = settings.contact === null ? '' : `; ${settings.contact}`;
  return `Herdbook/${version} (+${settings.publicUrl}/crawler${contact})`;
}

/**
 * @param now our clock, Unix seconds: the time stamped on results
 * @param version of this program, for the user agent
 */
export function makeProbe(settings: CrawlerSettings, now: () => number, version: string): Probe {
  const network = makeNetwork(settings, userAgent(settings, version));
  return async (subject, signal) => {
    const started = performance.now();
    const deadline = AbortSignal.timeout(settings.deadlineMs);
    const end = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
    const visit = network.openVisit(subject.domain, end);
    const known = {
      ...subject,
      robots: subject.robots ?? null,
      isHearsay: subject.isHearsay ?? false,
      now: now(),
      allowedSuffixes: settings.allowedSuffixes,
    };
    const limit = cutOff(end);
    try {
      const { heard, robots } = await Promise.race([converse(visit, known), limit.passed]);
      // What was cut off by our own stop says nothing about the host.
      const isStopped = !heard.ok && signal?.aborted === true;
      const outcome = isStopped ? failed('resolver', 'the run was stopped') : heard;
      return {
        domain: subject.domain,
        at: now(),
        durationMs: performance.now() - started,
        requests: visit.requests(),
        robots,
        ...read(outcome, subject, now(), settings.allowedSuffixes),
      };
    } finally {
      limit.forget();
      visit.close();
    }
  };
}

/** What was heard until the deadline counts: so long after it a conversation may still take to come to its end. */
const GRACE_MS = 1_000;

/** Whatever a library waits for: no visit outlives its deadline, or its place would be lost for ever. */
function cutOff(end: AbortSignal): { readonly passed: Promise<Conversation>; readonly forget: () => void } {
  const heard = failed('timeout', 'the deadline passed');
  const { promise, resolve } = Promise.withResolvers<Conversation>();
  let timer: NodeJS.Timeout | null = null;
  const begin = (): void => {
    timer = setTimeout(() => resolve({ heard, robots: null }), GRACE_MS);
  };
  if (end.aborted) begin();
  else end.addEventListener('abort', begin, { once: true });
  return {
    passed: promise,
    forget: () => {
      end.removeEventListener('abort', begin);
      if (timer !== null) clearTimeout(timer);
    },
  };
}

type Read =
  | Pick<ProbeResult & { ok: true }, 'ok' | 'observation' | 'peers' | 'isPartial'>
  | Pick<ProbeResult & { ok: false }, 'ok' | 'failure'>;

/** What was heard, judged and cleaned. */
function read(
  heard: Outcome<Heard>,
  subject: Subject,
  now: number,
  allowedSuffixes: readonly string[],
): Read {
  if (!heard.ok) return heard;
  const { reading, isPartial, isPeersAsked } = heard.value;
  const observation = observe(reading);
  const nonsense = nonsenseIn(observation);
  if (nonsense !== null) return failed('malformed', `tells users as ${nonsense.raw}`);
  const peers = isPeersAsked ? readPeers(reading.peers, subject, now, allowedSuffixes) : null;
  return { ok: true, observation, peers, isPartial };
}

/** A list that is the same as last time is recognised by its hash and not read again; of an overlong one, others each day. */
function readPeers(
  entries: readonly unknown[] | null,
  { domain, peersHash }: Subject,
  now: number,
  allowedSuffixes: readonly string[],
): PeersList {
  if (entries === null) return { hash: null, domains: [] };
  const names = entries.filter((entry) => typeof entry === 'string');
  const hash = createHash('sha1').update(names.join('\n')).digest('hex');
  if (hash === peersHash) return { hash, domains: [] };
  const domains = sampleEntries(names, `${domain} ${dayOf(now)}`)
    .map((name) => parseDomain(name, allowedSuffixes))
    .filter((name) => name !== null);
  return { hash, domains: [...new Set(domains)] };
}
