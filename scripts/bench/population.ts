/** Who lives in the benchmark's fleet: names that tell how their host behaves. Pure. */
import { parseDomain } from '../../db/domain.ts';
import type { Domain } from '../../db/model.ts';
import { dice } from '../demo/dice.ts';

const SEED = 1;
/** Registrable domains that share the hosts: the crawler takes those of one domain in turns with others. */
const SITES = 20;
/** What the fleet's certificate is for. */
export const CERTIFIED = Array.from({ length: SITES }, (_, site) => `*.g${site}.test`);

/** Requests of a visit by software, robots.txt and NodeInfo included, weekly and daily ones apart. */
export const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  mastodon: ['/robots.txt', '/.well-known/nodeinfo', '/nodeinfo/2.0', '/api/v2/instance', '/api/v1/instance'],
  misskey: ['/robots.txt', '/.well-known/nodeinfo', '/nodeinfo/2.1', '/api/meta', '/api/stats'],
  lemmy: ['/robots.txt', '/.well-known/nodeinfo', '/nodeinfo/2.1', '/api/v3/site'],
  writefreely: ['/robots.txt', '/.well-known/nodeinfo', '/api/nodeinfo'],
};
/** Of the hosts that answer. On average 4.5 requests a visit. */
const SOFTWARE = { mastodon: 50, misskey: 15, lemmy: 10, writefreely: 25 };

/**
 * Ways to fail, in per mille of all hosts: what a crawler of old domain lists meets. absent: no such name · hang: takes the connection and says nothing · stranger: a certificate for another name · broken: 503 · parked: a page
 * of HTML · gone: 410 · busy: 429 · moved: redirects elsewhere · forbids: robots.txt says no.
 */
const REALISTIC = {
  absent: 60,
  hang: 30,
  stranger: 20,
  broken: 35,
  parked: 25,
  gone: 5,
  busy: 8,
  moved: 7,
  forbids: 10,
};
/** Hosts that mean harm, in per mille of all hosts. drip: a byte a second · flood: a body without end · bomb: packed zeros. */
const HOSTILE = { hang: 10, drip: 10, flood: 10, bomb: 10, cut: 10 };

export type Mix = 'sound' | 'realistic' | 'hostile';
const FAULTS: Readonly<Record<Mix, Readonly<Record<string, number>>>> = {
  sound: {},
  realistic: REALISTIC,
  hostile: HOSTILE,
};

/** @param label sets these hosts apart from others' */
export function population(count: number, mix: Mix, label = ''): Domain[] {
  return Array.from({ length: count }, (_, index) => {
    const fault = drawn(FAULTS[mix], dice(SEED, index, 'fault') * 1_000);
    const kind = fault ?? drawn(SOFTWARE, dice(SEED, index, 'software') * 100) ?? 'mastodon';
    // A wildcard stands for one label only.
    const name = `${kind}-${label}${index}.${kind === 'stranger' ? 'deep.' : ''}g${index % SITES}.test`;
    const domain = parseDomain(name, ['test']);
    if (domain === null) throw new Error(`${name} is no domain`);
    return domain;
  });
}

/** The first part of a name says how its host behaves. */
export function kindOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('-')));
}

/** `null` where `at` lies past all shares. */
function drawn(shares: Readonly<Record<string, number>>, at: number): string | null {
  let left = at;
  for (const [name, share] of Object.entries(shares)) {
    if (left < share) return name;
    left -= share;
  }
  return null;
}
