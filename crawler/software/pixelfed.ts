/** Pixelfed (docs/protocol.md 4, 8.16): counts from NodeInfo, older ones as texts; connections and words from v1. */
import { V1, readV1 } from './mastodon-api.ts';
import { combine, told, withoutConstantComments } from './reading.ts';
import type { Software } from './software.ts';

export const pixelfed: Software = {
  names: ['pixelfed'],
  asks: { v1: V1 },
  parse: (answers, nodeinfo) => {
    const v1 = readV1(told(answers['v1']));
    return combine(nodeinfo, { figures: [withoutConstantComments(nodeinfo), v1], profile: [v1, nodeinfo] });
  },
};
