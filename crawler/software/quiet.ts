/** Servers that tell all they tell in NodeInfo, truthfully (docs/protocol.md 4): nothing further is asked. */
import { combine } from './reading.ts';
import type { Software } from './software.ts';

export const quiet: Software = {
  names: [
    // Counts stand behind switches of the admin and are absent by default: unknown.
    'diaspora',
    // Users are blogs: the nearest thing it counts.
    'writefreely',
    // Statuses are events.
    'mobilizon',
    'gancio',
    'mbin',
    'kbin',
    'plume',
    'loops',
    'ghost',
    'owncast',
    'ktistec',
    'vernissage',
    'wafrn',
    'flohmarkt',
    'bonfire',
    'stegodon',
    'forgejo',
    'gitea',
  ],
  asks: {},
  parse: (_answers, nodeinfo) => combine(nodeinfo, { figures: [nodeinfo], profile: [nodeinfo] }),
};
