/** Funkwhale (docs/protocol.md 4, 8.22, 8.30): everything from NodeInfo, whose zeros mean that statistics are switched off. */
import { at, text } from '../json.ts';
import { foregoing } from './foregone.ts';
import { NOTHING, combine } from './reading.ts';
import type { NodeInfo, Reading, Software } from './software.ts';

export const funkwhale: Software = {
  names: ['funkwhale'],
  asks: {},
  parse: (_answers, nodeinfo) => {
    if (nodeinfo === null) return NOTHING;
    return combine(nodeinfo, {
      figures: [isSwitchedOff(nodeinfo) ? foregoing(nodeinfo, 'zeroed') : nodeinfo],
      profile: [nodeinfo, readMetadata(nodeinfo.metadata)],
    });
  },
};

/** Switched-off statistics are served as zeros; a pod that answers has at least its founder. */
function isSwitchedOff(nodeinfo: NodeInfo): boolean {
  const counts = Object.values(nodeinfo.claims).flat();
  return counts.every((count) => count === undefined || count === null || Number(count) === 0);
}

function readMetadata(metadata: unknown): Reading {
  const rules = text(metadata, 'rules');
  const banner = at(metadata, 'banner');
  return {
    ...NOTHING,
    profile: {
      description: text(metadata, 'shortDescription') ?? text(metadata, 'longDescription'),
      rules: rules === null ? [] : [rules],
      thumbnail: text(banner),
    },
  };
}
