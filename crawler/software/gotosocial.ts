/** GoToSocial (docs/protocol.md 4, 8.28, 8.29, 9): counts only where they are not dice. */
import type { Figures } from '../../db/model.ts';
import { number } from '../json.ts';
import { V1, readV1 } from './mastodon-api.ts';
import { foregoing } from './foregone.ts';
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
    const counts = nodeinfo !== null && isZeroed(nodeinfo) ? foregoing(nodeinfo, 'zeroed') : nodeinfo;
    const reading = combine(nodeinfo, { figures: [counts, v1], profile: [v1, nodeinfo] });
    return nodeinfo !== null && isDice(nodeinfo)
      ? { ...reading, withheld: 'GoToSocial tells random numbers (instance-stats-mode baffle)' }
      : reading;
  },
};

function isDice({ claims }: NodeInfo): boolean {
  const [users] = claims.users ?? [];
  const [activeMonth] = claims.activeMonth ?? [];
  return areDice({ users: number(users), activeMonth: number(activeMonth) });
}

/**
 * Mode "baffle" draws new counts every hour, and is the only one that fills activeMonth; its other mark is a size no
 * GoToSocial has (users up to 1,000,000).
 */
export function areDice({ users, activeMonth }: Pick<Figures, 'users' | 'activeMonth'>): boolean {
  return (activeMonth ?? 0) > 0 && (users ?? 0) > PLAUSIBLE_USERS;
}

/** Mode "zero" tells none of anything; a server without an account has nobody to write a post either, and loses nothing. */
function isZeroed({ claims }: NodeInfo): boolean {
  const [users] = claims.users ?? [];
  const [statuses] = claims.statuses ?? [];
  return number(users) === 0 && number(statuses) === 0;
}

/** A v1 answer, without counts of a size that only dice have. */
export function withoutDice(v1: Reading): Reading {
  const [users] = v1.claims.users ?? [];
  return (number(users) ?? 0) > PLAUSIBLE_USERS ? without(v1, ['users', 'statuses']) : v1;
}
