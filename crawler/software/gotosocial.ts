/** GoToSocial (docs/protocol.md 4, 8.28, 8.29, 9): counts only where they are not dice. */
import { number } from '../json.ts';
import { V1, readV1 } from './mastodon-api.ts';
import { combine, told, without } from './reading.ts';
import type { NodeInfo, Reading, Software } from './software.ts';

/** The largest real server is smaller; dice go up to a million. */
const PLAUSIBLE_USERS = 1_000;

export const gotosocial: Software = {
  names: ['gotosocial'],
  // robots.txt forbids /api/ as shipped: asked only where the admin allows it.
  asks: { v1: V1 },
  parse: (answers, nodeinfo) => {
    const v1 = withoutDice(readV1(told(answers['v1'])));
    const reading = combine(nodeinfo, { figures: [nodeinfo, v1], profile: [v1, nodeinfo] });
    return nodeinfo !== null && isDice(nodeinfo)
      ? { ...reading, withheld: 'GoToSocial tells random numbers (instance-stats-mode baffle)' }
      : reading;
  },
};

/**
 * Mode "baffle" draws new counts every hour, and is the only one that fills activeMonth; its other mark is a size no
 * GoToSocial has (users up to 1,000,000).
 */
function isDice(nodeinfo: NodeInfo): boolean {
  const [users] = nodeinfo.claims.users ?? [];
  const [activeMonth] = nodeinfo.claims.activeMonth ?? [];
  return (number(activeMonth) ?? 0) > 0 && (number(users) ?? 0) > PLAUSIBLE_USERS;
}

/** A v1 answer, without counts of a size that only dice have. */
export function withoutDice(v1: Reading): Reading {
  const [users] = v1.claims.users ?? [];
  return (number(users) ?? 0) > PLAUSIBLE_USERS ? without(v1, ['users', 'statuses']) : v1;
}
