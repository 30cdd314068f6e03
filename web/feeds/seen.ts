/** When each feed was first seen as it is now: what Last-Modified can honestly say. Entries are dated by what they tell of, and several may be of one day. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Addresses remembered: filters are many, and one that is forgotten costs its readers an answer they have already. */
const MOST_FEEDS = 1_000;

type Seen = { readonly hash: string; readonly at: number };

/** @returns Unix seconds from which on the feed at an address has been this text; a node begins anew with each start */
export function keepSeen(): (address: string, text: string, now: number) => number {
  const feeds = new LRUCache<string, Seen>({ max: MOST_FEEDS });
  return (address, text, now) => {
    const hash = createHash('sha1').update(text).digest('base64');
    const before = feeds.get(address);
    if (before?.hash === hash) return before.at;
    // Two states of one second have to differ for who asks since the first.
    const at = Math.max(now, before === undefined ? now : before.at + 1);
    feeds.set(address, { hash, at });
    return at;
  };
}
