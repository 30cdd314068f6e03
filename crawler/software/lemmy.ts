/** Lemmy (docs/protocol.md 4.1): counts, words and registration mode from /site; connections are the linked domains. Admins are never read. */
import type { Registrations } from '../../db/model.ts';
import { at, flag, isObject, list, text } from '../json.ts';
import { hostOf } from './mastodon-api.ts';
import { NOTHING, combine, told } from './reading.ts';
import type { Ask, Software, Reading } from './software.ts';

/** Lists every language and, in 0.17, every linked domain. */
const SITE: Ask = { path: '/api/v3/site', maxBytes: 4_000_000 };
const SITE4 = '/api/v4/site';
const FEDERATED = '/api/v3/federated_instances';

export const lemmy: Software = {
  names: ['lemmy'],
  asks: {
    site: SITE,
    // 1.0, where the older route was switched off.
    site4: {
      ...SITE,
      path: SITE4,
      when: (answers) => !isObject(at(told(answers['site']), 'site_view')),
    },
    // Ten fields for each of some ten thousand domains.
    federated: { path: FEDERATED, every: 'day', maxBytes: 16_000_000 },
  },
  parse: (answers, nodeinfo) => {
    const older = told(answers['site']);
    const site = older === null ? readSite(told(answers['site4']), SITE4) : readSite(older, SITE.path);
    const federated = readLinked(told(answers['federated']));
    return combine(nodeinfo, { figures: [site, nodeinfo, federated], profile: [site, nodeinfo, federated] });
  },
};

/** Counts lie in `counts` until 0.19, in `local_site` from 1.0. A fresh install has `site_view: null`. */
function readSite(json: unknown, endpoint: string): Reading {
  const view = at(json, 'site_view');
  const local = at(view, 'local_site');
  const count = (key: string): readonly unknown[] => [at(view, 'counts', key), at(local, key)];
  const linked = readLinked(json);
  return {
    ...NOTHING,
    endpoint,
    softwareVersion: text(json, 'version'),
    claims: {
      ...linked.claims,
      users: count('users'),
      activeMonth: count('users_active_month'),
      activeHalfYear: count('users_active_half_year'),
      activeWeek: count('users_active_week'),
      statuses: count('posts'),
      comments: count('comments'),
    },
    profile: {
      title: text(view, 'site', 'name'),
      description: text(view, 'site', 'description'),
      registrations: registrationsOf(text(local, 'registration_mode')),
      registrationsMessage: text(local, 'application_question'),
      thumbnail: text(view, 'site', 'banner') ?? text(view, 'site', 'icon'),
      limitedFederation: isLimited(local),
    },
    identity: hostOf(text(view, 'site', 'actor_id') ?? text(view, 'site', 'ap_id')),
    peers: linked.peers,
  };
}

function isLimited(local: unknown): boolean | null {
  const isPrivate = flag(local, 'private_instance');
  const isFederated = flag(local, 'federation_enabled');
  if (isPrivate === true || isFederated === false) return true;
  return isPrivate === null ? null : false;
}

/** `linked` holds names (0.17, inside /site) or objects with a domain (since 0.18). Block lists beside it are not read. */
function readLinked(json: unknown): Reading {
  const linked = list(json, 'federated_instances', 'linked');
  if (linked === null) return NOTHING;
  const peers = linked.map((entry) => (isObject(entry) ? at(entry, 'domain') : entry));
  return { ...NOTHING, endpoint: FEDERATED, claims: { connections: [linked.length] }, peers };
}

/** "RequireApplication", in 0.17 lower case; NodeInfo says open for it. */
function registrationsOf(mode: string | null): Registrations | null {
  switch (mode?.toLowerCase()) {
    case 'open':
      return 'open';
    case 'requireapplication':
      return 'approval';
    case 'closed':
      return 'closed';
    default:
      return null;
  }
}
