/** BookWyrm (docs/protocol.md 4, 4.4): counts from NodeInfo, which has no metadata; words, registrations and peers from v1. */
import { flag } from '../json.ts';
import { PEERS, V1, readPeers, readV1 } from './mastodon-api.ts';
import { NOTHING, combine, told } from './reading.ts';
import type { Reading, Software } from './software.ts';

export const bookwyrm: Software = {
  names: ['bookwyrm'],
  asks: { v1: V1, peers: PEERS },
  parse: (answers, nodeinfo) => {
    const json = told(answers['v1']);
    const v1 = readV1(json);
    const peers = readPeers(told(answers['peers']));
    return combine(nodeinfo, {
      figures: [nodeinfo, v1, peers],
      profile: [readInvites(json), v1, nodeinfo, peers],
    });
  },
};

/** `approval_required` beside closed registrations: invitations may be asked for. */
function readInvites(json: unknown): Reading {
  const mayAsk = flag(json, 'registrations') === false && flag(json, 'approval_required') === true;
  return { ...NOTHING, profile: { registrations: mayAsk ? 'approval' : null } };
}
