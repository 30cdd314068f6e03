/** Instances without NodeInfo (docs/protocol.md 3.3, 3.4): asks the older sources one after the other until one speaks. At most six questions on any path. */
import { at, flag, isObject, number, text } from '../json.ts';
import { parseNodeInfo, softwareKey } from '../nodeinfo.ts';
import { withoutDice } from './gotosocial.ts';
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
import { META, STATS, misskey, readMeta, readStats } from './misskey.ts';
import { NOTHING, combine, told, without, withoutPlaceholders } from './reading.ts';
import type { Answers, Reading, Software } from './software.ts';

export const noNodeinfo: Software = {
  names: [],
  asks: {
    v1: V1,
    // Open since 4.4 even where limited federation closes v1.
    v2: V2,
    activity: {
      ...ACTIVITY,
      when: (answers) => speaksMastodon(answers) && readV1(told(answers['v1'])).softwareName === 'mastodon',
    },
    peers: { ...PEERS, when: (answers) => speaksMastodon(answers) },
    nodeinfo2: { path: '/.well-known/x-nodeinfo2', when: (answers) => !speaks(answers) },
    statistics: { path: '/statistics.json', when: (answers) => !speaks(answers) },
    meta: { ...META, when: (answers) => !speaks(answers) },
    stats: { ...STATS, when: (answers) => isMisskeyMeta(told(answers['meta'])) },
  },
  parse: (answers) => {
    const v2 = readV2(told(answers['v2']));
    const v1 = readFirst(answers);
    const activity = readActivity(told(answers['activity']));
    const peers = readPeers(told(answers['peers']));
    const older = [
      parseNodeInfo(told(answers['nodeinfo2'])),
      readStatistics(told(answers['statistics'])),
      readMisskey(answers),
    ];
    const reading = combine(null, {
      figures: [v2, v1, activity, peers, ...older],
      profile: [v2, v1, activity, peers, ...older],
    });
    if (!isLimitedFederation(answers['v1'])) return reading;
    return {
      ...reading,
      profile: { ...reading.profile, limitedFederation: true },
      withheld: 'limited federation: the API requires an authenticated user',
    };
  },
};

/** Enough to know what it is: nothing further is asked. A closed door is an answer, too. */
function speaks(answers: Answers): boolean {
  return (
    speaksMastodon(answers) ||
    isLimitedFederation(answers['v1']) ||
    text(told(answers['v2']), 'domain') !== null ||
    parseNodeInfo(told(answers['nodeinfo2'])) !== null ||
    isStatistics(told(answers['statistics']))
  );
}

function speaksMastodon(answers: Answers): boolean {
  const v1 = told(answers['v1']);
  return text(v1, 'uri') !== null && (text(v1, 'version') !== null || isObject(at(v1, 'stats')));
}

/** v1, without the counts of those whose counts are known to be wrong there. */
function readFirst(answers: Answers): Reading {
  const v1 = readV1(told(answers['v1']));
  const name = v1.softwareName ?? '';
  if (name === 'gotosocial') return withoutDice(v1);
  // Misskey's forks count remote users.
  if (misskey.names.includes(name)) return without(v1, ['users', 'statuses']);
  return name === 'friendica' ? withoutPlaceholders(v1) : v1;
}

function isStatistics(json: unknown): boolean {
  return (
    text(json, 'network') !== null ||
    number(json, 'total_users') !== null ||
    flag(json, 'registrations_open') !== null
  );
}

/** diaspora, Friendica and relatives before NodeInfo; counts left out are hidden by the admin. */
function readStatistics(json: unknown): Reading | null {
  if (!isStatistics(json)) return null;
  const isOpen = flag(json, 'registrations_open');
  return {
    ...NOTHING,
    endpoint: '/statistics.json',
    softwareName: softwareKey(text(json, 'network')),
    softwareVersion: text(json, 'version'),
    claims: {
      users: [at(json, 'total_users')],
      activeMonth: [at(json, 'active_users_monthly')],
      activeHalfYear: [at(json, 'active_users_halfyear')],
      statuses: [at(json, 'local_posts')],
      comments: [at(json, 'local_comments')],
    },
    profile: {
      title: text(json, 'name'),
      registrations: isOpen === null ? null : isOpen ? 'open' : 'closed',
    },
  };
}

function isMisskeyMeta(json: unknown): boolean {
  return (
    text(json, 'version') !== null &&
    (text(json, 'uri') !== null || flag(json, 'disableRegistration') !== null)
  );
}

function readMisskey(answers: Answers): Reading | null {
  const meta = told(answers['meta']);
  if (!isMisskeyMeta(meta)) return null;
  const { claims, endpoint } = readStats(told(answers['stats']));
  return { ...readMeta(meta), softwareName: 'misskey', claims, endpoint };
}
