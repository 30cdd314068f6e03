/** Servers that count in NodeInfo and describe themselves in Mastodon's v1 (docs/protocol.md 2.5, 4, 4.4): v1 counts are never read, they are constants or partial there. */
import { V1, readV1 } from './mastodon-api.ts';
import { combine, told } from './reading.ts';
import type { Software } from './software.ts';

export const speakers: Software = {
  // PieFed's v1 domain_count is the constant 1; Mitra's v1 has no counts.
  names: ['mitra', 'piefed', 'takahe', 'neodb', 'hollo', 'snac', 'iceshrimp.net', 'smithereen', 'wildebeest'],
  asks: { v1: V1 },
  parse: (answers, nodeinfo) => {
    const v1 = readV1(told(answers['v1']));
    return combine(nodeinfo, { figures: [nodeinfo], profile: [v1, nodeinfo] });
  },
};
