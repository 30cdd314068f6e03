/** Relays, bridges and Threads (docs/protocol.md 4, 9): listed with their names, but their constants and foreign accounts are never counted. */
import { combine } from './reading.ts';
import type { Software } from './software.ts';

export const machines: Software = {
  names: [
    'aoderelay',
    'activityrelay',
    'activity-relay',
    'pub-relay',
    'buzzrelay',
    'relayd',
    'bridgy-fed',
    'bridgyfed',
    'mostr',
    'birdsitelive',
    'bird.makeup',
    'threads',
  ],
  asks: {},
  parse: (_answers, nodeinfo) => combine(nodeinfo, { figures: [], profile: [nodeinfo] }),
};
