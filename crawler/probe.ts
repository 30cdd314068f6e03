/** Probes: one visit of one instance under one deadline, and its outcome as a value. Stores nothing. */
import { createHash } from 'node:crypto';
import { parseDomain } from '../db/domain.ts';
import type { Domain, PeersList, ProbeResult } from '../db/model.ts';
import { converse } from './conversation.ts';
import { makeNetwork } from './http.ts';
import { observe } from './observation.ts';
import { failed } from './outcome.ts';
import type { CrawlerSettings } from './settings.ts';

/** What a visit needs to know of the instance. */
export type Subject = {
  readonly domain: Domain;
  readonly peersAt: number | null;
  readonly peersHash: string | null;
  readonly lastAnswerAt: number | null;
};
/** An instance that was never visited. */
export function stranger(domain: Domain): Subject {
  return { domain, peersAt: null, peersHash: null, lastAnswerAt: null };
}
/** Never rejects for remote trouble. */
export type Probe = (subject: Subject, signal?: AbortSignal) => Promise<ProbeResult>;

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
    const visit = network.openVisit(
      subject.domain,
      signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    );
    try {
      const known = { ...subject, now: now(), allowedSuffixes: settings.allowedSuffixes };
      const heard = await converse(visit, known);
      const common = {
        domain: subject.domain,
        at: now(),
        durationMs: performance.now() - started,
        requests: visit.requests(),
      };
      if (!heard.ok) {
        // What was cut off by our own stop says nothing about the host.
        const failure =
          signal?.aborted === true ? failed('resolver', 'the run was stopped').failure : heard.failure;
        return { ...common, ok: false, failure };
      }
      const { reading, isPartial, isPeersAsked } = heard.value;
      const peers = isPeersAsked
        ? readPeers(reading.peers, subject.peersHash, settings.allowedSuffixes)
        : null;
      return { ...common, ok: true, observation: observe(reading), peers, isPartial };
    } finally {
      visit.close();
    }
  };
}

/** A list that is the same as last time is recognised by its hash and not read again. */
function readPeers(
  entries: readonly unknown[] | null,
  lastHash: string | null,
  allowedSuffixes: readonly string[],
): PeersList {
  if (entries === null) return { hash: null, domains: [] };
  const names = entries.filter((entry) => typeof entry === 'string');
  const hash = createHash('sha1').update(names.join('\n')).digest('hex');
  if (hash === lastHash) return { hash, domains: [] };
  const domains = names.map((name) => parseDomain(name, allowedSuffixes)).filter((domain) => domain !== null);
  return { hash, domains: [...new Set(domains)] };
}
