/** A floor between the visits to one block of addresses, so that a shared hoster meets us one host at a time. Pure: the clock is an argument. */
import ipaddr from 'ipaddr.js';
import { isAllowedAddress } from './addresses.ts';

/**
 * Between the starts of two visits to one block. A visit is at most eight requests over a second or more, so a hoster
 * sees about five requests a second. Ten seconds would be gentler, and too slow: a hoster with 1,000 instances in one
 * block, which take 17 minutes at this pace, would need close to three hours, half of the period between two visits.
 * Once spread over the period they come every 20 seconds by themselves; the floor is for first passes and restarts.
 */
const FLOOR_MS = 1_000;
/** Of a block, what an owner is given at least: 256 addresses of IPv4, a site of IPv6. */
const BLOCK_BITS = { ipv4: 24, ipv6: 48 } as const;
/** Blocks remembered; the oldest go first. A block matters for a second. */
const REMEMBERED = 4_096;

/** The block an address lies in; `null` for those outside the public Internet, which are the operator's own. */
export function blockOf(address: string): string | null {
  if (!isAllowedAddress(address, [])) return null;
  const parsed = ipaddr.process(address);
  const bits = BLOCK_BITS[parsed.kind()];
  const bytes = parsed.toByteArray().slice(0, bits / 8);
  return `${parsed.kind()} ${bytes.join('.')}/${bits}`;
}

export type Pace = {
  /** Takes the next turn of a block. @param nowMs of any steady clock @returns milliseconds to wait for it, 0 or more */
  turn(block: string, nowMs: number): number;
};

export function makePace(floorMs: number = FLOOR_MS): Pace {
  /** When each block's next turn begins; in the order last taken. */
  const turns = new Map<string, number>();
  return {
    turn(block, nowMs) {
      const at = Math.max(turns.get(block) ?? nowMs, nowMs);
      turns.delete(block);
      turns.set(block, at + floorMs);
      for (const oldest of turns.keys()) {
        if (turns.size <= REMEMBERED) break;
        turns.delete(oldest);
      }
      return at - nowMs;
    },
  };
}

/**
 * Puts names of one site apart: first one of each site, then a second one … each in its order.
 * @param siteOf what belongs together
 */
export function interleaved<T>(items: readonly T[], siteOf: (item: T) => string): T[] {
  const counts = new Map<string, number>();
  const ranked = items.map((item) => {
    const site = siteOf(item);
    const rank = counts.get(site) ?? 0;
    counts.set(site, rank + 1);
    return { item, rank };
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}
