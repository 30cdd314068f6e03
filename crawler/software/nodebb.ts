/** NodeBB (docs/protocol.md 4): everything from NodeInfo, but its active users are those online at this moment. */
import { NOTHING, combine, without } from './reading.ts';
import type { Software } from './software.ts';

export const nodebb: Software = {
  names: ['nodebb'],
  asks: {},
  parse: (_answers, nodeinfo) => {
    if (nodeinfo === null) return NOTHING;
    return combine(nodeinfo, {
      figures: [without(nodeinfo, ['activeMonth', 'activeHalfYear'])],
      profile: [nodeinfo],
    });
  },
};
