/** Misskey and its forks (docs/protocol.md 4, 4.2): counts from NodeInfo and /api/stats, words from /api/meta. Their Mastodon API counts remote users too: never read. */
import type { Registrations } from '../../db/model.ts';
import { at, flag, number, text, texts } from '../json.ts';
import { PEERS, hostOf, readPeers } from './mastodon-api.ts';
import { NOTHING, combine, told, withoutConstantComments } from './reading.ts';
import type { Ask, Reading, Software } from './software.ts';

export const META: Ask = { path: '/api/meta', body: { detail: true } };
export const STATS: Ask = { path: '/api/stats', body: {} };

export const misskey: Software = {
  names: [
    'misskey',
    'sharkey',
    'firefish',
    'calckey',
    'cherrypick',
    'iceshrimp',
    'foundkey',
    'catodon',
    'meisskey',
    'fedired',
    'magnetar',
    'dolphin',
    'groundpolis',
    'groundpolis-milkey',
    'areionskey',
    'rosekey',
    'nexkey',
    'hajkey',
    'yojo-art',
  ],
  asks: { meta: META, stats: STATS, peers: PEERS },
  parse: (answers, nodeinfo) => {
    const meta = readMeta(told(answers['meta']));
    const stats = readStats(told(answers['stats']));
    const peers = readPeers(told(answers['peers']));
    return combine(nodeinfo, {
      figures: [withoutConstantComments(nodeinfo), stats, peers],
      profile: [meta, nodeinfo, peers],
    });
  },
};

/** `POST /api/meta`: no counts. */
export function readMeta(json: unknown): Reading {
  const version = text(json, 'version');
  return {
    ...NOTHING,
    softwareVersion: version,
    profile: {
      title: text(json, 'name'),
      description: text(json, 'description'),
      languages: texts(json, 'langs'),
      registrations: registrationsOf(json),
      rules: texts(json, 'serverRules'),
      thumbnail: text(json, 'bannerUrl') ?? text(json, 'iconUrl'),
      characterLimit: number(json, 'maxNoteTextLength'),
    },
    identity: hostOf(text(json, 'uri')),
  };
}

/** `POST /api/stats`: the plain counts include remote users and notes, the "original" ones are local. */
export function readStats(json: unknown): Reading {
  return {
    ...NOTHING,
    endpoint: STATS.path,
    claims: {
      users: [at(json, 'originalUsersCount')],
      statuses: [at(json, 'originalNotesCount')],
      connections: [at(json, 'instances')],
    },
  };
}

function registrationsOf(json: unknown): Registrations | null {
  const isClosed = flag(json, 'disableRegistration');
  if (isClosed === null) return null;
  if (isClosed) return 'closed';
  return flag(json, 'approvalRequiredForSignup') === true ? 'approval' : 'open';
}
