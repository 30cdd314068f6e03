/** WordPress with the ActivityPub plugin (docs/protocol.md 4, 8.32): everything from NodeInfo, whose users and active users are counted on different bases. */
import { NOTHING, combine, without } from './reading.ts';
import type { NodeInfo, Software } from './software.ts';
import type { Figure } from '../../db/model.ts';

export const wordpress: Software = {
  names: ['wordpress'],
  asks: {},
  parse: (_answers, nodeinfo) => {
    if (nodeinfo === null) return NOTHING;
    const reading = combine(nodeinfo, { figures: [capped(nodeinfo)], profile: [nodeinfo] });
    // `openRegistrations` is the constant false.
    return { ...reading, profile: { ...reading.profile, registrations: null } };
  },
};

/** Users are those who federate, active ones all who write: more of the latter says only that everybody is active. */
function capped(nodeinfo: NodeInfo): NodeInfo {
  const [users] = nodeinfo.claims.users ?? [];
  if (typeof users !== 'number') return nodeinfo;
  const isAbove = (figure: Figure): boolean => {
    const [count] = nodeinfo.claims[figure] ?? [];
    return typeof count === 'number' && count > users;
  };
  const above = (['activeMonth', 'activeHalfYear'] as const).filter(isAbove);
  const kept = without(nodeinfo, above);
  return {
    ...kept,
    claims: { ...kept.claims, ...Object.fromEntries(above.map((figure) => [figure, [users]])) },
  };
}
