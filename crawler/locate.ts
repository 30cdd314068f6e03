/** Finds the block of addresses a host answers from, before it is visited. Connects to nobody. */
import type { LookupFunction } from 'node:net';
import { blockOf } from './pace.ts';
import type { Locate } from './rounds.ts';

/** @param lookup the one that the visits use, so that what is vetted there is vetted here */
export function makeLocate(lookup: LookupFunction): Locate {
  return (domain) =>
    new Promise((resolve) => {
      lookup(domain, { all: true }, (error, addresses) => {
        // A name that leads nowhere has no block: the visit itself will say why.
        const [first] = error === null && Array.isArray(addresses) ? addresses : [];
        resolve(first === undefined ? null : blockOf(first.address));
      });
    });
}
