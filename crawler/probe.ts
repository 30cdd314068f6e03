/** Probes: one visit of one instance under one deadline, and its outcome as a value. Stores nothing. */
import { isIP, type LookupFunction } from 'node:net';
import { parseDomain } from '../db/domain.ts';
import type { Domain, PeersList, ProbeResult } from '../db/model.ts';
import type { PlaceOutcome } from '../db/visits/places.ts';
import type { RobotsFile } from '../db/visits/robots.ts';
import { dayOf } from '../db/time.ts';
import { isAllowedAddress } from './addresses.ts';
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
export type Probed = ProbeResult & {
  /** robots.txt, where it was asked for and read. */
  readonly robots?: RobotsFile | null;
  /** Told in the middle of a visit that went well: not before then, Unix seconds. */
  readonly retryAt?: number | null;
  /** The places it was made from, if several. */
  readonly places?: readonly PlaceOutcome[];
};
/** Never rejects for remote trouble. */
export type Probe = (subject: Subject, signal?: AbortSignal) => Promise<Probed>;

/** Names the program, its version, where our page is, and whom to write to. */
export function userAgent(settings: Pick<CrawlerSettings, 'publicUrl' | 'contact'>, version: string): string {
  // An address that nobody else can open names no page.
  const page = isPublic(settings.publicUrl) ? [`+${settings.publicUrl}/crawler`] : [];
  const words = [...page, ...(settings.contact === null ? [] : [settings.contact])];
  return words.length === 0 ? `Herdbook/${version}` : `Herdbook/${version} (${words.join('; ')})`;
}

function isPublic(address: string): boolean {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? host.includes('.') && !host.endsWith('.local') : isAllowedAddress(host, []);
}

/**
 * @param now our clock, Unix seconds: the time stamped on results
 * @param version of this program, for the user agent
 * @param lookup of host names; default: one of its own
 */
export function makeProbe(
  settings: CrawlerSettings,
  now: () => number,
  version: string,
  lookup?: LookupFunction,
): Probe {
  const network = makeNetwork(settings, userAgent(settings, version), now, lookup);
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
      const outcome = isStopped ? failed('own-side', 'the run was stopped') : heard;
      return {
        domain: subject.domain,
        at: now(),
        durationMs: Math.round(performance.now() - started),
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
  | Pick<Probed & { ok: true }, 'ok' | 'observation' | 'peers' | 'isPartial' | 'isQuiet' | 'retryAt'>
  | Pick<ProbeResult & { ok: false }, 'ok' | 'failure'>;

/** What was heard, judged and cleaned. */
function read(
  heard: Outcome<Heard>,
  subject: Subject,
  now: number,
  allowedSuffixes: readonly string[],
): Read {
  if (!heard.ok) return heard;
  const { reading, isPartial, isPeersAsked, isPeersTold, peersHash, isQuiet, retryAt } = heard.value;
  const observation = observe(reading);
  const nonsense = nonsenseIn(observation);
  if (nonsense !== null) return failed('malformed', `tells users as ${nonsense.raw}`);
  // One that was asked for in vain this time is taken for unchanged: asked again next week, like the others.
  const unheard = { hash: subject.peersHash, domains: [] };
  const told = isPeersTold ? readPeers(reading.peers, peersHash, subject, now, allowedSuffixes) : unheard;
  return { ok: true, observation, peers: isPeersAsked ? told : null, isPartial, isQuiet, retryAt };
}

/** A list that is the same as last time was recognised by its hash and not read; of an overlong one, others each day. */
function readPeers(
  entries: readonly unknown[] | null,
  hash: string | null,
  { domain, peersHash }: Subject,
  now: number,
  allowedSuffixes: readonly string[],
): PeersList {
  if (hash !== null && hash === peersHash) return { hash, domains: [] };
  if (entries === null) return { hash: null, domains: [] };
  const names = entries.filter((entry) => typeof entry === 'string');
  const domains = sampleEntries(names, `${domain} ${dayOf(now)}`)
    .map((name) => parseDomain(name, allowedSuffixes))
    .filter((name) => name !== null);
  return { hash, domains: [...new Set(domains)] };
}
