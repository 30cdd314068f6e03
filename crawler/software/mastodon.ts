/** Mastodon and its forks (docs/protocol.md 2): counts from NodeInfo, words from v2, connections from v1. Block lists are never asked for. */
import {
  ACTIVITY,
  PEERS,
  V1,
  V2,
  isLimitedFederation,
  readActivity,
  readPeers,
  readV1,
  readV2,
} from './mastodon-api.ts';
import { combine, told } from './reading.ts';
import type { Software } from './software.ts';

export const mastodon: Software = {
  names: [
    'mastodon',
    'hometown',
    'glitchsoc',
    'glitch-soc',
    'chuckya',
    'kmyblue',
    'fedibird',
    'ecko',
    'koyuspace',
    'smalltown',
  ],
  asks: { v2: V2, v1: V1, activity: ACTIVITY, peers: PEERS },
  parse: (answers, nodeinfo) => {
    const v2 = readV2(told(answers['v2']));
    const v1 = readV1(told(answers['v1']));
    const activity = readActivity(told(answers['activity']));
    const peers = readPeers(told(answers['peers']));
    const reading = combine(nodeinfo, {
      figures: [v2, nodeinfo, v1, activity, peers],
      profile: [v2, v1, nodeinfo, activity, peers],
    });
    if (!isLimitedFederation(answers['v1'])) return reading;
    return { ...reading, profile: { ...reading.profile, limitedFederation: true } };
  },
};
