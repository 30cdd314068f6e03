/** Pleroma and Akkoma (docs/protocol.md 4, 4.4): counts from NodeInfo, older ones without active users; connections and words from v1. */
import { at, flag, number } from '../json.ts';
import { PEERS, V1, readPeers, readV1 } from './mastodon-api.ts';
import { NOTHING, combine, told } from './reading.ts';
import type { Reading, Software } from './software.ts';

export const pleroma: Software = {
  names: ['pleroma', 'akkoma', 'rebased'],
  asks: { v1: V1, peers: PEERS },
  parse: (answers, nodeinfo) => {
    const json = told(answers['v1']);
    const v1 = readV1(json);
    const own = readOwn(json);
    const peers = readPeers(told(answers['peers']));
    return combine(nodeinfo, { figures: [nodeinfo, v1, own, peers], profile: [v1, own, nodeinfo, peers] });
  },
};

/** What v1 carries under `pleroma`. */
function readOwn(json: unknown): Reading {
  const asksAge = flag(json, 'pleroma', 'metadata', 'birthday_required') === true;
  return {
    ...NOTHING,
    endpoint: V1.path,
    claims: { activeMonth: [at(json, 'pleroma', 'stats', 'mau')] },
    profile: { minimumAge: asksAge ? number(json, 'pleroma', 'metadata', 'birthday_min_age') : null },
  };
}
