/** Friendica (docs/protocol.md 4, 4.4, 9): counts from NodeInfo, words from v2 and v1. `site.private` asks to be left out of statistics. */
import { flag } from '../json.ts';
import { V1, V2, readV1, readV2 } from './mastodon-api.ts';
import { combine, told, withoutPlaceholders } from './reading.ts';
import type { Ask, Software } from './software.ts';

/** GNU social's old self-description, which Friendica kept. */
export const STATUSNET_CONFIG: Ask = { path: '/api/statusnet/config.json' };

export const friendica: Software = {
  names: ['friendica'],
  asks: { v2: V2, v1: V1, config: STATUSNET_CONFIG },
  parse: (answers, nodeinfo) => {
    const v2 = readV2(told(answers['v2']));
    const v1 = withoutPlaceholders(readV1(told(answers['v1'])));
    const reading = combine(nodeinfo, { figures: [nodeinfo, v2, v1], profile: [v2, v1, nodeinfo] });
    return isPrivateSite(told(answers['config'])) ? { ...reading, withheld: 'site.private is set' } : reading;
  },
};

export function isPrivateSite(config: unknown): boolean {
  return flag(config, 'site', 'private') === true;
}
