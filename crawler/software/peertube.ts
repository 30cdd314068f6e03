/** PeerTube (docs/protocol.md 4.3): counts from /server/stats, words from /config and /config/about. Statuses are videos; quotas of -1 are no counts. */
import type { Registrations } from '../../db/model.ts';
import { at, flag, text, texts } from '../json.ts';
import { NOTHING, combine, told } from './reading.ts';
import type { Reading, Software } from './software.ts';

export const peertube: Software = {
  names: ['peertube'],
  asks: {
    stats: { path: '/api/v1/server/stats' },
    config: { path: '/api/v1/config' },
    about: { path: '/api/v1/config/about' },
  },
  parse: (answers, nodeinfo) => {
    const stats = readStats(told(answers['stats']));
    const config = readConfig(told(answers['config']));
    const about = readAbout(told(answers['about']));
    return combine(nodeinfo, { figures: [stats, nodeinfo], profile: [config, about, nodeinfo] });
  },
};

function readStats(json: unknown): Reading {
  return {
    ...NOTHING,
    endpoint: '/api/v1/server/stats',
    claims: {
      users: [at(json, 'totalUsers')],
      activeMonth: [at(json, 'totalMonthlyActiveUsers')],
      activeWeek: [at(json, 'totalWeeklyActiveUsers')],
      statuses: [at(json, 'totalLocalVideos')],
      comments: [at(json, 'totalLocalVideoComments')],
      // Instances it follows; followers are others' choice.
      connections: [at(json, 'totalInstanceFollowing')],
    },
  };
}

function readConfig(json: unknown): Reading {
  return {
    ...NOTHING,
    softwareVersion: text(json, 'serverVersion'),
    profile: {
      title: text(json, 'instance', 'name'),
      description: text(json, 'instance', 'shortDescription'),
      registrations: registrationsOf(json),
    },
  };
}

function registrationsOf(json: unknown): Registrations | null {
  const isAllowed = flag(json, 'signup', 'allowed');
  if (isAllowed === null) return null;
  if (!isAllowed) return 'closed';
  return flag(json, 'signup', 'requiresApproval') === true ? 'approval' : 'open';
}

function readAbout(json: unknown): Reading {
  const terms = text(json, 'instance', 'terms');
  return {
    ...NOTHING,
    profile: { languages: texts(json, 'instance', 'languages'), rules: terms === null ? [] : [terms] },
  };
}
